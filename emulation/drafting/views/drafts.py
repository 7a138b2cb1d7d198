"""Drafts: the list, a new one, its page with the outline and its moves, its head, its print."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emulation.campaigns.models import Campaign
from emulation.drafting.beginning import new_draft
from emulation.drafting.composing import document_of, outline_of
from emulation.drafting.doubts import doubts_of
from emulation.drafting.forms import HeadForm
from emulation.drafting.jobs import start_preview, start_word
from emulation.drafting.lists import DRAFTS
from emulation.drafting.models import COMPOSED, OFFICE, Draft, PassageLevel, State
from emulation.drafting.workflow import MOVES, missing_for_approval, move_draft, moves_for
from emulation.drafting.writing import begin_draft, copy_draft, save_head
from emulation.history.models import Line
from emulation.listing import Listed, query_of
from emulation.papers.broken import BrokenPaper
from emulation.papers.downloads import docx_response, not_printed, pdf_response
from emulation.papers.kinds import PaperKind
from emulation.papers.printing import is_heavy, pdf_of
from emulation.papers.word.copies import docx_of
from emulation.people.access import person, roles
from emulation.people.models import Role
from emulation.typed.pages import TypedPage, one_at_a_time
from emulation.units.models import Unit
from emulation.workflow import MoveRefused, Refused, buttons


def seen_draft(request: HttpRequest, draft_pk: int) -> Draft:
    drafts = Draft.objects.visible_to(person(request)).select_related("unit__commune", "campaign", "paper")
    return get_object_or_404(drafts, pk=draft_pk)


def kept_draft(request: HttpRequest, draft_pk: int) -> Draft:
    """A draft that one writes as secretary."""
    return get_object_or_404(Draft.objects.kept_by(person(request)).select_related("unit__commune", "campaign"), pk=draft_pk)


def key_in(text: str) -> int:
    """The key of a row that a query names; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() else 0


def own_office(request: HttpRequest, unit_pk: int) -> Unit:
    """An office for which one acts as secretary."""
    own = [top.pk for top in person(request).tops_as(Role.SECRETARY)]
    office: Unit = get_object_or_404(Unit.objects.filter(pk__in=own).select_related("commune"), pk=unit_pk)
    return office


@roles(*OFFICE)
@require_safe
def draft_list(request: HttpRequest) -> HttpResponse:
    listed = Listed(DRAFTS, Draft.objects.visible_to(person(request)).select_related("unit"), request.GET)
    if listed.wants_file:
        return listed.file()
    context = {"list": listed, "page": listed.page, "offices": person(request).units_as(Role.SECRETARY)}
    return render(request, "drafting/list.html", context)


@roles(Role.SECRETARY)
@require_safe
def draft_kinds(request: HttpRequest, unit_pk: int) -> HttpResponse:
    """Which kind of paper to begin."""
    unit = own_office(request, unit_pk)
    campaign = request.GET.get("phong-trao", "")
    return render(request, "drafting/kinds.html", {"unit": unit, "kinds": COMPOSED, "query": query_of(**{"phong-trao": campaign})})


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def draft_add(request: HttpRequest, unit_pk: int, draft_kind: str) -> HttpResponse:
    """A new draft from its head on; `?phong-trao=` names the campaign that it belongs to."""
    unit = own_office(request, unit_pk)
    if draft_kind not in COMPOSED:
        raise Http404
    campaign = Campaign.objects.filter(unit=unit, pk=key_in(request.GET.get("phong-trao", ""))).first()
    draft = new_draft(unit, PaperKind(draft_kind), timezone.localdate(), campaign)
    form = HeadForm(request.POST or None, instance=draft)
    typed = TypedPage(request, [form], is_new=True, address=request.get_full_path()[:300])
    if typed.is_posted and form.is_valid():
        begin_draft(form.save(commit=False), by=person(request))
        typed.saved()
        messages.success(request, "Đã lưu phần chung. Xin ghi nội dung, hoặc dán từ Word.")
        return redirect(draft)
    heading = f"Soạn {draft.get_kind_display().lower()} của {unit}"
    return render(request, "drafting/head.html", {"form": form, "draft": draft, "heading": heading, "typed": typed})


@roles(*OFFICE)
@require_safe
def draft_detail(request: HttpRequest, draft_pk: int) -> HttpResponse:
    return _page(request, seen_draft(request, draft_pk))


def _page(request: HttpRequest, draft: Draft, refused: Refused | None = None) -> HttpResponse:
    keeps = person(request).term_over(draft.unit, Role.SECRETARY) is not None
    document = document_of(draft, timezone.localdate())
    context = {
        "draft": draft,
        "document": document,
        "outline": () if draft.paper else outline_of(draft),
        "levels": PassageLevel.choices,
        "writes": keeps and draft.is_editable,
        "keeps": keeps,
        "missing": missing_for_approval(draft) if draft.is_editable else (),
        "doubts": doubts_of(draft, document) if draft.state in (State.DRAFT, State.RETURNED, State.SUBMITTED) else (),
        "moves": buttons(moves_for(draft, person(request)), "draft-move", draft.pk, refused),
        "lines": Line.objects.of(draft),
    }
    return render(request, "drafting/detail.html", context)


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
@one_at_a_time("draft_pk", lambda draft_pk: Draft.objects.filter(pk=draft_pk))
def draft_head(request: HttpRequest, draft_pk: int) -> HttpResponse:
    draft = kept_draft(request, draft_pk)
    form = HeadForm(request.POST or None, instance=draft)
    typed = TypedPage(request, [form], is_editable=draft.is_editable)
    if typed.gives_up():
        return redirect(request.path)
    if typed.is_posted and form.is_valid() and typed.may_be_saved:
        try:
            save_head(form.save(commit=False))
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
            typed.refused()
        else:
            typed.saved()
            messages.success(request, "Đã lưu phần chung.")
            return redirect(draft)
    return render(request, "drafting/head.html", {"form": form, "draft": draft, "heading": "Phần chung của văn bản", "typed": typed})


@roles(*OFFICE)
@require_safe
def draft_preview(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """The paper as it would be printed now, with blanks for number and date."""
    draft = seen_draft(request, draft_pk)
    name, today = f"{draft.get_kind_display()} (bản đang soạn)", timezone.localdate()
    document = document_of(draft, today)
    if is_heavy(document):
        return redirect(start_preview(draft, name, today, owner=person(request)))
    try:
        return pdf_response(pdf_of(document), f"{name}.pdf", download="tai" in request.GET)
    except BrokenPaper as broken:
        return not_printed(request, str(draft), broken, draft.get_absolute_url())


@roles(*OFFICE)
@require_safe
def draft_word(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """The paper as it stands now, for Word."""
    draft = seen_draft(request, draft_pk)
    name, today = f"{draft.get_kind_display()} (bản đang soạn)", timezone.localdate()
    document = document_of(draft, today)
    if is_heavy(document):
        return redirect(start_word(draft, name, today, owner=person(request)))
    return docx_response(docx_of(document), f"{name}.docx")


@roles(Role.SECRETARY)
@require_POST
def draft_copy(request: HttpRequest, draft_pk: int) -> HttpResponse:
    copy = copy_draft(kept_draft(request, draft_pk), by=person(request))
    messages.success(request, "Đã chép thành văn bản mới. Xin xem lại trích yếu, năm, tháng và các căn cứ.")
    return redirect("draft-head", copy.pk)


@roles(Role.SECRETARY, Role.CHAIR)
@require_POST
def draft_move(request: HttpRequest, draft_pk: int, draft_move: str) -> HttpResponse:
    draft = seen_draft(request, draft_pk)
    if draft_move not in MOVES:
        raise Http404
    move, reason = MOVES[draft_move], request.POST.get("reason", "")
    if not person(request).term_over(draft.unit, *move.roles):
        raise PermissionDenied
    try:
        moved = move_draft(draft, draft_move, by=person(request), reason=reason)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        draft.refresh_from_db(fields=["state"])
        return _page(request, draft, Refused(draft_move, reason))
    messages.success(request, f"Đã {move.label[:1].lower()}{move.label[1:]}.")
    return redirect("draft-list") if moved.state == State.DISCARDED else redirect(moved)
