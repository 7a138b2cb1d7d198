"""What follows in a campaign when its plan, written here, is issued: the plan's number and date need not be typed again."""

from datetime import datetime

from emulation.campaigns.models import Campaign
from emulation.drafting.models import Draft
from emulation.history.models import write_line
from emulation.issuing.models import OutgoingPaper
from emulation.papers.kinds import PaperKind


def number_campaign(paper: OutgoingPaper, at: datetime) -> None:
    """Give the campaign of an issued plan its number and date, unless it has them."""
    draft = Draft.objects.filter(paper=paper, kind=PaperKind.PLAN, campaign__plan_number="").select_related("campaign").first()
    if draft is None or draft.campaign is None:
        return
    campaign = Campaign.objects.select_for_update().get(pk=draft.campaign.pk)
    campaign.plan_number, campaign.plan_date = paper.number_line, paper.dated
    campaign.save(update_fields=["plan_number", "plan_date"])
    write_line(campaign, move="correct", label="Kế hoạch được cấp số", at=at, by=None, reason=paper.named)
