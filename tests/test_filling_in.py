"""Filling in a registration step by step: everything can be saved at will, and what is wrong is said beside the field that keeps it."""

import unicodedata
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from emulation.sheets.models import ItemType
from registrations.answers import answers_of, replace_answers
from registrations.models import GradeAnswer, Registration, TargetAnswer, TitleAnswer
from tests.pages import errors, form_data, links, messages, page, shown, text, texts, type_in
from tests.world import World

FUND = "thue-quy-0"  # the first row of "1. Các chỉ tiêu về thuế, quỹ"
ROWS = {"thue-quy-INITIAL_FORMS": "0", "xa-hoi-TOTAL_FORMS": "0", "xa-hoi-INITIAL_FORMS": "0"}


@pytest.fixture
def draft(world: World) -> Registration:
    return world.strange_registration


@pytest.fixture
def head(client: Client, world: World) -> Client:
    """The browser of the head who writes the draft."""
    client.force_login(world.people["stranger"])
    return client


def step_url(draft: Registration, step: str) -> str:
    return reverse("registration-step", args=[draft.pk, step])


def test_nothing_is_required_to_save_a_step(head: Client, draft: Registration) -> None:
    for step, following in (("chi-tieu", step_url(draft, "muc-phan-dau")), ("muc-phan-dau", step_url(draft, "danh-hieu"))):
        assert type_in(head, step_url(draft, step)).url == following
    answer = type_in(head, step_url(draft, "danh-hieu"))

    assert answer.url == reverse("registration-review", args=[draft.pk])
    answers = answers_of(draft)
    assert [list(answers.targets.values()), list(answers.titles.values()), answers.texts] == [[], [], {}]
    assert [grade.option for grades in answers.grades.values() for grade in grades] == [None, None, None]


def test_the_page_says_that_and_when_it_was_saved(head: Client, draft: Registration) -> None:
    url = step_url(draft, "chi-tieu")
    ten_in_vietnam = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0)
    with time_machine.travel(ten_in_vietnam, tick=False):
        saved = head.post(url, form_data(head.get(url)), follow=True)

    assert messages(saved) == ["Đã lưu lúc 10:00. Có thể đóng trang và làm tiếp sau."]
    assert Registration.objects.get(pk=draft.pk).saved_at == ten_in_vietnam


def test_one_button_leads_on_and_the_other_stays(head: Client, draft: Registration) -> None:
    url = step_url(draft, "chi-tieu")

    assert type_in(head, url).url == step_url(draft, "muc-phan-dau")
    assert type_in(head, url, stay="1").url == url


def test_a_typed_target_is_kept_as_numbers_and_shown_again_as_typed(head: Client, draft: Registration) -> None:
    url = step_url(draft, "chi-tieu")
    typed = {
        f"{FUND}-name": "Thu quỹ Đền ơn đáp nghĩa",
        f"{FUND}-comparator": "at-least",
        f"{FUND}-value": "12.500,50",
        f"{FUND}-unit": "nghìn đồng",
        f"{FUND}-note": "trước 30/10",
    }
    head.post(url, form_data(head.get(url)) | typed)

    target = draft.target_answers.get()
    assert (target.value, str(target)) == (Decimal("12500.5000"), "Thu quỹ Đền ơn đáp nghĩa: từ 12.500,5 nghìn đồng trở lên (trước 30/10)")
    again = form_data(head.get(url))
    assert {name: again[name] for name in typed} == typed | {f"{FUND}-value": "12.500,5"}


def test_three_empty_rows_follow_what_was_written(head: Client, draft: Registration) -> None:
    url = step_url(draft, "chi-tieu")
    assert shown(head.get(url), "thue-quy-TOTAL_FORMS") == "3"
    type_in(head, url, thue__quy__1__name="Nộp thuế đất")

    assert shown(head.get(url), "thue-quy-TOTAL_FORMS") == "4"
    assert shown(head.get(url), f"{FUND}-name") == "Nộp thuế đất"


def test_a_row_left_empty_is_gone_and_the_others_close_up(head: Client, draft: Registration) -> None:
    url = step_url(draft, "chi-tieu")
    type_in(head, url, thue__quy__0__name="Một", thue__quy__1__name="Hai", thue__quy__2__name="Ba")
    type_in(head, url, thue__quy__1__name="")

    assert list(draft.target_answers.values_list("position", "name")) == [(1, "Một"), (2, "Ba")]


WRONG = {
    "a number with two commas": ("value", "12,5,0", "Mục 1, dòng 1, Số: “12,5,0” không phải là số viết đúng. Xin ghi như 12.500 hoặc 95,15."),
    "a number in words": ("value", "mười hai", "Mục 1, dòng 1, Số: “mười hai” không phải là số viết đúng. Xin ghi như 12.500 hoặc 95,15."),
    "a dot in the wrong place": ("value", "1.5", "Mục 1, dòng 1, Số: “1.5” không phải là số viết đúng. Xin ghi như 12.500 hoặc 95,15."),
    "a name too long": ("name", "ô" * 50_000, "Mục 1, dòng 1, Chỉ tiêu: Nội dung dài 50.000 ký tự, chỉ được tối đa 500. Xin rút gọn."),
    "a note too long": ("note", "g" * 501, "Mục 1, dòng 1, Ghi chú: Nội dung dài 501 ký tự, chỉ được tối đa 500. Xin rút gọn."),
    "a character that cannot be printed": (
        "name",
        "Văn hóa 😀",
        "Mục 1, dòng 1, Chỉ tiêu: Có ký tự không in được trên văn bản: 😀 (U+1F600). Xin xóa hoặc thay bằng chữ thường.",
    ),
}


@pytest.mark.parametrize(("field", "typed", "sentence"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_beside_its_field_and_stays_there_as_typed(head: Client, draft: Registration, field: str, typed: str, sentence: str) -> None:
    url = step_url(draft, "chi-tieu")
    answer = head.post(url, form_data(head.get(url)) | {f"{FUND}-name": "Thu quỹ", f"{FUND}-{field}": typed, "thue-quy-1-name": "Nộp thuế"})

    assert errors(answer) == [sentence]
    (beside,) = page(answer).findall(".//*[@class='invalid-feedback']")
    assert text(beside) == sentence.partition(": ")[2]
    (link,) = page(answer).findall(".//div[@class='errors']//a")
    assert page(answer).find(f".//*[@id='{link.attrib['href'].removeprefix('#')}']").attrib["name"] == f"{FUND}-{field}"
    assert [shown(answer, f"{FUND}-{field}"), shown(answer, "thue-quy-1-name")] == [typed, "Nộp thuế"]
    assert list(draft.target_answers.all()) == []


def test_all_that_is_wrong_on_a_page_stands_in_one_summary_in_the_order_of_its_rows(head: Client, draft: Registration) -> None:
    answer = type_in(head, step_url(draft, "chi-tieu"), xa__hoi__1__value="hai", thue__quy__2__unit="%", thue__quy__0__value="ba", thue__quy__0__name="Quỹ")

    assert len(page(answer).findall(".//div[@class='errors']")) == 1
    assert links(answer, ".//div[@class='errors']") == [
        ("#id_thue-quy-0-value", "Mục 1, dòng 1, Số: “ba” không phải là số viết đúng. Xin ghi như 12.500 hoặc 95,15."),
        ("#id_thue-quy-2-name", "Mục 1, dòng 3, Chỉ tiêu: Xin ghi tên chỉ tiêu của dòng này, hoặc xóa trống cả dòng."),
        ("#id_xa-hoi-1-value", "Mục 2, dòng 2, Số: “hai” không phải là số viết đúng. Xin ghi như 12.500 hoặc 95,15."),
    ]


def test_a_page_on_which_nothing_is_wrong_has_no_summary(head: Client, draft: Registration) -> None:
    assert page(head.get(step_url(draft, "chi-tieu"))).findall(".//div[@class='errors']") == []


def test_a_number_without_a_name_is_no_target(head: Client, draft: Registration) -> None:
    answer = type_in(head, step_url(draft, "chi-tieu"), thue__quy__2__value="95,15")

    assert errors(answer) == ["Mục 1, dòng 3, Chỉ tiêu: Xin ghi tên chỉ tiêu của dòng này, hoặc xóa trống cả dòng."]
    assert shown(answer, "thue-quy-2-value") == "95,15"


def test_letters_typed_in_pieces_are_stored_composed(head: Client, draft: Registration) -> None:
    name = "Xây dựng gia đình văn hóa ở Bá Vân"
    type_in(head, step_url(draft, "chi-tieu"), thue__quy__0__name=unicodedata.normalize("NFD", name))

    assert draft.target_answers.get().name == name


def rows_of(count: int) -> dict[str, str]:
    return ROWS | {"thue-quy-TOTAL_FORMS": str(count)} | {f"thue-quy-{place}-name": f"Chỉ tiêu {place}" for place in range(count)}


@pytest.mark.parametrize("count", [61, 200])
def test_more_than_sixty_rows_are_refused_in_words(head: Client, draft: Registration, count: int) -> None:
    answer = head.post(step_url(draft, "chi-tieu"), rows_of(count))

    assert errors(answer) == ["Mục 1: Mỗi mục chỉ ghi được tối đa 60 dòng. Xin bớt dòng rồi lưu lại."]
    assert not draft.target_answers.exists()


def test_sixty_rows_are_taken(head: Client, draft: Registration) -> None:
    assert head.post(step_url(draft, "chi-tieu"), rows_of(60)).status_code == 302
    assert draft.target_answers.count() == 60


def test_a_page_that_arrived_in_part_is_not_taken_for_an_empty_one(head: Client, draft: Registration) -> None:
    type_in(head, step_url(draft, "chi-tieu"), thue__quy__0__name="Thu quỹ")
    answer = head.post(step_url(draft, "chi-tieu"), {"stay": "1"})

    assert errors(answer) == [f"Mục {number}: Trang gửi lên không đủ. Xin tải lại trang rồi ghi lại." for number in (1, 2)]
    assert draft.target_answers.count() == 1


def test_each_subject_of_the_sheet_pledges_a_grade_and_the_unit_adds_others(head: Client, draft: Registration) -> None:
    url = step_url(draft, "muc-phan-dau")
    grades = {"chi-bo-0-grade": "excellent", "tap-the-0-grade": "good", "doan-the-0-grade": "excellent"}
    head.post(url, form_data(head.get(url)) | grades | {"doan-the-1-subject": "Chi hội Phụ nữ", "doan-the-1-grade": "completed"})

    assert list(draft.grade_answers.order_by("pk").values_list("subject", "option__code")) == [
        ("Chi bộ", "excellent"),
        ("Tập thể TDP", "good"),
        ("Ban công tác Mặt trận", "excellent"),
        ("Chi hội Phụ nữ", "completed"),
    ]
    again = form_data(head.get(url))
    assert {name: again[name] for name in grades} == grades
    assert (again["doan-the-1-subject"], again["doan-the-1-grade"]) == ("Chi hội Phụ nữ", "completed")


def test_a_subject_of_the_sheet_cannot_be_renamed(head: Client, draft: Registration) -> None:
    type_in(head, step_url(draft, "muc-phan-dau"), chi__bo__0__subject="Chi bộ khác", chi__bo__0__grade="good")

    assert list(draft.grade_answers.exclude(option=None).values_list("subject", "option__code")) == [("Chi bộ", "good")]


@pytest.mark.parametrize("twice", ["ban công tác mặt trận", "Ban công tác Mặt trận"])
def test_a_subject_written_twice_is_refused(head: Client, draft: Registration, twice: str) -> None:
    answer = type_in(head, step_url(draft, "muc-phan-dau"), doan__the__1__subject=twice)

    assert errors(answer) == ["Mục 5: Có hội, đoàn thể ghi hai lần. Mỗi hội, đoàn thể chỉ ghi một dòng."]
    assert shown(answer, "doan-the-1-subject") == twice
    assert not GradeAnswer.objects.filter(registration=draft).exists()


def test_a_grade_for_nobody_is_refused(head: Client, draft: Registration) -> None:
    answer = type_in(head, step_url(draft, "muc-phan-dau"), doan__the__2__grade="good")

    assert errors(answer) == ["Mục 5, dòng 3, Tên hội, đoàn thể: Xin ghi tên hội, đoàn thể đăng ký mức này."]


@pytest.mark.parametrize("code", ["xuat-sac", "excellent-2", "0", "<b>"])
def test_a_grade_that_the_item_does_not_offer_is_refused(head: Client, draft: Registration, code: str) -> None:
    answer = type_in(head, step_url(draft, "muc-phan-dau"), chi__bo__0__grade=code)
    assert [error.startswith("Mục 3, dòng 1, Chi bộ: ") for error in errors(answer)] == [True]
    assert not GradeAnswer.objects.filter(registration=draft).exists()


def test_a_grade_of_another_item_is_never_written(draft: Registration) -> None:
    first, second = draft.sheet.items.filter(type=ItemType.PLEDGE)[:2]
    wrong = GradeAnswer(registration=draft, item=first, position=1, subject="Chi bộ", option=second.options.all()[0])
    with pytest.raises(ValidationError, match=r"Mức “Hoàn thành xuất sắc nhiệm vụ” không phải là mức của mục này\. Xin chọn một mức của mục\."):
        replace_answers(draft, {first: [wrong]})
    assert not GradeAnswer.objects.filter(registration=draft).exists()


TITLES = {
    "only ticked": ({"registered": "on"}, "Có đăng ký"),
    "with names": ({"registered": "on", "names": "Tổ 1\nTổ 2"}, "Tổ 1 Tổ 2"),
    "with a number": ({"registered": "on", "number": "3"}, "3 tập thể, cá nhân"),
    "with both, the tick forgotten": ({"names": "Tổ 1", "number": "2"}, "Tổ 1; 2 tập thể, cá nhân"),
}


@pytest.mark.parametrize(("typed", "said"), TITLES.values(), ids=TITLES)
def test_a_title_is_registered_with_names_or_a_number_where_the_unit_wants_to(head: Client, draft: Registration, typed: dict[str, str], said: str) -> None:
    url = step_url(draft, "danh-hieu")
    head.post(url, form_data(head.get(url)) | {f"lao-dong-xuat-sac-0-{field}": value for field, value in typed.items()})

    assert [(title.option.code, str(title)) for title in draft.title_answers.all()] == [("tap-the-lao-dong-xuat-sac", said)]
    assert shown(head.get(url), "lao-dong-xuat-sac-0-registered") == "on"
    head.post(url, {name: value for name, value in form_data(head.get(url)).items() if name.endswith("_FORMS")})
    assert not TitleAnswer.objects.filter(registration=draft).exists()


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("ba", "Mục 1, dòng 1, Số lượng, nếu có: Xin ghi một số nguyên, như 3."),
        ("1,5", "Mục 1, dòng 1, Số lượng, nếu có: Xin ghi một số nguyên, như 3."),
        ("0", "Mục 1, dòng 1, Số lượng, nếu có: Xin ghi số từ 1 đến 9.999."),
        ("10000", "Mục 1, dòng 1, Số lượng, nếu có: Xin ghi số từ 1 đến 9.999."),
    ],
)
def test_a_number_of_people_is_a_whole_one(head: Client, draft: Registration, number: str, sentence: str) -> None:
    answer = type_in(head, step_url(draft, "danh-hieu"), lao__dong__xuat__sac__0__number=number)

    assert (errors(answer), shown(answer, "lao-dong-xuat-sac-0-number")) == ([sentence], number)


def test_saving_one_step_leaves_the_answers_of_the_others_alone(head: Client, draft: Registration) -> None:
    type_in(head, step_url(draft, "chi-tieu"), thue__quy__0__name="Thu quỹ", xa__hoi__0__name="Giữ vững an ninh trật tự")
    type_in(head, step_url(draft, "muc-phan-dau"), chi__bo__0__grade="good")
    type_in(head, step_url(draft, "danh-hieu"), lao__dong__tien__tien__0__registered="on")

    assert TargetAnswer.objects.filter(registration=draft).count() == 2
    assert texts(head.get(step_url(draft, "danh-hieu")), ".//ol[@class='steps']/li") == [
        "1. Các chỉ tiêu ✓ Đã xong",
        "2. Mức phấn đấu ● Đang làm",
        "3. Danh hiệu đăng ký ✓ Đã xong",
        "4. Xem lại và gửi ○ Chưa làm",
    ]


@pytest.mark.parametrize("step", ["khong-co", "xem-lai"])
def test_a_step_that_the_sheet_does_not_have_is_not_found(head: Client, draft: Registration, step: str) -> None:
    assert head.get(step_url(draft, step)).status_code == 404
