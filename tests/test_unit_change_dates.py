"""A change of units is entered weeks late under its true date, though terms and sub-units have begun since."""

import pytest

from emulation.history.models import Line
from emulation.people.models import Role, Term, User
from emulation.units.changes import Change
from emulation.units.kinds import Kind
from emulation.units.models import Unit
from registrations.unit_changes import carry_out
from tests.test_unit_changes import DAY, MERGE, RENAME, new, today
from tests.world import World, make_term, make_unit

pytestmark = pytest.mark.django_db


def test_a_term_that_began_since_the_change_goes_over_with_its_own_days(world: World) -> None:
    term = make_term(world.people["stranger"], world.unit, Role.HEAD, starts_on=today() - DAY)
    outcome = carry_out(Change(RENAME, [world.unit], [new("TDP A")], today() - 9 * DAY), by=world.people["secretary"])
    old, renamed = world.unit, Unit.objects.get(short_name="TDP A")
    term.refresh_from_db()
    assert (term.unit, term.starts_on, term.ends_on) == (renamed, today() - DAY, None)
    assert [(one.old.unit, one.new and one.new.unit, one.is_moved) for one in outcome.carried] == [(old, renamed, False), (old, renamed, True)]
    told = Line.objects.of(old).get(move="term")
    assert told.reason == f"Lê Văn Khách, {term.title}, từ ngày {today() - DAY:%d/%m/%Y}"


def test_of_the_terms_that_began_since_a_merger_those_not_chosen_end_on_their_first_day(world: World) -> None:
    since = today() - 3 * DAY
    head = world.people["head"].terms.get()
    chosen, not_chosen = (make_term(world.people[who], world.unit, Role.HEAD, starts_on=since) for who in ("both", "stranger"))
    twice = make_term(world.people["head"], world.strange_unit, Role.HEAD, starts_on=since)
    change = Change(MERGE, [world.unit, world.strange_unit], [new("TDP Bá Vân")], today() - 9 * DAY)
    carry_out(change, by=world.people["secretary"], going_on={head.pk, chosen.pk, twice.pk})
    for term in (chosen, not_chosen, twice):
        term.refresh_from_db()
    assert [(str(term.unit), term.ends_on) for term in (chosen, not_chosen, twice)] == [
        ("TDP Bá Vân", None),
        ("TDP Bá Vân 1", since),
        ("TDP Bá Vân 2", since),
    ]
    assert Term.objects.filter(unit__short_name="TDP Bá Vân", user=world.people["head"], ends_on=None).count() == 1


@pytest.mark.parametrize("days", [0, 3], ids=["on its day", "later"])
def test_a_sub_unit_founded_since_the_change_keeps_its_first_day(world: World, days: int) -> None:
    on = today() - 9 * DAY
    founded = on + days * DAY
    school = make_unit(world.unit, Kind.SCHOOL, "truong", starts_on=founded)
    term = make_term(world.people["stranger"], school, Role.HEAD, starts_on=founded)
    carry_out(Change(RENAME, [world.unit], [new("TDP Bá Vân")], on), by=world.people["secretary"])
    school.refresh_from_db()
    term.refresh_from_db()
    twin = school.successors.get()
    assert (school.starts_on, school.ends_on, twin.starts_on, twin.ends_on) == (founded, founded, founded, None)
    assert (school.successions.get().on, term.unit, term.starts_on) == (founded, twin, founded)


def test_communes_merge_from_a_day_before_one_of_their_units_was_renamed(world: World) -> None:
    """The old unit has its successor already and stays where it ended; the new one goes along, and its people with it."""
    carry_out(Change(RENAME, [world.unit], [new("TDP Bá Vân")], today() - 3 * DAY), by=world.people["secretary"])
    merged = new("phường Mới", "moi", Kind.WARD)
    carry_out(Change(MERGE, [world.ward, world.other_ward], [merged], today() - 9 * DAY), by=world.people["administrator"])
    renamed = world.unit.successors.get()
    twin = renamed.successors.get()
    assert (renamed.ends_on, twin.commune, twin.starts_on) == (today() - 3 * DAY, merged, today() - 3 * DAY)
    assert [term.unit for term in User.objects.get(username="to-truong-1").terms_in_force] == [twin]
    assert [former.carries_on for former in twin.formers] == [True, True]
