"""What waits for somebody, gathered from all terms in force."""

from dataclasses import dataclass

from django.db.models import Case, When
from django.utils import timezone

from emulation.campaigns.deadlines import Due, due
from emulation.campaigns.models import Campaign, Invitation, State
from emulation.drafting.models import Draft
from emulation.history.models import Line
from emulation.issuing.models import OutgoingPaper
from emulation.people.models import Role, User
from emulation.workflow import Badge
from registrations.answers import ANSWERS, QUESTIONS, answers_of, questions_of
from registrations.late_permits import last_instant, permit_on, why_closed_with
from registrations.models import LatePermit, Registration
from registrations.models.registration import NOT_BEGUN
from registrations.overview import counts_of
from registrations.returns import returns_of
from registrations.seeing import campaigns_seen_from_office
from registrations.steps import Step, next_step, steps_of

MOST_DRIVES = 5  # more stand in the list of campaigns
MOST_PAPERS = 5  # more stand in the lists of papers
UNDER_WAY = (State.LAUNCHED, State.SUSPENDED, State.REGISTRATION_CLOSED)


@dataclass(frozen=True)
class Task:
    """An invited unit of one's own in a campaign under way; `closed` says why nothing can be sent any more, `returned` why it came back."""

    invitation: Invitation
    registration: Registration | None
    badge: Badge
    steps: list[Step]
    closed: str
    returned: Line | None
    permit: LatePermit | None

    @property
    def is_open(self) -> bool:
        return self.registration is None or (self.registration.is_editable and not self.is_being_entered)

    @property
    def is_being_entered(self) -> bool:
        """Whether the secretary is typing in the unit's paper, which nobody else sees until it is recorded."""
        return self.registration is not None and self.registration.is_being_entered

    @property
    def due(self) -> Due:
        return due(last_instant(self.invitation.campaign, self.permit))

    @property
    def next_step(self) -> Step | None:
        return next_step(self.steps) if self.steps else None


def tasks_of(user: User) -> list[Task]:
    """What somebody has to register as a head, the nearest deadline first; what was missed stays in sight while the campaign lasts."""
    campaigns = Campaign.objects.filter(state__in=UNDER_WAY, ends_on__gte=timezone.localdate())
    invitations = Invitation.objects.filter(unit__in=[top.pk for top in user.tops_as(Role.HEAD)], campaign__in=campaigns)
    found = list(invitations.select_related("campaign__unit", "unit__commune", "late_permit__granted_by").order_by("campaign__deadline", "pk"))
    registrations = Registration.objects.filter(campaign__in=[one.campaign_id for one in found], unit__in=[one.unit_id for one in found])
    begun = {
        (one.campaign_id, one.unit_id): one for one in registrations.select_related("sheet", "campaign", "unit__commune").prefetch_related(*ANSWERS, QUESTIONS)
    }
    returns = returns_of(begun.values())
    return [_task(invitation, begun.get((invitation.campaign_id, invitation.unit_id)), returns) for invitation in found]


def _task(invitation: Invitation, registration: Registration | None, returns: dict[int, Line]) -> Task:
    filling_in = registration is not None and registration.is_editable and not registration.is_being_entered
    permit = permit_on(invitation)
    steps = steps_of(registration, questions_of(registration), answers_of(registration)) if registration and filling_in else []
    done = registration is not None and (registration.is_sent or registration.is_being_entered)
    closed = "" if done else why_closed_with(invitation.campaign, permit, timezone.now())
    badge, returned = (registration.badge, returns.get(registration.pk)) if registration else (NOT_BEGUN, None)
    return Task(invitation, registration, badge, steps, closed, returned, permit)


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
    """The campaigns under way in the communes whose office somebody belongs to, and the secretary's own drafts; the nearest open deadline first."""
    running = [State.DRAFT, *UNDER_WAY]
    campaigns = campaigns_seen_from_office(user).filter(state__in=running)
    still_open = Case(When(deadline__gt=timezone.now(), then="deadline"))
    nearest = list(campaigns.order_by(still_open.asc(nulls_last=True), "-deadline", "pk").select_related("unit")[:MOST_DRIVES])
    counted = counts_of(nearest)
    return [Drive(campaign, counted[campaign.pk]) for campaign in nearest]


def papers_of(user: User) -> list[Draft | OutgoingPaper]:
    """The papers that wait for somebody: a chair's to approve, a secretary's that came back or lack their number; the oldest first."""
    papers: list[Draft | OutgoingPaper] = []
    if user.terms_as(Role.CHAIR):
        papers += Draft.objects.waiting_for(user).order_by("made_at", "pk")[:MOST_PAPERS]
    if user.terms_as(Role.SECRETARY):
        papers += Draft.objects.back_with(user).order_by("made_at", "pk")[:MOST_PAPERS]
        papers += OutgoingPaper.objects.waiting_for_number(user).defer("content").order_by("approved_at", "pk")[:MOST_PAPERS]
    return papers
