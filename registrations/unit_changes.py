"""Carrying out a change of units: the tree, the terms, the invitations and drafts of campaigns under way, and the lines of history."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from emulation.campaigns.clusters import Regrouped, pass_on_clusters
from emulation.campaigns.invitations import announce, choose_default_sheets, kinds_without_sheet
from emulation.campaigns.models import Campaign, Invitation
from emulation.campaigns.models import State as CampaignState
from emulation.history.models import write_line
from emulation.people.carrying import Carried, carry_terms
from emulation.people.models import Role, User
from emulation.units.changes import Change, change_units
from emulation.units.kinds import Kind
from emulation.units.models import Succession, Unit
from emulation.vietnamese.dates import day
from registrations.late_permits import permit_on
from registrations.models import LatePermit, Registration, State


@dataclass(frozen=True)
class Replaced:
    """What became of one invitation: `invited` take the old unit's place, with its draft where `drafted`; none where it had sent something."""

    campaign: Campaign
    unit: Unit
    invited: list[Unit]
    drafted: bool


class Unchanged(NamedTuple):
    """How many units keep name and code, how many of those are invited somewhere, and how many of their people go on."""

    units: int
    invited: int
    people: int


@dataclass(frozen=True)
class Outcome:
    """Everything that a change did, for its preview and its report."""

    successions: list[Succession]
    carried: list[Carried]
    replaced: list[Replaced]
    regrouped: list[Regrouped]

    @property
    def made(self) -> list[Unit]:
        """The successors, each once."""
        return list({succession.successor.pk: succession.successor for succession in self.successions}.values())

    @property
    def namesakes(self) -> list[str]:
        """Names that several of the successors bear: TDP 1 of each of two communes that become one."""
        counted = Counter(unit.short_name for unit in self.made)
        return [name for name, times in counted.items() if times > 1]

    @property
    def without_unchanged(self) -> "Outcome":
        """The same without the units that only follow the one above them under their name and code: there is little to look at in those."""
        same = self._unchanged
        return Outcome(
            [one for one in self.successions if one.predecessor_id not in same],
            [one for one in self.carried if one.old.unit_id not in same],
            [one for one in self.replaced if one.unit.pk not in same],
            self.regrouped,
        )

    @property
    def unchanged(self) -> Unchanged:
        """How much `without_unchanged` leaves out."""
        same = self._unchanged
        invited = {one.unit.pk for one in self.replaced} & same
        return Unchanged(len(same), len(invited), sum(one.new is not None and one.old.unit_id in same for one in self.carried))

    @property
    def _unchanged(self) -> set[int]:
        transfers = (one for one in self.successions if one.kind == Succession.Kind.TRANSFER)
        return {one.predecessor_id for one in transfers if one.predecessor.code == one.successor.code}


@transaction.atomic
def carry_out(change: Change, *, by: User, going_on: Collection[int] = ()) -> Outcome:
    """Make the change and all that follows from it. `going_on` are the keys of the terms that go on at a merged or split unit's successor.

    Raises ValidationError as `change_units` does, and when a campaign has no sheet for a new kind of unit.
    """
    successions = change_units(change)
    carried = carry_terms(successions, going_on)
    replaced = _replace_invitations(successions, timezone.now())
    regrouped = pass_on_clusters(successions, by=by)
    _write_history(successions, by)
    _write_moved_terms(carried, by)
    return Outcome(successions, carried, replaced, regrouped)


def preview(change: Change, *, by: User, going_on: Collection[int] = ()) -> Outcome:
    """What `carry_out` would do: it is done and taken back, so the page cannot promise what does not happen."""
    with transaction.atomic():
        outcome = carry_out(change, by=by, going_on=going_on)
        transaction.set_rollback(True)
    return outcome


def _replace_invitations(successions: Iterable[Succession], now: datetime) -> list[Replaced]:
    """In campaigns that still take registrations the successors take the place of units that have sent nothing yet."""
    heirs: dict[int, list[Succession]] = {}
    for succession in successions:
        heirs.setdefault(succession.predecessor_id, []).append(succession)
    still_open = Q(state=CampaignState.DRAFT) | Q(state__in=[CampaignState.LAUNCHED, CampaignState.SUSPENDED], deadline__gt=now)
    invitations = Invitation.objects.filter(unit__in=heirs, campaign__in=Campaign.objects.filter(still_open))
    begun = {(one.campaign_id, one.unit_id): one for one in Registration.objects.filter(unit__in=heirs).select_related("campaign")}
    replaced = [
        _replace(invitation, begun.get((invitation.campaign_id, invitation.unit_id)), heirs[invitation.unit_id])
        for invitation in invitations.select_related("campaign__unit", "unit").order_by("campaign", "pk")
    ]
    _tell_the_invited(replaced, now)
    return replaced


def _replace(invitation: Invitation, registration: Registration | None, heirs: list[Succession]) -> Replaced:
    campaign, carrier = invitation.campaign, heirs[0].successor
    if registration and registration.state != State.DRAFT:
        return Replaced(campaign, invitation.unit, [], drafted=False)
    if drafted := registration is not None and not Registration.objects.filter(campaign=campaign, unit=carrier).exists():
        Registration.objects.filter(pk=registration.pk).update(unit=carrier)
    _pass_on(invitation, carrier)
    for heir in heirs:
        Invitation.objects.get_or_create(campaign=campaign, unit=heir.successor)
    return Replaced(campaign, invitation.unit, [heir.successor for heir in heirs], drafted)


def _pass_on(invitation: Invitation, carrier: Unit) -> None:
    """The invitation, with any leave to send late, becomes the carrier's; where that is invited already, only the leave does."""
    already = Invitation.objects.filter(campaign=invitation.campaign, unit=carrier).select_related("late_permit").first()
    if already is None:
        Invitation.objects.filter(pk=invitation.pk).update(unit=carrier)
        return
    permits = LatePermit.objects.filter(invitation=invitation)
    if permit_on(already):
        permits.delete()
    else:
        permits.update(invitation=already)
    invitation.delete()


def _tell_the_invited(replaced: Iterable[Replaced], now: datetime) -> None:
    """Choose the sheets of kinds that are new to a campaign, and tell the new units' heads; who was told before is not told twice."""
    invited: dict[Campaign, list[Unit]] = {}
    for one in replaced:
        invited.setdefault(one.campaign, []).extend(one.invited)
    for campaign, units in invited.items():
        choose_default_sheets(campaign)
        if campaign.is_draft:
            continue
        if without := kinds_without_sheet(campaign):
            raise ValidationError(f"Phong trào “{campaign}” chưa có mẫu đăng ký cho loại đơn vị “{Kind(without[0]).label}”. Xin chọn loại khác.")
        announce(campaign, units, now)


def _write_history(successions: Iterable[Succession], by: User) -> None:
    now = timezone.now()
    for one in successions:
        told = f"{one}, từ ngày {day(one.on)}" + (f", theo {one.document}" if one.document else "")
        for unit in (one.predecessor, one.successor):
            write_line(
                unit,
                move=one.kind,
                label=Succession.Kind(one.kind).label,
                at=now,
                by=by,
                title=by.title_over(unit, Role.SECRETARY, Role.ADMINISTRATOR),
                reason="\n".join(filter(None, [told, one.note])),
            )


def _write_moved_terms(carried: Iterable[Carried], by: User) -> None:
    """A term that went over as it is leaves no other trace at the old unit."""
    for one in carried:
        if one.is_moved:
            told = f"{one.old.user}, {one.old.title}, từ ngày {day(one.old.starts_on)}"
            write_line(
                one.old.unit,
                move="term",
                label="Nhiệm kỳ chuyển sang đơn vị kế tục",
                at=timezone.now(),
                by=by,
                title=by.title_over(one.old.unit, Role.SECRETARY, Role.ADMINISTRATOR),
                reason=told,
            )
