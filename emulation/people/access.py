"""Who may open which page. The site is closed by default; a view is either @public or @roles(...)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from emulation.people.models import Role, User

View = Callable[..., HttpResponseBase]
EVERYONE = tuple(Role)

public: Callable[[View], View] = login_not_required


def roles(*allowed: Role) -> Callable[[View], View]:
    """Open the page to those who hold one of these roles anywhere, and to the administrator of the installation.

    Which *records* they reach there is asked again: `visible_to` and `make_move` look for a term that covers the record's unit.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not holds(person(request), *allowed):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def holds(user: User, *allowed: Role) -> bool:
    """Whether somebody holds one of these roles anywhere today; a superuser is administrator everywhere."""
    return bool(user.terms_as(*allowed)) or (user.is_superuser and Role.ADMINISTRATOR in allowed)


def person(request: HttpRequest) -> User:
    """The one who is signed in; the middleware has turned away all others."""
    return cast(User, request.user)
