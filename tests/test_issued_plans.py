"""A plan that was written for a campaign gives it number and date when it is issued."""

from datetime import date

import pytest

from emulation.campaigns.models import Campaign
from emulation.drafting.workflow import move_draft
from emulation.history.models import Line
from emulation.issuing.finishing import issue
from emulation.papers.kinds import PaperKind
from tests.drafts import make_draft
from tests.world import World

pytestmark = pytest.mark.django_db


def issue_for(world: World, kind: PaperKind) -> Campaign:
    """A paper of the campaign under way, written, approved and issued as 21 of 2 March 2026."""
    secretary, chair = world.people["secretary"], world.people["chair"]
    draft = move_draft(make_draft(world.ward, secretary, kind, campaign=world.campaign), "submit", by=secretary)
    paper = move_draft(draft, "approve", by=chair).paper
    assert paper is not None
    issue(paper, "number", by=secretary, number="21", dated=date(2026, 3, 2), order_is_right=True)
    return Campaign.objects.get(pk=world.campaign.pk)


def test_a_campaign_without_number_takes_that_of_its_plan(world: World) -> None:
    Campaign.objects.update(plan_number="", plan_date=None)
    campaign = issue_for(world, PaperKind.PLAN)
    assert (campaign.plan_number, campaign.plan_date) == ("21/KH-UBND", date(2026, 3, 2))
    line = Line.objects.of(campaign)[0]
    assert (line.label, line.reason) == ("Kế hoạch được cấp số", "Kế hoạch số 21/KH-UBND ngày 02/03/2026")


@pytest.mark.parametrize(("kind", "number"), [(PaperKind.PLAN, "13/KH-UBND"), (PaperKind.ANNOUNCEMENT, "")])
def test_a_number_that_is_there_and_other_papers_change_nothing(world: World, kind: PaperKind, number: str) -> None:
    Campaign.objects.update(plan_number=number)
    assert issue_for(world, kind).plan_number == number
