"""The office's pages of a campaign's registrations: who has registered, print all, remind."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from emulation.campaigns.models import Campaign
from emulation.papers.downloads import pdf_response, zip_response
from emulation.people.access import person, roles
from emulation.people.models import Role, User
from emulation.units.models import Unit
from registrations.late_permits import GRANTORS, RECEIVING, may_be_granted
from registrations.overview import FILTERS, counts, joined_pdf, sent_registrations, standings, titles_striven_for, zip_of
from registrations.reminders import remind_now, reminder_text

OFFICE = (Role.SECRETARY, Role.COUNCIL, Role.CHAIR, Role.SUPERIOR, Role.ADMINISTRATOR)


def _campaign_seen_from_office(request: HttpRequest, campaign_pk: int) -> Campaign:
    """Only those whose term covers the launching unit see all of its registrations; a head never does."""
    launched_in_view = Campaign.objects.visible_to(person(request)).filter(unit__in=Unit.objects.visible_to(person(request)))
    return get_object_or_404(launched_in_view.select_related("unit"), pk=campaign_pk)


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
    campaign = _campaign_seen_from_office(request, campaign_pk)
    invitations = campaign.invitations.select_related("unit", "late_permit").order_by("unit__sort_key", "pk")
    words, chosen = request.GET.get("tim", "").strip(), request.GET.get("loc", "")
    lines = standings(campaign, invitations)
    counted = counts(lines)
    found = set(Unit.objects.search(words).filter(invitations__campaign=campaign).values_list("pk", flat=True)) if words else None
    context = _office_of(campaign, person(request)) | {
        "campaign": campaign,
        "lines": [line for line in lines if chosen in ("", line.filter) and (found is None or line.unit.pk in found)],
        "counted": [(slug, label, counted[slug]) for slug, label in FILTERS.items()],
        "sent": counted["cho"] + counted["xong"],
        "total": counted[""],
        "message": reminder_text(campaign),
        "chosen": chosen,
        "words": words,
        "titles": titles_striven_for(campaign),
    }
    return render(request, "registrations/campaign_registrations.html", context)


@roles(*OFFICE)
@require_safe
def campaign_pdf(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    """Everything that came in as one file for the printer."""
    campaign = _campaign_seen_from_office(request, campaign_pk)
    registrations = sent_registrations(campaign)
    if not registrations:
        messages.info(request, "Chưa có đăng ký nào được gửi nên chưa có gì để in.")
        return redirect("campaign-registrations", campaign.pk)
    return pdf_response(joined_pdf(registrations), f"Đăng ký thi đua {campaign.year} - {campaign.unit}.pdf")


@roles(*OFFICE)
@require_safe
def campaign_zip(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    """Everything that came in, a file for each unit."""
    campaign = _campaign_seen_from_office(request, campaign_pk)
    return zip_response(zip_of(sent_registrations(campaign)), f"Đăng ký thi đua {campaign.year} - {campaign.unit}.zip")


@roles(Role.SECRETARY)
@require_POST
def campaign_remind(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    campaign = get_object_or_404(Campaign.objects.kept_by(person(request)).taking_registrations(timezone.now()), pk=campaign_pk)
    written = remind_now(campaign, timezone.now())
    text = f"Đã nhắc {written} người." if written else "Hôm nay đã nhắc những đơn vị chưa gửi rồi."
    messages.success(request, text)
    return redirect("campaign-registrations", campaign.pk)
