"""Pages that bring the households of an assessment in from a file."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.assessing_import import columns_of, import_households, keep_households, plan_kept
from awards.models import AssessmentImport
from awards.views.assessed import of_households
from awards.views.assessments import RELATED
from awards.views.previews import preview_of
from emulation.people.access import person, roles
from emulation.people.exporting import sample_of
from emulation.people.forms import UploadForm
from emulation.people.models import Role
from emulation.spreadsheets.downloads import xlsx_response
from emulation.spreadsheets.writing import xlsx_of
from emulation.workflow import MoveRefused


@roles(Role.HEAD)
@require_http_methods(["GET", "POST"])
def assessed_import(request: HttpRequest, assessment_pk: int) -> HttpResponse:
    """Upload a list of households with their points, to look at it before anything comes in."""
    assessment = of_households(request, assessment_pk)
    columns = columns_of(assessment.scale.criteria.all())
    form = UploadForm(request.POST or None, request.FILES or None, columns=columns)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_households(form.content, form.cleaned_data["file"].name, assessment=assessment, owner=person(request))
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            for remark in form.remarks:
                messages.info(request, remark)
            return redirect(kept)
    return render(request, "assessments/import.html", {"assessment": assessment, "form": form, "columns": columns})


@roles(Role.HEAD)
@require_safe
def assessed_sample(request: HttpRequest, assessment_pk: int) -> HttpResponse:
    """A workbook with the right columns and one row to write over."""
    assessment = of_households(request, assessment_pk)
    return xlsx_response(xlsx_of(sample_of("Bình xét", columns_of(assessment.scale.criteria.all()))), "Mẫu danh sách hộ bình xét.xlsx")


def _kept(request: HttpRequest, assessment_import_pk: int) -> AssessmentImport:
    visible = AssessmentImport.objects.visible_to(person(request)).select_related(*(f"assessment__{one}" for one in RELATED))
    return get_object_or_404(visible, pk=assessment_import_pk)


@roles(Role.HEAD)
@require_safe
def assessed_import_preview(request: HttpRequest, assessment_import_pk: int) -> HttpResponse:
    """What each row of an uploaded list would do, the faulty ones first."""
    kept = _kept(request, assessment_import_pk)
    context: dict[str, Any] = {"kept": kept, "assessment": kept.assessment}
    if not kept.imported_at:
        context |= preview_of(plan_kept(kept, kept.assessment), request)
    return render(request, "assessments/import_preview.html", context)


@roles(Role.HEAD)
@require_POST
def assessed_import_run(request: HttpRequest, assessment_import_pk: int) -> HttpResponse:
    kept = _kept(request, assessment_import_pk)
    try:
        number = import_households(kept, by=person(request))
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(kept)
    messages.success(request, f"Đã nhập {number} hộ mới hoặc có điểm mới.")
    return redirect(kept.assessment)
