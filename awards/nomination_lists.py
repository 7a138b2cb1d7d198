"""The list of nominations, as far as somebody may know of them."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from awards.models import Honour, Nomination, State, Subject
from awards.models.nomination_states import PENDING, PENDING_STATE
from emulation.campaigns.models import Campaign
from emulation.listing import Column, Filter, Listing
from emulation.people.models import User
from emulation.workflow import Badge

BY_CATALOGUE = ("theo danh mục", "ngược danh mục")
STATES = [(PENDING_STATE, PENDING.word), *State.choices]


class Known(NamedTuple):
    """A nomination as somebody knows it: a unit reads nothing of what the office thinks."""

    nomination: Nomination
    badge: Badge
    honour: Honour | None
    proposed: Honour | None


def campaigns_among(rows: Any) -> list[tuple[str, str]]:
    found = Campaign.objects.filter(pk__in=rows.order_by().values("campaign")).order_by("-year", "title", "pk")
    return [(str(pk), title) for pk, title in found.values_list("pk", "title")]


def honours_among(rows: Any) -> list[tuple[str, str]]:
    """In the order of the catalogue."""
    found = Honour.objects.filter(pk__in=rows.order_by().values("honour")).values_list("pk", "name")
    return [(str(pk), name) for pk, name in found]


def nominations_listing(user: User) -> Listing:
    """Nobody finds a state by filtering that he may not know, and no list is sorted by state, which would tell as much."""

    def known(nominations: Iterable[Nomination]) -> Iterator[Known]:
        for one in nominations:
            inside = one.shows_all_to(user)
            yield Known(one, one.badge_for(user), (inside and one.appraised_honour) or one.honour, one.appraised_honour if inside else None)

    return Listing(
        "Đề nghị khen thưởng",
        COLUMNS,
        filters=(
            Filter("phong-trao", "Phong trào", "campaign", campaigns_among),
            Filter("tinh-trang", "Tình trạng", lambda rows, state: rows.in_state(state, user), STATES),
            Filter("danh-hieu", "Danh hiệu, hình thức", "honour", honours_among),
            Filter("cho", "Đề nghị cho", "subject", Subject.choices),
        ),
        search="Tìm theo tên, đơn vị",
        order=("-made_at",),
        order_words="Mới trước",
        then=("-pk",),
        lines=known,
    )


COLUMNS = (  # those that can be imported and some more
    Column("Họ và tên, tên tập thể", lambda line: line.nomination.name, "ten", ("sort_key",)),
    Column("Đề nghị cho", lambda line: line.nomination.get_subject_display(), shown=False),
    Column(
        "Danh hiệu, hình thức",
        lambda line: str(line.nomination.honour or ""),
        "danh-hieu",
        ("honour__position", "honour", "sort_key"),
        BY_CATALOGUE,
    ),
    Column("Năm sinh", lambda line: line.nomination.birth_year, shown=False),
    Column("Chức vụ, địa chỉ", lambda line: line.nomination.details, shown=False),
    Column("Đặc điểm", lambda line: "; ".join(line.nomination.attribute_names), shown=False),
    Column("Thành tích", lambda line: line.nomination.achievement, shown=False),
    Column("Đơn vị", lambda line: str(line.nomination.unit), "don-vi", ("unit__sort_key", "sort_key")),
    Column("Loại hình", lambda line: line.nomination.get_kind_display(), shown=False),
    Column("Phong trào", lambda line: str(line.nomination.campaign or ""), shown=False),
    Column("Năm", lambda line: line.nomination.year, shown=False),
    Column("Thư ký đề xuất", lambda line: str(line.proposed or ""), shown=False),
    Column("Tình trạng", lambda line: line.badge.word),
)
