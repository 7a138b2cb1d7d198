"""What can be printed, and how pasted text is mended."""

import unicodedata

import pytest

from emulation.vietnamese.printable import mend, name_of, printable_characters, unprintable

VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"


def test_vietnamese_and_the_signs_of_office_can_be_printed() -> None:
    signs = "0123456789₫€%‰≥≤±×÷²³°№…“”‘’«»–—→½§"
    assert unprintable(VIETNAMESE + VIETNAMESE.upper() + unicodedata.normalize("NFD", VIETNAMESE) + signs) == []


def test_the_font_has_latin_and_no_emoji() -> None:
    assert {"a", "ệ", "Ứ", "ß", "ç", "ø", "ł", "œ"} <= printable_characters()
    assert not {"😀", "中", "я", "\u200b"} & printable_characters()


@pytest.mark.parametrize(
    ("pasted", "printed"),
    [
        ("Thi đua", "Thi đua"),
        (unicodedata.normalize("NFD", "Đăng ký ẳ ợ ữ"), "Đăng ký ẳ ợ ữ"),
        ("\uf0b7 một\n\u2022 hai\n\u25cf ba", "- một\n- hai\n- ba"),
        ("\u00b7 một\n  \u00b7 hai", "- một\n  - hai"),
        ("5\u00b73 = 15", "5\u00b73 = 15"),
        ("\uf0d8 mũi tên của Word", "- mũi tên của Word"),
        ("\uf06e vuông\n\u2756 hoa\n \u27a2 nhọn\n\u2714 dấu", "- vuông\n- hoa\n - nhọn\n- dấu"),
        ("năm 2020\u20102025, 2020\u20112025, 2020\u20122025", "năm 2020-2025, 2020-2025, 2020-2025"),
        ("thi đua \u2013 khen thưởng \u2014 tốt", "thi đua \u2013 khen thưởng \u2014 tốt"),
        ("1\u00a0000\u202f000\u2009đồng\u3000", "1 000 000 đồng "),
        ("\ufeffzero\u200bwidth\u200d\u2060 mềm\u00ad\u200e", "zerowidth mềm"),
        ("một\r\nhai\rba\u2028bốn\vnăm", "một\nhai\nba\nbốn\nnăm"),
        ("một\thai\x00\x07\x1b\x9f", "một hai"),
        ("nửa chữ \ud83d", "nửa chữ "),
        ("tim \u2764\ufe0f", "tim \u2764"),
        ("", ""),
    ],
)
def test_pasted_text_is_mended(pasted: str, printed: str) -> None:
    assert mend(pasted) == printed
    assert mend(printed) == printed


def test_what_cannot_be_printed_is_named_once_in_order() -> None:
    assert unprintable("a😀b中😀\nc") == ["😀", "中"]
    assert [name_of(character) for character in unprintable("😀\U000e0101\u0e47\u0001")] == [
        "😀 (U+1F600)",
        "◌\U000e0101 (U+E0101)",
        "◌\u0e47 (U+0E47)",
        "U+0001",
    ]


def test_mended_text_has_nothing_unprintable_left_but_foreign_characters() -> None:
    everything = "".join(map(chr, range(0x250))) + "".join(map(chr, range(0x1EA0, 0x1EFA))) + "".join(map(chr, range(0x2000, 0x2023)))
    assert unprintable(mend(everything)) == []
