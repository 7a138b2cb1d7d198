"""Two who approve one draft at once make one paper of it. The same on PostgreSQL and on SQLite."""

from collections import Counter

import pytest

from emulation.drafting.models import Draft, Passage
from emulation.drafting.workflow import move_draft
from emulation.drafting.writing import save_passage
from emulation.issuing.models import OutgoingPaper
from tests.drafts import make_draft
from tests.test_concurrency import EIGHT, at_once
from tests.world import World, build_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> World:
    """Committed, so that every thread sees it."""
    return build_world()


def test_eight_approvals_at_once_make_one_paper(world: World) -> None:
    secretary, chair = world.people["secretary"], world.people["chair"]
    draft = move_draft(make_draft(world.ward, secretary), "submit", by=secretary)

    def press(number: int) -> str:
        name, by = [("approve", chair), ("approve-on-paper", secretary)][number % 2]
        return move_draft(Draft.objects.get(pk=draft.pk), name, by=by, reason="Đã duyệt.").state

    assert Counter(at_once(press)) == {"approved": 1, "refused": EIGHT - 1}
    assert OutgoingPaper.objects.get() == Draft.objects.get(pk=draft.pk).paper


def test_eight_passages_added_at_once_have_eight_places(world: World) -> None:
    draft = make_draft(world.ward, world.people["secretary"], body="Một.")
    at_once(lambda number: save_passage(Passage(draft=Draft.objects.get(pk=draft.pk), text=f"Đoạn {number}")))
    assert list(draft.passages.values_list("position", flat=True)) == list(range(1, EIGHT + 2))
