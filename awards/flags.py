"""What is put on a nomination besides its state, each with a line of history: that it is not considered now, and the chair's leave."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from awards.case_persons import why_not_decided_by
from awards.models import Nomination, State
from awards.nomination_forms import HoldForm
from awards.votes import refuse_hidden
from awards.workflow import CHAIR, SECRETARY
from emulation.history.models import write_line
from emulation.notices.models import notify
from emulation.people.models import Role, User
from emulation.workflow import Move, MoveRefused, Moves, checked_reason, moves_open_to

HOLDABLE = frozenset({State.SUBMITTED, State.APPRAISED, State.PASSED})
EXCEPTABLE = frozenset({State.SUBMITTED, State.RETURNED})


def _is_held(nomination: Nomination) -> bool:
    return bool(nomination.hold_reason)


def _is_not_held(nomination: Nomination) -> bool:
    return not nomination.hold_reason


def _waits_for_leave(nomination: Nomination) -> bool:
    return bool(nomination.exception_plea) and not nomination.exception_reason


FLAGS: Moves = {  # offered like moves, and leading to no other state
    "hold": Move("Chưa xét", HOLDABLE, "", SECRETARY, asks=HoldForm, offered_if=_is_not_held),
    "release": Move("Xét tiếp", HOLDABLE, "", SECRETARY, needs_reason=True, offered_if=_is_held),
    "grant-exception": Move(
        "Cho phép ngoại lệ",
        EXCEPTABLE,
        "",
        CHAIR,
        needs_reason=True,
        offered_if=_waits_for_leave,
        hint="Đơn vị không đăng ký thi đua vẫn được xét. Lý do ghi vào lịch sử.",
    ),
}
Flag = Callable[..., Nomination]


@transaction.atomic
def _put(name: str, nomination: Nomination, *, by: User, reason: str, at: datetime | None = None) -> Nomination:
    """Put the flag on the nomination. Raises PermissionDenied without the role, MoveRefused in another state or without a reason."""
    flag, at = FLAGS[name], at or timezone.now()
    term = by.term_over(nomination.unit, *flag.roles)
    if term is None:
        raise PermissionDenied
    reason = checked_reason(replace(flag, needs_reason=True), reason)
    refuse_hidden(nomination, by)
    locked = Nomination.objects.select_for_update(of=("self",)).select_related("unit__commune", "honour").get(pk=nomination.pk)
    if locked.state not in flag.sources:
        raise MoveRefused(f"Không thể “{flag.label}”: tình trạng hiện nay là “{locked.get_state_display()}”. Xin tải lại trang.")
    told = EFFECTS[name](locked, by, reason, at)
    locked.save()
    write_line(locked, move=name, label=flag.label, at=at, by=by, title=str(term), reason=told)
    return locked


def _hold(nomination: Nomination, by: User, reason: str, at: datetime) -> str:
    nomination.hold_reason = reason
    return reason


def _release(nomination: Nomination, by: User, reason: str, at: datetime) -> str:
    if not nomination.hold_reason:
        raise MoveRefused("Đề nghị này không bị tạm dừng xét.")
    told, nomination.hold_reason = f"{reason}\nTrước: {nomination.hold_reason}", ""
    return told[:2000]


def _grant(nomination: Nomination, by: User, reason: str, at: datetime) -> str:
    if refused := why_not_decided_by(nomination, by):
        raise MoveRefused(refused)
    nomination.exception_reason, nomination.exception_by = reason, by
    notify(
        User.objects.holding(Role.SECRETARY, nomination.unit.office),
        key=f"nomination:{nomination.pk}:exception:{at.isoformat()}",
        subject=f"Chủ tịch cho phép ngoại lệ: {nomination.name}",
        body=f"{nomination}.\nLý do: {reason}",
        url=nomination.get_absolute_url(),
        at=at,
    )
    return reason


EFFECTS: dict[str, Callable[[Nomination, User, str, datetime], str]] = {"hold": _hold, "release": _release, "grant-exception": _grant}

hold: Flag = partial(_put, "hold")  # why the nominee is not considered now: discipline, investigation, a complaint
release: Flag = partial(_put, "release")
grant_exception: Flag = partial(_put, "grant-exception")  # for a unit that did not register
VERBS: dict[str, Flag] = {"hold": hold, "release": release, "grant-exception": grant_exception}


def flags_for(nomination: Nomination, user: User) -> dict[str, Move]:
    """Those that this person could put on the nomination now."""
    return {} if nomination.hides_verdict_from(user) else moves_open_to(nomination, FLAGS, user)
