"""The first page: what to do next."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from emulation.notices.models import Notice
from emulation.people.access import EVERYONE, holds, person
from emulation.people.models import Role, User
from emulation.units.models import Unit
from registrations.home import MOST_DRIVES, drives_of, papers_for, tasks_of
from registrations.waiting import waiting_for


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The one page of ours that opens without a role: whoever holds none learns here why all others refuse."""
    user = person(request)
    if not holds(user, *EVERYONE):
        return _without_terms(request, user)
    if user.is_superuser and not Unit.objects.exists():
        return redirect("first-steps")
    context = {
        **_gathered(user),
        "notices": Notice.objects.visible_to(user).unread().order_by("-made_at", "-pk")[:5],
        "opening": user.units_as(Role.SECRETARY),
    }
    return render(request, "home.html", context)


def _gathered(user: User) -> dict[str, Any]:
    """What waits for somebody, and below it what only goes on."""
    tasks, drives, papers = tasks_of(user), drives_of(user), papers_for(user)
    to_do = {
        "waiting": [*waiting_for(user), *([papers] if papers.rows else [])],
        "tasks": [task for task in tasks if task.is_open],
        "to_receive": [drive for drive in drives if drive.waits],
    }
    going_on = {"sent": [task for task in tasks if not task.is_open], "drives": [drive for drive in drives if not drive.waits]}
    said = {"anything_to_do": any(to_do.values()), "anything_going_on": any(going_on.values()), "more_drives": len(drives) == MOST_DRIVES}
    return {**to_do, **going_on, **said}


def _without_terms(request: HttpRequest, user: User) -> HttpResponse:
    """Which term ended last, and whom to ask."""
    ended = user.terms.filter(ends_on__lt=timezone.localdate()).select_related("unit__commune")
    return render(request, "people/without_terms.html", {"last": ended.order_by("-ends_on", "-pk").first()})
