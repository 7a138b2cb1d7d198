"""Many nominations sent at once: each by itself, under its own lock, with its own refusal."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from awards.models import Nomination
from awards.workflow import move_nomination
from emulation.notices.models import notify
from emulation.people.models import Role, User
from emulation.workflow import MoveRefused

MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Sent:
    """What became of each: those sent, and those refused with the sentence why."""

    sent: list[Nomination]
    refused: list[tuple[Nomination, str]]


def send_many(nominations: Iterable[Nomination], *, by: User) -> Sent:
    """Send each, or record it from paper; the secretaries of the communes are told once. Raises PermissionDenied for one that is another's."""
    outcome = Sent([], [])
    for nomination in nominations:
        try:
            move = "record-paper" if nomination.is_on_paper else "submit"
            outcome.sent.append(move_nomination(nomination, move, by=by, quiet=True))
        except MoveRefused as refusal:
            outcome.refused.append((nomination, str(refusal)))
    _tell(outcome.sent, by)
    return outcome


def _tell(sent: list[Nomination], by: User) -> None:
    at = timezone.now()
    electronic = [one for one in sent if not one.is_on_paper]
    for unit in {one.unit for one in electronic}:
        number = sum(one.unit_id == unit.pk for one in electronic)
        notify(
            User.objects.holding(Role.SECRETARY, unit.office),
            key=f"nominations:{unit.pk}:{at.isoformat()}",
            subject=f"{unit} gửi {number} đề nghị khen thưởng",
            body=f"{by} gửi {number} đề nghị.",
            url=electronic[0].get_absolute_url() if number == 1 else "/khen-thuong/de-nghi/",
            at=at,
        )
