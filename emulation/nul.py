"""An address that holds a NUL byte: no database can look for one, and nobody types one."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


def refuse_nul(get_response: Answer) -> Answer:
    """Middleware: refuses with the site's own page what PostgreSQL would stumble over, and SQLite would read as the end of the words."""

    def answer(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or any(mark in request.META.get("QUERY_STRING", "") for mark in ("%00", "\0")):
            raise BadRequest("The address holds a NUL byte.")
        return get_response(request)

    return answer
