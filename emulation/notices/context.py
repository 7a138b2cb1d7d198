"""The unread count in every page's header."""

from django.http import HttpRequest

from emulation.notices.models import Notice
from emulation.people.models import User


def unread(request: HttpRequest) -> dict[str, int]:
    user = getattr(request, "user", None)
    return {"unread_count": Notice.objects.visible_to(user).unread().count()} if isinstance(user, User) else {}
