"""What waits for somebody, gathered from all terms in force."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from emulation.campaigns.models import Campaign, Invitation, State
from emulation.people.models import Role, User
from emulation.units.models import Unit
from emulation.workflow import Badge
from registrations.answers import ANSWERS, QUESTIONS, answers_of, questions_of
from registrations.models import EDITABLE, Registration
from registrations.models.registration import NOT_BEGUN
from registrations.overview import counts, standings
from registrations.steps import Step, next_step, steps_of

MOST_DRIVES = 10


@dataclass(frozen=True)
class Task:
    """An invited unit of one's own in a campaign that takes registrations."""

    invitation: Invitation
    registration: Registration | None
    badge: Badge
    steps: list[Step]

    @property
    def is_open(self) -> bool:
        return self.registration is None or self.registration.is_editable

    @property
    def next_step(self) -> Step | None:
        return next_step(self.steps) if self.steps else None


def tasks_of(user: User) -> list[Task]:
    """What somebody has to register as a head, the nearest deadline first."""
    campaigns = Campaign.objects.taking_registrations(timezone.now())
    invitations = Invitation.objects.filter(unit__in=user.units_as(Role.HEAD), campaign__in=campaigns)
    found = list(invitations.select_related("campaign__unit", "unit__commune").order_by("campaign__deadline", "pk"))
    registrations = Registration.objects.filter(campaign__in=[one.campaign_id for one in found], unit__in=[one.unit_id for one in found])
    begun = {
        (one.campaign_id, one.unit_id): one for one in registrations.select_related("sheet", "campaign", "unit__commune").prefetch_related(*ANSWERS, QUESTIONS)
    }
    return [_task(invitation, begun.get((invitation.campaign_id, invitation.unit_id))) for invitation in found]


def _task(invitation: Invitation, registration: Registration | None) -> Task:
    filling_in = registration is not None and registration.state in EDITABLE
    steps = steps_of(registration, questions_of(registration), answers_of(registration)) if registration and filling_in else []
    return Task(invitation, registration, registration.badge if registration else NOT_BEGUN, steps)


@dataclass(frozen=True)
class Drive:
    """A campaign as the office sees it on its home page."""

    campaign: Campaign
    counted: dict[str, int]

    @property
    def sent(self) -> int:
        return self.counted["cho"] + self.counted["xong"]

    @property
    def returned(self) -> int:
        return self.counted["tra-lai"]

    @property
    def total(self) -> int:
        return self.counted[""]


def drives_of(user: User) -> list[Drive]:
    """The campaigns under way in the communes whose office somebody belongs to, and the secretary's own drafts."""
    running = [State.DRAFT, State.LAUNCHED, State.SUSPENDED, State.REGISTRATION_CLOSED]
    in_view = Unit.objects.visible_to(user)
    campaigns = Campaign.objects.visible_to(user).filter(state__in=running, unit__in=in_view).select_related("unit").order_by("-starts_on", "-pk")[:MOST_DRIVES]
    return [Drive(campaign, counts(standings(campaign, _invited(campaign)))) for campaign in campaigns.prefetch_related("invitations__unit", "registrations")]


def _invited(campaign: Campaign) -> Iterable[Unit]:
    return (invitation.unit for invitation in campaign.invitations.all())
