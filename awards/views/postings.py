"""Pages of an office, or of a group's head, about the lists posted for public comment."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.comment_forms import AnswerForm, PostForm, RecordForm
from awards.comment_lists import comments_listing
from awards.comments import answer_comment, record_comment
from awards.lists import POSTINGS
from awards.models import Comment, Honour, Posting
from awards.models.nomination_states import OFFICE
from awards.models.posting import KEEPERS, READERS
from awards.posting_lists import TITLE, posting_table, start_list
from awards.posting_workflow import MOVES, move_posting, moves_for
from awards.postings import days_for, in_one_list, last_day, post_nominees, waiting_lists
from emulation.campaigns.models import Campaign
from emulation.history.models import Line
from emulation.listing import Listed
from emulation.people.access import person, roles
from emulation.people.models import Role
from emulation.spreadsheets.downloads import xlsx_response
from emulation.spreadsheets.writing import xlsx_of
from emulation.units.models import Unit
from emulation.workflow import MoveRefused, Refused, buttons

MOST_SHOWN = 50
SEE_SENDERS = (Role.SECRETARY, Role.CHAIR)


def seen_posting(request: HttpRequest, posting_pk: int) -> Posting:
    return get_object_or_404(Posting.objects.visible_to(person(request)).select_related("unit__commune", "campaign"), pk=posting_pk)


@roles(*READERS)
@require_safe
def posting_list(request: HttpRequest) -> HttpResponse:
    user = person(request)
    listed = Listed(POSTINGS, Posting.objects.visible_to(user).select_related("unit"), request.GET)
    if listed.wants_file:
        return listed.file()
    return render(request, "postings/list.html", {"list": listed, "page": listed.page, "posting": user.units_as(Role.SECRETARY)})


def _office(request: HttpRequest, unit_pk: int) -> Unit:
    own = [unit.pk for unit in person(request).units_as(Role.SECRETARY)]
    unit: Unit = get_object_or_404(Unit.objects.filter(pk__in=own).select_related("commune"), pk=unit_pk)
    return unit


@roles(Role.SECRETARY)
@require_safe
def posting_choose(request: HttpRequest, unit_pk: int) -> HttpResponse:
    """What waits to be posted: of each campaign, and of none."""
    unit = _office(request, unit_pk)
    return render(request, "postings/choose.html", {"unit": unit, "waiting": waiting_lists(unit)})


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def posting_add(request: HttpRequest, unit_pk: int) -> HttpResponse:
    """Post the nominees of no campaign."""
    return _add(request, _office(request, unit_pk), None)


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def posting_add_campaign(request: HttpRequest, unit_pk: int, campaign_pk: int) -> HttpResponse:
    """Post the nominees of a campaign."""
    unit = _office(request, unit_pk)
    return _add(request, unit, get_object_or_404(Campaign.objects.visible_to(person(request)), pk=campaign_pk))


def _add(request: HttpRequest, unit: Unit, campaign: Campaign | None) -> HttpResponse:
    """Show the list as it would be posted, or post it."""
    waiting = in_one_list(unit, campaign)
    honours = Honour.objects.filter(pk__in=waiting.order_by().values("appraised_honour"))
    title = f"Danh sách đề nghị khen thưởng{f': {campaign}' if campaign else ''}"
    form = PostForm(request.POST or None, honours=honours, initial={"title": title[:300]})
    if request.method == "POST" and form.is_valid():
        try:
            posting = post_nominees(unit, campaign, form.cleaned_data["title"], honour=form.cleaned_data["honour"], by=person(request))
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã công khai danh sách.")
            return redirect(posting)
    closes_on = last_day(timezone.localdate(), days_for(campaign, waiting))
    shown = {"number": waiting.count(), "some": list(waiting[:MOST_SHOWN]), "closes_on": closes_on}
    return render(request, "postings/add.html", {"form": form, "unit": unit, "campaign": campaign, **shown})


@roles(*READERS)
@require_safe
def posting_detail(request: HttpRequest, posting_pk: int) -> HttpResponse:
    posting = seen_posting(request, posting_pk)
    listed = _comments(request, posting)
    return listed.file() if listed.wants_file else _page(request, posting)


def _comments(request: HttpRequest, posting: Posting) -> Listed:
    comments = posting.comments.select_related("row", "recorded_by", "answered_by")
    return Listed(comments_listing(sees_senders=_sees_senders(request, posting)), comments, request.GET, url=posting.get_absolute_url())


def _sees_senders(request: HttpRequest, posting: Posting) -> bool:
    return person(request).term_over(posting.unit, *SEE_SENDERS) is not None


def _page(request: HttpRequest, posting: Posting, refused: Refused | None = None) -> HttpResponse:
    user, listed = person(request), _comments(request, posting)
    inside = user.is_superuser or user.term_over(posting.unit, *OFFICE) is not None
    changed = posting.rows.changed().select_related("nomination__appraised_honour", "nomination__honour")[:MOST_SHOWN] if inside else []
    context = {
        "posting": posting,
        "number": posting.rows.count(),
        "list": listed,
        "page": listed.page,
        "comments": posting.comments.count() if listed.is_asked else listed.page.paginator.count,
        "unanswered": posting.comments.unanswered().count(),
        "changed": list(changed),
        "keeps": user.term_over(posting.unit, *KEEPERS) is not None,
        "sees_senders": _sees_senders(request, posting),
        "moves": buttons(moves_for(posting, user), "posting-move", posting.pk, refused),
        "lines": Line.objects.of(posting),
    }
    return render(request, "postings/detail.html", context)


@roles(*KEEPERS)
@require_POST
def posting_move(request: HttpRequest, posting_pk: int, posting_move: str) -> HttpResponse:
    posting, reason = seen_posting(request, posting_pk), request.POST.get("reason", "")
    if posting_move not in MOVES:
        raise Http404
    try:
        moved = move_posting(posting, posting_move, by=person(request), reason=reason)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        posting.refresh_from_db(fields=["state"])
        return _page(request, posting, Refused(posting_move, reason))
    messages.success(request, "Đã hủy công khai.")
    return redirect(moved)


@roles(*READERS)
@require_POST
def posting_pdf(request: HttpRequest, posting_pk: int) -> HttpResponse:
    """Ask for the list with what came of it, as a paper."""
    return redirect(start_list(seen_posting(request, posting_pk), owner=person(request)))


@roles(*READERS)
@require_safe
def posting_xlsx(request: HttpRequest, posting_pk: int) -> HttpResponse:
    posting = seen_posting(request, posting_pk)
    return xlsx_response(xlsx_of(posting_table(posting)), f"{TITLE} - {posting.unit}.xlsx")


def _kept(request: HttpRequest, posting_pk: int) -> Posting:
    return get_object_or_404(Posting.objects.kept_by(person(request)).select_related("unit__commune"), pk=posting_pk)


@roles(*KEEPERS)
@require_http_methods(["GET", "POST"])
def comment_add(request: HttpRequest, posting_pk: int) -> HttpResponse:
    """Write down a comment that came on paper, by telephone or in conversation."""
    posting = _kept(request, posting_pk)
    form = RecordForm(request.POST or None, posting=posting, initial={"received_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            comment = record_comment(form.comment(), by=person(request))
        except MoveRefused as refusal:
            form.add_error("received_on", str(refusal))
        else:
            messages.success(request, f"Đã ghi ý kiến, mã biên nhận {comment.shown_receipt}.")
            return redirect(posting)
    return _form(request, form, "Ghi ý kiến nhận được", posting)


@roles(*KEEPERS)
@require_http_methods(["GET", "POST"])
def comment_answer(request: HttpRequest, comment_pk: int) -> HttpResponse:
    comments = Comment.objects.kept_by(person(request)).select_related("posting", "row")
    comment = get_object_or_404(comments, pk=comment_pk)
    form = AnswerForm(request.POST or None, initial={"answer": comment.answer})
    if request.method == "POST" and form.is_valid():
        answer_comment(comment, form.cleaned_data["answer"], by=person(request))
        messages.success(request, "Đã ghi kết quả xem xét.")
        return redirect(comment.posting)
    return _form(request, form, f"Kết quả xem xét ý kiến {comment.shown_receipt}", comment.posting, comment)


def _form(request: HttpRequest, form: Any, heading: str, posting: Posting, comment: Comment | None = None) -> HttpResponse:
    return render(request, "postings/form.html", {"form": form, "heading": heading, "posting": posting, "comment": comment})
