"""Numbers side by side: a bar for each category, or a column for each year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

import svg

from emulation.pictures.drawing import WIDTH, Picture, number, said, short, titled, written

LETTERS_A_LINE = 34  # so that the widest letters fit
LINE, BAR, GAP = 22, 18, 12
LONGEST = WIDTH - 165  # its value stands at its right: "1.234/1.234 (100%)"
HIGHEST = 130


@dataclass(frozen=True)
class Bar:
    """One category; `whole` is what it is a share of, None where it is a number alone."""

    label: str
    number: int
    whole: int | None = None

    @property
    def percent(self) -> int:
        return round(self.number * 100 / self.whole) if self.whole else 0

    @property
    def value(self) -> str:
        """ "12", or "3/4 (75%)"."""
        return number(self.number) if self.whole is None else f"{number(self.number)}/{number(self.whole)} ({self.percent}%)"


def bars(name: str, title: str, given: Sequence[Bar], *, head: tuple[str, str]) -> Picture:
    """A bar for each category. Shares are measured against the whole, numbers against the largest."""
    rows = tuple((bar.label, bar.value) for bar in given)
    drawn: list[svg.Element] = []
    top = 0
    largest = max((bar.number for bar in given), default=0)
    for bar in given:
        lines = wrap(bar.label, LETTERS_A_LINE)
        part = bar.number / (largest if bar.whole is None else bar.whole or 1) if bar.number else 0
        drawn += [written(line, 0, top + 16 + LINE * place) for place, line in enumerate(lines)]
        drawn.append(titled(f"{bar.label}: {bar.value}", list(_bar(bar, part, top + LINE * len(lines)))))
        top += LINE * len(lines) + BAR + GAP
    return Picture(name, title, said(rows), head, rows, tuple(drawn), top)


def _bar(bar: Bar, part: float, top: float) -> Iterator[svg.Element]:
    length = short(LONGEST * part)
    yield svg.Rect(class_=["amount"], x=0, y=top + 2, width=max(length, 1), height=BAR, fill="#6b6b6b")
    yield written(bar.value, length + 8, top + 16)


def columns_by_year(name: str, title: str, given: Sequence[tuple[int, int]], *, head: tuple[str, str]) -> Picture:
    """A column for each (year, number), from one to eight of them."""
    rows = tuple((str(year), number(value)) for year, value in given)
    largest, room = max(value for _, value in given) or 1, WIDTH / len(given)
    drawn = [
        titled(f"{year}: {number(value)}", list(_column(year, value, HIGHEST * value / largest, room * place, room)))
        for place, (year, value) in enumerate(given)
    ]  # fmt: skip
    return Picture(name, title, said(rows), head, rows, tuple(drawn), HIGHEST + 52)


def _column(year: int, value: int, height: float, left: float, room: float) -> Iterator[svg.Element]:
    bottom, middle = 22 + HIGHEST, left + room / 2
    yield svg.Rect(class_=["amount"], x=short(left + 6), y=short(bottom - max(height, 1)), width=short(room - 12), height=short(max(height, 1)), fill="#6b6b6b")
    yield written(number(value), middle, bottom - height - 6, "middle")
    yield written(str(year), middle, bottom + 22, "middle")
