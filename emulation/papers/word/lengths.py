"""Lengths on paper, in points: of millimetres, of what Word counts in, of text as the papers' font sets it, whose metrics are those of "Times New Roman"."""

from functools import lru_cache

from PIL import ImageFont

from emulation.vietnamese.printable import FONTS

MM = 72 / 25.4
UNITS = 1000  # a letter's size while it is measured


def twips(points: float) -> int:
    """Twentieths of a point."""
    return round(20 * points)


@lru_cache(maxsize=2)
def _face(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"ThiDuaSerif-{'Bold' if bold else 'Regular'}.ttf", UNITS, layout_engine=ImageFont.Layout.BASIC)


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """The width of the longest line."""
    return max((_face(bold).getlength(line) for line in words.split("\n")), default=0) * size / UNITS
