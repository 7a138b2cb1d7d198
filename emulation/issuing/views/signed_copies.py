"""What came back signed: uploaded by the issuer's office, downloaded by whoever sees the paper."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from emulation.attachments.downloads import attachment_response
from emulation.issuing.models import OutgoingPaper
from emulation.issuing.signed_copies import ScansForm, SignedFileForm, add_scans, add_signed, takes_copies, takes_signatures
from emulation.issuing.views.papers import OFFICE, seen_paper
from emulation.people.access import person, roles
from emulation.people.models import Role, User
from emulation.workflow import MoveRefused


def _taking_paper(request: HttpRequest, paper_pk: int, takes: Callable[[User, OutgoingPaper], bool]) -> OutgoingPaper:
    paper = seen_paper(request, paper_pk)
    if not person(request).term_over(paper.unit, Role.SECRETARY, Role.CHAIR):
        raise PermissionDenied
    if not takes(person(request), paper):
        raise Http404
    return paper


@roles(Role.SECRETARY, Role.CHAIR)
@require_http_methods(["GET", "POST"])
def paper_signed(request: HttpRequest, paper_pk: int) -> HttpResponse:
    """The bytes to be signed, and where the signed file comes back."""
    paper = _taking_paper(request, paper_pk, takes_signatures)
    form = SignedFileForm(request.POST or None, request.FILES or None, paper=paper)
    if request.method == "POST" and form.is_valid():
        try:
            add_signed(paper, form.cleaned_data["scans"][0], form.found, by=person(request))
        except MoveRefused as refusal:
            form.add_error("scans", str(refusal))
        else:
            messages.success(request, "Đã nhận bản ký số. Xem tình trạng từng chữ ký trong phần “Bản đã ký”.")
            return redirect(paper)
    context = {"form": form, "paper": paper, "latest": paper.signed_copies.signed().last()}
    return render(request, "issuing/signed_form.html", context)


@roles(Role.SECRETARY, Role.CHAIR)
@require_http_methods(["GET", "POST"])
def paper_scanned(request: HttpRequest, paper_pk: int) -> HttpResponse:
    paper = _taking_paper(request, paper_pk, takes_copies)
    form = ScansForm(request.POST or None, request.FILES or None, paper=paper)
    if request.method == "POST" and form.is_valid():
        add_scans(paper, form.cleaned_data["scans"], by=person(request), replace=form.cleaned_data.get("replace", False))
        messages.success(request, "Đã giữ bản quét bên cạnh bản đã ban hành.")
        return redirect(paper)
    return render(request, "issuing/scans_form.html", {"form": form, "paper": paper})


@roles(*OFFICE)
@require_safe
def paper_copy(request: HttpRequest, paper_pk: int, signed_copy_pk: int) -> HttpResponse:
    """One signed file or scan, to be saved."""
    paper = seen_paper(request, paper_pk)
    copy = get_object_or_404(paper.signed_copies.in_use(), pk=signed_copy_pk)
    number = paper.signed_copies.filter(kind=copy.kind, pk__lte=copy.pk).count()
    return attachment_response(copy.attachment, f"{paper.file_title} ({copy.get_kind_display().lower()} {number})")
