"""Vietnamese order and search, whatever the database sorts by."""

import unicodedata

import pytest

from emulation.vietnamese.order import search_key, sort_key

ALPHABET = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
TONES = ["ma", "mà", "mả", "mã", "má", "mạ"]

IN_ORDER = [
    ALPHABET,
    TONES,
    ["Dũng", "Đình"],
    ["An", "Ánh", "Ân", "Ba"],
    ["hoa", "hòa", "hỏa", "hõa", "hóa", "họa", "hoan"],
    ["Bá Vân 1", "Bá Vân 2", "Bá Vân 10"],
    ["TDP 9", "TDP 10", "TDP 100"],
    ["Tân Sơn", "Tân Thành", "Tấn Thành"],
    ["thôn Đồng", "thôn Đồng Tâm"],
    ["Trần", "Trận", "Văn"],
    ["", "1", "2a", "a1", "æ"],
]


@pytest.mark.parametrize("words", IN_ORDER, ids=lambda words: " < ".join(words)[:40])
def test_words_go_by_the_vietnamese_dictionary_and_numbers_by_value(words: list[str]) -> None:
    assert sorted(reversed(words), key=sort_key) == words


@pytest.mark.parametrize(("one", "other"), [("BÁ VÂN", "bá vân"), ("Bá-Vân", "bá vân"), ("hòa", unicodedata.normalize("NFD", "hòa")), ("  a  b ", "a b")])
def test_case_punctuation_and_composition_do_not_count(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


def test_a_key_is_ascii_and_fits_its_column() -> None:
    key = sort_key("Ường Đẫm 12 " * 60)
    assert (key.isascii(), len(key)) == (True, 400)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Hòa", "hoa"),
        ("Hoà", "hoa"),
        (unicodedata.normalize("NFD", "HÒA"), "hoa"),
        ("Dương Đình Đệ", "duong dinh de"),
        ("  Tổ   dân phố\n1 ", "to dan pho 1"),
        ("Ưu ái", "uu ai"),
    ],
)
def test_search_disregards_diacritics_case_and_spaces(typed: str, key: str) -> None:
    assert search_key(typed) == key


def test_a_search_key_fits_its_column() -> None:
    assert search_key("đ" * 1000) == "d" * 400
