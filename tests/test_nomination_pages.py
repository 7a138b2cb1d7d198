"""Pages of nominations: written on a phone, read by the office, and what a unit is not told yet."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.flags import grant_exception, hold
from awards.models import Evidence, Nomination
from awards.nomination_forms import Checked
from awards.views import nominating
from awards.workflow import move_nomination
from emulation.people.models import Role, User
from tests.awarding import accept, appraised, attach, honour, make_nomination, sent
from tests.office_files import docx
from tests.scans import upload
from tests.world import World, make_person, make_term, make_unit

YEAR = timezone.localdate().year


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response: Any) -> str:
    """What a page says, without tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def typed(**fields: Any) -> dict[str, Any]:
    """What a head types for a nomination by merit."""
    return {
        "kind": "merit", "campaign": "", "happened_on": "", "year": YEAR, "subject": "individual", "honour": honour().pk, "name": "Lê Thị Mới",
        "nominee_unit": "", "details": "Số 5", "birth_year": "1980", "members": "", "attributes": ["woman", "farmer"],
        "achievement": "Hiến đất.", "exception_plea": "", **fields,
    }  # fmt: skip


def errors(client: Client, page: str, **fields: Any) -> dict[str, list[str]]:
    response = client.post(reverse(page), typed(**fields))
    assert response.status_code == 200
    return dict(response.context["form"].errors)


def test_a_head_nominates_sends_and_sees_it_in_the_list(world: World) -> None:
    head = signed_in(world.people["head"])
    assert head.get(reverse("nomination-list")).context["drafts"] == 0
    assert head.get(reverse("nomination-add")).context["form"]["unit"].value() == world.unit.pk  # once empty: no browser could nominate
    answer = head.post(reverse("nomination-add"), typed(unit=world.unit.pk), follow=True)
    nomination = Nomination.objects.get()
    assert (nomination.unit, nomination.name, nomination.attributes, nomination.birth_year) == (world.unit, "Lê Thị Mới", ["woman", "farmer"], 1980)
    assert "Đã lưu, chưa gửi." in text(answer)
    assert "Chưa có đề nghị nào khác cho cùng thành tích." in text(answer)
    edited = head.post(reverse("nomination-edit", args=[nomination.pk]), typed(name="Lê Thị Khác", attributes=[]), follow=True)
    assert edited.context["nomination"].name == "Lê Thị Khác"
    assert "Đạt" in text(head.get(reverse("nomination-edit", args=[nomination.pk])))
    sent_page = head.post(reverse("nomination-move", args=[nomination.pk, "submit"]), follow=True)
    assert "Đã gửi đề nghị: Lê Thị Khác." in text(sent_page)
    assert "Lê Thị Khác" in text(head.get(reverse("nomination-list")))
    late = head.get(reverse("nomination-edit", args=[nomination.pk]), follow=True)
    assert "Đề nghị đã gửi nên không sửa được nữa." in text(late)


def test_the_secretary_enters_a_paper_for_a_unit(world: World) -> None:
    secretary = signed_in(world.people["secretary"])
    assert list(errors(secretary, "nomination-add-paper", unit=world.unit.pk, received_on="31/12/2099")) == ["received_on"]
    assert list(errors(secretary, "nomination-add-paper")) == ["unit"]
    secretary.post(reverse("nomination-add-paper"), typed(unit=world.unit.pk, received_on="05/01/2026"))
    nomination = Nomination.objects.get()
    assert nomination.entered_by == world.people["secretary"]
    assert nomination.received_on_paper_at is not None
    assert timezone.localdate(nomination.received_on_paper_at) == date(2026, 1, 5)
    form = secretary.get(reverse("nomination-edit", args=[nomination.pk])).context["form"]
    assert (form["received_on"].initial, "unit" in form.fields) == (date(2026, 1, 5), False)
    detail = secretary.get(nomination.get_absolute_url())
    assert ("paper", "Bản giấy của đề nghị, có chữ ký") in detail.context["evidence_form"].fields["kind"].choices
    secretary.post(reverse("nomination-move", args=[nomination.pk, "record-paper"]))
    assert Nomination.objects.get().signed_by == world.people["head"]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"kind": "sudden", "happened_on": "31/12/2099"}, {"happened_on"}),
        ({"kind": "sudden", "happened_on": "không rõ"}, {"happened_on"}),
        ({"kind": "movement", "campaign": "999999"}, {"campaign"}),
        ({"subject": "household", "honour": "lao-dong-tien-tien"}, {"honour"}),
        ({"subject": ""}, {"subject"}),
        ({"kind": ""}, {"kind"}),
        ({"birth_year": "1800"}, {"birth_year"}),
        ({"attributes": ["rich"]}, {"attributes"}),
        ({"year": "1999"}, {"year"}),
        ({"name": "x" * 201}, {"name"}),
    ],
)
def test_what_is_typed_wrongly_is_said_beside_its_field(world: World, fields: dict[str, Any], wrong: set[str]) -> None:
    if fields.get("honour"):
        fields = {**fields, "honour": honour(fields["honour"]).pk}
    assert set(errors(signed_in(world.people["head"]), "nomination-add", unit=world.unit.pk, **fields)) == wrong
    assert not Nomination.objects.exists()


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"kind": "sudden", "happened_on": "05/01/2025", "campaign": True}, {"campaign": None, "happened_on": date(2025, 1, 5), "year": 2025}),
        ({"kind": "movement", "campaign": True, "happened_on": "05/01/2025"}, {"campaign": True, "happened_on": None, "year": YEAR}),
        ({"subject": "collective", "nominee_unit": True, "members": "12"}, {"birth_year": None, "members": 12, "nominee_unit": True}),
        ({"subject": "household", "nominee_unit": True, "members": "12"}, {"birth_year": 1980, "members": None, "nominee_unit": None}),
    ],
)
def test_what_does_not_belong_together_is_not_kept(world: World, fields: dict[str, Any], kept: dict[str, Any]) -> None:
    real = {"campaign": world.campaign, "nominee_unit": world.unit}
    given = {name: real[name].pk if value is True else value for name, value in fields.items()}
    signed_in(world.people["head"]).post(reverse("nomination-add"), typed(unit=world.unit.pk, **given))
    nomination = Nomination.objects.get()
    assert {name: getattr(nomination, name) for name in kept} == {name: real[name] if value is True else value for name, value in kept.items()}


def test_a_head_of_several_units_says_for_which(world: World) -> None:
    make_term(world.people["head"], world.agency, Role.HEAD)
    form = signed_in(world.people["head"]).get(reverse("nomination-add")).context["form"]
    assert set(form.fields["unit"].queryset) == {world.unit, world.agency}
    assert not form["unit"].is_hidden
    alone = signed_in(world.people["stranger"]).get(reverse("nomination-add")).context["form"]
    assert alone["unit"].is_hidden


def test_what_was_sent_meanwhile_is_refused_on_the_form(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    nomination = make_nomination(world.unit, world.people["head"])
    seen = nominating.writer_of

    def meanwhile(nomination: Nomination, by: User) -> object:
        sent(Nomination.objects.get(pk=nomination.pk))
        return seen(nomination, by)

    monkeypatch.setattr(nominating, "writer_of", meanwhile)
    page = signed_in(world.people["head"]).post(reverse("nomination-edit", args=[nomination.pk]), typed())
    assert "Đề nghị không sửa được nữa" in text(page)


def test_a_refused_move_says_why_and_keeps_what_was_typed(world: World) -> None:
    nomination = make_nomination(world.unit, world.people["head"], achievement="")
    page = signed_in(world.people["head"]).post(reverse("nomination-move", args=[nomination.pk, "submit"]))
    assert "Chưa ghi tóm tắt thành tích." in text(page)
    nomination = sent(make_nomination(world.unit, world.people["head"]))
    secretary = signed_in(world.people["secretary"])
    page = secretary.post(reverse("nomination-move", args=[nomination.pk, "return"]), {"reason": " "})
    assert "Xin ghi rõ lý do khi chọn “Trả lại”." in text(page)
    page = secretary.post(reverse("nomination-move", args=[nomination.pk, "hold"]), {"ground": "", "details": "Có đơn."})
    assert "Chưa “Chưa xét”: xin sửa các ô có lỗi." in text(page)
    assert next(button for button in page.context["moves"] if button.name == "hold").fields["details"].value() == "Có đơn."
    for name in ("appraise", "no-such-move"):
        assert secretary.post(reverse("nomination-move", args=[nomination.pk, name])).status_code == 404


def test_the_secretary_holds_and_the_chair_makes_an_exception_by_buttons(world: World) -> None:
    nomination = sent(make_nomination(world.unit, world.people["head"], campaign=world.campaign, exception_plea="Đơn vị mới."))
    secretary, chair = signed_in(world.people["secretary"]), signed_in(world.people["chair"])
    hold_it = {"ground": "Có đơn thư, khiếu nại, tố cáo đang xác minh", "details": "Đơn ngày 05/01."}
    page = secretary.post(reverse("nomination-move", args=[nomination.pk, "hold"]), hold_it, follow=True)
    assert "Chưa xét. Có đơn thư, khiếu nại, tố cáo đang xác minh: Đơn ngày 05/01." in text(page)
    assert f"Đã tạm dừng xét: {nomination.name}." in text(page)
    page = chair.post(reverse("nomination-move", args=[nomination.pk, "grant-exception"]), {"reason": "Mới thành lập."}, follow=True)
    assert "Dương Thị Lưu cho phép: Mới thành lập." in text(page)


def test_the_unit_reads_nothing_of_what_the_office_has_not_decided(world: World) -> None:
    accept(world.registration, world.people["secretary"])
    nomination = sent(make_nomination(world.unit, world.people["head"], name="Lê Thị Mới"))
    nomination = appraised(nomination, world.people["secretary"], honour=honour("lao-dong-tien-tien"), opinion="Ý kiến riêng.")
    hold(nomination, by=world.people["secretary"], reason="Có đơn thư.")
    pages = {who: text(signed_in(world.people[who]).get(nomination.get_absolute_url())) for who in ("head", "secretary")}
    secrets = ("Ý kiến riêng.", "Có đơn thư.", "Lao động tiên tiến", "Đã thẩm định", "Thẩm định")
    assert {who: [secret in page for secret in secrets] for who, page in pages.items()} == {"head": [False] * 5, "secretary": [True] * 5}
    assert "Đang xét" in pages["head"]
    lists = {who: text(signed_in(world.people[who]).get(reverse("nomination-list"))).partition("Tình trạng Lê")[2] for who in ("head", "secretary")}
    assert ["Lao động tiên tiến" in lists["head"], "Lao động tiên tiến" in lists["secretary"]] == [False, True]


def test_appraisal_takes_what_the_secretary_typed(world: World) -> None:
    secretary = signed_in(world.people["secretary"])
    nomination = sent(make_nomination(world.unit, world.people["head"]))
    url = reverse("nomination-appraise", args=[nomination.pk])
    assert "Điều kiện xét" in text(secretary.get(url))
    assert set(secretary.post(url, {"opinion": ""}).context["form"].errors) == {"honour", "opinion"}
    refused = secretary.post(url, {"honour": honour("chien-si-thi-dua-co-so").pk, "opinion": "Xuất sắc."})
    assert "Chưa đính kèm chứng nhận sáng kiến" in text(refused)
    page = secretary.post(url, {"honour": honour().pk, "opinion": "Đủ.", "checklist": ["tax", "land"]}, follow=True)
    assert "Thuế, phí, bảo hiểm; Đất đai, xây dựng" in text(page)
    left = "Hồ sơ đủ, đúng mẫu; Thành tích khớp kết quả đăng ký, báo cáo; Môi trường, vệ sinh; An ninh, trật tự; Dân số, hôn nhân, gia đình; Khiếu nại, tố cáo"
    assert f"Chưa đánh dấu đã kiểm tra: {left}." in text(page)
    assert f"Chưa đánh dấu {left}" in text(page)
    assert secretary.get(url).status_code == 404


def test_appraisal_with_all_looked_into_warns_of_nothing(world: World) -> None:
    nomination = sent(make_nomination(world.unit, world.people["head"]))
    said = {"honour": honour().pk, "opinion": "Đủ.", "checklist": Checked.values}
    page = text(signed_in(world.people["secretary"]).post(reverse("nomination-appraise", args=[nomination.pk]), said, follow=True))
    assert ("Đã thẩm định" in page, "Chưa đánh dấu" in page) == (True, False)


def test_who_signed_is_told_that_somebody_else_must_appraise(world: World) -> None:
    both = make_person(Role.HEAD, world.agency)
    make_term(both, world.ward, Role.SECRETARY)
    nomination = sent(make_nomination(world.agency, both))
    page = signed_in(both).get(reverse("nomination-appraise", args=[nomination.pk]))
    assert "Người đã ký đề nghị không thẩm định chính đề nghị đó." in text(page)


def test_a_head_who_is_secretary_elsewhere_appraises_nothing_of_his_own(world: World) -> None:
    unit = world.people["both"].units_as(Role.HEAD)[0]
    nomination = sent(make_nomination(unit, world.people["both"]))
    assert signed_in(world.people["both"]).get(reverse("nomination-appraise", args=[nomination.pk])).status_code == 403


def test_files_are_uploaded_handed_out_as_downloads_and_taken_out(world: World) -> None:
    head = signed_in(world.people["head"])
    nomination, document = make_nomination(world.unit, world.people["head"], name="Lê Thị Mới"), docx()
    add = reverse("nomination-evidence-add", args=[nomination.pk])
    bad = head.post(add, {"kind": "minutes", "uploads": upload(b"MZ", "biên bản.pdf")})
    assert "Tệp “biên bản.pdf” không phải là tệp PDF, JPEG, PNG, Word hoặc Excel." in text(bad)
    assert not Evidence.objects.exists()
    assert "Đã đính kèm 1 tệp." in text(head.post(add, {"kind": "minutes", "uploads": upload(document, "biên bản.exe")}, follow=True))
    evidence = Evidence.objects.get()
    file = head.get(reverse("nomination-evidence", args=[nomination.pk, evidence.pk]))
    assert file["Content-Disposition"].startswith("attachment;")
    assert (file["X-Content-Type-Options"], file["Cache-Control"], file.content) == ("nosniff", "private, no-store", document)
    for who, status in (("stranger", 404), ("secretary", 404), ("other_secretary", 404)):  # a draft is the unit's own
        assert signed_in(world.people[who]).get(reverse("nomination-evidence", args=[nomination.pk, evidence.pk])).status_code == status
    gone = head.post(reverse("nomination-evidence-remove", args=[nomination.pk, evidence.pk]), follow=True)
    assert "Đã bỏ tệp “biên bản.docx”." in text(gone)
    assert head.get(reverse("nomination-evidence", args=[nomination.pk, evidence.pk])).status_code == 404


def test_files_of_what_was_sent_are_neither_added_nor_taken_out(world: World) -> None:
    head = signed_in(world.people["head"])
    nomination = make_nomination(world.unit, world.people["head"])
    evidence = attach(nomination, world.people["head"])
    sent(nomination)
    added = head.post(reverse("nomination-evidence-add", args=[nomination.pk]), {"kind": "minutes", "uploads": upload()}, follow=True)
    removed = head.post(reverse("nomination-evidence-remove", args=[nomination.pk, evidence.pk]), follow=True)
    assert ["không sửa được nữa" in text(page) for page in (added, removed)] == [True, True]
    assert list(nomination.evidence.in_use()) == [evidence]


def test_the_detail_shows_what_came_back_and_why(world: World) -> None:
    nomination = sent(make_nomination(world.unit, world.people["head"], honour="giay-khen", campaign=world.campaign, exception_plea="Mới."))
    grant_exception(nomination, by=world.people["chair"], reason="Được.")
    move_nomination(nomination, "return", by=world.people["secretary"], reason="Thiếu biên bản.")
    page = text(signed_in(world.people["head"]).get(nomination.get_absolute_url()))
    assert "Lý do: Thiếu biên bản." in page
    assert str(nomination) == f"{nomination.name}: Giấy khen"


def test_units_that_have_ended_are_not_offered(world: World) -> None:
    ended = make_unit(world.ward, ends_on=date(2024, 1, 1))
    form = signed_in(world.people["secretary"]).get(reverse("nomination-add-paper")).context["form"]
    assert ended not in form.fields["unit"].queryset


def test_a_draft_is_thrown_away_and_what_was_sent_is_not(world: World) -> None:
    head = signed_in(world.people["head"])
    draft, submitted = make_nomination(world.unit, world.people["head"], name="Nháp"), sent(make_nomination(world.unit, world.people["head"]))
    assert "Đã bỏ bản đang soạn: Nháp." in text(head.post(reverse("nomination-discard", args=[draft.pk]), follow=True))
    assert "Đề nghị đã gửi thì không bỏ được nữa." in text(head.post(reverse("nomination-discard", args=[submitted.pk]), follow=True))
    assert list(Nomination.objects.all()) == [submitted]
