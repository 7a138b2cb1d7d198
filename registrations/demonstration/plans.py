"""Papers of the demonstration, composed from what one would paste from Word: the five real plans, waiting for number and day as the originals do,
and papers of the ward whose drive is under way."""

import re
from datetime import datetime
from typing import Any

from django.utils import timezone

from emulation.campaigns.models import Campaign
from emulation.drafting.models import Draft, Passage, PassageLevel
from emulation.drafting.recognising import recognised
from emulation.drafting.workflow import move_draft
from emulation.drafting.writing import add_passages, begin_draft, put_passages, save_passage
from emulation.issuing.approval import approve
from emulation.issuing.models import OutgoingPaper
from emulation.issuing.workflow import move_paper
from emulation.papers.document import Certificate, Signature
from emulation.papers.kinds import PaperKind, symbol_of
from emulation.people.models import User
from emulation.units.models import Unit
from registrations.demonstration.data import moment, read

PLANS = ("luong-son", "binh-luong", "phuong-4", "chi-lang", "nga-nam")  # codes of the issuers, and data files in plans/
OF_TODAY = ("bach-quang", *(f"bach-quang-{kind}" for kind in ("bien-ban", "to-trinh", "quyet-dinh", "bao-cao", "thong-bao", "cong-van", "giay-moi", "don-doc")))
TARGETS = re.compile(r"(.*?) ?\{chỉ tiêu: (.+)\}")


def load_plan(name: str, now: datetime) -> Draft:
    """The paper of that data file, as far on its way as the file says. One with a number is finished by the sweeper, after the commit."""
    data = read(f"plans/{name}", year=str(timezone.localdate(now).year))
    secretary, chair = (User.objects.get(username=data[role]) for role in ("secretary", "chair"))
    submitted_at = moment(*data["submitted_at"], now=now)
    draft = begin_draft(_draft(data), by=secretary, at=submitted_at)
    _write_body(draft, data["body"]["text"])
    for annex in data.get("annexes", []):
        _write_annex(draft, **annex)
    move_draft(draft, "submit", by=secretary, at=submitted_at)
    if "approved_at" in data:
        draft = move_draft(draft, "approve", by=chair, at=moment(*data["approved_at"], now=now))
    if draft.paper and "number" in data:
        at = moment(*data["numbered_at"], now=now)
        paper = move_paper(draft.paper, "number", by=secretary, at=at, number=data["number"], dated=timezone.localdate(at), order_is_right=True)
        for place, entry in enumerate(data.get("certificates", []), start=1):
            _load_certificate(entry, place, paper, chair, secretary)
    return draft


def _load_certificate(entry: dict[str, Any], place: int, decision: OutgoingPaper, chair: User, secretary: User) -> None:
    """A certificate that goes with the decision, under its number and day."""
    certificate = Certificate(
        decider=f"Chủ tịch Ủy ban nhân dân {decision.unit}".upper(),
        verb="TẶNG",
        award="GIẤY KHEN",
        recipient=entry["recipient"],
        details=tuple(entry["details"]),
        achievement=entry["achievement"],
        place=decision.unit.place,
        year=decision.year,
        signature=Signature(("CHỦ TỊCH",), chair.full_name),
        decision_number=decision.number_line,
        book_number=f"{place:02}",
    )
    at, subject = decision.approved_at, f"Giấy khen: {entry['recipient']}"
    paper = approve(certificate, unit=decision.unit, kind=PaperKind.CERTIFICATE, subject=subject, by=chair, at=at)
    move_paper(paper, "issue", by=secretary, at=at, dated=decision.date_given)


def _draft(data: dict[str, Any]) -> Draft:
    kind = PaperKind(data.get("kind", PaperKind.PLAN))
    return Draft(
        unit=Unit.objects.get(code=data["unit"], commune=None),
        campaign=Campaign.objects.get(code=data["campaign"]) if "campaign" in data else None,
        kind=kind,
        symbol=data.get("symbol") or symbol_of(kind, "UBND"),
        **data["head"],
    )


def _write_body(draft: Draft, body: str) -> None:
    """The body as it is recognised; a paragraph that ends in "{chỉ tiêu: Y tế}" prints the campaign's targets of that field there."""
    for passage in add_passages(draft, recognised(body)):
        if marked := TARGETS.fullmatch(passage.text):
            passage.text, passage.target_field = marked.groups()
            save_passage(passage)


def _write_annex(draft: Draft, title: str, cells: str, landscape: bool) -> None:
    """An annex with a table."""
    head = Passage(draft=draft, level=PassageLevel.ANNEX, text=title, is_landscape=landscape)
    put_passages(draft, [head, Passage(draft=draft, level=PassageLevel.TABLE, text=title, cells=cells.strip())])
