"""The catalogue as its pages show it on a day: who decides each honour, and what would be paid with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from awards.models import Authority, BaseSalary, Category, Honour, Rate, Subject
from awards.models.dated import TO_CONFIRM
from awards.prizes import Prize, prize_at
from emulation.workflow import Badge


@dataclass(frozen=True)
class Shown:
    """An honour on a day. `decider` is the row of authority in force, `others` the further ones; `prizes` has None where there is no basis."""

    honour: Honour
    authorities: list[Authority]
    decider: Authority | None
    others: list[Authority]
    prizes: list[tuple[Subject, Prize | None]]
    rates: list[Rate]
    to_confirm: Badge = TO_CONFIRM


def shown(honours: Iterable[Honour], on: date, salary: BaseSalary | None) -> list[Shown]:
    """Asks nothing of the database where authorities and rates are prefetched."""
    return [_shown(honour, on, salary) for honour in honours]


def by_category(rows: Iterable[Shown]) -> list[tuple[Category, list[Shown]]]:
    rows = list(rows)
    return [(category, [row for row in rows if row.honour.category == category]) for category in Category]


def _shown(honour: Honour, on: date, salary: BaseSalary | None) -> Shown:
    authorities = sorted(honour.authorities.all(), key=lambda row: row.starts_on, reverse=True)
    decider = next((row for row in authorities if row.is_in_force(on)), None)
    return Shown(
        honour,
        authorities,
        decider,
        [row for row in authorities if row is not decider],
        [(subject, prize_at(honour, subject, on, salary)) for subject in honour.subjects],
        sorted(honour.rates.all(), key=lambda row: (row.subject, -row.starts_on.toordinal())),
    )
