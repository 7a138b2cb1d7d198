"""Comments on a posted list: taken from the public page, written down by the office, and answered."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from awards.models import Comment, PostedRow, Posting
from awards.models.posting import KEEPERS
from emulation.history.models import write_line
from emulation.notices.models import notify
from emulation.people.models import Role, Term, User
from emulation.vietnamese.dates import day
from emulation.workflow import MoveRefused

OVER = "Danh sách này không còn nhận ý kiến nữa."


@transaction.atomic
def take_comment(comment: Comment, *, at: datetime | None = None) -> Comment:
    """Keep what somebody typed on the public page, and tell who answers. Raises MoveRefused when the list is not open."""
    at = at or timezone.now()
    posting = _locked(comment.posting)
    comment.received_on, comment.made_at = timezone.localdate(at), at
    if not posting.is_open_on(comment.received_on):
        raise MoveRefused(OVER)
    comment.channel = Comment.Channel.ONLINE
    comment.save()
    _tell(comment, at)
    return comment


@transaction.atomic
def record_comment(comment: Comment, *, by: User, at: datetime | None = None) -> Comment:
    """Write down what came on paper, by telephone or in conversation on `received_on`. Raises MoveRefused when the list was not open that day."""
    at = at or timezone.now()
    posting = _locked(comment.posting)
    keeper = _keeper(posting, by)
    if not posting.is_open_on(comment.received_on):
        raise MoveRefused(f"Ngày nhận phải từ {day(posting.opens_on)} đến {day(posting.closes_on)}, khi danh sách đang công khai.")
    comment.recorded_by, comment.made_at = by, at
    comment.save()
    write_line(posting, move="comment", label="Ghi ý kiến nhận được", at=at, by=by, title=str(keeper), reason=str(comment))
    return comment


@transaction.atomic
def answer_comment(comment: Comment, answer: str, *, by: User, at: datetime | None = None) -> Comment:
    """Write down what was found, or mend it. Raises PermissionDenied for whoever does not keep the list."""
    at = at or timezone.now()
    locked = Comment.objects.select_for_update(of=("self",)).select_related("posting__unit").get(pk=comment.pk)
    keeper = _keeper(locked.posting, by)
    label = "Sửa kết quả xem xét ý kiến" if locked.is_answered else "Ghi kết quả xem xét ý kiến"
    locked.answer, locked.answered_by, locked.answered_at = answer, by, at
    locked.save(update_fields=["answer", "answered_by", "answered_at"])
    write_line(locked.posting, move="answer", label=label, at=at, by=by, title=str(keeper), reason=str(locked))
    return locked


def row_at(posting: Posting, position: int | None) -> PostedRow | None:
    """The row of the list with that number; None for no number. Raises MoveRefused where there is none."""
    if position is None:
        return None
    row = posting.rows.filter(position=position).first()
    if row is None:
        raise MoveRefused(f"Danh sách không có số thứ tự {position}.")
    return row


def _locked(posting: Posting) -> Posting:
    return Posting.objects.select_for_update(of=("self",)).select_related("unit").get(pk=posting.pk)


def _keeper(posting: Posting, by: User) -> Term:
    term = by.term_over(posting.unit, *KEEPERS)
    if term is None:
        raise PermissionDenied
    return term


def _tell(comment: Comment, at: datetime) -> None:
    """A notice to who answers, without a word of the comment: mail is no place for it."""
    posting = comment.posting
    role, unit = (Role.SECRETARY, posting.unit) if posting.unit.has_office else (Role.HEAD, posting.unit)
    notify(
        User.objects.holding(role, unit),
        key=f"comment:{comment.pk}",
        subject="Có ý kiến về danh sách công khai",
        body=f"{posting.title}.\nMã biên nhận {comment.shown_receipt}. Xin xem và ghi kết quả xem xét.",
        url=posting.get_absolute_url(),
        at=at,
    )
