"""The list of one's own notices."""

from typing import Any

from emulation.listing import DAYS, Column, Filter, Listing

READ = (("chua-doc", "Chưa đọc"), ("da-doc", "Đã đọc"))


def _read(notices: Any, value: str) -> Any:
    return notices.filter(read_at__isnull=value == "chua-doc")


NOTICES = Listing(
    "Thông báo",
    (
        Column("Tiêu đề", lambda one: one.subject),
        Column("Nội dung", lambda one: one.body),
        Column("Nhận lúc", lambda one: one.made_at, "ngay", ("-made_at",), DAYS[::-1]),
        Column("Đọc lúc", lambda one: one.read_at),
        Column("Đã gửi thư tới", lambda one: one.email if one.sent_at else ""),
    ),
    filters=(Filter("tinh-trang", "Tình trạng", _read, READ),),
    search="Tìm trong thông báo",
    then=("-pk",),
    is_table=False,
)
