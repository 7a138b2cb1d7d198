"""The cube of moves for a registration that came on paper, and who may write and see it in each state."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from emulation.people.models import User
from emulation.workflow import MoveRefused
from registrations import workflow
from registrations.models import Registration, State
from tests.scans import add_paper_scan
from tests.test_workflow import EVERYTHING, REGISTRATION_CUBE, WHO, outcomes, put
from tests.world import World

OPEN_ON_PAPER = {
    ("draft", "record-paper", "secretary"): "submitted",
    ("draft", "abandon-paper", "secretary"): "draft",
    ("returned", "submit", "head"): "submitted",
    ("returned", "record-paper", "secretary"): "submitted",
    ("withdrawn", "submit", "head"): "submitted",  # no way leads there
    ("submitted", "accept", "secretary"): "accepted",
    ("submitted", "return", "secretary"): "returned",
    ("accepted", "return", "secretary"): "returned",
}
OFFICE = {"secretary", "council", "chair", "superior", "administrator"}
WRITERS = {"draft": {"secretary"}, "returned": {"head", "secretary"}}
READERS = {"draft": {"secretary"}} | dict.fromkeys(["submitted", "returned", "accepted", "withdrawn"], OFFICE | {"head"})


@pytest.fixture
def registration(world: World) -> Registration:
    """Filled in, on paper, with its scan."""
    add_paper_scan(world.registration, world.people["secretary"])
    Registration.objects.filter(pk=world.registration.pk).update(received_on_paper_at=timezone.now(), entered_by=world.people["secretary"])
    return Registration.objects.get(pk=world.registration.pk)


@pytest.mark.parametrize(("state", "move"), REGISTRATION_CUBE)
def test_registration_on_paper_moves_only_where_and_for_whom_it_is_listed(world: World, registration: Registration, state: str, move: str) -> None:
    registration = put(registration, state, world.people["secretary"])
    found = outcomes(world, registration, workflow.move_registration, move, reason=EVERYTHING["reason"])
    assert found == {who: target for (source, name, who), target in OPEN_ON_PAPER.items() if (source, name) == (state, move)}


def test_buttons_of_a_registration_on_paper_are_the_moves_that_the_table_opens(world: World, registration: Registration) -> None:
    for state in State.values:
        at_state = put(registration, state, world.people["secretary"])
        shown = {(name, who) for who, user in world.people.items() for name in workflow.moves_for(at_state, user)}
        assert shown == {(name, who) for source, name, who in OPEN_ON_PAPER if source == state}


def people(world: World, true_of: Callable[[User], Any]) -> set[str]:
    return {who for who in world.people if true_of(world.people[who])}


@pytest.mark.parametrize("state", State.values)
def test_who_writes_and_who_sees_a_registration_on_paper(world: World, registration: Registration, state: str) -> None:
    registration = put(registration, state, world.people["secretary"])
    one = Registration.objects.filter(pk=registration.pk)
    assert people(world, lambda user: one.visible_to(user).exists()) == READERS[state]
    written = people(world, lambda user: one.written_by(user).exists())
    assert written == people(world, registration.is_written_by)
    assert (written if registration.is_editable and state != "withdrawn" else set()) == WRITERS.get(state, set())


@pytest.mark.parametrize("state", State.values)
def test_the_two_ways_to_ask_who_writes_an_electronic_one_agree(world: World, state: str) -> None:
    registration = put(world.registration, state, world.people["secretary"])
    one = Registration.objects.filter(pk=registration.pk)
    assert people(world, lambda user: one.written_by(user).exists()) == people(world, registration.is_written_by) == {"head"}


def test_what_is_not_on_paper_is_neither_recorded_nor_abandoned(world: World) -> None:
    draft = world.strange_registration
    for move in ("record-paper", "abandon-paper"):
        with pytest.raises(MoveRefused, match="không nhập từ bản giấy"):
            workflow.move_registration(draft, move, by=world.people["secretary"], reason="x")
        with pytest.raises(PermissionDenied):
            workflow.move_registration(draft, move, by=world.people["stranger"], reason="x")
    assert set(WHO) > OFFICE
