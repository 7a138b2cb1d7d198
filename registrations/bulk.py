"""One move for many registrations: each by itself, under its own lock, with its own refusal."""

from collections.abc import Iterable
from dataclasses import dataclass

from emulation.people.models import User
from emulation.workflow import MoveRefused, checked_reason
from registrations.models import Registration
from registrations.workflow import MOVES, move_registration

IN_BULK = ("accept", "return")


@dataclass(frozen=True)
class Bulk:
    """What became of each: those moved, and those refused with the sentence why."""

    moved: list[Registration]
    refused: list[tuple[Registration, str]]


def move_many(registrations: Iterable[Registration], name: str, *, by: User, reason: str = "") -> Bulk:
    """Make a move of the table with each registration. Raises MoveRefused, before anything is done, when none was chosen or the reason will not do."""
    chosen = list(registrations)
    if not chosen:
        raise MoveRefused("Chưa chọn đăng ký nào. Xin đánh dấu các đăng ký trong bảng rồi bấm lại.")
    checked_reason(MOVES[name], reason)
    bulk = Bulk([], [])
    for registration in chosen:
        try:
            bulk.moved.append(move_registration(registration, name, by=by, reason=reason))
        except MoveRefused as refusal:
            bulk.refused.append((registration, str(refusal)))
    return bulk
