"""Units with their heads, and terms, as tables with the very columns that can be imported again."""

from collections.abc import Sequence

from emulation.people.accounts import running_terms
from emulation.people.importing import TERMS, UNITS_WITH_HEADS
from emulation.people.models import Role, Term
from emulation.spreadsheets.reading import Column
from emulation.spreadsheets.writing import Table, Value
from emulation.units.importing import Surroundings
from emulation.units.models import Unit


def table_of(title: str, columns: Sequence[Column], rows: list[dict[str, Value]]) -> Table:
    """The rows under the titles of the columns; what a row lacks stays empty."""
    return Table(title, [column.title for column in columns], [[row.get(column.name) for column in columns] for row in rows])


def sample_of(title: str, columns: Sequence[Column]) -> Table:
    """A table with one row to write over."""
    return table_of(title, columns, [{column.name: column.sample for column in columns}])


def units_with_heads(office: Unit) -> Table:
    """The units below the office that have not ended, parents before children, each with the one who has led it longest."""
    around = Surroundings(office)
    heads: dict[int, Term] = {}
    for term in running_terms(office).filter(role=Role.HEAD):
        heads.setdefault(term.unit_id, term)
    units = sorted((unit for unit in around.units.values() if not unit.has_ended), key=lambda unit: (unit.depth, unit.sort_key, unit.pk))
    return table_of("Đơn vị", UNITS_WITH_HEADS, [_unit(unit, around) | _person(heads.get(unit.pk)) for unit in units])


def terms(office: Unit) -> Table:
    """The terms at the office and its units that have not ended: the office's own first, then by unit and role."""
    running = running_terms(office).filter(unit__in=Unit.objects.under(office)).order_by("unit__depth", "unit__sort_key", "unit", "role", "starts_on", "pk")
    rows = [dict[str, Value](unit=term.unit.code, role=term.get_role_display()) | _person(term) for term in running if not term.unit.has_ended]
    return table_of("Người giữ nhiệm vụ", TERMS, rows)


def _unit(unit: Unit, around: Surroundings) -> dict[str, Value]:
    parent = around.parent_of(unit)
    return {
        "code": unit.code,
        "kind": unit.get_kind_display(),
        "short_name": unit.short_name,
        "name": unit.name,
        "unit_phone": unit.phone,
        "place_name": unit.place_name,
        "parent": "" if parent == around.office else parent.code,
    }


def _person(term: Term | None) -> dict[str, Value]:
    if term is None:
        return {}
    of_user: dict[str, Value] = {name: getattr(term.user, name) for name in ("full_name", "username", "phone", "email")}
    return of_user | {"title": term.title, "starts_on": term.starts_on, "ends_on": term.ends_on}
