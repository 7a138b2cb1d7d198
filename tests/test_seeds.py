"""The campaigns of the five plans that the system was made from, entered through its own forms and shown as they were printed."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from emulation.campaigns.models import Campaign, CitedDocument
from emulation.people.models import Role
from emulation.units.kinds import Kind
from registrations.papers import blank_paper
from tests.pages import errors, form_data, texts
from tests.world import World, make_campaign, make_person, make_unit

SEEDS: dict[str, dict[str, Any]] = {
    "S0": {
        "office": Kind.WARD,
        "invited": Kind.TDP,
        "typed": {
            "title": "Phong trào thi đua yêu nước và công tác khen thưởng phường Lương Sơn năm 2024",
            "code": "s0",
            "kind": "annual",
            "year": "2024",
            "period_words": "năm 2024",
            "plan_number": "13/KH-UBND",
            "plan_date": "19/01/2024",
            "plan_issuer": "UBND phường Lương Sơn",
            "plan_title": "tổ chức phát động các phong trào thi đua yêu nước và công tác khen thưởng năm 2024",
            "deadline_words": "xong trước ngày 29/02/2024",
        },
        "parent": ("17/KH-UBND", date(2023, 1, 18), "về tổ chức phong trào thi đua yêu nước và công tác khen thưởng thành phố Sông Công năm 2024"),
        "days": (date(2024, 1, 1), date(2024, 12, 31)),
        "time": "năm 2024, từ 01/01/2024 đến hết 31/12/2024",
        "subject": "đăng ký thi đua năm 2024",
        "doubts": ["Kế hoạch 17/KH-UBND đề ngày 18/01/2023, từ trước năm 2024 nhiều tháng. Xin xem lại năm."],
    },
    "S1": {
        "office": Kind.RURAL_COMMUNE,
        "invited": Kind.THON,
        "typed": {
            "title": "Phong trào thi đua chào mừng kỷ niệm 75 năm thành lập Đảng bộ huyện (25/8/1949 - 25/8/2024)",
            "slogan": "Kỷ cương - Trách nhiệm - Hành động - Sáng tạo - Phát triển",
            "code": "s1",
            "kind": "anniversary",
            "occasion": "75 năm thành lập Đảng bộ huyện (25/8/1949 - 25/8/2024)",
            "year": "2024",
            "starts_on": "05/03/2024",
            "period_words": "đến hết tháng 7/2024",
            "plan_number": "",
            "plan_date": "",
            "plan_issuer": "UBND xã Bình Lương",
            "plan_title": "tổ chức phát động phong trào thi đua chào mừng kỷ niệm 75 năm thành lập Đảng bộ huyện (25/8/1949 - 25/8/2024)",
            "deadline_words": "đến hết ngày 31/03/2024",
        },
        "parent": ("58/KH-UBND", date(2024, 3, 5), "về việc tổ chức phát động phong trào thi đua"),
        "days": (date(2024, 3, 5), date(2024, 7, 31)),
        "time": "đến hết tháng 7/2024, từ 05/03/2024 đến hết 31/07/2024",
        "subject": "đăng ký thi đua năm 2024 (đến hết tháng 7/2024)",
        "doubts": [],
    },
    "S2": {
        "office": Kind.WARD,
        "invited": Kind.KHOM,
        "typed": {
            "title": "Phong trào thi đua yêu nước năm 2025",
            "code": "s2",
            "kind": "annual",
            "year": "2025",
            "period_words": "năm 2025",
            "plan_number": "",
            "plan_date": "",
            "plan_issuer": "UBND phường 4",
            "plan_title": "phát động phong trào thi đua yêu nước năm 2025",
            "deadline_words": "đến hết tháng 3/2025",
        },
        "parent": ("09/NQ-HĐND", date(2024, 12, 24), "về Kế hoạch phát triển kinh tế - xã hội Phường 4 năm 2025"),
        "days": (date(2025, 1, 1), date(2025, 12, 31)),
        "time": "năm 2025, từ 01/01/2025 đến hết 31/12/2025",
        "subject": "đăng ký thi đua năm 2025",
        "doubts": [],
    },
    "S3": {
        "office": Kind.DISTRICT,
        "invited": Kind.AGENCY,
        "typed": {
            "title": "Đại hội thi đua yêu nước các cấp tiến tới Đại hội thi đua yêu nước tỉnh Lạng Sơn lần thứ VI",
            "code": "s3",
            "kind": "congress",
            "occasion": "Đại hội Thi đua yêu nước toàn quốc lần thứ XI năm 2025",
            "year": "2025",
            "starts_on": "01/06/2024",
            "period_words": "hoàn thành trong tháng 4 năm 2025",
            "ends_on": "30/04/2025",
            "plan_number": "",
            "plan_date": "",
            "plan_issuer": "UBND huyện Chi Lăng",
            "plan_title": "tổ chức Đại hội thi đua yêu nước các cấp",
            "deadline_words": "đến hết tháng 11/2024",
        },
        "parent": ("138/KH-UBND", date(2024, 6, 10), "về việc tổ chức Đại hội Thi đua yêu nước các cấp"),
        "days": (date(2024, 6, 1), date(2025, 4, 30)),
        "time": "hoàn thành trong tháng 4 năm 2025, từ 01/06/2024 đến hết 30/04/2025",
        "subject": "đăng ký thi đua giai đoạn 2024–2025",
        "doubts": [],
    },
    "S3 II.1, the period launched there": {
        "office": Kind.DISTRICT,
        "invited": Kind.AGENCY,
        "typed": {
            "title": "Phong trào thi đua giai đoạn 2025 - 2030",
            "code": "s3-giai-doan",
            "kind": "five-year",
            "year": "2025",
            "period_words": "giai đoạn 2025 - 2030",
            "plan_number": "",
            "plan_date": "",
            "plan_issuer": "UBND huyện Chi Lăng",
            "plan_title": "phát động phong trào thi đua giai đoạn 2025 - 2030",
            "deadline_words": "trong quý I năm 2025, đến hết ngày 31/03/2025",
        },
        "parent": ("2823/HD-BNV", date(2024, 5, 21), "về việc tổ chức Đại hội Thi đua yêu nước các cấp, giai đoạn 2025 - 2030"),
        "days": (date(2025, 1, 1), date(2030, 12, 31)),
        "time": "giai đoạn 2025 - 2030, từ 01/01/2025 đến hết 31/12/2030",
        "subject": "đăng ký thi đua giai đoạn 2025 - 2030",
        "doubts": [],
    },
    "S4": {
        "office": Kind.DISTRICT,
        "invited": Kind.AGENCY,
        "typed": {
            "title": "Phong trào thi đua năm 2023",
            "code": "s4",
            "kind": "annual",
            "year": "2023",
            "period_words": "Năm 2023",
            "plan_number": "",
            "plan_date": "",
            "plan_issuer": "UBND thị xã Ngã Năm",
            "plan_title": "phát động phong trào thi đua năm 2023",
            "deadline_words": "đến hết ngày 28/02/2023",
        },
        "parent": ("103/KH-UBND", date(2021, 12, 16), "về việc phát động phong trào thi đua giai đoạn 2021 - 2025"),
        "days": (date(2023, 1, 1), date(2023, 12, 31)),
        "time": "Năm 2023, từ 01/01/2023 đến hết 31/12/2023",
        "subject": "đăng ký thi đua năm 2023",
        "doubts": [],
    },
}
ALWAYS = {"retrospective_reason": "Nhập lại kế hoạch cũ", "contact_name": "Bùi Thị Kim Yên", "contact_phone": "0208 1", "comment_days": "10"}


def fact(answer: Any, name: str) -> list[str]:
    facts = zip(texts(answer, ".//dl[@class='facts']/div/dt"), texts(answer, ".//dl[@class='facts']/div/dd"), strict=True)
    return [said for title, said in facts if title == name]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_campaign_of_each_plan_is_entered_by_its_own_words_and_shown_so(client: Client, world: World, seed: str) -> None:
    plan = SEEDS[seed]
    office = make_unit(world.province, plan["office"], short_name="nơi phát động")
    unit = make_unit(office, plan["invited"])
    client.force_login(make_person(Role.SECRETARY, office))
    add = reverse("campaign-add", args=[office.pk])
    answer = client.post(add, form_data(client.get(add)) | ALWAYS | plan["typed"], follow=True)
    assert errors(answer) == []
    campaign = Campaign.objects.get(code=plan["typed"]["code"])
    assert (campaign.starts_on, campaign.ends_on) == plan["days"]

    number, signed_on, title = plan["parent"]
    name = "Nghị quyết" if "NQ" in number else "Hướng dẫn" if "HD-" in number else "Kế hoạch"
    CitedDocument.objects.create(unit=office, name=name, number=number, signed_on=signed_on, title=title)
    cite = reverse("campaign-part", args=[campaign.pk, "can-cu"])
    document = str(CitedDocument.objects.get(unit=office).pk)
    answer = client.post(cite, form_data(client.get(cite)) | {"citations-0-document": document, "citations-0-role": "parent-plan"}, follow=True)
    assert (fact(answer, "Thời gian"), answer.context["doubts"]) == ([plan["time"]], plan["doubts"])
    assert fact(answer, "Dịp") == ([plan["typed"]["occasion"]] if "occasion" in plan["typed"] else [])

    invite = reverse("campaign-units", args=[campaign.pk])
    client.post(invite, {"units": [unit.pk]}, follow=True)
    paper = blank_paper(campaign, unit, campaign.sheet_choices.get().sheet)
    assert (paper.subject, plan["subject"] in paper.opening) == (plan["subject"], True)
    assert next(line.text for line in paper.lines if "DANH HIỆU" in line.text).endswith(plan["subject"].removeprefix("đăng ký thi đua ").upper())


MOVEMENTS = [  # S0 II.2b, S1 II.2, S2 III, S4 II.1.1
    ("“Cả nước chung sức xây dựng nông thôn mới”", "Thủ tướng Chính phủ", "giai đoạn 2021–2025"),
    ("Toàn dân đoàn kết xây dựng đời sống văn hóa", "", ""),
    ("Đẩy mạnh chương trình chuyển đổi số", "Chủ tịch UBND tỉnh", ""),
]


def test_named_movements_stand_in_the_plan_with_their_launchers(client: Client, world: World) -> None:
    draft = make_campaign(world.ward, code="co-phong-trao")
    client.force_login(world.people["secretary"])
    url = reverse("campaign-part", args=[draft.pk, "phong-trao"])
    document = str(CitedDocument.objects.get(unit=world.ward).pk)
    for row, (name, launcher, period) in enumerate(MOVEMENTS):
        typed = {f"movements-{row}-name": name, f"movements-{row}-launcher": launcher, f"movements-{row}-period_words": period}
        client.post(url, form_data(client.get(url)) | typed | ({"movements-0-document": document, "movements-0-note": "Trọng tâm"} if row == 0 else {}))
    answer = client.get(draft.get_absolute_url())
    (section,) = [part for part in texts(answer, ".//section") if part.startswith("Các phong trào trọng tâm")]
    assert section.removeprefix("Các phong trào trọng tâm") == (
        "“Cả nước chung sức xây dựng nông thôn mới”, Thủ tướng Chính phủ phát động, giai đoạn 2021–2025"
        " (Kế hoạch số 17/KH-UBND về tổ chức phong trào thi đua). Trọng tâm"
        "“Toàn dân đoàn kết xây dựng đời sống văn hóa”"
        "“Đẩy mạnh chương trình chuyển đổi số”, Chủ tịch UBND tỉnh phát động"
    )
    again = client.post(url, form_data(client.get(url)) | {"movements-3-name": "“Đẩy mạnh chương trình chuyển đổi số”"})
    assert errors(again) == ["Có hai dòng trùng nhau. Xin sửa hoặc xóa một dòng.", "Dòng này trùng với một dòng khác."]
