"""The pages of number and structure of what is proposed, in a campaign or outside of all campaigns in a year."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from awards.models import Nomination, NominationQuerySet, Subject
from awards.pictures import of_honours, of_shares
from awards.structure import structure_of
from emulation.campaigns.models import Campaign
from emulation.people.access import person, roles
from emulation.people.models import Role, User
from emulation.units.models import subtrees

OFFICE = (Role.SECRETARY, Role.CHAIR, Role.COUNCIL, Role.ADMINISTRATOR)


def _campaigns(user: User, campaigns: "QuerySet[Campaign]") -> "QuerySet[Campaign]":
    """Those whose office the person belongs to."""
    return campaigns if user.is_superuser else campaigns.filter(subtrees("unit__path", user.tops_read_as(*OFFICE)))


def structure_links(user: User, campaigns: "QuerySet[Campaign]") -> Iterable[Campaign]:
    return _campaigns(user, campaigns)[:5] if user.is_superuser or user.terms_as(*OFFICE) else ()


@roles(*OFFICE)
@require_safe
def nomination_structure(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    user, today = person(request), timezone.localdate()
    campaign = get_object_or_404(_campaigns(user, Campaign.objects.select_related("unit")), pk=campaign_pk)
    return _page(request, Nomination.objects.visible_to(user).filter(campaign=campaign), today, campaign=campaign)


@roles(*OFFICE)
@require_safe
def nomination_structure_year(request: HttpRequest, nomination_year: int) -> HttpResponse:
    """Of what the person's offices were sent outside of campaigns: by merit, sudden deeds."""
    user, today = person(request), timezone.localdate()
    seen = Nomination.objects.visible_to(user).filter(campaign=None, year=nomination_year)
    if not user.is_superuser:
        seen = seen.filter(subtrees("unit__path", user.tops_read_as(*OFFICE)))
    return _page(request, seen, today, campaign=None, year=nomination_year)


def structure_year(user: User) -> int | None:
    """The year whose page is offered to people of an office."""
    return timezone.localdate().year if user.is_superuser or user.terms_as(*OFFICE) else None


def _page(request: HttpRequest, nominations: NominationQuerySet, today: date, **about: Any) -> HttpResponse:
    structure = structure_of(nominations, today)
    context = {
        "structure": structure,
        "on": today,
        "subjects": Subject.labels,
        "pictures": [of_honours(structure), of_shares("nhom", "Người trực tiếp lao động và các nhóm khác", structure.groups)],
        **about,
    }
    return render(request, "nominations/structure.html", context)
