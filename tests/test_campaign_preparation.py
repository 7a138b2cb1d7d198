"""A secretary prepares a campaign part by part; what is wrong is said and kept, and after the launch only corrections are taken."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from emulation.campaigns.deadlines import HINT, parse_deadline
from emulation.campaigns.models import Campaign, Citation, CitedDocument, Content, OfferedTitle, State, Target
from emulation.campaigns.preparation import CORRECTABLE, correct, defaults_for
from emulation.history.models import Line
from emulation.workflow import MoveRefused
from tests.pages import errors, form_data, messages, page, texts
from tests.world import World, make_campaign, make_unit

LAUNCHED = "Phong trào đã phát động nên nội dung không sửa được nữa."
TYPED = {
    "title": "Phong trào thi đua đặc biệt",
    "code": "dac-biet",
    "deadline_words": "trước ngày 29/02/2028",
    "contact_phone": "0208 1",
    "comment_days": "10",
    "starts_on": "01/01/2028",
    "ends_on": "31/12/2028",
    "year": "2028",
}


@pytest.fixture
def secretary(client: Client, world: World) -> Client:
    client.force_login(world.people["secretary"])
    return client


@pytest.fixture
def draft(world: World) -> Campaign:
    return make_campaign(world.ward, invited=[world.unit], code="dang-soan")


def part(campaign: Campaign, slug: str) -> str:
    return reverse("campaign-part", args=[campaign.pk, slug])


def type_in(browser: Client, url: str, **typed: Any) -> Any:
    """Open the page, type into its form (`__` stands for the hyphens of names), send it, and follow where it leads."""
    data = form_data(browser.get(url)) | {name.replace("__", "-"): value for name, value in typed.items()}
    return browser.post(url, data, follow=True)


@pytest.mark.parametrize(("today", "year"), [(date(2026, 10, 31), 2026), (date(2026, 11, 1), 2027), (date(2026, 12, 31), 2027), (date(2027, 1, 1), 2027)])
def test_a_new_campaign_is_next_years_from_november_on(world: World, today: date, year: int) -> None:
    defaults = defaults_for(world.ward, world.people["secretary"], today)
    assert {name: defaults[name] for name in ("year", "code", "starts_on", "ends_on", "contact_name", "contact_phone", "plan_issuer")} == {
        "year": year,
        "code": f"bach-quang-{year}",
        "starts_on": date(year, 1, 1),
        "ends_on": date(year, 12, 31),
        "contact_name": "Trần Thị Thư",
        "contact_phone": "0208 000 111",
        "plan_issuer": "UBND phường Bách Quang",
    }


def test_a_campaign_is_opened_as_a_draft_with_the_meaning_of_its_deadline(secretary: Client, world: World) -> None:
    answer = type_in(secretary, reverse("campaign-add", args=[world.ward.pk]), **TYPED)
    campaign = Campaign.objects.get(code="dac-biet")
    assert (campaign.unit, campaign.state, campaign.deadline) == (world.ward, State.DRAFT, parse_deadline("trước ngày 29/02/2028"))
    assert messages(answer) == ["Đã lưu phong trào ở dạng đang soạn. Xin làm tiếp các phần còn lại."]
    assert texts(answer, ".//ol[@class='steps']/li/span") == ["✓ Đã ghi", *["○ Chưa ghi"] * 6]
    assert texts(answer, ".//section[@aria-labelledby='parts']//ul/li") == ["Chưa chọn đơn vị nào tham gia.", "Chưa ghi nội dung thi đua."]


REFUSED = [
    ("code", "bach-quang-nay", "Mã phong trào: Mã này đã có phong trào khác dùng. Xin chọn mã khác."),
    ("code", "Bách Quang", "Mã phong trào: Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, như bach-quang-2026."),
    ("deadline_words", "cuối tháng hai", f"Hạn đăng ký, theo lời kế hoạch: Chưa rõ hạn là trước ngày hay đến hết ngày nào. {HINT}"),
    ("deadline_words", "trước ngày 29/02/2027", f"Hạn đăng ký, theo lời kế hoạch: Ngày này không có trong lịch. {HINT}"),
    ("ends_on", "31/12/2027", "Ngày kết thúc phong trào phải sau ngày bắt đầu."),
    ("starts_on", "2028", "Từ ngày: Xin ghi ngày như 05/01/2027."),
    ("year", "1999", "Năm: Xin ghi số không nhỏ hơn 2000."),
    ("title", "Phong trào 🏆", "Tên phong trào: Có ký tự không in được trên văn bản: 🏆 (U+1F3C6). Xin xóa hoặc thay bằng chữ thường."),
]


@pytest.mark.parametrize(("field", "value", "wrong"), REFUSED)
def test_what_is_wrong_is_said_beside_the_field_that_keeps_it(secretary: Client, world: World, field: str, value: str, wrong: str) -> None:
    before = Campaign.objects.count()
    answer = type_in(secretary, reverse("campaign-add", args=[world.ward.pk]), **TYPED | {field: value})
    assert errors(answer) == [wrong]
    kept = form_data(answer)
    assert ({name: kept[name] for name in TYPED}, Campaign.objects.count()) == (TYPED | {field: value}, before)


def test_the_general_part_of_a_draft_is_edited(secretary: Client, draft: Campaign) -> None:
    answer = type_in(secretary, reverse("campaign-edit", args=[draft.pk]), slogan="Đoàn kết", deadline_words="đến hết tháng 02/2028")
    draft.refresh_from_db()
    assert (messages(answer), draft.slogan, draft.deadline) == (["Đã lưu."], "Đoàn kết", parse_deadline("trước ngày 01/03/2028"))


ROWS: list[tuple[str, dict[str, str], type[Any], str]] = [
    ("noi-dung", {"contents__1__heading": "Văn hóa", "contents__1__text": "Một.\nHai.", "contents__1__scope": "audience"}, Content, "Văn hóa"),
    ("chi-tieu", {"targets__0__name": "Thu quỹ", "targets__0__value": "12.500,5", "targets__0__unit": "đồng"}, Target, "Thu quỹ: đạt 12.500,5 đồng"),
    ("danh-hieu", {"offered_titles__0__name": "Gia đình văn hóa", "offered_titles__0__subject": "household"}, OfferedTitle, "Gia đình văn hóa"),
]


@pytest.mark.parametrize(("slug", "typed", "model", "shown"), ROWS)
def test_every_list_of_rows_is_saved_and_its_empty_rows_are_not(
    secretary: Client, draft: Campaign, slug: str, typed: dict[str, str], model: type[Any], shown: str
) -> None:
    answer = type_in(secretary, part(draft, slug), **typed)
    assert (messages(answer), answer.redirect_chain) == (["Đã lưu."], [(draft.get_absolute_url(), 302)])
    assert str(model.objects.filter(campaign=draft).latest("pk")) == shown
    assert model.objects.filter(campaign=draft).count() == (2 if model is Content else 1)


def test_after_saving_one_may_go_on_with_more_rows(secretary: Client, draft: Campaign) -> None:
    answer = type_in(secretary, part(draft, "danh-hieu"), offered_titles__0__name="Một", more="")
    assert answer.redirect_chain == [(part(draft, "danh-hieu"), 302)]
    assert texts(answer, ".//fieldset/legend") == ["Một", "Dòng mới", "Dòng mới"]


def test_a_row_is_deleted_by_its_tick(secretary: Client, draft: Campaign) -> None:
    type_in(secretary, part(draft, "noi-dung"), contents__0__DELETE="on")
    assert list(draft.contents.all()) == []


WRONG_ROWS = [
    ("chi-tieu", {"targets__0__name": "Thu", "targets__0__value": "12,5,0"}, ["Số: “12,5,0” không phải là số viết đúng. Xin ghi như 12.500 hoặc 95,15."]),
    ("chi-tieu", {"targets__0__name": "Thu", "targets__0__value": "1,23456"}, ["Số: Hãy chắc chắn rằng không có nhiều hơn 4 chữ số thập phân."]),
    ("chi-tieu", {"targets__1__value": "5"}, ["Chỉ tiêu: Xin ghi mục này."]),
    ("noi-dung", {"contents__1__heading": "Y tế"}, ["Nội dung thi đua: Xin ghi mục này."]),
    ("noi-dung", {"contents__0__text": "a" * 50000}, ["Nội dung thi đua: Nội dung dài 50.000 ký tự, chỉ được tối đa 6.000. Xin rút gọn."]),
]


@pytest.mark.parametrize(("slug", "typed", "wrong"), WRONG_ROWS)
def test_a_wrong_row_is_refused_and_keeps_all_that_was_typed(secretary: Client, draft: Campaign, slug: str, typed: dict[str, str], wrong: list[str]) -> None:
    answer = type_in(secretary, part(draft, slug), **typed)
    kept = form_data(answer)
    assert (errors(answer), [kept[name.replace("__", "-")] for name in typed]) == (wrong, list(typed.values()))
    assert (draft.targets.count(), draft.contents.get().text) == (0, "Hoàn thành vượt mức các chỉ tiêu.")


@pytest.mark.parametrize(("value", "unit", "kept"), [("95,5 %", "", "%"), ("95,5%", "hộ", "hộ"), ("95,5", "", "")])
def test_a_percent_sign_behind_the_number_is_its_unit(secretary: Client, draft: Campaign, value: str, unit: str, kept: str) -> None:
    type_in(secretary, part(draft, "chi-tieu"), targets__0__name="Thu", targets__0__value=value, targets__0__unit=unit)
    assert (str(draft.targets.get().value), draft.targets.get().unit) == ("95.5000", kept)


def test_two_equal_titles_are_refused(secretary: Client, draft: Campaign) -> None:
    OfferedTitle.objects.create(campaign=draft, name="Một")
    answer = type_in(secretary, part(draft, "danh-hieu"), offered_titles__1__name="Một")
    assert errors(answer) == ["Có hai dòng trùng nhau. Xin sửa hoặc xóa một dòng.", "Dòng này trùng với một dòng khác."]


def test_a_target_may_be_part_of_another_of_the_same_campaign_only(secretary: Client, world: World, draft: Campaign) -> None:
    whole = Target.objects.create(campaign=draft, name="Thu ngân sách", value=Decimal(10))
    strange = Target.objects.create(campaign=world.campaign, name="Của phong trào khác")
    forged = type_in(secretary, part(draft, "chi-tieu"), targets__1__name="Thuế đất", targets__1__parent=str(strange.pk))
    assert errors(forged) == ["Trong đó thuộc chỉ tiêu: Lựa chọn này không có trong danh sách. Xin chọn lại."]
    type_in(secretary, part(draft, "chi-tieu"), targets__1__name="Thuế đất", targets__1__parent=str(whole.pk))
    assert [(str(target), target.parent) for target in draft.targets.order_by("pk")] == [("Thu ngân sách: đạt 10", None), ("Thuế đất", whole)]


def test_a_document_goes_to_the_library_and_is_cited(secretary: Client, world: World, draft: Campaign) -> None:
    url = reverse("campaign-document-add", args=[draft.pk])
    typed = {"name": "Chỉ thị", "number": "05-CT/TW", "signed_on": "15/05/2016", "issuer": "Bộ Chính trị", "title": "về đẩy mạnh học tập"}
    answer = type_in(secretary, url, **typed, unit=str(world.other_ward.pk))
    document = CitedDocument.objects.get(name="Chỉ thị")
    assert (document.unit, str(document)) == (world.ward, "Chỉ thị số 05-CT/TW ngày 15/05/2016 của Bộ Chính trị về đẩy mạnh học tập")
    assert (messages(answer), answer.redirect_chain) == (
        ["Đã thêm văn bản vào thư viện. Xin chọn văn bản đó ở dòng trống."],
        [(part(draft, "can-cu"), 302)],
    )
    type_in(secretary, part(draft, "can-cu"), citations__0__document=str(document.pk), citations__0__role="parent-plan")
    assert [(str(citation), citation.role) for citation in draft.citations.all()] == [(str(document), Citation.Role.PARENT_PLAN)]
    assert errors(type_in(secretary, url, **typed)) == ["Văn bản này đã có trong thư viện."]


def test_a_document_of_another_communes_library_cannot_be_cited(secretary: Client, world: World, draft: Campaign) -> None:
    strange = CitedDocument.objects.create(unit=world.other_ward, name="Luật", title="Đất đai")
    answer = type_in(secretary, part(draft, "can-cu"), citations__0__document=str(strange.pk))
    assert errors(answer) == ["Văn bản: Lựa chọn này không có trong danh sách. Xin chọn lại."]
    options = [option.text for option in page(answer).iterfind(".//select[@name='citations-0-document']/option")]
    assert options == ["Chọn văn bản", "Kế hoạch số 17/KH-UBND về tổ chức phong trào thi đua"]


def test_nothing_of_a_launched_campaign_can_be_edited(secretary: Client, world: World) -> None:
    campaign = world.campaign
    answers = [
        type_in(secretary, reverse("campaign-edit", args=[campaign.pk]), title="Tên khác"),
        type_in(secretary, part(campaign, "noi-dung"), contents__0__heading="Khác"),
        type_in(secretary, part(campaign, "noi-dung"), contents__0__heading="Khác", more=""),
    ]
    assert [messages(answer) for answer in answers] == [[LAUNCHED]] * 3
    assert (Campaign.objects.get(pk=campaign.pk).title, campaign.contents.get().heading) == (campaign.title, "Kinh tế")


def test_the_sheets_of_a_launched_campaign_are_not_asked_for_any_more(secretary: Client, world: World) -> None:
    url = reverse("campaign-sheets", args=[world.campaign.pk])
    chosen = list(world.campaign.sheet_choices.values_list("kind", "sheet"))
    for answer in (secretary.get(url, follow=True), secretary.post(url, {}, follow=True)):
        assert messages(answer) == ["Phong trào đã phát động nên mẫu đăng ký không đổi được nữa."]
        assert answer.redirect_chain == [(world.campaign.get_absolute_url(), 302)]
    assert list(world.campaign.sheet_choices.values_list("kind", "sheet")) == chosen


CORRECTED = {
    "plan_number": "21/KH-UBND",
    "plan_date": "05/02/2026",
    "contact_name": "Lý Văn Mới",
    "contact_phone": "0912 345",
    "comment_days": "7",
    "is_plan_public": "on",
}
CORRECTIONS: list[tuple[dict[str, str], str, str, str]] = [  # typed, how the plan is named, whom units ask, what history says
    (
        CORRECTED,
        "Kế hoạch số 21/KH-UBND ngày 05/02/2026",
        "đồng chí Lý Văn Mới, điện thoại 0912 345",
        "21/KH-UBND\n05/02/2026\nLý Văn Mới\n0912 345\n7 ngày\ncông khai kế hoạch",
    ),
    (
        {"plan_number": "", "plan_date": ""},
        "Kế hoạch (chưa ghi số)",
        "đồng chí Trần Thị Thư, điện thoại 0208 000 111",
        "–\n–\nTrần Thị Thư\n0208 000 111\n10 ngày\nkhông công khai kế hoạch",
    ),
]


@pytest.mark.parametrize("state", sorted(CORRECTABLE))
@pytest.mark.parametrize(("typed", "plan", "contact", "became"), CORRECTIONS, ids=["all", "blank"])
def test_number_date_and_contact_are_corrected_until_the_end_and_history_says_so(
    secretary: Client, world: World, state: str, typed: dict[str, str], plan: str, contact: str, became: str
) -> None:
    why = "Bão" if state == State.SUSPENDED else ""
    Campaign.objects.filter(pk=world.campaign.pk).update(state=state, suspension_basis=why, suspension_reason=why, suspended_from=State.LAUNCHED if why else "")
    answer = type_in(secretary, reverse("campaign-number", args=[world.campaign.pk]), **typed)
    campaign = Campaign.objects.get(pk=world.campaign.pk)
    assert (errors(answer), answer.redirect_chain) == ([], [(campaign.get_absolute_url(), 302)])
    assert (campaign.plan_named, campaign.contact, campaign.state) == (plan, contact, state)
    line = Line.objects.of(campaign)[0]
    assert (line.move, line.label, line.reason, line.who) == (
        "correct",
        "Sửa số kế hoạch, người nhận, số ngày lấy ý kiến, công khai kế hoạch",
        became,
        "Trần Thị Thư",
    )


def test_the_page_of_corrections_holds_what_is_known_and_nothing_else(secretary: Client, world: World) -> None:
    answer = secretary.get(reverse("campaign-number", args=[world.campaign.pk]))
    known = {
        "plan_number": "13/KH-UBND",
        "plan_date": f"19/01/{world.campaign.year}",
        "contact_name": "Trần Thị Thư",
        "contact_phone": "0208 000 111",
        "comment_days": "10",
    }
    assert {name: value for name, value in form_data(answer).items() if name != "csrfmiddlewaretoken"} == known
    assert texts(answer, ".//main//h1") == ["Số kế hoạch, người nhận, công khai kế hoạch"]


WRONG_CORRECTIONS = [
    ("contact_name", "", "Người nhận đăng ký: Xin ghi mục này."),
    ("contact_phone", "", "Điện thoại người nhận: Xin ghi mục này."),
    ("plan_date", "30/02/2026", "Ngày ban hành kế hoạch: Xin ghi ngày như 05/01/2027."),
]


@pytest.mark.parametrize(("field", "value", "wrong"), WRONG_CORRECTIONS)
def test_a_wrong_correction_is_refused_and_keeps_all_that_was_typed(secretary: Client, world: World, field: str, value: str, wrong: str) -> None:
    lines = Line.objects.of(world.campaign).count()
    answer = type_in(secretary, reverse("campaign-number", args=[world.campaign.pk]), **CORRECTED | {field: value})
    kept = form_data(answer)
    assert (errors(answer), {name: kept[name] for name in CORRECTED}) == ([wrong], CORRECTED | {field: value})
    assert (Campaign.objects.get(pk=world.campaign.pk).plan_number, Line.objects.of(world.campaign).count()) == ("13/KH-UBND", lines)


def test_a_closed_campaign_takes_no_correction(secretary: Client, world: World) -> None:
    assert frozenset(State) - {State.CLOSED} == CORRECTABLE
    Campaign.objects.filter(pk=world.campaign.pk).update(state=State.CLOSED)
    answer = type_in(secretary, reverse("campaign-number", args=[world.campaign.pk]), **CORRECTED)
    assert messages(answer) == ["Phong trào đã kết thúc nên không sửa được nữa."]
    with pytest.raises(MoveRefused, match=r"^Phong trào đã kết thúc nên không sửa được nữa\.$"):
        correct(world.campaign, by=world.people["secretary"], plan_number="99/KH-UBND")
    assert Campaign.objects.get(pk=world.campaign.pk).plan_number == "13/KH-UBND"


def test_a_forged_campaign_or_commune_is_not_found(secretary: Client, world: World) -> None:
    strange = make_campaign(world.other_ward, code="cua-noi-khac")
    urls = [reverse(name, args=[strange.pk]) for name in ("campaign-edit", "campaign-units", "campaign-sheets", "campaign-document-add", "campaign-number")]
    urls += [part(strange, "noi-dung"), part(world.campaign, "khong-co"), reverse("campaign-add", args=[world.other_ward.pk])]
    urls += [reverse("campaign-add", args=[make_unit(world.ward).pk])]
    assert [(secretary.get(url).status_code, secretary.post(url, TYPED).status_code) for url in urls] == [(404, 404)] * 9
