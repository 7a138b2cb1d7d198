"""Preparing a meeting of the council and writing down who is there: its plan, agenda, roll, attendance and notes."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from awards.council import members_on
from awards.models import Attendance, Ballot, BallotState, CouncilMember, Meeting, Nomination, Recusal, State, Voter
from awards.models.council import ALIVE
from awards.models.nomination import NominationQuerySet
from awards.recusals import IS_HEAD, find_recusals
from emulation.history.models import write_line
from emulation.notices.models import notify
from emulation.people.models import Role, User
from emulation.units.models import subtrees
from emulation.vietnamese.dates import clock
from emulation.workflow import MoveRefused

How = Attendance.How


@transaction.atomic
def plan_meeting(meeting: Meeting, *, by: User, at: datetime | None = None) -> Meeting:
    """Save a new or changed plan, and invite its members. Raises MoveRefused once the meeting has begun."""
    is_new, at = meeting.pk is None, at or timezone.now()
    before = None if is_new else _locked(meeting, "Cuộc họp đã bắt đầu hoặc đã hủy nên không sửa được nữa.", planned=True)
    meeting.save()
    call_roll(meeting)
    if before and before.heads_recused != meeting.heads_recused:
        Recusal.objects.filter(ballot__meeting=meeting, reason=IS_HEAD).delete()
        find_recusals(meeting, _ballots(meeting), members_of(meeting))
    told = f"{clock(meeting.held_at)}, {meeting.place}"
    write_line(
        meeting,
        move="plan" if is_new else "change",
        label="Lập cuộc họp" if is_new else "Sửa cuộc họp",
        at=at,
        by=by,
        title=by.title_over(meeting.unit, Role.SECRETARY),
        reason=told,
    )
    notify(
        [member.user for member in members_of(meeting) if member.user],
        key=f"meeting:{meeting.pk}:{meeting.held_at:%Y%m%d%H%M}",
        subject="Mời họp Hội đồng Thi đua - Khen thưởng",
        body=f"{meeting.title}.\n{told}.",
        url=meeting.get_absolute_url(),
        at=at,
    )
    return meeting


def call_roll(meeting: Meeting) -> None:
    """Attendance has one row for each member of the council on the day of the meeting; who is new is recused where the rule says so."""
    now = members_on(meeting.unit, timezone.localdate(meeting.held_at))
    gone = meeting.attendances.exclude(member__in=now)
    Recusal.objects.filter(ballot__meeting=meeting, member__in=gone.values("member")).delete()
    gone.delete()
    known = set(meeting.attendances.values_list("member", flat=True))
    new = [member for member in now if member.pk not in known]
    Attendance.objects.bulk_create(Attendance(meeting=meeting, member=member) for member in new)
    find_recusals(meeting, _ballots(meeting), new)


def members_of(meeting: Meeting) -> list[CouncilMember]:
    """All on the roll, the chair first."""
    return sorted(CouncilMember.objects.filter(attendances__meeting=meeting).select_related("user"), key=lambda member: member.order)


def _ballots(meeting: Meeting) -> list[Ballot]:
    return list(meeting.ballots.select_related("nomination"))


def candidates(meeting: Meeting) -> NominationQuerySet:
    """The nominations that may be put on the agenda: appraised, not held back, and not on the agenda of this or another meeting to come."""
    return _free(meeting).filter(hold_reason="")


def held_back(meeting: Meeting) -> NominationQuerySet:
    """Those that could be put there if they were not held back."""
    return _free(meeting).exclude(hold_reason="")


def _free(meeting: Meeting) -> NominationQuerySet:
    unit = meeting.unit
    found = Nomination.objects.filter(subtrees("unit__path", [unit, *unit.carried_on]), state=State.APPRAISED)
    elsewhere = Ballot.objects.filter(meeting__state__in=ALIVE).exclude(state=BallotState.CLOSED)
    here = Ballot.objects.filter(meeting=meeting.pk)
    free = found.exclude(pk__in=elsewhere.values("nomination")).exclude(pk__in=here.values("nomination"))
    of_campaign = free.filter(campaign=meeting.campaign_id) if meeting.campaign_id else free
    return of_campaign.select_related("unit", "honour", "appraised_honour").order_by("appraised_honour__position", "unit__sort_key", "sort_key", "pk")


@transaction.atomic
def add_to_agenda(
    meeting: Meeting, nominations: Iterable[Nomination], *, is_secret: bool, is_on_paper: bool, by: User, at: datetime | None = None
) -> list[Ballot]:
    """A ballot for each nomination, in this order. Raises MoveRefused when one may not be put there any more."""
    locked = _locked(meeting, "Cuộc họp đã kết thúc hoặc đã hủy nên không thêm nội dung được nữa.")
    keys = [nomination.pk for nomination in nominations]
    chosen = list(Nomination.objects.select_for_update().filter(pk__in=keys).order_by("pk"))  # two meetings never take one nomination at once
    if held := next((one for one in chosen if one.hold_reason), None):
        raise MoveRefused(f"{held.name} đang tạm dừng xét nên không đưa vào nội dung họp được: {held.hold_reason}")
    free = {nomination.pk: nomination for nomination in candidates(locked).filter(pk__in=keys)}
    if len(free) < len(keys):
        raise MoveRefused("Có đề nghị vừa được đưa vào cuộc họp khác hoặc không còn ở tình trạng đã thẩm định. Xin tải lại trang và chọn lại.")
    last = locked.ballots.aggregate(last=Max("position"))["last"] or 0
    ballots = [
        Ballot(meeting=locked, nomination=free[pk], position=position, is_secret=is_secret, is_on_paper=is_on_paper, threshold=free[pk].proposed.threshold)
        for position, pk in enumerate(keys, start=last + 1)
    ]
    Ballot.objects.bulk_create(ballots)
    find_recusals(locked, ballots, members_of(locked))
    told = f"{len(ballots)} đề nghị: {ballots[0].manner.lower()}"
    write_line(
        locked, move="agenda", label="Đưa vào nội dung họp", at=at or timezone.now(), by=by, title=by.title_over(locked.unit, Role.SECRETARY), reason=told
    )
    return ballots


@transaction.atomic
def take_off_agenda(ballot: Ballot, *, by: User) -> None:
    """Raises MoveRefused once the ballot has begun."""
    locked = Ballot.objects.select_for_update().get(pk=ballot.pk)
    if locked.state != BallotState.WAITING or not locked.meeting.is_alive:
        raise MoveRefused("Đã bắt đầu bỏ phiếu nên không rút khỏi nội dung họp được nữa.")
    told = str(locked)
    locked.delete()
    write_line(
        ballot.meeting,
        move="agenda",
        label="Rút khỏi nội dung họp",
        at=timezone.now(),
        by=by,
        title=by.title_over(ballot.meeting.unit, Role.SECRETARY),
        reason=told,
    )


@transaction.atomic
def change_manner(ballot: Ballot, *, is_secret: bool, is_on_paper: bool, by: User) -> None:
    """Secret or open, on devices or on paper. Raises MoveRefused once the ballot has begun."""
    locked = Ballot.objects.select_for_update().get(pk=ballot.pk)
    if locked.state != BallotState.WAITING:
        raise MoveRefused("Đã bắt đầu bỏ phiếu nên không đổi hình thức được nữa.")
    locked.is_secret, locked.is_on_paper = is_secret, is_on_paper
    locked.save(update_fields=["is_secret", "is_on_paper"])
    write_line(
        locked,
        move="manner",
        label="Đổi hình thức biểu quyết",
        at=timezone.now(),
        by=by,
        title=by.title_over(locked.meeting.unit, Role.SECRETARY),
        reason=locked.manner,
    )


@transaction.atomic
def set_attendance(meeting: Meeting, hows: Mapping[int, str], *, by: User, at: datetime | None = None) -> None:
    """How each member takes part, by the member's key. Raises MoveRefused for one who has voted in a ballot that is still open."""
    locked = _locked(meeting, "Cuộc họp đã kết thúc hoặc đã hủy nên không sửa điểm danh được nữa.")
    changed = [one for one in locked.attendances.select_related("member") if hows.get(one.member_id, one.how) != one.how]
    voted = set(Voter.objects.filter(ballot__meeting=locked, ballot__state=BallotState.OPEN).values_list("member", flat=True))
    if names := [str(one.member) for one in changed if one.member_id in voted]:
        raise MoveRefused(f"{', '.join(names)} đã bỏ phiếu trong lượt đang mở. Xin kiểm phiếu xong rồi hãy sửa điểm danh.")
    for one in changed:
        one.how = hows[one.member_id]
    Attendance.objects.bulk_update(changed, ["how"])
    counted = {how: locked.attendances.filter(how=how).count() for how in How}
    told = "; ".join(f"{how.label}: {number}" for how, number in counted.items())
    write_line(locked, move="attendance", label="Điểm danh", at=at or timezone.now(), by=by, title=by.title_over(locked.unit, Role.SECRETARY), reason=told)


@transaction.atomic
def keep_notes(meeting: Meeting, notes: str, *, by: User, at: datetime | None = None) -> None:
    """What was said at the meeting, for its minutes. Raises MoveRefused once they were approved."""
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if locked.has_minutes:
        raise MoveRefused("Biên bản họp đã duyệt nên không sửa diễn biến được nữa.")
    locked.notes = notes
    locked.save(update_fields=["notes"])
    write_line(locked, move="notes", label="Ghi diễn biến cuộc họp", at=at or timezone.now(), by=by, title=by.title_over(locked.unit, Role.SECRETARY))


def _locked(meeting: Meeting, refusal: str, *, planned: bool = False) -> Meeting:
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if not (locked.is_planned if planned else locked.is_alive):
        raise MoveRefused(refusal)
    return locked
