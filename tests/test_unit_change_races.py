"""Two windows change the same unit at once: one change is made, the other is refused."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from emulation.people.models import Term
from emulation.units.changes import Change
from emulation.units.models import Succession, Unit
from emulation.workflow import MoveRefused
from registrations.unit_changes import carry_out
from tests.test_concurrency import at_once
from tests.world import World, build_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> World:
    return build_world()


def test_of_mergers_of_the_same_unit_at_once_one_is_made(world: World) -> None:
    others = [world.strange_unit, Unit.objects.get(code="tdp-03")]

    def merge(number: int) -> str:
        new = Unit(kind="tdp", code=f"moi-{number}", name=f"TDP {number}", short_name=f"TDP {number}")
        old = [world.unit, others[number % 2]][:: -1 if number % 3 else 1]
        try:
            carry_out(Change(Succession.Kind.MERGE, old, [new], timezone.localdate()), by=world.people["secretary"])
        except ValidationError as refusal:
            raise MoveRefused("; ".join(refusal.messages)) from refusal
        return "made"

    assert sorted(at_once(merge, 4)) == ["made", "refused", "refused", "refused"]
    assert (world.unit.successions.count(), Succession.objects.count(), Unit.objects.filter(code__startswith="moi-").count()) == (1, 2, 1)
    assert Term.objects.filter(unit=world.unit, ends_on=None).count() == 0
