"""The list of the sheets that somebody may look at."""

from typing import Any

from django.db.models import F

from emulation.listing import NUMBERS, Column, Filter, Listing
from emulation.sheets.models import Sheet
from emulation.units.kinds import Kind

OWN, SHIPPED, UNFINISHED = "dia-phuong", "co-san", "dang-soan"


def _owned(sheets: Any, value: str) -> Any:
    return sheets.filter(is_ready=False) if value == UNFINISHED else sheets.filter(unit__isnull=value == SHIPPED)


def _made_for(sheets: Any, kind: str) -> Any:
    return sheets.filter(pk__in=[pk for pk, kinds in sheets.order_by().values_list("pk", "kinds") if kind in kinds])  # JSON, and not many


def _kinds(sheets: Any) -> list[tuple[str, str]]:
    there = {kind for kinds in sheets.order_by().values_list("kinds", flat=True) for kind in kinds}
    return [choice for choice in Kind.choices if choice[0] in there]


def _uses(sheet: Sheet) -> str:
    uses: Any = sheet
    return "; ".join(dict.fromkeys(str(choice.campaign) for choice in uses.uses))


SHEETS = Listing(
    "Mẫu đăng ký",
    (
        Column("Mẫu", lambda one: one.name, "ten", ("sort_key", "-version")),
        Column("Phiên bản", lambda one: one.version, "phien-ban", ("version", "sort_key"), NUMBERS, shown=False),
        Column("Của", lambda one: str(one.unit or "Có sẵn"), "cua", (F("unit__sort_key"), "sort_key"), shown=False),
        Column("Dành cho", lambda one: ", ".join(one.kind_names)),
        Column("Đang dùng ở", _uses),
        Column("Tình trạng", lambda one: one.badge.word),
    ),
    filters=(
        Filter("cua", "Mẫu", _owned, ((OWN, "Của địa phương"), (SHIPPED, "Có sẵn"), (UNFINISHED, "Đang soạn"))),
        Filter("loai", "Dành cho", _made_for, _kinds),
    ),
    search="Tìm mẫu",
    order=(F("unit").asc(nulls_last=True), "code", "-version"),
    order_words="Mẫu của địa phương trước",
    rows_a_page=50,
)
