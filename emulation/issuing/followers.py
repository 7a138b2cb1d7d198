"""Who wants to know that a paper was issued or revoked, or has a say before: apps above register what follows for them, in the same transaction."""

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from emulation.issuing.models import OutgoingPaper
from emulation.workflow import Context

Follower = Callable[[OutgoingPaper, datetime], None]
Dating = Callable[[OutgoingPaper, date], None]  # raises MoveRefused
Caution = Callable[[OutgoingPaper], str]  # "" where there is nothing to say


class Ending(NamedTuple):
    """What `follows` when a paper is revoked, and the words that `warn` of it beforehand: "" where nothing would follow."""

    follows: Callable[[OutgoingPaper, Context], None]
    warns: Caution


FOLLOWERS: list[Follower] = []
DATINGS: list[Dating] = []
CAUTIONS: list[Caution] = []
ENDINGS: list[Ending] = []


def register(follower: Follower) -> None:
    """Call it with each paper that is issued from now on, and the moment; from AppConfig.ready."""
    FOLLOWERS.append(follower)


def register_dating(dating: Dating) -> None:
    """Ask it of each date that a paper is given with its number; from AppConfig.ready."""
    DATINGS.append(dating)


def register_caution(caution: Caution) -> None:
    """Ask it what should be known before a paper is issued; from AppConfig.ready."""
    CAUTIONS.append(caution)


def register_ending(ending: Ending) -> None:
    """Call it with each paper that is revoked from now on, and the move; from AppConfig.ready."""
    ENDINGS.append(ending)


def check_date(paper: OutgoingPaper, dated: date) -> None:
    """Raises MoveRefused for a date that the paper cannot bear."""
    for dating in DATINGS:
        dating(paper, dated)


def tell_issued(paper: OutgoingPaper, at: datetime) -> None:
    for follower in FOLLOWERS:
        follower(paper, at)


def tell_revoked(paper: OutgoingPaper, context: Context) -> None:
    for ending in ENDINGS:
        ending.follows(paper, context)


def warnings_of(paper: OutgoingPaper) -> list[str]:
    """What else would end if the paper were revoked."""
    return [words for ending in ENDINGS if (words := ending.warns(paper))]


def cautions_of(paper: OutgoingPaper) -> list[str]:
    """What should be known before the paper is issued."""
    return [words for caution in CAUTIONS if (words := caution(paper))]
