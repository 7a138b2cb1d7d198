"""One search over everything: units, people, campaigns, registrations, nominations, awards and papers, each as far as somebody sees it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse

from awards.models import NO_HONOUR, Award, Nomination
from emulation.campaigns.models import Campaign
from emulation.issuing.models import OutgoingPaper
from emulation.listing import query_of
from emulation.people.models import Term, User
from emulation.short_codes import ALPHABET, LENGTH, plain
from emulation.units.models import Unit
from emulation.vietnamese.keys import called
from emulation.workflow import Badge
from registrations.models import Registration

SHORTEST, LONGEST = 2, 100  # letters that one may look for
FEW = 5  # of each kind; more stand in its list


class Row(NamedTuple):
    """One thing found: what it is called, what it belongs to, and where it is read."""

    words: str
    note: str
    url: str
    badge: Badge | None = None


class Group(NamedTuple):
    """What was found of one kind; `more` leads to the list that shows the others too, "" where these are all or, then `is_cut`, there is no such list."""

    heading: str
    rows: list[Row]
    more: str
    is_cut: bool


@dataclass(frozen=True)
class Finder:
    """How one kind is looked for; `lists` names its list, which takes the words as `?tim=`: whoever finds something may open it."""

    heading: str
    find: Callable[[User, str], QuerySet[Any]]
    row: Callable[[Any, User], Row]
    lists: str

    def group(self, user: User, words: str) -> Group:
        """The first few; costs one query."""
        found = list(self.find(user, words)[: FEW + 1])
        is_cut = len(found) > FEW
        more = f"{reverse(self.lists)}?{query_of(tim=words)}" if is_cut and self.lists else ""
        return Group(self.heading, [self.row(one, user) for one in found[:FEW]], more, is_cut)


def search(user: User, words: str) -> list[Group]:
    """All that somebody may see and whose name, title or number contains the words, whatever their diacritics. Groups without a row are left out."""
    groups = (finder.group(user, words) for finder in FINDERS)
    return [group for group in groups if group.rows]


def code_in(words: str) -> str:
    """The verification code that the words are, as it is kept; "" when they are none."""
    code = plain(words)
    is_one = len(code) == LENGTH and set(code) <= set(ALPHABET)
    return code if is_one and (" " not in words.strip() or any(letter.isdigit() for letter in code)) else ""  # "dam quyet" is no code


def _units(user: User, words: str) -> QuerySet[Any]:
    found: QuerySet[Any] = Unit.objects.visible_to(user).search(words).in_order()
    return found.select_related("commune")


def _people(user: User, words: str) -> QuerySet[Any]:
    terms = Term.objects.in_force().filter(unit__in=Unit.objects.visible_to(user)).filter(called(words, "user__"))
    return terms.select_related("user", "unit__commune").order_by("user__sort_key", "pk")


def _campaigns(user: User, words: str) -> QuerySet[Any]:
    return Campaign.objects.visible_to(user).search(words).select_related("unit").order_by("-starts_on", "-pk")


def _registrations(user: User, words: str) -> QuerySet[Any]:
    found = Registration.objects.visible_to(user).search(words)
    return found.select_related("campaign", "unit__commune").order_by("-campaign__starts_on", "-campaign__pk", "unit__sort_key", "pk")


def _nominations(user: User, words: str) -> QuerySet[Any]:
    found = Nomination.objects.visible_to(user).as_known_to(user).search(words)
    return found.select_related("unit__commune", "honour").defer("achievement", "opinion").order_by("-year", "sort_key", "pk")


def _awards(user: User, words: str) -> QuerySet[Any]:
    """By the recipient's name, or by the decision's number or subject."""
    seen = Award.objects.visible_to(user)
    found: QuerySet[Any] = seen.search(words) | seen.filter(called(words, "decision__paper__"))
    return found.select_related("honour", "unit__commune", "decision__paper").defer("decision__paper__content").order_by("-book_year", "-book_number", "-pk")


def _papers(user: User, words: str) -> QuerySet[Any]:
    return OutgoingPaper.objects.visible_to(user).search(words).light().order_by("-year", "-approved_at", "-pk")


FINDERS = (
    Finder("Đơn vị", _units, lambda unit, user: Row(str(unit), unit.get_kind_display(), unit.get_absolute_url()), "unit-list"),
    Finder("Người giữ nhiệm vụ", _people, lambda term, user: Row(term.user.full_name, f"{term.title}, {term.unit}", term.unit.get_absolute_url()), ""),
    Finder("Phong trào", _campaigns, lambda one, user: Row(one.title, str(one.unit), one.get_absolute_url(), one.badge), "campaign-list"),
    Finder("Đăng ký", _registrations, lambda one, user: Row(str(one.unit), one.campaign.title, one.get_absolute_url(), one.badge), "registration-list"),
    Finder(
        "Đề nghị khen thưởng",
        _nominations,
        lambda one, user: Row(one.nominee, f"{one.honour or NO_HONOUR}, năm {one.year}, {one.unit}", one.get_absolute_url(), one.badge_for(user)),
        "nomination-list",
    ),
    Finder(
        "Đã khen thưởng",
        _awards,
        lambda one, user: Row(one.name, f"{one.honour}, Quyết định số {one.decision.paper.number_line}, {one.unit}", one.get_absolute_url(), one.badge),
        "award-list",
    ),
    Finder("Văn bản", _papers, lambda one, user: Row(one.named, f"{one.subject}, {one.unit}", one.get_absolute_url(), one.badge), "paper-list"),
)
