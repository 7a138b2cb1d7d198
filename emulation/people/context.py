"""What surrounds every page: whose office this is, who is signed in, and the tabs he may use."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from emulation.people.access import EVERYONE, holds
from emulation.people.models import Role, User

TABS = [
    ("Việc cần làm", "home", ("home", "first-steps"), EVERYONE),
    ("Phong trào", "campaign-list", ("campaign-",), EVERYONE),
    ("Đăng ký", "registration-list", ("registration-",), EVERYONE),
    ("Khen thưởng", "nomination-list", ("nomination-", "honour-", "catalogue", "decision-", "award-", "posting-", "comment-", "assess", "scale-"), EVERYONE),
    ("Hội đồng", "meeting-list", ("council-", "meeting-", "ballot-"), tuple(role for role in Role if role != Role.HEAD)),
    ("Văn bản", "paper-list", ("paper-", "draft-"), tuple(role for role in Role if role != Role.HEAD)),
    ("Mẫu đăng ký", "sheet-list", ("sheet-",), (Role.SECRETARY, Role.ADMINISTRATOR)),
    ("Đơn vị", "unit-list", ("unit-",), tuple(role for role in Role if role != Role.HEAD)),
]


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool


def surroundings(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}
    terms = user.terms_in_force
    office = terms[0].unit.office if terms else None
    return {
        "office": f"UBND {office.short_name}" if office else "",
        "who": user.full_name,
        "who_title": "; ".join(str(term) for term in terms[:2]) or ("Quản trị hệ thống" if user.is_superuser else ""),
        "holds_nothing": not holds(user, *EVERYONE),
        "tabs": list(_tabs(request, user)),
        "contact": f"Điện thoại: {office.phone}" if office and office.phone else "",
    }


def _tabs(request: HttpRequest, user: User) -> list[Tab]:
    here = (request.resolver_match.url_name if request.resolver_match else "") or ""
    tabs = [Tab(label, reverse(name), here.startswith(at)) for label, name, at, roles in TABS if holds(user, *roles)]
    if user.is_staff:
        tabs.append(Tab("Quản trị", reverse("admin:index"), False))
    return tabs
