"""The answers of a registration by item, what is still missing before it can be sent, and how they are replaced."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models, transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from emulation.sheets.models import Item, ItemType
from emulation.workflow import MoveRefused
from registrations.models import EDITABLE, GradeAnswer, Registration, TargetAnswer, TextAnswer, TitleAnswer
from registrations.sheets import Question, questions, words_of

Answer = TextAnswer | TargetAnswer | GradeAnswer | TitleAnswer
NOT_EDITABLE = "Đăng ký này không còn sửa được: tình trạng hiện nay là “{state}”."


@dataclass
class Answers:
    """All answers of a registration, by the primary key of their item."""

    texts: dict[int, str] = field(default_factory=dict)
    targets: defaultdict[int, list[TargetAnswer]] = field(default_factory=lambda: defaultdict(list))
    grades: defaultdict[int, list[GradeAnswer]] = field(default_factory=lambda: defaultdict(list))
    titles: defaultdict[int, list[TitleAnswer]] = field(default_factory=lambda: defaultdict(list))


ANSWERS = (
    "text_answers",
    "target_answers",
    Prefetch("grade_answers", GradeAnswer.objects.select_related("option")),
    Prefetch("title_answers", TitleAnswer.objects.select_related("option")),
)
QUESTIONS = "sheet__items__options"


def answers_of(registration: Registration) -> Answers:
    """Four queries, whatever the number of items."""
    prefetch_related_objects([registration], *ANSWERS)
    answers = Answers(texts={answer.item_id: answer.text for answer in registration.text_answers.all()})
    for target in registration.target_answers.all():
        answers.targets[target.item_id].append(target)
    for grade in registration.grade_answers.all():
        answers.grades[grade.item_id].append(grade)
    for title in registration.title_answers.all():
        answers.titles[title.option.item_id].append(title)
    return answers


def questions_of(registration: Registration) -> list[Question]:
    prefetch_related_objects([registration], QUESTIONS)
    return questions(registration.sheet, words_of(registration.campaign, registration.unit))


def graded(question: Question, answers: Answers) -> dict[str, str]:
    """The code of each subject's grade, "" where none is chosen yet: those the sheet names first, then those the unit added."""
    chosen = {answer.subject: answer.code for answer in answers.grades[question.item.pk]}
    return {subject: chosen.get(subject, "") for subject in (*question.subjects, *chosen)}


def missing_answers(asked: Iterable[Question], answers: Answers) -> list[tuple[Item, str]]:
    """What still has to be answered before the registration can be sent: at least one target, and a grade for each subject."""
    asked = list(asked)
    missing: list[tuple[Item, str]] = []
    with_targets = [question.item for question in asked if question.item.type == ItemType.TARGETS]
    if with_targets and not any(answers.targets[item.pk] for item in with_targets):
        missing.append((with_targets[0], "Chưa có chỉ tiêu nào. Xin ghi ít nhất một chỉ tiêu."))
    for question in asked:
        if question.item.type == ItemType.PLEDGE:
            without = [subject for subject, grade in graded(question, answers).items() if not grade]
            missing += [(question.item, f"Chưa chọn mức phấn đấu của {subject}.") for subject in without]
    return missing


def empty_sections(asked: Iterable[Question], answers: Answers) -> list[tuple[Item, str]]:
    """What may be sent as it is, but was perhaps overlooked: sections without a target or a word. Of no target at all `missing_answers` tells."""
    targets = any(answers.targets.values())
    empty: list[tuple[Item, str]] = []
    for question in asked:
        item, named = question.item, f"Mục “{question.short_label}”"
        if item.type == ItemType.TARGETS and targets and not answers.targets[item.pk]:
            empty.append((item, f"{named} chưa ghi chỉ tiêu nào."))
        if item.type == ItemType.TEXT and not answers.texts.get(item.pk):
            empty.append((item, f"{named} chưa ghi nội dung."))
    return empty


@transaction.atomic
def replace_answers(registration: Registration, replaced: dict[Item, list[Answer]], *, at: datetime | None = None, **fields: str) -> None:
    """Put these answers in place of what stands under these items, and set these fields of the registration.

    Raises MoveRefused when the registration was sent meanwhile, or has become one that is entered from paper, or ceased to be.
    """
    locked = Registration.objects.select_for_update().get(pk=registration.pk)
    if locked.state not in EDITABLE:
        raise MoveRefused(NOT_EDITABLE.format(state=locked.get_state_display()))
    if locked.is_on_paper != registration.is_on_paper:
        raise MoveRefused("Đăng ký này vừa chuyển giữa bản điện tử và bản giấy nên chưa lưu. Xin tải lại trang.")
    for item, answers in replaced.items():
        _clear(locked, item)
        for model in (TextAnswer, TargetAnswer, GradeAnswer, TitleAnswer):
            _insert(model, [answer for answer in answers if isinstance(answer, model)])
    Registration.objects.filter(pk=locked.pk).update(saved_at=at or timezone.now(), **fields)


def _clear(registration: Registration, item: Item) -> None:
    for answers in (registration.text_answers, registration.target_answers, registration.grade_answers):
        answers.filter(item=item).delete()
    registration.title_answers.filter(option__item=item).delete()


def is_empty(registration: Registration) -> bool:
    """Whether nothing has been answered yet."""
    answers = answers_of(registration)
    return not (answers.texts or answers.targets or answers.titles or any(one.option_id for given in answers.grades.values() for one in given))


def clear_answers(registration: Registration) -> None:
    """Take every answer away; call it under the registration's lock."""
    for model in (TextAnswer, TargetAnswer, GradeAnswer, TitleAnswer):
        model._default_manager.filter(registration=registration).delete()


def _insert(model: type[models.Model], answers: list[Answer]) -> None:
    for answer in answers:
        answer.clean()
    if answers:
        model._default_manager.bulk_create(answers)
