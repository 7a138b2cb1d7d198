"""The inbox."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from emulation.listing import Listed
from emulation.notices.lists import NOTICES
from emulation.notices.models import Notice
from emulation.people.access import EVERYONE, person, roles


@roles(*EVERYONE)
@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    listed = Listed(NOTICES, Notice.objects.visible_to(person(request)), request.GET)
    return listed.file() if listed.wants_file else render(request, "notices/notice_list.html", {"list": listed, "page": listed.page})


@roles(*EVERYONE)
@require_POST
def notice_open(request: HttpRequest, notice_pk: int) -> HttpResponse:
    notice = get_object_or_404(Notice.objects.visible_to(person(request)), pk=notice_pk)
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())
    return redirect(notice.url or "notice-list")


@roles(*EVERYONE)
@require_POST
def notice_read_all(request: HttpRequest) -> HttpResponse:
    Notice.objects.visible_to(person(request)).unread().update(read_at=timezone.now())
    return redirect("notice-list")
