"""Pages that bring units and people in from a file and take them out again."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emulation.people.access import person, roles
from emulation.people.bulk import TABLES, BulkTable, ImportRefused, import_kept, keep, rows_of
from emulation.people.exporting import sample_of
from emulation.people.forms import UploadForm
from emulation.people.models import BulkImport, Role, Term
from emulation.spreadsheets.downloads import csv_response, xlsx_response
from emulation.spreadsheets.writing import Table, csv_of, xlsx_of
from emulation.units.models import Unit

KEEPERS = (Role.SECRETARY, Role.ADMINISTRATOR)
ROWS_A_PAGE = 100
ON_SLIPS = (Role.HEAD, Role.COUNCIL, Role.SECRETARY, Role.CHAIR)  # whose codes are printed, the most numerous first


def _office(request: HttpRequest, unit_pk: int) -> Unit:
    """A commune, or what is above one, that the person keeps."""
    unit: Unit = get_object_or_404(Unit.objects.kept_by(person(request)), pk=unit_pk)
    if not unit.has_office:
        raise Http404
    return unit


def _table(slug: str) -> BulkTable:
    if slug not in TABLES:
        raise Http404
    return TABLES[slug]


@roles(*KEEPERS)
@require_http_methods(["GET", "POST"])
def unit_import(request: HttpRequest, unit_pk: int, table: str) -> HttpResponse:
    """Which columns a table has, its sample, and where to upload it; and the table as it stands, to take away."""
    unit, chosen = _office(request, unit_pk), _table(table)
    form = UploadForm(request.POST or None, request.FILES or None, columns=chosen.columns)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        kept = keep(form.content, file.name, chosen, unit, person(request))
        for remark in form.remarks:
            messages.info(request, remark)
        return redirect(kept)
    return render(request, "units/unit_import.html", {"unit": unit, "table": chosen, "tables": TABLES.values(), "form": form})


@roles(*KEEPERS)
@require_safe
def unit_import_sample(request: HttpRequest, unit_pk: int, table: str, file_format: str) -> HttpResponse:
    """A table with the right columns and one row to write over."""
    _office(request, unit_pk)
    chosen = _table(table)
    return _file(sample_of(chosen.title, chosen.columns), f"Mẫu {chosen.title.lower()}", file_format)


@roles(*KEEPERS)
@require_safe
def unit_export(request: HttpRequest, unit_pk: int, table: str, file_format: str) -> HttpResponse:
    unit, chosen = _office(request, unit_pk), _table(table)
    return _file(chosen.export(unit), f"{chosen.title} - {unit}", file_format)


def _file(table: Table, name: str, file_format: str) -> HttpResponse:
    if file_format == "csv":
        return csv_response(csv_of(table), f"{name}.csv")
    if file_format == "xlsx":
        return xlsx_response(xlsx_of(table), f"{name}.xlsx")
    raise Http404


def _kept(request: HttpRequest, import_pk: int) -> BulkImport:
    return get_object_or_404(BulkImport.objects.visible_to(person(request)).select_related("unit"), pk=import_pk)


@roles(*KEEPERS)
@require_safe
def unit_import_preview(request: HttpRequest, import_pk: int) -> HttpResponse:
    """What each row of an uploaded table would do, the faulty ones first."""
    kept = _kept(request, import_pk)
    context: dict[str, Any] = {"kept": kept, "unit": kept.unit, "table": TABLES[kept.table]}
    if kept.imported_at:
        context["slips_for"] = _newly_seated(kept)
    else:
        plan = TABLES[kept.table].plan(rows_of(kept), kept.unit, person(request))
        page = Paginator(plan.worst_first(), ROWS_A_PAGE).get_page(request.GET.get("trang"))
        context |= {"plan": plan, "counts": plan.count().items(), "page": page, "rows": [(entry, plan.shown(entry)) for entry in page]}
    return render(request, "units/unit_import_preview.html", context)


def _newly_seated(kept: BulkImport) -> Role | None:
    """In which role to look for those whose accounts were made by the import, or later; None when there are none."""
    made = Term.objects.filter(unit__in=Unit.objects.under(kept.unit), user__date_joined__gte=kept.imported_at)
    there = set(made.values_list("role", flat=True))
    return next((role for role in ON_SLIPS if role in there), None)


@roles(*KEEPERS)
@require_POST
def unit_import_run(request: HttpRequest, import_pk: int) -> HttpResponse:
    kept = _kept(request, import_pk)
    try:
        plan = import_kept(kept, person(request))
    except ImportRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(kept)
    counted = {fate.word: number for fate, number in plan.count().items()}
    messages.success(request, f"Đã nhập tệp: {counted['Mới']} dòng mới, {counted['Cập nhật']} dòng cập nhật, {counted['Không đổi']} dòng không đổi.")
    return redirect(kept)
