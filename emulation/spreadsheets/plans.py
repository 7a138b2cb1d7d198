"""What an uploaded table would do, row by row, before it does anything: new, changed, unchanged or faulty."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from emulation.spreadsheets.reading import Column, Fault, Row


class Fate(NamedTuple):
    """What becomes of a row, as `components/state.html` shows it."""

    css: str
    sign: str
    word: str


FAULTY = Fate("late", "!", "Có lỗi")
NEW = Fate("ok", "+", "Mới")
CHANGED = Fate("now", "●", "Cập nhật")
SAME = Fate("", "○", "Không đổi")
FATES = (FAULTY, NEW, CHANGED, SAME)


@dataclass
class Entry:
    """A row, whether it makes something new, and in words what it would make or change."""

    row: Row
    is_new: bool = False
    changes: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[Fault]:
        return self.row.faults

    @property
    def fate(self) -> Fate:
        if self.faults:
            return FAULTY
        if self.is_new:
            return NEW
        return CHANGED if self.changes else SAME

    def refuse(self, words: str, name: str = "") -> None:
        """Note a fault of the row, or of its column of that name."""
        self.row.refuse(words, name)


@dataclass(frozen=True)
class Plan:
    """All rows of a table with what would become of them."""

    columns: Sequence[Column]
    entries: Sequence[Entry]

    def count(self) -> dict[Fate, int]:
        counted = Counter(entry.fate for entry in self.entries)
        return {fate: counted[fate] for fate in FATES}

    @property
    def is_clean(self) -> bool:
        return all(not entry.faults for entry in self.entries)

    @property
    def effective(self) -> int:
        """How many rows make or change something."""
        return sum(entry.fate in (NEW, CHANGED) for entry in self.entries)

    def worst_first(self) -> list[Entry]:
        """Faulty rows, then new, changed and unchanged ones, each in the order of the file."""
        return sorted(self.entries, key=lambda entry: FATES.index(entry.fate))

    def shown(self, entry: Entry) -> list[tuple[str, str]]:
        """(title, text) of what stands in the row."""
        return [(column.title, text) for column in self.columns if (text := entry.row.text(column.name))]
