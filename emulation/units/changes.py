"""Renaming, merging and splitting units: the old ones end and keep their names and papers, the new ones take their places in the tree."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from emulation.units.models import Former, Succession, Unit, paths_above
from emulation.units.tree import add_unit
from emulation.vietnamese.dates import day
from emulation.vietnamese.order import search_key


@dataclass(frozen=True)
class Change:
    """One decision of the authorities. `successors` are new units not saved yet, or one that exists; the first carries on what is unfinished.

    `homes` says of a split which successor, by its place in the list, takes a sub-unit, by its key; all others go to the first.
    """

    kind: Succession.Kind
    predecessors: Collection[Unit]
    successors: list[Unit]
    on: date
    document: str = ""
    note: str = ""
    homes: Mapping[int, int] = field(default_factory=dict)

    @property
    def last_day(self) -> date:
        """Of the predecessors."""
        return self.on - timedelta(days=1)


def rename_unit(unit: Unit, new: Unit, on: date, document: str = "", note: str = "") -> list[Succession]:
    """The unit goes on under the new name, its sub-units with it."""
    return change_units(Change(Succession.Kind.RENAME, [unit], [new], on, document, note))


def merge_units(units: Collection[Unit], into: Unit, on: date, document: str = "", note: str = "") -> list[Succession]:
    """The units become one: a new one, or one that exists already."""
    return change_units(Change(Succession.Kind.MERGE, units, [into], on, document, note))


def split_unit(unit: Unit, into: list[Unit], on: date, document: str = "", note: str = "", homes: Mapping[int, int] | None = None) -> list[Succession]:
    """The unit becomes several; the first carries on what is unfinished."""
    return change_units(Change(Succession.Kind.SPLIT, [unit], into, on, document, note, homes or {}))


@transaction.atomic
def change_units(change: Change) -> list[Succession]:
    """Make the change in the tree; the successions written down, those of sub-units after their parents'.

    Raises ValidationError, under the field "on" for a wrong day, and when a unit has ended meanwhile.
    """
    locked = list(Unit.objects.select_for_update().filter(pk__in=[unit.pk for unit in change.predecessors]).order_by("pk"))
    _check(change, locked)
    home = _home(locked[0])
    for successor in change.successors:
        if successor.pk is None:
            successor.starts_on = change.on
            add_unit(home, successor)
    made = [_succeed(change, old, new, change.kind, first=not place) for old in locked for place, new in enumerate(change.successors)]
    for old in locked:
        made += _carry_over(change, old, change.successors)
    retell({succession.predecessor_id for succession in made} | {succession.successor_id for succession in made})
    return made


def _check(change: Change, units: list[Unit]) -> None:
    if change.on > timezone.localdate():
        raise ValidationError({"on": "Ngày này chưa tới. Xin ghi thay đổi khi quyết định đã có hiệu lực."})
    if gone := [unit for unit in change.successors if unit in units or unit.has_ended]:
        raise ValidationError(f"Không nhập vào {gone[0]} được. Xin chọn đơn vị khác đang hoạt động.")
    if ended := [unit for unit in units if unit.successions.exists() or (unit.ends_on and unit.ends_on < change.last_day)]:
        raise ValidationError(f"{ended[0]} đã kết thúc nên không thay đổi được nữa. Xin tải lại trang đơn vị.")
    for unit in units:
        if unit.starts_on and unit.starts_on >= change.on:
            raise ValidationError({"on": f"{unit} thành lập ngày {day(unit.starts_on)}. Xin chọn ngày sau đó."})


def _home(unit: Unit) -> Unit | None:
    """Where the successors stand: below the nearest unit above that still exists; districts have ended."""
    return Unit.objects.filter(path__in=paths_above(unit)[:-1]).existing().order_by("path").last()


def _succeed(change: Change, old: Unit, new: Unit, kind: Succession.Kind, *, first: bool = True) -> Succession:
    begins = _begins(old, change)
    Unit.objects.filter(pk=old.pk).update(ends_on=max(change.last_day, old.starts_on or change.last_day))
    return Succession.objects.create(predecessor=old, successor=new, kind=kind, on=begins, carries_on=first, document=change.document, note=change.note)


def _begins(old: Unit, change: Change) -> date:
    """The successor's first day: that of the change; where a sub-unit was founded later than that, its own, which is then its last at the old place too."""
    return max(change.on, old.starts_on or change.on)


def _carry_over(change: Change, old: Unit, homes: list[Unit]) -> list[Succession]:
    """Give each existing sub-unit of the old unit a successor in one of the new homes, and theirs in turn; one that changed since then has its own."""
    made = []
    for child in Unit.objects.get_children(old).existing(change.on).filter(successions=None).order_by("path"):
        home = homes[change.homes.get(child.pk, 0)]
        twin = add_unit(home, _twin(child, home, change))
        made.append(_succeed(change, child, twin, Succession.Kind.TRANSFER))
        made += _carry_over(change, child, [twin])
    return made


def _twin(unit: Unit, home: Unit, change: Change) -> Unit:
    """The same unit in its new home. A letterhead that names an old unit is left out: the name on papers would be wrong."""
    old_names = [search_key(old.short_name) for old in change.predecessors]
    names_old = any(name in search_key(unit.letterhead) for name in old_names)
    return Unit(
        kind=unit.kind,
        code=unused_code(home, unit.code),
        name=unit.name,
        short_name=unit.short_name,
        place_name=unit.place_name,
        letterhead="" if names_old else unit.letterhead,
        phone=unit.phone,
        starts_on=_begins(unit, change),
        ends_on=unit.ends_on,
    )


def unused_code(home: Unit | None, code: str, promised: Collection[str] = ()) -> str:
    """The code, or where it is taken or `promised` the next free one of its row: tdp-01 becomes tdp-22 after tdp-21, mttq becomes mttq-2."""
    commune = home and (home if home.is_commune else home.commune)
    row, numbered = re.sub(r"-\d+$", "", code), bool(re.search(r"-\d+$", code))
    taken = set(Unit.objects.filter(commune=commune, code__startswith=row).values_list("code", flat=True)) | set(promised)
    if code not in taken:
        return code
    return next(other for number in count(1 if numbered else 2) if (other := f"{row}-{number:02}" if numbered else f"{row}-{number}") not in taken)


def carriers(units: Iterable[Unit]) -> set[int]:
    """The keys of the units that carry on the work of the ended ones among these; no query where none has ended."""
    found: set[int] = set()
    ended = {unit.pk for unit in units if unit.ends_on}
    while ended:
        after = set(Succession.objects.filter(predecessor__in=ended, carries_on=True).values_list("successor", flat=True))
        ended = after - found
        found |= after
    return found


def retell(pks: Iterable[int]) -> None:
    """Write the lineage and the names before and after anew, of these units and all that they came from or that came from them."""
    before, after = defaultdict(list), defaultdict(list)
    for old, new, carries_on in Succession.objects.values_list("predecessor", "successor", "carries_on"):
        before[new].append((old, carries_on))
        after[old].append((new, carries_on))
    touched = {one for pk in pks for one in (pk, *_reached(pk, before), *_reached(pk, after))}
    around = {pk: (_reached(pk, before), _reached(pk, after)) for pk in touched}
    wanted = {one for origins, heirs in around.values() for one in (*origins, *heirs)} | touched
    units = Unit.objects.in_bulk(wanted)
    for pk, (origins, heirs) in around.items():
        lineage = [Former(origin, units[origin].path, carried) for origin, carried in sorted(origins.items())]
        kin_key = "\n".join(units[one].search_key for one in sorted({*origins, *heirs}))
        if (list(map(list, lineage)), kin_key) != (units[pk].lineage, units[pk].kin_key):
            Unit.objects.filter(pk=pk).update(lineage=lineage, kin_key=kin_key)


def _reached(start: int, edges: Mapping[int, list[tuple[int, bool]]]) -> dict[int, bool]:
    """All that can be reached from there, and whether the work was carried on all the way; a circle in old data does no harm."""
    found: dict[int, bool] = {}
    waiting = [(start, True)]
    while waiting:
        here, carried = waiting.pop()
        for there, carries_on in edges.get(here, []):
            goes_on = carried and carries_on
            if there != start and not (found.get(there) or (there in found and not goes_on)):
                found[there] = goes_on
                waiting.append((there, goes_on))
    return found
