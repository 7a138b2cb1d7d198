"""Every way an award changes state: marked by the chair, granted when its decision is issued, revoked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from awards.authority import decides_here
from awards.case_persons import check_decider
from awards.models import Award, AwardState, Decision, DecisionState
from emulation.issuing.models import State as PaperState
from emulation.issuing.workflow import move_paper
from emulation.people.models import Role, User
from emulation.units.models import Unit
from emulation.workflow import Context, Move, MoveRefused, Moves, checked_reason, make_move, moves_open_to

CHAIR = frozenset({Role.CHAIR})
NOBODY: frozenset[Role] = frozenset()  # the system alone, when what went before has happened
PROPOSED, APPROVED, REFUSED, RETURNED = AwardState.PROPOSED, AwardState.APPROVED, AwardState.REFUSED, AwardState.RETURNED
GRANTED = frozenset({AwardState.GRANTED})
MARKS = ("approve", "refuse", "return")  # what the chair does with one award or many


def _check_submitted(award: Award, context: Context) -> None:
    if award.decision.state != DecisionState.SUBMITTED:
        raise MoveRefused(f"Quyết định hiện ở tình trạng “{award.decision.badge.word}” nên không đánh dấu từng trường hợp được.")


def _check_decider(award: Award, context: Context) -> None:
    assert context.by is not None  # the clock decides nothing
    _check_submitted(award, context)
    check_decider(award, context.by)


def _check_authority(award: Award, context: Context) -> None:
    _check_decider(award, context)
    if not decides_here(award.honour, award.decision.unit, timezone.localdate(context.at)):
        raise MoveRefused(f"{award.honour} hiện không thuộc thẩm quyền của Chủ tịch UBND {award.decision.unit}. Xin trả lại để trình cấp trên.")


def _note_reason(award: Award, context: Context) -> None:
    award.reason = context.reason


def _forget_reason(award: Award, context: Context) -> None:
    award.reason = ""


def _enter_in_the_book(award: Award, context: Context) -> None:
    award.book_unit, award.book_year, award.book_number = (context.details[name] for name in ("unit", "year", "number"))


def _revoke(award: Award, context: Context) -> None:
    """Note why, and take the certificate back with it."""
    award.reason = context.reason
    certificate = award.certificate
    if certificate is None:
        return
    if certificate.is_issuing:
        raise MoveRefused("Giấy khen đang được phát hành. Xin thử lại sau ít phút.")
    name = {PaperState.APPROVED: "withdraw", PaperState.ISSUED: "revoke"}.get(PaperState(certificate.state))
    if name:
        move_paper(certificate, name, by=context.by, at=context.at, reason=f"Hủy bỏ khen thưởng. {context.reason}"[:2000])


def _office(award: Award) -> Any:
    return award.decision.unit


MOVES: Moves = {
    "approve": Move(
        "Duyệt", frozenset({PROPOSED, REFUSED, RETURNED}), APPROVED, CHAIR, made_at=_office, check=_check_authority, effect=_forget_reason, css="primary"
    ),
    "refuse": Move(
        "Không duyệt",
        frozenset({PROPOSED, APPROVED, RETURNED}),
        REFUSED,
        CHAIR,
        needs_reason=True,
        made_at=_office,
        check=_check_decider,
        effect=_note_reason,
        css="danger",
    ),
    "return": Move(
        "Trả lại",
        frozenset({PROPOSED, APPROVED, REFUSED}),
        RETURNED,
        CHAIR,
        needs_reason=True,
        made_at=_office,
        check=_check_submitted,
        effect=_note_reason,
        hint="Trường hợp này ra khỏi quyết định; thư ký xem xét thêm rồi trình trong quyết định khác.",
    ),
    "put-back": Move("Trình lại", frozenset({APPROVED, REFUSED, RETURNED}), PROPOSED, NOBODY, clockwork=True, made_at=_office, effect=_forget_reason),
    "grant": Move("Ghi sổ vàng", frozenset({APPROVED}), AwardState.GRANTED, NOBODY, clockwork=True, made_at=_office, effect=_enter_in_the_book),
    "revoke": Move(
        "Hủy bỏ, thu hồi",
        GRANTED,
        AwardState.REVOKED,
        CHAIR,
        needs_reason=True,
        made_at=_office,
        effect=_revoke,
        css="danger",
        hint="Luật Thi đua, khen thưởng, Điều 93: hủy bỏ quyết định khen thưởng, thu hồi hiện vật và tiền thưởng. Số sổ vàng vẫn giữ, giấy khen hết giá trị.",
    ),
}


def moves_for(award: Award, user: User) -> dict[str, Move]:
    """The moves that this person could make on the award now."""
    marking = award.decision.state == DecisionState.SUBMITTED
    return {name: move for name, move in moves_open_to(award, MOVES, user).items() if marking or name not in MARKS}


def move_award(award: Award, name: str, *, by: User | None, reason: str = "", at: datetime | None = None, **details: Any) -> Award:
    """Make a move of the table, with the decision locked first: nobody marks an award while its decision is being signed."""
    with transaction.atomic():
        Decision.objects.select_for_update().get(pk=award.decision_id)
        return make_move(award, MOVES, name, by=by, reason=reason, at=at, **details)


def grant(award: Award, unit: Unit, year: int, number: int, at: datetime) -> Award:
    """Enter an approved award in the golden book of the unit; its decision is locked already."""
    return make_move(award, MOVES, "grant", by=None, at=at, unit=unit, year=year, number=number)


@dataclass(frozen=True)
class Marked:
    """What became of each: how many were moved, and those refused with the sentence why."""

    moved: int
    refused: list[tuple[Award, str]]


def mark_many(awards: Iterable[Award], name: str, *, by: User, reason: str = "") -> Marked:
    """Mark each award by itself. Raises MoveRefused, before anything is done, when none was chosen or the reason will not do."""
    chosen = list(awards)
    if not chosen:
        raise MoveRefused("Chưa chọn trường hợp nào. Xin đánh dấu trong danh sách rồi bấm lại.")
    checked_reason(MOVES[name], reason)
    moved, refused = 0, []
    for award in chosen:
        try:
            move_award(award, name, by=by, reason=reason)
            moved += 1
        except MoveRefused as refusal:
            refused.append((award, str(refusal)))
    return Marked(moved, refused)
