"""Every way a ballot changes state. Closing it counts, and makes the nomination pass or fail."""

from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction

from awards.ballots import FEWER, Count, counted, is_recused, missing, present, refuse_wrong_count, taking_part
from awards.meeting_workflow import refuse_without_quorum
from awards.models import Ballot, BallotState, Meeting, Nomination, State
from awards.thresholds import measure
from awards.workflow import move_nomination
from emulation.people.models import Role, User
from emulation.workflow import Context, Move, MoveRefused, Moves, make_move, moves_open_to

OFFICE = frozenset({Role.SECRETARY, Role.CHAIR})
WAITING, OPEN = frozenset({BallotState.WAITING}), frozenset({BallotState.OPEN})
FEWEST, MOST = 0, 999


def _papers(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=FEWEST, max_value=MOST, widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}))


class CountForm(forms.Form):
    """What was counted from paper, without the written opinions."""

    agree = _papers("Số phiếu đồng ý")
    disagree = _papers("Số phiếu không đồng ý")
    invalid = _papers("Số phiếu không hợp lệ")
    is_fewer = forms.BooleanField(label=FEWER, required=False)


def _ready(ballot: Ballot, context: Context) -> None:
    meeting = ballot.meeting = Meeting.objects.select_for_update().get(pk=ballot.meeting_id)
    if not meeting.is_open:
        raise MoveRefused("Cuộc họp chưa bắt đầu hoặc đã kết thúc nên chưa bỏ phiếu được.")
    refuse_without_quorum(meeting)
    nomination = Nomination.objects.select_for_update().get(pk=ballot.nomination_id)
    if nomination.state != State.APPRAISED:
        raise MoveRefused(f"Đề nghị hiện ở tình trạng “{nomination.get_state_display()}” nên không bỏ phiếu được. Xin rút khỏi nội dung họp.")
    if nomination.hold_reason:
        raise MoveRefused(f"Đề nghị đang tạm dừng xét nên không bỏ phiếu được: {nomination.hold_reason}")
    if Ballot.objects.filter(nomination=nomination, state=BallotState.OPEN).exists():
        raise MoveRefused("Đề nghị này đang được bỏ phiếu ở cuộc họp khác.")
    without = [] if ballot.is_on_paper else [str(member) for member in present(ballot) if not member.has_account]
    if without:
        raise MoveRefused(f"{', '.join(without)} chưa có tài khoản để bỏ phiếu trên máy. Xin chọn bỏ phiếu giấy, hoặc gắn tài khoản cho thành viên.")


def _all_in(ballot: Ballot, context: Context) -> None:
    _on_device(ballot, context)
    if names := [str(member) for member in missing(ballot)]:
        raise MoveRefused(f"Còn {len(names)} người chưa bỏ phiếu: {', '.join(names)}. Không chờ được thì chọn “{MOVES['close-early'].label}”.")


def _on_device(ballot: Ballot, context: Context) -> None:
    if ballot.is_on_paper:
        raise MoveRefused("Lượt này bỏ phiếu giấy. Xin nhập kết quả đếm phiếu.")


def _may_count(ballot: Ballot, context: Context) -> None:
    if not ballot.is_on_paper:
        raise MoveRefused("Lượt này bỏ phiếu trên máy, hệ thống tự đếm.")
    if context.by and is_recused(ballot, context.by):
        raise MoveRefused("Ông/bà không tham gia nội dung này nên không nhập kết quả được. Xin nhờ thư ký khác hoặc Chủ tịch.")
    if names := [str(member) for member in missing(ballot)]:
        raise MoveRefused(f"Chưa nhập ý kiến bằng văn bản của {', '.join(names)}. Nếu không có, xin sửa điểm danh.")
    refuse_wrong_count(ballot, _typed(context), is_fewer=context.details.get("is_fewer", False))


def _typed(context: Context) -> Count:
    details = context.details
    return Count(details["agree"], details["disagree"], details["invalid"])


def _close(ballot: Ballot, context: Context) -> None:
    _conclude(ballot, context, counted(ballot))


def _count(ballot: Ballot, context: Context) -> None:
    _conclude(ballot, context, counted(ballot, _typed(context)))


def _conclude(ballot: Ballot, context: Context, count: Count) -> None:
    """Keep the counts and what they were measured by, and move the nomination on."""
    assert ballot.meeting.size is not None  # a ballot is opened in an open meeting only
    base, needed, _ = measure(ballot, ballot.meeting.size, len(taking_part(ballot)))
    ballot.agree, ballot.disagree, ballot.invalid = count
    ballot.base, ballot.needed = base, needed
    ballot.has_passed = count.agree >= needed
    move_nomination(ballot.nomination, "pass" if ballot.has_passed else "fail", by=None, at=context.at)


def _void(ballot: Ballot, context: Context) -> None:
    """What was voted is thrown away, unseen."""
    ballot.papers.all().delete()
    ballot.voters.all().delete()


def _is_device(ballot: Ballot) -> bool:
    return not ballot.is_on_paper


MOVES: Moves = {
    "open": Move(
        "Bắt đầu bỏ phiếu",
        WAITING,
        BallotState.OPEN,
        OFFICE,
        check=_ready,
        offered_if=lambda ballot: ballot.meeting.is_open,
        css="primary",
        hint="Từ lúc này không đổi được hình thức và người không tham gia.",
    ),
    "close": Move(
        "Kiểm phiếu",
        OPEN,
        BallotState.CLOSED,
        OFFICE,
        check=_all_in,
        effect=_close,
        offered_if=_is_device,
        css="primary",
        hint="Khi mọi người đã bỏ phiếu: hệ thống đếm, và đề nghị được thông qua hay không.",
    ),
    "close-early": Move(
        "Kiểm phiếu khi còn người chưa bỏ",
        OPEN,
        BallotState.CLOSED,
        OFFICE,
        needs_reason=True,
        check=_on_device,
        effect=_close,
        offered_if=_is_device,
        css="danger",
        hint="Người chưa bỏ phiếu được tính như không đồng ý.",
    ),
    "count": Move(
        "Nhập kết quả đếm phiếu",
        OPEN,
        BallotState.CLOSED,
        OFFICE,
        check=_may_count,
        effect=_count,
        asks=CountForm,
        offered_if=lambda ballot: ballot.is_on_paper,
        css="primary",
        hint="Chỉ số phiếu giấy tại cuộc họp; ý kiến bằng văn bản đã nhập được cộng thêm. Sau đó không sửa được.",
    ),
    "void": Move(
        "Hủy lượt bỏ phiếu này",
        OPEN,
        BallotState.WAITING,
        OFFICE,
        needs_reason=True,
        effect=_void,
        css="danger",
        hint="Phiếu đã bỏ bị xóa mà không ai xem; sau đó có thể bỏ phiếu lại.",
    ),
}


def moves_for(ballot: Ballot, user: User) -> dict[str, Move]:
    """The moves that this person could make on the ballot now."""
    return moves_open_to(ballot, MOVES, user)


def move_ballot(ballot: Ballot, name: str, *, by: User | None, reason: str = "", at: datetime | None = None, **details: Any) -> Ballot:
    """Make a move of the table; see `make_move` for what it raises."""
    return make_move(ballot, MOVES, name, by=by, reason=reason, at=at, **details)


@transaction.atomic
def open_all(meeting: Meeting, *, by: User) -> int:
    """Open all ballots that wait and are not held, and say how many; none when one is refused."""
    waiting = list(meeting.ballots.filter(state=BallotState.WAITING, nomination__hold_reason="").select_related("meeting__unit"))
    for ballot in waiting:
        move_ballot(ballot, "open", by=by)
    return len(waiting)
