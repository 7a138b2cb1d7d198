"""A meeting as its pages and minutes show it: who is there, and how each ballot stands. Asks the database five times, however long the agenda is.

Nothing here reads a vote before its ballot is closed: whoever is told of one sees numbers of people, and counts that the closing wrote down.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from awards.models import Attendance, Ballot, CouncilMember, Meeting, Post, Recusal, Voter
from awards.postings import comment_counts
from awards.thresholds import Measure, measure, share_of
from emulation.people.models import User
from emulation.vietnamese.numbers import show_number

How = Attendance.How


@dataclass(frozen=True)
class Result:
    """The counts of a closed ballot."""

    ballot: Ballot
    words: str  # by which measure

    @property
    def share(self) -> str:
        """The percentage of the base, cut off and never rounded up to a threshold."""
        ballot = self.ballot
        assert ballot.base is not None  # it is closed
        return f"{show_number(Decimal((ballot.agree or 0) * 1000 // max(ballot.base, 1)) / 10)}%"

    @property
    def verdict(self) -> str:
        return "Thông qua" if self.ballot.has_passed else "Không thông qua"

    @property
    def told(self) -> str:
        ballot = self.ballot
        return f"{ballot.agree}/{ballot.base} phiếu đồng ý ({self.share}), cần ít nhất {ballot.needed}/{ballot.base}, {self.words}"


@dataclass(frozen=True)
class Standing:
    """One ballot. `result` is None while it is not closed, and where `is_hidden` for who looks at it."""

    ballot: Ballot
    taking_part: list[CouncilMember]
    voted: list[CouncilMember]
    recusals: list[Recusal]
    measure: Measure
    warning: str
    result: Result | None
    is_hidden: bool

    @property
    def missing(self) -> list[CouncilMember]:
        return [member for member in self.taking_part if member not in self.voted]

    def knows_vote_of(self, user: User) -> bool:
        """Whether this person has voted."""
        return any(member.user_id == user.pk for member in self.voted)

    def recuses(self, user: User) -> bool:
        return any(recusal.member.user_id == user.pk for recusal in self.recusals)


class Sitting:
    """A meeting for who looks at it; for `None` nothing that is closed is hidden."""

    def __init__(self, meeting: Meeting, viewer: User | None = None) -> None:
        self.meeting, self.viewer = meeting, viewer

    @cached_property
    def attendances(self) -> list[Attendance]:
        """The chair first."""
        return sorted(self.meeting.attendances.select_related("member__user"), key=lambda one: one.member.order)

    def who(self, *hows: str) -> list[CouncilMember]:
        return [one.member for one in self.attendances if one.how in hows]

    @property
    def present(self) -> list[CouncilMember]:
        return self.who(How.PRESENT)

    @property
    def written(self) -> list[CouncilMember]:
        return self.who(How.WRITTEN)

    @property
    def absent(self) -> list[CouncilMember]:
        return self.who(How.ABSENT)

    @property
    def is_called(self) -> bool:
        """Whether somebody said who is there: until then all are down as absent."""
        return not self.meeting.is_planned or any(one.how != How.ABSENT for one in self.attendances)

    @property
    def size(self) -> int:
        """All members: as it was when the meeting was opened, before that as it is now."""
        return self.meeting.size or len(self.attendances)

    @property
    def quorum(self) -> int:
        """How many must be there."""
        return share_of(self.meeting.quorum, self.size)

    @property
    def chair(self) -> CouncilMember | None:
        """Who leads the meeting: the chair of the council, or a vice chair in the chair's absence."""
        return self._first(Post.CHAIR) or self._first(Post.VICE_CHAIR)

    @property
    def secretary(self) -> CouncilMember | None:
        return self._first(Post.SECRETARY)

    def _first(self, post: Post) -> CouncilMember | None:
        return next((member for member in self.present if member.post == post), None)

    @cached_property
    def ballots(self) -> list[Ballot]:
        found = self.meeting.ballots.select_related("nomination__unit", "nomination__honour", "nomination__appraised_honour", "nomination__campaign")
        ballots = list(found.annotate(**comment_counts("nomination")))
        for ballot in ballots:
            ballot.meeting = self.meeting
        return ballots

    @cached_property
    def standings(self) -> list[Standing]:
        return [self._standing(ballot) for ballot in self.ballots]

    def standing(self, ballot_pk: int) -> Standing:
        return next(one for one in self.standings if one.ballot.pk == ballot_pk)

    @property
    def own_ballots(self) -> list[Ballot]:
        """Those on which who looks at it is to vote now, on a device."""
        here = [member for member in self.present if self.viewer is not None and member.user_id == self.viewer.pk]
        return [one.ballot for one in self.standings if one.ballot.is_open and not one.ballot.is_on_paper for member in here if member in one.missing]

    @cached_property
    def _recusals(self) -> dict[int, list[Recusal]]:
        found = defaultdict(list)
        for recusal in Recusal.objects.filter(ballot__meeting=self.meeting).select_related("member").order_by("pk"):
            found[recusal.ballot_id].append(recusal)
        return found

    @cached_property
    def _voted(self) -> dict[int, set[int]]:
        """The keys of those who have voted, by ballot: what they voted is not asked for."""
        found = defaultdict(set)
        for ballot, member in Voter.objects.filter(ballot__meeting=self.meeting).values_list("ballot", "member"):
            found[ballot].add(member)
        return found

    def _standing(self, ballot: Ballot) -> Standing:
        recusals = self._recusals.get(ballot.pk, [])
        recused = {recusal.member_id for recusal in recusals}
        taking_part = [member for member in self.who(How.PRESENT, How.WRITTEN) if member.pk not in recused]
        measured = measure(ballot, self.size, len(taking_part))
        is_mine = self.viewer is not None and any(recusal.member.user_id == self.viewer.pk for recusal in recusals)
        is_hidden = is_mine and ballot.is_closed and not self.meeting.is_closed
        return Standing(
            ballot=ballot,
            taking_part=taking_part,
            voted=[member for member in taking_part if member.pk in self._voted.get(ballot.pk, ())],
            recusals=recusals,
            measure=measured,
            warning="" if ballot.is_closed else self._warning(measured, len(recused), len(taking_part)),
            result=Result(ballot, measured.words) if ballot.is_closed and not is_hidden else None,
            is_hidden=is_hidden,
        )

    def _warning(self, measured: Measure, recused: int, taking_part: int) -> str:
        """Why the ballot cannot pass, said before anybody votes; "" where it can."""
        most = self.size - recused
        if measured.base == self.size and measured.needed > most:
            return (
                f"Không thể đạt mức quy định: cần {measured.needed}/{measured.base} phiếu đồng ý ({measured.words}) "
                f"mà {recused} người không tham gia, nhiều nhất chỉ được {most} phiếu. Xin xem lại quy chế hoặc để cuộc họp khác."
            )
        if self.attendances and measured.needed > taking_part and not self.meeting.is_planned:
            return (
                f"Với số người dự hiện nay không thể đạt mức quy định: cần {measured.needed}/{measured.base} phiếu đồng ý, "
                f"chỉ có {taking_part} người tham gia. Người vắng có thể cho ý kiến bằng văn bản."
            )
        return ""
