"""Nominations: written, sent, appraised, returned, and by whom."""

from awards.models import State
from tests.awarding import appraised, make_nomination, sent
from tests.world import World


def test_a_nomination_goes_from_the_units_head_to_the_secretary(world: World) -> None:
    nomination = make_nomination(world.unit, world.people["head"])
    assert (nomination.state, nomination.signed_by) == (State.DRAFT, None)
    nomination = sent(nomination)
    assert (nomination.state, nomination.signed_by) == (State.SUBMITTED, world.people["head"])
    nomination = appraised(nomination, world.people["secretary"], opinion="Đủ điều kiện.", checklist=["tax"])
    assert (nomination.state, nomination.appraised_by, nomination.opinion, nomination.checklist) == (
        State.APPRAISED, world.people["secretary"], "Đủ điều kiện.", ["tax"],
    )  # fmt: skip
