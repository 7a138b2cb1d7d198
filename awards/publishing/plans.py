"""What anybody may download of a campaign's plan, where the office said that the plan is public."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse

from emulation.attachments.downloads import attachment_response
from emulation.attachments.models import Attachment
from emulation.campaigns.models import Campaign
from emulation.issuing.models import OutgoingPaper, State
from emulation.issuing.serving import stored_response
from emulation.papers.kinds import PaperKind
from emulation.vietnamese.numbers import show_size


class PlanFile(NamedTuple):
    """The paper that was issued here, or one file of the signed scan."""

    label: str
    size: int
    source: OutgoingPaper | Attachment

    @property
    def size_words(self) -> str:
        return show_size(self.size)


def plan_files(campaign: Campaign) -> list[PlanFile]:
    """Its files in the order in which their addresses count them; none while the plan is not public. Two queries at most."""
    if not campaign.is_plan_public:
        return []
    files = [PlanFile("Bản đã ban hành", paper.size or 0, paper) for paper in _issued(campaign)]
    scans = list(campaign.plan_scans.in_use())
    for number, scan in enumerate(scans, start=1):
        label = "Bản đã ký" if len(scans) == 1 else f"Bản đã ký, tệp {number}"
        files.append(PlanFile(label, scan.attachment.size, scan.attachment))
    return files


def _issued(campaign: Campaign) -> list[OutgoingPaper]:
    """The plan itself: a campaign may have other papers of that kind, which have other numbers."""
    if not campaign.plan_number:
        return []
    drafted = OutgoingPaper.objects.filter(draft__campaign=campaign, kind=PaperKind.PLAN, state=State.ISSUED, dated=campaign.plan_date)
    return [paper for paper in drafted.defer("content") if paper.number_line == campaign.plan_number]


def send(request: HttpRequest, campaign: Campaign, file: PlanFile) -> HttpResponse:
    name = f"{campaign.plan_named} ({file.label.lower()})"
    if isinstance(file.source, Attachment):
        return attachment_response(file.source, name)
    paper = file.source
    return stored_response(request, name=paper.file, sha256=paper.sha256, size=file.size, shown_as=f"{name}.pdf".replace("/", "-"))
