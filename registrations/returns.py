"""Why a registration was returned: the words of the secretary, shown wherever its unit works on it."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType

from emulation.history.models import Line
from registrations.models import Registration, State


def returns_of(registrations: Iterable[Registration]) -> dict[int, Line]:
    """The newest line of return of each registration that stands returned, by its primary key; one query."""
    returned = [registration.pk for registration in registrations if registration.state == State.RETURNED]
    if not returned:
        return {}
    lines = Line.objects.filter(subject_type=ContentType.objects.get_for_model(Registration), subject_pk__in=returned, move="return")
    return {line.subject_pk: line for line in lines.select_related("by").order_by("at", "pk")}
