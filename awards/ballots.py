"""Voting: casting on a device, writing down the opinions of the absent, and counting when a ballot is closed.

Who has voted and what was voted are rows of two tables without a link. With each vote ALL secret votes of the ballot are written anew, under
random keys and in the order of these keys, so that neither keys nor places nor the transactions of rows say whose they are: docs/decisions/0024.
"""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from awards.models import Attendance, Ballot, BallotPaper, BallotState, Choice, CouncilMember, Meeting, Voter
from emulation.history.models import write_line
from emulation.people.models import Role, User
from emulation.workflow import MoveRefused

How = Attendance.How
FEWER = "Số phiếu thu về ít hơn số người có mặt, đã đếm lại"


def taking_part(ballot: Ballot) -> list[CouncilMember]:
    """Those who are there or give a written opinion, without the recused, the chair first."""
    members = CouncilMember.objects.filter(attendances__in=ballot.meeting.attendances.exclude(how=How.ABSENT)).exclude(recusals__ballot=ballot)
    return sorted(members.select_related("user"), key=lambda member: member.order)


def present(ballot: Ballot) -> list[CouncilMember]:
    """Those who are to vote at the meeting."""
    here = set(ballot.meeting.attendances.filter(how=How.PRESENT).values_list("member", flat=True))
    return [member for member in taking_part(ballot) if member.pk in here]


def missing(ballot: Ballot) -> list[CouncilMember]:
    """Those whose vote or written opinion is not in yet; of a ballot on paper only the written opinions are known."""
    voted = set(ballot.voters.values_list("member", flat=True))
    expected = taking_part(ballot)
    if ballot.is_on_paper:
        here = {member.pk for member in present(ballot)}
        expected = [member for member in expected if member.pk not in here]
    return [member for member in expected if member.pk not in voted]


@sensitive_variables("choice", "papers")
@transaction.atomic
def cast(ballot: Ballot, *, by: User, choice: str) -> None:
    """One vote, of who is at the meeting. Nothing of it is said in history, notices or logs. Raises MoveRefused when it may not be given (any more)."""
    locked = _open(ballot)
    if locked.is_on_paper:
        raise MoveRefused("Lượt này bỏ phiếu bằng phiếu giấy.")
    member = next((one for one in present(locked) if one.user_id == by.pk), None)
    if member is None:
        raise MoveRefused("Ông/bà không tham gia biểu quyết nội dung này.")
    if locked.voters.filter(member=member).exists():
        raise MoveRefused("Ông/bà đã bỏ phiếu. Mỗi thành viên chỉ bỏ phiếu một lần.")
    Voter.objects.create(ballot=locked, member=member, choice="" if locked.is_secret else Choice(choice))
    if locked.is_secret:
        papers = [*locked.papers.values_list("choice", flat=True), Choice(choice)]
        locked.papers.all().delete()
        BallotPaper.objects.bulk_create(sorted((BallotPaper(ballot=locked, choice=one) for one in papers), key=lambda paper: paper.pk.int))


@sensitive_variables("choice")
@transaction.atomic
def enter_written(ballot: Ballot, member: CouncilMember, *, choice: str, by: User, at: datetime | None = None) -> None:
    """The written opinion of who is absent, which the minutes name; entered again it replaces the former.

    Raises MoveRefused when the member gives none, or who enters it may not see it.
    """
    locked = _open(ballot)
    if is_recused(locked, by):
        raise MoveRefused("Ông/bà không tham gia nội dung này nên không nhập ý kiến được. Xin nhờ thư ký khác hoặc Chủ tịch.")
    if member not in taking_part(locked) or not locked.meeting.attendances.filter(member=member, how=How.WRITTEN).exists():
        raise MoveRefused(f"{member} không cho ý kiến bằng văn bản về nội dung này.")
    Voter.objects.update_or_create(ballot=locked, member=member, defaults={"choice": Choice(choice), "is_written": True})
    write_line(
        locked,
        move="written",
        label="Nhập ý kiến bằng văn bản",
        at=at or timezone.now(),
        by=by,
        title=by.title_over(locked.meeting.unit, Role.SECRETARY),
        reason=str(member),
    )


def is_recused(ballot: Ballot, user: User) -> bool:
    return ballot.recusals.filter(member__user=user).exists()


class Count(NamedTuple):
    """What was voted."""

    agree: int
    disagree: int
    invalid: int = 0

    @property
    def total(self) -> int:
        return sum(self)


def counted(ballot: Ballot, at_meeting: Count | None = None) -> Count:
    """All votes of a ballot that is being closed; `at_meeting` is what was counted from paper, without the written opinions."""
    choices = [*ballot.papers.values_list("choice", flat=True), *ballot.voters.exclude(choice="").values_list("choice", flat=True)]
    more = at_meeting or Count(0, 0)
    return Count(choices.count(Choice.AGREE) + more.agree, choices.count(Choice.DISAGREE) + more.disagree, more.invalid)


def refuse_wrong_count(ballot: Ballot, count: Count, *, is_fewer: bool) -> None:
    """Raises MoveRefused when there are more papers than people who could vote, and for fewer unless that was confirmed."""
    people = len(present(ballot))
    if count.total > people:
        raise MoveRefused(f"Có {count.total} phiếu nhưng chỉ {people} thành viên có mặt tham gia biểu quyết. Xin đếm lại.")
    if count.total < people and not is_fewer:
        raise MoveRefused(f"Chỉ có {count.total} phiếu mà {people} thành viên có mặt tham gia biểu quyết. Xin đếm lại; nếu đúng thì đánh dấu “{FEWER}”.")


def _open(ballot: Ballot) -> Ballot:
    """The ballot under a lock, with its meeting, so that nobody comes, goes or closes meanwhile."""
    locked = Ballot.objects.select_for_update().get(pk=ballot.pk)
    locked.meeting = Meeting.objects.select_for_update().get(pk=locked.meeting_id)
    if locked.state != BallotState.OPEN:
        raise MoveRefused("Lượt bỏ phiếu này chưa mở hoặc đã kết thúc. Xin tải lại trang.")
    return locked
