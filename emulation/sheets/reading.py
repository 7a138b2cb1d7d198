"""A sheet's TOML file as data of the right shape; what the data say is checked by the forms, as if it had been typed."""

import tomllib
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug

from emulation.sheets.models import ItemType
from emulation.sheets.writing import Data

MOST_ITEMS = 100
MOST_VERSIONS = 9999
KEY_LENGTH = 60
TEXT, NUMBER, TRUTH, LIST, TABLES = "một đoạn chữ trong ngoặc kép", "một số nguyên", "true hoặc false", "một danh sách chữ", "các phần có tên"

FIELDS = {
    "code": TEXT,
    "version": NUMBER,
    "name": TEXT,
    "kinds": LIST,
    "numbered": TRUTH,
    "subject": TEXT,
    "bases": LIST,
    "opening": TEXT,
    "authority": TEXT,
    "items": TABLES,
}
MAY_LACK = {"title": TEXT, "second_authority": TEXT, "office": TEXT}  # the office's code begins the sheet's own
ALL_ITEMS = {"type": TEXT, "key": TEXT, "text": TEXT}
HEADED = ALL_ITEMS | {"number": TEXT, "help": TEXT}
ASKED = HEADED | {"heading": TRUTH}
OF_ITEMS: dict[str, dict[str, str]] = {
    ItemType.HEADING: HEADED,
    ItemType.NOTE: ALL_ITEMS,
    ItemType.TEXT: ASKED | {"dotted": NUMBER},
    ItemType.TARGETS: ASKED | {"as_table": TRUTH, "dotted": NUMBER},
    ItemType.PLEDGE: ASKED | {"subjects": LIST, "more_subjects": TRUTH, "as_table": TRUTH, "dotted": NUMBER, "options": TABLES},
    ItemType.TITLE: ASKED | {"options": TABLES},
}
OF_OPTIONS = {"code": TEXT, "number": TEXT, "text": TEXT, "subject": TEXT}


class SheetError(Exception):
    """A sheet file that cannot be loaded: a Vietnamese sentence that names the place in it."""


def read_sheet(toml: str) -> Data:
    """The data of a sheet file. Raises SheetError when the text is no TOML, or something is missing, unknown or of the wrong kind."""
    try:
        data = tomllib.loads(toml)
    except (ValueError, RecursionError) as error:  # of numbers too long and lists too deep tomllib says so in its own way
        raise SheetError(f"Tệp không đúng định dạng TOML: {str(error)[:200]}.") from error
    _check("Mẫu", data, FIELDS | MAY_LACK, needed=FIELDS)
    _check_code("Mẫu", data["code"])
    if not 1 <= data["version"] <= MOST_VERSIONS:
        raise SheetError(f"“version” phải là số từ 1 đến {MOST_VERSIONS}.")
    if len(data["items"]) > MOST_ITEMS:
        raise SheetError(f"Mẫu có quá {MOST_ITEMS} mục.")
    for position, item in enumerate(data["items"], start=1):
        _check_item(f"Mục {position}", item)
    return data


def _check_item(place: str, item: Data) -> None:
    kind = item.get("type")
    if not isinstance(kind, str) or kind not in OF_ITEMS:
        raise SheetError(f"{place}: “type” phải là một trong: {', '.join(OF_ITEMS)}.")
    _check(place, item, OF_ITEMS[kind], needed=("text",))
    _check_code(place, item.get("key", "khong-co"), name="key")
    for position, option in enumerate(item.get("options", []), start=1):
        _check(f"{place}, lựa chọn {position}", option, OF_OPTIONS, needed=("text",))
        _check_code(f"{place}, lựa chọn {position}", option.get("code", "khong-co"))


def _check(place: str, data: Data, known: dict[str, str], needed: Any) -> None:
    if missing := [name for name in needed if name not in data]:
        raise SheetError(f"{place} thiếu “{'”, “'.join(sorted(missing))}”.")
    if unknown := data.keys() - known.keys():
        raise SheetError(f"{place} có phần không dùng được ở đây: “{'”, “'.join(sorted(unknown))}”.")
    for name, value in data.items():
        if not _fits(value, known[name]):
            raise SheetError(f"{place}: “{name}” phải là {known[name]}.")


def _fits(value: Any, shape: str) -> bool:
    if shape in (LIST, TABLES):
        return isinstance(value, list) and all(isinstance(one, str if shape == LIST else dict) for one in value)
    return type(value) is {TEXT: str, NUMBER: int, TRUTH: bool}[shape]


def _check_code(place: str, code: str, name: str = "code") -> None:
    try:
        validate_slug(code)
    except ValidationError as error:
        raise SheetError(f"{place}: “{name}” chỉ gồm chữ không dấu, chữ số và dấu gạch nối.") from error
    if len(code) > KEY_LENGTH:
        raise SheetError(f"{place}: “{name}” dài quá {KEY_LENGTH} ký tự.")
