"""The secretary's view of a campaign: for each invited unit where its registration stands, and what all of them strive for."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from emulation.campaigns.models import Campaign, Invitation
from emulation.papers.joining import join_pdfs
from emulation.units.models import Unit
from emulation.workflow import Badge
from registrations.late_permits import last_instant, permit_on
from registrations.models import SENT, LatePermit, Registration, State, TitleAnswer
from registrations.models.registration import NOT_BEGUN, OVERDUE
from registrations.papers import file_name, keep_pdf


@dataclass(frozen=True)
class Standing:
    """Where one invited unit stands; `registration` is None while nothing was begun or only a draft exists, `entering` is what is typed in from paper."""

    invitation: Invitation
    badge: Badge
    filter: str
    registration: Registration | None
    entering: Registration | None
    permit: LatePermit | None

    @property
    def unit(self) -> Unit:
        return self.invitation.unit


FILTERS = {
    "": "Tất cả",
    "cho": "Chờ tiếp nhận",
    "xong": "Đã tiếp nhận",
    "tra-lai": "Trả lại",
    "chua": "Chưa gửi",
}
FILTER_OF = {State.SUBMITTED: "cho", State.ACCEPTED: "xong", State.RETURNED: "tra-lai"}


def standings(campaign: Campaign, invitations: Iterable[Invitation]) -> list[Standing]:
    """One line for each invitation, in the order given; one query for all registrations. The invitations come with `late_permit`."""
    registrations = {registration.unit_id: registration for registration in campaign.registrations.all()}
    now = timezone.now()
    permits = [(invitation, permit_on(invitation)) for invitation in invitations]
    return [_standing(one, permit, registrations.get(one.unit_id), late=now >= last_instant(campaign, permit)) for one, permit in permits]


def _standing(invitation: Invitation, permit: LatePermit | None, registration: Registration | None, *, late: bool) -> Standing:
    state = State(registration.state) if registration else None
    badge = registration.badge if registration else NOT_BEGUN
    owes = state not in SENT
    shown = registration if registration and state != State.DRAFT else None
    entering = registration if registration and registration.is_being_entered else None
    shown_badge = OVERDUE if late and owes and state != State.RETURNED and not entering else badge
    return Standing(invitation, shown_badge, FILTER_OF.get(state, "chua") if state else "chua", shown, entering, permit)


def counts(lines: Iterable[Standing]) -> dict[str, int]:
    """How many units stand under each filter; "" counts all."""
    counted = dict.fromkeys(FILTERS, 0)
    for line in lines:
        counted[""] += 1
        counted[line.filter] += 1
    return counted


def titles_striven_for(campaign: Campaign) -> list[tuple[str, int]]:
    """(title, number of units that registered for it and sent their registration in)."""
    answers = TitleAnswer.objects.filter(registration__campaign=campaign, registration__state__in=SENT)
    return list(answers.values_list("option__text").annotate(units=Count("registration", distinct=True)).order_by("-units", "option__text"))


def sent_registrations(campaign: Campaign) -> list[Registration]:
    """What came in, in the order of the units."""
    sent = campaign.registrations.filter(state__in=SENT).select_related("unit__commune", "campaign").prefetch_related("submissions")
    return list(sent.order_by("unit__sort_key", "pk"))


def zip_of(registrations: Iterable[Registration]) -> bytes:
    """The kept file of each registration's latest submission, named by unit code."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for registration in registrations:
            archive.writestr(file_name(registration.campaign, registration.unit), keep_pdf(registration.submissions.all()[0]))
    return buffer.getvalue()


def joined_pdf(registrations: Iterable[Registration]) -> bytes:
    """The same files one after another, for printing in one go."""
    return join_pdfs(keep_pdf(registration.submissions.all()[0]) for registration in registrations)
