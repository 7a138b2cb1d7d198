"""The inbox."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from emulation.listing import page_of
from emulation.notices.models import Notice
from emulation.people.access import EVERYONE, person, roles


@roles(*EVERYONE)
@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    notices = Notice.objects.visible_to(person(request)).order_by("-made_at", "-pk")
    return render(request, "notices/notice_list.html", {"page": page_of(notices, request, 30)})


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
