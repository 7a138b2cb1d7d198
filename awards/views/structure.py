"""The page of number and structure of what is proposed in a campaign."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from awards.models import Nomination, Subject
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
    structure = structure_of(Nomination.objects.visible_to(user).filter(campaign=campaign), today)
    return render(request, "nominations/structure.html", {"campaign": campaign, "structure": structure, "on": today, "subjects": Subject.labels})
