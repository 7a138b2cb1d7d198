"""The office's list of a campaign's registrations: who has registered; receive, return, remind."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from emulation.campaigns.models import Campaign
from emulation.people.access import person, roles
from emulation.people.models import Role, User
from emulation.workflow import MoveRefused
from registrations.bulk import IN_BULK, Bulk, move_many
from registrations.late_permits import GRANTORS, RECEIVING, may_be_granted
from registrations.models import Registration
from registrations.overview import counts_of, list_url, listed_invitations, standings
from registrations.pictures import grid_of, progress
from registrations.reminders import remind_now, reminder_text
from registrations.seeing import OFFICE, campaigns_seen_from_office
from registrations.workflow import MOVES


def campaign_seen_from_office(request: HttpRequest, campaign_pk: int) -> Campaign:
    return get_object_or_404(campaigns_seen_from_office(person(request)).select_related("unit"), pk=campaign_pk)


@dataclass(frozen=True)
class Tried:
    """What was tried with many registrations and did not wholly succeed: why, and what was typed and ticked for it."""

    move: str
    sentences: list[str]
    reason: str
    ticked: list[int]


def _office_of(campaign: Campaign, user: User) -> dict[str, bool]:
    """What this person may do with all registrations of the campaign."""
    receives, now = user.term_over(campaign.unit, Role.SECRETARY) is not None, timezone.now()
    return {
        "receives": receives,
        "takes_paper": receives and campaign.state in RECEIVING,
        "may_permit": user.term_over(campaign.unit, *GRANTORS) is not None and may_be_granted(campaign, now),
        "may_remind": receives and campaign.takes_registrations(now),
    }


@roles(*OFFICE)
@require_safe
def campaign_registrations(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    return _page(request, campaign_seen_from_office(request, campaign_pk))


def _page(request: HttpRequest, campaign: Campaign, tried: Tried | None = None) -> HttpResponse:
    """The list as the query string wants it; after a move of many, with what was refused."""
    counted = counts_of([campaign])[campaign.pk]
    listed = listed_invitations(campaign, counted, request.GET)
    if listed.wants_file:
        return listed.file()
    office = _office_of(campaign, person(request))
    lines = standings(campaign, listed.page, tried.ticked if tried else ())
    context = office | {
        "campaign": campaign,
        "list": listed,
        "page": listed.page,
        "lines": lines,
        "tickable": sum(line.waits for line in lines) if office["receives"] else 0,
        "all_ticked": "chon" in request.GET,
        "tried": tried,
        "message": reminder_text(campaign),
        "sent": counted["cho"] + counted["xong"],
        "total": counted[""],
        "pictures": [picture for picture in (progress(counted), grid_of(campaign)) if picture],
    }
    return render(request, "registrations/campaign_registrations.html", context)


@roles(Role.SECRETARY)
@require_POST
def campaign_registrations_move(request: HttpRequest, campaign_pk: int, registration_move: str) -> HttpResponse:
    """Receive or return all that are ticked. What is refused stays ticked, with the reason typed."""
    campaign = get_object_or_404(Campaign.objects.kept_by(person(request)).select_related("unit"), pk=campaign_pk)
    if registration_move not in IN_BULK:
        raise Http404
    ticked, reason = _ticked(request.POST.getlist("dang-ky")), request.POST.get("reason", "")
    seen = Registration.objects.visible_to(person(request)).filter(campaign=campaign, pk__in=ticked)
    chosen = seen.select_related("campaign__unit", "unit__commune").order_by("unit__sort_key", "pk")
    try:
        bulk = move_many(chosen, registration_move, by=person(request), reason=reason)
    except MoveRefused as refusal:
        return _page(request, campaign, Tried(registration_move, [str(refusal)], reason, ticked))
    if bulk.moved:
        messages.success(request, f"Đã {MOVES[registration_move].label.lower()} {len(bulk.moved)} đăng ký.")
    if bulk.refused:
        return _page(request, campaign, _refused(registration_move, bulk, reason))
    return redirect(list_url(campaign.pk, request.GET.urlencode()))


def _ticked(values: Iterable[str]) -> list[int]:
    """The keys among what a form sent; anything else is passed over."""
    return [int(value) for value in values if value.isascii() and value.isdecimal() and len(value) < 19]


def _refused(move: str, bulk: Bulk, reason: str) -> Tried:
    return Tried(move, [f"{one.unit}: {sentence}" for one, sentence in bulk.refused], reason, [one.pk for one, _ in bulk.refused])


@roles(Role.SECRETARY)
@require_POST
def campaign_remind(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    campaign = get_object_or_404(Campaign.objects.kept_by(person(request)).taking_registrations(timezone.now()), pk=campaign_pk)
    written = remind_now(campaign, timezone.now())
    if written:
        messages.success(request, f"Đã nhắc {written} người.")
    else:
        messages.info(request, "Hôm nay đã nhắc những đơn vị chưa gửi rồi, nên không gửi thêm.")
    return redirect(list_url(campaign.pk, request.POST.get("from_list", "")))
