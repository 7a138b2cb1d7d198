"""What anyone may ask without signing in: whether a paper with a code exists, what became of it, and whether a file is that paper."""

import io

import segno
from allauth.core.internal.ratelimit import consume, respond_429
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from emulation.issuing.finishing import verify_url
from emulation.issuing.providers import KeptPaper, find_kept
from emulation.issuing.verification import Verdict, check
from emulation.people.access import public
from emulation.sharing import Share
from emulation.short_codes import plain, shown
from emulation.vietnamese.numbers import show_size

GUESSES = {"verify": "20/10m/ip"}  # codes that lead nowhere; after so many, none is answered for a while
CHECKS = {"compare": "60/10m/ip"}  # files sent to be compared


@public
@require_safe
@never_cache
def verification_form(request: HttpRequest) -> HttpResponse:
    """Where one types the code."""
    if code := plain(request.GET.get("ma", ""))[:12]:
        return redirect("verification", code=shown(code))
    return render(request, "issuing/verification_form.html", {"asked": "ma" in request.GET})


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def verification(request: HttpRequest, code: str) -> HttpResponse:
    """What the paper with the code is, and whether a file that is sent is that paper. Nothing of the file is kept."""
    if not consume(request, app="issuing", action="verify", config=GUESSES, limit_get=True, dry_run=True):
        return _too_many(request)
    paper = find_kept(plain(code))
    if paper is None:
        consume(request, app="issuing", action="verify", config=GUESSES, limit_get=True)
        return render(request, "issuing/verification_form.html", {"missing": code[:20]}, status=404)
    context: dict[str, object] = {"paper": paper, "code": shown(paper.code), "share": _share_of(paper)}
    if request.method == "POST" and paper.sha256:
        if not consume(request, app="issuing", action="compare", config=CHECKS):
            return _too_many(request)
        context["verdict"], context["wrong"] = _verdict(request, paper)
    return render(request, "issuing/verification.html", context)


def _share_of(paper: KeptPaper) -> Share:
    """What the page says of itself where its address is passed on: whose paper it is, and nobody whom it names."""
    return Share("Xác minh văn bản", f"{paper.kind.label} của {paper.issuer_name}: {paper.badge.word}.", verify_url(paper.code), is_listed=False)


def _too_many(request: HttpRequest) -> HttpResponse:
    answer: HttpResponse = respond_429(request)
    return answer


def _verdict(request: HttpRequest, paper: KeptPaper) -> tuple[Verdict | None, str]:
    """What was found of the file that was sent, or why it could not be looked at."""
    file = request.FILES.get("tep")
    if not file:
        return None, "Xin chọn tệp PDF cần kiểm tra."
    if (file.size or 0) > settings.ATTACHMENT_MOST_BYTES:
        return None, f"Tệp nặng quá {show_size(settings.ATTACHMENT_MOST_BYTES)} nên không kiểm tra được."
    return check(paper, file.read()), ""


@public
@require_safe
def verification_qr(request: HttpRequest, code: str) -> HttpResponse:
    """The address of a code as a QR, for any code: whether a paper has it is not told here."""
    picture = io.BytesIO()
    segno.make(verify_url(code[:12]), error="m").save(picture, kind="svg", border=4, light="white")
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})
