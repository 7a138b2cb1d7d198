"""Amounts in words."""

import pytest

from emulation.vietnamese.spelling import LARGEST, spelt


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (300, "ba trăm"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (44, "bốn mươi bốn"),
        (105, "một trăm linh năm"),
        (1_005, "một nghìn không trăm linh năm"),
        (760_000, "bảy trăm sáu mươi nghìn"),
        (1_520_000, "một triệu năm trăm hai mươi nghìn"),
        (14_820_000, "mười bốn triệu tám trăm hai mươi nghìn"),
        (2_000_000_025, "hai tỷ không trăm hai mươi lăm"),
    ],
)
def test_numbers_are_spelt_as_papers_write_them(number: int, words: str) -> None:
    assert spelt(number) == words


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_what_is_too_large_or_below_nothing_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="not spelt"):
        spelt(number)
