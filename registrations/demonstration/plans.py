"""The five real plans: composed from what one would paste from Word, submitted and approved, waiting for number and day as the originals do."""

import re
from datetime import datetime
from typing import Any

from emulation.campaigns.models import Campaign
from emulation.drafting.models import Draft
from emulation.drafting.recognising import recognised
from emulation.drafting.workflow import move_draft
from emulation.drafting.writing import add_passages, begin_draft, save_passage
from emulation.papers.kinds import PaperKind, symbol_of
from emulation.people.models import User
from emulation.units.models import Unit
from registrations.demonstration.data import moment, read

PLANS = ("luong-son", "binh-luong", "phuong-4", "chi-lang", "nga-nam")  # codes of the issuers, and data files in plans/
TARGETS = re.compile(r"(.*?) ?\{chỉ tiêu: (.+)\}")


def load_plan(name: str, now: datetime) -> Draft:
    """The plan of that data file, approved by its chair."""
    data = read(f"plans/{name}")
    secretary, chair = (User.objects.get(username=data[role]) for role in ("secretary", "chair"))
    submitted_at, approved_at = moment(*data["submitted_at"], now=now), moment(*data["approved_at"], now=now)
    draft = begin_draft(_draft(data), by=secretary, at=submitted_at)
    _write_body(draft, data["body"]["text"])
    move_draft(draft, "submit", by=secretary, at=submitted_at)
    return move_draft(draft, "approve", by=chair, at=approved_at)


def _draft(data: dict[str, Any]) -> Draft:
    return Draft(
        unit=Unit.objects.get(code=data["unit"], commune=None),
        campaign=Campaign.objects.get(code=data["campaign"]) if "campaign" in data else None,
        kind=PaperKind.PLAN,
        symbol=symbol_of(PaperKind.PLAN, "UBND"),
        **data["head"],
    )


def _write_body(draft: Draft, body: str) -> None:
    """The body as it is recognised; a paragraph that ends in "{chỉ tiêu: Y tế}" prints the campaign's targets of that field there."""
    for passage in add_passages(draft, recognised(body)):
        if marked := TARGETS.fullmatch(passage.text):
            passage.text, passage.target_field = marked.groups()
            save_passage(passage)
