"""Papers of the demonstration, composed from what one would paste from Word: the five real plans, waiting for number and day as the originals do,
and papers of the ward whose drive is under way."""

import re
from datetime import datetime
from typing import Any

from django.utils import timezone

from emulation.campaigns.models import Campaign
from emulation.drafting.models import Draft
from emulation.drafting.recognising import recognised
from emulation.drafting.workflow import move_draft
from emulation.drafting.writing import add_passages, begin_draft, save_passage
from emulation.issuing.workflow import move_paper
from emulation.papers.kinds import PaperKind, symbol_of
from emulation.people.models import User
from emulation.units.models import Unit
from registrations.demonstration.data import moment, read

PLANS = ("luong-son", "binh-luong", "phuong-4", "chi-lang", "nga-nam")  # codes of the issuers, and data files in plans/
OF_TODAY = ("bach-quang", "bach-quang-don-doc")
TARGETS = re.compile(r"(.*?) ?\{chỉ tiêu: (.+)\}")


def load_plan(name: str, now: datetime) -> Draft:
    """The paper of that data file, as far on its way as the file says. One with a number is finished by the sweeper, after the commit."""
    data = read(f"plans/{name}", year=str(timezone.localdate(now).year))
    secretary, chair = (User.objects.get(username=data[role]) for role in ("secretary", "chair"))
    submitted_at = moment(*data["submitted_at"], now=now)
    draft = begin_draft(_draft(data), by=secretary, at=submitted_at)
    _write_body(draft, data["body"]["text"])
    move_draft(draft, "submit", by=secretary, at=submitted_at)
    if "approved_at" in data:
        draft = move_draft(draft, "approve", by=chair, at=moment(*data["approved_at"], now=now))
    if draft.paper and "number" in data:
        at = moment(*data["numbered_at"], now=now)
        move_paper(draft.paper, "number", by=secretary, at=at, number=data["number"], dated=timezone.localdate(at), order_is_right=True)
    return draft


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
