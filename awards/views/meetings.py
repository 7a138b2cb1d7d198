"""Pages of the council's meetings: plan, agenda, attendance, notes, moves and minutes."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.ballot_workflow import open_all
from awards.council_forms import AgendaForm, AttendanceForm, MeetingForm, NotesForm
from awards.lists import MEETINGS
from awards.meeting_workflow import MOVES, move_meeting, moves_for
from awards.meetings import add_to_agenda, candidates, held_back, keep_notes, plan_meeting, set_attendance
from awards.minutes import MinutesKind, approve_minutes, minutes_of
from awards.models import BallotState, Meeting, Nomination
from awards.models.council import OFFICE
from awards.sittings import Sitting
from awards.views.council import council_form
from emulation.history.models import Line
from emulation.issuing.approval import printed
from emulation.listing import Listed
from emulation.papers.broken import BrokenPaper
from emulation.papers.downloads import pdf_response
from emulation.papers.printing import pdf_of
from emulation.people.access import EVERYONE, person, roles
from emulation.people.models import Role
from emulation.units.models import Unit
from emulation.workflow import MoveRefused, Refused, asked, buttons

A_PAGE = 30


def seen_meeting(request: HttpRequest, meeting_pk: int) -> Meeting:
    meetings = Meeting.objects.visible_to(person(request)).select_related("unit__commune", "campaign", "minutes", "counting")
    return get_object_or_404(meetings.defer("minutes__content", "counting__content"), pk=meeting_pk)


def kept_meeting(request: HttpRequest, meeting_pk: int) -> Meeting:
    """One that somebody prepares as secretary."""
    return get_object_or_404(Meeting.objects.kept_by(person(request)).select_related("unit__commune", "minutes"), pk=meeting_pk)


@roles(*OFFICE, Role.SUPERIOR)
@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    meetings = Meeting.objects.visible_to(person(request)).select_related("unit").defer("notes")
    listed = Listed(MEETINGS, meetings, request.GET)
    if listed.wants_file:
        return listed.file()
    context = {"list": listed, "page": listed.page, "planning": person(request).units_as(Role.SECRETARY)}
    return render(request, "awards/meetings.html", context)


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def meeting_add(request: HttpRequest, unit_pk: int) -> HttpResponse:
    own = [unit.pk for unit in person(request).units_as(Role.SECRETARY)]
    unit = get_object_or_404(Unit.objects.filter(pk__in=own).select_related("commune"), pk=unit_pk)
    return _planned(request, MeetingForm(request.POST or None, instance=Meeting(unit=unit)), f"Lập cuộc họp Hội đồng {unit}")


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def meeting_edit(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    meeting = kept_meeting(request, meeting_pk)
    return _planned(request, MeetingForm(request.POST or None, instance=meeting), "Sửa cuộc họp", meeting)


def _planned(request: HttpRequest, form: Any, heading: str, meeting: Meeting | None = None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            saved = plan_meeting(form.save(commit=False), by=person(request))
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã lưu cuộc họp và mời các thành viên. Xin đưa các đề nghị vào nội dung họp.")
            return redirect(saved)
    back_url = meeting.get_absolute_url() if meeting else "../../hop/"
    return council_form(request, form, heading, "Cuộc họp" if meeting else "Các cuộc họp", back_url)


@roles(*EVERYONE)
@never_cache
@require_safe
def meeting_detail(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    return _page(request, seen_meeting(request, meeting_pk))


def _page(request: HttpRequest, meeting: Meeting, refused: Refused | None = None) -> HttpResponse:
    user = person(request)
    keeps = user.term_over(meeting.unit, Role.SECRETARY) is not None
    chairs = user.term_over(meeting.unit, Role.CHAIR) is not None
    sitting = Sitting(meeting, user)
    waiting = [one for one in sitting.standings if one.ballot.state == BallotState.WAITING]
    context = {
        "meeting": meeting,
        "sitting": sitting,
        "own": sitting.own_ballots,
        "keeps": keeps,
        "adds": keeps and meeting.is_alive,
        "opens": (keeps or chairs) and meeting.is_open and any(not one.ballot.nomination.hold_reason for one in waiting),
        "papers": [(kind, kind.paper_of(meeting)) for kind in MinutesKind] if meeting.is_closed else (),
        "approves": chairs,
        "moves": buttons(moves_for(meeting, user), "meeting-move", meeting.pk, refused),
        "lines": Line.objects.of(meeting),
    }
    return render(request, "awards/meeting.html", context)


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def meeting_agenda(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    """Appraised nominations to put on the agenda, each with its ballot."""
    meeting = kept_meeting(request, meeting_pk)
    ticked = candidates(meeting) if request.GET.get("chon") != "khong" else Nomination.objects.none()  # a meeting is called for all that waits for it
    form = AgendaForm(request.POST or None, meeting=meeting, initial={"nominations": ticked})
    if request.method == "POST" and form.is_valid():
        chosen = list(form.cleaned_data["nominations"])
        try:
            add_to_agenda(meeting, chosen, is_secret=form.chosen["is_secret"], is_on_paper=form.chosen["is_on_paper"], by=person(request))
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã đưa {len(chosen)} đề nghị vào nội dung họp.")
            return redirect(meeting)
    nothing = "" if candidates(meeting).exists() else "Không có đề nghị nào đã thẩm định."
    return _form(request, meeting, form, "Đưa đề nghị vào nội dung họp", nothing=nothing, held=held_back(meeting), ticked="nominations")


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def meeting_attendance(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    meeting = kept_meeting(request, meeting_pk)
    form = AttendanceForm(request.POST or None, sitting=Sitting(meeting))
    if request.method == "POST" and form.is_valid():
        try:
            set_attendance(meeting, form.hows, by=person(request))
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã lưu điểm danh.")
            return redirect(meeting)
    return _form(request, meeting, form, "Điểm danh", nothing="" if form.fields else "Hội đồng chưa có thành viên nào trong ngày họp.")


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def meeting_notes(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    meeting = kept_meeting(request, meeting_pk)
    form = NotesForm(request.POST or None, instance=meeting)
    if request.method == "POST" and form.is_valid():
        try:
            keep_notes(meeting, form.cleaned_data["notes"], by=person(request))
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã lưu diễn biến cuộc họp.")
            return redirect(meeting)
    return _form(request, meeting, form, "Diễn biến cuộc họp")


def _form(request: HttpRequest, meeting: Meeting, form: Any, heading: str, nothing: str = "", **more: Any) -> HttpResponse:
    return council_form(request, form, heading, "Cuộc họp", meeting.get_absolute_url(), nothing=nothing, **more)


@roles(Role.SECRETARY, Role.CHAIR)
@require_POST
def meeting_move(request: HttpRequest, meeting_pk: int, meeting_move: str) -> HttpResponse:
    meeting = seen_meeting(request, meeting_pk)
    if meeting_move not in MOVES:
        raise Http404
    move, reason = MOVES[meeting_move], request.POST.get("reason", "")
    try:
        moved = move_meeting(meeting, meeting_move, by=person(request), reason=reason)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        meeting.refresh_from_db(fields=["state"])
        return _page(request, meeting, Refused(meeting_move, reason, asked(meeting_move, move)))
    messages.success(request, f"Đã {move.label.lower()}.")
    return redirect(moved)


@roles(Role.SECRETARY, Role.CHAIR)
@require_POST
def meeting_open_ballots(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    meeting = seen_meeting(request, meeting_pk)
    if not person(request).term_over(meeting.unit, Role.SECRETARY, Role.CHAIR):
        raise PermissionDenied
    try:
        messages.success(request, f"Đã mở {open_all(meeting, by=person(request))} lượt bỏ phiếu.")
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(meeting)


def _closed(request: HttpRequest, meeting_pk: int, minutes_kind: str) -> tuple[Meeting, MinutesKind]:
    """A meeting that has ended, and which of its minutes are meant."""
    if minutes_kind not in list(MinutesKind):
        raise Http404
    meeting = seen_meeting(request, meeting_pk)
    if not meeting.is_closed:
        raise Http404
    return meeting, MinutesKind(minutes_kind)


@roles(*EVERYONE)
@require_safe
def meeting_minutes(request: HttpRequest, meeting_pk: int, minutes_kind: str) -> HttpResponse:
    """The minutes as a PDF: what they would say now, what was approved, or what was issued."""
    meeting, kind = _closed(request, meeting_pk, minutes_kind)
    paper = kind.paper_of(meeting)
    name = paper.file_title if paper else f"{kind.label} {meeting.unit} (bản nháp)"
    try:
        pdf = printed(paper) if paper else pdf_of(minutes_of(meeting, kind))
    except BrokenPaper as broken:
        messages.error(request, f"Không in được biên bản: {broken}")
        return redirect(meeting)
    return pdf_response(pdf, f"{name}.pdf", download="tai" in request.GET)


@roles(Role.CHAIR)
@require_POST
def meeting_approve(request: HttpRequest, meeting_pk: int, minutes_kind: str) -> HttpResponse:
    meeting, kind = _closed(request, meeting_pk, minutes_kind)
    if not person(request).term_over(meeting.unit, Role.CHAIR):
        raise PermissionDenied
    try:
        paper = approve_minutes(meeting, kind, by=person(request), was_read="was_read" in request.POST)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(meeting)
    messages.success(request, f"Đã duyệt {kind.label.lower()}. Biên bản chờ cấp số và ngày.")
    return redirect(paper)
