"""A ward's own form with five grades and sections that alternate: entered on the pages, chosen by a campaign, filled in, summed up and printed."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from emulation.people.models import Role
from emulation.sheets.drafts import import_sheet
from emulation.sheets.models import Item, ItemType, Sheet
from emulation.sheets.writing import content_of, data_of, toml_of
from emulation.units.kinds import Kind
from registrations.answers import Answers
from registrations.models import Registration, State
from registrations.papers import keep_pdf
from registrations.sheets import questions
from registrations.steps import steps_of
from registrations.summary import summarise
from registrations.summary_paper import summary_paper
from tests.pages import errors, form_data, texts, type_in
from tests.paperwork import first_out_of_order
from tests.pdf import structure_text
from tests.world import World, launch, make_campaign, make_person, make_unit

HEAD = {
    "name": "Phiếu giao ước thi đua của trường",
    "kinds": "school",
    "title": "PHIẾU GIAO ƯỚC THI ĐUA",
    "subject": "Năm {year}",
    "opening": "{unit} giao ước:",
    "authority": "HIỆU TRƯỞNG",
}
WORDS = ("Xuất sắc", "Tốt", "Khá", "Trung bình", "Yếu")
CODES = ("xuat-sac", "tot", "kha", "trung-binh", "yeu")
GRADES = {f"options-{row}-text": f"{word}:" for row, word in enumerate(WORDS)}
TITLE = {"options-0-text": "Tập thể Lao động tiên tiến:"}
ITEMS = [
    ("heading", {"number": "I", "text": "DẠY VÀ HỌC"}),
    ("targets", {"number": "1", "text": "Chỉ tiêu dạy học:"}),
    ("pledge", {"number": "2", "text": "Xếp loại các tổ:", "subjects": "Tổ Toán\nTổ Văn", "as_table": "on"} | GRADES),
    ("heading", {"number": "II", "text": "PHONG TRÀO"}),
    ("targets", {"number": "1", "text": "Chỉ tiêu phong trào:"}),
    ("note", {"text": "Ghi theo kế hoạch của Đội."}),
    ("text", {"number": "2", "text": "Cách làm:", "dotted": "2"}),
    ("title", {"number": "3", "text": "Danh hiệu của trường"} | TITLE),
    ("pledge", {"number": "III", "text": "XẾP LOẠI ĐOÀN THỂ", "heading": "on", "subjects": "Công đoàn"} | GRADES),
]
STEPS = [
    ("chi-tieu", "Các chỉ tiêu (phần 1)"),  # both stand under I
    ("muc-phan-dau", "Mức phấn đấu (phần 1)"),
    ("chi-tieu-2", "II. PHONG TRÀO"),
    ("danh-hieu", "Danh hiệu đăng ký"),
    ("muc-phan-dau-2", "III. XẾP LOẠI ĐOÀN THỂ"),
    ("xem-lai", "Xem lại và gửi"),
]


@pytest.fixture
def secretary(world: World) -> Client:
    browser = Client()
    browser.force_login(world.people["secretary"])
    return browser


@pytest.fixture
def sheet(world: World, secretary: Client) -> Sheet:
    """The form, entered and finished."""
    type_in(secretary, reverse("sheet-add", args=[world.ward.pk]), **HEAD)
    sheet = world.ward.sheets.get()
    for kind, typed in ITEMS:
        url = reverse("sheet-item-add", args=[sheet.pk, kind])
        assert errors(secretary.post(url, form_data(secretary.get(url)) | typed, follow=True)) == []
    secretary.post(reverse("sheet-finish", args=[sheet.pk]))
    return Sheet.objects.get(is_ready=True, pk=sheet.pk)


@pytest.fixture
def registration(world: World, sheet: Sheet) -> Registration:
    """The answer of a school, begun."""
    school = make_unit(world.ward, Kind.SCHOOL, "thcs", short_name="Trường THCS Bách Quang", place_name="Bách Quang")
    make_person(Role.HEAD, school, username="hieu-truong", full_name="Ngô Thị Trường")
    campaign = launch(make_campaign(world.ward, invited=[school]), world.people["secretary"])
    head = Client()
    head.force_login(school.terms.get().user)
    head.post(reverse("registration-begin", args=[campaign.invitations.get().pk]))
    return Registration.objects.get(campaign=campaign, sheet=sheet)


@pytest.fixture
def head(registration: Registration) -> Client:
    browser = Client()
    browser.force_login(registration.unit.terms.get().user)
    return browser


ANSWERS = {
    "chi-tieu": {"chi-tieu-day-hoc-0-name": "Học sinh giỏi", "chi-tieu-day-hoc-0-value": "45"},
    "muc-phan-dau": {"xep-loai-cac-to-0-grade": "kha", "xep-loai-cac-to-1-grade": "yeu"},
    "chi-tieu-2": {"cach-lam-0-text": "Giao cho từng lớp."},
    "danh-hieu": {"danh-hieu-cua-truong-0-registered": "on"},
    "muc-phan-dau-2": {"xep-loai-doan-the-0-grade": "xuat-sac"},
}


def fill_in(head: Client, registration: Registration) -> Registration:
    """Every step in turn, each leading to the next, and sent."""
    url = reverse("registration-step", args=[registration.pk, "chi-tieu"])
    for step, typed in ANSWERS.items():
        assert url == reverse("registration-step", args=[registration.pk, step])
        url = head.post(url, form_data(head.get(url)) | typed).url
    sent = type_in(head, url, signer_title="Hiệu trưởng")
    assert sent.status_code == 302, errors(sent)
    return Registration.objects.get(pk=registration.pk)


def test_the_pledges_offer_the_five_grades_in_their_order_under_codes_of_their_words(sheet: Sheet) -> None:
    pledges = sheet.items.filter(type=ItemType.PLEDGE)
    offered = [[(one.code, one.text) for one in item.options.all()] for item in pledges]
    assert offered == [[(code, f"{word}:") for code, word in zip(CODES, WORDS, strict=True)]] * 2


def test_exported_and_imported_elsewhere_the_form_keeps_its_grades(world: World, sheet: Sheet) -> None:
    back = import_sheet(toml_of(data_of(sheet)), world.other_ward, by=world.people["other_secretary"])
    assert content_of(data_of(back)) == content_of(data_of(sheet))


def test_the_blank_paper_has_a_column_and_a_line_for_each_grade(secretary: Client, sheet: Sheet) -> None:
    said = structure_text(secretary.get(reverse("sheet-pdf", args=[sheet.pk])).content)
    lines = ["2. Xếp loại các tổ:", "TT Tập thể Xuất sắc Tốt Khá Trung bình Yếu", "1 Tổ Toán", "2 Tổ Văn", "III. XẾP LOẠI ĐOÀN THỂ"]
    assert first_out_of_order([*lines, *(f"{word}:" for word in WORDS)], said) is None


def test_the_steps_follow_the_form_and_only_one_target_is_needed(head: Client, registration: Registration) -> None:
    url = reverse("registration-step", args=[registration.pk, "chi-tieu-2"])
    steps = head.get(url).context["steps"]
    assert [(step.slug, step.title) for step in steps] == STEPS
    assert [len(step.missing) for step in steps] == [1, 2, 0, 0, 1, 0]
    assert texts(head.get(url), ".//legend") == ["1. Chỉ tiêu phong trào:", "2. Cách làm:"]
    assert texts(head.get(url), ".//h1") == ["Bước 3/6: II. PHONG TRÀO"]
    type_in(head, url, chi__tieu__phong__trao__0__name="Bài dự thi")
    assert [len(step.missing) for step in head.get(url).context["steps"]] == [0, 2, 0, 0, 1, 0]
    assert head.get(reverse("registration-step", args=[registration.pk, "chi-tieu-3"])).status_code == 404


def test_the_form_is_filled_in_sent_summed_up_and_printed(secretary: Client, head: Client, registration: Registration) -> None:
    sent = fill_in(head, registration)
    assert sent.state == State.SUBMITTED
    filled = ["Học sinh giỏi", "1 Tổ Toán X", "2 Tổ Văn X", "Giao cho từng lớp.", "Có đăng ký", "III. XẾP LOẠI ĐOÀN THỂ", "Xuất sắc: X Tốt: Khá:"]
    assert first_out_of_order(filled, structure_text(keep_pdf(sent.submissions.get()))) is None

    counts = {row.subject: row.worded for group in summarise(sent.campaign).grades for row in group.grades}
    none = dict.fromkeys(WORDS, 0)
    chosen = {"Tổ Toán": "Khá", "Tổ Văn": "Yếu", "Công đoàn": "Xuất sắc"}
    assert counts == {subject: list((none | {word: 1}).items()) for subject, word in chosen.items()}
    book = load_workbook(io.BytesIO(secretary.get(reverse("campaign-summary-xlsx", args=[sent.campaign.pk])).content))
    rows = list(book["Mức phấn đấu"].iter_rows(values_only=True, min_row=2))
    assert [row[2:] for row in rows] == [(subject, word, int(word == pledged)) for subject, pledged in chosen.items() for word in WORDS]
    table = next(table for table in summary_paper(summarise(sent.campaign)).tables if table.heading.startswith("II."))
    assert [row[3] for row in table.rows] == [f"{word}: 1" for word in chosen.values()]


T, P, D = ItemType.TARGETS, ItemType.PLEDGE, ItemType.TITLE
H, N = ItemType.HEADING, ItemType.NOTE
ORDERS = {  # the items of a form, "!" where one is a heading itself, and the titles of its steps
    "each kind once": ([H, T, T, P, D], ["Các chỉ tiêu", "Mức phấn đấu", "Danh hiệu đăng ký"]),
    "another order": ([D, P, T], ["Danh hiệu đăng ký", "Mức phấn đấu", "Các chỉ tiêu"]),
    "notes and headings part no step": ([T, N, T, H, T], ["Các chỉ tiêu"]),
    "under headings": ([H, T, D, H, T], ["1. Mục", "Danh hiệu đăng ký", "4. Mục"]),
    "items that are headings": ([f"{T}!", D, f"{T}!"], ["1. Mục", "Danh hiệu đăng ký", "3. Mục"]),
    "under the same heading": ([H, T, D, T], ["Các chỉ tiêu (phần 1)", "Danh hiệu đăng ký", "Các chỉ tiêu (phần 2)"]),
    "the first under none": ([T, P, H, T], ["Các chỉ tiêu (phần 1)", "Mức phấn đấu", "3. Mục"]),
    "nothing asked": ([H, N], []),
}


@pytest.mark.parametrize(("items", "titles"), ORDERS.values(), ids=ORDERS)
def test_a_step_is_called_by_its_kind_or_by_its_heading(world: World, items: list[str], titles: list[str]) -> None:
    sheet = Sheet.objects.create(code="mau", version=1, name="Mẫu", authority="TM.")
    for place, kind in enumerate(items, start=1):
        Item.objects.create(sheet=sheet, position=place, type=kind.rstrip("!"), key=f"muc-{place}", number=str(place), text="Mục:", heading=kind.endswith("!"))
    steps = steps_of(world.registration, questions(sheet, {}), Answers())
    assert [step.title for step in steps[:-1]] == titles
    assert len({step.slug for step in steps}) == len(steps)
