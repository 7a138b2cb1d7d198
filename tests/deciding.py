"""Decisions for tests, made and moved by the verbs of the source."""

from datetime import date
from typing import Any

from django.utils import timezone

from awards.award_workflow import mark_many
from awards.decision_workflow import move_decision
from awards.models import Decision, Nomination
from awards.proposing import draw_up, put_in
from awards.workflow import move_nomination
from emulation.issuing.finishing import issue
from emulation.people.models import User
from tests.awarding import appraised, make_nomination
from tests.world import World


def passed(nomination: Nomination, secretary: User, **details: Any) -> Nomination:
    """Appraised, and passed by the council."""
    return move_nomination(appraised(nomination, secretary, **details), "pass", by=None)


def ready(world: World, count: int = 2, **fields: Any) -> list[Nomination]:
    """So many nominations of the world's unit that wait for a decision."""
    return [passed(make_nomination(world.unit, world.people["head"], **fields), world.people["secretary"]) for _ in range(count)]


def drawn_up(world: World, *nominations: Nomination, subject: str = "Về việc khen thưởng thành tích năm 2026") -> Decision:
    """A decision that the secretary is drawing up, with these nominations in it."""
    decision = draw_up(world.ward, None, subject, by=world.people["secretary"])
    put_in(decision, nominations, by=world.people["secretary"])
    return decision


def submitted(world: World, *nominations: Nomination) -> Decision:
    """Before the chair."""
    return move_decision(drawn_up(world, *nominations), "submit", by=world.people["secretary"])


def signed(world: World, *nominations: Nomination) -> Decision:
    """All approved and signed; it waits for its number."""
    decision = submitted(world, *nominations)
    mark_many(decision.awards.all(), "approve", by=world.people["chair"])
    return move_decision(decision, "sign", by=world.people["chair"])


def numbered(decision: Decision, by: User, number: str = "41", dated: date | None = None) -> Decision:
    """A signed decision with the number that the văn thư gave it, and issued with it."""
    assert decision.paper is not None
    issue(decision.paper, "number", by=by, number=number, dated=dated or timezone.localdate(), order_is_right=True)
    return Decision.objects.get(pk=decision.pk)


def issued(world: World, *nominations: Nomination, number: str = "41", dated: date | None = None) -> Decision:
    return numbered(signed(world, *nominations), world.people["secretary"], number, dated)
