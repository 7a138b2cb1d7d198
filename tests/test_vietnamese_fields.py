"""Text as it is stored and checked: NFC, printable, within its length, and never lost when it is refused."""

import unicodedata
from datetime import time
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from emulation.units.models import Unit
from emulation.vietnamese.fields import TimeOfDayField, VietnameseFormField
from tests.pages import errors, form_data
from tests.world import World, make_unit

MENDED = [
    (unicodedata.normalize("NFD", "Tổ dân phố Bá Vân"), "Tổ dân phố Bá Vân"),
    ("\uf0b7 Thu quỹ", "- Thu quỹ"),
    ("• Thu quỹ", "- Thu quỹ"),
    ("một\u2011hai", "một-hai"),
    ("năm\u00a02026", "năm 2026"),
    ("x\u200by", "xy"),
    ("a\r\nb\u2028c", "a\nb\nc"),
    ("2024 – 2026 — “chữ”", "2024 – 2026 — “chữ”"),
]
UNPRINTABLE = [
    ("Đạt 😀", "😀 (U+1F600)"),
    ("漢字", "漢 (U+6F22), 字 (U+5B57)"),
    ("កម", "ក (U+1780), ម (U+1798)"),
    ("a\ue123", "U+E123"),
    ("😀😁😂😃😄😅", "😀 (U+1F600), 😁 (U+1F601), 😂 (U+1F602), 😃 (U+1F603), 😄 (U+1F604)"),
]


@pytest.mark.parametrize(("typed", "stored"), MENDED)
def test_pasted_text_is_mended_by_the_form(typed: str, stored: str) -> None:
    assert VietnameseFormField(widget=forms.Textarea).clean(typed) == stored


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "stored"), MENDED)
def test_text_is_mended_on_its_way_to_the_database_too(typed: str, stored: str) -> None:
    unit = make_unit(None, letterhead=typed, name=typed, short_name="xã Một", kind="rural-commune")
    unit.refresh_from_db()
    assert (unit.letterhead, unit.name) == (stored, stored)


@pytest.mark.django_db
def test_what_was_typed_in_decomposed_letters_is_found_by_composed_ones() -> None:
    unit = make_unit(None, kind="rural-commune", short_name=unicodedata.normalize("NFD", "xã Hòa Bình"))
    assert list(Unit.objects.filter(short_name="xã Hòa Bình")) == [unit]


@pytest.mark.parametrize(("typed", "names"), UNPRINTABLE, ids=lambda value: ascii(value)[:24])
def test_what_papers_cannot_print_is_refused_by_name(typed: str, names: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        VietnameseFormField().clean(typed)
    assert refusal.value.messages == [f"Có ký tự không in được trên văn bản: {names}. Xin xóa hoặc thay bằng chữ thường."]


def test_too_long_a_text_is_refused_with_both_lengths() -> None:
    with pytest.raises(ValidationError) as refusal:
        VietnameseFormField(max_length=6000).clean("ă" * 50000)
    assert refusal.value.messages == ["Nội dung dài 50.000 ký tự, chỉ được tối đa 6.000. Xin rút gọn."]


def test_a_text_of_just_the_length_allowed_passes_however_it_was_composed() -> None:
    assert VietnameseFormField(max_length=3).clean(unicodedata.normalize("NFD", "ấấấ")) == "ấấấ"


@pytest.mark.parametrize("empty", ["", None, "   "])
def test_a_field_that_may_be_empty_takes_nothing_and_gives_an_empty_text(empty: Any) -> None:
    assert VietnameseFormField(required=False, max_length=10).clean(empty) == ""


def test_the_browser_is_not_told_to_cut_what_is_too_long() -> None:
    assert VietnameseFormField(max_length=3).widget.attrs == {}


def test_refused_text_stays_on_the_page_whole(client: Client, world: World) -> None:
    client.force_login(world.people["secretary"])
    url = reverse("unit-edit", args=[world.unit.pk])
    typed = "Dòng rất dài. " * 3572
    answer = client.post(url, form_data(client.get(url)) | {"letterhead": typed, "phone": "0208 😀"})
    assert errors(answer) == [
        "Điện thoại: Có ký tự không in được trên văn bản: 😀 (U+1F600). Xin xóa hoặc thay bằng chữ thường.",
        f"Tên cơ quan trên văn bản: Nội dung dài {len(typed.strip()):,} ký tự, chỉ được tối đa 400. Xin rút gọn.".replace(",", ".", 1),
    ]
    kept = form_data(answer)
    assert (kept["letterhead"], kept["phone"]) == (typed, "0208 😀")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (forms.IntegerField(max_value=50), "51", "Xin ghi số không lớn hơn 50."),
        (forms.IntegerField(min_value=1), "0", "Xin ghi số không nhỏ hơn 1."),
        (forms.ChoiceField(choices=[("a", "A")]), "1", "Lựa chọn này không có trong danh sách. Xin chọn lại."),
    ],
)
def test_limits_and_choices_are_refused_in_words_of_our_own(field: forms.Field, value: str, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    assert refused.value.messages == [said]


@pytest.mark.parametrize(
    "typed",
    ["14:05", "14h05", "14H05", " 14 h 05 ", "14 giờ 05", "14giờ05", "14\u00a0giờ 05 phút", unicodedata.normalize("NFD", "14 giờ 05")],
)
def test_a_time_is_read_as_it_is_written_or_spoken(typed: str) -> None:
    assert TimeOfDayField().clean(typed) == time(14, 5)


@pytest.mark.parametrize("typed", ["14h", "14 giờ", "14 Giờ", "14:00"])
def test_a_full_hour_needs_no_minutes(typed: str) -> None:
    assert TimeOfDayField().clean(typed) == time(14)


@pytest.mark.parametrize("typed", ["14", "25h", "14h60", "14 giờ kém 5", "14h5", "2 giờ chiều", "h05"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        TimeOfDayField().clean(typed)
    assert refusal.value.messages == ["Xin ghi giờ và phút, như 14:05."]


def test_a_time_given_as_such_stays() -> None:
    assert TimeOfDayField().clean(time(8, 30)) == time(8, 30)
