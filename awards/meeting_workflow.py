"""Every way a meeting of the council changes state."""

from datetime import datetime
from typing import Any

from awards.meetings import call_roll
from awards.models import Attendance, BallotState, Meeting, MeetingState
from awards.thresholds import share_of
from emulation.notices.models import notify
from emulation.people.models import Role, User
from emulation.workflow import Context, Move, MoveRefused, Moves, make_move, moves_open_to

OFFICE = frozenset({Role.SECRETARY, Role.CHAIR})
PLANNED, OPEN = frozenset({MeetingState.PLANNED}), frozenset({MeetingState.OPEN})


def refuse_without_quorum(meeting: Meeting) -> None:
    """Raises MoveRefused, with the numbers, when fewer members are there than the council's regulation asks for."""
    size = meeting.size or meeting.attendances.count()
    present = meeting.attendances.filter(how=Attendance.How.PRESENT).count()
    if present < (needed := share_of(meeting.quorum, size)):
        raise MoveRefused(f"Chưa đủ số thành viên dự họp: có mặt {present}/{size}, cần ít nhất {needed} ({meeting.quorum}%). Xin điểm danh trước.")


def _ready(meeting: Meeting, context: Context) -> None:
    call_roll(meeting)
    if not meeting.attendances.exists():
        raise MoveRefused("Hội đồng chưa có thành viên nào trong ngày họp. Xin ghi thành phần Hội đồng trước.")
    refuse_without_quorum(meeting)


def _open(meeting: Meeting, context: Context) -> None:
    meeting.size = meeting.attendances.count()
    people = User.objects.filter(council_seats__attendances__meeting=meeting, council_seats__attendances__how=Attendance.How.PRESENT)
    notify(
        people,
        key=f"meeting:{meeting.pk}:open",
        subject="Cuộc họp Hội đồng đã bắt đầu",
        body=f"{meeting.title}.\nKhi đến lượt bỏ phiếu, phiếu hiện ở trang “Việc cần làm”.",
        url=meeting.get_absolute_url(),
        at=context.at,
    )


def _nothing_open(meeting: Meeting, context: Context) -> None:
    if still := meeting.ballots.filter(state=BallotState.OPEN).count():
        raise MoveRefused(f"Còn {still} lượt bỏ phiếu đang mở. Xin kiểm phiếu, hoặc hủy lượt bỏ phiếu, trước khi kết thúc.")


def _close(meeting: Meeting, context: Context) -> None:
    meeting.closed_at = context.at


MOVES: Moves = {
    "open": Move(
        "Bắt đầu họp",
        PLANNED,
        MeetingState.OPEN,
        OFFICE,
        check=_ready,
        effect=_open,
        css="primary",
        hint="Ghi lại tổng số thành viên Hội đồng để tính tỷ lệ phiếu. Phải đủ số thành viên có mặt theo quy chế.",
    ),
    "close": Move(
        "Kết thúc họp",
        OPEN,
        MeetingState.CLOSED,
        OFFICE,
        check=_nothing_open,
        effect=_close,
        hint="Sau đó in được biên bản. Nội dung chưa bỏ phiếu có thể đưa sang cuộc họp khác.",
    ),
    "cancel": Move("Hủy cuộc họp", PLANNED, MeetingState.CANCELLED, OFFICE, needs_reason=True, css="danger"),
}


def moves_for(meeting: Meeting, user: User) -> dict[str, Move]:
    """The moves that this person could make on the meeting now."""
    return moves_open_to(meeting, MOVES, user)


def move_meeting(meeting: Meeting, name: str, *, by: User | None, reason: str = "", at: datetime | None = None, **details: Any) -> Meeting:
    """Make a move of the table; see `make_move` for what it raises."""
    return make_move(meeting, MOVES, name, by=by, reason=reason, at=at, **details)
