"""The tables of a registration's paper: targets row by row, and who pledges which grade."""

from emulation.campaigns.models import Comparator, target_sentence
from emulation.papers.content import Line
from registrations.answers import Answers, graded
from registrations.models import TargetAnswer
from registrations.sheets import Question

TICK = "X"
TARGET_COLUMNS = ("TT", "Chỉ tiêu", "Mức đăng ký", "Đơn vị tính", "Ghi chú")
FEWEST_ROWS = 3  # that a blank table leaves for a pen


def target_table(question: Question, answers: Answers | None) -> Line:
    """The targets of one item, each in its row; without answers, numbered empty rows."""
    if answers is None:
        rows = tuple((str(number), "", "", "", "") for number in range(1, max(question.item.dotted, FEWEST_ROWS) + 1))
    else:
        rows = tuple((str(number), target.name, _level(target), target.unit, target.note) for number, target in enumerate(answers.targets[question.item.pk], 1))
    return Line("table", question.text, columns=TARGET_COLUMNS, rows=rows)


def _level(target: TargetAnswer) -> str:
    """The level alone, as the sentence of the target says it: "100", "trên 65", "từ 90 trở lên"."""
    sentence = target_sentence("", target.comparator, target.value, "")
    return sentence.removeprefix(": ").removeprefix(f"{Comparator.REACH.label} ")


def grade_table(question: Question, answers: Answers | None) -> Line:
    """A row for each subject and a column for each grade, to be crossed; without answers, also empty rows for subjects that the unit adds."""
    grades = [option.word for option in question.options]
    pledged = graded(question, answers) if answers else dict.fromkeys(question.subjects, "")
    rows = [
        (str(number), subject, *(TICK if option.code == grade else "" for option in question.options))
        for number, (subject, grade) in enumerate(pledged.items(), 1)
    ]
    if answers is None and question.item.more_subjects:
        rows += [(str(len(rows) + number), "", *("" for _ in grades)) for number in range(1, max(question.item.dotted, FEWEST_ROWS) + 1)]
    return Line("table", question.text, columns=("TT", "Tập thể", *grades), rows=tuple(rows))
