"""The golden book (sổ vàng): each award of an issuer gets the next number of the year in which it was decided, without a gap."""

from django.db.models import Max

from awards.models import Award
from emulation.units.models import Unit


def next_book_number(unit: Unit, year: int) -> int:
    """The first free number; nobody else takes one of this issuer until the transaction ends."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    greatest: int | None = Award.objects.filter(book_unit=unit, book_year=year).aggregate(greatest=Max("book_number"))["greatest"]
    return (greatest or 0) + 1
