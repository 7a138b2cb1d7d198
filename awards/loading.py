"""Loading the catalogue from its file: what is new comes in, what changed in the file changes here, what an administrator amended stays."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from awards.models import Authority, BaseSalary, Honour, Rate
from awards.reading import read_catalogue
from emulation.history.models import write_line

CATALOGUE = Path(__file__).with_name("catalogue.toml")
OF_HONOUR = ("name", "category", "for_collectives", "for_individuals", "for_households", "for_kinds", "threshold", "needs_initiative", "position")
OF_ROW = ("starts_on", "ends_on")
FIELDS: dict[type, tuple[str, ...]] = {
    Honour: (*OF_HONOUR, "source", "is_confirmed"),
    Authority: (*OF_ROW, "level", "source", "is_confirmed"),
    Rate: (*OF_ROW, "subject", "coefficient", "given_object", "source", "is_confirmed"),
    BaseSalary: ("starts_on", "amount", "source", "is_confirmed"),
}
Loadable = TypeVar("Loadable", Honour, Authority, Rate, BaseSalary)
Dated = TypeVar("Dated", Authority, Rate)


@dataclass
class Loaded:
    """What a load did: how many rows it wrote, and a Vietnamese sentence for each that it left as an administrator wants it."""

    written: int = 0
    kept: list[str] = field(default_factory=list)


@transaction.atomic
def load_catalogue(toml: str | None = None) -> Loaded:
    """Load the shipped catalogue, or another text. Loading the same again changes nothing. Raises CatalogueError when the text is wrong."""
    salaries, entries = read_catalogue(CATALOGUE.read_text(encoding="utf-8") if toml is None else toml)
    loaded = Loaded()
    _load_salaries(salaries, loaded)
    there = {honour.code: honour for honour in Honour.objects.select_for_update().prefetch_related("authorities", "rates")}
    for entry in entries:
        honour = _put(entry.honour, there.get(entry.honour.code), loaded)
        _load_rows(honour, entry.authorities, list(honour.authorities.all()), loaded)
        _load_rows(honour, entry.rates, list(honour.rates.all()), loaded)
    return loaded


def _load_salaries(wanted: Iterable[BaseSalary], loaded: Loaded) -> None:
    there = {salary.in_file_from: salary for salary in BaseSalary.objects.select_for_update()}
    by_day = {salary.starts_on: salary for salary in there.values()}
    for salary in wanted:
        here = there.get(salary.in_file_from)
        taken = by_day.get(salary.starts_on)
        if taken and taken != here:
            loaded.kept.append(f"Mức lương cơ sở {taken}: đã thêm trên trang nên giữ nguyên.")
        else:
            _put(salary, here, loaded)


def _load_rows(honour: Honour, wanted: list[Dated], there: list[Dated], loaded: Loaded) -> None:
    """Bring the rows of an honour to what the file says, oldest first. What the file no longer has goes, unless it was amended."""
    keys = {_key(row) for row in wanted}
    by_key = {_key(row): row for row in there if row.in_file_from}
    for gone in [row for row in there if row.in_file_from and _key(row) not in keys and not row.is_amended]:
        there.remove(gone)
        gone.delete()
        loaded.written += 1
        _tell(honour, f"Bỏ {gone.WHAT}: {gone.told}")
    for row in sorted(wanted, key=lambda one: one.starts_on):
        row.honour = honour
        here = by_key.get(_key(row))
        in_the_way = [one for one in there if one is not here and one.overlaps(row)]
        if in_the_way and not (here and here.is_amended):
            loaded.kept.append(f"{honour}: không nạp {row.WHAT} “{row}” vì đã có “{in_the_way[0]}”.")
        else:
            put = _put(row, here, loaded)
            there[:] = [one for one in there if one is not here] + [put]


def _key(row: Authority | Rate) -> tuple[object, ...]:
    return (*row.about[1:], row.in_file_from)


def _put(wanted: Loadable, here: Loadable | None, loaded: Loaded) -> Loadable:
    """What stands in the database afterwards: the wanted row, or the one that is there where that is the same or was amended."""
    if here is None:
        wanted.save()
        loaded.written += 1
        return wanted
    changed = [name for name in FIELDS[type(here)] if getattr(here, name) != getattr(wanted, name)]
    if changed and here.is_amended:
        loaded.kept.append(f"{_named(here)}: đã sửa trên trang nên giữ nguyên.")
    elif changed:
        before = here.told
        for name in changed:
            setattr(here, name, getattr(wanted, name))
        here.save()
        loaded.written += 1
        _tell(here.honour if isinstance(here, Authority | Rate) else here, f"Trước: {before}\nNay: {here.told}")
    return here


def _named(row: Honour | Authority | Rate | BaseSalary) -> str:
    if isinstance(row, Authority | Rate):
        return f"{row.honour}, {row.WHAT} “{row}”"
    return f"Mức lương cơ sở “{row}”" if isinstance(row, BaseSalary) else str(row)


def _tell(record: Honour | BaseSalary, told: str) -> None:
    write_line(record, move="load", label="Nạp lại danh mục từ tệp", at=timezone.now(), by=None, reason=told[:2000])
