"""The first page: what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from emulation.notices.models import Notice
from emulation.people.access import EVERYONE, person, roles
from emulation.people.models import Role
from emulation.units.models import Unit
from registrations.home import MOST_DRIVES, drives_of, tasks_of


@roles(*EVERYONE)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    user = person(request)
    if user.is_superuser and not Unit.objects.exists():
        return redirect("first-steps")
    notices = Notice.objects.visible_to(user).unread().order_by("-made_at", "-pk")[:5]
    drives = drives_of(user)
    context = {
        "tasks": tasks_of(user),
        "drives": drives,
        "more_drives": len(drives) == MOST_DRIVES,
        "notices": notices,
        "opening": user.units_as(Role.SECRETARY),
    }
    return render(request, "home.html", context)
