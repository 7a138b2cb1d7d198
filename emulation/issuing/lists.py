"""The lists of an office's papers, of their series of numbers, and of the images drawn on them."""

from typing import Any

from django.db.models import F

from emulation.issuing.models import Manner, MarkKind, State
from emulation.listing import DAYS, Column, Filter, Listing
from emulation.papers.kinds import PaperKind


def _years(papers: Any) -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in sorted(set(papers.order_by().values_list("year", flat=True)), reverse=True)]


def papers_listing(*, several: bool) -> Listing:
    """With a column for the issuer where there are `several`; in the file it always stands."""
    return Listing(
        "Văn bản đi",
        (
            Column("Số, ký hiệu", lambda one: one.number_line, "so", ("year", "symbol", F("number"), "suffix"), ("số nhỏ trước", "số lớn trước")),
            Column("Loại văn bản", lambda one: one.get_kind_display(), shown=False),
            Column("Loại và trích yếu", lambda one: one.kind_and_subject),
            Column("Cơ quan ban hành", lambda one: one.issuer, "co-quan", ("unit__sort_key", "issuer", "-approved_at"), shown=several),
            Column("Ngày ban hành", lambda one: one.dated, "ngay", (F("dated"),), DAYS),
            Column("Người ký", lambda one: one.signer, shown=False),
            Column("Tình trạng", lambda one: one.badge.word),
            Column("Mã xác minh", lambda one: one.shown_code, shown=False),
        ),
        filters=(
            Filter("loai", "Loại", "kind", PaperKind.choices),
            Filter("tinh-trang", "Tình trạng", "state", State.choices),
            Filter("nam", "Năm", "year", _years),
        ),
        search="Tìm theo số, trích yếu",
        order=("-approved_at",),
        order_words="Mới duyệt trước",
        then=("-pk",),
    )


SERIES = Listing(
    "Cách lấy số văn bản",
    (
        Column("Ký hiệu", lambda one: one.symbol, "ky-hieu", ("symbol", "unit__sort_key")),
        Column("Loại văn bản", lambda one: one.get_kind_display()),
        Column("Đơn vị", lambda one: str(one.unit), "don-vi", ("unit__sort_key", "symbol")),
        Column("Cách lấy số", lambda one: one.told),
    ),
    filters=(Filter("cach", "Cách lấy số", "manner", Manner.choices), Filter("loai", "Loại văn bản", "kind", PaperKind.choices)),
    search="Tìm theo ký hiệu, loại, đơn vị",
    order=("unit__sort_key", "symbol"),
    order_words="Theo đơn vị",
    rows_a_page=50,
)
MARKS = Listing(
    "Dấu và chữ ký đang dùng",
    (
        Column("Hình", str),
        Column("Đơn vị", lambda one: str(one.unit), "don-vi", ("unit__sort_key", "kind", "signatory")),
        Column("Tải lên lúc", lambda one: one.attachment.uploaded_at, "ngay", ("attachment__uploaded_at",), DAYS),
    ),
    filters=(Filter("loai", "Loại", "kind", MarkKind.choices),),
    search="Tìm theo người ký, đơn vị",
    order=("unit__path", "kind", "signatory"),
    order_words="Theo đơn vị, loại",
    is_table=False,
)
