"""The list of those who sit in the councils, and who sat there before."""

from datetime import date
from typing import Any

from django.db.models import Case, Value, When

from awards.models import CouncilMember, Post
from emulation.listing import DAYS, Column, Filter, Listing
from emulation.units.models import Unit

BY_POST = Case(*(When(post=post, then=Value(place)) for place, post in enumerate(Post)), default=Value(len(Post)))


def _councils(members: Any) -> list[tuple[str, str]]:
    units = Unit.objects.filter(pk__in=members.order_by().values("unit")).select_related("commune").in_order()
    return [(str(unit.pk), str(unit)) for unit in units]


def council_listing(today: date, *, several: bool) -> Listing:
    """Those who sit today first; with an order by council where there are `several`."""

    def in_time(members: Any, value: str) -> Any:
        return members.ended(today) if value == "het" else members.not_ended(today)

    has_ended = Case(When(ends_on__lt=today, then=Value(1)), default=Value(0))
    return Listing(
        "Thành phần Hội đồng",
        (
            Column("Thành viên", lambda one: one.full_name, "ten", ("sort_key",)),
            Column("Chức vụ", lambda one: one.title, shown=False),
            Column("Trong Hội đồng", lambda one: one.get_post_display(), "vai-tro", (BY_POST, "sort_key"), ("Chủ tịch trước", "Ủy viên trước")),
            Column("Hội đồng của", lambda one: str(one.unit), "hoi-dong" if several else "", ("unit__sort_key", BY_POST), shown=False),
            Column("Phụ trách", lambda one: one.field),
            Column("Từ ngày", lambda one: one.starts_on, "ngay", ("starts_on",), DAYS),
            Column("Đến hết ngày", lambda one: one.ends_on, shown=False),
            Column("Theo quyết định", lambda one: one.decision, shown=False),
            Column("Bỏ phiếu trên máy", said_of_account),
        ),
        filters=(
            Filter("vai-tro", "Trong Hội đồng", "post", Post.choices),
            Filter("nhiem-ky", "Nhiệm vụ", in_time, (("dang", "Đang là thành viên"), ("het", "Đã kết thúc"))),
            Filter("hoi-dong", "Hội đồng của", "unit", _councils),
        ),
        search="Tìm theo tên, chức vụ, phụ trách",
        order=(has_ended, "unit__path", BY_POST),
        order_words="Theo thứ tự trong Hội đồng",
        rows_a_page=50,
    )


def said_of_account(member: CouncilMember) -> str:
    return "Có" if member.has_account else "Không có tài khoản"
