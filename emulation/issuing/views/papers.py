"""The office's papers: the list, each with its moves, and its bytes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from emulation.history.models import Line
from emulation.issuing.approval import printed
from emulation.issuing.finishing import blank, issue, said, verify_url
from emulation.issuing.followers import cautions_of, warnings_of
from emulation.issuing.jobs import start_blank, start_word
from emulation.issuing.lists import papers_listing
from emulation.issuing.models import KEPT, OutgoingPaper, State
from emulation.issuing.serving import stored_response
from emulation.issuing.signed_copies import takes_copies, takes_signatures
from emulation.issuing.workflow import ISSUING_MOVES, MOVES, move_paper, moves_for
from emulation.listing import Listed
from emulation.papers.broken import BrokenPaper
from emulation.papers.downloads import docx_response, not_printed, pdf_response
from emulation.papers.printing import is_heavy
from emulation.papers.word.copies import docx_of
from emulation.people.access import holds, person, roles
from emulation.people.models import Role
from emulation.workflow import MoveRefused, Refused, asked, buttons

OFFICE = tuple(role for role in Role if role != Role.HEAD)


def seen_paper(request: HttpRequest, paper_pk: int) -> OutgoingPaper:
    papers = OutgoingPaper.objects.visible_to(person(request)).light()
    return get_object_or_404(papers.select_related("unit__commune", "series", "replaces", "corrects", "approved_by"), pk=paper_pk)


@roles(*OFFICE)
@require_safe
def paper_list(request: HttpRequest) -> HttpResponse:
    several = len(person(request).units_in_view) > 1 or person(request).is_superuser
    listed = Listed(papers_listing(several=several), OutgoingPaper.objects.visible_to(person(request)).light(), request.GET)
    if listed.wants_file:
        return listed.file()
    context = {
        "list": listed,
        "page": listed.page,
        "several": several,
        "sees_drafts": holds(person(request), Role.SECRETARY, Role.CHAIR, Role.COUNCIL, Role.ADMINISTRATOR),
        "keeps_marks": holds(person(request), Role.SECRETARY, Role.ADMINISTRATOR),
        "sets_series": bool(person(request).units_in_keeping) or person(request).is_superuser,
    }
    return render(request, "issuing/list.html", context)


@roles(*OFFICE)
@require_safe
def paper_detail(request: HttpRequest, paper_pk: int) -> HttpResponse:
    """The page; while its file is being made htmx asks again, and is told to load the page anew once there is one."""
    paper = seen_paper(request, paper_pk)
    if "HX-Request" in request.headers:
        return render(request, "issuing/finishing.html", {"paper": paper}) if paper.is_issuing else HttpResponse(headers={"HX-Refresh": "true"})
    return _page(request, paper)


def _page(request: HttpRequest, paper: OutgoingPaper, refused: Refused | None = None) -> HttpResponse:
    linked = [*paper.replacements.exclude(state=State.WITHDRAWN).defer("content"), *paper.corrections.exclude(state=State.WITHDRAWN).defer("content")]
    moves = moves_for(paper, person(request))
    context = {
        "paper": paper,
        "moves": buttons(moves, "paper-move", paper.pk, refused),
        "warnings": warnings_of(paper) if "revoke" in moves else cautions_of(paper) if ISSUING_MOVES & moves.keys() else [],
        "lines": Line.objects.of(paper),
        "linked": linked,
        "copies": list(paper.signed_copies.in_use()) if paper.is_kept else [],
        "takes_copies": takes_copies(person(request), paper),
        "takes_signatures": takes_signatures(person(request), paper),
        "verify_url": verify_url(paper.shown_code) if paper.state in KEPT else "",
    }
    return render(request, "issuing/detail.html", context)


@roles(Role.SECRETARY, Role.CHAIR)
@require_POST
def paper_move(request: HttpRequest, paper_pk: int, paper_move: str) -> HttpResponse:
    paper = seen_paper(request, paper_pk)
    if paper_move not in MOVES:
        raise Http404
    move, reason = MOVES[paper_move], request.POST.get("reason", "")
    if not person(request).term_over(paper.unit, *move.roles):
        raise PermissionDenied
    form = asked(paper_move, move, request.POST)
    if form and not form.is_valid():
        messages.error(request, f"Chưa {move.label.lower()} được, xin xem chỗ báo lỗi.")
        return _page(request, paper, Refused(paper_move, reason, form))
    make = issue if paper_move in ISSUING_MOVES else move_paper
    try:
        moved = make(paper, paper_move, by=person(request), reason=reason, **(form.cleaned_data if form else {}))
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        paper.refresh_from_db(fields=["state"])
        return _page(request, paper, Refused(paper_move, reason, form))
    messages.success(request, "Đã lưu liên kết của văn bản." if moved.state == paper.state else f"{moved.named}: {moved.badge.word.lower()}.")
    return redirect(moved)


@roles(*OFFICE)
@require_safe
def paper_file(request: HttpRequest, paper_pk: int) -> HttpResponse:
    """What was issued, byte for byte; before that, its print with blanks for number and date."""
    papers = OutgoingPaper.objects.visible_to(person(request)).select_related("unit")
    issued = papers.filter(pk=paper_pk).defer("content").first()
    if issued and issued.is_kept:
        download, name = "tai" in request.GET, f"{issued.file_title}.pdf"
        return stored_response(request, name=issued.file, sha256=issued.sha256, size=issued.kept_size, shown_as=name, download=download)
    paper = get_object_or_404(papers, pk=paper_pk)
    if is_heavy(said(paper)):
        return redirect(paper if paper.is_issuing else start_blank(paper, owner=person(request)))
    try:
        return pdf_response(printed(paper), f"{paper.file_title}.pdf", download="tai" in request.GET)
    except BrokenPaper as broken:
        return not_printed(request, paper.named, broken, paper.get_absolute_url())


@roles(*OFFICE)
@require_safe
def paper_blank(request: HttpRequest, paper_pk: int) -> HttpResponse:
    """The paper with blanks for number and date, whatever it has by now."""
    paper = get_object_or_404(OutgoingPaper.objects.visible_to(person(request)).select_related("unit"), pk=paper_pk)
    if is_heavy(said(paper)):
        return redirect(start_blank(paper, owner=person(request)))
    try:
        return pdf_response(blank(paper), f"{paper.file_title} (bản chưa có số).pdf", download="tai" in request.GET)
    except BrokenPaper as broken:
        return not_printed(request, paper.named, broken, paper.get_absolute_url())


@roles(*OFFICE)
@require_safe
def paper_word(request: HttpRequest, paper_pk: int) -> HttpResponse:
    """A copy to work on in Word, with the number and date that the paper has by now."""
    paper = get_object_or_404(OutgoingPaper.objects.visible_to(person(request)).select_related("unit"), pk=paper_pk)
    content = said(paper)
    if is_heavy(content):
        return redirect(start_word(paper, owner=person(request)))
    return docx_response(docx_of(content, code=paper.shown_code), f"{paper.file_title}.docx")
