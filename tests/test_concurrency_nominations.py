"""Several press at once on nominations: one wins, and one achievement is sent and imported once. The same on PostgreSQL and on SQLite."""

from collections import Counter

import pytest

from awards.evidence import MOST_FILES
from awards.importing import import_kept
from awards.models import Evidence, Nomination, NominationImport
from awards.workflow import move_nomination
from emulation.history.models import Line
from emulation.workflow import MoveRefused
from tests.awarding import attach, make_nomination, sent, uploaded
from tests.test_concurrency import EIGHT, at_once
from tests.world import World, build_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> World:
    return build_world()


def fresh(nomination: Nomination) -> Nomination:
    return Nomination.objects.get(pk=nomination.pk)


def test_eight_sendings_of_one_nomination_send_it_once(world: World) -> None:
    nomination = make_nomination(world.unit, world.people["head"])
    given = at_once(lambda _: move_nomination(fresh(nomination), "submit", by=world.people["head"]).state)
    assert Counter(given) == {"submitted": 1, "refused": EIGHT - 1}
    assert Line.objects.of(nomination).filter(move="submit").count() == 1


def test_of_eight_nominations_of_one_person_sent_at_once_one_is_taken(world: World) -> None:
    """Each finds itself the first unless the commune's sendings wait for each other."""
    drafts = [make_nomination(world.unit, world.people["head"], name="Lê Thị Mới") for _ in range(EIGHT)]
    given = at_once(lambda number: move_nomination(fresh(drafts[number]), "submit", by=world.people["head"]).state)
    assert Counter(given) == {"submitted": 1, "refused": EIGHT - 1}
    assert Nomination.objects.filter(state="submitted").count() == 1


def test_a_nomination_is_withdrawn_or_appraised_and_not_both(world: World) -> None:
    nomination = sent(make_nomination(world.unit, world.people["head"]))

    def press(number: int) -> str:
        if number % 2:
            return move_nomination(fresh(nomination), "withdraw", by=world.people["head"]).state
        return move_nomination(fresh(nomination), "appraise", by=world.people["secretary"], honour=nomination.honour).state

    given = Counter(at_once(press))
    assert (given["refused"], given[fresh(nomination).state]) == (EIGHT - 1, 1)


def test_a_list_imported_by_eight_presses_comes_in_once(world: World) -> None:
    kept = uploaded(world.unit, world.people["head"])

    def press(_: int) -> int:
        try:
            return import_kept(NominationImport.objects.get(pk=kept.pk), world.people["head"])
        except MoveRefused as refusal:
            raise MoveRefused(str(refusal)) from refusal

    assert Counter(at_once(press)) == {1: 1, "refused": EIGHT - 1}
    assert Nomination.objects.count() == 1


def test_files_uploaded_at_once_do_not_pass_the_bound_together(world: World) -> None:
    nomination = make_nomination(world.unit, world.people["head"])
    for _ in range(MOST_FILES - 2):
        attach(nomination, world.people["head"])
    given = Counter(bool(one) and one != "refused" for one in at_once(lambda _: attach(fresh(nomination), world.people["head"])))
    assert given == {True: 2, False: EIGHT - 2}
    assert Evidence.objects.in_use().count() == MOST_FILES
