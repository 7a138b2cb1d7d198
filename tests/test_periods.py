"""The time of a campaign in the words of a plan, the days that they mean, and dates that are probably slips of the pen."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from emulation.campaigns.doubts import doubtful_dates
from emulation.campaigns.models import Campaign, Citation, CitedDocument
from emulation.campaigns.periods import covers, parse_period
from registrations.sheets import fill_help
from tests.pages import errors, form_data
from tests.world import World, make_campaign

MEANT: list[tuple[str, date | None, date]] = [
    ("đến hết tháng 7/2024", None, date(2024, 7, 31)),  # S1 III.1
    ("hết tháng 02/2024", None, date(2024, 2, 29)),
    ("đến hết ngày 25/8/2024", None, date(2024, 8, 25)),
    ("hết 25/8/2024", None, date(2024, 8, 25)),
    ("từ ngày 05/3/2024 đến hết ngày 31/7/2024", date(2024, 3, 5), date(2024, 7, 31)),
    ("từ ngày 5 tháng 3 năm 2024 đến ngày 31 tháng 7 năm 2024", date(2024, 3, 5), date(2024, 7, 31)),
    ("từ tháng 3/2024 đến hết tháng 7/2024", date(2024, 3, 1), date(2024, 7, 31)),
    ("Từ 05/3/2024 đến hết tháng 7/2024", date(2024, 3, 5), date(2024, 7, 31)),
    ("Tháng 11/2024", date(2024, 11, 1), date(2024, 11, 30)),  # S3 IV.2
    ("tháng 4 năm 2025", date(2025, 4, 1), date(2025, 4, 30)),
    ("trong tháng 02/2025", date(2025, 2, 1), date(2025, 2, 28)),
    ("quý I năm 2025", date(2025, 1, 1), date(2025, 3, 31)),  # S3 II.2
    ("Quý 4/2025", date(2025, 10, 1), date(2025, 12, 31)),
    ("năm 2024", date(2024, 1, 1), date(2024, 12, 31)),
    ("cả năm 2024", date(2024, 1, 1), date(2024, 12, 31)),
    ("6 tháng đầu năm 2024", date(2024, 1, 1), date(2024, 6, 30)),
    ("6 tháng cuối năm 2024", date(2024, 7, 1), date(2024, 12, 31)),
    ("giai đoạn 2026–2030", date(2026, 1, 1), date(2030, 12, 31)),
    ("giai đoạn 2025 - 2030", date(2025, 1, 1), date(2030, 12, 31)),  # S3 II.1
    ("giai đoạn từ năm 2020 đến năm 2025", date(2020, 1, 1), date(2025, 12, 31)),  # S3 I.1
    ("5 năm 2021-2025", date(2021, 1, 1), date(2025, 12, 31)),
]
FREE = ["", "thường xuyên", "hoàn thành trong tháng 4 năm 2025", "quý V/2025", "tháng 13/2024", "hết ngày 30/02/2024", "giai đoạn 2030–2026", "năm 9999"]


@pytest.mark.parametrize(("words", "starts_on", "ends_on"), MEANT)
def test_the_words_of_a_plan_mean_days(words: str, starts_on: date | None, ends_on: date) -> None:
    assert parse_period(words) == (starts_on, ends_on)


@pytest.mark.parametrize("words", FREE)
def test_words_that_name_no_days_of_the_calendar_leave_the_days_to_be_typed(words: str) -> None:
    assert parse_period(words) is None


@pytest.mark.parametrize(
    ("title", "year", "expected"),
    [("giai đoạn 2021 - 2025", 2023, True), ("năm 2021 đến năm 2025", 2026, False), ("giai đoạn 2021–2025", 2021, True), ("năm 2024", 2024, False)],
)
def test_a_title_covers_the_years_that_it_names(title: str, year: int, expected: bool) -> None:
    assert covers(title, year) is expected


TYPED = {
    "code": "thu-thoi-gian",
    "year": "2024",
    "deadline_words": "đến hết ngày 31/03/2024",
    "retrospective_reason": "Nhập lại",
}
CASES: list[tuple[dict[str, str], list[str]]] = [
    ({"period_words": "đến hết tháng 7/2024", "starts_on": "05/03/2024"}, []),
    ({"period_words": "đến hết tháng 7/2024", "starts_on": "05/03/2024", "ends_on": "31/07/2024"}, []),
    ({"period_words": "đến hết tháng 7/2024", "starts_on": ""}, ["Từ ngày: Xin ghi mục này."]),
    ({"period_words": "thường xuyên", "starts_on": "", "ends_on": ""}, ["Từ ngày: Xin ghi mục này.", "Đến hết ngày: Xin ghi mục này."]),
    (
        {"period_words": "năm 2024", "ends_on": "31/07/2024"},
        ["Đến hết ngày: Lời kế hoạch “năm 2024” nghĩa là ngày 31/12/2024, khác ngày 31/07/2024 ghi ở đây. Xin sửa một trong hai."],
    ),
    ({"period_words": "năm 2024", "ends_on": "ngày cuối"}, ["Đến hết ngày: Xin ghi ngày như 05/01/2027."]),
    ({"period_words": "đến hết tháng 7/2024", "starts_on": "01/08/2024"}, ["Ngày kết thúc phong trào phải sau ngày bắt đầu."]),
]


@pytest.mark.parametrize(("typed", "wrong"), CASES)
def test_the_words_fill_in_the_days_unless_others_were_typed(client: Client, world: World, typed: dict[str, str], wrong: list[str]) -> None:
    client.force_login(world.people["secretary"])
    url = reverse("campaign-add", args=[world.ward.pk])
    answer = client.post(url, form_data(client.get(url)) | TYPED | typed)
    if not wrong:
        assert answer.status_code == 302
        campaign = Campaign.objects.get(code="thu-thoi-gian")
        assert (campaign.period_words, campaign.starts_on, campaign.ends_on) == (typed["period_words"], date(2024, 3, 5), date(2024, 7, 31))
    else:
        kept = form_data(answer)
        assert (errors(answer), {name: kept[name] for name in typed}) == (wrong, typed)


NAMED: list[tuple[dict[str, Any], str]] = [
    ({"kind": "annual", "year": 2026, "starts_on": date(2026, 1, 1), "ends_on": date(2027, 1, 15)}, "năm 2026"),
    ({"kind": "special", "year": 2026, "starts_on": date(2026, 5, 1), "ends_on": date(2026, 7, 31)}, "năm 2026"),
    (
        {"kind": "anniversary", "year": 2024, "starts_on": date(2024, 3, 5), "ends_on": date(2024, 7, 31), "period_words": "đến hết tháng 7/2024"},
        "năm 2024 (đến hết tháng 7/2024)",
    ),
    ({"kind": "special", "year": 2024, "starts_on": date(2024, 1, 1), "ends_on": date(2024, 12, 31), "period_words": "năm 2024"}, "năm 2024"),
    ({"kind": "five-year", "year": 2026, "starts_on": date(2026, 1, 1), "ends_on": date(2030, 12, 31)}, "giai đoạn 2026–2030"),
    (
        {"kind": "five-year", "year": 2026, "starts_on": date(2026, 1, 1), "ends_on": date(2030, 12, 31), "period_words": "giai đoạn 2026 - 2030"},
        "giai đoạn 2026 - 2030",
    ),
]


@pytest.mark.parametrize(("fields", "period"), NAMED)
def test_a_registration_names_the_year_or_the_years(fields: dict[str, Any], period: str) -> None:
    assert Campaign(**fields).period == period


def campaign_with(world: World, fields: dict[str, Any], cited: list[tuple[str, date | None, str, str]]) -> Campaign:
    campaign = make_campaign(world.ward, **{"year": 2026, "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31), "plan_date": None, **fields})
    for number, signed_on, title, role in cited:
        document = CitedDocument.objects.create(unit=world.ward, name="Kế hoạch", number=number, signed_on=signed_on, title=title)
        Citation.objects.create(campaign=campaign, document=document, role=role)
    return campaign


PARENT, BASIS = Citation.Role.PARENT_PLAN, Citation.Role.LEGAL_BASIS
DOUBTS: list[tuple[dict[str, Any], list[tuple[str, date | None, str, str]], list[str]]] = [
    ({}, [("1", date(2026, 1, 5), "", PARENT), ("2", date(2025, 10, 1), "", PARENT), ("3", None, "", PARENT), ("4", date(2014, 4, 7), "", BASIS)], []),
    ({}, [("1", date(2025, 9, 30), "", PARENT)], ["Kế hoạch 1 đề ngày 30/09/2025, từ trước năm 2026 nhiều tháng. Xin xem lại năm."]),
    ({}, [("1", date(2025, 1, 5), "giai đoạn 2025 - 2030", PARENT)], []),
    (
        {"plan_date": date(2026, 1, 19)},
        [("1", date(2026, 1, 20), "", BASIS), ("2", date(2026, 1, 19), "", BASIS)],
        ["Kế hoạch 1 đề ngày 20/01/2026, sau kế hoạch này (19/01/2026)."],
    ),
    (
        {"plan_date": date(2027, 1, 19), "words": "đến hết ngày 28/02/2026"},
        [],
        [
            "Kế hoạch đề ngày 19/01/2027, sau ngày cuối cùng nhận đăng ký (28/02/2026).",
            "Kế hoạch đề ngày 19/01/2027, sau khi phong trào kết thúc (31/12/2026).",
        ],
    ),
    ({"words": "đến hết ngày 28/02/2027"}, [], ["Hạn đăng ký (28/02/2027) sau khi phong trào kết thúc (31/12/2026)."]),
    (
        {"year": 2027, "words": "đến hết ngày 28/02/2026"},
        [],
        ["Năm 2027 không nằm trong thời gian của phong trào (01/01/2026 – 31/12/2026)."],
    ),
]


@pytest.mark.parametrize(("fields", "cited", "doubts"), DOUBTS)
def test_odd_dates_are_pointed_out_and_stand_in_nobodys_way(
    client: Client, world: World, fields: dict[str, Any], cited: list[tuple[str, date | None, str, str]], doubts: list[str]
) -> None:
    campaign = campaign_with(world, {"words": "đến hết ngày 28/02/2026", **fields}, cited)
    client.force_login(world.people["secretary"])
    answer = client.get(campaign.get_absolute_url())
    assert (doubtful_dates(campaign), list(answer.context["doubts"])) == (doubts, doubts)


def test_nobody_else_is_shown_the_doubts(client: Client, world: World) -> None:
    campaign = campaign_with(world, {"words": "đến hết ngày 28/02/2027"}, [])
    client.force_login(world.people["chair"])
    assert list(client.get(campaign.get_absolute_url()).context["doubts"]) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Nêu rõ các chỉ tiêu xây dựng trong năm.", "Nêu rõ các chỉ tiêu xây dựng trong giai đoạn 2026–2030."),
        ("trong năm", "trong giai đoạn 2026–2030"),
        ("trong năm học, trong năm 2024.", "trong năm học, trong năm 2024."),
    ],
)
def test_the_help_of_a_sheet_speaks_of_the_campaigns_own_period(text: str, said: str) -> None:
    """The shipped sheets said "trong năm" in a campaign of five years too."""
    assert fill_help(text, {"period": "giai đoạn 2026–2030", "PERIOD": "GIAI ĐOẠN 2026–2030"}) == said
