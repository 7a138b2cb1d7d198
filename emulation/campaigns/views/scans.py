"""The signed scan of a plan: uploaded by the secretary, downloaded by everybody who sees the campaign."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from emulation.attachments.downloads import attachment_response
from emulation.campaigns.models import Campaign, PlanScan
from emulation.campaigns.plan_scans import PlanScanForm, add_plan_scans
from emulation.people.access import EVERYONE, person, roles
from emulation.people.models import Role
from emulation.workflow import MoveRefused


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def campaign_plan_scans(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    campaign = get_object_or_404(Campaign.objects.kept_by(person(request)), pk=campaign_pk)
    scans = list(campaign.plan_scans.select_related("attachment__uploaded_by").order_by("pk"))
    form = PlanScanForm(request.POST or None, request.FILES or None, replaceable=any(scan.removed_at is None for scan in scans))
    if request.method == "POST" and form.is_valid():
        try:
            add_plan_scans(campaign, form.cleaned_data["scans"], by=person(request), replace=form.cleaned_data.get("replace", False))
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Đã đăng bản kế hoạch đã ký. Các đơn vị được mời tải được ngay.")
        return redirect(campaign)
    return render(request, "campaigns/plan_scans.html", {"form": form, "campaign": campaign, "scans": scans})


@roles(*EVERYONE)
@require_safe
def campaign_plan_scan(request: HttpRequest, campaign_pk: int, plan_scan_pk: int) -> HttpResponse:
    """One file of the signed plan, to be saved."""
    visible = PlanScan.objects.visible_to(person(request)).select_related("attachment", "campaign")
    scan = get_object_or_404(visible, pk=plan_scan_pk, campaign=campaign_pk)
    number = PlanScan.objects.filter(campaign=campaign_pk, pk__lte=scan.pk).count()
    return attachment_response(scan.attachment, f"{scan.campaign.plan_named} (bản đã ký {number})")
