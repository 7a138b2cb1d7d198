"""Writing a nomination down, and changing it until it is sent."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from awards.models import EDITABLE, Nomination
from emulation.history.models import write_line
from emulation.people.models import Role, Term, User
from emulation.workflow import MoveRefused

WRITTEN = (  # what a form may change
    "campaign", "kind", "honour", "subject", "name", "nominee_unit", "details", "birth_year", "members", "attributes", "achievement", "year",
    "happened_on", "received_on_paper_at", "exception_plea", "sort_key", "search_key",
)  # fmt: skip


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
