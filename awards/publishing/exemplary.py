"""Stories of exemplary models (điển hình tiên tiến): whoever keeps such stories registers how to find those of a locality."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from emulation.units.models import Unit


class Story(NamedTuple):
    """One published story, and where it is read."""

    title: str
    url: str
    published_on: date


Finder = Callable[[Unit], list[Story]]
FINDERS: list[Finder] = []


def register(finder: Finder) -> None:
    """Ask it for the public pages of each locality from now on; from AppConfig.ready. One query at most, please."""
    FINDERS.append(finder)


def stories_of(unit: Unit) -> list[Story]:
    """All that was found, the newest first."""
    return sorted((story for finder in FINDERS for story in finder(unit)), key=lambda story: story.published_on, reverse=True)
