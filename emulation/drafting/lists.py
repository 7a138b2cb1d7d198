"""The lists of drafts, and of the documents in an office's library."""

from typing import Any

from django.db.models import F
from django.utils import timezone

from emulation.drafting.models import COMPOSED, State
from emulation.listing import DAYS, Column, Filter, Listing


def _undiscarded(drafts: Any) -> Any:
    return drafts.exclude(state=State.DISCARDED)


def _names(documents: Any) -> list[tuple[str, str]]:
    found = documents.order_by().values_list("name", flat=True).distinct()
    return [(name, name) for name in sorted(found)]


DRAFTS = Listing(
    "Văn bản đang soạn",
    (
        Column("Loại và trích yếu", str),
        Column("Cơ quan ban hành", lambda one: one.issuer, "co-quan", ("unit__sort_key", "issuer", "-made_at")),
        Column("Soạn ngày", lambda one: timezone.localdate(one.made_at), "ngay", ("made_at",), DAYS),
        Column("Tình trạng", lambda one: one.badge.word),
    ),
    filters=(
        Filter("tinh-trang", "Tình trạng", "state", State.choices, every="Tất cả, trừ bản đã bỏ", otherwise=_undiscarded),
        Filter("loai", "Loại văn bản", "kind", [(kind.value, kind.label) for kind in COMPOSED]),
    ),
    search="Tìm theo loại, trích yếu",
    order=("-made_at",),
    order_words="Mới soạn trước",
    then=("-pk",),
)
DOCUMENTS = Listing(
    "Văn bản để viện dẫn",
    (
        Column("Văn bản", lambda one: one.name, "ten", ("sort_key",)),
        Column("Số, ký hiệu", lambda one: one.number, "so", ("number",), ("từ nhỏ đến lớn", "từ lớn đến nhỏ")),
        Column("Ngày", lambda one: one.signed_on, "ngay", (F("signed_on"),), DAYS),
        Column("Cơ quan ban hành", lambda one: one.issuer),
        Column("Trích yếu", lambda one: one.title),
    ),
    filters=(Filter("loai", "Tên loại", "name", _names),),
    search="Tìm theo loại, số, trích yếu",
    rows_a_page=50,
    is_table=False,
)
