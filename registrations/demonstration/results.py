"""What the units of the demonstration report of their targets: most reach them, some exceed them, one in five misses."""

from itertools import cycle

from emulation.campaigns.models import Comparator
from registrations.models import Outcome, Registration, TargetAnswer
from registrations.results import Result

OUTCOMES = (Outcome.REACHED, Outcome.EXCEEDED, Outcome.REACHED, Outcome.MISSED, Outcome.REACHED)
LESS_IS_BETTER = (Comparator.BELOW, Comparator.AT_MOST)
WHY = "Do ảnh hưởng của bão số 3."


def invented_results(registration: Registration) -> dict[int, Result]:
    """By the primary key of each target; which one is missed differs from unit to unit."""
    outcomes = cycle(OUTCOMES[registration.unit_id % 5 :] + OUTCOMES[: registration.unit_id % 5])
    return {target.pk: _result(target, next(outcomes)) for target in registration.target_answers.order_by("item__position", "position")}


def _result(target: TargetAnswer, outcome: Outcome) -> Result:
    remark = WHY if outcome == Outcome.MISSED else ""
    if target.value is None:
        return Result(outcome, None, remark)
    if outcome == Outcome.EXCEEDED and target.unit.startswith("%") and target.value > 99:
        outcome = Outcome.REACHED
    better = -1 if target.comparator in LESS_IS_BETTER else 1
    step = {Outcome.EXCEEDED: 1, Outcome.MISSED: -1, Outcome.REACHED: int(target.comparator in (Comparator.ABOVE, Comparator.BELOW))}[outcome]
    return Result(outcome, target.value + better * step, remark)
