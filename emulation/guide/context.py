"""Where "Trợ giúp" leads from each page."""

from django.http import HttpRequest

from emulation.guide.parts import part_for
from emulation.people.models import User


def help_link(request: HttpRequest) -> dict[str, str]:
    user = getattr(request, "user", None)
    name = request.resolver_match.url_name if request.resolver_match else None
    return {"help_url": part_for(name or "", user if isinstance(user, User) else None)}
