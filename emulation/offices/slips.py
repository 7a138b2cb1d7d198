"""Slips with user name and one-time code, eight on a page, to be cut apart and handed out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from emulation.papers.rendering import render_pdf
from emulation.people.codes import keep_codes
from emulation.people.models import CODE_LIFE, Role, Term, User
from emulation.people.terms import may_hand_code_to, terms_fetched, with_terms
from emulation.short_codes import new_code, shown
from emulation.units.models import Unit, keys_of
from emulation.vietnamese.dates import clock
from emulation.vietnamese.keys import said_in
from emulation.vietnamese.order import search_key

ON_A_PAGE = 8
LONG = 130  # letters


@dataclass(frozen=True)
class Slip:
    """What one slip says; `until` is the moment until which the code is good, in words."""

    office: str
    unit: str
    name: str
    title: str
    username: str
    code: str
    until: str

    @property
    def is_long(self) -> bool:
        """Whether it says so much that it is set smaller."""
        return len(self.office + self.name + self.title + self.unit + self.username) > LONG


@dataclass(frozen=True)
class Receiver:
    """A term whose holder may be given a slip; `ticked` until he has signed in."""

    term: Term
    ticked: bool


def receivers(office: Unit, seen_by: User, *, role: str = Role.HEAD, words: str = "") -> list[Receiver]:
    """The terms in force below the office whose holders this person may hand a code, by unit; three queries however many there are.

    `words` are part of a person's name, or of a unit's, today's or a former one.
    """
    terms = Term.objects.in_force().filter(role=role, unit__in=Unit.objects.under(office), user__is_active=True)
    if search_key(words):
        terms = terms.filter(said_in(words, *keys_of("unit__"), "user__search_key"))
    found = []
    for term in terms.select_related("user", "unit__commune").prefetch_related(terms_fetched("user__terms")).order_by("unit__sort_key", "user__sort_key", "pk"):
        if may_hand_code_to(seen_by, with_terms(term.user)):
            found.append(Receiver(term, ticked=term.user.last_login is None or not term.user.has_usable_password()))
    return found


def of_kind(rows: Iterable[Receiver], kind: str) -> list[Receiver]:
    """Those at units of the kind, "" for all; a person is ticked once, for a slip printed with a later page would end the first one's code."""
    found, seen = [], set()
    for row in rows:
        if kind in ("", row.term.unit.kind):
            found.append(Receiver(row.term, ticked=row.ticked and row.term.user_id not in seen))
            seen.add(row.term.user_id)
    return found


def slips_pdf(terms: Iterable[Term], *, by: User, at: datetime | None = None) -> bytes:
    """The slips of these terms' holders, a person once, with new codes that are good from now on.

    The paper is made first: when that fails, with BrokenPaper, no code is kept and the earlier ones stay good.
    """
    now = at or timezone.now()
    held = {term.user: term for term in reversed(list(terms))}
    codes = {user: shown(new_code()) for user in reversed(held)}
    slips = [_slip(held[user], code, now) for user, code in codes.items()]
    pdf = render_pdf(html_of(slips))
    keep_codes(codes, by=by, at=now)
    return pdf


def html_of(slips: list[Slip]) -> str:
    """The document that is rendered: eight slips on each page."""
    sheets = [slips[start : start + ON_A_PAGE] for start in range(0, len(slips), ON_A_PAGE)]
    address = f"{settings.SITE_URL.partition('://')[2]}{reverse('one-time-code')}"
    return render_to_string("papers/slips.html", {"sheets": sheets, "address": address, "office": slips[0].office})


def _slip(term: Term, code: str, now: datetime) -> Slip:
    return Slip(
        office=f"UBND {term.unit.office}",
        unit=str(term.unit),
        name=term.user.full_name,
        title=term.title,
        username=term.user.username,
        code=code,
        until=clock(now + CODE_LIFE),
    )
