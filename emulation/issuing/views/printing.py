"""Starting the background work that puts all papers of the list into one file."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from emulation.issuing.jobs import start_for_all
from emulation.issuing.lists import papers_listing
from emulation.issuing.models import OutgoingPaper
from emulation.issuing.views.papers import OFFICE
from emulation.jobs.kinds import JobRefused
from emulation.listing import Listed
from emulation.people.access import person, roles

LONGEST = 200  # letters of the path that a job keeps


@roles(*OFFICE)
@require_POST
def paper_print(request: HttpRequest) -> HttpResponse:
    """What the list shows as it is filtered and sorted, all pages of it, as one file for the printer."""
    return _all_listed(request, "print-papers")


@roles(*OFFICE)
@require_POST
def paper_zip(request: HttpRequest) -> HttpResponse:
    """The same, a file for each paper."""
    return _all_listed(request, "zip-papers")


def _all_listed(request: HttpRequest, kind: str) -> HttpResponse:
    listed = Listed(papers_listing(several=False), OutgoingPaper.objects.visible_to(person(request)), request.GET)
    back = reverse("paper-list") + (f"?{listed.query}" if listed.query else "")
    kept = back if len(back) <= LONGEST else reverse("paper-list")
    try:
        return redirect(start_for_all(kind, listed.rows, owner=person(request), url=kept))
    except JobRefused as refusal:
        messages.info(request, str(refusal))
        return redirect(back)
