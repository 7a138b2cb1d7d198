"""The pages on which a unit launches a drive of its own inside a campaign, and on which the office reads it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emulation.campaigns.lists import DRIVES
from emulation.campaigns.local_drive_forms import LocalDriveForm
from emulation.campaigns.local_drives import MOVES, move_local_drive, moves_for, progress, refuse_unless_running, why_no_drive
from emulation.campaigns.models import Campaign, Invitation, LocalDrive, LocalState
from emulation.history.models import Line
from emulation.listing import Listed
from emulation.people.access import EVERYONE, person, roles
from emulation.people.models import Role
from emulation.units.models import subtrees
from emulation.workflow import MoveRefused, Refused, buttons


@roles(*EVERYONE)
@require_safe
def local_drives(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    """Heads see those of their units, the office all that were launched and how many units have launched one."""
    user = person(request)
    campaign = get_object_or_404(Campaign.objects.visible_to(user).select_related("unit"), pk=campaign_pk)
    listed = Listed(DRIVES, LocalDrive.objects.visible_to(user).filter(campaign=campaign).select_related("unit"), request.GET)
    if listed.wants_file:
        return listed.file()
    own = campaign.invitations.filter(subtrees("unit__path", user.tops_as(Role.HEAD)))
    context = {
        "campaign": campaign,
        "list": listed,
        "page": listed.page,
        "progress": progress(campaign) if campaign.is_overseen_by(user) else None,
        "own_invitations": own.select_related("unit") if not why_no_drive(campaign) else (),
        "why_not": why_no_drive(campaign),
    }
    return render(request, "campaigns/local_drives.html", context)


@roles(Role.HEAD)
@require_http_methods(["GET", "POST"])
def local_drive_add(request: HttpRequest, invitation_pk: int) -> HttpResponse:
    """A drive of an invited unit of one's own."""
    own = Invitation.objects.visible_to(person(request)).filter(subtrees("unit__path", person(request).tops_as(Role.HEAD)))
    invitation = get_object_or_404(own.select_related("campaign__unit", "unit"), pk=invitation_pk)
    drive = LocalDrive(campaign=invitation.campaign, unit=invitation.unit, starts_on=invitation.campaign.starts_on, ends_on=invitation.campaign.ends_on)
    form = LocalDriveForm(request.POST or None, instance=drive)
    if request.method == "POST" and form.is_valid() and (saved := _saved(request, drive.campaign, form)):
        return saved
    return _form_page(request, drive.campaign, form, f"Phát động thi đua tại {invitation.unit}")


@roles(Role.HEAD)
@require_http_methods(["GET", "POST"])
def local_drive_edit(request: HttpRequest, local_drive_pk: int) -> HttpResponse:
    own = LocalDrive.objects.written_by(person(request)).select_related("campaign__unit", "unit")
    drive = get_object_or_404(own, pk=local_drive_pk)
    form = LocalDriveForm(request.POST or None, instance=drive)
    if request.method == "POST" and form.is_valid() and (saved := _saved(request, drive.campaign, form)):
        return saved
    return _form_page(request, drive.campaign, form, f"Sửa đợt thi đua tại {drive.unit}")


def _form_page(request: HttpRequest, campaign: Campaign, form: LocalDriveForm, heading: str) -> HttpResponse:
    """While nothing can be launched the page says why instead of asking; what was typed before that was known stays."""
    why_not = "" if form.is_bound else why_no_drive(campaign)
    return render(request, "campaigns/local_drive_form.html", {"form": form, "campaign": campaign, "heading": heading, "why_not": why_not})


def _saved(request: HttpRequest, campaign: Campaign, form: Any) -> HttpResponse | None:
    """Save a draft. None when that was refused: what was typed stays on the page."""
    try:
        with transaction.atomic():
            refuse_unless_running(Campaign.objects.select_for_update().get(pk=campaign.pk))
            drafts = LocalDrive.objects.select_for_update().filter(pk=form.instance.pk, state=LocalState.DRAFT)
            if form.instance.pk and not drafts.exists():
                raise MoveRefused("Đợt thi đua đã phát động nên không sửa được nữa.")
            form.save()
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return None
    messages.success(request, "Đã lưu ở dạng đang soạn. Bấm “Phát động” khi đã xong.")
    return redirect(form.instance)


@roles(*EVERYONE)
@require_safe
def local_drive(request: HttpRequest, local_drive_pk: int) -> HttpResponse:
    return _page(request, _seen(request, local_drive_pk))


def _seen(request: HttpRequest, local_drive_pk: int) -> LocalDrive:
    return get_object_or_404(LocalDrive.objects.visible_to(person(request)).select_related("campaign__unit", "unit"), pk=local_drive_pk)


def _page(request: HttpRequest, drive: LocalDrive, refused: Refused | None = None) -> HttpResponse:
    writes = person(request).term_over(drive.unit, Role.HEAD) is not None
    context = {
        "drive": drive,
        "campaign": drive.campaign,
        "edits": writes and drive.is_draft and not why_no_drive(drive.campaign),
        "moves": buttons(moves_for(drive, person(request)), "campaign-local-drive-move", drive.pk, refused),
        "lines": Line.objects.of(drive),
    }
    return render(request, "campaigns/local_drive.html", context)


@roles(Role.HEAD)
@require_POST
def local_drive_move(request: HttpRequest, local_drive_pk: int, local_drive_move: str) -> HttpResponse:
    drive = _seen(request, local_drive_pk)
    if local_drive_move not in MOVES:
        raise Http404
    if not person(request).term_over(drive.unit, Role.HEAD):
        raise PermissionDenied
    try:
        moved = move_local_drive(drive, local_drive_move, by=person(request))
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        drive.refresh_from_db(fields=["state"])
        return _page(request, drive, Refused(local_drive_move, ""))
    messages.success(request, f"Đã {MOVES[local_drive_move].label.lower()}. Tình trạng hiện nay: {moved.badge.word.lower()}.")
    return redirect(drive)
