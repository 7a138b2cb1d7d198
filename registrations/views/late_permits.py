"""How a unit asks to send after the deadline, and the page on which the office lets it, or does not."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from emulation.campaigns.models import Campaign, Invitation
from emulation.people.access import person, roles
from emulation.people.models import Role
from emulation.units.models import subtrees
from emulation.vietnamese.dates import weekday
from emulation.vietnamese.fields import DayInput, VietnameseFormField
from emulation.workflow import MoveRefused
from registrations.late_permits import GRANTORS, grant, permit_on, why_not_until
from registrations.late_requests import ask_late, open_request, refuse_request
from registrations.models import Registration


class LatePermitForm(forms.Form):
    """Until the end of which day, and why."""

    last_day = forms.DateField(label="Được gửi đến hết ngày", widget=DayInput)
    reason = VietnameseFormField(label="Lý do", max_length=1000, help_text="Đơn vị đọc được lý do này.", widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign

    def clean_last_day(self) -> Any:
        last_day = self.cleaned_data["last_day"]
        if wrong := why_not_until(self.campaign, last_day, timezone.now()):
            raise forms.ValidationError(wrong)
        return last_day


class ReasonForm(forms.Form):
    """Why a unit asks, or why it is refused."""

    reason = VietnameseFormField(label="Lý do", max_length=1000, widget=forms.Textarea({"rows": 3}))

    def reason_given(self) -> str:
        """Raises MoveRefused, saying what is wrong with it."""
        if not self.is_valid():
            raise MoveRefused(" ".join(f"Lý do: {error}" for error in self.errors["reason"]))
        return str(self.cleaned_data["reason"])


@roles(Role.SECRETARY, Role.CHAIR)
@require_http_methods(["GET", "POST"])
def registration_late_permit(request: HttpRequest, invitation_pk: int) -> HttpResponse:
    """Leave for one invited unit to send after the deadline, in place of any it has."""
    invitation = _launched_here(request, invitation_pk)
    permit = permit_on(invitation)
    initial = {"last_day": permit.last_day, "reason": permit.reason} if permit else {}
    form = LatePermitForm(request.POST or None, initial=initial, campaign=invitation.campaign)
    if request.method == "POST" and form.is_valid():
        try:
            granted = grant(invitation, **form.cleaned_data, by=person(request))
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Đã cho {invitation.unit} gửi muộn đến hết {weekday(granted.last_day)}.")
            return redirect(reverse("campaign-registrations", args=[invitation.campaign_id]))
    context = {"form": form, "invitation": invitation, "campaign": invitation.campaign, "permit": permit, "asked": open_request(invitation)}
    return render(request, "registrations/late_permit.html", context)


def _launched_here(request: HttpRequest, invitation_pk: int) -> Invitation:
    """An invitation to a campaign of one's own office."""
    launched = subtrees("campaign__unit__path", person(request).tops_as(*GRANTORS))
    invitations = Invitation.objects.filter(launched).select_related("campaign__unit", "unit", "late_permit__granted_by")
    return get_object_or_404(invitations, pk=invitation_pk)


@roles(Role.SECRETARY, Role.CHAIR)
@require_POST
def registration_late_refusal(request: HttpRequest, invitation_pk: int) -> HttpResponse:
    """No leave for a unit that asked."""
    invitation, form = _launched_here(request, invitation_pk), ReasonForm(request.POST)
    try:
        refuse_request(invitation, reason=form.reason_given(), by=person(request))
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("registration-late-permit", invitation.pk)
    messages.success(request, f"Đã trả lời {invitation.unit}: không cho nộp muộn.")
    return redirect("campaign-registrations", invitation.campaign_id)


@roles(Role.HEAD)
@require_POST
def registration_late_request(request: HttpRequest, registration_pk: int) -> HttpResponse:
    """Ask for such leave, with all that is written so far."""
    mine = Registration.objects.written_by(person(request)).select_related("campaign__unit", "unit__commune", "sheet")
    registration, form = get_object_or_404(mine, pk=registration_pk), ReasonForm(request.POST)
    try:
        ask_late(registration, reason=form.reason_given(), by=person(request))
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã gửi thư ký. Khi thư ký trả lời, ông/bà nhận được thông báo.")
    return redirect(f"{registration.get_absolute_url()}#xin-nop-muon")
