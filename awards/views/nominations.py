"""Pages under /khen-thuong/de-nghi/: the nominations that somebody may see, each with its checks, files and history."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from awards.eligibility import findings_of
from awards.models import Nomination, NominationQuerySet
from emulation.history.models import Line
from emulation.people.access import EVERYONE, person, roles

LINES = 30


def seen_nominations(request: HttpRequest) -> NominationQuerySet:
    """Those that the person may see, with what their pages and checks need."""
    related = ("unit__commune", "campaign", "honour", "appraised_honour", "nominee_unit")
    prefetched = ("honour__authorities", "appraised_honour__authorities", "evidence__attachment")
    return Nomination.objects.visible_to(person(request)).select_related(*related).prefetch_related(*prefetched)


@roles(*EVERYONE)
@require_safe
def nomination_detail(request: HttpRequest, nomination_pk: int) -> HttpResponse:
    nomination = get_object_or_404(seen_nominations(request), pk=nomination_pk)
    context = {
        "nomination": nomination,
        "badge": nomination.badge_for(person(request)),
        "findings": findings_of(nomination),
        "lines": Line.objects.of(nomination)[:LINES],
    }
    return render(request, "nominations/detail.html", context)
