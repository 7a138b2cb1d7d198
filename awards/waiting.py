"""What of the council waits for somebody on the first page: the ballots to be voted on."""

from awards.models import Ballot
from emulation.people.models import User
from registrations.waiting import Row, Waiting

MOST = 20


def ballots_for(user: User) -> Waiting:
    ballots = Ballot.objects.waiting_for(user).select_related("nomination__honour", "nomination__appraised_honour").order_by("meeting", "position", "pk")
    return Waiting(
        "Phiếu chờ ông/bà bỏ",
        [Row(f"{ballot.nomination.proposed}: {ballot.nomination.name}", ballot.vote_url, ballot.badge) for ballot in ballots[:MOST]],
    )
