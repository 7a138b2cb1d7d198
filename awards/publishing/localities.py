"""The communes, districts and provinces that have something public, and what that is."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from awards.models import Decision, Posting
from awards.models.decision import DecisionQuerySet
from awards.models.posting import PostingQuerySet
from emulation.campaigns.models import Campaign, CampaignQuerySet
from emulation.units.kinds import ORGANISATIONS, RESIDENTIAL, Kind
from emulation.units.models import STEP, Unit, UnitQuerySet

OFFICES = [kind for kind in Kind if kind not in RESIDENTIAL | ORGANISATIONS]
UNDER_WAY_FIRST = ("-is_under_way", "-year", "-starts_on")


class Locality(NamedTuple):
    """A unit with an office, and the province that it belongs to, if any."""

    unit: Unit
    province: Unit | None


def offices() -> UnitQuerySet:
    """All that may have a public page, also those that have ended: their codes are theirs alone."""
    found: UnitQuerySet = Unit.objects.filter(commune=None, kind__in=OFFICES)
    return found


def localities(on: date) -> UnitQuerySet:
    """Those that have anything public on that day, in the order of the alphabet."""
    posting = Posting.objects.open_on(on).order_by().values(office=Coalesce("unit__commune", "unit"))
    campaign = Campaign.objects.launched().filter(unit=OuterRef("pk"))
    decision = Decision.objects.issued().filter(unit=OuterRef("pk"))
    found: UnitQuerySet = offices().filter(Exists(campaign) | Exists(decision) | Q(pk__in=posting))
    return found.in_order()


def office_with(code: str) -> Unit:
    """The office with the code. Raises Http404 where there is none."""
    office: Unit = get_object_or_404(offices(), code=code)
    return office


def with_province(units: Iterable[Unit]) -> list[Locality]:
    """Each with its province: two communes may have one name. One query."""
    units = list(units)
    tops = {top.path: top for top in Unit.objects.filter(path__in={unit.path[:STEP] for unit in units}, kind=Kind.PROVINCE)}
    return [Locality(unit, top if (top := tops.get(unit.path[:STEP])) != unit else None) for unit in units]


def formers_of(unit: Unit, on: date) -> list[Unit]:
    """The offices that it came from and that have something public, which stays theirs."""
    return list(localities(on).filter(pk__in=[former.pk for former in unit.formers])) if unit.lineage else []


def campaigns_of(unit: Unit, on: date) -> CampaignQuerySet:
    """What it launched: what is under way on that day first, then the newest."""
    return Campaign.objects.launched().filter(unit=unit).telling_under_way(on).order_by(*UNDER_WAY_FIRST, "-pk")


def decisions_of(unit: Unit) -> DecisionQuerySet:
    """Its issued decisions, the newest first, with their papers but for the content."""
    return Decision.objects.issued().filter(unit=unit).select_related("paper").defer("paper__content").order_by("-paper__dated", "-pk")


def postings_of(unit: Unit, on: date) -> PostingQuerySet:
    """The lists open on that day of the office and of groups in the commune."""
    return Posting.objects.open_on(on).filter(Q(unit=unit) | Q(unit__commune=unit)).select_related("unit").order_by("closes_on", "pk")
