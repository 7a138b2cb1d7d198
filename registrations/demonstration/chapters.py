"""What apps above add to the demonstration: they register a chapter, which is loaded with the rest."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple


class Chapter(NamedTuple):
    """`load` runs in the transaction that loads the rest, as of the moment given; `finish` after its commit, each time the command runs."""

    load: Callable[[datetime], None]
    finish: Callable[[], None]


CHAPTERS: list[Chapter] = []


def register(load: Callable[[datetime], None], finish: Callable[[], None]) -> None:
    """Let the demonstration have this chapter too; from AppConfig.ready."""
    CHAPTERS.append(Chapter(load, finish))
