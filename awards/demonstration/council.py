"""The council of the demonstration and its meetings: called, voted at and written down as their members would do it."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from awards.ballot_workflow import move_ballot
from awards.ballots import cast, enter_written, present
from awards.council import seat
from awards.meeting_workflow import move_meeting
from awards.meetings import add_to_agenda, keep_notes, members_of, plan_meeting, set_attendance
from awards.minutes import MinutesKind, approve_minutes
from awards.models import Attendance, Ballot, Choice, CouncilMember, Meeting, Nomination
from awards.recusals import recuse
from emulation.campaigns.models import Campaign
from emulation.issuing.models import OutgoingPaper
from emulation.issuing.workflow import move_paper
from emulation.people.models import Role, User
from emulation.units.models import Unit
from registrations.demonstration.data import moment

How = Attendance.How
FIRST_BALLOT = timedelta(minutes=20)  # after the beginning
EACH_BALLOT = timedelta(minutes=4)
UNDER_WAY_FOR = timedelta(minutes=45)  # a meeting of which the file does not say when it was held


def load_council(entry: dict[str, Any], secretary: User, now: datetime) -> None:
    """Seat the members, each with the account that is named, or without one."""
    unit = Unit.objects.get(code=entry["unit"], commune=None)
    at = moment(*entry["seated"], now=now)
    for member in entry["members"]:
        user = User.objects.get(username=member["account"]) if "account" in member else None
        said = {name: member[name] for name in ("post", "title", "field") if name in member}
        full_name = user.full_name if user else member["full_name"]
        seated = CouncilMember(unit=unit, user=user, full_name=full_name, decision=entry["decision"], starts_on=timezone.localdate(at), **said)
        seat(seated, by=secretary, at=at)


def load_meeting(entry: dict[str, Any], nominations: dict[str, Nomination], *, secretary: User, chair: User, now: datetime) -> None:
    """The meeting of that entry, as far as it says: one that was `held` has ended, any other is under way and its first ballot is open."""
    held_at = moment(*entry["held"], now=now) if "held" in entry else now - UNDER_WAY_FOR
    meeting = Meeting(
        unit=secretary.units_as(Role.SECRETARY)[0],
        campaign=Campaign.objects.get(code=entry["campaign"]) if "campaign" in entry else None,
        title=entry["title"],
        held_at=held_at,
        place=entry["place"],
        heads_recused=True,
    )
    planned_at = moment(*entry["planned"], now=now)
    plan_meeting(meeting, by=secretary, at=planned_at)
    _write_agenda(meeting, entry, nominations, secretary, planned_at)
    set_attendance(meeting, _attendance(meeting, entry), by=secretary, at=held_at)
    move_meeting(meeting, "open", by=chair, at=held_at)
    ballots = list(Ballot.objects.filter(meeting=meeting).select_related("nomination").order_by("position"))
    if "held" not in entry:
        move_ballot(ballots[0], "open", by=secretary, at=held_at + FIRST_BALLOT)
        return
    keys = {nomination.pk: key for key, nomination in nominations.items()}
    for place, ballot in enumerate(ballots):
        _hold(ballot, entry["against"].get(keys[ballot.nomination_id], []), secretary, held_at + FIRST_BALLOT + place * EACH_BALLOT)
    _end(Meeting.objects.get(pk=meeting.pk), entry, secretary=secretary, chair=chair, now=now)


def _write_agenda(meeting: Meeting, entry: dict[str, Any], nominations: dict[str, Nomination], secretary: User, at: datetime) -> None:
    for manner, is_secret in (("secretly", True), ("openly", False)):
        if chosen := [nominations[key] for key in entry.get(manner, [])]:
            add_to_agenda(meeting, chosen, is_secret=is_secret, is_on_paper=False, by=secretary, at=at)
    for key, name, reason in entry.get("recused", []):
        ballot = meeting.ballots.get(nomination=nominations[key])
        recuse(ballot, _member(meeting, name), reason=reason, by=secretary, at=at)


def _attendance(meeting: Meeting, entry: dict[str, Any]) -> dict[int, str]:
    """Everybody is there but who is named as `written` or `absent`."""
    chosen: dict[int, str] = {member.pk: How.PRESENT for member in members_of(meeting)}
    for how in (How.WRITTEN, How.ABSENT):
        chosen |= {_member(meeting, name).pk: how for name in entry.get(how, [])}
    return chosen


def _member(meeting: Meeting, name: str) -> CouncilMember:
    return next(member for member in members_of(meeting) if member.full_name == name)


def _hold(ballot: Ballot, against: list[str], secretary: User, at: datetime) -> None:
    """Open the ballot, let everybody vote or give the written opinion, and count."""
    ballot = move_ballot(ballot, "open", by=secretary, at=at)
    absent = ballot.meeting.attendances.filter(how=How.WRITTEN).exclude(member__recusals__ballot=ballot)
    for attendance in absent.select_related("member"):
        enter_written(ballot, attendance.member, choice=_choice(attendance.member, against), by=secretary, at=at)
    for member in present(ballot):
        assert member.user is not None  # a ballot on devices does not open otherwise
        cast(ballot, by=member.user, choice=_choice(member, against))
    move_ballot(ballot, "close", by=secretary, at=at + EACH_BALLOT)


def _choice(member: CouncilMember, against: list[str]) -> str:
    return Choice.DISAGREE if member.full_name in against else Choice.AGREE


def _end(meeting: Meeting, entry: dict[str, Any], *, secretary: User, chair: User, now: datetime) -> None:
    """Write down what was said, close the meeting, and give both minutes the numbers of the file."""
    closed_at, approved_at = moment(*entry["closed"], now=now), moment(*entry["approved"], now=now)
    keep_notes(meeting, entry["notes"], by=secretary, at=closed_at)
    meeting = move_meeting(meeting, "close", by=chair, at=closed_at)
    for kind, number in zip(MinutesKind, entry["minutes"], strict=True):
        give_number(approve_minutes(meeting, kind, by=chair, at=approved_at), number, by=secretary, at=approved_at)


def give_number(paper: OutgoingPaper, number: str, *, by: User, at: datetime) -> OutgoingPaper:
    """Enter what the văn thư gave, of the day of that moment; the paper is rendered after the commit."""
    return move_paper(paper, "number", by=by, at=at, number=number, dated=timezone.localdate(at), order_is_right=True)
