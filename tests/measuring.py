"""Papers measured: their lines with place and face, and the rules drawn on them, in points from the top left corner of the page."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

import pdfplumber

from tests.pdf import MM

A4 = (210 * MM, 297 * MM)


@dataclass(frozen=True)
class Line:
    """One line as it is set; `size` in points, `middle` and `base` where it stands."""

    page: int
    text: str
    size: float
    bold: bool
    italic: bool
    left: float
    right: float
    base: float
    red: bool = False

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def face(self) -> tuple[float, bool, bool]:
        return self.size, self.bold, self.italic


@dataclass(frozen=True)
class Rule:
    page: int
    left: float
    right: float
    base: float


class Measured:
    """The lines and the horizontal rules of a PDF."""

    def __init__(self, pdf: bytes) -> None:
        with pdfplumber.open(io.BytesIO(pdf)) as opened:
            self.sizes = [(float(page.width), float(page.height)) for page in opened.pages]
            self.lines = [line for number, page in enumerate(opened.pages, 1) for line in _lines(number, page)]
            self.rules = [rule for number, page in enumerate(opened.pages, 1) for rule in _rules(number, page)]

    def line(self, text: str) -> Line:
        """The only line that says this, or else begins so."""
        (found,) = [line for line in self.lines if line.text == text] or [line for line in self.lines if line.text.startswith(text)]
        return found

    def rule_below(self, line: Line) -> Rule:
        """The nearest rule below a line, in its column."""
        below = (rule for rule in self.rules if rule.page == line.page and rule.base >= line.base - 1 and rule.left < line.middle < rule.right)
        return min(below, key=lambda rule: rule.base)


def _lines(number: int, page: pdfplumber.page.Page) -> Iterator[Line]:
    """Characters on one base line, parted where a column ends."""
    chars = sorted(page.chars, key=lambda char: (round(page.height - char["matrix"][5]), char["x0"]))
    for _, row in groupby(chars, key=lambda char: round(page.height - char["matrix"][5])):
        run: list[dict[str, object]] = []
        for char in row:
            if run and float(char["x0"]) - float(str(run[-1]["x1"])) > 15:
                yield _line(number, page, run)
                run = []
            run.append(char)
        yield _line(number, page, run)


def _rules(number: int, page: pdfplumber.page.Page) -> Iterator[Rule]:
    """WeasyPrint draws an edge as what is between two boxes, with it and without it; where a box is but its edge, that alone."""
    boxes = sorted(tuple(round(float(one[side]), 2) for side in ("x0", "x1", "top", "bottom")) for one in page.rects)
    yield from (Rule(number, left, right, bottom) for left, right, top, bottom in boxes if right - left > 10 > 2 > bottom - top)
    for (left, right, top, inner), following in pairwise(boxes):
        if following[:3] == (left, right, top) and 0 < following[3] - inner < 2:
            yield Rule(number, left, right, following[3])


def _line(number: int, page: pdfplumber.page.Page, run: list[dict[str, object]]) -> Line:
    inked = [char for char in run if str(char["text"]).strip()] or run
    first: dict[str, object] = inked[0]
    text = " ".join("".join(str(char["text"]) for char in run).split())
    font, left, right = str(first["fontname"]), float(str(inked[0]["x0"])), float(str(inked[-1]["x1"]))
    size = round(float(str(first["size"])), 1)
    red = first["non_stroking_color"] not in ((0.0,), (0.0, 0.0, 0.0), (0,), (0, 0, 0), None)
    return Line(number, text, size, "Bold" in font, "Italic" in font, left, right, float(page.height) - first["matrix"][5], red)
