"""The grades that units pledge, in the words of the form that each filled in: a ward's own form may call them otherwise than the shipped ones do."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from emulation.sheets.models import Grade, Item, Option
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
    """The grade that one subject of a unit pledges; `word` is what the unit's form calls it."""

    registration_id: int
    item_id: int
    subject: str
    grade: str
    word: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.word}"


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


def with_offers(items: QuerySet[Item]) -> QuerySet[Item]:
    """The items with the text of each grade that they offer, for `offered`; in the same query."""
    options = Option.objects.filter(item=OuterRef("pk"))
    return items.annotate(**{f"{grade}_text": Subquery(options.filter(code=grade).values("text")[:1]) for grade in Grade})


def offered(item: Item) -> dict[str, str]:
    """The form's own word of each grade that an item from `with_offers` offers."""
    return {grade: bare_word(text) for grade in Grade if (text := getattr(item, f"{grade}_text"))}


def bare_word(text: str) -> str:
    """ "Vững mạnh" of "Vững mạnh:" and of "Tập thể "Vững mạnh":"."""
    bare = text.rstrip(" :;.")
    named = re.fullmatch(r'Tập thể\s+["“](.+)["”]', bare)
    return named[1] if named else bare


def short_word(word: str) -> str:
    """ "Tốt" for "Hoàn thành tốt nhiệm vụ"; a form's own words stay as they are."""
    return SHORT_WORDS.get(search_key(word), word)


def pledge_of(answer: GradeAnswer, words: Mapping[str, str]) -> Pledge:
    """The answer in the form's `words`; in the common ones where the form does not offer the grade."""
    return Pledge(answer.registration_id, answer.item_id, answer.subject, answer.grade, words.get(answer.grade, answer.get_grade_display()))


def grade_counts(pledges: Sequence[Pledge], offers: Mapping[str, str]) -> list[GradeCount]:
    """One row for each subject, with the grades that are offered or pledged all the same; `pledges` are of items with the same `offers`."""
    subjects: defaultdict[str, list[Pledge]] = defaultdict(list)
    for pledge in pledges:
        subjects[search_key(pledge.subject)].append(pledge)
    words = dict(offers) | {pledge.grade: pledge.word for pledge in pledges if pledge.grade not in offers}
    grades = [grade for grade in Grade if grade in words]
    shorts = tuple(short_word(words[grade]) for grade in grades)
    return [
        GradeCount(most_common(one.subject for one in same), shorts, tuple(sum(one.grade == grade for one in same) for grade in grades))
        for same in subjects.values()
    ]
