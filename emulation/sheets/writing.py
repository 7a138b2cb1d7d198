"""A sheet as data, and that data as TOML: the way out, whose way in is `reading`."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import prefetch_related_objects

from emulation.sheets.models import Item, Option, Sheet

ALWAYS = ("name", "kinds", "numbered", "subject", "opening", "authority")
Data = dict[str, Any]


def data_of(sheet: Sheet) -> Data:
    """The sheet as its TOML file says it; two queries whatever its length, and none when its items were fetched before."""
    prefetch_related_objects([sheet], "items__options")
    return written(sheet, [(item, list(item.options.all())) for item in sheet.items.all()])


def written(sheet: Sheet, items: Iterable[tuple[Item, list[Option]]]) -> Data:
    """The same of records that need not be saved; what is left at its default is left out."""
    return {
        "code": sheet.code,
        "version": sheet.version,
        **{name: getattr(sheet, name) for name in ALWAYS},
        "bases": sheet.base_list,
        **_set(sheet, "title", "second_authority"),
        "items": [_item(item, options) for item, options in items],
    }


def file_of(sheet: Sheet) -> str:
    """The sheet as its TOML file, with the office whose code its own begins with, for whoever imports it elsewhere."""
    office = {"office": sheet.unit.code} if sheet.unit else {}
    return toml_of(data_of(sheet) | office)


def content_of(data: Data) -> Data:
    """What the sheet asks, whatever it is called: two versions with equal content are the same form."""
    return {name: value for name, value in data.items() if name not in ("code", "version")}


def _item(item: Item, options: list[Option]) -> Data:
    data = _set(item, "key", "type", "number", "text", "help", "heading", "more_subjects", "as_table", "dotted")
    if item.subject_list:
        data["subjects"] = item.subject_list
    if options:
        data["options"] = [_set(option, "code", "number", "text", "subject") for option in options]
    return data


def _set(record: Sheet | Item | Option, *names: str) -> Data:
    """Those of the fields that hold something."""
    return {name: value for name in names if (value := getattr(record, name))}


def toml_of(data: Data) -> str:
    """The data as a TOML file that `read_sheet` reads back to the same data."""
    return "\n".join(_lines(data)) + "\n"


def _lines(data: Data) -> Iterator[str]:
    yield from (f"{name} = {_value(value)}" for name, value in data.items() if name != "items")
    for item in data["items"]:
        yield from ("", "[[items]]")
        yield from (f"{name} = {_value(value)}" for name, value in item.items() if name != "options")
        for option in item.get("options", []):
            yield "[[items.options]]"
            yield from (f"{name} = {_value(value)}" for name, value in option.items())


def _value(value: str | int | bool | list[str]) -> str:
    """JSON writes texts, numbers, truth and lists of texts exactly as TOML does, but for one control character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
