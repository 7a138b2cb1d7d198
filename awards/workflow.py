"""Every way a nomination changes state. What nobody may do by hand is made when a ballot closes, the chair decides, or a decision is issued."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from awards.authority import decides_here
from awards.eligibility import Finding, blocks, findings_of
from awards.models import EDITABLE, Nomination, State
from emulation.notices.models import notify
from emulation.people.models import Role, User
from emulation.units.models import Unit
from emulation.vietnamese.dates import clock
from emulation.workflow import Context, Move, MoveRefused, Moves, make_move, moves_open_to

HEAD, SECRETARY, CHAIR = frozenset({Role.HEAD}), frozenset({Role.SECRETARY}), frozenset({Role.CHAIR})
NOBODY: frozenset[Role] = frozenset()
VOTED = frozenset({State.APPRAISED, State.PASSED})  # from which the chair decides


def why_not_appraised_by(nomination: Nomination, person: User) -> str:
    """Why this person may not appraise the nomination: who signs, who appraises and who decides are three people. "" when he may."""
    if person.pk == nomination.signed_by_id:
        return "Người đã ký đề nghị không thẩm định chính đề nghị đó. Xin để thư ký khác thẩm định."
    if person.pk == nomination.exception_by_id:
        return "Người đã cho phép ngoại lệ không thẩm định đề nghị đó. Xin để thư ký khác thẩm định."
    return ""


def why_not_decided_by(nomination: Nomination, person: User) -> str:
    """Why this person may not decide on the nomination; "" when he may."""
    if person.pk == nomination.signed_by_id:
        return f"Người đã ký đề nghị không quyết định chính đề nghị đó: {nomination.name}."
    if person.pk == nomination.appraised_by_id:
        return f"Người đã thẩm định không quyết định đề nghị đó: {nomination.name}."
    return ""


def lock_office(nomination: Nomination) -> None:
    """Let nobody else send in the same commune meanwhile: two nominations of one person could both find themselves the first."""
    Unit.objects.select_for_update().get(pk=nomination.unit.office.pk)


def _refuse(*sentences: str) -> None:
    if told := " ".join(filter(None, sentences)):
        raise MoveRefused(told)


def _words(findings: list[Finding]) -> list[str]:
    return [finding.words for finding in findings]


def _complete(nomination: Nomination) -> None:
    lock_office(nomination)
    _refuse("" if nomination.achievement.strip() else "Chưa ghi tóm tắt thành tích. Xin bổ sung trước khi gửi.")
    _refuse(*_words(blocks(findings_of(nomination), sending=True)))


def _ready(nomination: Nomination, context: Context) -> None:
    _refuse("Đề nghị này do thư ký nhập từ bản giấy. Cần sửa xin báo thư ký." if nomination.is_on_paper else "")
    _complete(nomination)


def _paper_ready(nomination: Nomination, context: Context) -> None:
    _refuse("" if nomination.is_on_paper else "Đề nghị này không nhập từ bản giấy.")
    _refuse("" if head_of(nomination.unit) else f"{nomination.unit} chưa có người đứng đầu để ghi là người ký. Xin bổ sung người đứng đầu trước.")
    _complete(nomination)


def head_of(unit: Unit) -> User | None:
    """Who leads the unit today, and so has signed its papers."""
    return User.objects.holding(Role.HEAD, unit).order_by("pk").first()


def _submit(nomination: Nomination, context: Context) -> None:
    nomination.signed_by, nomination.submitted_at = context.by, context.at
    if not context.details.get("quiet"):
        tell(nomination, Role.SECRETARY, context, f"{nomination.unit} gửi đề nghị khen thưởng", f"Gửi lúc {clock(context.at)}.")


def _record_paper(nomination: Nomination, context: Context) -> None:
    nomination.signed_by, nomination.submitted_at, nomination.entered_by = head_of(nomination.unit), context.at, context.by
    if not context.details.get("quiet"):
        received = f"{context.by} nhập lúc {clock(context.at)}. Xin xem lại; nếu nhập sai xin báo thư ký."
        tell(nomination, Role.HEAD, context, f"Đã ghi nhận đề nghị bản giấy của {nomination.unit}", received)


def _withdraw(nomination: Nomination, context: Context) -> None:
    _refuse("Đề nghị này nhập từ bản giấy. Muốn rút, xin đề nghị thư ký trả lại." if nomination.is_on_paper else "")
    tell(nomination, Role.SECRETARY, context, f"{nomination.unit} rút đề nghị khen thưởng", f"Rút lúc {clock(context.at)}.")


def _return(nomination: Nomination, context: Context) -> None:
    nomination.appraised_by = nomination.appraised_honour = None
    what_next = "Thư ký sẽ nhập lại từ bản giấy." if nomination.is_on_paper else "Xin sửa và gửi lại."
    tell(nomination, Role.HEAD, context, f"Đề nghị khen thưởng của {nomination.unit} được trả lại", f"Lý do: {context.reason}\n{what_next}")


def _appraisable(nomination: Nomination, context: Context) -> None:
    assert context.by is not None  # the clock appraises nothing
    _refuse(why_not_appraised_by(nomination, context.by))
    nomination.appraised_honour = context.details["honour"]  # what is checked is what is proposed
    _refuse(*_words(blocks(findings_of(nomination))))


def _appraise(nomination: Nomination, context: Context) -> None:
    nomination.appraised_by = context.by
    nomination.opinion, nomination.checklist = context.details.get("opinion", ""), list(context.details.get("checklist", ()))


def _told_appraisal(context: Context) -> str:
    return f"Đề xuất: {context.details['honour']}. {context.details.get('opinion', '')}".strip()[:2000]


def _reopen(nomination: Nomination, context: Context) -> None:
    nomination.appraised_by = nomination.appraised_honour = None


def _decidable(nomination: Nomination, context: Context) -> None:
    _refuse(why_not_decided_by(nomination, context.by) if context.by else "")


def _approvable(nomination: Nomination, context: Context) -> None:
    _decidable(nomination, context)
    _refuse(f"{nomination.name} chưa được xét: {nomination.hold_reason}" if nomination.hold_reason else "")


def _routable(nomination: Nomination, context: Context) -> None:
    office = nomination.unit.office
    if decides_here(nomination.proposed, office, timezone.localdate(context.at)):
        raise MoveRefused(f"“{nomination.proposed}” thuộc thẩm quyền của Chủ tịch UBND {office} nên không trình cấp trên.")
    _refuse(f"Chưa xét: {nomination.hold_reason}" if nomination.hold_reason else "")


def _route(nomination: Nomination, context: Context) -> None:
    tell(nomination, Role.HEAD, context, f"Đã trình cấp trên: {nomination.name}", f"Đề nghị {nomination.proposed} do cấp trên quyết định.")


def tell(nomination: Nomination, role: Role, context: Context, subject: str, body: str) -> None:
    """A notice about this move to the unit's head, or to the commune's secretary."""
    notify(
        User.objects.holding(role, nomination.unit if role == Role.HEAD else nomination.unit.office),
        key=f"nomination:{nomination.pk}:{nomination.state}:{context.at.isoformat()}",
        subject=subject,
        body=f"{nomination}.\n{body}",
        url=nomination.get_absolute_url(),
        at=context.at,
    )


def _electronic(nomination: Nomination) -> bool:
    return not nomination.is_on_paper


def _on_paper(nomination: Nomination) -> bool:
    return nomination.is_on_paper


def _never(nomination: Nomination) -> bool:
    return False


def _not_decided_here(nomination: Nomination) -> bool:
    return not decides_here(nomination.proposed, nomination.unit.office, timezone.localdate())


MOVES: Moves = {
    "submit": Move("Gửi đề nghị", frozenset(EDITABLE), State.SUBMITTED, HEAD, check=_ready, effect=_submit, offered_if=_electronic, css="primary"),
    "record-paper": Move(
        "Ghi nhận bản giấy", frozenset(EDITABLE), State.SUBMITTED, SECRETARY, check=_paper_ready, effect=_record_paper, offered_if=_on_paper, css="primary"
    ),
    "withdraw": Move(
        "Rút đề nghị",
        frozenset({State.SUBMITTED}),
        State.WITHDRAWN,
        HEAD,
        effect=_withdraw,
        offered_if=_electronic,
        hint="Rút rồi thì không xét nữa. Muốn sửa để gửi lại, xin đề nghị thư ký trả lại.",
    ),
    "appraise": Move(
        "Thẩm định",
        frozenset({State.SUBMITTED}),
        State.APPRAISED,
        SECRETARY,
        check=_appraisable,
        effect=_appraise,
        told=_told_appraisal,
        offered_if=_never,  # made on a page of its own
        css="primary",
    ),
    "return": Move("Trả lại", frozenset({State.SUBMITTED, State.APPRAISED}), State.RETURNED, SECRETARY, needs_reason=True, effect=_return),
    "reopen": Move("Thẩm định lại", frozenset({State.APPRAISED}), State.SUBMITTED, SECRETARY, effect=_reopen),
    "route": Move("Trình cấp trên", VOTED, State.ROUTED, SECRETARY, check=_routable, effect=_route, offered_if=_not_decided_here, css="primary"),
    "pass": Move("Hội đồng thông qua", frozenset({State.APPRAISED}), State.PASSED, NOBODY, clockwork=True),
    "fail": Move("Hội đồng không thông qua", frozenset({State.APPRAISED}), State.FAILED, NOBODY, clockwork=True),
    "approve": Move("Duyệt", VOTED, State.APPROVED, CHAIR, clockwork=True, check=_approvable, offered_if=_never),
    "refuse": Move("Không duyệt", VOTED, State.REFUSED, CHAIR, needs_reason=True, clockwork=True, check=_decidable, offered_if=_never),
    "award": Move("Khen thưởng", frozenset({State.APPROVED}), State.AWARDED, NOBODY, clockwork=True),
    "await-again": Move("Chờ quyết định lại", frozenset({State.APPROVED}), State.PASSED, NOBODY, clockwork=True),
    "await-again-unvoted": Move("Chờ quyết định lại", frozenset({State.APPROVED}), State.APPRAISED, NOBODY, clockwork=True),
}


def moves_for(nomination: Nomination, user: User) -> dict[str, Move]:
    """The moves that this person could make on the nomination now, by a button."""
    return moves_open_to(nomination, MOVES, user)


def move_nomination(nomination: Nomination, name: str, *, by: User | None, reason: str = "", at: datetime | None = None, **details: Any) -> Nomination:
    """Make a move of the table; see `make_move` for what it raises.

    "appraise" takes `honour`, `opinion` and `checklist`. "approve" and "refuse" are made with the chair who decides, or with None by a verb that
    has asked `why_not_decided_by` itself. `quiet` keeps the notice of sending back, where many are sent at once.
    """
    return make_move(nomination, MOVES, name, by=by, reason=reason, at=at, **details)
