"""The grades that units pledge, in the words of the form that each filled in: a ward's own form may call them otherwise than the shipped ones do."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from emulation.sheets.models import Item
from emulation.vietnamese.order import search_key
from registrations.models import GradeAnswer
from registrations.sums import most_common

# What the shipped forms print is long for the head of a column.
SHORT_WORDS = {
    "hoan thanh xuat sac nhiem vu": "Xuất sắc",
    "hoan thanh xuat sac": "Xuất sắc",
    "hoan thanh tot nhiem vu": "Tốt",
    "hoan thanh nhiem vu": "Hoàn thành",
}


@dataclass(frozen=True)
class Pledge:
    """The grade that one subject of a unit pledges, by its code; `word` is what the unit's form calls it."""

    registration_id: int
    item_id: int
    subject: str
    grade: str
    word: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.word}"

    @classmethod
    def of(cls, answer: GradeAnswer) -> "Pledge":
        """The answer of a subject that has chosen, with its option."""
        assert answer.option is not None  # one that has not chosen pledges nothing
        return cls(answer.registration_id, answer.item_id, answer.subject, answer.code, bare_word(answer.option.text))


@dataclass(frozen=True)
class GradeCount:
    """How many units pledge each grade for a subject: `numbers` in the order of `words`."""

    subject: str
    words: tuple[str, ...]
    numbers: tuple[int, ...]

    @property
    def units(self) -> int:
        return sum(self.numbers)

    @property
    def worded(self) -> list[tuple[str, int]]:
        """Each number with the word of its grade."""
        return list(zip(self.words, self.numbers, strict=True))


def offered(item: Item) -> dict[str, str]:
    """The form's own word of each grade or title that the item offers, by code, in the form's order."""
    return {option.code: bare_word(option.text) for option in item.options.all()}


def bare_word(text: str) -> str:
    """ "Vững mạnh" of "Vững mạnh:" and of "Tập thể "Vững mạnh":"."""
    bare = text.rstrip(" :;.")
    named = re.fullmatch(r'Tập thể\s+["“](.+)["”]', bare)
    return named[1] if named else bare


def short_word(word: str) -> str:
    """ "Tốt" for "Hoàn thành tốt nhiệm vụ"; a form's own words stay as they are."""
    return SHORT_WORDS.get(search_key(word), word)


def grade_counts(pledges: Sequence[Pledge], offers: Mapping[str, str]) -> list[GradeCount]:
    """One row for each subject, with the grades that are on offer, in their order; `pledges` are of items with the same `offers`."""
    subjects: defaultdict[str, list[Pledge]] = defaultdict(list)
    for pledge in pledges:
        subjects[search_key(pledge.subject)].append(pledge)
    shorts = tuple(map(short_word, offers.values()))
    return [
        GradeCount(most_common(one.subject for one in same), shorts, tuple(sum(one.grade == code for one in same) for code in offers))
        for same in subjects.values()
    ]
