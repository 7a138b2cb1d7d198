"""Every way a decision changes state, from the secretary's list to the issued paper."""

from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from awards.authority import decides_here
from awards.award_workflow import grant, move_awards
from awards.case_persons import check_decider, check_nomination
from awards.decision_notices import tell, tell_of_prices, tell_secretaries, tell_units
from awards.decision_papers import decision_document, submission_document
from awards.golden_book import next_book_number
from awards.models import Award, AwardState, Decision, DecisionState, Nomination, NominationQuerySet, State
from awards.passing import meeting_of
from awards.paying import price
from awards.votes import check_sessions
from awards.workflow import move_nomination, move_nominations
from emulation.history.models import Line, write_line
from emulation.issuing.approval import approve
from emulation.issuing.models import OutgoingPaper
from emulation.issuing.models import State as PaperState
from emulation.issuing.workflow import move_paper
from emulation.papers.document import Document
from emulation.papers.kinds import PaperKind
from emulation.people.models import Role, User
from emulation.workflow import REASON_LENGTH, Context, Move, MoveRefused, Moves, SecondPress, make_move, moves_open_to

SECRETARY, CHAIR = frozenset({Role.SECRETARY}), frozenset({Role.CHAIR})
NOBODY: frozenset[Role] = frozenset()
OPEN, SUBMITTED, SIGNED = (frozenset(states) for states in ((DecisionState.DRAFT, DecisionState.RETURNED), (DecisionState.SUBMITTED,), (DecisionState.SIGNED,)))
MARKED = (AwardState.APPROVED, AwardState.REFUSED, AwardState.RETURNED)


def awards_of(decision: Decision) -> list[Award]:
    """All of them in order, with what documents and prizes ask of them."""
    nominations = ("nomination__honour", "nomination__appraised_honour", "nomination__appraised_by")
    awards = decision.awards.select_related("decision__unit", "honour", "unit", *nominations).prefetch_related("honour__authorities", "honour__rates")
    return list(awards.order_by("position", "pk"))


def save_prices(awards: list[Award], on: date) -> list[Award]:
    """Set what is paid on that day; the awards for which that is something else than before."""
    changed = price(awards, on)
    Award.objects.bulk_update(changed, ["prize", "prize_basis"])
    return changed


def _check_complete(decision: Decision, context: Context) -> None:
    awards = awards_of(decision)
    if not awards:
        raise MoveRefused("Quyết định chưa có trường hợp nào. Xin chọn trong các đề nghị đã đủ điều kiện.")
    check_sessions(award.nomination for award in awards)
    for award in awards:
        check_nomination(award.nomination)
        _check_authority(award, decision, timezone.localdate(context.at))


def _check_authority(award: Award, decision: Decision, on: date) -> None:
    if not decides_here(award.honour, decision.unit, on):
        raise MoveRefused(f"{award.name}: {award.honour} ngày này không thuộc thẩm quyền của Chủ tịch UBND {decision.unit}. Xin bỏ khỏi danh sách.")


def _submit(decision: Decision, context: Context) -> None:
    """The Tờ trình with the prizes of the day, and the chair told. What was marked before is open again."""
    assert context.by is not None
    on = timezone.localdate(context.at)
    move_awards(decision.awards.filter(state__in=MARKED), "put-back", by=None, at=context.at)
    awards = awards_of(decision)
    save_prices(awards, on)
    decision.meeting = meeting_of(awards)
    _withdraw(decision.submission, context, "Thay bằng tờ trình lập lại.")
    document = submission_document(decision, awards, context.by, on)
    decision.submission = _approved(document, PaperKind.PROPOSAL, decision, context)
    chairs = list(User.objects.holding(Role.CHAIR, decision.unit))
    tell(chairs, decision, context, "cho-quyet-dinh", "Khen thưởng chờ quyết định", "Xin xem tờ trình và quyết định từng trường hợp.")


def _approved(document: Document, kind: PaperKind, decision: Decision, context: Context) -> OutgoingPaper:
    try:
        return approve(document, unit=decision.unit, kind=kind, subject=" ".join(document.subject.split()), by=context.by, at=context.at)
    except ValidationError as error:
        raise MoveRefused(" ".join(error.messages)) from error


def _withdraw(paper: OutgoingPaper | None, context: Context, reason: str) -> None:
    """Withdraw a paper that has no number yet."""
    if paper and paper.state == PaperState.APPROVED:
        move_paper(paper, "withdraw", by=context.by, at=context.at, reason=reason)


def _check_decided(decision: Decision, context: Context) -> None:
    """All is marked, something is approved, and for no case does one person stand in two places."""
    assert context.by is not None
    awards, on = awards_of(decision), timezone.localdate(context.at)
    if waiting := sum(award.state == AwardState.PROPOSED for award in awards):
        raise MoveRefused(f"Còn {waiting} trường hợp chưa quyết định. Xin duyệt, không duyệt hoặc trả lại từng trường hợp, hay duyệt tất cả.")
    approved = [award for award in awards if award.state == AwardState.APPROVED]
    if not approved:
        raise MoveRefused("Không có trường hợp nào được duyệt nên không có quyết định để ký. Xin chọn “Kết thúc, không khen thưởng” hoặc trả lại thư ký.")
    _check_persons(awards, context.by)
    for award in approved:
        _check_authority(award, decision, on)


def _check_persons(awards: list[Award], by: User) -> None:
    """No case is before the council, and none is decided by who had a part in it before."""
    check_sessions(award.nomination for award in awards)
    for award in awards:
        if award.state != AwardState.RETURNED:
            check_decider(award, by)
            check_nomination(award.nomination)


def _sign(decision: Decision, context: Context) -> None:
    """Freeze the Quyết định with what is approved; it waits for its number, and the units hear nothing yet."""
    assert context.by is not None
    on = timezone.localdate(context.at)
    approved = [award for award in awards_of(decision) if award.state == AwardState.APPROVED]
    save_prices(approved, on)
    move_nominations(_nominations_of(approved), "approve", by=context.by, at=context.at)
    decision.decided_by, decision.meeting = context.by, meeting_of(approved)
    decision.paper = _approved(decision_document(decision, approved, context.by, on), PaperKind.DECISION, decision, context)
    tell_secretaries(decision, context, "da-ky", "Quyết định khen thưởng đã ký", "Văn bản chờ cấp số và ngày.")


def _return(decision: Decision, context: Context) -> None:
    tell_secretaries(decision, context, "tra-lai", "Tờ trình khen thưởng bị trả lại", f"Lý do: {context.reason}")


def _recall(decision: Decision, context: Context) -> None:
    """Take back what was signed and has no number: its paper is withdrawn, and the cases are open again."""
    paper = decision.paper
    assert paper is not None
    if paper.state not in (PaperState.APPROVED, PaperState.WITHDRAWN):
        raise MoveRefused("Quyết định đã có số nên không rút được nữa. Xin thu hồi văn bản hoặc hủy bỏ từng trường hợp.")
    _withdraw(paper, context, context.reason)
    _await_again([award for award in awards_of(decision) if award.state == AwardState.APPROVED], context)
    decision.paper = decision.decided_by = None
    tell_secretaries(decision, context, "rut", "Quyết định khen thưởng được rút lại", f"Lý do: {context.reason}")


def _await_again(awards: list[Award], context: Context) -> None:
    """Each waits for the decision as it waited before, as history says: voted on, or only appraised."""
    subject_type = ContentType.objects.get_for_model(Nomination)
    lines = Line.objects.filter(subject_type=subject_type, subject_pk__in=[one.nomination_id for one in awards], move="approve").order_by("at", "pk")
    before = dict(lines.values_list("subject_pk", "before"))  # the last one counts
    voted = [award for award in awards if before[award.nomination_id] == State.PASSED]
    for name, those in (("await-again", voted), ("await-again-unvoted", [award for award in awards if award not in voted])):
        move_nominations(_nominations_of(those), name, by=None, at=context.at)


def _nominations_of(awards: list[Award]) -> NominationQuerySet:
    return Nomination.objects.filter(pk__in=[award.nomination_id for award in awards])


def _discard(decision: Decision, context: Context) -> None:
    """Let its cases wait for another decision, and withdraw the submission that has no number."""
    awards = awards_of(decision)
    decision.awards.all().delete()
    _withdraw(decision.submission, context, "Quyết định không lập nữa.")
    if awards:
        names = ", ".join(award.name for award in awards[:10]) + (" …" if len(awards) > 10 else ".")
        told = f"{len(awards)} trường hợp trở lại chờ quyết định: {names}"
        write_line(decision, move="take-out", label="Bỏ khỏi danh sách", at=context.at, by=context.by, title=context.title, reason=told)


def _check_dated(decision: Decision, context: Context) -> None:
    if decision.paper is None or decision.paper.dated is None:
        raise MoveRefused("Quyết định chưa có số và ngày. Xin cấp số cho văn bản.")


def _issue(decision: Decision, context: Context) -> None:
    """Each approved award gets its number in the golden book and its prize of the decision's date; only now do the units hear of it."""
    assert decision.paper is not None
    awards, dated = awards_of(decision), decision.paper.date_given
    approved = [award for award in awards if award.state == AwardState.APPROVED]
    if changed := save_prices(approved, dated):
        tell_of_prices(decision, context, changed)
    basis = f"{decision.decided_by} quyết định; {decision.paper.named}."
    grant(approved, decision.unit, dated.year, first=next_book_number(decision.unit, dated.year), at=context.at, reason=basis)
    move_nominations(_nominations_of(approved), "award", by=None, at=context.at, reason=basis)
    refused = [award for award in awards if award.state == AwardState.REFUSED]
    _refuse_nominations(refused, context, f"{decision.decided_by} quyết định. Lý do: ")
    tell_units(decision, context, approved, refused)


def _refuse_nominations(refused: list[Award], context: Context, said: str = "") -> None:
    """In the name of the chair who refuses now, or when a paper is issued by the clock, which says who had decided."""
    for award in refused:
        with suppress(MoveRefused):  # it went another way meanwhile: that holds up no paper
            move_nomination(award.nomination, "refuse", by=context.by, at=context.at, reason=f"{said}{award.reason}"[:REASON_LENGTH])


def _check_all_refused(decision: Decision, context: Context) -> None:
    assert context.by is not None
    awards = awards_of(decision)
    if any(award.state != AwardState.REFUSED for award in awards):
        raise MoveRefused("Chỉ kết thúc khi mọi trường hợp đều không được duyệt. Còn trường hợp khác thì ký quyết định hoặc trả lại thư ký.")
    _check_persons(awards, context.by)


def _conclude(decision: Decision, context: Context) -> None:
    """What the chair refused is refused, without a paper; the units are told as with one."""
    refused = awards_of(decision)
    _withdraw(decision.submission, context, "Chủ tịch quyết định không khen thưởng.")
    _refuse_nominations(refused, context)
    tell_units(decision, context, [], refused)
    tell_secretaries(decision, context, "ket-thuc", "Chủ tịch quyết định không khen thưởng", "Không có quyết định để ban hành; các đơn vị đã được báo lý do.")


def _all_refused(decision: Decision) -> bool:
    return not decision.awards.exclude(state=AwardState.REFUSED).exists()


MOVES: Moves = {
    "submit": Move(
        "Trình Chủ tịch",
        OPEN,
        DecisionState.SUBMITTED,
        SECRETARY,
        check=_check_complete,
        effect=_submit,
        css="primary",
        hint="Hệ thống lập Tờ trình kèm danh sách và báo Chủ tịch. Trong lúc chờ, danh sách không sửa được.",
    ),
    "take-back": Move("Rút lại để sửa", SUBMITTED, DecisionState.DRAFT, SECRETARY),
    "discard": Move(
        "Bỏ quyết định này",
        OPEN,
        DecisionState.DISCARDED,
        SECRETARY,
        effect=_discard,
        asks=SecondPress,
        css="danger",
        hint="Bỏ hẳn, không lấy lại được. Các trường hợp trở lại chờ quyết định và đưa được vào quyết định khác.",
    ),
    "sign": Move(
        "Ký quyết định",
        SUBMITTED,
        DecisionState.SIGNED,
        CHAIR,
        check=_check_decided,
        effect=_sign,
        css="primary",
        hint="Quyết định và danh sách được giữ nguyên từ lúc này, chờ văn thư cấp số. Các đơn vị chỉ biết khi quyết định được ban hành.",
    ),
    "conclude": Move(
        "Kết thúc, không khen thưởng",
        SUBMITTED,
        DecisionState.CONCLUDED,
        CHAIR,
        check=_check_all_refused,
        effect=_conclude,
        offered_if=_all_refused,
        asks=SecondPress,
        css="danger",
        hint="Mọi trường hợp đều không được duyệt: không có quyết định để ký; các đơn vị được báo kết quả kèm lý do.",
    ),
    "return": Move("Trả lại cả tờ trình", SUBMITTED, DecisionState.RETURNED, CHAIR, needs_reason=True, effect=_return, css="danger"),
    "recall": Move(
        "Rút quyết định chưa có số",
        SIGNED,
        DecisionState.RETURNED,
        CHAIR,
        needs_reason=True,
        effect=_recall,
        css="danger",
        hint="Văn bản chưa cấp số sẽ không ban hành; thư ký sửa và trình lại.",
    ),
    "issue": Move("Ban hành", SIGNED, DecisionState.ISSUED, NOBODY, clockwork=True, check=_check_dated, effect=_issue),
}


def moves_for(decision: Decision, user: User) -> dict[str, Move]:
    """The moves that this person could make on the decision now."""
    return moves_open_to(decision, MOVES, user)


def move_decision(decision: Decision, name: str, *, by: User | None, reason: str = "", at: datetime | None = None, **details: Any) -> Decision:
    """Make a move of the table; its paper is locked first, as it is when the paper is issued."""
    with transaction.atomic():
        if decision.paper_id:
            OutgoingPaper.objects.select_for_update().get(pk=decision.paper_id)
        return make_move(decision, MOVES, name, by=by, reason=reason, at=at, **details)
