"""The content of a paper as JSON and back, so that what was approved can be kept and printed again, with its number or without."""

from dataclasses import asdict
from datetime import date
from typing import Any

from emulation.papers.document import Annex, Block, Certificate, Content, Document, Level, Signature
from emulation.papers.kinds import PaperKind

VERSION = 1  # of the shape below; a later one must go on reading this one


def json_of(content: Content) -> dict[str, Any]:
    """Plain values, for a JSON field."""
    values = asdict(content)
    values["dated"] = content.dated.isoformat() if content.dated else None
    return {"version": VERSION, "type": type(content).__name__, **values}


def content_of(values: dict[str, Any]) -> Content:
    """The content that `json_of` made these values of. Raises ValueError for any other."""
    values = dict(values)
    version, name = values.pop("version", None), values.pop("type", None)
    if version != VERSION or name not in ("Document", "Certificate"):
        raise ValueError(f"This is no content of a paper: {name}, version {version}")
    values["dated"] = date.fromisoformat(values["dated"]) if values["dated"] else None
    values["signature"] = _signature(values["signature"])
    if name == "Certificate":
        return Certificate(**values | {"details": tuple(values["details"])})
    lists = {key: tuple(values[key]) for key in ("letterhead", "addressees", "bases", "recipients")}
    left = values["left_signature"]
    parts = {
        "kind": PaperKind(values["kind"]),
        "blocks": _blocks(values["blocks"]),
        "left_signature": _signature(left) if left else None,
        "annexes": tuple(Annex(**annex | {"blocks": _blocks(annex["blocks"])}) for annex in values["annexes"]),
    }
    return Document(**values | lists | parts)


def _signature(values: dict[str, Any]) -> Signature:
    return Signature(tuple(values["authority"]), values["name"])


def _blocks(values: list[dict[str, Any]]) -> tuple[Block, ...]:
    return tuple(
        Block(**one | {"level": Level(one["level"]), "columns": tuple(one["columns"]), "rows": tuple(tuple(row) for row in one["rows"])}) for one in values
    )
