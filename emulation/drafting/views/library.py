"""The office's library of documents to cite, and its groups of recipients."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emulation.campaigns.forms import CitedDocumentForm
from emulation.campaigns.models import CitedDocument
from emulation.drafting.composing import COUNTED, counts_of
from emulation.drafting.forms import GroupForm
from emulation.drafting.lists import DOCUMENTS
from emulation.drafting.models import RecipientGroup
from emulation.drafting.views.drafts import own_office
from emulation.listing import Listed
from emulation.people.access import person, roles
from emulation.people.models import Role
from emulation.units.models import subtrees

TOLD = ("name", "number", "signed_on", "issuer", "title")


@roles(Role.SECRETARY)
@require_safe
def document_list(request: HttpRequest, unit_pk: int) -> HttpResponse:
    unit = own_office(request, unit_pk)
    listed = Listed(DOCUMENTS, CitedDocument.objects.filter(unit=unit), request.GET)
    if listed.wants_file:
        return listed.file()
    counts = counts_of(unit, timezone.localdate())
    context = {
        "unit": unit,
        "list": listed,
        "page": listed.page,
        "groups": RecipientGroup.objects.filter(unit=unit),
        "counts": [(f"{{{name}}}", f"{counts[kind]:02}") for name, kind in COUNTED.items() if kind in counts],
    }
    return render(request, "drafting/library.html", context)


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def document_add(request: HttpRequest, unit_pk: int) -> HttpResponse:
    """A new document; the form begins with what a link says of it, for somebody who compares that with the text."""
    unit = own_office(request, unit_pk)
    told = {name: request.GET[name] for name in TOLD if name in request.GET}
    return _document_page(request, CitedDocument(unit=unit), "Thêm văn bản vào thư viện", told)


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def document_edit(request: HttpRequest, document_pk: int) -> HttpResponse:
    own = CitedDocument.objects.filter(subtrees("unit__path", person(request).tops_as(Role.SECRETARY)))
    return _document_page(request, get_object_or_404(own.select_related("unit"), pk=document_pk), "Sửa văn bản trong thư viện")


def _document_page(request: HttpRequest, document: CitedDocument, heading: str, told: dict[str, str] | None = None) -> HttpResponse:
    form = CitedDocumentForm(request.POST or None, instance=document, unit=document.unit, initial=told)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Đã lưu văn bản trong thư viện.")
        return redirect("draft-document-list", document.unit_id)
    return render(request, "drafting/row.html", {"form": form, "unit": document.unit, "heading": heading, "told": told})


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def group_add(request: HttpRequest, unit_pk: int) -> HttpResponse:
    return _group_page(request, RecipientGroup(unit=own_office(request, unit_pk)), "Thêm nhóm nơi nhận")


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def group_edit(request: HttpRequest, group_pk: int) -> HttpResponse:
    return _group_page(request, _own_group(request, group_pk), "Sửa nhóm nơi nhận")


def _own_group(request: HttpRequest, group_pk: int) -> RecipientGroup:
    own = RecipientGroup.objects.filter(subtrees("unit__path", person(request).tops_as(Role.SECRETARY)))
    return get_object_or_404(own.select_related("unit"), pk=group_pk)


def _group_page(request: HttpRequest, group: RecipientGroup, heading: str) -> HttpResponse:
    form = GroupForm(request.POST or None, instance=group)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Đã lưu nhóm nơi nhận.")
        return redirect("draft-document-list", group.unit_id)
    return render(request, "drafting/row.html", {"form": form, "unit": group.unit, "heading": heading, "group": group})


@roles(Role.SECRETARY)
@require_POST
def group_delete(request: HttpRequest, group_pk: int) -> HttpResponse:
    group = _own_group(request, group_pk)
    group.delete()
    messages.success(request, f"Đã xóa nhóm “{group}”. Văn bản đã soạn không đổi.")
    return redirect("draft-document-list", group.unit_id)
