"""The page on which the secretary enters what came on paper, and the scan of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from emulation.attachments.downloads import attachment_response
from emulation.campaigns.models import Campaign, Invitation
from emulation.people.access import EVERYONE, person, roles
from emulation.people.models import Role
from emulation.units.models import subtrees
from emulation.workflow import MoveRefused
from registrations.answers import answers_of, questions_of
from registrations.models import PaperScan, Registration
from registrations.paper_entry import PaperForm, enter, registration_for, why_not_entered, work_in_hand
from registrations.steps import next_step, steps_of


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def registration_paper(request: HttpRequest, invitation_pk: int) -> HttpResponse:
    """When the paper of an invited unit came, and its scan; then on to the steps that a head takes."""
    received = subtrees("campaign__unit__path", person(request).tops_as(Role.SECRETARY))
    launched = Invitation.objects.filter(received).exclude(campaign__state=Campaign.state.field.default)
    invitation = get_object_or_404(launched.select_related("campaign__unit", "unit__commune", "late_permit"), pk=invitation_pk)
    registration = registration_for(invitation)
    refused, unfinished = why_not_entered(registration), work_in_hand(registration)
    scans = list(registration.paper_scans.select_related("attachment__uploaded_by").order_by("pk")) if registration else []
    form = _form(request, invitation, registration, scans, unfinished=bool(unfinished))
    if request.method == "POST" and form.is_valid() and (entered := _enter(request, invitation, form)):
        return entered
    context = {"invitation": invitation, "campaign": invitation.campaign, "registration": registration, "scans": scans, "form": form}
    return render(request, "registrations/paper_entry.html", {**context, "refused": refused, "unfinished": unfinished})


def _form(request: HttpRequest, invitation: Invitation, registration: Registration | None, scans: list[PaperScan], *, unfinished: bool) -> PaperForm:
    received_at = timezone.localtime(registration.received_on_paper_at if registration else None)
    initial = {"received_on": received_at.date(), "received_time": received_at.time()}
    scanned = any(scan.removed_at is None for scan in scans)
    return PaperForm(request.POST or None, request.FILES or None, initial=initial, invitation=invitation, scanned=scanned, unfinished=unfinished)


def _enter(request: HttpRequest, invitation: Invitation, form: Any) -> HttpResponse | None:
    """Save, and go to the first step that lacks something. None when it was refused meanwhile."""
    typed = form.cleaned_data
    try:
        ticked = {name: typed.get(name, False) for name in ("replace", "take_over")}
        registration = enter(invitation, received_at=typed["received_at"], uploads=typed["scans"], by=person(request), **ticked)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return None
    messages.success(request, "Đã lưu giờ nhận và bản quét. Xin nhập nội dung theo bản giấy.")
    return redirect(next_step(steps_of(registration, questions_of(registration), answers_of(registration))).url)


@roles(*EVERYONE)
@require_safe
def registration_scan(request: HttpRequest, registration_pk: int, paper_scan_pk: int) -> HttpResponse:
    """One file of the scanned paper, to be saved."""
    visible = PaperScan.objects.visible_to(person(request)).select_related("attachment", "registration__unit", "registration__campaign")
    scan = get_object_or_404(visible, pk=paper_scan_pk, registration=registration_pk)
    number = PaperScan.objects.filter(registration=registration_pk, pk__lte=scan.pk).count()
    return attachment_response(scan.attachment, f"Bản giấy đăng ký thi đua {scan.registration.campaign.year} - {scan.registration.unit} ({number})")
