"""Every way an assessment changes state: posted for comment, taken back, and turned into nominations."""

from datetime import datetime
from typing import Any

from awards.importing import create_drafts
from awards.models import Assessed, Assessment, AssessmentState, Kind, Nomination, PostedRow, Posting
from awards.models.assessment import OF_THE_MEETING
from awards.posting_workflow import move_posting
from awards.postings import DAYS, post
from awards.sending import MOST_AT_ONCE, Sent, send_many
from emulation.people.models import Role, User
from emulation.vietnamese.dates import day
from emulation.workflow import Context, Move, MoveRefused, Moves, make_move, moves_open_to

HEAD = frozenset({Role.HEAD})


def _complete(assessment: Assessment) -> None:
    if not all(getattr(assessment, name) for name in OF_THE_MEETING) or not assessment.present:
        raise MoveRefused("Chưa ghi đủ về cuộc họp bình xét: ngày giờ, địa điểm, số người có mặt, chủ trì, thư ký.")
    if left := assessment.rows.filter(total=None).count():
        raise MoveRefused(f"Còn {left} trường hợp chưa chấm điểm.")
    if not assessment.rows.proposed().exists():
        raise MoveRefused("Không có trường hợp nào đạt.")


def _postable(assessment: Assessment, context: Context) -> None:
    _complete(assessment)
    if not assessment.is_of_households:
        raise MoveRefused("Danh hiệu này do xã, phường công khai sau khi thẩm định.")


def _post(assessment: Assessment, context: Context) -> None:
    assert context.by is not None  # the clock posts nothing
    rows = list(assessment.rows.proposed())
    posted = [PostedRow(honour=assessment.honour, name=one.name, unit_name=str(assessment.unit)) for one in rows]
    title = f"Danh sách đề nghị công nhận {assessment.honour} năm {assessment.year} của {assessment.unit}"
    assessment.posting = post(Posting(unit=assessment.unit, title=title), posted, DAYS, by=context.by, at=context.at)
    for one, row in zip(rows, posted, strict=True):
        one.posted_row = row
    Assessed.objects.bulk_update(rows, ["posted_row"], batch_size=200)


def _reopen(assessment: Assessment, context: Context) -> None:
    posting = assessment.posting
    assert posting is not None  # a constraint says so
    if not posting.is_cancelled:
        move_posting(posting, "cancel", by=context.by, reason=context.reason, at=context.at)
    assessment.posting = None
    assessment.rows.update(posted_row=None, struck_reason="")


def _proposable(assessment: Assessment, context: Context) -> None:
    _complete(assessment)
    if not assessment.is_of_households:
        return
    posting = assessment.posting
    if not assessment.is_posted or posting is None or posting.is_cancelled:
        raise MoveRefused("Danh sách chưa công khai, hoặc đã hủy công khai. Xin công khai lấy ý kiến trước khi lập đề nghị.")
    if not posting.is_over:
        raise MoveRefused(f"Danh sách đang lấy ý kiến đến hết ngày {day(posting.closes_on)}.")
    if waiting := posting.comments.unanswered().count():
        raise MoveRefused(f"Còn {waiting} ý kiến chưa ghi kết quả xem xét.")


def _propose(assessment: Assessment, context: Context) -> None:
    assert context.by is not None
    rows = list(assessment.rows.proposed().select_related("posted_row"))
    most = sum(assessment.scale.criteria.values_list("most", flat=True))
    nominations = [_nomination(assessment, row, most) for row in rows]
    create_drafts(nominations, label="Lập đề nghị từ bình xét", reason=str(assessment), by=context.by, at=context.at)
    for row, nomination in zip(rows, nominations, strict=True):
        row.nomination = nomination
        if row.posted_row:
            row.posted_row.nomination = nomination
    Assessed.objects.bulk_update(rows, ["nomination"], batch_size=200)
    PostedRow.objects.bulk_update([row.posted_row for row in rows if row.posted_row], ["nomination"], batch_size=200)


def _nomination(assessment: Assessment, row: Assessed, most: int) -> Nomination:
    held_on = day(assessment.held_at) if assessment.held_at else ""
    return Nomination(
        unit=assessment.unit,
        kind=Kind.MERIT,
        honour=assessment.honour,
        subject=assessment.subject,
        name=row.name,
        nominee_unit=None if assessment.is_of_households else assessment.unit,
        details=row.details,
        achievement=f"Đạt {row.total}/{most} điểm theo kết quả bình xét tại cuộc họp ngày {held_on}.",
        year=assessment.year,
    )


def _may_be_posted(assessment: Assessment) -> bool:
    return assessment.is_of_households


def _may_be_proposed(assessment: Assessment) -> bool:
    return assessment.is_posted or not assessment.is_of_households


MOVES: Moves = {
    "post": Move(
        "Công khai lấy ý kiến",
        frozenset({AssessmentState.DRAFT}),
        AssessmentState.POSTED,
        HEAD,
        check=_postable,
        effect=_post,
        offered_if=_may_be_posted,
        css="primary",
        hint=f"Họ tên chủ hộ của các trường hợp đạt hiện công khai trong {DAYS} ngày. Sau đó danh sách không sửa được, chỉ đưa ra được.",
    ),
    "reopen": Move(
        "Bình xét lại",
        frozenset({AssessmentState.POSTED}),
        AssessmentState.DRAFT,
        HEAD,
        needs_reason=True,
        effect=_reopen,
        hint="Hủy công khai để sửa danh sách, điểm. Phải công khai lại từ đầu.",
    ),
    "propose": Move(
        "Gửi đề nghị",
        frozenset({AssessmentState.DRAFT, AssessmentState.POSTED}),
        AssessmentState.PROPOSED,
        HEAD,
        check=_proposable,
        effect=_propose,
        offered_if=_may_be_proposed,
        css="primary",
        hint="Lập đề nghị cho các trường hợp đạt và gửi thư ký Hội đồng.",
    ),
}


def moves_for(assessment: Assessment, user: User) -> dict[str, Move]:
    """The moves that this person could make on the assessment now."""
    return moves_open_to(assessment, MOVES, user)


def move_assessment(assessment: Assessment, name: str, *, by: User | None, reason: str = "", at: datetime | None = None, **details: Any) -> Assessment:
    """Make a move of the table; see `make_move` for what it raises. "propose" makes drafts, which `send_proposed` sends."""
    return make_move(assessment, MOVES, name, by=by, reason=reason, at=at, **details)


def send_proposed(assessment: Assessment, *, by: User) -> Sent:
    """Send the drafts that it made, the first so many of them, each by itself; the others are sent from the list of nominations."""
    drafts = Nomination.objects.written_by(by).filter(assessed__assessment=assessment).select_related("unit__commune").order_by("sort_key", "pk")
    return send_many(drafts[:MOST_AT_ONCE], by=by)
