"""The whole cubes of meetings and ballots: each state, each move, each role, and only the cells listed here open."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from awards import ballot_workflow, meeting_workflow
from awards.models import Ballot, BallotState, Meeting, MeetingState
from emulation.history.models import Line
from emulation.people.models import User
from emulation.workflow import MoveRefused
from tests.councils import appraised_here, attend, make_council, make_meeting, open_ballot, put_on_agenda, vote
from tests.test_workflow import CLOCK, WHO
from tests.world import World

pytestmark = pytest.mark.django_db
COUNTS = {"agree": 2, "disagree": 1, "invalid": 0}
OFFICE = ("secretary", "chair")

OPEN_FOR_MEETINGS = {
    ("planned", "open"): "open",
    ("planned", "cancel"): "cancelled",
    ("open", "close"): "closed",
}
OPEN_FOR_BALLOTS = {
    ("waiting", "open"): "open",
    ("open", "close"): "closed",
    ("open", "close-early"): "closed",
    ("open", "void"): "waiting",
    ("open on paper", "count"): "closed",
    ("open on paper", "void"): "waiting",
}
MEETING_STATES = sorted(MeetingState.values)
BALLOT_STATES = sorted([*BallotState.values, "open on paper"])


def outcome(record: Any, move: Any, name: str, by: User | None, **details: Any) -> str | None:
    """The state that the move leads to, taken back again; None when it was refused, and then nothing was written."""
    lines, start = Line.objects.count(), transaction.savepoint()
    try:
        moved = move(record, name, by=by, reason="Theo ý kiến Chủ tịch.", **details)
    except (MoveRefused, PermissionDenied):
        assert Line.objects.count() == lines
        return None
    line = Line.objects.of(moved)[0]
    assert (line.move, line.before, line.after, line.by, line.reason) == (name, record.state, moved.state, by, "Theo ý kiến Chủ tịch.")
    transaction.savepoint_rollback(start)
    state: str = moved.state
    return state


def outcomes(world: World, record: Any, move: Any, name: str, **details: Any) -> dict[str, str]:
    people: dict[str, User | None] = {**world.people, CLOCK: None}
    found = {who: outcome(record, move, name, people[who], **details) for who in WHO}
    return {who: state for who, state in found.items() if state}


@pytest.fixture
def meeting(world: World) -> Meeting:
    """To come, with everybody there."""
    make_council(world)
    meeting = make_meeting(world.ward, world.people["secretary"])
    attend(meeting, world.people["secretary"])
    return meeting


def put_meeting(meeting: Meeting, state: str) -> Meeting:
    size = None if state in ("planned", "cancelled") else 3
    Meeting.objects.filter(pk=meeting.pk).update(state=state, size=size, closed_at=timezone.now() if state == "closed" else None)
    return Meeting.objects.get(pk=meeting.pk)


def put_ballot(world: World, meeting: Meeting, state: str) -> Ballot:
    """In a meeting under way; where it is open, everybody has voted."""
    manner = {"is_on_paper": state == "open on paper"}
    if state == "waiting":
        ballot = put_on_agenda(meeting, [appraised_here(world)], world.people["secretary"])[0]
        put_meeting(meeting, "open")
        return Ballot.objects.get(pk=ballot.pk)
    ballot = open_ballot(world, meeting=meeting, **manner)
    if not ballot.is_on_paper:
        vote(ballot, *((world.people[who], "agree") for who in ("chair", "secretary", "council")))
    if state == "closed":
        return ballot_workflow.move_ballot(ballot, "close", by=world.people["secretary"])
    return ballot


@pytest.mark.parametrize("state", MEETING_STATES)
@pytest.mark.parametrize("move", meeting_workflow.MOVES)
def test_a_meeting_moves_only_where_and_for_whom_it_is_listed(world: World, meeting: Meeting, state: str, move: str) -> None:
    meeting = put_meeting(meeting, state)
    target = OPEN_FOR_MEETINGS.get((state, move))
    assert outcomes(world, meeting, meeting_workflow.move_meeting, move) == ({who: target for who in OFFICE} if target else {})


@pytest.mark.parametrize("state", BALLOT_STATES)
@pytest.mark.parametrize("move", ballot_workflow.MOVES)
def test_a_ballot_moves_only_where_and_for_whom_it_is_listed(world: World, meeting: Meeting, state: str, move: str) -> None:
    ballot = put_ballot(world, meeting, state)
    details = COUNTS if move == "count" else {}
    target = OPEN_FOR_BALLOTS.get((state, move))
    assert outcomes(world, ballot, ballot_workflow.move_ballot, move, **details) == ({who: target for who in OFFICE} if target else {})


@pytest.mark.parametrize("state", MEETING_STATES)
def test_buttons_of_a_meeting_are_the_moves_that_the_table_opens(world: World, meeting: Meeting, state: str) -> None:
    meeting = put_meeting(meeting, state)
    shown = {who: set(meeting_workflow.moves_for(meeting, world.people[who])) for who in WHO if who != CLOCK}
    allowed = {move for source, move in OPEN_FOR_MEETINGS if source == state}
    assert shown == {who: allowed if who in OFFICE else set() for who in shown}


@pytest.mark.parametrize("state", BALLOT_STATES)
def test_buttons_of_a_ballot_are_the_moves_that_the_table_opens(world: World, meeting: Meeting, state: str) -> None:
    ballot = put_ballot(world, meeting, state)
    shown = {who: set(ballot_workflow.moves_for(ballot, world.people[who])) for who in WHO if who != CLOCK}
    allowed = {move for source, move in OPEN_FOR_BALLOTS if source == state}
    assert shown == {who: allowed if who in OFFICE else set() for who in shown}


def test_moves_that_take_something_back_need_a_reason() -> None:
    tables = (meeting_workflow.MOVES, ballot_workflow.MOVES)
    assert {name for moves in tables for name, move in moves.items() if move.needs_reason} == {"cancel", "close-early", "void"}
