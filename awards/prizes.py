"""What is paid with a title or commendation: from the coefficient and the base salary in force on the day of the decision."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from awards.models import BaseSalary, Honour, Rate, Subject

TENS_OF_THOUSANDS = 10_000
HOUSEHOLD_SHARE = Decimal("1.5")
HOUSEHOLD_OBJECT = "Giấy chứng nhận, khung"


@dataclass(frozen=True)
class Prize:
    """`amount` and `base` in đồng; `object` is what is handed over with the money, "" for nothing. `is_confirmed` when rate and salary both are."""

    amount: int
    coefficient: Decimal
    base: int
    object: str
    source: str  # of the coefficient
    base_source: str
    is_confirmed: bool

    @property
    def is_rounded(self) -> bool:
        return self.amount != self.coefficient * self.base


Won = tuple[Honour, str, Prize]  # what somebody is given, for which period ("năm 2026"), and its prize


def prize_of(honour: Honour, subject: str, on: date) -> Prize | None:
    """The prize by a decision of that day; None where coefficient or base salary is not known for it: then nothing may be computed.

    Nghị định 152/2025/NĐ-CP, Điều 49: the coefficient times the base salary in force on the day of the decision, rounded up to tens of
    thousands of đồng. A household gets 1.5 times what an individual gets of the same form (of the coefficient, before rounding), with
    certificate and frame, where it has no rate of its own.
    """
    return prize_at(honour, subject, on, BaseSalary.objects.on(on))


def prize_at(honour: Honour, subject: str, on: date, salary: BaseSalary | None) -> Prize | None:
    """The same by a base salary already looked up; asks nothing of the database where the rates of the honour are prefetched."""
    if salary is None:
        return None
    if rate := _rate(honour, subject, on):
        return _prize(rate, salary)
    individual = _rate(honour, Subject.INDIVIDUAL, on) if subject == Subject.HOUSEHOLD and honour.for_households else None
    return _prize(_for_household(individual), salary) if individual else None


def payable(prizes: Iterable[Won]) -> list[Won]:
    """Which of the prizes that one recipient is given at one time are paid, in the order given.

    Nghị định 152/2025/NĐ-CP, Điều 49: of several titles for the same period only the highest; of titles for different periods each; a title
    and a form of commendation both.
    """
    won = list(prizes)
    highest: dict[str, int] = {}
    for place, (honour, period, prize) in enumerate(won):
        if honour.is_title and (period not in highest or prize.amount > won[highest[period]][2].amount):
            highest[period] = place
    return [one for place, one in enumerate(won) if not one[0].is_title or highest[one[1]] == place]


def rounded_up(amount: Decimal) -> int:
    """The amount in đồng, rounded up to tens of thousands."""
    return int((amount / TENS_OF_THOUSANDS).to_integral_value(ROUND_CEILING)) * TENS_OF_THOUSANDS


def _rate(honour: Honour, subject: str, on: date) -> Rate | None:
    return next((rate for rate in honour.rates.all() if rate.subject == subject and rate.is_in_force(on)), None)


def _for_household(individual: Rate) -> Rate:
    """The rate, saved nowhere, that follows from an individual's."""
    return Rate(
        coefficient=individual.coefficient * HOUSEHOLD_SHARE,
        given_object=HOUSEHOLD_OBJECT,
        source=f"1,5 lần hệ số của cá nhân. {individual.source}",
        is_confirmed=individual.is_confirmed,
    )


def _prize(rate: Rate, salary: BaseSalary) -> Prize:
    return Prize(
        amount=rounded_up(rate.coefficient * salary.amount),
        coefficient=rate.coefficient.normalize(),
        base=salary.amount,
        object=rate.given_object,
        source=rate.source,
        base_source=salary.source,
        is_confirmed=rate.is_confirmed and salary.is_confirmed,
    )
