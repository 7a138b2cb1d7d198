"""Pages that bring long lists of nominees in from a file."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.discarding import brought_in, discard
from awards.import_forms import NominationUploadForm
from awards.importing import COLUMNS, import_kept, keep_list, plan_list, rows_of
from awards.models import NominationImport
from awards.views.previews import preview_of
from emulation.people.access import person, roles
from emulation.people.exporting import sample_of
from emulation.people.models import Role
from emulation.spreadsheets.downloads import csv_response, xlsx_response
from emulation.spreadsheets.writing import csv_of, xlsx_of
from emulation.workflow import MoveRefused

WRITERS = (Role.HEAD, Role.SECRETARY)
SAMPLE = "Mẫu danh sách đề nghị khen thưởng"


@roles(Role.HEAD)
@require_http_methods(["GET", "POST"])
def nomination_import(request: HttpRequest) -> HttpResponse:
    return _upload(request, on_paper=False)


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def nomination_import_paper(request: HttpRequest) -> HttpResponse:
    """A list that came on paper, typed into a table by the office."""
    return _upload(request, on_paper=True)


def _upload(request: HttpRequest, *, on_paper: bool) -> HttpResponse:
    form = NominationUploadForm(request.POST or None, request.FILES or None, user=person(request), on_paper=on_paper)
    if request.method == "POST" and form.is_valid():
        shared: dict[str, Any] = {name: form.cleaned_data[name] for name in ("unit", "campaign", "kind", "year")}
        file = form.cleaned_data["file"]
        kept = keep_list(form.content, file.name, received_at=form.received_at, owner=person(request), **shared)
        for remark in form.remarks:
            messages.info(request, remark)
        return redirect(kept)
    return render(request, "nominations/import.html", {"form": form, "columns": COLUMNS, "on_paper": on_paper})


@roles(*WRITERS)
@require_safe
def nomination_import_sample(request: HttpRequest, file_format: str) -> HttpResponse:
    """A table with the right columns and one row to write over."""
    table = sample_of("Đề nghị khen thưởng", COLUMNS)
    if file_format == "csv":
        return csv_response(csv_of(table), f"{SAMPLE}.csv")
    if file_format == "xlsx":
        return xlsx_response(xlsx_of(table), f"{SAMPLE}.xlsx")
    raise Http404


def _kept(request: HttpRequest, nomination_import_pk: int) -> NominationImport:
    visible = NominationImport.objects.visible_to(person(request)).select_related("unit__commune", "campaign")
    return get_object_or_404(visible, pk=nomination_import_pk)


@roles(*WRITERS)
@require_safe
def nomination_import_preview(request: HttpRequest, nomination_import_pk: int) -> HttpResponse:
    """What each row of an uploaded list would do, the faulty ones first."""
    kept = _kept(request, nomination_import_pk)
    context: dict[str, Any] = {"kept": kept}
    if kept.imported_at:
        context["discardable"] = brought_in(kept, person(request)).count()
    else:
        context |= preview_of(plan_list(rows_of(kept), kept), request)
    return render(request, "nominations/import_preview.html", context)


@roles(*WRITERS)
@require_POST
def nomination_import_run(request: HttpRequest, nomination_import_pk: int) -> HttpResponse:
    kept = _kept(request, nomination_import_pk)
    try:
        number = import_kept(kept, person(request))
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã nhập {number} đề nghị, chưa gửi.")
    return redirect(kept)


@roles(*WRITERS)
@require_POST
def nomination_import_discard(request: HttpRequest, nomination_import_pk: int) -> HttpResponse:
    """Throw away what an imported list made and nobody has received yet."""
    kept = _kept(request, nomination_import_pk)
    number = discard(brought_in(kept, person(request)), by=person(request))
    messages.success(request, f"Đã bỏ {number} đề nghị đang soạn.")
    return redirect(kept)
