"""From the data of a sheet to its records, checked by the forms in which one types a sheet."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms

from emulation.sheets.forms import ItemForm, SheetForm, free_code, option_rows
from emulation.sheets.models import ANSWERED, Item, Option, Sheet
from emulation.sheets.reading import SheetError
from emulation.sheets.writing import Data, written
from emulation.units.models import Unit

Row = TypeVar("Row", Sheet, Item, Option)


@dataclass(frozen=True)
class Built:
    """A sheet with its items and their options, none of them saved yet."""

    sheet: Sheet
    items: list[tuple[Item, list[Option]]]

    @property
    def data(self) -> Data:
        return written(self.sheet, self.items)

    def save(self, **fields: Any) -> Sheet:
        """Save it all, with these fields of the sheet. Call it in a transaction."""
        for name, value in fields.items():
            setattr(self.sheet, name, value)
        self.sheet.save()
        for position, (item, options) in enumerate(self.items, start=1):
            item.sheet, item.position = self.sheet, position
            item.save()
            save_options(item, options)
        return self.sheet


def copied(record: Row, **fields: Any) -> Row:
    """The same row once more, not saved yet."""
    values = {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields if not field.primary_key}
    return type(record)(**values | fields)


def save_options(item: Item, options: list[Option]) -> None:
    """Put these in place of the item's options."""
    item.options.all().delete()
    for option in options:
        option.item = item
    Option.objects.bulk_create(options)


def build(data: Data, unit: Unit | None = None) -> Built:
    """The sheet that the data describe, for its owner. Raises SheetError, naming the place, for what the forms would not take."""
    form = SheetForm({**data, "bases": "\n".join(data["bases"])}, instance=Sheet(unit=unit, code=data["code"], version=data["version"]))
    _refuse("Phần chung", form)
    items, keys = [], {entry["key"] for entry in data["items"] if entry.get("key")}
    if len(keys) < sum(1 for entry in data["items"] if entry.get("key")):
        raise SheetError("Có hai mục cùng một “key”.")
    for position, entry in enumerate(data["items"], start=1):
        items.append(_item(f"Mục {position}", entry, keys))
    return Built(form.instance, items)


def _item(place: str, entry: Data, keys: set[str]) -> tuple[Item, list[Option]]:
    item = Item(type=entry["type"], key=entry.get("key", ""))
    form = ItemForm({**entry, "subjects": "\n".join(entry.get("subjects", []))}, instance=item)
    _refuse(place, form)
    if item.type in ANSWERED and not item.key:
        item.key = free_code(item.text, keys)
        keys.add(item.key)
    return item, _options(place, item, entry.get("options", []))


def _options(place: str, item: Item, entries: list[Data]) -> list[Option]:
    rows = option_rows(item, [], _typed(entries))
    if rows is None:
        return []
    if rows.is_valid():
        return rows.options()
    wrong = [f"{place}: {error}" for error in rows.non_form_errors()]
    wrong += [f"{place}, lựa chọn {position}, {sentence}" for position, form in enumerate(rows, start=1) for sentence in _errors(form)]
    raise SheetError(wrong[0])


def _typed(entries: list[Data]) -> dict[str, Any]:
    """The options as the page would send them."""
    fields = {f"options-{place}-{name}": value for place, entry in enumerate(entries) for name, value in entry.items()}
    order = {f"options-{place}-ORDER": place + 1 for place in range(len(entries))}
    return {"options-TOTAL_FORMS": len(entries), "options-INITIAL_FORMS": len(entries), **fields, **order}


def _refuse(place: str, form: forms.BaseForm) -> None:
    if wrong := _errors(form):
        raise SheetError(f"{place}, {wrong[0]}")


def _errors(form: forms.BaseForm) -> list[str]:
    return [f"{form.fields[name].label}: {error}" for name, errors in form.errors.items() for error in errors]
