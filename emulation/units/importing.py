"""Plans what an uploaded table of units would make and change below an office, before it does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import count

from django import forms
from django.core.exceptions import ValidationError

from emulation.spreadsheets.plans import Entry
from emulation.spreadsheets.reading import Column, Row, key_of
from emulation.spreadsheets.records import listed, text_of
from emulation.units.kinds import WORDS, Kind
from emulation.units.models import STEP, Unit
from emulation.units.tree import code_word, may_stand_below, names_of

UNIT_COLUMNS = (
    Column("code", "Mã đơn vị", ("mã", "mã số"), hint="Để trống thì đặt tự động. Mã đã có thì cập nhật đơn vị đó.", sample="tdp-01"),
    Column("kind", "Loại đơn vị", ("loại",), required=True, hint="Như Tổ dân phố, Thôn, Trường học, Cơ quan, đơn vị.", sample="Tổ dân phố"),
    Column("short_name", "Tên ngắn", ("tên", "tên đơn vị"), required=True, hint="Như TDP Bá Vân 1. Dùng trên trang và mẫu đăng ký.", sample="TDP Bá Vân 1"),
    Column("name", "Tên đầy đủ", hint="Để trống thì đặt theo tên ngắn.", sample="Tổ dân phố Bá Vân 1"),
    Column("unit_phone", "Điện thoại đơn vị", ("điện thoại",), sample="0208 3845 001"),
    Column("place_name", "Địa danh", ("địa danh trên văn bản",), hint="Để trống thì dùng địa danh của xã, phường."),
    Column("parent", "Thuộc đơn vị (mã)", ("mã đơn vị cấp trên", "đơn vị cấp trên", "thuộc"), hint="Để trống nếu trực thuộc xã, phường."),
)
TEXTS = {"short_name": "short_name", "name": "name", "unit_phone": "phone", "place_name": "place_name"}  # column: field
MORE_WORDS = {
    Kind.TDP: ("tổ", "tổ dp"),
    Kind.AGENCY: ("cơ quan", "đơn vị"),
    Kind.SCHOOL: ("trường",),
    Kind.MASS_ORGANISATION: ("mặt trận", "đoàn thể", "mặt trận tổ quốc"),
    Kind.ENTERPRISE: ("hợp tác xã",),
}
KINDS = {key_of(word): kind for kind in Kind for word in (kind.value, kind.label, WORDS[kind].word, WORDS[kind].short, *MORE_WORDS.get(kind, ()))}


@dataclass
class UnitEntry(Entry):
    """A row of a unit: the unit as it would be, without a kind where the row names none that there is, and for a new one what it would stand below."""

    unit: Unit = field(default_factory=Unit)
    parent: Unit | None = None


class Surroundings:
    """The units of an office by their codes, asked for at once."""

    def __init__(self, office: Unit) -> None:
        self.office = office
        commune = office if office.is_commune else None
        below = Unit.objects.filter(commune=commune).exclude(pk=office.pk)
        self.units: dict[str, Unit] = {unit.code: unit for unit in below.under(office)}
        self.by_path = {unit.path: unit for unit in self.units.values()}
        self.codes = set(self.units)
        if commune is None:  # codes of communes and of what is above them are unique in the whole installation
            self.codes = set(Unit.objects.filter(commune=None).values_list("code", flat=True))

    def parent_of(self, unit: Unit) -> Unit:
        return self.by_path.get(unit.path[:-STEP], self.office)


def plan_units(rows: Iterable[Row], office: Unit) -> list[UnitEntry]:
    """What each row would do below the office, each faulty one with all its faults; two queries however many rows there are."""
    around = Surroundings(office)
    first: dict[str, int] = {}
    entries = [_entry(row, around, first) for row in rows]
    _give_codes(entries, around.codes | set(first))
    _find_parents(entries, around)
    _refuse_doubles(entries, around)
    return entries


@cache
def form_field(model: type, name: str) -> forms.Field:
    """The form field of a model's field, which cleans what people type."""
    made = model._meta.get_field(name).formfield(required=False)  # type: ignore[attr-defined]  # every model has _meta
    return made


def clean_cell(entry: Entry, model: type, name: str, column: str) -> object:
    """The cell's value for a field of a model; what the field refuses becomes a fault of the column."""
    text = entry.row.text(column)
    try:
        value = form_field(model, name).clean(text)
        if text:
            model._meta.get_field(name).run_validators(value)  # type: ignore[attr-defined]
    except ValidationError as errors:
        for message in errors.messages:
            entry.refuse(message, column)
        return None
    return value


def change(entry: Entry, record: object, name: str, value: object, column: str) -> None:
    """Set the field and say so, unless it is so already."""
    before = text_of(getattr(record, name))
    if text_of(value) != before:
        setattr(record, name, value)
        entry.changes.append(f"{entry.row.titles[column]}: {before or 'để trống'} → {text_of(value)}")


def _entry(row: Row, around: Surroundings, first: dict[str, int]) -> UnitEntry:
    """A row by itself; `first` are the codes of the rows before it, with their numbers."""
    entry = UnitEntry(row)
    kind, code = KINDS.get(key_of(row.text("kind"))), row.text("code").lower()
    is_double = code in first
    if is_double:
        entry.refuse(f"mã “{code}” đã có ở dòng {first[code]}.", "code")
    elif code:
        first[code] = row.number
    if not row.text("short_name"):
        entry.refuse("xin ghi tên của đơn vị.", "short_name")
    if kind is None:
        allowed = listed(one.label for one in Kind if may_stand_below(one, around.office))
        entry.refuse(f"không có loại “{row.text('kind')[:40]}”. Xin ghi một trong: {allowed}.", "kind")
    if code in around.units and not is_double:
        _update(entry, around.units[code], kind, around)
    else:
        if code in around.codes and not is_double:
            entry.refuse("mã này đã có đơn vị khác dùng. Xin chọn mã khác.", "code")
        _make(entry, kind)
    return entry


def _update(entry: UnitEntry, unit: Unit, kind: Kind | None, around: Surroundings) -> None:
    """An empty cell leaves what is there."""
    entry.unit, entry.parent = unit, around.parent_of(unit)
    if unit.has_ended:
        entry.refuse(f"đơn vị mang mã này, “{unit}”, đã thôi hoạt động từ {text_of(unit.ends_on)}. Xin dùng mã khác.", "code")
    if kind and kind != unit.kind:
        entry.refuse(f"“{unit}” đang là “{unit.get_kind_display()}”. Nhập từ tệp không đổi loại đơn vị; xin sửa trên trang của đơn vị.", "kind")
    for column, name in TEXTS.items():
        if entry.row.text(column) and entry.row.text(column) != text_of(getattr(unit, name)):
            value = clean_cell(entry, Unit, name, column)
            if value is not None:
                change(entry, unit, name, value, column)


def _make(entry: UnitEntry, kind: Kind | None) -> None:
    entry.is_new = True
    entry.unit.kind = kind or ""
    if entry.row.text("code"):
        entry.row.cells["code"] = entry.row.text("code").lower()
        entry.unit.code = str(clean_cell(entry, Unit, "code", "code") or "")
    for column, name in TEXTS.items():
        setattr(entry.unit, name, clean_cell(entry, Unit, name, column) or "")
    if kind:
        entry.unit.name = entry.unit.name or names_of(kind, entry.unit.short_name)["name"]


def _give_codes(entries: list[UnitEntry], taken: set[str]) -> None:
    """Codes for the new units that have none."""
    numbers = {kind: count(1) for kind in Kind}
    for entry in entries:
        if entry.is_new and entry.unit.kind and not entry.row.text("code"):
            kind = Kind(entry.unit.kind)
            codes = (f"{code_word(kind)}-{number:02}" for number in numbers[kind])
            entry.unit.code = next(code for code in codes if code not in taken)
            entry.changes.append(f"Mã đặt tự động: {entry.unit.code}")


def _find_parents(entries: list[UnitEntry], around: Surroundings) -> None:
    in_file: dict[str, UnitEntry] = {}
    for entry in entries:
        if entry.is_new and (code := entry.row.text("code") or entry.unit.code):
            in_file.setdefault(code, entry)
    for entry in entries:
        _find_parent(entry, in_file, around)
    parents = {id(entry.unit): entry.parent for entry in entries}
    for entry in entries:
        if _stands_below_itself(entry.unit, parents):
            entry.parent = None
            entry.refuse("các đơn vị trong tệp thuộc lẫn nhau thành vòng.", "parent")


def _find_parent(entry: UnitEntry, in_file: dict[str, UnitEntry], around: Surroundings) -> None:
    text = entry.row.text("parent")
    code = text.lower()
    found = in_file[code].unit if code in in_file else around.units.get(code)
    if not text or (found is None and (code == around.office.code or key_of(text) == key_of(around.office.short_name))):
        found = around.office if entry.is_new or text else entry.parent
    if found is None:
        entry.refuse(f"không có đơn vị nào mang mã “{text[:40]}” trong {around.office} và trong tệp.", "parent")
    elif not entry.is_new:
        if entry.parent not in (None, found):
            entry.refuse(f"“{entry.unit}” đang thuộc {entry.parent}. Nhập từ tệp không chuyển đơn vị sang nơi khác.", "parent")
    else:
        entry.parent = found
        if found.has_ended:
            entry.refuse(f"“{found}” đã thôi hoạt động.", "parent")
        if entry.unit.kind and found.kind and not may_stand_below(entry.unit.kind, found):
            entry.refuse(f"loại đơn vị này không thể trực thuộc {found}.", "kind")


def _stands_below_itself(unit: Unit, parents: Mapping[int, Unit | None]) -> bool:
    """Whether the way up from the unit leads back to it; `parents` are by the identity of the units."""
    seen: set[int] = set()
    above = parents[id(unit)]
    while above is not None and id(above) not in seen:
        seen.add(id(above))
        above = parents.get(id(above))
    return id(unit) in seen


def _refuse_doubles(entries: list[UnitEntry], around: Surroundings) -> None:
    """No two units below the same one bear the same name."""
    named = {entry.unit.code for entry in entries if not entry.is_new}
    others = [unit for unit in around.units.values() if unit.code not in named and not unit.has_ended]
    holders = {(id(around.parent_of(unit)), unit.short_name.casefold()): f"“{unit}” đã có, mã {unit.code}." for unit in others}
    for entry in entries:
        if entry.parent is None or not entry.unit.short_name:
            continue
        key = (id(entry.parent), entry.unit.short_name.casefold())
        if key in holders:
            entry.refuse(holders[key], "short_name")
        holders.setdefault(key, f"tên này đã ghi ở dòng {entry.row.number}.")


def in_planting_order(entries: Iterable[UnitEntry]) -> list[tuple[Unit, Unit]]:
    """(parent, unit) of the new units, parents before children."""
    waiting = [(entry.parent, entry.unit) for entry in entries if entry.is_new and entry.parent]
    planted: list[tuple[Unit, Unit]] = []
    standing: set[int] = set()
    while waiting:
        ready = [(parent, unit) for parent, unit in waiting if parent.pk or id(parent) in standing]
        standing |= {id(unit) for _, unit in ready}
        planted += ready
        waiting = [(parent, unit) for parent, unit in waiting if id(unit) not in standing]
    return planted
