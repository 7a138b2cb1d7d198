"""Reading registrations, moving them, and their papers."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from emulation.campaigns.deadlines import due
from emulation.campaigns.models import Invitation
from emulation.listing import Listed
from emulation.papers.broken import BrokenPaper
from emulation.papers.content import Paper
from emulation.papers.downloads import docx_response, not_printed, pdf_response
from emulation.papers.rendering import render_pdf
from emulation.papers.word.copies import docx_of
from emulation.people.access import EVERYONE, person, roles
from emulation.people.models import Role, User
from emulation.workflow import MoveRefused, Refused, buttons
from registrations.late_permits import GRANTORS, history_of, invitation_of, last_instant, may_be_granted, permit_on
from registrations.late_requests import asking
from registrations.lists import OF_ONES_OWN, REGISTRATIONS
from registrations.models import PaperScan, Registration, RegistrationQuerySet, State, Submission
from registrations.overview import list_url
from registrations.papers import blank_paper, current_pdf, current_word, html_of, keep_pdf, paper_of
from registrations.results import is_over, may_report
from registrations.returns import returns_of
from registrations.steps import next_step
from registrations.unsaved import steps_before
from registrations.workflow import MOVES, SENDING, move_registration, moves_for, sending_move


def _seen_by(user: User) -> RegistrationQuerySet:
    return Registration.objects.visible_to(user).select_related("campaign__unit", "unit__commune", "sheet", "entered_by")


@roles(*EVERYONE)
@require_safe
def registration_list(request: HttpRequest) -> HttpResponse:
    is_own = not person(request).units_in_view and not person(request).is_superuser
    listed = Listed(OF_ONES_OWN if is_own else REGISTRATIONS, _seen_by(person(request)), request.GET)
    if listed.wants_file:
        return listed.file()
    return render(request, "registrations/registration_list.html", {"list": listed, "page": listed.page, "is_own": is_own})


@roles(*EVERYONE)
@require_safe
def registration_detail(request: HttpRequest, registration_pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(_seen_by(person(request)), pk=registration_pk))


def _page(request: HttpRequest, registration: Registration, refused: Refused | None = None) -> HttpResponse:
    """Everything about a registration; after a refused move, with what was typed for it."""
    user = person(request)
    offered = {name: move for name, move in moves_for(registration, user).items() if name not in SENDING}  # sent from its last step
    writes = registration.is_written_by(user)
    filling_in = writes and registration.is_editable
    steps = steps_before(user, registration) if filling_in else []
    submissions = list(registration.submissions.select_related("submitted_by"))
    context = _lateness(registration, user) | {
        "registration": registration,
        "campaign": registration.campaign,
        "steps": steps,
        "next_step": next_step(steps) if steps else None,
        # What a unit is still changing is its own: others see what it last sent.
        "paper": None if registration.is_editable and not writes and not _is_of(registration, user) else paper_of(registration),
        **_results(registration, user),
        "submissions": submissions,
        "scans": scans_of(registration, submissions),
        "moves": buttons(offered, "registration-move", registration.pk, refused),
        "lines": history_of(registration),
        "returned": returns_of([registration]).get(registration.pk),
    }
    return render(request, "registrations/registration_detail.html", context)


def _lateness(registration: Registration, user: User) -> dict[str, Any]:
    """What a registration's page says about its deadline and the leave to send later, and what this person may do about it."""
    campaign, invitation = registration.campaign, invitation_of(registration)
    permit = permit_on(invitation)
    return {
        "invitation": invitation,
        "permit": permit,
        "due": None if registration.is_being_entered else due(last_instant(campaign, permit)),
        "may_permit": invitation and user.term_over(campaign.unit, *GRANTORS) and may_be_granted(campaign, timezone.now()),
        "writes_paper": invitation and registration.is_editable and sending_move(registration, user) == "record-paper",
        **(asking(registration, invitation, permit) if registration.is_written_by(user) else {}),
    }


def _results(registration: Registration, user: User) -> dict[str, Any]:
    """What became of the targets, of an accepted registration."""
    targets = list(registration.target_answers.all()) if registration.state == State.ACCEPTED else []
    return {
        "targets": targets,
        "reported": any(one.outcome for one in targets),
        "reports": bool(targets) and may_report(registration, user),
        "reports_are_over": bool(targets) and is_over(registration),
    }


def scans_of(registration: Registration, submissions: list[Submission]) -> list[PaperScan]:
    """The scans of what came on paper, now or in a submission before."""
    ever = registration.is_on_paper or any(submission.received_on_paper_at for submission in submissions)
    return list(registration.paper_scans.in_use()) if ever else []


@roles(Role.HEAD, Role.SECRETARY)
@require_POST
def registration_move(request: HttpRequest, registration_pk: int, registration_move: str) -> HttpResponse:
    registration = get_object_or_404(_seen_by(person(request)), pk=registration_pk)
    if registration_move not in MOVES:
        raise Http404
    reason = request.POST.get("reason", "")
    try:
        moved = move_registration(registration, registration_move, by=person(request), reason=reason)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        registration.refresh_from_db(fields=["state"])
        return _page(request, registration, Refused(registration_move, reason))
    messages.success(request, f"Đã {MOVES[registration_move].label.lower()}: {moved.unit}.")
    if "from_list" in request.POST:
        return redirect(list_url(registration.campaign_id, request.POST["from_list"]))
    given_up = moved.state == State.DRAFT  # a paper that was given up is the unit's own draft now
    return redirect("campaign-registrations", registration.campaign_id) if given_up else redirect(registration)


@roles(*EVERYONE)
@require_safe
def registration_pdf(request: HttpRequest, registration_pk: int) -> HttpResponse:
    """The paper as it stands: of what was sent, the kept file."""
    registration = _printed_for(person(request), registration_pk)
    try:
        return pdf_response(current_pdf(registration), f"{_current_name(registration)}.pdf", download="tai" in request.GET)
    except BrokenPaper as broken:
        return not_printed(request, _name(registration), broken, registration.get_absolute_url())


@roles(*EVERYONE)
@require_safe
def registration_word(request: HttpRequest, registration_pk: int) -> HttpResponse:
    """The same as a Word file: a copy to work on."""
    registration = _printed_for(person(request), registration_pk)
    return docx_response(current_word(registration), f"{_current_name(registration)}.docx")


def _printed_for(user: User, registration_pk: int) -> Registration:
    """One whose paper this person may read as it stands: a draft's only those whose unit it is, or who write it."""
    registration = get_object_or_404(_seen_by(user), pk=registration_pk)
    if registration.is_editable and not registration.is_written_by(user) and not _is_of(registration, user):
        raise Http404
    return registration


@roles(*EVERYONE)
@require_safe
def submission_pdf(request: HttpRequest, registration_pk: int, ordinal: int) -> HttpResponse:
    """The kept file of one submission."""
    registration = get_object_or_404(_seen_by(person(request)), pk=registration_pk)
    submission = get_object_or_404(Submission, registration=registration, ordinal=ordinal)
    try:
        return pdf_response(keep_pdf(submission), f"{_name(registration)} (lần {ordinal}).pdf", download="tai" in request.GET)
    except BrokenPaper as broken:
        return not_printed(request, f"{_name(registration)} (lần {ordinal})", broken, registration.get_absolute_url())


@roles(Role.HEAD, Role.SECRETARY)
@require_safe
def blank_pdf(request: HttpRequest, invitation_pk: int) -> HttpResponse:
    """The blank form of an invited unit, to be filled in with a pen."""
    invitation = _invitation_of(person(request), invitation_pk)
    name = _blank_name(invitation)
    try:
        pdf = render_pdf(html_of(_blank(invitation)))
    except BrokenPaper as broken:
        return not_printed(request, name, broken, invitation.campaign.get_absolute_url())
    return pdf_response(pdf, f"{name}.pdf", download="tai" in request.GET)


@roles(Role.HEAD, Role.SECRETARY)
@require_safe
def blank_word(request: HttpRequest, invitation_pk: int) -> HttpResponse:
    """The same as a Word file, to be filled in at a desk."""
    invitation = _invitation_of(person(request), invitation_pk)
    return docx_response(docx_of(_blank(invitation)), f"{_blank_name(invitation)}.docx")


def _invitation_of(user: User, invitation_pk: int) -> Invitation:
    return get_object_or_404(Invitation.objects.visible_to(user).select_related("campaign", "unit__commune"), pk=invitation_pk)


def _blank(invitation: Invitation) -> Paper:
    choice = get_object_or_404(invitation.campaign.sheet_choices.select_related("sheet"), kind=invitation.unit.kind)
    return blank_paper(invitation.campaign, invitation.unit, choice.sheet)


def _blank_name(invitation: Invitation) -> str:
    return f"Mẫu đăng ký thi đua {invitation.campaign.year} - {invitation.unit}"


def _is_of(registration: Registration, head: User) -> bool:
    """Whether it is of the head's own unit, or of one that his unit came from."""
    return any(registration.unit.path.startswith(top.path) for top in head.tops_read_as(Role.HEAD))


def _name(registration: Registration) -> str:
    return f"Đăng ký thi đua {registration.campaign.year} - {registration.unit}"


def _current_name(registration: Registration) -> str:
    return f"{_name(registration)} (bản nháp)" if registration.is_editable else _name(registration)
