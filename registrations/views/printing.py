"""Starting the background work that puts all papers of a campaign into one file."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from emulation.people.access import person, roles
from registrations.jobs import sent_registrations, start_for
from registrations.overview import list_url
from registrations.seeing import OFFICE
from registrations.summary import ACCEPTED_ONLY
from registrations.views.overview import campaign_seen_from_office


@roles(*OFFICE)
@require_POST
def campaign_pdf(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    """Everything that came in as one file for the printer."""
    return _of_what_came_in(request, campaign_pk, "print-registrations")


@roles(*OFFICE)
@require_POST
def campaign_zip(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    """Everything that came in, a file for each unit."""
    return _of_what_came_in(request, campaign_pk, "zip-registrations")


def _of_what_came_in(request: HttpRequest, campaign_pk: int, kind: str) -> HttpResponse:
    campaign = campaign_seen_from_office(request, campaign_pk)
    back = list_url(campaign.pk, request.POST.get("from_list", ""))
    if not sent_registrations(campaign):
        messages.info(request, "Chưa có đăng ký nào được gửi nên chưa có gì để in.")
        return redirect(back)
    return redirect(start_for(campaign, kind, owner=person(request), url=back))


@roles(*OFFICE)
@require_POST
def campaign_blanks(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    """The blank forms of all invited units in one file."""
    campaign = campaign_seen_from_office(request, campaign_pk)
    back = list_url(campaign.pk, request.POST.get("from_list", ""))
    return redirect(start_for(campaign, "print-blank-forms", owner=person(request), url=back))


@roles(*OFFICE)
@require_POST
def campaign_summary_pdf(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    """The summary as a paper."""
    campaign = campaign_seen_from_office(request, campaign_pk)
    accepted_only = request.POST.get("chi") == ACCEPTED_ONLY
    back = reverse("campaign-summary", args=[campaign.pk]) + (f"?chi={ACCEPTED_ONLY}" if accepted_only else "")
    return redirect(start_for(campaign, "print-summary", owner=person(request), url=back, accepted_only=accepted_only))
