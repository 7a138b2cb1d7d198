"""Whether the installation works: for whoever watches over it."""

from django.core.files.storage import default_storage
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from emulation.people.access import public


@public
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and the file storage can be read, else 503; says which, and nothing more."""
    state = {"database": _database_answers(), "storage": _storage_answers()}
    return JsonResponse(state, status=200 if all(state.values()) else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def _storage_answers() -> bool:
    try:
        default_storage.exists("health")
    except OSError:
        return False
    return True
