"""Making a sheet of one's own: copied, imported or begun anew, changed while it is a draft, and finished once for all."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone

from emulation.history.models import write_line
from emulation.people.models import Role, User
from emulation.sheets.building import Built, build, copied, save_options
from emulation.sheets.forms import free_code
from emulation.sheets.models import ANSWERED, Item, Option, Sheet
from emulation.sheets.reading import KEY_LENGTH, MOST_ITEMS, read_sheet
from emulation.sheets.writing import content_of, data_of
from emulation.units.models import Unit
from emulation.workflow import MoveRefused

KEEPERS = (Role.SECRETARY, Role.ADMINISTRATOR)
UP, DOWN = "up", "down"


def offices_of(user: User) -> list[Unit]:
    """The offices for which somebody makes sheets."""
    return [unit for unit in user.units_as(Role.SECRETARY, Role.ADMINISTRATOR) if unit.has_office]


def new_sheet(sheet: Sheet, *, by: User) -> Sheet:
    """Begin a sheet of the unit that it belongs to, with this head and no items yet."""
    assert sheet.unit is not None  # shipped sheets come from files
    return _begin(Built(sheet, []), sheet.unit, _code_at(sheet.unit, free_code(sheet.name, set())), by=by, label="Soạn mẫu mới")


def copy_sheet(sheet: Sheet, unit: Unit, *, by: User) -> Sheet:
    """A draft of the unit's own with the same content: the next version of its own sheet, a sheet of a new code from any other."""
    items = [(copied(item), [copied(option) for option in item.options.all()]) for item in sheet.items.prefetch_related("options")]
    again = sheet.unit_id == unit.pk
    code = sheet.code if again else _code_at(unit, sheet.code, sheet.unit.code if sheet.unit else "")
    return _begin(Built(copied(sheet), items), unit, code, again=again, by=by, label=f"Sao chép từ {sheet}"[:100])


def import_sheet(toml: str, unit: Unit, *, by: User) -> Sheet:
    """A draft of the unit's own from a file; a file that says what one of its sheets says gives that sheet.

    A file that comes back, changed here or by another office, gives the next version of the sheet that it came from.
    Raises SheetError, naming the place, when the file is no sheet.
    """
    data = read_sheet(toml)
    built = build(data, unit)
    own = list(Sheet.objects.filter(unit=unit).order_by("-version").prefetch_related("items__options"))
    if there := next((sheet for sheet in own if content_of(data_of(sheet)) == content_of(built.data)), None):
        return there
    code = _code_at(unit, data["code"], data.get("office", ""))
    return _begin(built, unit, code, again=code in {sheet.code for sheet in own}, by=by, label="Nhập mẫu từ tệp")


@transaction.atomic
def _begin(built: Built, unit: Unit, code: str, *, again: bool = False, by: User, label: str) -> Sheet:
    """Save the draft as the first version of a code of the unit's own or, `again`, as the next one.

    The unit is locked, so that two at once get different versions.
    """
    Unit.objects.select_for_update().get(pk=unit.pk)
    newest = Sheet.objects.filter(code=code).aggregate(newest=Max("version"))["newest"] if again else 0
    sheet = built.save(unit=unit, code=code if again else _free_code(code), version=newest + 1, is_ready=False, digest="")
    _write(sheet, "begin", label, by)
    return sheet


def _code_at(unit: Unit, code: str, office: str = "") -> str:
    """The code as the unit's own: it begins with the unit's in the place of that of the `office` it comes from, so that it does not grow from hand to hand.

    No shipped sheet, and no other unit's, will ever want it.
    """
    bare = code.removeprefix(f"{office}-") if office else code
    own = bare if bare.startswith(f"{unit.code}-") else f"{unit.code}-{bare}"
    return own[: KEY_LENGTH - 4].rstrip("-_")


def _free_code(stem: str) -> str:
    taken = set(Sheet.objects.filter(code__startswith=stem).values_list("code", flat=True))
    return next(one for one in (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))) if one not in taken)


def _write(sheet: Sheet, move: str, label: str, by: User) -> None:
    term = by.term_over(sheet.unit, *KEEPERS) if sheet.unit else None
    write_line(sheet, move=move, label=label, at=timezone.now(), by=by, title=str(term) if term else "")


@contextmanager
def changing_draft(sheet: Sheet) -> Iterator[Sheet]:
    """A transaction in which the sheet is locked and still a draft. Raises MoveRefused once it is finished or gone."""
    with transaction.atomic():
        locked = Sheet.objects.select_for_update().filter(pk=sheet.pk).first()
        if locked is None or locked.is_ready:
            raise MoveRefused("Mẫu đã hoàn thành nên không sửa được nữa. Xin sao chép thành phiên bản mới rồi sửa.")
        yield locked


def save_item(item: Item, options: list[Option] | None) -> None:
    """Save an item of a draft with its options; a new one goes to the end and gets its key. Raises MoveRefused."""
    with changing_draft(item.sheet) as sheet:
        if item.pk is None:
            items = list(sheet.items.all())
            if len(items) >= MOST_ITEMS:
                raise MoveRefused(f"Mỗi mẫu chỉ có tối đa {MOST_ITEMS} mục.")
            item.position = items[-1].position + 1 if items else 1
            item.key = free_code(item.text, {one.key for one in items}) if item.type in ANSWERED else ""
        item.save()
        if options is not None:
            save_options(item, options)


def delete_item(item: Item) -> None:
    """Take an item out of a draft. Raises MoveRefused."""
    with changing_draft(item.sheet):
        item.delete()


def move_item(item: Item, direction: str) -> None:
    """Let the item change places with the one before (up) or after it (down), if there is one. Raises MoveRefused."""
    with changing_draft(item.sheet) as sheet:
        items = list(sheet.items.all())
        here = next((place for place, one in enumerate(items) if one.pk == item.pk), None)
        there = None if here is None else here - 1 if direction == UP else here + 1
        if here is None or there is None or not 0 <= there < len(items):
            return
        moved, other = items[here], items[there]
        for one, position in ((moved, 0), (other, moved.position), (moved, other.position)):  # by way of 0: two may never share a place
            Item.objects.filter(pk=one.pk).update(position=position)


def missing_for_finish(sheet: Sheet) -> list[str]:
    """What still stands between a draft and its use, as sentences. Items cannot be saved wrong: only what is not there can be amiss."""
    missing = []
    items = list(sheet.items.all())
    if not any(item.type in ANSWERED for item in items):
        missing.append("Mẫu chưa có mục nào để đơn vị trả lời. Xin thêm chỉ tiêu, mức phấn đấu, danh hiệu hoặc đoạn văn.")
    if not sheet.kinds:
        missing.append("Chưa chọn mẫu dành cho loại đơn vị nào.")
    return missing


def finish(sheet: Sheet, *, by: User) -> Sheet:
    """Make a draft ready for campaigns; from now on it never changes. Raises MoveRefused with what is missing."""
    with changing_draft(sheet) as locked:
        if missing := missing_for_finish(locked):
            raise MoveRefused(" ".join(missing))
        locked.is_ready = True
        locked.save(update_fields=["is_ready"])
        _write(locked, "finish", "Hoàn thành mẫu", by)
    return locked


@transaction.atomic
def delete_sheet(sheet: Sheet, *, by: User) -> None:
    """Delete a draft, or a sheet of one's own that no campaign has chosen. Raises MoveRefused when one has."""
    locked = Sheet.objects.select_for_update().get(pk=sheet.pk)
    _write(locked, "delete", f"Xóa {locked}"[:100], by)
    try:
        locked.delete()
    except ProtectedError as error:
        raise MoveRefused("Mẫu này đã có phong trào dùng nên không xóa được.") from error
