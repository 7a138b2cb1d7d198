"""Councils, meetings and ballots for tests, made and moved by the verbs of the source."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from awards.ballot_workflow import move_ballot
from awards.ballots import cast
from awards.council import end_seat, seat
from awards.meeting_workflow import move_meeting
from awards.meetings import add_to_agenda, members_of, plan_meeting, set_attendance
from awards.models import Attendance, Ballot, BallotPaper, BallotState, CouncilMember, Honour, Meeting, MeetingState, Nomination, Post, Recusal, Voter
from emulation.history.models import write_line
from emulation.people.models import Role, User
from emulation.units.models import Unit
from tests.awarding import appraised, make_nomination
from tests.world import World, make_person, numbers


def make_member(unit: Unit, by: User, user: User | None = None, post: Post = Post.MEMBER, **fields: Any) -> CouncilMember:
    """Somebody in the council since 2020."""
    name = user.full_name if user else f"Lương Văn Vắng {next(numbers)}"
    member = CouncilMember(unit=unit, user=user, post=post, **{"full_name": name, "decision": "QĐ 15/QĐ-UBND", "starts_on": date(2020, 1, 1), **fields})
    return seat(member, by=by)


def make_council(world: World, more: int = 0) -> list[CouncilMember]:
    """The chair, the secretary, the member of the first ward, and so many more with accounts."""
    people = world.people
    seats = [(people["chair"], Post.CHAIR), (people["secretary"], Post.SECRETARY), (people["council"], Post.MEMBER)]
    seats += [(make_person(Role.COUNCIL, world.ward, full_name=f"Ủy Viên Số {number}"), Post.MEMBER) for number in range(more)]
    return [make_member(world.ward, people["secretary"], user, post) for user, post in seats]


def make_meeting(unit: Unit, by: User, **fields: Any) -> Meeting:
    """Planned for now."""
    planned = {"title": f"Họp xét khen thưởng lần {next(numbers)}", "held_at": timezone.now(), "place": "Phòng họp tầng 2", **fields}
    return plan_meeting(Meeting(unit=unit, **planned), by=by)


def appraised_here(world: World, honour: str = "giay-khen", **fields: Any) -> Nomination:
    """A nomination of the first ward's unit that may come onto an agenda."""
    nomination = make_nomination(world.unit, world.people["head"], honour="giay-khen", **fields)
    nomination = appraised(nomination, world.people["secretary"])
    Nomination.objects.filter(pk=nomination.pk).update(appraised_honour=Honour.objects.get(code=honour))  # whatever its conditions ask
    return Nomination.objects.get(pk=nomination.pk)


def put_on_agenda(meeting: Meeting, nominations: Iterable[Nomination], by: User, *, is_secret: bool = True, is_on_paper: bool = False) -> list[Ballot]:
    return add_to_agenda(meeting, nominations, is_secret=is_secret, is_on_paper=is_on_paper, by=by)


def attend(meeting: Meeting, by: User, **hows: Iterable[CouncilMember]) -> None:
    """`absent` and `written` members; all others are there."""
    chosen = {member.pk: Attendance.How.PRESENT for member in members_of(meeting)}
    for how, members in hows.items():
        chosen |= {member.pk: Attendance.How(how) for member in members}
    set_attendance(meeting, chosen, by=by)


def begun(meeting: Meeting, by: User, **hows: Iterable[CouncilMember]) -> Meeting:
    """The meeting open, with everybody there but whom `attend` is told of."""
    attend(meeting, by, **hows)
    return move_meeting(meeting, "open", by=by)


def open_ballot(world: World, nomination: Nomination | None = None, meeting: Meeting | None = None, **manner: bool) -> Ballot:
    """A ballot that is open, in a meeting of its own unless one is given; the council must be there."""
    secretary = world.people["secretary"]
    meeting = meeting or make_meeting(world.ward, secretary)
    ballot = put_on_agenda(meeting, [nomination or appraised_here(world)], secretary, **manner)[0]
    if meeting.state == MeetingState.PLANNED:
        begun(meeting, secretary)
    return move_ballot(Ballot.objects.get(pk=ballot.pk), "open", by=secretary)


def vote(ballot: Ballot, *choices: tuple[User, str]) -> None:
    for user, choice in choices:
        cast(ballot, by=user, choice=choice)


def fresh(ballot: Ballot) -> Ballot:
    return Ballot.objects.get(pk=ballot.pk)


def add_sittings(world: World) -> None:
    """For the pages of the table: a meeting that has ended, one under way with an open ballot in which somebody has voted, and one to come."""
    secretary, council = world.people["secretary"], world.people["council"]
    members = make_council(world)
    closed = open_ballot(world)
    vote(closed, (secretary, "agree"), (council, "agree"), (world.people["chair"], "agree"))
    move_ballot(closed, "close", by=secretary)
    move_meeting(closed.meeting, "close", by=secretary)
    meeting = make_meeting(world.ward, secretary)
    first = put_on_agenda(meeting, [appraised_here(world, name=f"Bà {world.people['chair'].full_name}", details="Số 1")], secretary)[0]
    begun(meeting, secretary)
    move_ballot(first, "open", by=secretary)
    cast(first, by=council, choice="disagree")
    to_come = make_meeting(world.ward, secretary)
    put_on_agenda(to_come, [appraised_here(world, name=members[0].full_name, details="Số 2")], secretary)


def add_other_sitting(world: World, head: User, unit: Unit) -> None:
    """What the other ward's council has of its own: a meeting that has ended, without a vote."""
    secretary = world.people["other_secretary"]
    member = make_member(world.other_ward, secretary, world.people["other_chair"], Post.CHAIR)
    make_member(world.other_ward, secretary, secretary, Post.SECRETARY)
    meeting = make_meeting(world.other_ward, secretary)
    nomination = appraised(make_nomination(unit, head, name=member.full_name), secretary)
    put_on_agenda(meeting, [nomination], secretary)
    move_meeting(begun(meeting, secretary), "close", by=secretary)


def grow_council(world: World) -> None:
    """Two more members, another meeting, one more ballot in each; and in each ballot that is there one more who voted, one recused and one vote."""
    secretary = world.people["secretary"]
    voter, recused = make_member(world.ward, secretary), make_member(world.ward, secretary)
    make_meeting(world.ward, secretary)
    for meeting in Meeting.objects.filter(unit=world.ward):
        for member in (voter, recused):
            Attendance.objects.get_or_create(meeting=meeting, member=member, defaults={"how": Attendance.How.WRITTEN})
        state = BallotState.OPEN if meeting.is_open else BallotState.WAITING
        Ballot.objects.create(meeting=meeting, nomination=appraised_here(world), state=state, position=9)
        write_line(meeting, move="test", label="Việc khác", at=timezone.now(), by=secretary)
    for ballot in Ballot.objects.filter(meeting__unit=world.ward):
        Voter.objects.create(ballot=ballot, member=voter, choice="agree", is_written=True)
        Recusal.objects.create(ballot=ballot, member=recused, reason="Anh em")
        BallotPaper.objects.create(ballot=ballot, choice="agree")
        write_line(ballot, move="test", label="Việc khác", at=timezone.now(), by=secretary)
    for member in (voter, recused):
        end_seat(make_member(world.ward, secretary), ends_on=date(2021, 1, 1), decision=f"QĐ {member.pk}", by=secretary)
