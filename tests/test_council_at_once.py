"""Many press at once: one vote for each member, one end for each ballot and meeting, one agenda for each nomination. On PostgreSQL and on SQLite."""

from collections import Counter

import pytest

from awards.ballot_workflow import move_ballot
from awards.ballots import cast, counted
from awards.meeting_workflow import move_meeting
from awards.models import Ballot, BallotPaper, Meeting, Nomination, Voter
from emulation.history.models import Line
from emulation.people.models import User
from tests.councils import appraised_here, begun, fresh, make_council, make_meeting, open_ballot, put_on_agenda, vote
from tests.test_concurrency import EIGHT, at_once
from tests.world import World, build_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> World:
    return build_world()


def test_eight_votes_of_one_member_at_once_are_one(world: World) -> None:
    make_council(world)
    ballot, member = open_ballot(world), world.people["council"]
    given = at_once(lambda number: cast(fresh(ballot), by=member, choice=["agree", "disagree"][number % 2]))
    assert Counter(given) == {None: 1, "refused": EIGHT - 1}
    assert (BallotPaper.objects.count(), Voter.objects.count()) == (1, 1)


def test_eight_members_who_vote_at_once_are_all_counted(world: World) -> None:
    members = make_council(world, more=EIGHT - 3)
    ballot = open_ballot(world)
    people = [User.objects.get(pk=member.user_id) for member in members]
    at_once(lambda number: cast(fresh(ballot), by=people[number], choice=["agree", "disagree"][number % 2]))
    assert (counted(ballot).agree, counted(ballot).disagree, Voter.objects.count()) == (4, 4, EIGHT)


def test_a_ballot_closes_once_and_its_nomination_passes_once(world: World) -> None:
    make_council(world)
    ballot = open_ballot(world)
    vote(ballot, *((world.people[who], "agree") for who in ("chair", "secretary", "council")))
    pressed = at_once(lambda number: move_ballot(fresh(ballot), "close", by=world.people[["chair", "secretary"][number % 2]]).state)
    assert Counter(pressed) == {"closed": 1, "refused": EIGHT - 1}
    assert Line.objects.of(Nomination.objects.get(pk=ballot.nomination_id)).filter(move="pass").count() == 1


def test_two_ballots_that_close_at_once_both_count(world: World) -> None:
    make_council(world)
    first = open_ballot(world)
    ballots = [first, open_ballot(world, meeting=Meeting.objects.get(pk=first.meeting_id))]
    for ballot in ballots:
        vote(ballot, *((world.people[who], "agree") for who in ("chair", "secretary", "council")))
    pressed = at_once(lambda number: move_ballot(fresh(ballots[number % 2]), "close", by=world.people["chair"]).state)
    assert Counter(pressed) == {"closed": 2, "refused": EIGHT - 2}
    assert sorted(Nomination.objects.filter(ballots__in=ballots).values_list("state", flat=True)) == ["passed", "passed"]


def test_a_vote_is_counted_or_refused_when_the_ballot_closes_at_that_moment(world: World) -> None:
    make_council(world)
    ballot = open_ballot(world)
    vote(ballot, (world.people["chair"], "agree"))

    def press(number: int) -> None:
        if number % 2:
            move_ballot(fresh(ballot), "close-early", by=world.people["chair"], reason="Hết giờ.")
        else:
            cast(fresh(ballot), by=world.people[["council", "secretary"][number % 4 // 2]], choice="agree")

    at_once(press)
    closed = fresh(ballot)
    assert (closed.agree, closed.state) == (Voter.objects.count(), "closed")


def test_a_meeting_ends_once_and_never_with_an_open_ballot(world: World) -> None:
    make_council(world)
    secretary = world.people["secretary"]
    meeting = make_meeting(world.ward, secretary)
    ballot = put_on_agenda(meeting, [appraised_here(world)], secretary)[0]
    begun(meeting, secretary)

    def press(number: int) -> str:
        if number % 2:
            return move_meeting(Meeting.objects.get(pk=meeting.pk), "close", by=secretary).state
        return move_ballot(fresh(ballot), "open", by=secretary).state

    given = Counter(at_once(press))
    assert (given["refused"], sum(given.values())) == (EIGHT - 1, EIGHT)
    assert (Meeting.objects.get().state, fresh(ballot).state) in (("closed", "waiting"), ("open", "open"))


def test_one_of_eight_meetings_takes_a_nomination(world: World) -> None:
    make_council(world)
    secretary, nomination = world.people["secretary"], appraised_here(world)
    meetings = [make_meeting(world.ward, secretary) for _ in range(EIGHT)]
    given = at_once(lambda number: len(put_on_agenda(meetings[number], [nomination], secretary)))
    assert (Counter(given), Ballot.objects.count()) == ({1: 1, "refused": EIGHT - 1}, 1)


def test_two_meetings_close_at_once(world: World) -> None:
    make_council(world)
    meetings = [begun(make_meeting(world.ward, world.people["secretary"]), world.people["secretary"]) for _ in range(2)]
    given = at_once(lambda number: move_meeting(Meeting.objects.get(pk=meetings[number % 2].pk), "close", by=world.people["chair"]).state)
    assert Counter(given) == {"closed": 2, "refused": EIGHT - 2}
