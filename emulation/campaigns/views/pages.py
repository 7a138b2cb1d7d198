"""Reading campaigns, and moving them from state to state."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emulation.campaigns.doubts import doubtful_dates
from emulation.campaigns.forms import CorrectionForm
from emulation.campaigns.lists import CAMPAIGNS
from emulation.campaigns.local_drives import progress
from emulation.campaigns.models import Campaign, Cluster, State
from emulation.campaigns.plan import plan_of
from emulation.campaigns.preparation import CORRECTABLE, correct
from emulation.campaigns.views.parts import parts_of
from emulation.campaigns.workflow import MOVES, missing_for_launch, move_campaign, moves_for
from emulation.history.models import Line
from emulation.listing import Listed
from emulation.people.access import EVERYONE, person, roles
from emulation.people.models import Role, User
from emulation.units.models import subtrees
from emulation.workflow import MoveRefused, Refused, asked, buttons


@roles(*EVERYONE)
@require_safe
def campaign_list(request: HttpRequest) -> HttpResponse:
    listed = Listed(CAMPAIGNS, Campaign.objects.visible_to(person(request)).select_related("unit"), request.GET)
    if listed.wants_file:
        return listed.file()
    context = {"list": listed, "page": listed.page, "opening": person(request).units_as(Role.SECRETARY)}
    return render(request, "campaigns/campaign_list.html", context)


@roles(*EVERYONE)
@require_safe
def campaign_detail(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(Campaign.objects.visible_to(person(request)).select_related("unit"), pk=campaign_pk))


def _page(request: HttpRequest, campaign: Campaign, refused: Refused | None = None) -> HttpResponse:
    """Everything about a campaign; after a refused move, with what was typed for it."""
    user = person(request)
    kept = user.term_over(campaign.unit, Role.SECRETARY) is not None
    plan = plan_of(campaign)
    missing = missing_for_launch(campaign, timezone.now()) if campaign.is_draft else []
    offered = {name: move for name, move in moves_for(campaign, user).items() if name != "launch" or not missing}
    context = plan | {
        "campaign": campaign,
        "scans": campaign.plan_scans.in_use(),
        "moves": buttons(offered, "campaign-move", campaign.pk, refused),
        "parts": parts_of(campaign) if kept and campaign.is_draft else (),
        "missing": missing,
        "may_number": kept and campaign.state in CORRECTABLE,
        "oversees": campaign.is_overseen_by(user),
        "doubts": doubtful_dates(campaign) if kept and campaign.is_draft else (),
        "keeps": kept,
        "lines": Line.objects.of(campaign),
    }
    return render(request, "campaigns/campaign_detail.html", context | ({} if campaign.is_draft else _under_way(campaign, user)))


def _under_way(campaign: Campaign, user: User) -> dict[str, Any]:
    """What goes on in a campaign once it is launched: how many units launched drives of their own, one's own units, and the cluster that one leads."""
    return {
        "is_over": campaign.state in (State.SUMMED_UP, State.CLOSED),
        "local": progress(campaign) if campaign.is_overseen_by(user) else None,
        "own_invitations": campaign.invitations.filter(subtrees("unit__path", heads)).select_related("unit") if (heads := user.tops_as(Role.HEAD)) else (),
        "led": Cluster.objects.led_by(user).in_campaign(campaign) if heads else (),
    }


@roles(Role.SECRETARY, Role.CHAIR)
@require_POST
def campaign_move(request: HttpRequest, campaign_pk: int, campaign_move: str) -> HttpResponse:
    campaign = get_object_or_404(Campaign.objects.visible_to(person(request)).select_related("unit"), pk=campaign_pk)
    if campaign_move not in MOVES:
        raise Http404
    move, reason = MOVES[campaign_move], request.POST.get("reason", "")
    if not person(request).term_over(campaign.unit, *move.roles):
        raise PermissionDenied
    form = asked(campaign_move, move, request.POST)
    if form and not form.is_valid():
        messages.error(request, f"Chưa {move.label.lower()} được, xin xem chỗ báo lỗi.")
        return _page(request, campaign, Refused(campaign_move, reason, form))
    try:
        moved = move_campaign(campaign, campaign_move, by=person(request), reason=reason, **(form.cleaned_data if form else {}))
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        campaign.refresh_from_db(fields=["state"])
        return _page(request, campaign, Refused(campaign_move, reason, form))
    messages.success(request, f"Đã {move.label.lower()}. Tình trạng hiện nay: {moved.badge.word.lower()}.")
    return redirect(campaign)


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def campaign_number(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    campaign = get_object_or_404(Campaign.objects.kept_by(person(request)), pk=campaign_pk)
    form = CorrectionForm(request.POST or None, instance=campaign)
    if request.method == "POST" and form.is_valid():
        try:
            correct(campaign, by=person(request), **form.cleaned_data)
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
        return redirect(campaign)
    return render(request, "campaigns/form.html", {"form": form, "campaign": campaign, "heading": "Số kế hoạch, người nhận, công khai kế hoạch"})
