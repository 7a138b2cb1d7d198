"""What follows for nominations, certificates and units when awards are revoked (Luật Thi đua, khen thưởng, Điều 93), of one award or of a whole decision."""

from datetime import datetime

from django.urls import reverse

from awards.models import Award, Nomination
from awards.workflow import move_nominations
from emulation.issuing.models import OutgoingPaper
from emulation.issuing.models import State as PaperState
from emulation.issuing.workflow import move_papers
from emulation.notices.models import notify
from emulation.people.models import Role, User
from emulation.units.models import Unit
from emulation.workflow import MoveRefused

ENDS = {PaperState.APPROVED: "withdraw", PaperState.ISSUED: "revoke"}  # by which move a certificate ends from where it stands


def follow_revoked(awards: list[Award], *, by: User | None, at: datetime, reason: str) -> None:
    """Let their nominations be revoked and their certificates end, and tell the heads of the units. Raises MoveRefused while a certificate is being issued."""
    move_nominations(Nomination.objects.filter(pk__in=[one.nomination_id for one in awards]), "revoke", by=None, at=at, reason=reason)
    _take_back_certificates(awards, by, at, reason)
    _tell_units(awards, at, reason)


def _take_back_certificates(awards: list[Award], by: User | None, at: datetime, reason: str) -> None:
    papers = OutgoingPaper.objects.filter(certificate_of__in=[one.pk for one in awards])
    locked = list(papers.select_for_update(of=("self",)).order_by("pk").values_list("state", flat=True))  # none is issued between here and its end
    if PaperState.ISSUING in locked:
        raise MoveRefused("Giấy khen đang được phát hành. Xin thử lại sau ít phút.")
    for state, name in ENDS.items():
        move_papers(papers.filter(state=state), name, by=by, at=at, reason=f"Hủy bỏ khen thưởng. {reason}"[:2000])


def _tell_units(awards: list[Award], at: datetime, reason: str) -> None:
    """One notice to a unit, however many of its awards were revoked."""
    of_unit: dict[Unit, list[Award]] = {}
    for award in awards:
        of_unit.setdefault(award.unit, []).append(award)
    for unit, its in of_unit.items():
        one = its[0]
        notify(
            User.objects.holding(Role.HEAD, unit),
            key=f"khen-thuong-huy-bo-{one.pk}",
            subject=f"Hủy bỏ khen thưởng: {one.name if len(its) == 1 else f'{len(its)} trường hợp'}",
            body="\n".join((f"{one.decision}.", *(f"- {award}." for award in its), "", f"Lý do: {reason}")),
            url=one.get_absolute_url() if len(its) == 1 else reverse("award-list"),
            at=at,
        )
