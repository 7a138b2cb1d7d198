"""Whether the letters of a PDF stay on their page and off each other, measured glyph by glyph."""

import io
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import pdfplumber

EDGE = 15  # points: no letter comes nearer to the edge of a page, as no margin does


class Glyph(NamedTuple):
    """A letter: where it begins and ends, the line it stands on, its size, in points."""

    page: int
    text: str
    left: float
    right: float
    base: float
    size: float


def glyphs(pdf: bytes) -> Iterator[Glyph]:
    """Every letter that is seen."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        for number, page in enumerate(opened.pages, 1):
            for char in page.chars:
                if char["text"].strip():
                    yield Glyph(number, char["text"], char["x0"], char["x1"], page.height - char["matrix"][5], char["size"])


def beyond_the_edge(pdf: bytes) -> list[Glyph]:
    """The letters that stand too near to an edge of their page, or beyond it."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        sizes = [(float(page.width), float(page.height)) for page in opened.pages]
    return [
        one
        for one in glyphs(pdf)
        if not (one.left > EDGE and one.right < sizes[one.page - 1][0] - EDGE and EDGE + one.size / 2 < one.base < sizes[one.page - 1][1] - EDGE)
    ]


def overlapping(pdf: bytes) -> list[tuple[Glyph, Glyph]]:
    """Each letter with one that is printed over it: they share a third of their width, on lines nearer than half their height."""
    near: dict[tuple[int, int, int], list[Glyph]] = defaultdict(list)
    found = []
    for one in glyphs(pdf):
        column, row = int(one.left // 20), int(one.base // 20)
        places = [(one.page, column + right, row + down) for right in (-1, 0, 1) for down in (-1, 0, 1)]
        found += [(one, other) for place in places for other in near[place] if _over(one, other)]
        near[one.page, column, row].append(one)
    return found


def _over(one: Glyph, other: Glyph) -> bool:
    shared = min(one.right, other.right) - max(one.left, other.left)
    return abs(one.base - other.base) < min(one.size, other.size) / 2 and shared > min(one.right - one.left, other.right - other.left) / 3
