"""What the office looks for first in its drives: which registrations came in today, and which units still owe theirs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from emulation.campaigns.models import Campaign, Invitation
from registrations.late_permits import permit_on
from registrations.models import SENT, LatePermit, Registration
from registrations.overview import FILTERS, answered

FEW = 5  # of each campaign are named, the others counted


@dataclass(frozen=True)
class Owing:
    """An invited unit that has sent nothing; `permit` is the leave to send late that it still has."""

    invitation: Invitation
    permit: LatePermit | None


@dataclass
class Today:
    """Of one campaign: the newest of what came in today and the first units that owe, `FEW` of each, and how many there are of each in all."""

    is_late: bool = False  # the deadline of the campaign is over
    came: list[Registration] = field(default_factory=list)
    came_in_all: int = 0
    owing: list[Owing] = field(default_factory=list)
    owing_in_all: int = 0

    @property
    def came_besides(self) -> int:
        return self.came_in_all - len(self.came)

    @property
    def owing_besides(self) -> int:
        return self.owing_in_all - len(self.owing)


def today_of(campaigns: Iterable[Campaign], now: datetime) -> dict[int, Today]:
    """By the campaign's primary key; today is the day at Vietnamese time. Two queries."""
    found = {campaign.pk: Today(now >= campaign.deadline) for campaign in campaigns}
    began = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    came = Registration.objects.filter(campaign__in=found, state__in=SENT, submitted_at__gte=began).select_related("unit")
    for registration in _few(came, "-submitted_at", "-pk"):
        today = found[registration.campaign_id]
        today.came.append(registration)
        today.came_in_all = registration.in_all
    owing = answered(Invitation.objects.filter(campaign__in=found)).filter(FILTERS["chua"].condition).select_related("unit", "late_permit")
    for invitation in _few(owing, "unit__sort_key", "pk"):
        permit = permit_on(invitation)
        today = found[invitation.campaign_id]
        today.owing.append(Owing(invitation, permit if permit and permit.covers(now) else None))
        today.owing_in_all = invitation.in_all
    return found


def _few(rows: QuerySet[Any], *order: str) -> Iterable[Any]:
    """The first `FEW` rows of each campaign in that order, each with `in_all`, the number of its campaign's rows."""
    of_campaign: dict[str, Any] = {"partition_by": [F("campaign")]}
    numbered = rows.annotate(place=Window(RowNumber(), order_by=order, **of_campaign), in_all=Window(Count("pk"), **of_campaign))
    few: Iterable[Any] = numbered.filter(place__lte=FEW).order_by("campaign", "place")
    return few
