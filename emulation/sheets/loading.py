"""Loading a sheet from its TOML file: the shipped ones and any other by the same way."""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from emulation.sheets.models import Grade, Item, ItemType, Option, Sheet
from emulation.units.kinds import Kind

FIELDS = {"code", "version", "name", "kinds", "numbered", "subject", "bases", "opening", "authority", "items"}
ITEM_FIELDS = {"type", "key", "number", "text", "help", "heading", "subjects", "more_subjects", "dotted", "options"}
LIBRARY = Path(__file__).parent / "library"


class SheetError(Exception):
    """A sheet file that cannot be loaded, and why."""


def load_library() -> list[Sheet]:
    """Load every shipped sheet; those already loaded stay as they are."""
    return [load_sheet(path.read_text(encoding="utf-8")) for path in sorted(LIBRARY.glob("*.toml"))]


@transaction.atomic
def load_sheet(toml: str) -> Sheet:
    """The sheet that the text describes, loaded unless this very text was loaded before.

    Raises SheetError when the text is no sheet, or when its code and version were loaded with other content:
    a changed sheet needs a new version.
    """
    data = _read(toml)
    digest = hashlib.sha256(toml.encode()).hexdigest()
    if loaded := Sheet.objects.filter(code=data["code"], version=data["version"]).first():
        if loaded.digest != digest:
            raise SheetError(f"{data['code']} version {data['version']} is loaded with other content: give the changed sheet a new version.")
        return loaded
    items = data.pop("items")
    sheet = Sheet.objects.create(digest=digest, bases="\n".join(data.pop("bases")), **data)
    for position, entry in enumerate(items, start=1):
        _load_item(sheet, position, entry)
    return sheet


def _read(toml: str) -> dict[str, Any]:
    try:
        data = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise SheetError(f"This is not TOML: {error}") from error
    if missing := FIELDS - data.keys():
        raise SheetError(f"The sheet lacks {', '.join(sorted(missing))}.")
    if unknown := data.keys() - FIELDS:
        raise SheetError(f"The sheet has the unknown {', '.join(sorted(unknown))}.")
    if strange := set(data["kinds"]) - set(Kind.values):
        raise SheetError(f"Unknown kinds of unit: {', '.join(sorted(strange))}.")
    return data


def _load_item(sheet: Sheet, position: int, entry: dict[str, Any]) -> None:
    kind = entry.get("type")
    if kind not in ItemType.values:
        raise SheetError(f"Item {position} has the unknown type {kind!r}.")
    if unknown := entry.keys() - ITEM_FIELDS:
        raise SheetError(f"Item {position} has the unknown {', '.join(sorted(unknown))}.")
    options = entry.pop("options", [])
    if kind == ItemType.PLEDGE and (not options or {option["code"] for option in options} - set(Grade.values)):
        raise SheetError(f"Item {position}: a pledge needs options whose codes are {', '.join(Grade.values)}.")
    if kind == ItemType.TITLE and len(options) != 1:
        raise SheetError(f"Item {position}: a title needs exactly one option.")
    subjects = "\n".join(entry.pop("subjects", []))
    item = Item.objects.create(sheet=sheet, position=position, subjects=subjects, **entry)
    Option.objects.bulk_create(Option(item=item, position=place, **option) for place, option in enumerate(options, start=1))
