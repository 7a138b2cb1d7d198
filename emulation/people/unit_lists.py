"""The lists of units: the tree, of which a list of names is left once it is narrowed or sorted, and the units right below one."""

from dataclasses import replace
from typing import Any

from emulation.listing import Column, Filter, Listing
from emulation.units.kinds import Kind
from emulation.units.models import Unit, UnitQuerySet
from emulation.units.tree import may_stand_below, outline


class Outlined:
    """Units in the order of their tree, of which only what is shown is read; each unit has its `indent` below the topmost one."""

    def __init__(self, units: UnitQuerySet) -> None:
        self.places = outline(units)

    def __len__(self) -> int:
        return len(self.places)

    def __getitem__(self, at: slice) -> list[Unit]:
        found = Unit.objects.select_related("commune").in_bulk([pk for pk, _ in self.places[at]])
        for pk, indent in self.places[at]:
            found[pk].indent = indent
        return [found[pk] for pk, _ in self.places[at]]


def kinds_among(rows: Any, field: str = "kind") -> list[tuple[str, str]]:
    """The kinds of unit that there are, in their order."""
    there = set(rows.order_by().values_list(field, flat=True).distinct())
    return [choice for choice in Kind.choices if choice[0] in there]


def _standing(units: Any, value: str) -> Any:
    return units.existing() if value == "dang" else units.exclude(pk__in=Unit.objects.existing())


UNITS = Listing(
    "Đơn vị",
    (
        Column("Đơn vị", lambda one: one.short_name, "ten", ("sort_key",)),
        Column("Loại", lambda one: one.get_kind_display()),
        Column("Mã", lambda one: one.code, "ma", ("code",)),
        Column("Tên đầy đủ", lambda one: one.name, shown=False),
        Column("Xã, phường", lambda one: str(one.commune or ""), shown=False),
        Column("Điện thoại", lambda one: one.phone, shown=False),
        Column("Hoạt động từ ngày", lambda one: one.starts_on, shown=False),
        Column("Đến hết ngày", lambda one: one.ends_on, shown=False),
    ),
    filters=(
        Filter("loai", "Loại đơn vị", "kind", kinds_among),
        Filter("hoat-dong", "Hoạt động", _standing, (("dang", "Đang hoạt động"), ("het", "Đã kết thúc"))),
    ),
    search="Tìm đơn vị",
    order=("sort_key",),
    order_words="Theo đơn vị cấp trên",
    arrange=Outlined,
    rows_a_page=50,
)


def children_listing(parent: Unit) -> Listing:
    """Those right below it, which may be of the kinds that stand there."""
    of_kind = replace(UNITS.filters[0], choices=[choice for choice in Kind.choices if may_stand_below(choice[0], parent)])
    return replace(UNITS, title="Đơn vị trực thuộc", filters=(of_kind, *UNITS.filters[1:]), order=(), arrange=None, is_table=False)
