"""Planting a unit in the tree: under whom, of what kind, belonging to which commune."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

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


@transaction.atomic
def add_units(office: Unit, planted: Sequence[tuple[Unit, Unit]]) -> None:
    """Save many new units that were checked before, each with its parent: a saved one at or below the office, or one earlier in the list.

    As many queries for a thousand as for one. Raises IntegrityError when a code was taken meanwhile.
    """
    commune = office if office.is_commune else office.commune
    locked = Unit.objects.select_for_update().in_bulk({parent.pk for parent, _ in planted if parent.pk})
    below = Counter(id(parent) for parent, _ in planted)
    last: dict[str, str] = {}
    for path in Unit.objects.under(office).values_list("path", flat=True):
        last[path[:-STEP]] = max(path, last.get(path[:-STEP], ""))
    for parent, unit in planted:
        above = locked.get(parent.pk, parent)
        place = Unit._str2int(last[above.path][-STEP:]) + 1 if above.path in last else 1
        unit.depth, unit.path, unit.commune = above.depth + 1, Unit._get_path(above.path, above.depth + 1, place), commune
        unit.numchild = below[id(unit)]
        last[above.path] = unit.path
        unit.set_keys()
    Unit.objects.bulk_create([unit for _, unit in planted], batch_size=500)
    children = Counter(parent.pk for parent, _ in planted if parent.pk in locked)
    for number in set(children.values()):
        Unit.objects.filter(pk__in=[pk for pk, n in children.items() if n == number]).update(numchild=F("numchild") + number)


def free_code(parent: Unit, kind: Kind) -> str:
    """The next free code of a kind in the parent's commune: tdp-01, tdp-02, truong-01, ..."""
    commune = parent if parent.is_commune else parent.commune
    taken = set(Unit.objects.filter(commune=commune, code__startswith=f"{code_word(kind)}-").values_list("code", flat=True))
    return next_code(kind, taken)


def code_word(kind: Kind) -> str:
    """What codes of the kind begin with: tdp, truong, ..."""
    return search_key(WORDS[kind].short).replace(" ", "-")


def next_code(kind: Kind, taken: set[str]) -> str:
    """The first code of a kind that is not taken."""
    return next(code for number in count(1) if (code := f"{code_word(kind)}-{number:02}") not in taken)


def names_of(kind: Kind, short_name: str) -> dict[str, str]:
    """The short name with the full one beside it: "TDP Bá Vân 1" is in full "Tổ dân phố Bá Vân 1"."""
    words = WORDS[kind]
    rest = short_name.removeprefix(words.short)
    full = f"{words.word}{rest}" if rest != short_name else short_name
    return {"short_name": short_name, "name": full[:1].upper() + full[1:]}


def outline(units: UnitQuerySet) -> list[tuple[int, int]]:
    """The key of each unit with its depth below the topmost among them: each parent before its children, siblings in Vietnamese order."""
    below: dict[str, list[tuple[int, str]]] = defaultdict(list)
    paths = set()
    for pk, path in units.in_order().values_list("pk", "path"):
        below[path[:-STEP]].append((pk, path))
        paths.add(path)
    rows: list[tuple[int, int]] = []

    def walk(parent: str, depth: int) -> None:
        for pk, path in below[parent]:
            rows.append((pk, depth))
            walk(path, depth + 1)

    for top in sorted({parent for parent in below if parent not in paths}):
        walk(top, 0)
    return rows
