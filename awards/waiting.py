"""What of awards waits for somebody on the first page: ballots to be voted on, nominations to appraise or to mend, decisions to mend
or to take, minutes to approve, comments to answer."""

from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from awards.minutes import MinutesKind
from awards.models import Ballot, BallotState, Decision, DecisionState, Meeting, MeetingState, Nomination, Posting, State
from awards.models.nomination_states import BADGES
from awards.models.posting import KEEPERS
from emulation.history.models import stands_so_since
from emulation.issuing.models import State as PaperState
from emulation.people.models import Role, User
from emulation.units.models import subtrees
from emulation.vietnamese.dates import day
from emulation.workflow import Badge
from registrations.waiting import Row, Waiting

MOST = 20
UNANSWERED = Badge("now", "●", "Chưa xem xét")
UNAPPROVED = Badge("now", "●", "Chờ duyệt")


def ballots_for(user: User) -> Waiting:
    ballots = Ballot.objects.waiting_for(user).select_related("nomination__honour", "nomination__appraised_honour").annotate(since=stands_so_since(Ballot))
    return Waiting(
        "Phiếu chờ ông/bà bỏ",
        [
            Row(f"{ballot.nomination.proposed}: {ballot.nomination.name}", ballot.vote_url, ballot.badge, "Bỏ phiếu", ballot.since)
            for ballot in ballots.order_by("meeting", "position", "pk")[:MOST]
        ],
    )


def nominations_to_appraise(user: User) -> Waiting:
    """For a secretary: how many, and since when the oldest waits."""
    rows: list[Row] = []
    if user.terms_as(Role.SECRETARY):
        found = Nomination.objects.kept_by(user).filter(state=State.SUBMITTED).aggregate(number=Count("pk"), oldest=Min("submitted_at"))
        if found["number"]:
            words = f"{found['number']} đề nghị, cũ nhất gửi ngày {day(timezone.localdate(found['oldest']))}"
            rows.append(Row(words, f"{reverse('nomination-list')}?tinh-trang={State.SUBMITTED}", BADGES[State.SUBMITTED], "Thẩm định"))
    return Waiting("Đề nghị khen thưởng chờ thẩm định", rows)


def nominations_to_mend(user: User) -> Waiting:
    """For a head what was returned to him, for a secretary what she entered from paper and has returned."""
    rows: list[Row] = []
    if user.terms_as(Role.HEAD, Role.SECRETARY):
        returned = Nomination.objects.written_by(user).filter(state=State.RETURNED).select_related("honour").annotate(since=stands_so_since(Nomination))
        rows = [
            Row(str(nomination), nomination.get_absolute_url(), nomination.badge, "Sửa lại", nomination.since)
            for nomination in returned.order_by("submitted_at", "pk")[:MOST]
        ]
    return Waiting("Đề nghị khen thưởng được trả lại", rows)


def decisions_for(user: User) -> Waiting:
    """For a secretary those that came back, for a chair those to be taken."""
    rows: list[Row] = []
    if user.terms_as(Role.SECRETARY, Role.CHAIR):
        returned = subtrees("unit__path", user.tops_as(Role.SECRETARY)) & Q(state=DecisionState.RETURNED)
        submitted = subtrees("unit__path", user.tops_as(Role.CHAIR)) & Q(state=DecisionState.SUBMITTED)
        found = Decision.objects.filter(returned | submitted).annotate(since=stands_so_since(Decision))
        rows = [_row(decision) for decision in found.order_by("made_at", "pk")[:MOST]]
    return Waiting("Quyết định khen thưởng chờ xử lý", rows)


def minutes_for(user: User) -> Waiting:
    """For a chair: the minutes of meetings that have ended, those of counting only where something was voted on."""
    rows: list[Row] = []
    if user.terms_as(Role.CHAIR):
        voted = Exists(Ballot.objects.filter(meeting=OuterRef("pk"), state=BallotState.CLOSED))
        unapproved = Q(minutes=None) | Q(minutes__state=PaperState.WITHDRAWN) | voted & (Q(counting=None) | Q(counting__state=PaperState.WITHDRAWN))
        ended = Meeting.objects.filter(subtrees("unit__path", user.tops_as(Role.CHAIR)), unapproved, state=MeetingState.CLOSED).annotate(voted=voted)
        found = ended.select_related("minutes", "counting").defer("notes", "minutes__content", "counting__content").order_by("closed_at", "pk")[:MOST]
        rows = [
            Row(f"{kind.label}: {meeting.title}", meeting.get_absolute_url(), UNAPPROVED, "Xem, duyệt", meeting.closed_at)
            for meeting in found
            for kind in MinutesKind
            if not kind.paper_of(meeting) and (kind is MinutesKind.MEETING or meeting.voted)
        ]
    return Waiting("Biên bản họp Hội đồng chờ duyệt", rows)


def comments_for(user: User) -> Waiting:
    """The posted lists with comments that their keeper has not answered."""
    rows: list[Row] = []
    if user.terms_as(*KEEPERS):
        unanswered = Count("comments", filter=Q(comments__answered_at=None, comments__isnull=False))
        since = Min("comments__received_on", filter=Q(comments__answered_at=None))
        found = Posting.objects.kept_by(user).annotate(unanswered=unanswered, since=since).filter(unanswered__gt=0).order_by("closes_on", "pk")
        rows = [Row(f"{posting}: {posting.unanswered} ý kiến", posting.get_absolute_url(), UNANSWERED, "Xem xét", posting.since) for posting in found[:MOST]]
    return Waiting("Ý kiến về danh sách khen thưởng chờ xem xét", rows)


def _row(decision: Any) -> Row:
    if decision.state == DecisionState.SUBMITTED:
        return Row(str(decision), reverse("decision-deciding", args=[decision.pk]), decision.badge, "Xem xét, quyết định", decision.since)
    return Row(str(decision), decision.get_absolute_url(), decision.badge, "Sửa lại", decision.since)


FINDERS = (ballots_for, nominations_to_appraise, nominations_to_mend, decisions_for, minutes_for, comments_for)
