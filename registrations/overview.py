"""The secretary's view of a campaign: for each invited unit where its registration stands. Filtered, sorted and counted by the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, FilteredRelation, Q, QuerySet, Value, When
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from emulation.campaigns.models import Campaign, Cluster, Invitation
from emulation.listing import DAYS, Column, Filter, Listed, Listing, query_of
from emulation.people.unit_lists import kinds_among
from emulation.units.models import Unit
from emulation.workflow import Badge
from registrations.late_permits import last_instant, permit_on
from registrations.models import SENT, LatePermit, Registration, State
from registrations.models.registration import NOT_BEGUN, OVERDUE

STATE = "answer__state"  # of the registration that answers an invitation; see `answered`


@dataclass(frozen=True)
class Chip:
    """One chip above the list: its words, and the condition on an invitation with its answer."""

    label: str
    condition: Q


FILTERS = {
    "": Chip("Tất cả", Q()),
    "cho": Chip("Chờ tiếp nhận", Q(**{STATE: State.SUBMITTED})),
    "xong": Chip("Đã tiếp nhận", Q(**{STATE: State.ACCEPTED})),
    "tra-lai": Chip("Trả lại", Q(**{STATE: State.RETURNED})),
    "chua": Chip("Chưa gửi", Q(**{STATE: None}) | Q(**{f"{STATE}__in": [State.DRAFT, State.WITHDRAWN]})),
}
RANKS = [State.SUBMITTED, State.RETURNED, State.ACCEPTED, State.DRAFT, State.WITHDRAWN]  # what waits for the secretary first, what is not begun last
ASKED = ("loc", "loai", "cum", "tim", "xep", "trang")  # what the list understands of a query string


def list_url(campaign_pk: int, query: str) -> str:
    """The address of the list as somebody had it before him; of the query string, only what the list understands."""
    asked = QueryDict(query)
    kept = query_of(**{name: asked.get(name, "") for name in ASKED})
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


def listed_invitations(campaign: Campaign, counted: dict[str, int], query: QueryDict) -> Listed:
    """The invitations that somebody wants to see, in the order wanted; `counted` is how many of the whole campaign stand under each filter."""
    rows = answered(campaign.invitations.all()).select_related("unit", "late_permit")
    return Listed(standings_listing(campaign, counted), rows, query, url=list_url(campaign.pk, ""))


def standings_listing(campaign: Campaign, counted: dict[str, int]) -> Listing:
    chips = [(slug, f"{one.label} ({counted[slug]})") for slug, one in FILTERS.items()]
    clusters = [(str(cluster.pk), str(cluster)) for cluster in Cluster.objects.in_campaign(campaign)]
    by_state = Filter("loc", "Tình trạng", _standing_so, chips[1:], every=chips[0][1], as_chips=True)
    of_kind = Filter("loai", "Loại đơn vị", "unit__kind", lambda _: kinds_among(campaign.invitations.all(), "unit__kind"))
    in_cluster = Filter("cum", "Cụm thi đua", _in_cluster, clusters)
    return Listing(
        "Tình hình đăng ký",
        COLUMNS,
        filters=(by_state, of_kind, in_cluster) if clusters else (by_state, of_kind),
        search="Tìm đơn vị",
        then=("unit__sort_key", "pk"),
        lines=lambda invitations: standings(campaign, invitations),
        rows_a_page=50,
    )


def _standing_so(invitations: Any, slug: str) -> Any:
    return invitations.filter(FILTERS[slug].condition)


def _in_cluster(invitations: Any, pk: str) -> Any:
    return invitations.of_units(Cluster.objects.get(pk=pk).unit_pks)


RANKS = [State.SUBMITTED, State.RETURNED, State.ACCEPTED, State.DRAFT, State.WITHDRAWN]  # what waits for the secretary first, what is not begun last
RANK = Case(*[When(**{STATE: state}, then=Value(rank)) for rank, state in enumerate(RANKS)], default=Value(len(RANKS)))
COLUMNS = (
    Column("Đơn vị", lambda line: str(line.unit), "ten", ("unit__sort_key",)),
    Column("Tình trạng", lambda line: line.badge.word, "tinh-trang", (RANK,), ("chờ tiếp nhận trước", "chưa làm trước")),
    Column("Gửi lúc", lambda line: line.registration.submitted_at if line.registration else None, "gui-luc", (F("answer__submitted_at"),), DAYS),
    Column("Loại đơn vị", lambda line: line.unit.get_kind_display(), shown=False),
    Column("Được gửi muộn đến hết ngày", lambda line: line.permit.last_day if line.permit else None, shown=False),
)


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
