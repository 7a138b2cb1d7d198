"""The secretary's view of a campaign: for each invited unit where its registration stands. Filtered, sorted and counted by the database."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Count, F, FilteredRelation, Q, QuerySet, Value, When
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from emulation.campaigns.models import Campaign, Cluster, Invitation
from emulation.units.kinds import Kind
from emulation.units.models import Unit, named
from emulation.workflow import Badge
from registrations.late_permits import last_instant, permit_on
from registrations.models import SENT, LatePermit, Registration, State
from registrations.models.registration import NOT_BEGUN, OVERDUE

STATE = "answer__state"  # of the registration that answers an invitation; see `answered`


@dataclass(frozen=True)
class Filter:
    """One chip above the list: its words, and the condition on an invitation with its answer."""

    label: str
    condition: Q


FILTERS = {
    "": Filter("Tất cả", Q()),
    "cho": Filter("Chờ tiếp nhận", Q(**{STATE: State.SUBMITTED})),
    "xong": Filter("Đã tiếp nhận", Q(**{STATE: State.ACCEPTED})),
    "tra-lai": Filter("Trả lại", Q(**{STATE: State.RETURNED})),
    "chua": Filter("Chưa gửi", Q(**{STATE: None}) | Q(**{f"{STATE}__in": [State.DRAFT, State.WITHDRAWN]})),
}
RANKS = [State.SUBMITTED, State.RETURNED, State.ACCEPTED, State.DRAFT, State.WITHDRAWN]  # what waits for the secretary first, what is not begun last
SORTS: dict[str, tuple[str, F | Case]] = {
    "ten": ("Đơn vị", F("unit__sort_key")),
    "tinh-trang": ("Tình trạng", Case(*[When(**{STATE: state}, then=Value(rank)) for rank, state in enumerate(RANKS)], default=Value(len(RANKS)))),
    "gui-luc": ("Gửi lúc", F("answer__submitted_at")),
}
ORDERS = {  # the same for a phone, where a table has no heads to press
    "ten": "Tên đơn vị",
    "-ten": "Tên đơn vị, ngược lại",
    "tinh-trang": "Chờ tiếp nhận trước",
    "-tinh-trang": "Chưa làm trước",
    "-gui-luc": "Mới gửi trước",
    "gui-luc": "Gửi sớm nhất trước",
}


@dataclass(frozen=True)
class Wish:
    """What somebody wants to see of the list: each is "" for all, `cluster` a primary key or 0.

    `sort` is a key of SORTS, with "-" before it to go down; `page` counts from 1.
    """

    state: str = ""
    kind: str = ""
    cluster: int = 0
    words: str = ""
    sort: str = "ten"
    page: int = 1

    @classmethod
    def read(cls, query: QueryDict) -> "Wish":
        """What the query string asks for; what it cannot mean counts as not asked."""
        state, kind, sort = (query.get(name, "") for name in ("loc", "loai", "xep"))
        return cls(
            state=state if state in FILTERS else "",
            kind=kind if kind in Kind.values else "",
            cluster=_number(query.get("cum", "")),
            words=query.get("tim", "").strip()[:200],
            sort=sort if sort in ORDERS else "ten",
            page=_number(query.get("trang", "")) or 1,
        )

    @property
    def query(self) -> str:
        """The query string that asks for this."""
        asked = {"loc": self.state, "loai": self.kind, "cum": self.cluster or "", "tim": self.words, "xep": "" if self.sort == "ten" else self.sort}
        asked["trang"] = self.page if self.page > 1 else ""
        return urlencode({name: value for name, value in asked.items() if value})

    def but(self, **changes: Any) -> str:
        """The query string that asks for this with something changed, from its first page."""
        return replace(self, page=1, **changes).query


def _number(typed: str) -> int:
    """The number typed, 0 where it is none."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0


def list_url(campaign_pk: int, query: str) -> str:
    """The address of the list as somebody had it before him; of the query string, only what the list understands."""
    kept = Wish.read(QueryDict(query)).query
    return reverse("campaign-registrations", args=[campaign_pk]) + (f"?{kept}" if kept else "")


def answered(invitations: "QuerySet[Invitation]") -> "QuerySet[Invitation]":
    """Invitations with `answer`: the registration of the same unit in the same campaign, if any; one join."""
    return invitations.alias(answer=FilteredRelation("unit__registrations", condition=Q(unit__registrations__campaign=F("campaign"))))


def counts_of(campaigns: Iterable[Campaign]) -> dict[int, dict[str, int]]:
    """How many units of each campaign stand under each filter, by the campaign's primary key; "" counts all. One query."""
    pks = [campaign.pk for campaign in campaigns]
    counted = {pk: dict.fromkeys(FILTERS, 0) for pk in pks}
    columns = {f"c{place}": Count("pk", filter=one.condition) for place, one in enumerate(FILTERS.values())}
    rows: Iterable[Any] = answered(Invitation.objects.filter(campaign__in=pks)).order_by().values("campaign").annotate(**columns)
    for row in rows:
        counted[row["campaign"]] = {slug: row[column] for slug, column in zip(FILTERS, columns, strict=True)}
    return counted


def invitations_of(campaign: Campaign, wish: Wish) -> "QuerySet[Invitation]":
    """The invitations that somebody wants to see, in the order wanted."""
    cluster = Cluster.objects.in_campaign(campaign).filter(pk=wish.cluster).first() if wish.cluster else None
    wanted = answered(campaign.invitations.of_units(cluster.unit_pks if cluster else None)).filter(FILTERS[wish.state].condition)
    if wish.kind:
        wanted = wanted.filter(unit__kind=wish.kind)
    if wish.words:
        wanted = wanted.filter(named("unit__", wish.words) | Q(unit__code__contains=wish.words.lower()))
    by = SORTS[wish.sort.removeprefix("-")][1]
    order = (by.desc if wish.sort.startswith("-") else by.asc)(nulls_last=True)
    return wanted.select_related("unit", "late_permit").order_by(order, "unit__sort_key", "pk")


def kinds_invited(campaign: Campaign) -> list[tuple[str, str]]:
    """(value, label) of each kind of unit among the invited ones, in the order of the kinds."""
    there = set(campaign.invitations.order_by().values_list("unit__kind", flat=True).distinct())
    return [(value, label) for value, label in Kind.choices if value in there]


@dataclass(frozen=True)
class Column:
    """The head of a column that one sorts by: its words, the query string of a press on it, and `aria-sort`."""

    label: str
    query: str
    sorted: str


def columns_of(wish: Wish) -> list[Column]:
    """The sortable heads; pressing the one sorted by turns its order round."""
    directions = {key: "ascending" for key in SORTS if key == wish.sort} | {key: "descending" for key in SORTS if f"-{key}" == wish.sort}
    return [
        Column(label, wish.but(sort=f"-{key}" if directions.get(key) == "ascending" else key), directions.get(key, "none")) for key, (label, _) in SORTS.items()
    ]


@dataclass(frozen=True)
class Standing:
    """Where one invited unit stands; `registration` is None while nothing was begun or only a draft exists, `entering` is what is typed in from paper."""

    invitation: Invitation
    badge: Badge
    registration: Registration | None
    permit: LatePermit | None
    entering: Registration | None  # what the secretary is typing in from paper
    waits: bool  # to be received
    owes: bool  # nothing is in, nor on its way back
    checked: bool = False

    @property
    def unit(self) -> Unit:
        return self.invitation.unit


def standings(campaign: Campaign, invitations: Iterable[Invitation], checked: Iterable[int] = ()) -> list[Standing]:
    """One line for each invitation, in the order given; one query for their registrations. `checked` are keys of ticked registrations.

    The invitations come with `late_permit`.
    """
    invitations, ticked = list(invitations), set(checked)
    found = campaign.registrations.filter(unit__in=[invitation.unit_id for invitation in invitations])
    registrations = {registration.unit_id: registration for registration in found}
    return [_standing(campaign, invitation, registrations.get(invitation.unit_id), ticked) for invitation in invitations]


def _standing(campaign: Campaign, invitation: Invitation, registration: Registration | None, ticked: set[int]) -> Standing:
    state = State(registration.state) if registration else None
    permit = permit_on(invitation)
    owes = state not in SENT and state != State.RETURNED
    entering = registration if registration and registration.is_being_entered else None
    late = owes and not entering and timezone.now() >= last_instant(campaign, permit)
    return Standing(
        invitation,
        OVERDUE if late else registration.badge if registration else NOT_BEGUN,
        shown := registration if registration and state != State.DRAFT else None,
        permit,
        entering,
        waits=state == State.SUBMITTED,
        owes=owes,
        checked=shown is not None and shown.pk in ticked,
    )
