"""Who takes no part in a ballot: found by the council's own rule, and added or lifted by hand with a reason."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from awards.models import Ballot, BallotState, CouncilMember, Meeting, Recusal, Subject
from awards.models.names import bare_name
from emulation.history.models import write_line
from emulation.people.models import Role, Term, User
from emulation.workflow import MoveRefused

IS_NOMINEE = "Là người được đề nghị"
IS_HEAD = "Đứng đầu đơn vị đề nghị"


def find_recusals(meeting: Meeting, ballots: Iterable[Ballot], members: Iterable[CouncilMember]) -> None:
    """Recuse whom the rule names: the nominee, and where the meeting says so whoever leads the nominating or nominated unit. What is there stays."""
    ballots = [ballot for ballot in ballots if ballot.state == BallotState.WAITING]
    members = list(members)
    heads = _heads(meeting, ballots) if meeting.heads_recused else set()
    found = [Recusal(ballot=ballot, member=member, reason=reason) for ballot in ballots for member in members if (reason := _reason(ballot, member, heads))]
    Recusal.objects.bulk_create(found, ignore_conflicts=True)


def _reason(ballot: Ballot, member: CouncilMember, heads: set[tuple[int, int]]) -> str:
    nomination = ballot.nomination
    if nomination.subject != Subject.COLLECTIVE and _bare(nomination.name) == _bare(member.full_name):
        return IS_NOMINEE
    units = (nomination.unit_id, nomination.nominee_unit_id)
    return IS_HEAD if any((member.user_id, unit) in heads for unit in units) else ""


def _bare(name: str) -> str:
    """A name as it is compared: without "ông", "bà" and the like, whatever its case."""
    return bare_name(name).casefold()


def _heads(meeting: Meeting, ballots: list[Ballot]) -> set[tuple[int, int]]:
    """(user, unit) of those who lead the units that nominate or are nominated, on the day of the meeting."""
    units = {unit for ballot in ballots for unit in (ballot.nomination.unit_id, ballot.nomination.nominee_unit_id) if unit}
    return set(Term.objects.in_force(timezone.localdate(meeting.held_at)).filter(role=Role.HEAD, unit__in=units).values_list("user", "unit"))


@transaction.atomic
def recuse(ballot: Ballot, member: CouncilMember, *, reason: str, by: User, at: datetime | None = None) -> None:
    """Raises MoveRefused once the ballot has begun, or when the member is recused already."""
    locked = _waiting(ballot)
    _, is_new = Recusal.objects.get_or_create(ballot=locked, member=member, defaults={"reason": reason})
    if not is_new:
        raise MoveRefused(f"{member} đã ở trong danh sách không tham gia biểu quyết.")
    write_line(
        locked,
        move="recuse",
        label="Không tham gia biểu quyết",
        at=at or timezone.now(),
        by=by,
        title=by.title_over(locked.meeting.unit, Role.SECRETARY),
        reason=f"{member}: {reason}",
    )


@transaction.atomic
def lift(recusal: Recusal, *, reason: str, by: User) -> None:
    """Let the member vote after all. Raises MoveRefused once the ballot has begun, or when somebody else has done it."""
    locked = _waiting(recusal.ballot)
    deleted, _ = Recusal.objects.filter(pk=recusal.pk).delete()
    if not deleted:
        raise MoveRefused("Đã bỏ khỏi danh sách rồi. Xin tải lại trang.")
    write_line(
        locked,
        move="lift",
        label="Được tham gia biểu quyết",
        at=timezone.now(),
        by=by,
        title=by.title_over(locked.meeting.unit, Role.SECRETARY),
        reason=f"{recusal.member}: {reason}",
    )


def _waiting(ballot: Ballot) -> Ballot:
    locked = Ballot.objects.select_for_update().get(pk=ballot.pk)
    if locked.state != BallotState.WAITING:
        raise MoveRefused("Đã bắt đầu bỏ phiếu nên không sửa được danh sách không tham gia biểu quyết nữa.")
    return locked
