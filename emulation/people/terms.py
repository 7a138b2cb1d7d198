"""Granting and ending terms: who may give which role, and to whose account a one-time code may be handed out."""

from dataclasses import dataclass

from django.db.models import Prefetch

from emulation.people.models import Role, Term, User
from emulation.units.models import Unit

AT_OFFICE = (Role.SECRETARY, Role.CHAIR, Role.COUNCIL, Role.SUPERIOR, Role.ADMINISTRATOR)
AT_UNIT = (Role.HEAD, Role.ADMINISTRATOR)
GRANTED_BY_SECRETARY = (Role.HEAD, Role.COUNCIL, Role.CHAIR, Role.SECRETARY)
CHANGES = {"doi-ten": "Đổi tên", "sap-nhap": "Sáp nhập", "chia-tach": "Chia tách"}  # of units, as pages offer them
CODES_BY_SECRETARY = {Role.HEAD, Role.COUNCIL}


def sole_holder(role: Role, unit: Unit) -> str:
    """The full name of who holds the role today; "" where nobody or more than one does: on a paper, a hand then writes it."""
    names = [user.full_name for user in User.objects.holding(role, unit)[:2]]
    return names[0] if len(names) == 1 else ""


def administers(user: User, unit: Unit) -> bool:
    return user.is_superuser or user.term_over(unit, Role.ADMINISTRATOR) is not None


def grantable_roles(user: User, unit: Unit) -> list[Role]:
    """The roles that somebody may give at a unit: an administrator all that the unit has, a secretary those of the commune's own work.

    Communes and what is above them have an office; units below have a head. A head at a commune would write the registrations of all its units.
    """
    at_unit = AT_OFFICE if unit.has_office else AT_UNIT
    if administers(user, unit):
        return list(at_unit)
    return [role for role in at_unit if role in GRANTED_BY_SECRETARY] if user.term_over(unit, Role.SECRETARY) else []


def may_change(user: User, unit: Unit) -> bool:
    """Whether somebody may rename, merge or split the unit: his own office's for units below the commune, the level above for the commune."""
    if unit.has_ended or not (unit.is_commune or not unit.has_office):
        return False
    if not unit.is_commune or user.is_superuser:
        return user.is_superuser or user.term_over(unit, Role.SECRETARY, Role.ADMINISTRATOR) is not None
    return any(unit.path.startswith(top.path) and top.path != unit.path for top in user.tops_as(Role.ADMINISTRATOR))


def may_hand_code_to(user: User, owner: User) -> bool:
    """Whether somebody may reset another's password by a one-time code.

    An administrator may for all whose every term lies in his subtree. A secretary may only for heads and council members:
    with the chair's account in her hands the rule of different persons for one case would be empty.
    """
    if owner.is_superuser or not owner.terms_in_force:
        return user.is_superuser and owner != user
    return all(_within_reach(user, term) for term in owner.terms_in_force)


def _within_reach(user: User, term: Term) -> bool:
    if administers(user, term.unit):
        return True
    return term.role in CODES_BY_SECRETARY and user.term_over(term.unit, Role.SECRETARY) is not None


@dataclass(frozen=True)
class TermRow:
    """A term as the page of its unit shows it."""

    term: Term
    in_force: bool
    may_hand_code: bool
    may_end: bool


def terms_fetched(path: str) -> Prefetch:
    """The terms in force of the people at the end of the path, in one query for all; then ask `with_terms` of each."""
    return Prefetch(path, Term.objects.in_force().select_related("unit__commune"), to_attr="fetched_terms")


def with_terms(user: User) -> User:
    """The same person, who needs no query of his own for `terms_in_force` any more."""
    user.terms_in_force = user.fetched_terms  # type: ignore[attr-defined]  # set by the prefetch
    return user


def terms_of(unit: Unit, seen_by: User) -> list[TermRow]:
    """The unit's terms, those in force first; four queries however many there are."""
    grantable = grantable_roles(seen_by, unit)
    rows = []
    for term in unit.terms.select_related("user").prefetch_related(terms_fetched("user__terms")).order_by("user__sort_key", "pk"):
        current_term = term.is_in_force
        rows.append(TermRow(term, current_term, current_term and may_hand_code_to(seen_by, with_terms(term.user)), current_term and term.role in grantable))
    return sorted(rows, key=lambda row: not row.in_force)
