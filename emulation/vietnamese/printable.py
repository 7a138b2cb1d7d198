"""Which characters our papers can print, and how text pasted from elsewhere becomes printable."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts" / "paper"
FACES = ("Regular", "Bold", "Italic", "BoldItalic")

BULLETS = "\uf0b7\u2022\u25cf"  # the first is Word's own, in the private area of its Symbol font
HYPHENS = "\u2010\u2011\u2012\u2043\ufe58\ufe63\uff0d"
SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
LINE_BREAKS = "\r\v\f\u0085\u2028\u2029"  # \v is Word's line break inside a paragraph

# Joiners, direction marks, the soft hyphen, the byte order mark, variation selectors; and half characters, which no file can hold.
INVISIBLE = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x180E, 0x180E),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0xD800, 0xDFFF),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB),
    (0xE0000, 0xE007F),
)

# At the start of a line these are bullets, those of Word's Symbol and Wingdings fonts among them; elsewhere a middle dot or a tick may mean something.
SIGNS = "\u00b7\u2023\u25a0\u25a1\u25aa\u25ab\u25b6\u25b8\u25ba\u25c6\u25c7\u25cb\u25e6\u2713\u2714\u2756\u2794\u27a2\u27a4"
SYMBOLS = "\uf02d\uf06c\uf06e\uf071\uf075\uf076\uf0a7\uf0a8\uf0d8\uf0e0\uf0e8\uf0f0\uf0fc\uf0fe"
BULLET_AT_LINE_START = re.compile(f"^([ ]*)[{SIGNS}{SYMBOLS}]", re.MULTILINE)

CONTROLS = [code for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) != "\n"]
MENDED: dict[int, str | None] = {
    **dict.fromkeys(CONTROLS, None),
    **{code: None for first, last in INVISIBLE for code in range(first, last + 1)},
    **{ord(character): "-" for character in BULLETS + HYPHENS},
    **{ord(character): " " for character in SPACES},
    **{ord(character): "\n" for character in LINE_BREAKS},
}


@lru_cache(maxsize=1)
def printable_characters() -> frozenset[str]:
    """The characters that all four faces of the paper font can draw (about 1,100: every Latin letter, no emoji).

    Read from the font files once per process; raises FileNotFoundError if they are not there.
    """
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # slow to import: only those who print pay for it

    codes: list[set[int]] = []
    for face in FACES:
        with TTFont(FONTS / f"ThiDuaSerif-{face}.ttf", lazy=True) as font:
            codes.append(set(font.getBestCmap()))
    return frozenset(map(chr, set.intersection(*codes)))


def mend(text: str) -> str:
    """The text as it can be printed: composed letters (NFC), plain spaces, hyphens and line feeds, nothing invisible.

    Word's bullets and odd hyphens become "-"; en and em dashes stay. What still cannot be printed is left for `unprintable` to name.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(MENDED))
    return BULLET_AT_LINE_START.sub(r"\1-", text)


def unprintable(text: str) -> list[str]:
    """The characters of the text that the paper font lacks, each once, in order of appearance. Line feeds are not characters to print."""
    drawn = printable_characters()
    return [character for character in dict.fromkeys(text) if character not in drawn and character != "\n"]


def name_of(character: str) -> str:
    """How to show one character to a person: itself if it can be seen, and its code, as in "😀 (U+1F600)"."""
    code = f"U+{ord(character):04X}"
    category = unicodedata.category(character)
    if category[0] in "CZ":  # control, private, unassigned, space: nothing to see
        return code
    shown = f"◌{character}" if category[0] == "M" else character
    return f"{shown} ({code})"
