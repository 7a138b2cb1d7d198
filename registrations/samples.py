"""A campaign and a unit that stand in for those to come, so that a sheet can be looked at before anybody fills it in."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from emulation.campaigns.models import Campaign
from emulation.units.kinds import WORDS, Kind
from emulation.units.models import Unit


def sample_office() -> Unit:
    """An office for those who belong to none: the administrator of the installation looking at a shipped sheet."""
    return Unit(kind=Kind.WARD, name="Phường …", short_name="phường …")


def sample_unit(office: Unit, kind: str) -> Unit:
    """The first unit of that kind below the office, else one made up; it is never saved."""
    found: Unit | None = Unit.objects.under(office).filter(kind=kind).select_related("commune").in_order().first() if office.pk else None
    words = WORDS[Kind(kind)]
    return found or Unit(kind=kind, name=f"{words.word.capitalize()} …", short_name=f"{words.short} …", commune=office)


def sample_campaign(office: Unit) -> Campaign:
    """This year's campaign of the office as its plan usually reads; it is never saved."""
    year, name = timezone.localdate().year, office.short_name
    return Campaign(
        unit=office,
        title=f"Phong trào thi đua yêu nước {name} năm {year}",
        year=year,
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        deadline=timezone.now(),
        plan_issuer=f"UBND {name}",
        plan_title=f"tổ chức phong trào thi đua yêu nước và công tác khen thưởng {name} năm {year}",
        addressees=f"Ủy ban nhân dân {name}\nHội đồng thi đua khen thưởng {name}",
    )


def likeliest_kind(office: Unit, kinds: Iterable[str]) -> str:
    """The first of the kinds of which the office has a unit, else the first of all."""
    kinds = list(kinds)
    there = set(Unit.objects.under(office).filter(kind__in=kinds).order_by().values_list("kind", flat=True).distinct()) if office.pk else set()
    return next((kind for kind in kinds if kind in there), kinds[0])
