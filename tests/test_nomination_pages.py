"""Pages of nominations: written on a phone, read by the office, and what a unit is not told yet."""

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from awards.flags import grant_exception, hold
from awards.models import Evidence, Nomination, State
from awards.views import nominating
from awards.views import nominations as views
from awards.workflow import move_nomination
from emulation.people.models import Role, User
from tests.awarding import accept, appraised, attach, honour, make_nomination, sent
from tests.office_files import docx
from tests.scans import upload
from tests.world import World, make_campaign, make_person, make_term, make_unit

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
    assert list(errors(secretary, "nomination-add-paper")) == ["unit", "received_on"]
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
        ({"name": ""}, {"name"}),
        ({"kind": "movement"}, {"campaign"}),
        ({"kind": "sudden"}, {"happened_on"}),
        ({"kind": "sudden", "happened_on": "31/12/2099"}, {"happened_on"}),
        ({"kind": "sudden", "happened_on": "không rõ"}, {"happened_on"}),
        ({"kind": "movement", "campaign": "999999"}, {"campaign"}),
        ({"subject": "household", "honour": "lao-dong-tien-tien"}, {"honour"}),
        ({"subject": ""}, {"subject"}),
        ({"kind": ""}, {"kind"}),
        ({"honour": ""}, {"honour"}),
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


@pytest.mark.parametrize(
    ("who", "state", "found"),
    [("head", "appraised", 0), ("head", "failed", 0), ("head", "pending", 1), ("head", "submitted", 0), ("secretary", "appraised", 1),
     ("secretary", "pending", 0), ("root", "appraised", 1), ("root", "pending", 0)],
)  # fmt: skip
def test_no_filter_tells_a_unit_what_it_may_not_know(world: World, who: str, state: str, found: int) -> None:
    appraised(make_nomination(world.unit, world.people["head"]), world.people["secretary"])
    user = User.objects.create_superuser("goc", "x", full_name="Cao Gốc") if who == "root" else world.people[who]
    page = signed_in(user).get(reverse("nomination-list"), {"tinh-trang": state})
    assert len(page.context["rows"]) == found


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
    assert secretary.get(url).status_code == 404


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
    nomination = make_nomination(world.unit, world.people["head"], name="Lê Thị Mới")
    add = reverse("nomination-evidence-add", args=[nomination.pk])
    bad = head.post(add, {"kind": "minutes", "uploads": upload(b"MZ", "biên bản.pdf")})
    assert "Tệp “biên bản.pdf” không phải là tệp PDF, JPEG, PNG, Word hoặc Excel." in text(bad)
    assert not Evidence.objects.exists()
    assert "Đã đính kèm 1 tệp." in text(head.post(add, {"kind": "minutes", "uploads": upload(docx(), "biên bản.exe")}, follow=True))
    evidence = Evidence.objects.get()
    file = head.get(reverse("nomination-evidence", args=[nomination.pk, evidence.pk]))
    assert file["Content-Disposition"].startswith("attachment;")
    assert (file["X-Content-Type-Options"], file["Cache-Control"], file.content) == ("nosniff", "private, no-store", docx())
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


def test_the_list_is_filtered_searched_without_diacritics_and_sorted(world: World) -> None:
    head = world.people["head"]
    campaign = make_campaign(world.ward, invited=[world.unit])
    an, binh, collective = (
        sent(make_nomination(world.unit, head, name="Đặng Văn Ánh")),
        sent(make_nomination(world.unit, head, name="Lê Thị Bình", honour="bang-khen-cap-tinh", campaign=campaign, exception_plea="Mới.")),
        make_nomination(world.unit, head, name="Chi hội Phụ nữ", subject="collective"),
    )
    other = sent(make_nomination(world.strange_unit, world.people["stranger"], name="Người khác"))

    def listed(who: str, **query: Any) -> list[Nomination]:
        return [one for one, _, _ in signed_in(world.people[who]).get(reverse("nomination-list"), query).context["rows"]]

    assert listed("head", xep="ten") == [an, binh, collective]
    assert listed("head", xep="-ten") == [collective, binh, an]
    assert listed("secretary", xep="don-vi") == [an, binh, other]
    assert listed("secretary", xep="-danh-hieu")[0] == binh
    assert listed("head", tim="dang van anh") == [an]
    assert set(listed("secretary", tim="ba van 2")) == {other}
    assert listed("head", cho="collective") == [collective]
    assert listed("head", **{"danh-hieu": honour("bang-khen-cap-tinh").pk}) == [binh]
    assert listed("head", **{"phong-trao": campaign.pk}) == [binh]
    assert listed("head", **{"tinh-trang": "draft"}) == [collective]
    nonsense = {"phong-trao": "x" * 9, "danh-hieu": "²", "tinh-trang": "?", "cho": "?", "xep": "?"}
    assert listed("head", **nonsense) == [collective, binh, an]


def test_the_list_goes_out_to_excel_as_filtered_and_as_far_as_one_may_know(world: World) -> None:
    accept(world.registration, world.people["secretary"])
    fields = {"name": "=Lê Thị Mới", "attributes": ["woman", "direct-worker"], "birth_year": 1980, "details": "Số 5"}
    appraised(make_nomination(world.unit, world.people["head"], **fields), world.people["secretary"], honour=honour("lao-dong-tien-tien"))
    make_nomination(world.unit, world.people["head"])
    rows = {}
    for who, state in (("head", "pending"), ("secretary", "appraised")):
        file = signed_in(world.people[who]).get(reverse("nomination-list-export"), {"tinh-trang": state})
        rows[who] = [[cell.value for cell in row] for row in load_workbook(BytesIO(file.content)).active.iter_rows(min_row=2)]
    row = [
        "=Lê Thị Mới", "Cá nhân", "Giấy khen", 1980, "Số 5", "Nữ; Người trực tiếp lao động, sản xuất, công tác",
        "Vận động nhân dân hiến đất làm đường.", "TDP Bá Vân 1", "Theo công trạng", None, YEAR,
    ]  # fmt: skip
    assert rows == {"head": [[*row, None, "Đang xét"]], "secretary": [[*row, "Lao động tiên tiến", "Đã thẩm định"]]}


def test_drafts_are_sent_at_once_as_filtered(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    head = signed_in(world.people["head"])
    for number in range(14):
        make_nomination(world.unit, world.people["head"], achievement="" if number < 12 else "Hiến đất.")
    make_nomination(world.unit, world.people["head"], name="Tên riêng")
    make_nomination(world.strange_unit, world.people["stranger"])
    assert "Đã gửi 1 đề nghị." in text(head.post(reverse("nomination-send-all"), {"tim": "ten rieng"}, follow=True))
    page = text(head.post(reverse("nomination-send-all"), follow=True))
    assert "Đã gửi 2 đề nghị." in page
    assert page.count("Chưa ghi tóm tắt thành tích.") == 10
    assert "Còn 2 đề nghị khác chưa gửi được." in page
    assert Nomination.objects.filter(state=State.DRAFT).count() == 13
    monkeypatch.setattr(views, "MOST_AT_ONCE", 3)
    assert "mỗi lần tối đa 3" in text(head.get(reverse("nomination-list")))


def test_an_empty_list_says_so(world: World) -> None:
    head = signed_in(world.people["head"])
    assert "Chưa có đề nghị khen thưởng nào." in text(head.get(reverse("nomination-list")))
    assert "Không có đề nghị nào như vậy." in text(head.get(reverse("nomination-list"), {"tim": "ai"}))


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
