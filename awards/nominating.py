"""Writing a nomination down, and what is put on it besides its state: that it is not considered now, and the chair's leave."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from awards.models import EDITABLE, Nomination, State
from awards.workflow import why_not_decided_by
from emulation.history.models import write_line
from emulation.notices.models import notify
from emulation.people.models import Role, Term, User
from emulation.workflow import Move, MoveRefused, checked_reason

WRITTEN = (  # what a form may change
    "campaign", "kind", "honour", "subject", "name", "nominee_unit", "details", "birth_year", "members", "attributes", "achievement", "year",
    "happened_on", "received_on_paper_at", "exception_plea", "sort_key", "search_key",
)  # fmt: skip
HOLDABLE = (State.SUBMITTED, State.APPRAISED, State.PASSED)
EXCEPTABLE = (State.SUBMITTED, State.RETURNED)


def writer_of(nomination: Nomination, by: User) -> Term:
    """The term by which somebody writes it: the unit's head, or the secretary what came on paper. Raises PermissionDenied without one."""
    term = by.term_over(nomination.unit, Role.SECRETARY if nomination.is_on_paper else Role.HEAD)
    if term is None:
        raise PermissionDenied
    return term


@transaction.atomic
def save_nomination(nomination: Nomination, *, by: User, at: datetime | None = None) -> Nomination:
    """Save a new nomination, or what was changed of one that is not sent. Raises MoveRefused when it was sent meanwhile."""
    term, at = writer_of(nomination, by), at or timezone.now()
    if nomination.pk is None:
        nomination.made_at, nomination.entered_by = at, by if nomination.is_on_paper else None
        nomination.save()
        label = "Nhập đề nghị từ bản giấy" if nomination.is_on_paper else "Lập đề nghị"
        write_line(nomination, move="begin", label=label, at=at, by=by, title=str(term), after=nomination.state)
        return nomination
    locked_for_writing(nomination)
    nomination.set_keys()
    nomination.save(update_fields=WRITTEN)
    return nomination


def locked_for_writing(nomination: Nomination) -> Nomination:
    """The row as it is now, locked. Raises MoveRefused when it cannot be changed any more."""
    locked = Nomination.objects.select_for_update().get(pk=nomination.pk)
    if locked.state not in EDITABLE:
        raise MoveRefused(f"Đề nghị không sửa được nữa: tình trạng hiện nay là “{locked.get_state_display()}”. Xin tải lại trang.")
    return locked


@transaction.atomic
def hold(nomination: Nomination, *, by: User, reason: str, at: datetime | None = None) -> Nomination:
    """Note why the nominee is not considered now: discipline, investigation, a complaint."""
    held = _flagged(nomination, "Chưa xét", Role.SECRETARY, HOLDABLE, by)
    held.hold_reason = _reason("Chưa xét", reason)
    return _write(held, "hold", "Chưa xét", Role.SECRETARY, by, held.hold_reason, at)


@transaction.atomic
def release(nomination: Nomination, *, by: User, reason: str, at: datetime | None = None) -> Nomination:
    """Let it be considered again."""
    held = _flagged(nomination, "Xét tiếp", Role.SECRETARY, HOLDABLE, by)
    if not held.hold_reason:
        raise MoveRefused("Đề nghị này không bị tạm dừng xét.")
    told = f"{_reason('Xét tiếp', reason)}\nTrước: {held.hold_reason}"[:2000]
    held.hold_reason = ""
    return _write(held, "release", "Xét tiếp", Role.SECRETARY, by, told, at)


@transaction.atomic
def grant_exception(nomination: Nomination, *, by: User, reason: str, at: datetime | None = None) -> Nomination:
    """The chair's leave for a unit that did not register; only the chair may give it."""
    excepted = _flagged(nomination, "Cho phép ngoại lệ", Role.CHAIR, EXCEPTABLE, by)
    if refused := why_not_decided_by(excepted, by):
        raise MoveRefused(refused)
    excepted.exception_reason, excepted.exception_by = _reason("Cho phép ngoại lệ", reason), by
    at = at or timezone.now()
    notify(
        User.objects.holding(Role.SECRETARY, excepted.unit.office),
        key=f"nomination:{excepted.pk}:exception:{at.isoformat()}",
        subject=f"Chủ tịch cho phép ngoại lệ: {excepted.name}"[:300],
        body=f"{excepted}.\nLý do: {excepted.exception_reason}",
        url=excepted.get_absolute_url(),
        at=at,
    )
    return _write(excepted, "grant-exception", "Cho phép ngoại lệ", Role.CHAIR, by, excepted.exception_reason, at)


def _flagged(nomination: Nomination, label: str, role: Role, states: tuple[State, ...], by: User) -> Nomination:
    """The row, locked, for somebody who may put this on it now."""
    if by.term_over(nomination.unit, role) is None:
        raise PermissionDenied
    locked = Nomination.objects.select_for_update(of=("self",)).select_related("unit__commune", "honour").get(pk=nomination.pk)
    if locked.state not in states:
        raise MoveRefused(f"Không thể “{label}”: tình trạng hiện nay là “{locked.get_state_display()}”. Xin tải lại trang.")
    return locked


def _reason(label: str, reason: str) -> str:
    return checked_reason(Move(label, frozenset(), "", frozenset(), needs_reason=True), reason)


def _write(nomination: Nomination, move: str, label: str, role: Role, by: User, reason: str, at: datetime | None) -> Nomination:
    nomination.save()
    title = str(by.term_over(nomination.unit, role))
    write_line(nomination, move=move, label=label, at=at or timezone.now(), by=by, title=title, reason=reason)
    return nomination
