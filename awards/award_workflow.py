"""Every way an award changes state: marked by the chair, granted when its decision is issued, revoked."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from awards.authority import decides_here
from awards.case_persons import check_decider
from awards.models import Award, AwardState, Decision, DecisionState
from awards.models.decision import AwardQuerySet
from awards.paying import price, recipient_of
from awards.revoking import follow_revoked
from awards.votes import check_vote
from emulation.history.models import write_line
from emulation.people.models import Role, User
from emulation.units.models import Unit
from emulation.workflow import Context, Made, Move, MoveRefused, Moves, make_move, make_moves, moves_open_to

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
    check_vote(award.nomination)
    if not decides_here(award.honour, award.decision.unit, timezone.localdate(context.at)):
        raise MoveRefused(f"{award.honour} hiện không thuộc thẩm quyền của Chủ tịch UBND {award.decision.unit}. Xin trả lại để trình cấp trên.")


def _note_reason(award: Award, context: Context) -> None:
    award.reason = context.reason


def _forget_reason(award: Award, context: Context) -> None:
    award.reason = ""


def _enter_in_the_book(award: Award, context: Context) -> None:
    award.book_unit, award.book_year, award.book_number = (context.details[name] for name in ("unit", "year", "number"))


def _revoke(award: Award, context: Context) -> None:
    """Note why on the award and its nomination, take the certificate back, and tell the unit. What was not paid beside the revoked title may be due now."""
    award.reason = context.reason
    follow_revoked([award], by=context.by, at=context.at, reason=context.reason)
    paper, granted = award.decision.paper, award.decision.awards.filter(state=AwardState.GRANTED).exclude(pk=award.pk)
    assert paper is not None  # it was granted by it
    others = [one for one in granted.select_related("honour", "nomination").prefetch_related("honour__rates") if recipient_of(one) == recipient_of(award)]
    changed = price(others, paper.date_given)
    Award.objects.bulk_update(changed, ["prize", "prize_basis"])
    for one in changed:
        told = f"{one}: {one.prize_words}. Tính lại vì đã hủy bỏ {award.honour}."
        write_line(award.decision, move="price", label="Tính lại tiền thưởng", at=context.at, by=None, reason=told)


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
    "revoke-with-paper": Move(
        "Hủy bỏ theo văn bản bị thu hồi", GRANTED, AwardState.REVOKED, NOBODY, needs_reason=True, clockwork=True, made_at=_office, effect=_note_reason
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


def move_awards(awards: AwardQuerySet, name: str, *, by: User | None, reason: str = "", at: datetime | None = None, **said: Any) -> Made:
    """Make a move of the table with each of them that it does not refuse; their decisions are locked already. See `make_moves`."""
    whole = awards.select_related("decision__unit", "honour", "nomination__honour", "nomination__appraised_honour")
    return make_moves(whole.prefetch_related("honour__authorities"), MOVES, name, by=by, reason=reason, at=at, **said)


def grant(awards: list[Award], unit: Unit, year: int, *, first: int, at: datetime, reason: str) -> None:
    """Enter approved awards in the golden book of the unit, in this order from that number on. Raises MoveRefused when one is not approved any more."""
    numbers = {award.pk: number for number, award in enumerate(awards, start=first)}
    made = move_awards(
        Award.objects.filter(pk__in=numbers), "grant", by=None, at=at, reason=reason, unit=unit, year=year, each=lambda one: {"number": numbers[one.pk]}
    )
    if made.refused:
        raise MoveRefused(made.refused[0][1])


def mark_many(awards: Iterable[Award], name: str, *, by: User, reason: str = "", at: datetime | None = None) -> Made:
    """Mark many awards: those that cannot be marked stay, each with the sentence why. Raises MoveRefused, before anything is done, when none was
    chosen or the reason will not do.
    """
    chosen = Award.objects.filter(pk__in=[award.pk for award in awards])
    with transaction.atomic():
        if not list(Decision.objects.select_for_update().filter(pk__in=chosen.values("decision")).order_by("pk")):
            raise MoveRefused("Chưa chọn trường hợp nào. Xin đánh dấu trong danh sách rồi bấm lại.")
        return move_awards(chosen, name, by=by, reason=reason, at=at)
