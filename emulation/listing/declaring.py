"""What a list declares: its columns, by what it is narrowed and searched, and its order."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F
from django.db.models.expressions import OrderBy

from emulation.spreadsheets.writing import Value

Term = str | F | Case | OrderBy  # what a database sorts by: a field, "-" before it to go down, or an expression, which may be null and is then last
Choices = Sequence[tuple[str, str]]

ALPHABET, DAYS, NUMBERS = ("từ A đến Y", "từ Y đến A"), ("cũ trước", "mới trước"), ("nhỏ trước", "lớn trước")


@dataclass(frozen=True)
class Column:
    """A column: its head, and what the file says in it of a line. With `slug` one sorts by it, as `by` says; `ways` are the words for up and down.

    A column that is not `shown` stands in the file alone.
    """

    label: str
    cell: Callable[[Any], Value]
    slug: str = ""
    by: Sequence[Term] = ()
    ways: tuple[str, str] = ALPHABET
    shown: bool = True
    css: str = ""


@dataclass(frozen=True)
class Filter:
    """One thing a list is narrowed by. `condition` is a lookup that the value goes to, or a function of rows and value.

    `choices` are (value, words), or a function that finds those that there are among the rows seen; without any, one types words.
    """

    slug: str
    label: str
    condition: str | Callable[[Any, str], Any]
    choices: Choices | Callable[[Any], Iterable[tuple[str, str]]] | None = None
    every: str = "Tất cả"
    otherwise: Callable[[Any], Any] | None = None  # what of the rows is shown where nothing is chosen
    as_chips: bool = False  # links above the list, for the one filter that everybody uses

    def choices_among(self, rows: Any) -> Choices:
        return list(self.choices(rows)) if callable(self.choices) else self.choices or ()

    def narrowed(self, rows: Any, value: str) -> Any:
        if not value:
            return self.otherwise(rows) if self.otherwise else rows
        return rows.filter(**{self.condition: value}) if isinstance(self.condition, str) else self.condition(rows, value)


@dataclass(frozen=True)
class Listing:
    """A list. `search` labels the field whose words go to the rows' own `search`; "" for a list without one.

    Where nobody asks for an order, it is `order`, called `order_words`; without it the first column that sorts. `then` parts what is alike.
    `arrange` makes of rows neither narrowed nor sorted what the page shows. `lines` turns rows into what the cells read. `title` also names the file.
    """

    title: str
    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    search: str = ""
    order: Sequence[Term] = ()
    order_words: str = "Mới nhất trước"
    then: Sequence[Term] = ("pk",)
    arrange: Callable[[Any], Any] | None = None
    lines: Callable[[list[Any]], Iterable[Any]] | None = None
    rows_a_page: int = 30
    is_table: bool = True  # else no head can be pressed, and the order is chosen in the form also on a desk

    @property
    def sorts(self) -> dict[str, tuple[str, list[Any]]]:
        """By what `?xep=` may say, the words for it and what the database sorts by; the first is the one without a wish."""
        found = {"": (self.order_words, ordered(self.order))} if self.order or self.arrange else {}
        for column in self.columns:
            if column.slug:
                up, down = column.ways
                found[column.slug] = (f"{column.label}: {up}", ordered(column.by))
                found[f"-{column.slug}"] = (f"{column.label}: {down}", ordered(column.by, turned=True))
        return found


def ordered(terms: Iterable[Term], *, turned: bool = False) -> list[Any]:
    """What `order_by` takes; turned, each goes the other way."""
    return [_ordered(term, turned) for term in terms]


def _ordered(term: Term, turned: bool) -> Any:
    if isinstance(term, str):
        return (term.removeprefix("-") if term.startswith("-") else f"-{term}") if turned else term
    return term if isinstance(term, OrderBy) else (term.desc if turned else term.asc)(nulls_last=True)
