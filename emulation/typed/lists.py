"""The list of what somebody typed and did not save."""

from typing import Any

from emulation.listing import DAYS, Column, Filter, Listing

ASIDE = "da-bo"


def _unsaved(texts: Any) -> Any:
    return texts.unsaved()


def _aside(texts: Any, _: str) -> Any:
    return texts.exclude(put_aside_at=None)


def _devices(texts: Any) -> list[tuple[str, str]]:
    return [(device, device.capitalize()) for device in sorted(set(texts.order_by().values_list("device", flat=True)))]


TEXTS = Listing(
    "Nội dung gõ dở",
    (
        Column("Trang", lambda one: one.page_name),
        Column("Gõ trên", lambda one: one.device),
        Column("Giữ lúc", lambda one: one.saved_at, "ngay", ("-saved_at",), DAYS[::-1]),
        Column("Nội dung", lambda one: one.whole),
    ),
    filters=(
        Filter("tinh-trang", "Tình trạng", _aside, ((ASIDE, "Đã bỏ"),), every="Chưa lưu", otherwise=_unsaved, as_chips=True),
        Filter("thiet-bi", "Gõ trên", "device", _devices),
    ),
    search="Tìm trong nội dung đã gõ",
    then=("-pk",),
    rows_a_page=10,
    is_table=False,
)
