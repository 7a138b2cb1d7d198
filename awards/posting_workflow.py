"""Every way a posted list changes state: it can be cancelled; that its time is over is a matter of the day."""

from datetime import datetime

from awards.models import Posting, PostingState
from awards.models.posting import KEEPERS
from emulation.people.models import User
from emulation.workflow import Move, Moves, make_move, moves_open_to

MOVES: Moves = {
    "cancel": Move(
        "Hủy công khai",
        frozenset({PostingState.POSTED}),
        PostingState.CANCELLED,
        frozenset(KEEPERS),
        needs_reason=True,
        css="danger",
        hint="Danh sách không còn hiện công khai và không nhận ý kiến nữa. Ý kiến đã nhận vẫn được giữ. Có thể công khai danh sách mới.",
    ),
}


def moves_for(posting: Posting, user: User) -> dict[str, Move]:
    """The moves that this person could make on the list now."""
    return moves_open_to(posting, MOVES, user)


def move_posting(posting: Posting, name: str, *, by: User | None, reason: str = "", at: datetime | None = None) -> Posting:
    """Make a move of the table; see `make_move` for what it raises."""
    return make_move(posting, MOVES, name, by=by, reason=reason, at=at)
