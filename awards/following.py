"""What follows for decisions and awards when their papers are issued or revoked."""

from datetime import date, datetime

from django.utils import timezone

from awards.award_workflow import move_awards
from awards.decision_workflow import move_decision
from awards.models import Award, AwardState, Decision
from awards.revoking import follow_revoked
from emulation.history.models import write_line
from emulation.issuing.models import OutgoingPaper
from emulation.issuing.models import State as PaperState
from emulation.papers.kinds import PaperKind
from emulation.vietnamese.dates import day
from emulation.workflow import REASON_LENGTH, Context, MoveRefused


def refuse_early_date(paper: OutgoingPaper, dated: date) -> None:
    """No decision bears a date on which the chair had not signed it."""
    signed_on = timezone.localdate(paper.approved_at)
    if dated < signed_on and Decision.objects.filter(paper=paper).exists():
        raise MoveRefused(f"Quyết định khen thưởng ký ngày {day(signed_on)} nên không ghi được ngày {day(dated)}. Xin ghi từ ngày ký trở đi.")


def warn_of_order(paper: OutgoingPaper) -> str:
    """That the Tờ trình of the decision is to have its number first."""
    waits = paper.kind == PaperKind.DECISION and Decision.objects.filter(paper=paper, submission__state=PaperState.APPROVED).exists()
    return "Tờ trình của quyết định này chưa có số. Xin cấp số cho Tờ trình trước quyết định." if waits else ""


def issue_with_paper(paper: OutgoingPaper, at: datetime) -> None:
    """What follows when a paper is issued: the decision that it is."""
    if decision := Decision.objects.filter(paper=paper).first():
        move_decision(decision, "issue", by=None, at=at)


def revoke_with_paper(paper: OutgoingPaper, context: Context) -> None:
    """What follows when a paper is revoked: all awards of the decision that it is, for the same reason."""
    if paper.kind != PaperKind.DECISION:
        return
    decision = Decision.objects.select_for_update().filter(paper=paper).first()
    if decision is None:
        return
    reason = f"Thu hồi {paper.named}. {context.reason}"[:REASON_LENGTH]
    write_line(decision, move="paper-revoked", label="Thu hồi văn bản", at=context.at, by=context.by, title=context.title, reason=context.reason)
    granted = decision.awards.filter(state=AwardState.GRANTED).select_related("unit", "honour", "decision")
    made = move_awards(granted, "revoke-with-paper", by=None, at=context.at, reason=reason)
    follow_revoked(made.moved, by=context.by, at=context.at, reason=reason)


def warn_of_revoking(paper: OutgoingPaper) -> str:
    """How many awards would be revoked with the paper."""
    number = Award.objects.filter(decision__paper=paper, state=AwardState.GRANTED).count()
    return f"Thu hồi văn bản này thì {number} khen thưởng theo quyết định bị hủy bỏ với cùng lý do, giấy khen hết giá trị." if number else ""
