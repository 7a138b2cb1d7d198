"""The pages of decisions: what the secretary and the chair do there, and what they are told."""

import io
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from awards.award_workflow import move_award
from awards.decision_papers import decision_document
from awards.decision_workflow import awards_of, move_decision
from awards.models import Award, CertificateOffsets, Decision, Nomination
from emulation.jobs.models import Job
from emulation.notices.models import Notice
from emulation.people.models import Role
from tests.awarding import accept
from tests.deciding import approved, drawn_up, issued, numbered, office_of, ready, signed, submitted
from tests.pages import page
from tests.world import World, make_campaign, make_term, make_unit


@pytest.fixture
def secretary(world: World, client: Client) -> Client:
    client.force_login(world.people["secretary"])
    return client


@pytest.fixture
def chair(world: World) -> Client:
    client = Client()
    client.force_login(world.people["chair"])
    return client


def post(client: Client, name: str, *args: Any, **data: Any) -> Any:
    return client.post(reverse(name, args=args), data, follow=True)


def shown(response: Any) -> str:
    page: str = response.content.decode()
    return page


def test_the_secretary_draws_up_chooses_and_submits(world: World, secretary: Client) -> None:
    accept(world.registration, world.people["secretary"])
    nominations = ready(world, 2, kind="movement", campaign=world.campaign)
    form = secretary.get(reverse("decision-add"), {"phong-trao": world.campaign.pk})
    assert f'<option value="{world.campaign.pk}" selected>' in shown(form)
    page = post(secretary, "decision-add", unit=world.ward.pk, campaign=world.campaign.pk, subject="Về việc khen thưởng phong trào")
    decision = Decision.objects.get()
    assert page.redirect_chain == [(reverse("decision-candidates", args=[decision.pk]), 302)]
    assert shown(page).count('name="de-nghi"') == 2
    assert shown(secretary.get(reverse("decision-candidates", args=[decision.pk]), {"chon": "het"})).count(" checked") == 2

    assert "Chưa chọn đề nghị nào" in shown(post(secretary, "decision-candidates", decision.pk))
    page = post(secretary, "decision-candidates", decision.pk, **{"de-nghi": [one.pk for one in nominations]})
    assert "Đã thêm 2 trường hợp" in shown(page)
    assert "1.520.000 đồng" in shown(page)
    assert "Không có đề nghị nào đang chờ" in shown(secretary.get(reverse("decision-candidates", args=[decision.pk])))
    assert "Đã bỏ" in shown(post(secretary, "award-take-out", decision.awards.earliest("pk").pk))
    page = post(secretary, "decision-move", decision.pk, "submit")
    assert "Chờ Chủ tịch quyết định" in shown(page)
    assert "Tờ trình (chưa có số)" in shown(page)


def test_the_title_of_a_decree_is_printed_once_the_office_has_compared_it(world: World, secretary: Client) -> None:
    decision, named = drawn_up(office_of(world), *ready(world, 1)), "Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ"
    (url,) = [link.get("href", "") for link in page(secretary.get(decision.get_absolute_url())).iterfind(".//a[@href]") if named in "".join(link.itertext())]
    form = page(secretary.get(url))
    names = ("name", "number", "signed_on", "issuer")
    said = {name: form.find(f".//input[@name='{name}']").get("value") for name in names}
    assert said == {"name": "Nghị định", "number": "152/2025/NĐ-CP", "signed_on": "14/06/2025", "issuer": "Chính phủ"}
    assert form.findtext(".//textarea[@name='title']", "").strip().startswith("quy định về phân cấp")
    secretary.post(url, {**said, "title": "quy định về thi đua, khen thưởng"})
    document = decision_document(decision, awards_of(decision), world.people["chair"], timezone.localdate())
    assert f"Căn cứ {named} quy định về thi đua, khen thưởng" in document.bases
    assert named not in shown(secretary.get(decision.get_absolute_url()))


def test_a_campaign_of_another_office_is_not_decided_here(world: World, secretary: Client) -> None:
    ward = make_unit(world.province, kind=world.ward.kind)  # type: ignore[arg-type]
    make_term(world.people["secretary"], ward, Role.SECRETARY)
    campaign = make_campaign(ward, invited=[])
    type(campaign).objects.filter(pk=campaign.pk).update(state="launched")
    page = post(secretary, "decision-add", unit=world.ward.pk, campaign=campaign.pk, subject="Về việc khen thưởng")
    assert "Phong trào này không phải của cơ quan quyết định." in shown(page)
    assert "Đây là trường bắt buộc" in shown(post(secretary, "decision-add", campaign=campaign.pk)) or Decision.objects.count() == 0


def test_words_of_a_certificate_are_changed_until_it_is_submitted(world: World, secretary: Client) -> None:
    award = drawn_up(office_of(world), *ready(world, 1)).awards.get()
    assert "Đã lưu." in shown(post(secretary, "award-edit", award.pk, details="Bí thư", achievement="Hiến đất làm đường"))
    assert Award.objects.get().details == "Bí thư"
    assert "Chưa lưu được" in shown(post(secretary, "award-edit", award.pk, details="x" * 301))
    move_decision(award.decision, "submit", by=world.people["secretary"])
    assert "không sửa danh sách được" in shown(post(secretary, "award-edit", award.pk, details="", achievement="Khác"))
    assert "không sửa danh sách được" in shown(post(secretary, "award-take-out", award.pk))


def test_the_chair_approves_all_and_signs(world: World, chair: Client) -> None:
    decision = submitted(office_of(world), *ready(world, 2))
    assert "Duyệt tất cả 2 trường hợp đang chờ" in shown(chair.get(reverse("decision-deciding", args=[decision.pk])))
    page = post(chair, "decision-mark", decision.pk, "approve", **{"tat-ca": "1"})
    assert "Duyệt: 2 trường hợp." in shown(page)
    assert "Ký quyết định" in shown(page)
    assert "Đã quyết định, chờ số" in shown(post(chair, "decision-move", decision.pk, "sign"))


def test_the_chair_refuses_and_returns_the_ticked_ones_with_one_reason(world: World, chair: Client) -> None:
    decision = submitted(office_of(world), *ready(world, 3))
    one, two, three = decision.awards.order_by("pk")
    page = post(chair, "decision-mark", decision.pk, "refuse", **{"truong-hop": [one.pk]})
    assert "Xin ghi rõ lý do" in shown(page)
    assert f'name="truong-hop" value="{one.pk}" checked' in shown(page)
    assert "Không duyệt: 1 trường hợp." in shown(post(chair, "decision-mark", decision.pk, "refuse", reason="Trùng.", **{"truong-hop": [one.pk, "x"]}))
    assert "Trả lại: 1 trường hợp." in shown(post(chair, "decision-mark", decision.pk, "return", reason="Xem lại.", **{"truong-hop": [two.pk]}))
    page = post(chair, "decision-mark", decision.pk, "refuse", reason="Trùng.", **{"truong-hop": [one.pk, three.pk]})
    assert "Không thể “Không duyệt”: tình trạng hiện nay là “Không duyệt”" in shown(page)
    assert list(decision.awards.order_by("pk").values_list("state", flat=True)) == ["refused", "returned", "refused"]
    assert "Chưa làm được" in shown(post(chair, "decision-mark", decision.pk, "refuse", reason="Trùng.", **{"truong-hop": [one.pk]}))
    refused = chair.get(reverse("decision-deciding", args=[decision.pk]), {"loc": "refused", "chon": "trang"})
    assert shown(refused).count('name="truong-hop"') == 2


def test_the_chair_looks_at_one_case_and_decides_it(world: World, chair: Client) -> None:
    decision = submitted(office_of(world), *ready(world, 1))
    award = decision.awards.get()
    page = shown(chair.get(reverse("award-deciding", args=[award.pk])))
    assert "Vận động nhân dân hiến đất làm đường." in page
    assert "Đủ điều kiện." in page
    assert "Xin ghi rõ lý do" in shown(post(chair, "award-move", award.pk, "refuse", reason=""))
    page = post(chair, "award-move", award.pk, "approve")
    assert page.redirect_chain[-1][0] == reverse("decision-deciding", args=[decision.pk])
    assert "Được duyệt." in shown(page)


def test_what_cannot_be_signed_is_said_on_the_chairs_page(world: World, chair: Client) -> None:
    decision = submitted(office_of(world), *ready(world, 1))
    page = post(chair, "decision-move", decision.pk, "sign")
    assert (page.redirect_chain[-1][0], "Còn 1 trường hợp chưa quyết định" in shown(page)) == (reverse("decision-deciding", args=[decision.pk]), True)


def test_what_is_refused_on_the_decisions_page_keeps_what_was_typed(world: World, chair: Client) -> None:
    decision = signed(office_of(world), *ready(world, 1))
    assert "Xin ghi rõ lý do khi chọn “Rút quyết định chưa có số”" in shown(post(chair, "decision-move", decision.pk, "recall"))


@pytest.mark.parametrize(("name", "args"), [("decision-move", "fly"), ("decision-mark", "fly"), ("decision-mark", "grant"), ("award-move", "fly")])
def test_moves_that_there_are_not_are_not_found(world: World, chair: Client, name: str, args: str) -> None:
    decision = submitted(office_of(world), *ready(world, 1))
    pk = decision.awards.get().pk if name == "award-move" else decision.pk
    assert chair.post(reverse(name, args=[pk, args])).status_code == 404


def test_an_award_is_revoked_on_its_page_and_says_so_wherever_it_is_shown(world: World, chair: Client) -> None:
    award = issued(office_of(world), *ready(world, 1)).awards.get()
    page = post(chair, "award-move", award.pk, "revoke", reason="Khai man thành tích.")
    assert page.redirect_chain[-1][0] == reverse("award-detail", args=[award.pk])
    assert "Đã hủy bỏ, thu hồi. Lý do: Khai man thành tích." in shown(page)
    for name, args in (("award-list", []), ("decision-detail", [award.decision_id]), ("award-deciding", [award.pk])):
        assert "Khai man thành tích." in shown(chair.get(reverse(name, args=args)))
    head = Client()
    head.force_login(world.people["head"])
    for name, args in (("award-list", []), ("award-detail", [award.pk])):
        assert "Khai man thành tích." in shown(head.get(reverse(name, args=args)))
    assert f'href="{reverse("award-paper", args=[award.pk])}"' in shown(head.get(reverse("award-detail", args=[award.pk])))
    assert head.get(reverse("award-paper", args=[award.pk])).content.startswith(b"%PDF")
    assert Notice.objects.get(user=world.people["head"], key=f"khen-thuong-huy-bo-{award.pk}").body.endswith("Lý do: Khai man thành tích.")
    nominated = shown(head.get(reverse("nomination-detail", args=[award.nomination_id])))
    assert re.search(r"Khen thưởng đã bị hủy bỏ, thu hồi lúc .*Lý do:.*Khai man thành tích\..*Điều kiện xét", nominated, re.DOTALL)
    for name, args in (("nomination-list", []), ("nomination-detail", [award.nomination_id])):
        assert "Đã hủy bỏ, thu hồi" in (words := shown(head.get(reverse(name, args=args))))
        assert "✓ Đã khen thưởng" not in words
    assert "<b>0 đồng</b>" in shown(chair.get(reverse("decision-detail", args=[award.decision_id])))
    assert Nomination.objects.get(pk=award.nomination_id).state == "revoked"


def test_certificates_are_asked_for_and_moved_on_their_page(world: World, secretary: Client) -> None:
    decision = issued(office_of(world), *ready(world, 1))
    url = reverse("decision-certificates", args=[decision.pk])
    assert "Lập 1 giấy khen" in shown(secretary.get(url))
    assert "Đã lưu canh lề phôi." in shown(post(secretary, "decision-certificates", decision.pk, right_mm="1,5", down_mm="-2"))
    offsets = CertificateOffsets.objects.get(unit=world.ward)
    assert (str(offsets.right_mm), str(offsets.down_mm), str(offsets)) == ("1.5", "-2.0", "phường Bách Quang: 1,5 mm, -2 mm")
    assert "Chưa lưu được" in shown(post(secretary, "decision-certificates", decision.pk, right_mm="99", down_mm="0"))
    assert "1,5" in shown(secretary.get(url))
    for what in ("lap-giay-khen", "giay-khen", "phoi", "tien-thuong"):
        secretary.post(reverse("decision-print", args=[decision.pk, what]))
    assert sorted(Job.objects.values_list("kind", flat=True)) == ["make-certificates", "overprint-certificates", "print-certificates", "print-payments"]
    assert secretary.post(reverse("decision-print", args=[decision.pk, "khac"])).status_code == 404


def test_there_are_no_certificates_and_payments_before_it_is_issued(world: World, secretary: Client) -> None:
    decision = signed(office_of(world), *ready(world, 1))
    for name in ("decision-certificates", "decision-payments", "decision-payments-xlsx"):
        assert secretary.get(reverse(name, args=[decision.pk])).status_code == 404
    decision = numbered(decision, world.people["secretary"])
    assert "760.000 đồng" in shown(secretary.get(reverse("decision-payments", args=[decision.pk])))
    sheet = load_workbook(io.BytesIO(secretary.get(reverse("decision-payments-xlsx", args=[decision.pk])).content)).active
    assert sheet is not None
    name = decision.awards.get().name
    said = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert decision.paper is not None
    assert [row[0] for row in said[:3]] == [
        "UBND phường Bách Quang",
        "DANH SÁCH CHI TIỀN THƯỞNG",
        f"Kèm theo {decision.paper.named} của Chủ tịch UBND {world.ward}",
    ]
    assert [row[1:6:4] for row in said[4:6]] == [[name, 760_000], ["Cộng", 760_000]]
    assert [(row[1], row[4]) for row in said[6:]] == [
        ("Bằng chữ: Bảy trăm sáu mươi nghìn đồng.", None),
        ("Có 1 trường hợp tính theo hệ số hoặc mức lương cơ sở cần xác nhận. Xin đối chiếu với văn bản trước khi chi.", None),
        (None, None),
        ("NGƯỜI LẬP BIỂU", "CHỦ TỊCH"),
        ("Trần Thị Thư", "Dương Thị Lưu"),
    ]


def test_the_list_can_be_filtered_by_state(world: World, secretary: Client) -> None:
    approved(office_of(world), *ready(world, 1), subject="Việc thứ nhất")
    drawn_up(office_of(world), subject="Việc thứ hai")
    page = shown(secretary.get(reverse("decision-list"), {"tinh-trang": "submitted"}))
    assert ("Việc thứ nhất" in page, "Việc thứ hai" in page) == (True, False)
    assert "Không có quyết định nào như vậy" in shown(secretary.get(reverse("decision-list"), {"tinh-trang": "issued"}))


def test_a_superior_sees_what_was_issued_and_nothing_of_how_it_came_about(world: World, client: Client) -> None:
    decision = signed(office_of(world), *ready(world, 1))
    client.force_login(world.people["superior"])
    assert client.get(decision.get_absolute_url()).status_code == 404
    decision = numbered(decision, world.people["secretary"])
    assert client.get(decision.get_absolute_url()).status_code == 200


def test_a_decision_with_what_is_not_known_says_that_no_sum_is_known(world: World, secretary: Client) -> None:
    decision = issued(office_of(world), *ready(world, 1))
    decision.awards.update(prize=None)
    assert "Chưa có căn cứ" in shown(secretary.get(decision.get_absolute_url()))
    assert "chưa cộng được tổng" in shown(secretary.get(reverse("decision-payments", args=[decision.pk])))
    assert move_award(decision.awards.get(), "revoke", by=world.people["chair"], reason="Khai man.").badge.word == "Đã hủy bỏ, thu hồi"
