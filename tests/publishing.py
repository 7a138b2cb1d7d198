"""Public pages for tests: what stands in their addresses."""

from typing import Any

from awards.models import Decision
from emulation.campaigns.models import Campaign

PUBLIC_FILES = {"icon", "public-calendar", "public-feed", "public-plan", "robots", "sitemap", "sitemap-section"}  # whose answer is no page


def keys_of_public(campaign: Campaign) -> dict[str, Any]:
    """The office that runs the campaign, the campaign, and the office's first decision: issued, or with a draft campaign one without a paper."""
    decision = None if campaign.is_draft else Decision.objects.issued().filter(unit=campaign.unit).order_by("pk").first()
    return {
        "unit_code": campaign.unit.code,
        "campaign_code": campaign.code,
        "decision_code": decision.paper.code if decision and decision.paper else "22222222",
        "section": "phong-trao",
    }
