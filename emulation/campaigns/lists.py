"""The lists of campaigns, of clusters, and of the drives of units."""

from typing import Any

from django.db.models import F

from emulation.campaigns.models import Campaign, Cluster, LocalState, State
from emulation.campaigns.models.cluster import ClusterMember
from emulation.listing import DAYS, Column, Filter, Listing
from emulation.vietnamese.dates import day

IN_FORCE, ENDED = "dang-hoat-dong", "da-ket-thuc"


def years_among(campaigns: Any) -> list[tuple[str, str]]:
    found = campaigns.order_by().values_list("year", flat=True).distinct()
    return [(str(year), str(year)) for year in sorted(found, reverse=True)]


CAMPAIGNS = Listing(
    "Phong trào thi đua",
    (
        Column("Phong trào", lambda one: one.title, "ten", ("sort_key",)),
        Column("Đơn vị phát động", lambda one: str(one.unit), "don-vi", ("unit__sort_key", "-starts_on")),
        Column("Hạn đăng ký", lambda one: one.last_open_day, "han", ("deadline",), DAYS),
        Column("Tình trạng", lambda one: one.badge.word),
        Column("Từ ngày", lambda one: one.starts_on, shown=False),
        Column("Đến hết ngày", lambda one: one.ends_on, shown=False),
        Column("Loại phong trào", lambda one: one.get_kind_display(), shown=False),
        Column("Kế hoạch", lambda one: one.plan_named, shown=False),
        Column("Mã phong trào", lambda one: one.code, shown=False),
    ),
    filters=(
        Filter("tinh-trang", "Tình trạng", "state", State.choices),
        Filter("loai", "Loại phong trào", "kind", Campaign.Kind.choices),
        Filter("nam", "Năm", "year", years_among),
    ),
    search="Tìm phong trào, đơn vị phát động",
    order=("-starts_on",),
    then=("-pk",),
    rows_a_page=15,
)


def _in_force(clusters: Any, value: str) -> Any:
    return clusters.filter(ends_on__isnull=value == IN_FORCE)


def _member(member: ClusterMember) -> str:
    return f"{member.unit}{'' if member.post == ClusterMember.Post.MEMBER else f' ({member.get_post_display().lower()})'}"


def members_of(cluster: Cluster) -> list[str]:
    return [_member(member) for member in cluster.members.all()]


CLUSTERS = Listing(
    "Cụm thi đua",
    (
        Column("Cụm thi đua", lambda one: one.name, "ten", ("sort_key",)),
        Column("Cơ quan lập", lambda one: str(one.unit), "don-vi", ("unit__sort_key", "sort_key")),
        Column("Các đơn vị", lambda one: ", ".join(members_of(one))),
        Column("Hoạt động từ", lambda one: one.starts_on, "tu", ("starts_on",), DAYS),
        Column("Đến hết ngày", lambda one: one.ends_on, "den", (F("ends_on"),), DAYS),
    ),
    filters=(Filter("tinh-trang", "Tình trạng", _in_force, ((IN_FORCE, "Đang hoạt động"), (ENDED, "Đã kết thúc"))),),
    search="Tên cụm, tên đơn vị trong cụm",
    order=(F("ends_on").desc(nulls_first=True), "unit__sort_key", "sort_key"),
    order_words="Đang hoạt động trước",
)

DRIVES = Listing(
    "Đợt thi đua tại đơn vị",
    (
        Column("Đợt thi đua", lambda one: one.title, "ten", ("sort_key",)),
        Column("Đơn vị", lambda one: str(one.unit), "don-vi", ("unit__sort_key", "-starts_on")),
        Column("Thời gian", lambda one: f"{day(one.starts_on)} – {day(one.ends_on)}", "tu", ("starts_on",), DAYS),
        Column("Tình trạng", lambda one: one.badge.word),
    ),
    filters=(Filter("tinh-trang", "Tình trạng", "state", LocalState.choices),),
    search="Tên đợt thi đua, đơn vị",
    order=("unit__sort_key", "-starts_on"),
    order_words="Theo đơn vị",
)
