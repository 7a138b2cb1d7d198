"""Every way a draft changes state, on its way to an approved paper."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from emulation.drafting.composing import document_of
from emulation.drafting.models import Draft, State
from emulation.issuing.approval import approve
from emulation.notices.models import notify
from emulation.papers.kinds import PaperKind
from emulation.people.models import Role, User
from emulation.workflow import Context, Move, MoveRefused, Moves, make_move, moves_open_to

SECRETARY, CHAIR = frozenset({Role.SECRETARY}), frozenset({Role.CHAIR})
DRAFT, SUBMITTED = frozenset({State.DRAFT, State.RETURNED}), frozenset({State.SUBMITTED})


def missing_for_approval(draft: Draft) -> list[str]:
    """What a draft still lacks to be a paper, as sentences."""
    missing = []
    if not draft.subject:
        missing.append("Văn bản chưa có trích yếu.")
    if not draft.passages.exists():
        missing.append("Văn bản chưa có nội dung.")
    if draft.kind == PaperKind.DECISION and not draft.decider:
        missing.append("Quyết định chưa ghi thẩm quyền ban hành.")
    if draft.kind == PaperKind.MINUTES and not draft.left_authority:
        missing.append("Biên bản chưa ghi chữ ký bên trái của thư ký.")
    return missing


def _check_complete(draft: Draft, context: Context) -> None:
    if missing := missing_for_approval(draft):
        raise MoveRefused(" ".join(missing))


def _submit(draft: Draft, context: Context) -> None:
    chairs = User.objects.holding(Role.CHAIR, draft.unit)
    _tell(list(chairs), draft, context, "cho-duyet", "Văn bản chờ duyệt", "Xin xem và duyệt, hoặc trả lại kèm lý do.")


def _approve(draft: Draft, context: Context) -> None:
    """Freeze what it says now as a paper that waits for its number."""
    content = document_of(draft, timezone.localdate(context.at))
    try:
        draft.paper = approve(content, unit=draft.unit, kind=PaperKind(draft.kind), subject=draft.title, by=context.by, at=context.at)
    except ValidationError as error:
        raise MoveRefused(" ".join(error.messages)) from error
    _tell_secretaries(draft, context, "da-duyet", "Văn bản đã duyệt", "Văn bản chờ cấp số và ngày.")


def _return(draft: Draft, context: Context) -> None:
    _tell_secretaries(draft, context, "tra-lai", "Văn bản bị trả lại", f"Lý do: {context.reason}")


def _tell_secretaries(draft: Draft, context: Context, key: str, subject: str, body: str) -> None:
    others = [user for user in User.objects.holding(Role.SECRETARY, draft.unit) if user != context.by]
    _tell(others, draft, context, key, subject, body)


def _tell(people: list[User], draft: Draft, context: Context, key: str, subject: str, body: str) -> None:
    whole = f"{draft}.\n\n{body}"
    moment = f"{context.at:%Y%m%d%H%M%S}"
    notify(people, key=f"van-ban-{draft.pk}-{key}-{moment}", subject=subject, body=whole, url=draft.get_absolute_url(), at=context.at)


MOVES: Moves = {
    "submit": Move(
        "Trình duyệt",
        DRAFT,
        State.SUBMITTED,
        SECRETARY,
        check=_check_complete,
        effect=_submit,
        css="primary",
        hint="Chủ tịch được báo để xem và duyệt. Trong lúc chờ duyệt, văn bản không sửa được.",
    ),
    "approve": Move(
        "Duyệt văn bản",
        SUBMITTED,
        State.APPROVED,
        CHAIR,
        check=_check_complete,
        effect=_approve,
        css="primary",
        hint="Nội dung được giữ nguyên từ lúc này; văn bản chờ văn thư cấp số và ngày.",
    ),
    "return": Move("Trả lại", SUBMITTED, State.RETURNED, CHAIR, needs_reason=True, effect=_return, css="danger"),
    "approve-on-paper": Move(
        "Ghi nhận đã duyệt trên giấy",
        SUBMITTED,
        State.APPROVED,
        SECRETARY,
        needs_reason=True,
        check=_check_complete,
        effect=_approve,
        hint="Dùng khi Chủ tịch đã duyệt trên bản in. Xin ghi ai duyệt, ngày nào; lịch sử giữ lại điều này.",
    ),
    "take-back": Move("Rút lại để sửa", SUBMITTED, State.DRAFT, SECRETARY),
    "discard": Move("Bỏ văn bản này", DRAFT, State.DISCARDED, SECRETARY, css="danger", hint="Văn bản rời khỏi danh sách đang soạn; vẫn lấy lại được."),
    "restore": Move("Lấy lại để soạn tiếp", frozenset({State.DISCARDED}), State.DRAFT, SECRETARY),
}


def moves_for(draft: Draft, user: User) -> dict[str, Move]:
    """The moves that this person could make on the draft now."""
    return moves_open_to(draft, MOVES, user)


def move_draft(draft: Draft, name: str, *, by: User, reason: str = "", at: datetime | None = None, **details: Any) -> Draft:
    """Make a move of the table; see `make_move` for what it raises."""
    return make_move(draft, MOVES, name, by=by, reason=reason, at=at, **details)
