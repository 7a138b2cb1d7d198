"""Campaigns, what their plan says, whom they invite, and what units do in them together or on their own."""

from emulation.campaigns.models.campaign import UNDER_WAY, Campaign, CampaignQuerySet, Invitation, SheetChoice, State
from emulation.campaigns.models.cluster import Cluster, ClusterMember, ClusterQuerySet
from emulation.campaigns.models.local import LocalDrive, LocalDriveQuerySet, LocalState
from emulation.campaigns.models.plan import (
    Citation,
    CitedDocument,
    Comparator,
    Content,
    Movement,
    OfferedTitle,
    Target,
    amount,
    target_sentence,
    targets_in_words,
)
from emulation.campaigns.models.scan import PlanScan

__all__ = [
    "UNDER_WAY",
    "Campaign",
    "CampaignQuerySet",
    "Citation",
    "CitedDocument",
    "Cluster",
    "ClusterMember",
    "ClusterQuerySet",
    "Comparator",
    "Content",
    "Invitation",
    "LocalDrive",
    "LocalDriveQuerySet",
    "LocalState",
    "Movement",
    "OfferedTitle",
    "PlanScan",
    "SheetChoice",
    "State",
    "Target",
    "amount",
    "target_sentence",
    "targets_in_words",
]
