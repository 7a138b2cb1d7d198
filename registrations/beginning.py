"""Beginning a registration: which sheet, signed by whom, and when it is too late."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from emulation.campaigns.models import Campaign, Invitation
from emulation.people.models import Role, User
from emulation.sheets.models import Sheet
from emulation.units.models import Unit
from emulation.workflow import Context
from registrations.models import Registration
from registrations.workflow import refuse_late


@transaction.atomic
def begin(campaign: Campaign, unit: Unit, *, by: User, at: datetime | None = None) -> Registration:
    """The unit's registration in the campaign, begun now if it was not before, with the head's own name as signer.

    Raises MoveRefused when the campaign takes no registrations any more, and Invitation.DoesNotExist when the unit is not invited.
    """
    invitation = Invitation.objects.select_for_update().get(campaign=campaign, unit=unit)
    if begun := Registration.objects.filter(campaign=campaign, unit=unit).first():
        return begun
    term = by.term_over(unit, Role.HEAD)
    registration = Registration(
        campaign=campaign,
        unit=unit,
        sheet=sheet_for(invitation),
        signer_title=term.title if term else "",
        signer_name=by.full_name,
        made_at=at or timezone.now(),
    )
    refuse_late(registration, Context(by, at or timezone.now(), "", {}))
    registration.save()
    return registration


def sheet_for(invitation: Invitation) -> Sheet:
    """The sheet that the invited unit fills in."""
    return invitation.campaign.sheet_choices.select_related("sheet").get(kind=invitation.unit.kind).sheet
