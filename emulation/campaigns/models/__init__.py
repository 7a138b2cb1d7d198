"""Campaigns, what their plan says, whom they invite, and what units do in them together or on their own."""

from emulation.campaigns.models.campaign import Campaign, CampaignQuerySet, Invitation, SheetChoice, State
from emulation.campaigns.models.cluster import Cluster, ClusterMember, ClusterQuerySet
from emulation.campaigns.models.local import LocalDrive, LocalDriveQuerySet, LocalState
from emulation.campaigns.models.plan import Citation, CitedDocument, Comparator, Content, Movement, OfferedTitle, Target, target_sentence, targets_in_words
from emulation.campaigns.models.scan import PlanScan

__all__ = [
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
    "target_sentence",
    "targets_in_words",
]
