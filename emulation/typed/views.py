"""Where pages with long forms keep what is typed, ask for it, and put it aside; and the list of all that waits there."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emulation.listing import Listed
from emulation.people.access import EVERYONE, person, roles
from emulation.typed.keeping import TooMuchTyped, Value, device_of, drop, keep, put_aside, take_back, without_unkeepable
from emulation.typed.lists import TEXTS
from emulation.typed.models import Typed, time_of
from emulation.typed.pages import SETTLED

NOT_YOURS, TOO_MUCH = 409, 413


class Unreadable(ValueError):
    """Not what the script of our pages sends."""


@roles(*EVERYONE)
@never_cache
@require_http_methods(["GET", "POST"])
def typed_keep(request: HttpRequest) -> HttpResponse:
    """Keep one version of a text, and tell what other pages hold for the same form; or show what they hold (`?cho=` names the form)."""
    if request.method == "GET":
        rows = Typed.objects.visible_to(person(request)).unsaved().filter(address=request.GET.get("cho", ""))
        return JsonResponse({"rows": [row.seen_whole() for row in rows]})
    try:
        sent = _sent(request)
        typed = _typed(sent, request)
        versions = _versions(sent.get("instead_of", []))
    except Unreadable:
        return JsonResponse({}, status=400)
    if sent.get("user") != person(request).pk:  # somebody else has signed in on this machine meanwhile
        return JsonResponse({}, status=NOT_YOURS)
    if typed.writer in request.session.get(SETTLED, []):
        return JsonResponse({"saved_at": time_of(timezone.now()), "others": []})
    try:
        others = keep(person(request), typed, instead_of=versions)
    except TooMuchTyped:
        return JsonResponse({}, status=TOO_MUCH)
    return JsonResponse({"saved_at": time_of(typed.saved_at), "stamp": typed.stamp, "others": [other.seen_now() for other in others]})


@roles(*EVERYONE)
@require_POST
def typed_drop(request: HttpRequest) -> HttpResponse:
    """Put versions of a text aside that were not chosen; or forget those that say nothing of their own."""
    try:
        sent = _sent(request)
        versions = _versions(sent.get("versions", []))
        address, writer = _text(sent, "address"), _text(sent, "writer")
    except Unreadable:
        return JsonResponse({}, status=400)
    if sent.get("aside") is True:
        put_aside(person(request), address, versions, [writer] if writer else [])
    else:
        drop(person(request), address, versions)
    return JsonResponse({})


@roles(*EVERYONE)
@never_cache
@require_safe
def typed_list(request: HttpRequest) -> HttpResponse:
    """All that somebody typed and did not save, and what he put aside."""
    listed = Listed(TEXTS, Typed.objects.visible_to(person(request)), request.GET)
    return listed.file() if listed.wants_file else render(request, "typed/list.html", {"list": listed, "page": listed.page})


@roles(*EVERYONE)
@require_POST
def typed_remove(request: HttpRequest, typed_pk: int) -> HttpResponse:
    """Put one of them aside; forget one that was put aside before."""
    typed = _own(request, typed_pk)
    if typed and typed.put_aside_at:
        typed.delete()
        messages.success(request, "Đã xóa hẳn.")
    elif typed:
        put_aside(person(request), typed.address, [], [typed.writer])
        messages.success(request, f"Đã bỏ “{typed.page_name}”. Trong 30 ngày còn lấy lại được ở mục “Đã bỏ”.")
    return redirect("typed-list")


@roles(*EVERYONE)
@require_POST
def typed_restore(request: HttpRequest, typed_pk: int) -> HttpResponse:
    """Take one back that was put aside: its page offers it again."""
    typed = _own(request, typed_pk)
    if typed is None or typed.put_aside_at is None:
        return redirect("typed-list")
    take_back(typed)
    return redirect(typed.address)


def _own(request: HttpRequest, typed_pk: int) -> Typed | None:
    return Typed.objects.visible_to(person(request)).filter(pk=typed_pk).first()


def _sent(request: HttpRequest) -> dict[str, Any]:
    try:
        sent = json.loads(request.body)
    except ValueError as error:
        raise Unreadable from error
    if not isinstance(sent, dict):
        raise Unreadable
    return sent


def _typed(sent: dict[str, Any], request: HttpRequest) -> Typed:
    """The text that was sent, not kept yet."""
    address, writer, base, title = (_text(sent, name) for name in ("address", "writer", "base", "title"))
    if not writer or len(address) > 300 or not address.startswith("/") or not url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        raise Unreadable
    device = device_of(request.headers.get("User-Agent", ""))
    aside = timezone.now() if sent.get("aside") is True else None
    return Typed(address=address, writer=writer[:40], device=device, title=title[:200], data=_data(sent.get("data")), base=base[:64], put_aside_at=aside)


def _text(sent: dict[str, Any], name: str) -> str:
    text = sent.get(name, "")
    if not isinstance(text, str):
        raise Unreadable
    return without_unkeepable([[text]])[0][0]


def _data(data: object) -> list[Value]:
    """Lists of name, value, label and the value in words."""
    if not isinstance(data, list) or not all(isinstance(value, list) and len(value) == 4 and all(isinstance(part, str) for part in value) for value in data):
        raise Unreadable
    return without_unkeepable(data)


def _versions(pairs: object) -> list[tuple[str, str]]:
    if not isinstance(pairs, list) or not all(isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair) for pair in pairs):
        raise Unreadable
    return [(writer, stamp) for writer, stamp in pairs]
