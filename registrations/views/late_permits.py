"""The page on which the office lets one unit send after the deadline."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from emulation.campaigns.models import Campaign, Invitation
from emulation.people.access import person, roles
from emulation.people.models import Role
from emulation.units.models import subtrees
from emulation.vietnamese.dates import weekday
from emulation.vietnamese.fields import VietnameseFormField
from emulation.workflow import MoveRefused
from registrations.late_permits import grant, permit_on, why_not_until


class LatePermitForm(forms.Form):
    """Until the end of which day, and why."""

    last_day = forms.DateField(label="Được gửi đến hết ngày", widget=forms.DateInput({"placeholder": "ngày/tháng/năm", "inputmode": "numeric"}))
    reason = VietnameseFormField(label="Lý do", max_length=1000, help_text="Đơn vị đọc được lý do này.", widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign

    def clean_last_day(self) -> Any:
        last_day = self.cleaned_data["last_day"]
        if wrong := why_not_until(self.campaign, last_day, timezone.now()):
            raise forms.ValidationError(wrong)
        return last_day


@roles(Role.SECRETARY, Role.CHAIR)
@require_http_methods(["GET", "POST"])
def registration_late_permit(request: HttpRequest, invitation_pk: int) -> HttpResponse:
    """Leave for one invited unit to send after the deadline, in place of any it has."""
    launched = subtrees("campaign__unit__path", person(request).tops_as(Role.SECRETARY, Role.CHAIR))
    invitations = Invitation.objects.filter(launched).select_related("campaign__unit", "unit", "late_permit__granted_by")
    invitation = get_object_or_404(invitations, pk=invitation_pk)
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
    return render(request, "registrations/late_permit.html", {"form": form, "invitation": invitation, "campaign": invitation.campaign, "permit": permit})
