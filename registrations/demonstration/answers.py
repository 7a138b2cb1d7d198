"""What a unit of the demonstration answers: other words and numbers for each unit, and the same ones every time."""

from functools import lru_cache
from random import Random
from typing import Any

from emulation.campaigns.models import Comparator
from emulation.sheets.models import Item, ItemType
from registrations.answers import Answer, questions_of
from registrations.demonstration.data import read
from registrations.models import GradeAnswer, Registration, TargetAnswer, TitleAnswer
from registrations.sheets import Question, fill, words_of

FEWEST_ASSOCIATIONS = 3
COLLECTIVE = "tap-the"  # the item whose grade decides which title the unit registers for


@lru_cache(maxsize=1)
def _written() -> dict[str, Any]:
    return read("answers")


def answers_for(registration: Registration, forgot: str = "") -> dict[Item, list[Answer]]:
    """Answers to every item of the sheet, without the target of the key that the unit forgot."""
    return {question.item: _answers(registration, question, forgot) for question in questions_of(registration)}


def _answers(registration: Registration, question: Question, forgot: str) -> list[Answer]:
    match question.item.type:
        case ItemType.TARGETS:
            return _targets(registration, question.item, forgot)
        case ItemType.PLEDGE:
            return _grades(registration, question)
        case ItemType.TITLE:
            return _title(registration, question)
    return []


def _dice(registration: Registration, key: str) -> Random:
    """The same throws for the same campaign, unit and item."""
    return Random(f"{registration.campaign.code}/{registration.unit.code}/{key}")


def _targets(registration: Registration, item: Item, forgot: str) -> list[Answer]:
    pools = _written()["targets"]
    pool = pools.get(item.key) or pools[registration.unit.code]
    dice = _dice(registration, item.key)
    drawn = dice.sample([entry["key"] for entry in pool["entries"] if "always" not in entry], pool["more"])
    stated = [entry for entry in pool["entries"] if "always" in entry or entry["key"] in drawn]
    targets = {entry["key"]: _target(registration, item, entry, dice) for entry in stated}
    targets.pop(forgot, None)
    for position, target in enumerate(targets.values(), start=1):
        target.position = position
    return list(targets.values())


def _target(registration: Registration, item: Item, entry: dict[str, Any], dice: Random) -> TargetAnswer:
    return TargetAnswer(
        registration=registration,
        item=item,
        name=fill(dice.choice(entry["names"]), words_of(registration.campaign, registration.unit)),
        comparator=entry.get("comparator", Comparator.REACH),
        value=dice.choice(entry["values"]) if "values" in entry else None,
        unit=entry.get("unit", ""),
        note=fill(dice.choice(entry.get("notes", [""])), words_of(registration.campaign, registration.unit)),
    )


def _grades(registration: Registration, question: Question) -> list[Answer]:
    dice = _dice(registration, question.item.key)
    grades = _written()["grades"][question.item.key]
    chosen = [dice.choice(grades) for _ in question.subjects]
    subjects = list(question.subjects)
    offered = {option.code: option for option in question.options}
    if question.item.more_subjects:
        added = _associations(dice)
        subjects += added
        chosen += [dice.choice(grades) for _ in added]
    return [
        GradeAnswer(registration=registration, item=question.item, position=position, subject=subject, option=offered[grade])
        for position, (subject, grade) in enumerate(zip(subjects, chosen, strict=True), start=1)
    ]


def _associations(dice: Random) -> list[str]:
    named: list[str] = _written()["associations"]
    left_out = dice.sample(named, dice.randint(0, len(named) - FEWEST_ASSOCIATIONS))
    return [name for name in named if name not in left_out]


def _title(registration: Registration, question: Question) -> list[Answer]:
    grade = _dice(registration, COLLECTIVE).choice(_written()["grades"][COLLECTIVE])
    if _written()["title_of_grade"][grade] != question.item.key:
        return []
    return [TitleAnswer(registration=registration, option=question.options[0], names=f"Tập thể {registration.unit.short_name}")]
