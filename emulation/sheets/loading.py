"""Loading a sheet from its TOML file for everybody: the shipped ones and any other by the same way."""

import hashlib
from pathlib import Path

from django.db import transaction

from emulation.sheets.building import build
from emulation.sheets.models import Sheet
from emulation.sheets.reading import SheetError, read_sheet
from emulation.sheets.writing import data_of

LIBRARY = Path(__file__).parent / "library"


def load_library() -> list[Sheet]:
    """Load every shipped sheet; those already loaded stay as they are."""
    return [load_sheet(path.read_text(encoding="utf-8")) for path in sorted(LIBRARY.glob("*.toml"))]


@transaction.atomic
def load_sheet(toml: str) -> Sheet:
    """The sheet that the text describes, ready, loaded unless it was loaded before.

    Raises SheetError when the text is no sheet, or when its code and version were loaded with other content:
    a changed sheet needs a new version.
    """
    data = read_sheet(toml)
    digest = hashlib.sha256(toml.encode()).hexdigest()
    loaded = Sheet.objects.filter(code=data["code"], version=data["version"]).first()
    if loaded and loaded.digest == digest:
        return loaded
    built = build(data)
    if loaded is None:
        return built.save(digest=digest)
    if loaded.unit_id or data_of(loaded) != built.data:
        raise SheetError(f"Mẫu “{loaded.code}” phiên bản {loaded.version} đã có với nội dung khác. Xin ghi số phiên bản mới cho mẫu đã sửa.")
    return loaded
