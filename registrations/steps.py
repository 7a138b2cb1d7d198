"""The steps in which a registration is filled in, and where each of them stands."""

from dataclasses import dataclass

from django.urls import reverse

from emulation.sheets.models import ItemType
from emulation.workflow import Badge
from registrations.answers import Answers, missing_answers
from registrations.models import Registration
from registrations.sheets import Question

DONE = Badge("ok", "✓", "Đã xong")
BEGUN = Badge("now", "●", "Đang làm")
TO_DO = Badge("todo", "○", "Chưa làm")
OPTIONAL = Badge("todo", "○", "Tùy chọn")
REVIEW = "Xem lại và gửi"

KINDS_OF_STEP = (
    ("chi-tieu", "Các chỉ tiêu", frozenset({ItemType.TEXT, ItemType.TARGETS})),
    ("muc-phan-dau", "Mức phấn đấu", frozenset({ItemType.PLEDGE})),
    ("danh-hieu", "Danh hiệu đăng ký", frozenset({ItemType.TITLE})),
)


@dataclass(frozen=True)
class Step:
    """One page of questions; `missing` are sentences about what is still to be answered there."""

    number: int
    slug: str
    title: str
    url: str
    badge: Badge
    questions: tuple[Question, ...] = ()
    missing: tuple[str, ...] = ()


def steps_of(registration: Registration, asked: list[Question], answers: Answers) -> list[Step]:
    """The steps that the sheet needs, in order, with the review as the last one."""
    steps: list[Step] = []
    for slug, title, types in KINDS_OF_STEP:
        if mine := tuple(question for question in asked if question.item.type in types):
            url = reverse("registration-step", args=[registration.pk, slug])
            missing = tuple(sentence for _, sentence in missing_answers(mine, answers))
            steps.append(Step(len(steps) + 1, slug, title, url, _badge(mine, answers, bool(missing)), mine, missing))
    ready = not any(step.missing for step in steps)
    url = reverse("registration-review", args=[registration.pk])
    return [*steps, Step(len(steps) + 1, "xem-lai", REVIEW, url, BEGUN if ready else TO_DO)]


def next_step(steps: list[Step]) -> Step:
    """The first step that still lacks something, else the review."""
    return next((step for step in steps if step.missing), steps[-1])


def _badge(asked: tuple[Question, ...], answers: Answers, missing: bool) -> Badge:
    given = any(_is_answered(question, answers) for question in asked)
    if given:
        return BEGUN if missing else DONE
    return TO_DO if missing else OPTIONAL


def _is_answered(question: Question, answers: Answers) -> bool:
    pk = question.item.pk
    return bool(answers.texts.get(pk) or answers.targets[pk] or any(answer.grade for answer in answers.grades[pk]) or answers.titles[pk])
