"""What anyone may read without signing in while a list is posted: names, units and honours; and where to comment. No comment is shown here."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal.ratelimit import consume, respond_429
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from awards.comment_forms import LARGEST_POSITION, TRAP, CommentForm
from awards.comments import take_comment
from awards.models import Comment, Posting
from awards.publishing.lists import POSTED, POSTINGS
from emulation.listing import Listed
from emulation.people.access import public
from emulation.sharing import Share, absolute, address
from emulation.short_codes import plain, shown
from emulation.vietnamese.dates import day
from emulation.workflow import MoveRefused

ALL_POSTINGS = "Danh sách đề nghị khen thưởng đang lấy ý kiến. Ai cũng xem và gửi ý kiến được, không cần đăng nhập."
COMMENTS = {"comment": "10/h/ip"}  # a household or an office may share one address
GUESSES = {"guess": "20/10m/ip"}  # codes and receipts that lead nowhere; after so many, none is answered for a while


def guessed_in_moderation(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let nobody try codes and receipts out until one fits."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not consume(request, app="awards", action="guess", config=GUESSES, limit_get=True, dry_run=True):
            refused: HttpResponse = respond_429(request)
            return refused
        try:
            return view(request, *args, **kwargs)
        except Http404:
            consume(request, app="awards", action="guess", config=GUESSES, limit_get=True)
            raise

    return answer


@public
@require_safe
@never_cache
def public_posting_list(request: HttpRequest) -> HttpResponse:
    """The lists that are open today, of every commune."""
    postings = Posting.objects.open_on(timezone.localdate()).select_related("unit__commune")
    listed = Listed(POSTINGS, postings, request.GET)
    if listed.wants_file:
        return listed.file()
    share = Share("Công khai lấy ý kiến", ALL_POSTINGS, address("public-posting-list", page=listed.page.number), is_listed=False)
    return render(request, "postings/public_list.html", {"list": listed, "page": listed.page, "share": share})


def _share_of(posting: Posting) -> Share:
    """What a list says of itself where its address is passed on: nobody of it."""
    text = f"{posting.unit} công khai từ ngày {day(posting.opens_on)}, nhận ý kiến đến hết ngày {day(posting.closes_on)}."
    return Share(posting.title, text, absolute(posting.public_url), is_listed=False)


def _posting(posting_code: str) -> Posting:
    return get_object_or_404(Posting.objects.select_related("unit__commune", "campaign"), code=plain(posting_code))


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@guessed_in_moderation
def public_posting(request: HttpRequest, posting_code: str) -> HttpResponse:
    """One list with the form of a comment; without a name and without the form once its time is over."""
    posting = _posting(posting_code)
    if not posting.is_open:
        return render(request, "postings/over.html", {"posting": posting})
    listed = Listed(POSTED, posting.rows.select_related("honour"), request.GET)
    if listed.wants_file:
        return listed.file()
    form = CommentForm(request.POST or None, posting=posting, initial={"position": _position(request)})
    if request.method == "POST" and form.is_valid():
        if not consume(request, app="awards", action="comment", config=COMMENTS):
            answer: HttpResponse = respond_429(request)
            return answer
        try:
            comment = take_comment(form.comment())
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("public-comment", posting_code=posting.code, receipt=shown(comment.receipt))
    return render(request, "postings/public.html", _context(request, posting, form, listed))


def _context(request: HttpRequest, posting: Posting, form: CommentForm, listed: Listed) -> dict[str, object]:
    position = _position(request)
    about = posting.rows.filter(position=position).first() if position else None
    return {
        "posting": posting,
        "form": form,
        "list": listed,
        "page": listed.page,
        "about": form.row or about,
        "trap": TRAP,
        "share": _share_of(posting),
    }


def _position(request: HttpRequest) -> int | None:
    """The row that somebody wants to comment on."""
    asked = request.GET.get("ve", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 and int(asked) <= LARGEST_POSITION else None


@public
@require_safe
@never_cache
@guessed_in_moderation
def public_comment(request: HttpRequest, posting_code: str, receipt: str) -> HttpResponse:
    """That a comment was received, and what was found: nothing of what it says itself."""
    comment = get_object_or_404(Comment.objects.select_related("posting__unit__commune"), posting=_posting(posting_code), receipt=plain(receipt))
    return render(request, "postings/receipt.html", {"comment": comment, "posting": comment.posting})
