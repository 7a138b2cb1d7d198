"""The list of comments on a posting."""

from awards.models import Comment
from emulation.listing import DAYS, Column, Filter, Listing

ANSWERED = (("chua", "Chưa xem xét"), ("roi", "Đã xem xét"))
ABOUT = (("truong-hop", "Một trường hợp"), ("ca-danh-sach", "Cả danh sách"))


def comments_listing(*, sees_senders: bool) -> Listing:
    """Who sent one and how he is reached stands in the file for those alone who see it on the page; nobody searches by it."""
    senders = (Column("Người có ý kiến", lambda one: one.sender), Column("Liên hệ", lambda one: one.contact)) if sees_senders else ()
    return Listing(
        "Ý kiến về danh sách công khai",
        (
            Column("Mã biên nhận", lambda one: one.shown_receipt),
            Column("Nội dung ý kiến", lambda one: one.text),
            Column("Về", lambda one: str(one.row) if one.row else "Cả danh sách"),
            Column("Ngày nhận", lambda one: one.received_on, "ngay", ("received_on",), DAYS),
            Column("Nhận", lambda one: one.get_channel_display()),
            *senders,
            Column("Kết quả xem xét", lambda one: one.answer),
            Column("Người giải quyết", lambda one: str(one.answered_by) if one.answered_by else ""),
            Column("Giải quyết lúc", lambda one: one.answered_at),
        ),
        filters=(
            Filter("tinh-trang", "Tình trạng", lambda rows, value: rows.filter(answered_at__isnull=value == "chua"), ANSWERED),
            Filter("ve", "Về", lambda rows, value: rows.filter(row__isnull=value == "ca-danh-sach"), ABOUT),
            Filter("nhan", "Nhận", "channel", Comment.Channel.choices),
        ),
        search="Tìm theo nội dung, trường hợp, mã biên nhận",
        is_table=False,
    )
