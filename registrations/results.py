"""What became of the targets: the unit reports it once its registration was accepted, until the campaign is closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from operator import ge, gt, le, lt

from django.db import transaction
from django.utils import timezone

from emulation.campaigns.models import Comparator, amount
from emulation.campaigns.models import State as CampaignState
from emulation.history.models import write_line
from emulation.people.models import Role, Term, User
from emulation.workflow import MoveRefused
from registrations.models import Outcome, Registration, State, TargetAnswer

REPORTING = frozenset({CampaignState.LAUNCHED, CampaignState.REGISTRATION_CLOSED, CampaignState.SUMMED_UP})
CLOSED = "Kết quả chỉ báo cáo được khi đăng ký đã được tiếp nhận và phong trào chưa kết thúc. Nội dung vừa gõ vẫn được giữ."
# How a number says by itself whether the target was met. "Đạt" does not: fewer offences are better, fewer trees are worse.
MEETS = {Comparator.ABOVE: gt, Comparator.AT_LEAST: ge, Comparator.BELOW: lt, Comparator.AT_MOST: le, Comparator.RAISE: ge, Comparator.REDUCE: ge}

SIDES = {-1: "ít hơn", 0: "bằng", 1: "nhiều hơn"}


@dataclass(frozen=True)
class Result:
    """What is reported of one target; all empty while nothing is."""

    outcome: str = ""
    achieved: Decimal | None = None
    remark: str = ""


def may_report(registration: Registration, user: User) -> bool:
    """Whether this person may report now: the unit's head, or for a unit that reports on paper the secretary of the campaign. Needs no query."""
    return registration.state == State.ACCEPTED and registration.campaign.state in REPORTING and _term(registration, user) is not None


def is_over(registration: Registration) -> bool:
    """Whether nobody may report any more. Needs no query."""
    return registration.state == State.ACCEPTED and registration.campaign.state == CampaignState.CLOSED


def _term(registration: Registration, user: User) -> Term | None:
    return user.term_over(registration.unit, Role.HEAD) or user.term_over(registration.campaign.unit, Role.SECRETARY)


def contradiction(target: TargetAnswer, result: Result) -> str:
    """Why the outcome cannot be what the number says; "" when it can."""
    meets = MEETS.get(Comparator(target.comparator))
    if meets is None or target.value is None or result.achieved is None or not result.outcome:
        return ""
    met = meets(result.achieved, target.value)
    if met == (result.outcome != Outcome.MISSED):
        return ""
    return f"Số thực hiện {'đã' if met else 'chưa'} đạt chỉ tiêu đăng ký. Xin xem lại số thực hiện hoặc kết quả đã chọn."


def doubt(target: TargetAnswer, result: Result) -> str:
    """What is hardly so, though it may be: the plain "đạt" does not say which way is better, so nothing is refused; "" where nothing is odd."""
    if target.value is None or result.achieved is None or not result.outcome:
        return ""
    side = (result.achieved > target.value) - (result.achieved < target.value)
    if side not in _odd_sides(target).get(result.outcome, ()):
        return ""
    numbers = f"Số thực hiện {amount(result.achieved, target.unit)} {SIDES[side]} số đăng ký {amount(target.value, target.unit)}"
    return f"{numbers} mà kết quả ghi “{Outcome(result.outcome).label}”. Xin xem lại cả hai; nếu đúng như vậy thì để nguyên."


def _odd_sides(target: TargetAnswer) -> Mapping[str, tuple[int, ...]]:
    """For each outcome the sides of the target on which its number hardly lies."""
    if target.comparator != Comparator.REACH:
        return {Outcome.EXCEEDED: (0,)}
    more = 1 if target.value else -1  # nobody falls below "đạt 0 vụ": there, more is worse
    return {Outcome.EXCEEDED: (0, -more), Outcome.REACHED: (-more,), Outcome.MISSED: (0, more)}


@transaction.atomic
def report(registration: Registration, results: Mapping[int, Result], *, by: User, at: datetime | None = None) -> None:
    """Write down what became of these targets, by their primary keys.

    Raises MoveRefused when the registration takes no report, or no longer has one of these targets.
    """
    locked = Registration.objects.select_for_update(of=("self",)).select_related("campaign__unit", "unit").get(pk=registration.pk)
    targets = {target.pk: target for target in locked.target_answers.all()}
    if not may_report(locked, by) or not results.keys() <= targets.keys():
        raise MoveRefused(CLOSED)
    changed = []
    for pk, result in results.items():
        target = targets[pk]
        if (target.outcome, target.achieved, target.remark) != (result.outcome, result.achieved, result.remark):
            target.outcome, target.achieved, target.remark = result.outcome, result.achieved, result.remark
            changed.append(target)
    if changed:
        TargetAnswer.objects.bulk_update(changed, ["outcome", "achieved", "remark"])
        reported = sum(bool(target.outcome) for target in targets.values())
        label = f"Báo cáo kết quả {reported}/{len(targets)} chỉ tiêu"
        write_line(locked, move="report-results", label=label, at=at or timezone.now(), by=by, title=str(_term(locked, by)))
