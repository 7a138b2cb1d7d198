"""A whole in its parts: one bar of them, or a square for each unit."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import svg

from emulation.pictures.drawing import LINE, STATES, SWATCH, WIDTH, Picture, State, number, said, swatch, titled, written

BAR = 32
SEEN = 5  # units: a part of one among thousands is drawn this wide, or nobody would see it
STEP = SWATCH + 4
A_ROW = WIDTH // STEP


@dataclass(frozen=True)
class Part:
    """So many that stand like this."""

    label: str
    number: int
    state: State


@dataclass(frozen=True)
class Square:
    """One unit, and the words for how it stands."""

    unit: str
    label: str
    state: State


def bar_of_parts(name: str, title: str, parts: Sequence[Part], *, what: str) -> Picture:
    """One bar, with the number of each part below; `what` heads the numbers in the table."""
    rows = tuple((part.label, number(part.number)) for part in parts)
    drawn = (*_bar(parts), *_legend(parts, top=BAR + 8))
    return Picture(name, title, said(rows), ("Tình trạng", what), rows, drawn, BAR + 8 + LINE * len(parts))


def _bar(parts: Sequence[Part]) -> Iterator[svg.Element]:
    there = [part for part in parts if part.number]
    total = sum(part.number for part in there)
    if not there:
        yield svg.Rect(class_=["part", "todo"], x=0.5, y=0.5, width=WIDTH - 1, height=BAR - 1, fill="#fff", stroke="#000")
    left, to_share = 0.5, WIDTH - 1 - SEEN * len(there)
    for part in there:
        width = SEEN + to_share * part.number / total
        yield titled(f"{part.label}: {number(part.number)}", swatch(part.state, left, 0.5, width, BAR - 1))
        left += width


def _legend(parts: Iterable[Part], top: float) -> Iterator[svg.Element]:
    for place, part in enumerate(parts):
        y = top + LINE * place
        yield from swatch(part.state, 0.5, y + 0.5)
        yield written(part.label, SWATCH + 10, y + 17)
        yield written(number(part.number), WIDTH, y + 17, "end")


def unit_grid(name: str, title: str, squares: Sequence[Square]) -> Picture:
    """A square for each unit in the order given, with the number of each state below; the table names them all."""
    counts = Counter((square.label, square.state) for square in squares)
    parts = [Part(label, counts[label, state], state) for label, state in sorted(counts, key=lambda one: STATES.index(one[1]))]
    lines = -(-len(squares) // A_ROW)
    drawn = (*_squares(squares), *_legend(parts, top=STEP * lines + 6))
    rows = tuple((square.unit, square.label) for square in squares)
    description = said((part.label, number(part.number)) for part in parts)
    return Picture(name, title, description, ("Đơn vị", "Tình trạng"), rows, drawn, STEP * lines + 6 + LINE * len(parts))


def _squares(squares: Iterable[Square]) -> Iterator[svg.Element]:
    for place, square in enumerate(squares):
        line, column = divmod(place, A_ROW)
        yield titled(f"{square.unit}: {square.label}", swatch(square.state, STEP * column + 0.5, STEP * line + 0.5))
