"""What CSV and Excel have in common: numbered lines of cells, and the text of a cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import isfinite

from emulation.vietnamese.numbers import show_number
from emulation.vietnamese.printable import mend

MOST_BYTES = 5 * 1024**2


class Unreadable(Exception):
    """The file cannot be read; its arguments are Vietnamese sentences that say why and what to do."""

    @property
    def faults(self) -> list[str]:
        return [str(words) for words in self.args]


@dataclass(frozen=True)
class Record:
    """A line of the file, numbered as Excel counts; `uncalculated` are the places of formulas without a result."""

    number: int
    cells: Sequence[object]
    uncalculated: frozenset[int] = frozenset()


def text_of(value: object) -> str:
    """A cell as text on one line: composed letters, plain spaces, days as 31/12/2026, numbers as 12 or 95,15 without separators."""
    if value is None:
        return ""
    if isinstance(value, str):
        return " ".join(mend(value).split())
    if isinstance(value, datetime | date):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    if isinstance(value, float) and isfinite(value):
        return show_number(Decimal(repr(value))).replace(".", "")
    return str(value)


def listed(words: Iterable[str]) -> str:
    """“Mã”, “Loại đơn vị”"""
    return ", ".join(f"“{word}”" for word in words)
