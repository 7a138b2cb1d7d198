"""A form of another commune that nobody here has seen: entered on the pages alone, chosen by a campaign, filled in, sent, printed and read back."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from emulation.campaigns.models import Campaign
from emulation.people.models import Role
from emulation.sheets.models import ANSWERED, Sheet
from emulation.units.kinds import Kind
from registrations.models import Registration, State
from registrations.papers import keep_pdf
from tests.pages import errors, form_data, messages, texts, type_in
from tests.paperwork import first_out_of_order
from tests.pdf import pdf_text, structure_text
from tests.world import World, launch, make_campaign, make_person, make_unit

HEAD = {
    "name": "Phiếu đăng ký thi đua của trường học",
    "kinds": "school",
    "title": "PHIẾU ĐĂNG KÝ THI ĐUA",
    "subject": "Năm {year}",
    "numbered": "on",
    "bases": "Căn cứ Hướng dẫn của Hội đồng thi đua khen thưởng {commune}.",
    "opening": "{unit} đăng ký thi đua như sau:",
    "authority": "THỦ TRƯỞNG ĐƠN VỊ",
    "second_authority": "XÁC NHẬN CỦA CHI BỘ",
}
ITEMS = [
    ("heading", {"number": "I.", "text": "CHỈ TIÊU THI ĐUA"}),
    ("targets", {"number": "1", "text": "Chỉ tiêu về chuyên môn:", "as_table": "on", "dotted": "4", "help": "Mỗi dòng một chỉ tiêu."}),
    ("targets", {"number": "2", "text": "Chỉ tiêu về phong trào:", "as_table": "on"}),
    ("heading", {"number": "II", "text": "MỨC ĐỘ HOÀN THÀNH NHIỆM VỤ"}),
    (
        "pledge",
        {"number": "1", "text": "Các tổ chức trong trường:", "subjects": "Chi bộ\nChính quyền\nCông đoàn", "options-2-text": ""},
    ),
    ("pledge", {"number": "2", "text": "Các tổ chuyên môn:", "subjects": "Tổ Toán\nTổ Văn", "as_table": "on", "more_subjects": "on", "dotted": "3"}),
    ("heading", {"number": "III", "text": "DANH HIỆU ĐĂNG KÝ"}),
    (
        "title",
        {
            "text": "Tập thể và cá nhân đăng ký:",
            "options-0-number": "a)",
            "options-0-text": "Tập thể Lao động xuất sắc:",
            "options-0-subject": "collective",
            "options-1-number": "b)",
            "options-1-text": "Chiến sĩ thi đua cơ sở:",
            "options-1-subject": "individual",
            "options-2-number": "c)",
            "options-2-text": "Lao động tiên tiến:",
            "options-2-subject": "individual",
        },
    ),
    ("text", {"number": "IV", "text": "KIẾN NGHỊ", "heading": "on", "dotted": "2"}),
    ("note", {"text": "Phiếu lập thành 02 bản."}),
]


@pytest.fixture
def secretary(world: World) -> Client:
    browser = Client()
    browser.force_login(world.people["secretary"])
    return browser


@pytest.fixture
def sheet(world: World, secretary: Client) -> Sheet:
    """The form, entered and finished."""
    begun = type_in(secretary, reverse("sheet-add", args=[world.ward.pk]), **HEAD)
    sheet = world.ward.sheets.get()
    assert begun.url == reverse("sheet-edit", args=[sheet.pk])
    for kind, typed in ITEMS:
        url = reverse("sheet-item-add", args=[sheet.pk, kind])
        assert errors(secretary.post(url, form_data(secretary.get(url)) | typed, follow=True)) == []
    done = secretary.post(reverse("sheet-finish", args=[sheet.pk]), follow=True)
    assert messages(done) == ["Đã hoàn thành mẫu. Từ nay phong trào của đơn vị chọn được mẫu này."]
    return Sheet.objects.get(pk=sheet.pk)


PRINTED = [
    "Số:",
    "PHIẾU ĐĂNG KÝ THI ĐUA",
    "Năm ",
    "Kính gửi:",
    "Căn cứ Hướng dẫn của Hội đồng thi đua khen thưởng phường Bách Quang.",
    "Trường THCS Bách Quang đăng ký thi đua như sau:",
    "I. CHỈ TIÊU THI ĐUA",
    "1. Chỉ tiêu về chuyên môn:",
    "TT Chỉ tiêu Mức đăng ký Đơn vị tính Ghi chú",
    "2. Chỉ tiêu về phong trào:",
    "TT Chỉ tiêu Mức đăng ký Đơn vị tính Ghi chú",
    "II. MỨC ĐỘ HOÀN THÀNH NHIỆM VỤ",
    "1. Các tổ chức trong trường:",
    "- Chi bộ:",
    "Hoàn thành xuất sắc nhiệm vụ:",
    "Hoàn thành tốt nhiệm vụ:",
    "- Chính quyền:",
    "- Công đoàn:",
    "2. Các tổ chuyên môn:",
    "TT Tập thể Hoàn thành xuất sắc nhiệm vụ Hoàn thành tốt nhiệm vụ Hoàn thành nhiệm vụ",
    "Tổ Toán",
    "Tổ Văn",
    "III. DANH HIỆU ĐĂNG KÝ",
    "Tập thể và cá nhân đăng ký:",
    "a) Tập thể Lao động xuất sắc:",
    "b) Chiến sĩ thi đua cơ sở:",
    "c) Lao động tiên tiến:",
    "IV. KIẾN NGHỊ",
    "Phiếu lập thành 02 bản.",
    "XÁC NHẬN CỦA CHI BỘ",
    "THỦ TRƯỞNG ĐƠN VỊ",
    "Nơi nhận:",
]


def test_the_blank_paper_of_the_form_carries_its_lines_in_order_and_room_for_a_pen(world: World, secretary: Client, sheet: Sheet) -> None:
    make_unit(world.ward, Kind.SCHOOL, "thcs", short_name="Trường THCS Bách Quang")
    pdf = secretary.get(reverse("sheet-pdf", args=[sheet.pk])).content
    said = structure_text(pdf)

    assert first_out_of_order(PRINTED, said) is None
    assert "V/v" not in said
    numbers = re.findall(r"Ghi chú ([\d ]+)", said)
    assert [found.split() for found in numbers] == [["1", "2", "3", "4", "2"], ["1", "2", "3"]]  # the last is the number of the next item
    assert "2 Tổ Văn 3 4 5 III." in said


def test_the_preview_shows_on_the_screen_what_the_unit_will_fill_in(world: World, secretary: Client, sheet: Sheet) -> None:
    answer = secretary.get(reverse("sheet-detail", args=[sheet.pk]))
    asked = [item for item in sheet.items.all() if item.type in ANSWERED]

    assert texts(answer, ".//legend")[:3] == ["1. Chỉ tiêu về chuyên môn:", "2. Chỉ tiêu về phong trào:", "1. Các tổ chức trong trường:"]
    assert len(answer.context["formsets"]) == len(asked) == 6
    assert texts(answer, ".//p[@class='section']")[:2] == ["I. CHỈ TIÊU THI ĐUA", "II. MỨC ĐỘ HOÀN THÀNH NHIỆM VỤ"]


@pytest.fixture
def registration(world: World, secretary: Client, sheet: Sheet) -> Registration:
    """The school's answer, begun."""
    school = make_unit(world.ward, Kind.SCHOOL, "thcs", short_name="Trường THCS Bách Quang", place_name="Bách Quang")
    make_person(Role.HEAD, school, username="hieu-truong", full_name="Ngô Thị Trường")
    campaign = make_campaign(world.ward, invited=[school])
    assert campaign.sheet_choices.get().sheet == sheet
    launched: Campaign = launch(campaign, world.people["secretary"])
    head = Client()
    head.force_login(school.terms.get().user)
    head.post(reverse("registration-begin", args=[launched.invitations.get().pk]))
    return Registration.objects.get(campaign=launched)


@pytest.fixture
def head(registration: Registration) -> Client:
    browser = Client()
    browser.force_login(registration.unit.terms.get().user)
    return browser


def fill_in(head: Client, registration: Registration) -> str:
    """Every step of the form; gives the address of the review."""
    urls = {step: reverse("registration-step", args=[registration.pk, step]) for step in ("chi-tieu", "muc-phan-dau", "danh-hieu", "chi-tieu-2")}
    first, second = "chi-tieu-ve-chuyen-mon-0-", "chi-tieu-ve-phong-trao-0-"
    typed = {f"{first}name": "Học sinh giỏi", f"{first}comparator": "at-least", f"{first}value": "45,5", f"{first}unit": "%", f"{first}note": "cả năm"}
    typed |= {f"{second}name": "Bài dự thi", f"{second}value": "1250", f"{second}unit": "bài"}
    head.post(urls["chi-tieu"], form_data(head.get(urls["chi-tieu"])) | typed)
    grades = {f"cac-to-chuc-trong-truong-{place}-grade": grade for place, grade in enumerate(("excellent", "good", "excellent"))}
    grades |= {"cac-to-chuyen-mon-0-grade": "good", "cac-to-chuyen-mon-1-grade": "completed"}
    grades |= {"cac-to-chuyen-mon-2-subject": "Tổ Hành chính", "cac-to-chuyen-mon-2-grade": "excellent"}
    head.post(urls["muc-phan-dau"], form_data(head.get(urls["muc-phan-dau"])) | grades)
    people = {"tap-the-va-ca-nhan-dang-ky-0-registered": "on", "tap-the-va-ca-nhan-dang-ky-1-names": "Nguyễn Văn An\nTrần Thị Bình"}
    head.post(urls["danh-hieu"], form_data(head.get(urls["danh-hieu"])) | people | {"tap-the-va-ca-nhan-dang-ky-2-number": "12"})
    type_in(head, urls["chi-tieu-2"], kien__nghi__0__text="Tăng cường cơ sở vật chất.")
    return reverse("registration-review", args=[registration.pk])


def test_the_form_is_filled_in_sent_and_printed_with_every_answer_in_its_place(head: Client, registration: Registration) -> None:
    review = fill_in(head, registration)
    two = {"signer_title": "Hiệu trưởng", "second_signer_title": "Bí thư chi bộ", "second_signer_name": "Lê Văn Đảng", "own_number": "05/THCS"}
    sent = type_in(head, review, **two)
    assert sent.status_code == 302, errors(sent)
    registration.refresh_from_db()
    assert registration.state == State.SUBMITTED
    pdf = keep_pdf(registration.submissions.get())

    filled = [
        "Số: 05/THCS",
        "PHIẾU ĐĂNG KÝ THI ĐUA",
        "1. Chỉ tiêu về chuyên môn:",
        "1 Học sinh giỏi từ 45,5 trở lên % cả năm",
        "2. Chỉ tiêu về phong trào:",
        "1 Bài dự thi 1.250 bài",
        "- Chi bộ: Hoàn thành xuất sắc nhiệm vụ: X Hoàn thành tốt nhiệm vụ:",
        "- Chính quyền: Hoàn thành xuất sắc nhiệm vụ: Hoàn thành tốt nhiệm vụ: X",
        "- Công đoàn: Hoàn thành xuất sắc nhiệm vụ: X Hoàn thành tốt nhiệm vụ:",
        "2. Các tổ chuyên môn:",
        "1 Tổ Toán X",
        "2 Tổ Văn X",
        "3 Tổ Hành chính X",
        "a) Tập thể Lao động xuất sắc: Có đăng ký",
        "b) Chiến sĩ thi đua cơ sở: Nguyễn Văn An; Trần Thị Bình",
        "c) Lao động tiên tiến: 12 cá nhân",
        "IV. KIẾN NGHỊ",
        "Tăng cường cơ sở vật chất.",
        "XÁC NHẬN CỦA CHI BỘ BÍ THƯ CHI BỘ Lê Văn Đảng",
        "THỦ TRƯỞNG ĐƠN VỊ HIỆU TRƯỞNG Ngô Thị Trường",
        "Nơi nhận:",
    ]
    assert first_out_of_order(filled, structure_text(pdf)) is None
    assert all(name in pdf_text(pdf) for name in ("Lê Văn Đảng", "Ngô Thị Trường", "Nguyễn Văn An; Trần Thị Bình"))


def test_an_authority_that_is_the_title_itself_is_printed_once(head: Client, registration: Registration) -> None:
    type(registration.sheet).objects.filter(pk=registration.sheet_id).update(authority="Hiệu trưởng", second_authority="Bí thư chi bộ")
    review = fill_in(head, registration)
    assert type_in(head, review, signer_title="Hiệu trưởng", second_signer_name="Lê Văn Đảng", own_number="05").status_code == 302
    registration.refresh_from_db()
    text = pdf_text(keep_pdf(registration.submissions.get()), "-raw")
    assert (text.count("HIỆU TRƯỞNG"), text.count("BÍ THƯ CHI BỘ")) == (1, 1)


def test_the_second_signer_is_asked_for_only_when_it_is_sent(head: Client, registration: Registration) -> None:
    review = fill_in(head, registration)
    refused = errors(type_in(head, review, signer_title="Hiệu trưởng"))
    assert [error.partition(":")[0] for error in refused] == ["Họ và tên người ký thứ hai"]
    saved = head.post(review, form_data(head.get(review)) | {"save": "1", "second_signer_name": "Lê Văn Đảng"})
    registration.refresh_from_db()
    assert (saved.status_code, registration.state, registration.second_signer_name) == (302, State.DRAFT, "Lê Văn Đảng")


def test_only_the_grades_of_the_form_can_be_pledged_and_in_its_words(head: Client, registration: Registration) -> None:
    url = reverse("registration-step", args=[registration.pk, "muc-phan-dau"])
    answer = head.get(url)
    offered = [label for label in texts(answer, ".//fieldset[1]//label") if label.startswith("Hoàn thành")]
    assert offered[:2] == ["Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ"]
    refused = head.post(url, form_data(answer) | {"cac-to-chuc-trong-truong-0-grade": "completed"})
    assert len(errors(refused)) == 1


def test_rows_that_a_title_does_not_have_are_ignored(head: Client, registration: Registration) -> None:
    url = reverse("registration-step", args=[registration.pk, "danh-hieu"])
    head.post(url, form_data(head.get(url)) | {"tap-the-va-ca-nhan-dang-ky-TOTAL_FORMS": "9", "tap-the-va-ca-nhan-dang-ky-7-registered": "on"})
    assert not registration.title_answers.exists()
