"""The parts of the subject of awards, as links on each of its pages."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse

from emulation.people.access import EVERYONE, holds
from emulation.people.models import Role

register = template.Library()

OFFICE = tuple(role for role in Role if role != Role.HEAD)
PARTS = [  # label, its page, how the names of its pages begin, whose it is
    ("Đề nghị", "nomination-list", ("nomination-",), EVERYONE),
    ("Bình xét", "assessment-list", ("assessment-", "assessed-", "scale-"), EVERYONE),
    ("Lấy ý kiến", "posting-list", ("posting-", "comment-"), EVERYONE),
    ("Họp Hội đồng", "meeting-list", ("meeting-", "ballot-"), OFFICE),
    ("Thành phần Hội đồng", "council-list", ("council-",), OFFICE),
    ("Quyết định", "decision-list", ("decision-", "award-deciding", "award-edit", "award-move", "award-take-out"), OFFICE),
    ("Đã khen thưởng", "award-list", ("award-list", "award-detail"), EVERYONE),
    ("Thống kê", "award-statistics", ("award-statistics",), OFFICE),
    ("Danh mục", "catalogue", ("catalogue", "honour-"), OFFICE),
]


@dataclass(frozen=True)
class Part:
    label: str
    url: str
    current: bool


@register.inclusion_tag("awards/parts.html", takes_context=True)
def award_parts(context: Context) -> dict[str, Any]:
    """Those that the reader may open."""
    request = context["request"]
    here = request.resolver_match.url_name
    return {"parts": [Part(label, reverse(name), here.startswith(at)) for label, name, at, roles in PARTS if holds(request.user, *roles)]}
