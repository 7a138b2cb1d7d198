"""Papers that are still being written, for tests."""

from typing import Any

from django.utils import timezone

from emulation.campaigns.models import Campaign
from emulation.drafting.beginning import new_draft
from emulation.drafting.models import Draft, RecipientGroup
from emulation.drafting.recognising import recognised
from emulation.drafting.writing import add_passages, begin_draft
from emulation.papers.kinds import PaperKind
from emulation.people.models import User
from emulation.units.models import Unit

BODY = """
Thực hiện Kế hoạch của tỉnh, Ủy ban nhân dân phường ban hành Kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Phát huy sức mạnh của Nhân dân.
2. Thi đua thiết thực, hiệu quả.
II. TỔ CHỨC THỰC HIỆN
Đề nghị các đơn vị thực hiện.
"""


def make_draft(unit: Unit, by: User, kind: PaperKind = PaperKind.PLAN, campaign: Campaign | None = None, body: str = BODY, **fields: Any) -> Draft:
    """A draft of the unit with everything that its kind must have."""
    draft = new_draft(unit, kind, timezone.localdate(), campaign)
    for name, value in {"subject": "Tổ chức phong trào thi đua yêu nước", "recipients": "Sở Nội vụ\nLưu: VT", **fields}.items():
        setattr(draft, name, value)
    begin_draft(draft, by=by)
    add_passages(draft, recognised(body))
    return draft


def make_group(unit: Unit, name: str = "Các tổ dân phố", lines: str = "{số tổ dân phố} TDP trên địa bàn") -> RecipientGroup:
    return RecipientGroup.objects.create(unit=unit, name=name, lines=lines)


def keys_of_draft(unit: Unit) -> dict[str, Any]:
    """The first paper that the ward is writing, its first passage, and what it is written with."""
    draft = unit.drafts.order_by("pk").first()
    return {
        "draft_pk": getattr(draft, "pk", 0),
        "draft_kind": "ke-hoach",
        "draft_move": "submit",
        "passage_pk": getattr(draft.passages.first() if draft else None, "pk", 0),
        "passage_level": "text",
        "document_pk": getattr(unit.cited_documents.order_by("pk").first(), "pk", 0),
        "group_pk": getattr(unit.recipient_groups.first(), "pk", 0),
    }
