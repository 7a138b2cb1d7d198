"""Pages of what an assessment lists: households added, scored, removed and left out; and the office's scale."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from awards.assessing import add_row, give_points, remove_row, strike
from awards.assessment_forms import HouseholdForm, PointsForm, ScaleForm, StrikeForm, criteria_formset
from awards.models import Assessed, Assessment, Honour
from awards.scales import amend_scale, is_used, scale_of, shipped
from awards.views.assessments import RELATED, assessment_form, kept_assessment
from emulation.people.access import person, roles
from emulation.people.models import Role
from emulation.units.models import Unit
from emulation.workflow import MoveRefused

ROWS_A_PAGE = 30


def of_households(request: HttpRequest, assessment_pk: int) -> Assessment:
    assessment = kept_assessment(request, assessment_pk)
    if not assessment.is_of_households:
        raise Http404
    return assessment


@roles(Role.HEAD)
@require_http_methods(["GET", "POST"])
def assessed_add(request: HttpRequest, assessment_pk: int) -> HttpResponse:
    assessment = of_households(request, assessment_pk)
    form = HouseholdForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = add_row(assessment, form.cleaned_data["name"], form.cleaned_data["details"], by=person(request))
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã thêm hộ {row.name}.")
            return redirect("assessed-add", assessment_pk=assessment.pk)
    return assessment_form(request, assessment, form, "Thêm hộ")


@roles(Role.HEAD)
@require_http_methods(["GET", "POST"])
def assessed_points(request: HttpRequest, assessment_pk: int) -> HttpResponse:
    """Give points, a page of rows at a time."""
    assessment = kept_assessment(request, assessment_pk)
    page = Paginator(assessment.rows.all(), ROWS_A_PAGE).get_page(request.GET.get("trang"))
    criteria = list(assessment.scale.criteria.all())
    form = PointsForm(request.POST or None, rows=list(page.object_list), criteria=criteria)
    if request.method == "POST" and form.is_valid():
        try:
            number = give_points(assessment, form.points, by=person(request))
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã lưu điểm của {number} trường hợp.")
            return redirect(f"{request.path}?trang={page.next_page_number()}" if page.has_next() else assessment.get_absolute_url())
    return render(request, "assessments/points.html", {"assessment": assessment, "form": form, "page": page, "criteria": criteria})


def _row(request: HttpRequest, assessed_pk: int) -> Assessed:
    rows = Assessed.objects.filter(assessment__in=Assessment.objects.kept_by(person(request)))
    return get_object_or_404(rows.select_related(*(f"assessment__{one}" for one in RELATED)), pk=assessed_pk)


@roles(Role.HEAD)
@require_POST
def assessed_remove(request: HttpRequest, assessed_pk: int) -> HttpResponse:
    row = _row(request, assessed_pk)
    try:
        remove_row(row, by=person(request))
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã bỏ {row.name} khỏi danh sách.")
    return redirect(row.assessment)


@roles(Role.HEAD)
@require_http_methods(["GET", "POST"])
def assessed_strike(request: HttpRequest, assessed_pk: int) -> HttpResponse:
    """Leave a household out after comments."""
    row = _row(request, assessed_pk)
    form = StrikeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            strike(row, form.cleaned_data["reason"], by=person(request))
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã đưa {row.name} ra khỏi danh sách đề nghị.")
            return redirect(row.assessment)
    return assessment_form(request, row.assessment, form, f"Đưa ra khỏi danh sách: {row.name}")


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def scale_edit(request: HttpRequest, unit_pk: int, honour_pk: int, scale_year: int) -> HttpResponse:
    """The office's scale of a year: criteria, most points, and from how many a title is reached."""
    own = [unit.pk for unit in person(request).units_as(Role.SECRETARY)]
    office = get_object_or_404(Unit.objects.filter(pk__in=own), pk=unit_pk)
    honour = get_object_or_404(Honour.objects.filter(code__in=shipped()), pk=honour_pk)
    if not 2000 <= scale_year <= 2100:
        raise Http404
    scale, criteria = scale_of(office, honour, scale_year)
    form, formset = ScaleForm(request.POST or None, instance=scale), criteria_formset(request.POST or None, criteria)
    if request.method == "POST" and form.is_valid() and formset.is_valid():
        try:
            amend_scale(form.save(commit=False), formset.criteria, by=person(request))
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã lưu thang điểm.")
            return redirect("assessment-list")
    is_locked = scale.pk is not None and is_used(scale)
    return render(request, "assessments/scale.html", {"scale": scale, "form": form, "formset": formset, "is_locked": is_locked, "criteria": criteria})
