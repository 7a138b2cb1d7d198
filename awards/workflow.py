"""Every way a nomination changes state. What nobody may do by hand is made when a ballot closes, the chair decides, or a decision is issued."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from awards.authority import decides_here
from awards.case_persons import why_not_appraised_by, why_not_decided_by
from awards.culture import why_not_decided
from awards.eligibility import findings_of
from awards.findings import Finding, blocks
from awards.models import EDITABLE, VOTED, Nomination, NominationQuerySet, State
from awards.results_above import ResultAboveForm
from awards.votes import check_sessions, check_vote, refuse_hidden
from emulation.notices.models import notify
from emulation.people.models import Role, User
from emulation.units.models import Unit
from emulation.vietnamese.dates import clock
from emulation.workflow import Context, Move, MoveRefused, Moves, make_move, make_moves, moves_open_to

HEAD, SECRETARY, CHAIR = frozenset({Role.HEAD}), frozenset({Role.SECRETARY}), frozenset({Role.CHAIR})
NOBODY: frozenset[Role] = frozenset()
ROUTED = frozenset({State.ROUTED})
FAILED = frozenset({State.FAILED})
AFTER_APPRAISAL = frozenset({State.APPRAISED, State.PASSED, State.FAILED})  # moves from there would tell who is recused how the council voted


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
    if context.by and not context.details.get("asked"):  # the verbs that decide many have asked for all of them together
        check_sessions([nomination])
        _refuse(why_not_decided_by(nomination, context.by))


def _approvable(nomination: Nomination, context: Context) -> None:
    _decidable(nomination, context)
    check_vote(nomination)
    _refuse(f"{nomination.name} chưa được xét: {nomination.hold_reason}" if nomination.hold_reason else "")


def _routable(nomination: Nomination, context: Context) -> None:
    office = nomination.unit.office
    on = timezone.localdate(context.at)
    check_sessions([nomination])
    if decides_here(nomination.proposed, office, on):
        raise MoveRefused(f"“{nomination.proposed}” thuộc thẩm quyền của Chủ tịch UBND {office} nên không trình cấp trên.")
    _refuse(f"Chưa xét: {nomination.hold_reason}" if nomination.hold_reason else "", why_not_decided(nomination, on))


def _route(nomination: Nomination, context: Context) -> None:
    tell(nomination, Role.HEAD, context, f"Đã trình cấp trên: {nomination.name}", f"Đề nghị {nomination.proposed} do cấp trên quyết định.")


def _after_the_meeting(nomination: Nomination, context: Context) -> None:
    check_sessions([nomination])


def _may_be_voted_again(nomination: Nomination, context: Context) -> None:
    """Another nomination for the same achievement may have been sent since it failed."""
    _after_the_meeting(nomination, context)
    lock_office(nomination)
    _refuse(*_words(blocks(findings_of(nomination))))


def _meeting_has_ended(nomination: Nomination) -> bool:
    return not Nomination.objects.in_session().filter(pk=nomination.pk).exists()


def _close(nomination: Nomination, context: Context) -> None:
    tell(nomination, Role.HEAD, context, f"Không khen thưởng: {nomination.name}", f"Lý do: {context.reason}")


def _names_its_decision(nomination: Nomination, context: Context) -> None:
    _refuse("" if context.reason else "Xin ghi số, ngày và cơ quan của quyết định khen thưởng.")


def _awarded_above(nomination: Nomination, context: Context) -> None:
    tell(nomination, Role.HEAD, context, f"Cấp trên đã khen thưởng: {nomination.name}", f"{context.reason}.")


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
    "close": Move(
        "Không khen thưởng",
        FAILED,
        State.REFUSED,
        SECRETARY,
        needs_reason=True,
        check=_after_the_meeting,
        offered_if=_meeting_has_ended,
        effect=_close,
        css="danger",
        hint="Khi Hội đồng không thông qua và cuộc họp đã kết thúc. Đơn vị được báo kết quả kèm lý do ghi ở đây.",
    ),
    "vote-again": Move(
        "Đưa ra biểu quyết lại",
        FAILED,
        State.APPRAISED,
        SECRETARY,
        needs_reason=True,
        check=_may_be_voted_again,
        offered_if=_meeting_has_ended,
        hint="Đề nghị trở lại “Đã thẩm định” và đưa được vào nội dung cuộc họp khác.",
    ),
    "approve": Move("Duyệt", VOTED, State.APPROVED, CHAIR, check=_approvable, offered_if=_never),
    "refuse": Move("Không duyệt", VOTED, State.REFUSED, CHAIR, needs_reason=True, clockwork=True, check=_decidable, offered_if=_never),
    "award": Move("Khen thưởng", frozenset({State.APPROVED}), State.AWARDED, NOBODY, clockwork=True),
    "award-above": Move(
        "Ghi kết quả cấp trên: đã khen",
        ROUTED,
        State.ABOVE,
        SECRETARY,
        check=_names_its_decision,
        effect=_awarded_above,
        asks=ResultAboveForm,
        css="primary",
        hint="Đơn vị được báo số, ngày quyết định của cấp trên.",
    ),
    "refuse-above": Move("Ghi kết quả cấp trên: không khen", ROUTED, State.REFUSED, SECRETARY, needs_reason=True, effect=_close, css="danger"),
    "revoke": Move("Hủy bỏ khen thưởng", frozenset({State.AWARDED}), State.REVOKED, NOBODY, needs_reason=True, clockwork=True),
    "await-again": Move("Chờ quyết định lại", frozenset({State.APPROVED}), State.PASSED, NOBODY, clockwork=True),
    "await-again-unvoted": Move("Chờ quyết định lại", frozenset({State.APPROVED}), State.APPRAISED, NOBODY, clockwork=True),
}


def moves_for(nomination: Nomination, user: User) -> dict[str, Move]:
    """The moves that this person could make on the nomination now, by a button."""
    return {} if nomination.hides_verdict_from(user) else moves_open_to(nomination, MOVES, user)


def move_nomination(nomination: Nomination, name: str, *, by: User | None, reason: str = "", at: datetime | None = None, **details: Any) -> Nomination:
    """Make a move of the table; see `make_move` for what it raises.

    "appraise" takes `honour`, `opinion` and `checklist`. "approve" and "refuse" are made in the name of the chair who decides; `asked` says that the
    verb asked `why_not_decided_by` itself. `quiet` keeps the notice of sending back, where many are sent at once.
    """
    with transaction.atomic():
        if by is not None and MOVES[name].sources & AFTER_APPRAISAL:
            refuse_hidden(nomination, by)
        return make_move(nomination, MOVES, name, by=by, reason=reason, at=at, **details)


def move_nominations(nominations: NominationQuerySet, name: str, *, by: User | None, reason: str = "", at: datetime | None = None) -> None:
    """Make a move of the table with all of them, or raise what refuses the first: for what follows from a decision, which has asked all that is to be asked."""
    whole = nominations.select_related("unit", "honour", "appraised_honour")
    made = make_moves(whole, MOVES, name, by=by, reason=reason, at=at, asked=True)
    _refuse(*(sentence for _, sentence in made.refused[:1]))
