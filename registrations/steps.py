"""The steps in which a registration is filled in, and where each of them stands."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from django.urls import reverse

from emulation.sheets.models import ItemType
from emulation.workflow import Badge
from registrations.answers import Answers, empty_sections, missing_answers
from registrations.models import Registration
from registrations.sheets import Question

DONE = Badge("ok", "✓", "Đã xong")
BEGUN = Badge("now", "●", "Đang làm")
TO_DO = Badge("todo", "○", "Chưa làm")
OPTIONAL = Badge("todo", "○", "Tùy chọn")
REVIEW = "Xem lại và gửi"

KINDS_OF_STEP = {  # slug: what such a step is called, and the types of item that it asks
    "chi-tieu": ("Các chỉ tiêu", frozenset({ItemType.TEXT, ItemType.TARGETS})),
    "muc-phan-dau": ("Mức phấn đấu", frozenset({ItemType.PLEDGE})),
    "danh-hieu": ("Danh hiệu đăng ký", frozenset({ItemType.TITLE})),
}
KIND_OF_ITEM = {type_: kind for kind, (_, types) in KINDS_OF_STEP.items() for type_ in types}


@dataclass(frozen=True)
class Run:
    """Questions of one kind that follow each other on the sheet; `ordinal` counts the runs of the kind from 1."""

    kind: str
    ordinal: int
    questions: tuple[Question, ...]

    @property
    def slug(self) -> str:
        return self.kind if self.ordinal == 1 else f"{self.kind}-{self.ordinal}"

    @property
    def heading(self) -> str:
        """The heading that its first question is, or stands under; "" where there is none."""
        first = self.questions[0]
        return (first.label if first.item.heading else first.section).rstrip(" :;.")


class Said(NamedTuple):
    """A sentence about a question, and the address at which that is answered."""

    words: str
    url: str


@dataclass(frozen=True)
class Step:
    """One page of questions; `missing` says what is still to be answered there, `empty` what may stay so.

    `unsaved_at` is when the reader's own text was kept that is not saved there; see `registrations.unsaved`.

    `url` is "" before the registration is begun.
    """

    number: int
    slug: str
    title: str
    url: str
    badge: Badge
    questions: tuple[Question, ...] = ()
    missing: tuple[Said, ...] = ()
    empty: tuple[Said, ...] = ()
    unsaved_at: datetime | None = None


def steps_of(registration: Registration | None, asked: list[Question], answers: Answers) -> list[Step]:
    """The steps that the sheet needs, in its own order, with the review as the last one; they lead nowhere before the registration is begun."""
    lacking, unwritten = missing_answers(asked, answers), empty_sections(asked, answers)
    steps: list[Step] = []
    for run, title in _titled(list(_runs(asked))):
        items = {question.item.pk for question in run.questions}
        url = reverse("registration-step", args=[registration.pk, run.slug]) if registration else ""
        missing, empty = (tuple(Said(words, f"{url}#muc-{item.pk}") for item, words in said if item.pk in items) for said in (lacking, unwritten))
        badge = _badge(run.questions, answers, bool(missing), bool(empty))
        steps.append(Step(len(steps) + 1, run.slug, title, url, badge, run.questions, missing, empty))
    url = reverse("registration-review", args=[registration.pk]) if registration else ""
    return [*steps, Step(len(steps) + 1, "xem-lai", REVIEW, url, TO_DO if lacking else BEGUN)]


def _runs(asked: Iterable[Question]) -> Iterator[Run]:
    """Headings and notes, which ask nothing, part no run."""
    ordinals: Counter[str] = Counter()
    answered = (question for question in asked if question.item.type in KIND_OF_ITEM)
    for kind, run in groupby(answered, key=lambda question: KIND_OF_ITEM[ItemType(question.item.type)]):
        ordinals[kind] += 1
        yield Run(kind, ordinals[kind], tuple(run))


def _titled(runs: list[Run]) -> Iterator[tuple[Run, str]]:
    """Each run with a title of its own: that of its kind, or where the kind comes back the heading above it, unless others stand there too."""
    kinds = Counter(run.kind for run in runs)
    headings = Counter(run.heading for run in runs if kinds[run.kind] > 1)
    for run in runs:
        title, _ = KINDS_OF_STEP[run.kind]
        if kinds[run.kind] > 1:
            alone = run.heading and headings[run.heading] == 1
            title = run.heading if alone else f"{title} (phần {run.ordinal})"
        yield run, title


def next_step(steps: list[Step]) -> Step:
    """The first step that lacks something or is not saved, else the review."""
    return next((step for step in steps if step.missing or step.unsaved_at), steps[-1])


def _badge(asked: tuple[Question, ...], answers: Answers, missing: bool, empty: bool) -> Badge:
    given = any(_is_answered(question, answers) for question in asked)
    if given:
        return BEGUN if missing or empty else DONE
    return TO_DO if missing else OPTIONAL


def _is_answered(question: Question, answers: Answers) -> bool:
    pk = question.item.pk
    return bool(answers.texts.get(pk) or answers.targets[pk] or any(answer.option_id for answer in answers.grades[pk]) or answers.titles[pk])
