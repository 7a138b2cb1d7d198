"""Who wants to know that a paper was issued: apps above register what follows for them, in the transaction that issues it."""

from collections.abc import Callable
from datetime import datetime

from emulation.issuing.models import OutgoingPaper

Follower = Callable[[OutgoingPaper, datetime], None]
FOLLOWERS: list[Follower] = []


def register(follower: Follower) -> None:
    """Call it with each paper that is issued from now on, and the moment; from AppConfig.ready."""
    FOLLOWERS.append(follower)


def tell_issued(paper: OutgoingPaper, at: datetime) -> None:
    for follower in FOLLOWERS:
        follower(paper, at)
