"""Campaigns, what their plan says, and whom they invite."""

from emulation.campaigns.models.campaign import Campaign, CampaignQuerySet, Invitation, SheetChoice, State
from emulation.campaigns.models.plan import Citation, CitedDocument, Comparator, Content, OfferedTitle, Target, target_sentence
from emulation.campaigns.models.scan import PlanScan

__all__ = [
    "Campaign",
    "CampaignQuerySet",
    "Citation",
    "CitedDocument",
    "Comparator",
    "Content",
    "Invitation",
    "OfferedTitle",
    "PlanScan",
    "SheetChoice",
    "State",
    "Target",
    "target_sentence",
]
