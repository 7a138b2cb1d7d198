"""Numbers as Vietnamese papers write them, read and shown."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template

from emulation.vietnamese.fields import VietnameseDecimalField
from emulation.vietnamese.numbers import parse_number, show_number, show_size

READ = [
    ("0", "0"),
    ("100", "100"),
    ("0,500", "0.5"),
    ("0500", "500"),
    ("12500", "12500"),
    ("12.500", "12500"),
    ("1.520.000", "1520000"),
    ("95,15", "95.15"),
    ("1.234,5", "1234.5"),
    ("-2", "-2"),
    ("−2", "-2"),
    ("–2,5", "-2.5"),
    ("+3", "3"),
    ("98,5%", "98.5"),
    (" 1 000 ", "1000"),
    ("65 %", "65"),
]
REFUSED = [
    "",
    "%",
    "abc",
    "12,5,0",
    "12.5",
    "1.23",
    "1.2345",
    "12.50,5",
    "1,",
    ",5",
    "1e5",
    "NaN",
    "Infinity",
    "5 người",
    "1/2",
    "--1",
    "0.500",
    "00.500",
    "012.500",
    "-0.500",
    "0.500,5",
]
SHOWN = [
    ("0", "0"),
    ("100.0000", "100"),
    ("12500", "12.500"),
    ("1520000.5", "1.520.000,5"),
    ("95.1500", "95,15"),
    ("-2", "-2"),
    ("-1234.05", "-1.234,05"),
    ("999", "999"),
    ("0.1", "0,1"),
]


@pytest.mark.parametrize(("typed", "value"), READ)
def test_a_number_is_read_with_dots_between_thousands_and_a_decimal_comma(typed: str, value: str) -> None:
    assert parse_number(typed) == Decimal(value)


@pytest.mark.parametrize("typed", REFUSED)
def test_what_could_be_misread_is_refused_in_words_that_quote_it(typed: str) -> None:
    with pytest.raises(ValueError, match="không phải là số viết đúng") as refusal:
        parse_number(typed)
    assert str(refusal.value) == f"“{typed}” không phải là số viết đúng. Xin ghi như 12.500 hoặc 95,15."


def test_only_the_beginning_of_a_long_text_is_quoted() -> None:
    with pytest.raises(ValueError, match=f"^“{'x' * 40}” không"):
        parse_number("x" * 5000)


@pytest.mark.parametrize(("value", "shown"), SHOWN)
def test_a_number_is_shown_without_needless_zeros(value: str, shown: str) -> None:
    assert show_number(Decimal(value)) == shown


@pytest.mark.parametrize(("value", "shown"), SHOWN)
def test_what_is_shown_reads_back_as_the_same_number(value: str, shown: str) -> None:
    assert parse_number(shown) == Decimal(value)


def test_templates_show_a_dash_where_there_is_no_number() -> None:
    template = Template("{{ none|number }} {{ empty|number }} {{ zero|number }} {{ many|number }}")
    assert template.render(Context({"none": None, "empty": "", "zero": Decimal(0), "many": Decimal("12500.5")})) == "– – 0 12.500,5"


@pytest.mark.parametrize(("typed", "value"), [("12.500", Decimal(12500)), ("", None), (None, None), (Decimal("1.5"), Decimal("1.5"))])
def test_the_form_field_reads_numbers_so(typed: object, value: Decimal | None) -> None:
    assert VietnameseDecimalField(required=False).clean(typed) == value


def test_the_form_field_says_what_is_wrong() -> None:
    with pytest.raises(ValidationError) as refusal:
        VietnameseDecimalField().clean("12,5,0")
    assert refusal.value.messages == ["“12,5,0” không phải là số viết đúng. Xin ghi như 12.500 hoặc 95,15."]


@pytest.mark.parametrize(("value", "shown"), [(Decimal("12500.5000"), "12.500,5"), ("12,5,0", "12,5,0"), (None, None)])
def test_the_form_field_shows_numbers_so_and_what_was_typed_as_it_was(value: object, shown: str | None) -> None:
    assert VietnameseDecimalField().prepare_value(value) == shown


@pytest.mark.parametrize(("size", "words"), [(1, "1 KB"), (350 * 1024, "350 KB"), (1024 * 1024, "1 MB"), (1300 * 1024, "1,2 MB")])
def test_a_size_is_shown_in_units_that_people_know(size: int, words: str) -> None:
    assert show_size(size) == words
