"""Finds the pages of an issued paper that were stamped since, and whether the stamp lies over what the paper says.

Only what WeasyPrint writes for our papers is read: text placed by a matrix in fonts of two bytes a glyph, line by line; pictures; and lines, of
which a QR is made. Of anything else nothing is guessed: the whole page then counts as written on.
"""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Matrix, Rectangle

ASCENT, DESCENT = 0.95, 0.25  # of the size of the font: capitals with two Vietnamese marks, and tails
DEFAULT_WIDTH = 1000.0  # of a glyph, in thousandths of the size (ISO 32000-1, 9.7.4.3)
HALF_A_LINE = 0.5
EVERYWHERE = Rectangle(-1e6, -1e6, 1e6, 1e6)
UNREAD = frozenset({"Td", "TD", "T*", "TL", "Tc", "Tw", "Tz", "Ts", "'", '"', "INLINE IMAGE"})
SIGNING_HEIGHT = 150.0  # points from the signer's name up: his authority, and a round seal of 36 mm between (NĐ 30/2020, Appendix I)


class Over(StrEnum):
    """What the stamps of a page lie over: nothing issued, nothing but the authority and name that sign, or something else."""

    NOTHING = "nothing"
    SIGNING = "signing"
    TEXT = "text"


class StampedPage(NamedTuple):
    """A page, counted from 1, that shows what was not there when it was issued."""

    number: int
    over: Over


def stamped_pages(issued: bytes, offered: bytes) -> tuple[StampedPage, ...]:
    """The pages of `offered`, the issued bytes with annotations added, on which those are seen. Raises what pikepdf does of a hostile file."""
    with pikepdf.open(io.BytesIO(issued)) as ours, pikepdf.open(io.BytesIO(offered)) as theirs:
        pages = enumerate(zip(ours.pages, theirs.pages, strict=True), 1)
        found = ((number, before, _stamps(before, after)) for number, (before, after) in pages)
        return tuple(StampedPage(number, _over(before, stamps)) for number, before, stamps in found if stamps)


def _stamps(before: pikepdf.Page, after: pikepdf.Page) -> list[Rectangle]:
    """Any annotation that is seen and no link of the issued page. An appearance never leaves its rectangle (ISO 32000-1, 12.5.5)."""
    links = {one.objgen for one in _annotations(before) if one.get("/Subtype") == "/Link" and one.is_indirect}
    boxes = [Matrix().transform(Rectangle(one.Rect)) for one in _annotations(after) if one.objgen not in links]
    return [box for box in boxes if _overlap(box, Rectangle(after.mediabox))]


def _over(page: pikepdf.Page, stamps: list[Rectangle]) -> Over:
    """What is in the right half, near the last that stands there, signs: authority and name, the images of hand and seal."""
    drawn, middle = drawn_on(page), Rectangle(page.mediabox).width / 2
    under = [box for box in drawn if any(_overlap(box, stamp) for stamp in stamps)]
    if not under:
        return Over.NOTHING
    lowest = min((box.lly for box in drawn if box.llx > middle), default=0.0)
    return Over.SIGNING if all(box.llx > middle and box.ury < lowest + SIGNING_HEIGHT for box in under) else Over.TEXT


def _annotations(page: pikepdf.Page) -> Iterable[Any]:
    annotations: Iterable[Any] = page.obj.get("/Annots", [])
    return annotations


def _overlap(one: Rectangle, other: Rectangle) -> bool:
    """Whether they share an area; what has none, as an invisible signature, shares nothing."""
    return max(one.llx, other.llx) < min(one.urx, other.urx) and max(one.lly, other.lly) < min(one.ury, other.ury)


def drawn_on(page: pikepdf.Page) -> list[Rectangle]:
    """The boxes of each run of text, picture and line of a page, in its own units; the whole page where it cannot be told."""
    drawing = _Drawing(page.resources, _Pen(Matrix()))
    try:
        drawing.read(page)
    except (pikepdf.PdfError, LookupError, ValueError, TypeError, AttributeError):
        return [EVERYWHERE]
    return drawing.boxes


@dataclass(frozen=True)
class _Pen:
    """What q keeps and Q brings back."""

    matrix: Matrix
    font: Any = None
    size: float = 0.0


class _Drawing:
    """Follows a content stream and notes where it draws."""

    def __init__(self, resources: Any, pen: _Pen) -> None:
        self.resources, self.pen = resources, pen
        self.boxes: list[Rectangle] = []
        self.kept: list[_Pen] = []
        self.path: list[list[tuple[float, ...]]] = []
        self.text = Matrix()
        self.widths: dict[str, dict[int, float]] = {}
        self.deeds: dict[str, Callable[..., None]] = {
            "q": self.keep,
            "Q": self.bring_back,
            "cm": self.turn,
            "BT": self.place,
            "Tm": self.place,
            "Tf": self.take_font,
            "Tj": self.show,
            "TJ": self.show,
            "Do": self.picture,
            "m": self.begin,
            "l": self.go_on,
            "n": self.path.clear,
            **dict.fromkeys(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*"), self.paint),
        }

    def read(self, content: Any) -> None:
        """Raises ValueError at what our papers never have, and what pikepdf does."""
        for instruction in pikepdf.parse_content_stream(content):
            operator = str(instruction.operator)
            if operator in UNREAD:
                raise ValueError(operator)
            if deed := self.deeds.get(operator):
                deed(*instruction.operands)

    def keep(self) -> None:
        self.kept.append(self.pen)

    def bring_back(self) -> None:
        self.pen = self.kept.pop()

    def turn(self, *numbers: Any) -> None:
        self.pen = replace(self.pen, matrix=Matrix(*map(float, numbers)) @ self.pen.matrix)

    def place(self, *numbers: Any) -> None:
        self.text = Matrix(*map(float, numbers))

    def take_font(self, name: Any, size: Any) -> None:
        font = self.resources.Font[str(name)]
        if font.Encoding != "/Identity-H":
            raise ValueError(name)
        self.widths.setdefault(str(name), _widths(font.DescendantFonts[0]))
        self.pen = replace(self.pen, font=str(name), size=float(size))

    def show(self, shown: Any) -> None:
        """A run of text: its glyphs, and between them numbers that move them closer."""
        widths = self.widths[self.pen.font]
        width = 0.0
        for part in [shown] if isinstance(shown, pikepdf.String) else shown:
            if isinstance(part, pikepdf.String):
                glyphs = bytes(part)
                width += sum(widths.get(int.from_bytes(glyphs[at : at + 2]), DEFAULT_WIDTH) for at in range(0, len(glyphs), 2))
            else:
                width -= float(part)
        width, size = width / 1000 * self.pen.size, self.pen.size
        self.boxes.append((self.text @ self.pen.matrix).transform(Rectangle(0, -DESCENT * size, width, ASCENT * size)))
        self.text = Matrix().translated(width, 0) @ self.text

    def picture(self, name: Any) -> None:
        drawn = self.resources.XObject[str(name)]
        if drawn.Subtype == "/Image":
            self.boxes.append(self.pen.matrix.transform(Rectangle(0, 0, 1, 1)))
        else:
            inner = _Drawing(drawn.Resources, replace(self.pen, matrix=Matrix(drawn.get("/Matrix", Matrix())) @ self.pen.matrix))
            inner.read(drawn)
            self.boxes += inner.boxes

    def begin(self, *point: Any) -> None:
        self.path.append([tuple(map(float, point))])

    def go_on(self, *point: Any) -> None:
        self.path[-1].append(tuple(map(float, point)))

    def paint(self) -> None:
        for one, other in (ends for line in self.path for ends in pairwise(line)):
            (left, right), (bottom, top) = (sorted(pair) for pair in zip(one, other, strict=True))
            box = Rectangle(left - HALF_A_LINE, bottom - HALF_A_LINE, right + HALF_A_LINE, top + HALF_A_LINE)
            self.boxes.append(self.pen.matrix.transform(box))
        self.path.clear()


def _widths(font: Any) -> dict[int, float]:
    """By glyph, of an array "first [width width …] first [width …]"; raises TypeError at its other form, which WeasyPrint does not write."""
    array = list(font.W)
    pairs = zip(array[::2], array[1::2], strict=True)
    return {int(first) + place: float(width) for first, widths in pairs for place, width in enumerate(widths)}
