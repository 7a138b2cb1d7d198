"""Pages of assessments: open one, its meeting, its list, its moves and minutes."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.assessing import keep_meeting, late_words, open_assessment
from awards.assessment_forms import AssessmentMeetingForm, OpenForm
from awards.assessment_minutes import TITLE, assessment_minutes
from awards.assessment_workflow import MOVES, move_assessment, moves_for, send_proposed
from awards.lists import ASSESSMENTS, households_listing
from awards.models import Assessment
from awards.models.assessment import READERS
from awards.scales import assessable
from emulation.history.models import Line
from emulation.listing import Listed
from emulation.papers.broken import BrokenPaper
from emulation.papers.downloads import pdf_response
from emulation.papers.printing import pdf_of
from emulation.people.access import person, roles
from emulation.people.models import Role
from emulation.units.models import Unit
from emulation.workflow import MoveRefused, Refused, buttons

ROWS_A_PAGE, REFUSALS = 50, 10
RELATED = ("unit__commune", "honour", "scale", "posting")


def seen_assessment(request: HttpRequest, assessment_pk: int) -> Assessment:
    return get_object_or_404(Assessment.objects.visible_to(person(request)).select_related(*RELATED), pk=assessment_pk)


def kept_assessment(request: HttpRequest, assessment_pk: int) -> Assessment:
    """One that somebody writes down as head."""
    return get_object_or_404(Assessment.objects.kept_by(person(request)).select_related(*RELATED), pk=assessment_pk)


def assessment_form(request: HttpRequest, assessment: Assessment, form: Any, heading: str) -> HttpResponse:
    """The page of any plain form about an assessment."""
    context = {"form": form, "heading": heading, "back": str(assessment), "back_url": assessment.get_absolute_url()}
    return render(request, "assessments/form.html", context)


@roles(*READERS)
@require_safe
def assessment_list(request: HttpRequest) -> HttpResponse:
    user = person(request)
    listed = Listed(ASSESSMENTS, Assessment.objects.visible_to(user).select_related("unit", "honour"), request.GET)
    if listed.wants_file:
        return listed.file()
    context = {
        "list": listed,
        "page": listed.page,
        "rows": listed.lines,
        "opening": [unit for unit in user.units_as(Role.HEAD) if not unit.has_ended],
        "offices": user.units_as(Role.SECRETARY),
        "honours": assessable(),
        "year": timezone.localdate().year,
    }
    return render(request, "assessments/list.html", context)


@roles(Role.HEAD)
@require_http_methods(["GET", "POST"])
def assessment_add(request: HttpRequest, unit_pk: int) -> HttpResponse:
    own = [unit.pk for unit in person(request).units_as(Role.HEAD)]
    unit = get_object_or_404(Unit.objects.filter(pk__in=own).select_related("commune"), pk=unit_pk)
    form = OpenForm(request.POST or None, unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(open_assessment(unit, form.cleaned_data["honour"], form.cleaned_data["year"], by=person(request)))
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "assessments/form.html", {"form": form, "heading": f"Mở bình xét của {unit}", "back": "Bình xét", "back_url": "../../"})


@roles(*READERS)
@require_safe
def assessment_detail(request: HttpRequest, assessment_pk: int) -> HttpResponse:
    return _page(request, seen_assessment(request, assessment_pk))


def _page(request: HttpRequest, assessment: Assessment, refused: Refused | None = None) -> HttpResponse:
    user = person(request)
    rows, criteria = assessment.rows.all(), list(assessment.scale.criteria.all())
    listed = Listed(households_listing(assessment, criteria), rows, request.GET, url=assessment.get_absolute_url())
    if listed.wants_file:
        return listed.file()
    context = {
        "assessment": assessment,
        "criteria": criteria,
        "list": listed,
        "page": listed.page,
        "counts": rows.aggregate(size=Count("pk"), scored=Count("total"), reached=Count("pk", filter=Q(has_reached=True, struck_reason=""))),
        "late": late_words(assessment, timezone.localdate()),
        "keeps": user.term_over(assessment.unit, Role.HEAD) is not None,
        "moves": buttons(moves_for(assessment, user), "assessment-move", assessment.pk, refused),
        "lines": Line.objects.of(assessment),
    }
    return render(request, "assessments/detail.html", context)


@roles(Role.HEAD)
@require_http_methods(["GET", "POST"])
def assessment_meeting(request: HttpRequest, assessment_pk: int) -> HttpResponse:
    assessment = kept_assessment(request, assessment_pk)
    form = AssessmentMeetingForm(request.POST or None, instance=assessment)
    if request.method == "POST" and form.is_valid():
        try:
            keep_meeting(form.save(commit=False), by=person(request))
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã ghi cuộc họp bình xét.")
            return redirect(assessment)
    return assessment_form(request, assessment, form, "Cuộc họp bình xét")


@roles(Role.HEAD)
@require_POST
def assessment_move(request: HttpRequest, assessment_pk: int, assessment_move: str) -> HttpResponse:
    assessment, reason = seen_assessment(request, assessment_pk), request.POST.get("reason", "")
    if assessment_move not in MOVES:
        raise Http404
    try:
        moved = move_assessment(assessment, assessment_move, by=person(request), reason=reason)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return _page(request, seen_assessment(request, assessment_pk), Refused(assessment_move, reason))
    if assessment_move == "propose":
        _send(request, moved)
    else:
        messages.success(request, f"Tình trạng: {moved.badge.word}.")
    return redirect(moved)


def _send(request: HttpRequest, assessment: Assessment) -> None:
    """Send what was proposed; what could not be sent stays in the list of nominations."""
    outcome = send_proposed(assessment, by=person(request))
    messages.success(request, f"Đã lập đề nghị cho các trường hợp đạt và gửi {len(outcome.sent)} đề nghị.")
    for nomination, why in outcome.refused[:REFUSALS]:
        messages.error(request, f"{nomination.name}: {why}")
    if assessment.rows.proposed().count() > len(outcome.sent):
        messages.info(request, "Các đề nghị chưa gửi ở trong danh sách “Đề nghị khen thưởng”, mục đang soạn. Xin gửi tiếp ở đó.")


@roles(*READERS)
@require_safe
def assessment_minutes_pdf(request: HttpRequest, assessment_pk: int) -> HttpResponse:
    """The minutes as a PDF, to be signed on paper."""
    assessment = seen_assessment(request, assessment_pk)
    try:
        pdf = pdf_of(assessment_minutes(assessment))
    except BrokenPaper as broken:
        messages.error(request, f"Không in được biên bản: {broken}")
        return redirect(assessment)
    return pdf_response(pdf, f"{TITLE} {assessment.unit} {assessment.year}.pdf", download="tai" in request.GET)
