"""What waits for somebody in the apps above this one: they register a function for it, and the first page shows what it finds."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from emulation.people.models import User
from emulation.workflow import Badge


class Row(NamedTuple):
    """One thing to do: what it is called, where it is done, what its button says, and since when it waits, where that is known."""

    words: str
    url: str
    badge: Badge
    verb: str
    since: date | None = None  # or a moment


class Waiting(NamedTuple):
    """A heading and what stands below it; nothing is shown where there are no rows."""

    heading: str
    rows: list[Row]


Finder = Callable[[User], Waiting]
FINDERS: list[Finder] = []


def register(finder: Finder) -> None:
    """Ask it for each person's first page from now on; from AppConfig.ready. One query at most, please."""
    FINDERS.append(finder)


def waiting_for(user: User) -> list[Waiting]:
    """What the apps above found for this person, in the order in which they registered."""
    return [found for finder in FINDERS if (found := finder(user)).rows]
