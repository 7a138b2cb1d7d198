"""The whole cube of a nomination's moves: each state, each move, each role, and only the cells listed here open."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from awards.flags import FLAGS, VERBS, flags_for
from awards.models import Nomination, State
from awards.workflow import MOVES, move_nomination, moves_for
from emulation.history.models import Line
from emulation.notices.models import Notice
from emulation.people.models import Role, User
from emulation.workflow import REASON_LENGTH, MoveRefused
from tests.awarding import honour, make_nomination
from tests.world import World, make_person

CLOCK = "clock"
FOREIGN = ["other_secretary", "other_chair", "both", "stranger"]  # the right roles at the wrong places
WHO = [*Role.values, CLOCK, *FOREIGN]
REASON = "Theo công văn mới."

OPEN = {
    ("draft", "submit", "head"): "submitted",
    ("returned", "submit", "head"): "submitted",
    ("submitted", "withdraw", "head"): "withdrawn",
    ("submitted", "appraise", "secretary"): "appraised",
    ("submitted", "return", "secretary"): "returned",
    ("appraised", "return", "secretary"): "returned",
    ("appraised", "reopen", "secretary"): "submitted",
    ("appraised", "pass", "clock"): "passed",
    ("appraised", "fail", "clock"): "failed",
    ("appraised", "approve", "chair"): "approved",
    ("appraised", "refuse", "chair"): "refused",
    ("appraised", "refuse", "clock"): "refused",
    ("passed", "approve", "chair"): "approved",
    ("passed", "refuse", "chair"): "refused",
    ("passed", "refuse", "clock"): "refused",
    ("approved", "award", "clock"): "awarded",
    ("routed", "award-above", "secretary"): "above",
    ("routed", "refuse-above", "secretary"): "refused",
    ("failed", "close", "secretary"): "refused",
    ("failed", "vote-again", "secretary"): "appraised",
    ("awarded", "revoke", "clock"): "revoked",
    ("approved", "await-again", "clock"): "passed",
    ("approved", "await-again-unvoted", "clock"): "appraised",
}
OPEN_ON_PAPER = {
    **{cell: to for cell, to in OPEN.items() if cell[1] not in ("submit", "withdraw")},
    ("draft", "record-paper", "secretary"): "submitted",
    ("returned", "record-paper", "secretary"): "submitted",
}
OPEN_UPWARD = {
    ("appraised", "route", "secretary"): "routed",
    ("passed", "route", "secretary"): "routed",
}
HELD, LEFT = ("submitted", "appraised", "passed"), ("submitted", "returned")
OPEN_FLAGS = {(state, "hold", "secretary") for state in HELD} | {(state, "grant-exception", "chair") for state in LEFT}
CUBE = [(state, move) for state in State.values for move in MOVES]
FLAG_CUBE = [(state, flag) for state in State.values for flag in FLAGS]


@pytest.fixture
def nomination(world: World) -> Nomination:
    return make_nomination(world.unit, world.people["head"])


@pytest.fixture
def appraiser(world: World) -> User:
    """Another secretary, so that the one of the table may still appraise."""
    return make_person(Role.SECRETARY, world.ward)


def put(nomination: Nomination, state: str, world: World, appraiser: User, **fields: Any) -> Nomination:
    """The nomination as it would be in that state."""
    sent = {} if state == "draft" else {"submitted_at": timezone.now(), "signed_by": world.people["head"]}
    before = ("draft", "submitted", "returned", "withdrawn")
    judged = {} if state in before else {"appraised_by": appraiser, "appraised_honour": fields.get("honour", nomination.honour)}
    Nomination.objects.filter(pk=nomination.pk).update(**{"state": state, **sent, **judged, **fields})
    return Nomination.objects.get(pk=nomination.pk)


def everything(nomination: Nomination) -> tuple[Any, ...]:
    return Nomination.objects.filter(pk=nomination.pk).values().get(), Line.objects.count(), Notice.objects.count()


def outcome(nomination: Nomination, name: str, by: User | None) -> str | None:
    """The state that the move leads to, taken back again; None when it was refused, and then nothing may have changed."""
    before, state, start = everything(nomination), nomination.state, transaction.savepoint()
    try:
        moved = move_nomination(nomination, name, by=by, reason=REASON, honour=nomination.honour, opinion="Tốt.", checklist=["tax"])
    except (MoveRefused, PermissionDenied):
        assert everything(nomination) == before
        return None
    line = Line.objects.of(moved)[0]
    told = f"Đề xuất: {nomination.honour}. Tốt." if name == "appraise" else REASON
    assert (line.move, line.before, line.after, line.by, line.reason) == (name, state, moved.state, by, told)
    reached = Nomination.objects.get(pk=nomination.pk).state
    transaction.savepoint_rollback(start)
    return reached


def outcomes(world: World, nomination: Nomination, name: str) -> dict[str, str]:
    people: dict[str, User | None] = {**world.people, CLOCK: None}
    found = {who: outcome(nomination, name, people[who]) for who in WHO}
    return {who: state for who, state in found.items() if state}


def allowed(cube: dict[tuple[str, str, str], str], state: str, move: str) -> dict[str, str]:
    return {who: target for (source, name, who), target in cube.items() if (source, name) == (state, move)}


@pytest.mark.parametrize(("state", "move"), CUBE)
def test_nomination_moves_only_where_and_for_whom_it_is_listed(world: World, nomination: Nomination, appraiser: User, state: str, move: str) -> None:
    nomination = put(nomination, state, world, appraiser)
    assert outcomes(world, nomination, move) == allowed(OPEN, state, move)


@pytest.mark.parametrize(("state", "move"), CUBE)
def test_on_paper_it_is_the_secretary_who_records_it(world: World, nomination: Nomination, appraiser: User, state: str, move: str) -> None:
    fields = {"received_on_paper_at": timezone.now(), "entered_by": world.people["secretary"]}
    nomination = put(nomination, state, world, appraiser, **fields)
    assert outcomes(world, nomination, move) == allowed(OPEN_ON_PAPER, state, move)


@pytest.mark.parametrize("state", State.values)
def test_what_the_commune_does_not_give_is_routed_upward(world: World, nomination: Nomination, appraiser: User, state: str) -> None:
    nomination = put(nomination, state, world, appraiser, honour=honour("bang-khen-cap-tinh"))
    assert outcomes(world, nomination, "route") == allowed(OPEN_UPWARD, state, "route")


def flagged(nomination: Nomination, name: str, by: User) -> bool:
    before, start = everything(nomination), transaction.savepoint()
    try:
        VERBS[name](nomination, by=by, reason=REASON)
    except (MoveRefused, PermissionDenied):
        assert everything(nomination) == before
        return False
    line = Line.objects.of(nomination)[0]
    assert (line.move, line.by, line.reason, line.title) == (name, by, REASON, str(by.terms_in_force[0]))
    transaction.savepoint_rollback(start)
    return True


@pytest.mark.parametrize(("state", "flag"), FLAG_CUBE)
def test_flags_are_put_only_where_and_by_whom_it_is_listed(world: World, nomination: Nomination, appraiser: User, state: str, flag: str) -> None:
    nomination = put(nomination, state, world, appraiser)
    found = {who for who in WHO if who != CLOCK and flagged(nomination, flag, world.people[who])}
    assert found == {who for source, name, who in OPEN_FLAGS if (source, name) == (state, flag)}


def test_buttons_are_the_moves_that_the_table_opens_and_no_more(world: World, nomination: Nomination, appraiser: User) -> None:
    shown = {(state, who): set(moves_for(put(nomination, state, world, appraiser), world.people[who])) for state in State.values for who in WHO if who != CLOCK}
    without = ("appraise", "approve", "refuse")  # made on pages of their own
    opened: dict[tuple[str, str], set[str]] = {}
    for state, move, who in OPEN:
        if who != CLOCK and move not in without:
            opened.setdefault((state, who), set()).add(move)
    assert {cell: moves for cell, moves in shown.items() if moves} == opened


def test_flags_are_offered_where_they_say_something(world: World, nomination: Nomination, appraiser: User) -> None:
    secretary, chair = world.people["secretary"], world.people["chair"]
    nomination = put(nomination, "submitted", world, appraiser, exception_plea="Đơn vị mới.")
    assert (set(flags_for(nomination, secretary)), set(flags_for(nomination, chair))) == ({"hold"}, {"grant-exception"})
    nomination = put(nomination, "submitted", world, appraiser, hold_reason="Có đơn.", exception_reason="Được.", exception_by=chair)
    assert (set(flags_for(nomination, secretary)), set(flags_for(nomination, chair))) == ({"release"}, set())


def test_moves_that_take_something_back_need_a_reason() -> None:
    assert {name for name, move in MOVES.items() if move.needs_reason} == {"return", "refuse", "revoke", "close", "vote-again", "refuse-above"}


@pytest.mark.parametrize("reason", ["", " \n", "\u200b", "x" * (REASON_LENGTH + 1)])
@pytest.mark.parametrize(("flag", "who"), [("hold", "secretary"), ("grant-exception", "chair")])
def test_a_flag_needs_a_reason_that_history_can_keep(world: World, nomination: Nomination, appraiser: User, flag: str, who: str, reason: str) -> None:
    nomination = put(nomination, "submitted", world, appraiser)
    before = everything(nomination)
    with pytest.raises(MoveRefused):
        VERBS[flag](nomination, by=world.people[who], reason=reason)
    assert everything(nomination) == before
