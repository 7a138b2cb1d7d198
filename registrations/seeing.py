"""Who sees the registrations of a whole campaign: the office of the launching unit and what stands above it; never a head."""

from emulation.campaigns.models import Campaign, CampaignQuerySet
from emulation.people.models import Role, User
from emulation.units.models import Unit

OFFICE = (Role.SECRETARY, Role.COUNCIL, Role.CHAIR, Role.SUPERIOR, Role.ADMINISTRATOR)


def campaigns_seen_from_office(user: User) -> CampaignQuerySet:
    """The campaigns of whose launching unit somebody's term covers the office."""
    seen: CampaignQuerySet = Campaign.objects.visible_to(user).filter(unit__in=Unit.objects.visible_to(user))
    return seen
