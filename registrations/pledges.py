"""The lines of a pledge on a registration's paper: who strives for which grade, in the way that suits the number of those who do."""

from collections.abc import Iterator

from emulation.papers.content import Line
from registrations.answers import Answers, graded
from registrations.sheets import Question
from registrations.tables import TICK, grade_table


def pledge_lines(question: Question, answers: Answers | None) -> Iterator[Line]:
    """A table where the sheet wants one; else a line for each grade, below each subject where the sheet names several and no others can join."""
    if question.item.as_table:
        yield grade_table(question, answers)
    elif len(question.subjects) > 1 and not question.item.more_subjects:
        yield from _by_subject(question, answers)
    else:
        yield from _by_grade(question, answers)


def _by_subject(question: Question, answers: Answers | None) -> Iterator[Line]:
    """Each subject as the sheet's only one would stand: its name, and a cross after the grade that it pledges."""
    pledged = graded(question, answers) if answers else {}
    for subject in question.subjects:
        yield Line("option", f"- {subject}:")
        for option in question.options:
            yield Line("option", option.label, value=TICK if pledged.get(subject) == option.code else "", dotted=1 if answers is None else 0)


def _by_grade(question: Question, answers: Answers | None) -> Iterator[Line]:
    """One line a grade: a cross when the sheet's only subject pledges it, else the names of those who do."""
    pledged = answers.grades[question.item.pk] if answers else []
    alone = len(question.subjects) == 1 and not question.item.more_subjects
    for option in question.options:
        names = [TICK if alone else answer.subject for answer in pledged if answer.option_id == option.pk]
        yield Line("option", option.label, value="; ".join(names), dotted=1 if answers is None else 0)
