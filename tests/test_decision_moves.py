"""The whole cubes of decisions and awards: each state, each move, each role, and only the cells listed here open."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from awards import award_workflow, decision_workflow
from awards.award_workflow import mark_many, move_award
from awards.decision_workflow import move_decision
from awards.models import Award, AwardState, Decision, DecisionState, Nomination
from emulation.history.models import Line
from emulation.issuing.workflow import move_paper
from emulation.people.models import Role, User
from emulation.workflow import MoveRefused
from tests.deciding import Office, approved, drawn_up, issued, office_of, ready, signed, submitted
from tests.world import World

WHO = [*Role.values, "clock", "other_secretary", "other_chair", "both", "stranger"]
OPEN_FOR_DECISIONS = {
    ("draft", "submit", "secretary"): "submitted",
    ("returned", "submit", "secretary"): "submitted",
    ("draft", "discard", "secretary"): "discarded",
    ("returned", "discard", "secretary"): "discarded",
    ("submitted", "take-back", "secretary"): "draft",
    ("submitted", "sign", "chair"): "signed",
    ("submitted", "return", "chair"): "returned",
    ("signed", "recall", "chair"): "returned",
}
OPEN_FOR_AWARDS = {
    **{(state, "approve", "chair"): "approved" for state in ("proposed", "refused", "returned")},
    **{(state, "refuse", "chair"): "refused" for state in ("proposed", "approved", "returned")},
    **{(state, "return", "chair"): "returned" for state in ("proposed", "approved", "refused")},
    **{(state, "put-back", "clock"): "proposed" for state in ("approved", "refused", "returned")},
    ("approved", "grant", "clock"): "granted",
    ("granted", "revoke", "chair"): "revoked",
    ("granted", "revoke-with-paper", "clock"): "revoked",
}


NUMBERED = {("signed", "issue", "clock"): "issued"}  # once its paper has a number, and only then


ALL_REFUSED = {
    ("submitted", "take-back", "secretary"): "draft",
    ("submitted", "conclude", "chair"): "concluded",
    ("submitted", "return", "chair"): "returned",
}


def refused(office: Office, *nominations: Nomination) -> Decision:
    """Before the chair, who has refused all cases."""
    decision = submitted(office, *nominations)
    mark_many(decision.awards.all(), "refuse", by=office.chair, reason="Chưa đủ thành tích.")
    return decision


def decision_in(world: World, state: str) -> Decision:
    """With one award; before the chair all is approved."""
    office, nominations = office_of(world), ready(world, 1)
    made = {"submitted": approved, "returned": approved, "signed": signed, "issued": issued}.get(state, drawn_up)(office, *nominations)
    if state == "returned":
        return move_decision(made, "return", by=office.chair, reason="Sửa.")
    if state == "concluded":
        return move_decision(refused(office, *ready(world, 1)), "conclude", by=office.chair)
    return move_decision(made, "discard", by=office.secretary) if state == "discarded" else made


def award_in(world: World, state: str) -> Award:
    """Of a decision before the chair, or of one that was issued."""
    office, nominations, chair = office_of(world), ready(world, 1), world.people["chair"]
    if state in ("granted", "revoked"):
        award = issued(office, *nominations).awards.get()
        return move_award(award, "revoke", by=chair, reason="Khai man.") if state == "revoked" else award
    award = submitted(office, *nominations).awards.get()
    name = {"approved": "approve", "refused": "refuse", "returned": "return"}.get(state)
    return move_award(award, name, by=chair, reason="Vì vậy.") if name else award


def outcome(record: Any, move: Callable[..., Any], name: str, by: User | None, **given: Any) -> str | None:
    """The state that the move leads to, taken back again; None when it was refused, and then nothing may have changed."""
    row, lines = type(record).objects.filter(pk=record.pk).values(), Line.objects.count()
    before, start = row.get(), transaction.savepoint()
    try:
        moved = move(record, name, by=by, **given)
    except (MoveRefused, PermissionDenied):
        assert (row.all().get(), Line.objects.count()) == (before, lines)
        return None
    line = Line.objects.of(moved).get(move=name, before=record.state)
    assert (line.after, line.by, line.reason, line.title) == (moved.state, by, given["reason"], str(by.terms_in_force[0]) if by else "")
    reached: str = row.all().get()["state"]
    transaction.savepoint_rollback(start)
    return reached


def opened(world: World, record: Any, move: Callable[..., Any], names: Any, **given: Any) -> dict[tuple[str, str, str], str]:
    """The cells of the record's state that are open, and where they led."""
    people: dict[str, User | None] = {**world.people, "clock": None}
    cells = {(record.state, name, who): outcome(record, move, name, people[who], **given) for name in names for who in WHO}
    return {cell: state for cell, state in cells.items() if state}


@pytest.mark.parametrize("state", DecisionState.values)
def test_decisions_move_only_where_and_for_whom_it_is_listed(world: World, state: str) -> None:
    record = decision_in(world, state)
    found = opened(world, record, move_decision, decision_workflow.MOVES, reason="Vì vậy.")
    assert found == {cell: target for cell, target in OPEN_FOR_DECISIONS.items() if cell[0] == state}
    buttons = {(state, name, who) for who in Role.values for name in decision_workflow.moves_for(record, world.people[who])}
    assert buttons == {cell for cell in found if cell[2] != "clock"}


def test_a_decision_of_which_all_is_refused_is_concluded_and_not_signed(world: World) -> None:
    record = refused(office_of(world), *ready(world, 1))
    found = opened(world, record, move_decision, decision_workflow.MOVES, reason="Vì vậy.")
    assert found == ALL_REFUSED
    assert {"conclude", "return"} < set(decision_workflow.moves_for(record, world.people["chair"]))


def test_a_decision_whose_paper_has_its_number_is_only_issued(world: World) -> None:
    record = decision_in(world, "signed")
    assert record.paper is not None
    move_paper(record.paper, "number", by=world.people["secretary"], number="41", dated=timezone.localdate(), order_is_right=True)
    assert opened(world, record, move_decision, decision_workflow.MOVES, reason="Vì vậy.") == NUMBERED


@pytest.mark.parametrize("state", AwardState.values)
def test_awards_move_only_where_and_for_whom_it_is_listed(world: World, state: str) -> None:
    record = award_in(world, state)
    found = opened(world, record, move_award, award_workflow.MOVES, reason="Vì vậy.", unit=world.ward, year=2026, number=1)
    assert found == {cell: target for cell, target in OPEN_FOR_AWARDS.items() if cell[0] == state}
    buttons = {(state, name, who) for who in Role.values for name in award_workflow.moves_for(record, world.people[who])}
    assert buttons == {cell for cell in found if cell[2] != "clock"}


def test_no_mark_is_offered_while_the_secretary_has_the_list(world: World) -> None:
    award = drawn_up(office_of(world), *ready(world, 1)).awards.get()
    assert award_workflow.moves_for(award, world.people["chair"]) == {}


NEEDING_REASON = {"decisions": {"return", "recall"}, "awards": {"refuse", "return", "revoke", "revoke-with-paper"}}


def test_what_is_refused_returned_recalled_or_revoked_needs_a_reason(world: World) -> None:
    tables = {"decisions": decision_workflow.MOVES, "awards": award_workflow.MOVES}
    assert {name: {move for move, row in table.items() if row.needs_reason} for name, table in tables.items()} == NEEDING_REASON


def test_many_are_marked_each_by_itself(world: World) -> None:
    decision = submitted(office_of(world), *ready(world, 3))
    one = decision.awards.earliest("pk")
    move_award(one, "approve", by=world.people["chair"])
    marked = mark_many(decision.awards.order_by("pk"), "approve", by=world.people["chair"])
    assert (len(marked.moved), [award for award, _ in marked.refused]) == (2, [one])
