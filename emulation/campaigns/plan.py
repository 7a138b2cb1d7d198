"""What a campaign's plan says, as its pages show it."""

from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from emulation.campaigns.models import Campaign, Citation, Movement

PARTS = (
    "contents",
    "targets",
    "offered_titles",
    Prefetch("citations", Citation.objects.select_related("document")),
    Prefetch("movements", Movement.objects.select_related("document")),
)


def plan_of(campaign: Campaign) -> dict[str, Any]:
    """The context of campaigns/plan.html."""
    prefetch_related_objects([campaign], *PARTS)
    return {
        "citations": campaign.citations.all(),
        "contents": campaign.contents.all(),
        "targets": campaign.targets.all(),
        "titles": campaign.offered_titles.all(),
        "movements": campaign.movements.all(),
    }
