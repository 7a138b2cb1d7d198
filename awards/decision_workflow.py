"""Every way a decision changes state, from the secretary's list to the issued paper."""

from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from awards.authority import decides_here
from awards.award_workflow import grant, move_award
from awards.case_persons import check_decider, check_nomination
from awards.decision_papers import decision_document, submission_document
from awards.golden_book import next_book_number
from awards.models import Award, AwardState, Decision, DecisionState, Kind, Meeting
from awards.paying import price
from awards.workflow import move_nomination
from emulation.history.models import write_line
from emulation.issuing.approval import approve
from emulation.issuing.models import OutgoingPaper
from emulation.issuing.models import State as PaperState
from emulation.issuing.workflow import move_paper
from emulation.notices.models import notify
from emulation.papers.document import Document
from emulation.papers.kinds import PaperKind
from emulation.people.models import Role, User
from emulation.units.models import Unit
from emulation.workflow import Context, Move, MoveRefused, Moves, make_move, moves_open_to

SECRETARY, CHAIR = frozenset({Role.SECRETARY}), frozenset({Role.CHAIR})
NOBODY: frozenset[Role] = frozenset()
OPEN, SUBMITTED, SIGNED = (frozenset(states) for states in ((DecisionState.DRAFT, DecisionState.RETURNED), (DecisionState.SUBMITTED,), (DecisionState.SIGNED,)))
MARKED = (AwardState.APPROVED, AwardState.REFUSED, AwardState.RETURNED)


def awards_of(decision: Decision) -> list[Award]:
    """All of them in order, with what documents and prizes ask of them."""
    awards = decision.awards.select_related("decision__unit", "honour", "unit", "nomination").prefetch_related("honour__authorities", "honour__rates")
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
    for award in awards_of(decision):
        if award.state in MARKED:
            move_award(award, "put-back", by=None, at=context.at)
    awards = awards_of(decision)
    save_prices(awards, on)
    decision.meeting = _meeting_of(decision)
    _withdraw(decision.submission, context, "Thay bằng tờ trình lập lại.")
    document = submission_document(decision, awards, context.by, on)
    decision.submission = _approved(document, PaperKind.PROPOSAL, decision, context)
    chairs = list(User.objects.holding(Role.CHAIR, decision.unit))
    _tell(chairs, decision, context, "cho-quyet-dinh", "Khen thưởng chờ quyết định", "Xin xem tờ trình và quyết định từng trường hợp.")


def _meeting_of(decision: Decision) -> Meeting | None:
    """The meeting of the council that passed them, where it was one."""
    meetings = Meeting.objects.filter(ballots__has_passed=True, ballots__nomination__award__decision=decision).distinct()[:2]
    return meetings[0] if len(meetings) == 1 else None


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
        raise MoveRefused("Không có trường hợp nào được duyệt nên không có quyết định để ký. Xin trả lại thư ký.")
    for award in awards:
        if award.state != AwardState.RETURNED:
            check_decider(award, context.by)
            check_nomination(award.nomination)
    for award in approved:
        _check_authority(award, decision, on)


def _sign(decision: Decision, context: Context) -> None:
    """Freeze the Quyết định with what is approved; it waits for its number, and the units hear nothing yet."""
    assert context.by is not None
    on = timezone.localdate(context.at)
    approved = [award for award in awards_of(decision) if award.state == AwardState.APPROVED]
    save_prices(approved, on)
    for award in approved:
        move_nomination(award.nomination, "approve", by=None, at=context.at)
    decision.decided_by = context.by
    decision.paper = _approved(decision_document(decision, approved, context.by, on), PaperKind.DECISION, decision, context)
    _tell_secretaries(decision, context, "da-ky", "Quyết định khen thưởng đã ký", "Văn bản chờ cấp số và ngày.")


def _return(decision: Decision, context: Context) -> None:
    _tell_secretaries(decision, context, "tra-lai", "Tờ trình khen thưởng bị trả lại", f"Lý do: {context.reason}")


def _recall(decision: Decision, context: Context) -> None:
    """Take back what was signed and has no number: its paper is withdrawn, and the cases are open again."""
    paper = decision.paper
    assert paper is not None
    if paper.state not in (PaperState.APPROVED, PaperState.WITHDRAWN):
        raise MoveRefused("Quyết định đã có số nên không rút được nữa. Xin thu hồi văn bản hoặc hủy bỏ từng trường hợp.")
    _withdraw(paper, context, context.reason)
    for award in awards_of(decision):
        if award.state == AwardState.APPROVED:
            unvoted = award.nomination.kind == Kind.SUDDEN and not award.nomination.ballots.exists()
            move_nomination(award.nomination, "await-again-unvoted" if unvoted else "await-again", by=None, at=context.at)
    decision.paper = decision.decided_by = None
    _tell_secretaries(decision, context, "rut", "Quyết định khen thưởng được rút lại", f"Lý do: {context.reason}")


def _check_dated(decision: Decision, context: Context) -> None:
    if decision.paper is None or decision.paper.dated is None:
        raise MoveRefused("Quyết định chưa có số và ngày. Xin cấp số cho văn bản.")


def _issue(decision: Decision, context: Context) -> None:
    """Each approved award gets its number in the golden book and its prize of the decision's date; only now do the units hear of it."""
    assert decision.paper is not None
    awards, dated = awards_of(decision), decision.paper.date_given
    approved = [award for award in awards if award.state == AwardState.APPROVED]
    if changed := save_prices(approved, dated):
        _tell_of_prices(decision, context, changed)
    first = next_book_number(decision.unit, dated.year)
    for number, award in enumerate(approved, start=first):
        grant(award, decision.unit, dated.year, number, context.at)
        move_nomination(award.nomination, "award", by=None, at=context.at)
    refused = [award for award in awards if award.state == AwardState.REFUSED]
    for award in refused:
        with suppress(MoveRefused):  # it went another way meanwhile: that holds up no paper
            move_nomination(award.nomination, "refuse", by=None, at=context.at, reason=award.reason)
    _tell_units(decision, context, approved, refused)


def _tell_units(decision: Decision, context: Context, approved: list[Award], refused: list[Award]) -> None:
    """To the heads of each unit, what was decided of theirs."""
    assert decision.paper is not None
    of_unit: dict[Unit, list[str]] = {}
    for award in approved:
        of_unit.setdefault(award.unit, []).append(f"- {award.name}: {award.honour}.")
    for award in refused:
        of_unit.setdefault(award.unit, []).append(f"- {award.name}: không khen thưởng. Lý do: {award.reason}")
    for unit, lines in of_unit.items():
        subject = f"{decision.paper.named}: kết quả khen thưởng"
        key = f"khen-thuong-{decision.pk}-ban-hanh-{unit.pk}"
        body = "\n".join([f"{decision}.", "", *lines])
        notify(User.objects.holding(Role.HEAD, unit), key=key, subject=subject, body=body, url=reverse("award-list"), at=context.at)


def _tell_of_prices(decision: Decision, context: Context, changed: list[Award]) -> None:
    """What was printed when the chair signed is no longer what the decision's date gives."""
    names = ", ".join(award.name for award in changed[:5]) + (" …" if len(changed) > 5 else "")
    said = f"Mức tiền thưởng tính theo ngày ban hành khác mức in trong danh sách của {len(changed)} trường hợp: {names}. Xin đính chính quyết định."
    write_line(decision, move="price", label="Tính lại tiền thưởng", at=context.at, by=None, reason=said)
    _tell_secretaries(decision, context, "tien-thuong", "Tiền thưởng đã tính lại", said)


def _tell_secretaries(decision: Decision, context: Context, key: str, subject: str, body: str) -> None:
    others = [user for user in User.objects.holding(Role.SECRETARY, decision.unit) if user != context.by]
    _tell(others, decision, context, key, subject, body)


def _tell(people: list[User], decision: Decision, context: Context, key: str, subject: str, body: str) -> None:
    name = f"khen-thuong-{decision.pk}-{key}-{context.at:%Y%m%d%H%M%S}"
    notify(people, key=name, subject=subject, body=f"{decision}.\n\n{body}", url=decision.get_absolute_url(), at=context.at)


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


def issue_with_paper(paper: OutgoingPaper, at: datetime) -> None:
    """What follows when a paper is issued: the decision that it is."""
    if decision := Decision.objects.filter(paper=paper).first():
        move_decision(decision, "issue", by=None, at=at)
