"""What waits for somebody, gathered from all terms in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, Subquery, When, prefetch_related_objects
from django.utils import timezone

from emulation.campaigns.deadlines import Due, due
from emulation.campaigns.models import UNDER_WAY, Campaign, Invitation, SheetChoice, State
from emulation.drafting.models import Draft
from emulation.history.models import Line, stands_so_since
from emulation.issuing.models import OutgoingPaper
from emulation.people.models import Role, User
from emulation.sheets.models import Sheet
from emulation.workflow import Badge
from registrations.answers import ANSWERS, Answers
from registrations.late_permits import last_instant, permit_on, why_closed_with
from registrations.models import LatePermit, Registration, TargetAnswer
from registrations.models import State as Sent
from registrations.models.registration import NOT_BEGUN
from registrations.overview import counts_of
from registrations.results import REPORTING, may_report
from registrations.returns import returns_of
from registrations.seeing import campaigns_seen_from_office
from registrations.sheets import questions, words_of
from registrations.steps import Step, next_step, steps_of
from registrations.today import Today, today_of
from registrations.unsaved import steps_before_each
from registrations.waiting import Row, Waiting

MOST_DRIVES = 5  # more stand in the list of campaigns
MOST_PAPERS = 5  # more stand in the lists of papers


@dataclass(frozen=True)
class Task:
    """An invited unit of one's own in a campaign; `why_closed` says why nothing can be sent any more, `returned` why it came back.

    `reports` is whether its head may say now what became of the targets.
    """

    invitation: Invitation
    registration: Registration | None
    badge: Badge
    steps: list[Step]
    why_closed: str
    reports: bool
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
    def closed(self) -> str:
        """Why what is still to be sent cannot be; "" when it can, or nothing is."""
        return self.why_closed if self.is_open else ""

    @property
    def due(self) -> Due:
        return due(last_instant(self.invitation.campaign, self.permit))

    @property
    def next_step(self) -> Step | None:
        return next_step(self.steps) if self.steps else None

    @property
    def may_withdraw(self) -> bool:
        """Whether what was sent may be taken back until the deadline, as the workflow has it."""
        one = self.registration
        return one is not None and one.state == Sent.SUBMITTED and not one.is_on_paper and not self.why_closed

    @property
    def targets(self) -> list[TargetAnswer]:
        return list(self.registration.target_answers.all()) if self.registration else []

    @property
    def reported(self) -> int:
        """Of how many targets it is known what became of them."""
        return sum(bool(target.outcome) for target in self.targets)


def tasks_of(user: User) -> list[Task]:
    """What somebody has to register as a head, the nearest deadline first; what was missed stays in sight while the campaign lasts.

    Of campaigns that are over, those of whose targets the unit has still to report what became.
    """
    lasting = Q(campaign__in=Campaign.objects.under_way(timezone.localdate()))
    unreported = TargetAnswer.objects.filter(registration__campaign=OuterRef("campaign"), registration__unit=OuterRef("unit"), outcome="")
    owing_results = unreported.filter(registration__state=Sent.ACCEPTED, registration__campaign__state__in=REPORTING)
    invitations = Invitation.objects.filter(lasting | Exists(owing_results), unit__in=[top.pk for top in user.tops_as(Role.HEAD)])
    found = list(invitations.select_related("campaign__unit", "unit__commune", "late_permit__granted_by").order_by("campaign__deadline", "pk"))
    registrations = Registration.objects.filter(campaign__in=[one.campaign_id for one in found], unit__in=[one.unit_id for one in found])
    written = registrations.select_related("sheet", "campaign__unit", "unit__commune").prefetch_related(*ANSWERS)
    begun = {(one.campaign_id, one.unit_id): one for one in written}
    ahead = _sheets_ahead(one for one in found if (one.campaign_id, one.unit_id) not in begun)
    prefetch_related_objects([*(one.sheet for one in begun.values()), *ahead.values()], "items__options")
    returns = returns_of(begun.values())
    steps = steps_before_each(user, [one for one in begun.values() if one.is_editable and not one.is_being_entered])
    return [
        _task(one, registration, steps.get(registration.pk, []), returns.get(registration.pk), user)
        if (registration := begun.get((one.campaign_id, one.unit_id)))
        else _task_ahead(one, ahead.get((one.campaign_id, one.unit.kind)))
        for one in found
    ]


def _task(invitation: Invitation, registration: Registration, steps: list[Step], returned: Line | None, user: User) -> Task:
    permit = permit_on(invitation)
    why_closed = why_closed_with(invitation.campaign, permit, timezone.now())
    reports = may_report(registration, user) and bool(registration.target_answers.all())
    return Task(invitation, registration, registration.badge, steps, why_closed, reports, returned, permit)


def _sheets_ahead(not_begun: Iterable[Invitation]) -> dict[tuple[int, str], Sheet]:
    """The sheets that are still to be begun, by campaign and kind of unit."""
    choices = SheetChoice.objects.filter(campaign__in={one.campaign_id for one in not_begun}).select_related("sheet")
    return {(choice.campaign_id, choice.kind): choice.sheet for choice in choices}


def _task_ahead(invitation: Invitation, sheet: Sheet | None) -> Task:
    """Of a registration that is not begun: its steps are named while it may be."""
    campaign, permit = invitation.campaign, permit_on(invitation)
    why_closed = why_closed_with(campaign, permit, timezone.now())
    asked = questions(sheet, words_of(campaign, invitation.unit)) if sheet and not why_closed else []
    return Task(invitation, None, NOT_BEGUN, steps_of(None, asked, Answers()) if asked else [], why_closed, False, None, permit)


@dataclass(frozen=True)
class Drive:
    """A campaign as the office sees it on its home page; `is_kept` by the reader, who receives what comes in."""

    campaign: Campaign
    counted: dict[str, int]
    today: Today
    is_kept: bool
    oldest: datetime | None  # when the oldest that is to be received came in

    @property
    def waits(self) -> bool:
        """Whether the reader has something to receive there."""
        return self.is_kept and self.counted["cho"] > 0

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
    """The campaigns under way in the communes whose office somebody belongs to, and the secretary's own until they are closed; the nearest open
    deadline first.
    """
    lasting = Q(ends_on__gte=timezone.localdate()) | Q(pk__in=Campaign.objects.kept_by(user))
    campaigns = campaigns_seen_from_office(user).filter(lasting, state__in=[State.DRAFT, *UNDER_WAY])
    still_open = Case(When(deadline__gt=timezone.now(), then="deadline"))
    to_receive = Registration.objects.filter(campaign=OuterRef("pk"), state=Sent.SUBMITTED).order_by("submitted_at").values("submitted_at")[:1]
    nearest = list(
        campaigns.annotate(oldest=Subquery(to_receive)).order_by(still_open.asc(nulls_last=True), "-deadline", "pk").select_related("unit")[:MOST_DRIVES]
    )
    counted, today = counts_of(nearest), today_of([one for one in nearest if not one.is_draft], timezone.now())
    kept = {campaign.pk for campaign in nearest if user.term_over(campaign.unit, Role.SECRETARY)}
    return [Drive(campaign, counted[campaign.pk], today.get(campaign.pk, Today()), campaign.pk in kept, campaign.oldest) for campaign in nearest]


def papers_for(user: User) -> Waiting:
    """The papers that wait for somebody: a chair's to approve, a secretary's that came back or lack their number; the oldest first."""
    rows: list[Row] = []
    drafts = Draft.objects.annotate(since=stands_so_since(Draft))
    if user.terms_as(Role.CHAIR):
        rows += [_draft_row(draft, "Duyệt") for draft in drafts.waiting_for(user).order_by("made_at", "pk")[:MOST_PAPERS]]
    if user.terms_as(Role.SECRETARY):
        rows += [_draft_row(draft, "Sửa lại") for draft in drafts.back_with(user).order_by("made_at", "pk")[:MOST_PAPERS]]
        unnumbered = OutgoingPaper.objects.waiting_for_number(user).defer("content").order_by("approved_at", "pk")[:MOST_PAPERS]
        rows += [Row(paper.kind_and_subject, paper.get_absolute_url(), paper.badge, "Cấp số", paper.approved_at) for paper in unnumbered]
    return Waiting("Văn bản chờ xử lý", rows)


def _draft_row(draft: Any, verb: str) -> Row:
    return Row(str(draft), draft.get_absolute_url(), draft.badge, verb, draft.since)
