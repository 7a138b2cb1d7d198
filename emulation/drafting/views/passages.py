"""The passages of a draft: written one by one, moved, deleted, and pasted from Word as many."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from emulation.drafting.beginning import frame_of
from emulation.drafting.composing import outline_of
from emulation.drafting.forms import PassageForm, PasteForm
from emulation.drafting.models import Draft, Passage, PassageLevel
from emulation.drafting.pasting import Pasted, paste
from emulation.drafting.views.drafts import kept_draft, key_in
from emulation.drafting.whole import read_pasted
from emulation.drafting.writing import DELETED, DOWN, UP, delete_passage, move_passage, put_passages, save_passage
from emulation.papers.kinds import PaperKind
from emulation.people.access import person, roles
from emulation.people.models import Role
from emulation.typed.pages import TypedPage, one_at_a_time
from emulation.workflow import MoveRefused


def _own_passage(request: HttpRequest, passage_pk: int) -> Passage:
    own = Draft.objects.kept_by(person(request))
    return get_object_or_404(Passage.objects.filter(draft__in=own).select_related("draft__unit", "draft__campaign"), pk=passage_pk)


def _back_to(passage: Passage) -> HttpResponse:
    return redirect(f"{reverse('draft-detail', args=[passage.draft_id])}#doan-{passage.pk}")


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def passage_add(request: HttpRequest, draft_pk: int, passage_level: str) -> HttpResponse:
    """A new passage behind the one that `?sau=` names, or at the end."""
    draft = kept_draft(request, draft_pk)
    if passage_level not in PassageLevel.values:
        raise Http404
    after = draft.passages.filter(pk=key_in(request.GET.get("sau", ""))).first()
    return _passage_page(request, Passage(draft=draft, level=passage_level), after)


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
@one_at_a_time("passage_pk", lambda passage_pk: Draft.objects.filter(passages=passage_pk))  # whoever changes a passage locks its draft first
def passage_edit(request: HttpRequest, passage_pk: int) -> HttpResponse:
    """What was typed into a passage that is gone by now stays on a page that adds it anew."""
    if request.method == "POST" and not Passage.objects.filter(pk=passage_pk).exists():
        draft, level = kept_draft(request, key_in(request.GET.get("van-ban", ""))), request.GET.get("kieu", "")
        if level not in PassageLevel.values:
            raise Http404
        messages.error(request, DELETED)
        passage = Passage(draft=draft, level=level)
        form = PassageForm(request.POST, instance=passage)
        typed = TypedPage(request, [form], is_new=True, address=reverse("draft-passage-add", args=[draft.pk, level]))
        context = {"form": form, "passage": passage, "draft": draft, "gone": True, "typed": typed}
        return render(request, "drafting/passage.html", context)
    return _passage_page(request, _own_passage(request, passage_pk), None)


def _passage_page(request: HttpRequest, passage: Passage, after: Passage | None) -> HttpResponse:
    is_new, form = passage.pk is None, PassageForm(request.POST or None, instance=passage)
    typed = TypedPage(
        request, [form], is_new=is_new, is_editable=passage.draft.is_editable, address=f"{request.path}?sau={after.pk}" if after else request.path
    )
    if typed.gives_up():
        return redirect(request.path)
    if typed.is_posted and form.is_valid() and typed.may_be_saved:
        try:
            save_passage(form.save(commit=False), after=after)
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
            typed.refused()
        else:
            typed.saved()
            messages.success(request, f"Đã lưu đoạn “{passage}”."[:120])
            if "next" in request.POST:
                return redirect(f"{reverse('draft-passage-add', args=[passage.draft_id, passage.level])}?sau={passage.pk}")
            return _back_to(passage)
    context = {"form": form, "passage": passage, "draft": passage.draft, "after": after, "typed": typed}
    return render(request, "drafting/passage.html", context)


@roles(Role.SECRETARY)
@require_POST
def passage_move(request: HttpRequest, passage_pk: int) -> HttpResponse:
    """One place up or down; htmx gets the outline alone, or loads the page again when it was refused."""
    passage = _own_passage(request, passage_pk)
    direction = request.POST.get("direction", "")
    if direction not in (UP, DOWN):
        raise Http404
    by_htmx = "HX-Request" in request.headers
    try:
        move_passage(passage, direction)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return HttpResponse(headers={"HX-Refresh": "true"}) if by_htmx else _back_to(passage)
    if by_htmx:
        context = {"draft": passage.draft, "outline": outline_of(passage.draft), "writes": True, "moved": passage}
        return render(request, "drafting/outline.html", context)
    return _back_to(passage)


@roles(Role.SECRETARY)
@require_POST
def passage_delete(request: HttpRequest, passage_pk: int) -> HttpResponse:
    passage = _own_passage(request, passage_pk)
    name = str(passage)
    try:
        delete_passage(passage)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã xóa đoạn “{name}”."[:120])
    return redirect(passage.draft)


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def draft_paste(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """What was copied from Word: looked at first, then put into the draft."""
    draft = kept_draft(request, draft_pk)
    form = PasteForm(request.POST or None)
    pasted = None
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        pasted = Pasted(
            read_pasted(values["text"], values["html"], PaperKind(draft.kind)), instead=values["where"] == "instead", takes_head=values["takes_head"]
        )
        if "save" in request.POST and (saved := _save_pasted(request, draft, pasted)):
            return saved
    return render(request, "drafting/paste.html", {"form": form, "draft": draft, "pasted": pasted})


def _save_pasted(request: HttpRequest, draft: Draft, pasted: Pasted) -> HttpResponse | None:
    """None when it was refused: what was pasted stays on the page."""
    try:
        number = paste(draft, pasted)
    except (MoveRefused, ValidationError) as refusal:
        messages.error(request, " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal))
        return None
    messages.success(request, f"Đã đưa {number} đoạn vào văn bản. Xin xem lại các đề mục và số thứ tự.")
    return redirect(draft)


@roles(Role.SECRETARY)
@require_POST
def draft_frame(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """The usual sections of the kind, for a draft that is still empty."""
    draft = kept_draft(request, draft_pk)
    try:
        if draft.passages.exists():
            raise MoveRefused("Văn bản đã có nội dung nên không lập khung nữa.")
        put_passages(draft, frame_of(draft))
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã lập khung. Xin ghi tiếp vào từng mục.")
    return redirect(draft)
