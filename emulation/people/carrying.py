"""Terms of office when units change: those at the old unit end, and those that go on begin anew at the successor with the same accounts."""

from collections.abc import Collection, Iterable
from copy import copy
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from emulation.people.models import Term
from emulation.units.models import Succession, Unit

GO_ON_ALONE = frozenset({Succession.Kind.RENAME, Succession.Kind.TRANSFER})  # the same unit under another name or in another commune


@dataclass(frozen=True)
class Carried:
    """A term that ended with its unit; `new` is the one that goes on from it, None where none does."""

    old: Term
    new: Term | None

    @property
    def is_moved(self) -> bool:
        """Whether the very same term went over: it began only when the successor stood already."""
        return self.new is not None and self.new.pk == self.old.pk


def terms_at(units: Iterable[Unit]) -> list[Term]:
    """The terms at these very units that have not ended, by unit and person."""
    open_ones = Term.objects.filter(Q(ends_on=None) | Q(pk__in=Term.objects.in_force()), unit__in=units)
    return list(open_ones.select_related("user", "unit").order_by("unit__sort_key", "user__sort_key", "pk"))


def carry_terms(successions: Iterable[Succession], chosen: Collection[int] = ()) -> list[Carried]:
    """End every term at the predecessors; renamed and transferred units keep theirs, of merged and split ones the `chosen` (keys) go on.

    A term that began only after the change goes over as it is. Call it in the transaction of the change.
    """
    carried = []
    for succession in successions:
        if not succession.carries_on:
            continue
        still_held = Q(ends_on=None) | Q(ends_on__gte=succession.on)
        for term in Term.objects.select_for_update(of=("self",)).filter(still_held, unit=succession.predecessor).select_related("user", "unit").order_by("pk"):
            goes_on = succession.kind in GO_ON_ALONE or term.pk in chosen
            carried.append(_carry(term, succession, goes_on))
    return carried


def _carry(term: Term, succession: Succession, goes_on: bool) -> Carried:
    there_already = Term.objects.filter(user=term.user, unit=succession.successor, role=term.role, ends_on=None).first()
    began_later = term.starts_on >= succession.on
    if began_later and goes_on and there_already is None:
        old, term.unit = copy(term), succession.successor
        term.save(update_fields=["unit"])
        return Carried(old, term)
    until, term.ends_on = term.ends_on, term.starts_on if began_later else succession.on - timedelta(days=1)
    term.save(update_fields=["ends_on"])
    if not goes_on or there_already:
        return Carried(term, there_already)
    return Carried(
        term,
        Term.objects.create(user=term.user, unit=succession.successor, role=term.role, title=term.title, starts_on=succession.on, ends_on=until),
    )
