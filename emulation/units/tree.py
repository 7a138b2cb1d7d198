"""Planting a unit in the tree: under whom, of what kind, belonging to which commune."""

from collections import defaultdict
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from emulation.units.kinds import ALLOWED_BELOW, WORDS, Kind
from emulation.units.models import STEP, Unit, UnitQuerySet
from emulation.vietnamese.order import search_key


def may_stand_below(kind: str, parent: Unit | None) -> bool:
    """Whether a unit of that kind belongs directly below the parent (None: at the top of the tree)."""
    return kind in ALLOWED_BELOW[Kind(parent.kind) if parent else None]


@transaction.atomic
def add_unit(parent: Unit | None, unit: Unit) -> Unit:
    """Save a new unit below its parent. Raises ValidationError when the kind does not belong there or a field is wrong."""
    if not may_stand_below(unit.kind, parent):
        raise ValidationError({"kind": "Loại đơn vị này không thể trực thuộc đơn vị cấp trên đã chọn."})
    if parent is None:
        unit.full_clean(exclude=["path", "depth"])
        Unit.objects.add_root(instance=unit)
        return unit
    parent = Unit.objects.select_for_update().get(pk=parent.pk)
    unit.commune = parent if parent.is_commune else parent.commune
    unit.full_clean(exclude=["path", "depth"])
    Unit.objects.add_child(parent, instance=unit)
    return unit


def new_unit(parent: Unit | None, **fields: Any) -> Unit:
    """A new unit of these fields below its parent."""
    return add_unit(parent, Unit(**fields))


def free_code(parent: Unit, kind: Kind) -> str:
    """The next free code of a kind in the parent's commune: tdp-01, tdp-02, truong-01, ..."""
    word = search_key(WORDS[kind].short).replace(" ", "-")
    commune = parent if parent.is_commune else parent.commune
    taken = set(Unit.objects.filter(commune=commune, code__startswith=f"{word}-").values_list("code", flat=True))
    return next(code for number in count(1) if (code := f"{word}-{number:02}") not in taken)


def names_of(kind: Kind, short_name: str) -> dict[str, str]:
    """The short name with the full one beside it: "TDP Bá Vân 1" is in full "Tổ dân phố Bá Vân 1"."""
    words = WORDS[kind]
    rest = short_name.removeprefix(words.short)
    full = f"{words.word}{rest}" if rest != short_name else short_name
    return {"short_name": short_name, "name": full[:1].upper() + full[1:]}


def outline(units: UnitQuerySet) -> list[tuple[Unit, int]]:
    """The units with their depth below the topmost among them: each parent before its children, siblings in Vietnamese order."""
    below: dict[str, list[Unit]] = defaultdict(list)
    paths = set()
    for unit in units.in_order().select_related("commune"):
        below[unit.path[:-STEP]].append(unit)
        paths.add(unit.path)
    rows: list[tuple[Unit, int]] = []

    def walk(parent: str, depth: int) -> None:
        for unit in below[parent]:
            rows.append((unit, depth))
            walk(unit.path, depth + 1)

    for top in sorted({parent for parent in below if parent not in paths}):
        walk(top, 0)
    return rows
