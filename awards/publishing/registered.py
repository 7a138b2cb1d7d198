"""How far a campaign is, as anybody may know: which units have registered, and of how many."""

from typing import NamedTuple

from django.db.models import Count, Q

from emulation.campaigns.models import Campaign
from emulation.units.models import Unit, UnitQuerySet
from registrations.models.registration import SENT
from registrations.overview import answered


class Progress(NamedTuple):
    """How many units have sent a registration that was not returned or withdrawn, of how many invited."""

    registered: int
    invited: int


def progress_of(campaign: Campaign) -> Progress:
    """One query."""
    counted = answered(campaign.invitations.all()).aggregate(registered=Count("pk", filter=Q(answer__state__in=SENT)), invited=Count("pk"))
    return Progress(**counted)


def registered_in(campaign: Campaign) -> UnitQuerySet:
    """The units that have registered, in the order of the alphabet."""
    found: UnitQuerySet = Unit.objects.filter(registrations__campaign=campaign, registrations__state__in=SENT)
    return found.in_order()
