"""The pages on which a secretary prepares a campaign, part by part."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from emulation.campaigns.copying import copy_campaign
from emulation.campaigns.forms import (
    CampaignForm,
    CitationFormSet,
    CitedDocumentForm,
    ContentFormSet,
    InvitationForm,
    MovementFormSet,
    OfferedTitleFormSet,
    SheetChoiceForm,
    TargetFormSet,
)
from emulation.campaigns.invitations import invite, select_units
from emulation.campaigns.models import Campaign
from emulation.campaigns.preparation import GENERAL, changing_draft, defaults_for, mark_checked
from emulation.people.access import person, roles
from emulation.people.models import Role
from emulation.units.models import Unit
from emulation.workflow import Badge, MoveRefused


class Rows(NamedTuple):
    """A part of the preparation that is a list of rows; `related` is where the campaign keeps them."""

    label: str
    formset: Any
    related: str


ROWS = {
    "can-cu": Rows("Kế hoạch cấp trên và căn cứ", CitationFormSet, "citations"),
    "noi-dung": Rows("Nội dung thi đua", ContentFormSet, "contents"),
    "chi-tieu": Rows("Chỉ tiêu", TargetFormSet, "targets"),
    "danh-hieu": Rows("Danh hiệu", OfferedTitleFormSet, "offered_titles"),
    "phong-trao": Rows("Các phong trào trọng tâm", MovementFormSet, "movements"),
}
FILLED = Badge("ok", "✓", "Đã ghi")
EMPTY = Badge("todo", "○", "Chưa ghi")
UNCHECKED = Badge("now", "●", "Cần xem lại ngày")


class Part(NamedTuple):
    """One part of the preparation as the campaign's page lists it."""

    label: str
    href: str
    badge: Badge


def parts_of(campaign: Campaign) -> list[Part]:
    """The parts of a draft in their order, which of them have something in them, and which hold days that a copy moved on; asks little when these were
    fetched before."""
    rows = [
        Part(part.label, reverse("campaign-part", args=[campaign.pk, slug]), _badge(campaign, part.related, bool(getattr(campaign, part.related).all())))
        for slug, part in ROWS.items()
    ]
    invited = campaign.invitations.exists()
    return [
        Part("Thông tin chung, kế hoạch, hạn đăng ký", reverse("campaign-edit", args=[campaign.pk]), _badge(campaign, GENERAL, True)),
        *rows,
        Part("Đơn vị tham gia và mẫu đăng ký", reverse("campaign-units", args=[campaign.pk]), FILLED if invited else EMPTY),
    ]


def _badge(campaign: Campaign, part: str, filled: bool) -> Badge:
    if filled and part in campaign.unchecked_parts:
        return UNCHECKED
    return FILLED if filled else EMPTY


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def campaign_add(request: HttpRequest, unit_pk: int) -> HttpResponse:
    """A new campaign of a commune, in which one is the secretary."""
    unit = get_object_or_404(Unit.objects.filter(pk__in=[unit.pk for unit in person(request).units_as(Role.SECRETARY)]), pk=unit_pk)
    form = CampaignForm(request.POST or None, instance=Campaign(unit=unit), initial=defaults_for(unit, person(request), timezone.localdate()))
    if request.method == "POST" and form.is_valid():
        campaign = form.save()
        messages.success(request, "Đã lưu phong trào ở dạng đang soạn. Xin làm tiếp các phần còn lại.")
        return redirect(campaign)
    return render(request, "campaigns/form.html", {"form": form, "heading": f"Mở phong trào thi đua của {unit}"})


@roles(Role.SECRETARY)
@require_POST
def campaign_copy(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    """Next year's campaign as a draft from this one."""
    campaign = get_object_or_404(Campaign.objects.kept_by(person(request)).select_related("unit"), pk=campaign_pk)
    try:
        copy = copy_campaign(campaign, by=person(request))
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(campaign)
    messages.success(request, "Đã chép thành phong trào mới ở dạng đang soạn. Xin xem lại từng phần, nhất là tên, ngày và hạn đăng ký.")
    return redirect(copy)


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def campaign_edit(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    campaign = get_object_or_404(Campaign.objects.kept_by(person(request)), pk=campaign_pk)
    form = CampaignForm(request.POST or None, instance=campaign)
    if request.method == "POST" and form.is_valid():
        return _saved(request, campaign, form, GENERAL)
    return render(request, "campaigns/form.html", {"form": form, "campaign": campaign, "heading": "Thông tin chung, kế hoạch, hạn đăng ký"})


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def campaign_part(request: HttpRequest, campaign_pk: int, part: str) -> HttpResponse:
    campaign = get_object_or_404(Campaign.objects.kept_by(person(request)), pk=campaign_pk)
    if part not in ROWS:
        raise Http404
    kept = getattr(campaign, ROWS[part].related).select_related()  # each row is headed by what it says
    rows = ROWS[part].formset(request.POST or None, instance=campaign, queryset=kept)
    if request.method == "POST" and rows.is_valid():
        return _saved(request, campaign, rows, ROWS[part].related, again="more" in request.POST)
    context = {"rows": rows, "campaign": campaign, "heading": ROWS[part].label, "library": part == "can-cu"}
    return render(request, "campaigns/part.html", context)


def _saved(request: HttpRequest, campaign: Campaign, form: Any, part: str = "", again: bool = False) -> HttpResponse:
    try:
        with changing_draft(campaign) as locked:
            form.save()
            mark_checked(locked, part)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã lưu.")
    return redirect(request.path) if again else redirect(campaign)


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def campaign_units(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    """Whom the campaign invites, then which sheet each kind of them fills in."""
    campaign = get_object_or_404(Campaign.objects.kept_by(person(request)).select_related("unit"), pk=campaign_pk)
    form = InvitationForm(request.POST or None, campaign=campaign)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            groups = {name: chosen.get(name, ()) for name in ("kinds", "subtrees", "clusters")}  # fields that are there only where there are any
            units = select_units(campaign, picked=chosen.get("units", ()), **groups)
            kept = set() if campaign.is_draft else set(campaign.invitations.values_list("unit", flat=True))
            invite(campaign, units | kept)
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Đã lưu: mời {campaign.invitations.count()} đơn vị.")
        return redirect("campaign-sheets", campaign.pk) if campaign.is_draft else redirect(campaign)
    return render(request, "campaigns/form.html", {"form": form, "campaign": campaign, "heading": "Đơn vị tham gia", "nothing": "Không còn đơn vị nào để mời."})


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def campaign_sheets(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    campaign = get_object_or_404(Campaign.objects.kept_by(person(request)).select_related("unit"), pk=campaign_pk)
    if not campaign.is_draft:
        messages.info(request, "Phong trào đã phát động nên mẫu đăng ký không đổi được nữa.")
        return redirect(campaign)
    form = SheetChoiceForm(request.POST or None, campaign=campaign)
    if request.method == "POST" and form.is_valid():
        return _saved(request, campaign, form)
    context = {"form": form, "campaign": campaign, "heading": "Mẫu đăng ký cho từng loại đơn vị", "sheets": True}
    return render(request, "campaigns/form.html", context)


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def document_add(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    """A document for the library, on the way to citing it."""
    campaign = get_object_or_404(Campaign.objects.kept_by(person(request)).select_related("unit"), pk=campaign_pk)
    form = CitedDocumentForm(request.POST or None, unit=campaign.unit)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Đã thêm văn bản vào thư viện. Xin chọn văn bản đó ở dòng trống.")
        return redirect("campaign-part", campaign.pk, "can-cu")
    return render(request, "campaigns/form.html", {"form": form, "campaign": campaign, "heading": "Thêm văn bản vào thư viện"})
