"""A list as somebody wants to see it: what the query string asks for, read, applied and offered again."""

from collections.abc import Iterator, Mapping
from copy import copy
from functools import cached_property
from typing import Any, NamedTuple

from django.core.paginator import Page
from django.http import HttpResponse, QueryDict
from django.utils import timezone

from emulation.listing.declaring import Choices, Filter, Listing
from emulation.listing.pages import page_at, query_of
from emulation.spreadsheets.downloads import xlsx_response
from emulation.spreadsheets.writing import Table, xlsx_of
from emulation.vietnamese.dates import clock

FEW = 10  # rows that one looks through without searching: the form is folded up over them
MOST_IN_FILE = 5000
LONGEST = 100  # letters of words to search for: each may be nine bytes of an address, and servers take four thousand


class Head(NamedTuple):
    """The head of a column: its words, the query string of a press on it, or None, and `aria-sort`."""

    label: str
    query: str | None
    sorted: str
    css: str


class Field(NamedTuple):
    """A filter as the form shows it: with the value chosen and, unless words are typed, the choices."""

    filter: Filter
    value: str
    choices: Choices

    @property
    def is_idle(self) -> bool:
        """Whether the rows are all alike in this."""
        return callable(self.filter.choices) and len(self.choices) < 2

    @property
    def said(self) -> str:
        """What is chosen, in words; "" for nothing."""
        words = dict(self.choices).get(self.value, self.value)
        return f"{self.filter.label}: {words}" if self.value else ""


class Chip(NamedTuple):
    """One choice of a filter as a link."""

    words: str
    query: str
    is_chosen: bool


class Listed:
    """`rows` are all that the person may see. What the query cannot mean counts as not asked. `url` is the list's own address, where it is shown elsewhere.

    `kept` is what else that address says of what is listed, like a day; the form and all links carry it along.
    """

    def __init__(self, listing: Listing, rows: Any, query: QueryDict, url: str = "", kept: Mapping[str, str] | None = None) -> None:
        self.listing, self.seen, self.url, self.kept = listing, rows, url, dict(kept or {})
        self.words = query.get("tim", "").strip()[:LONGEST] if listing.search else ""
        self.all_fields = [_field(one, rows, query.get(one.slug, "").strip()) for one in listing.filters]
        self.sorts = listing.sorts
        self.default_sort = next(iter(self.sorts), "")
        asked = query.get("xep", "")
        self.sort = asked if asked in self.sorts else self.default_sort
        self.wants_file = query.get("xuat") == "xlsx"
        self._page = query.get("trang")

    def within(self, rows: Any) -> "Listed":
        """The same wish about fewer rows."""
        narrower = copy(self)
        narrower.seen = rows
        return narrower

    @property
    def chosen(self) -> dict[str, str]:
        """What is asked for by each filter; "" for all."""
        return {field.filter.slug: field.value for field in self.all_fields}

    @property
    def is_asked(self) -> bool:
        """Whether it is narrowed."""
        return bool(self.words or any(self.chosen.values()))

    @cached_property
    def rows(self) -> Any:
        """The rows wanted, in the order wanted."""
        wanted = self.seen
        for field in self.all_fields:
            wanted = field.filter.narrowed(wanted, field.value)
        wanted = wanted.search(self.words) if self.words else wanted
        if self.listing.arrange and self.sort == "" and not self.is_asked:
            return self.listing.arrange(wanted)
        return wanted.order_by(*self.sorts[self.sort][1], *self.listing.then)

    @cached_property
    def page(self) -> Page:
        return page_at(self.rows, self._page, self.listing.rows_a_page)

    @cached_property
    def lines(self) -> list[Any]:
        """What the cells read, of the page's rows."""
        return self._lines(list(self.page))

    def _lines(self, rows: list[Any]) -> list[Any]:
        return list(self.listing.lines(rows)) if self.listing.lines else rows

    def but(self, **changes: str) -> str:
        """The query string that asks for this with something changed, from its first page."""
        asked = self.asked | changes
        return query_of(**self.kept | asked | {"xep": "" if asked["xep"] == self.default_sort else asked["xep"]})

    @property
    def asked(self) -> dict[str, str]:
        """What is asked for, by the names in the address."""
        return {"tim": self.words, **self.chosen, "xep": self.sort}

    @property
    def whole(self) -> str:
        """The query string of all that is listed."""
        return query_of(**self.kept)

    @property
    def query(self) -> str:
        """The query string that asks for this, from its first page."""
        return self.but()

    @property
    def here(self) -> str:
        """The query string that asks for this page of it."""
        return self.but(trang=str(self.page.number)) if self.page.number > 1 else self.query

    @property
    def file_query(self) -> str:
        return self.but(xuat="xlsx")

    @property
    def heads(self) -> Iterator[Head]:
        """Those of the columns shown; pressing the one sorted by turns its order round."""
        for column in self.listing.columns:
            if column.shown and column.slug:
                way = {column.slug: "ascending", f"-{column.slug}": "descending"}.get(self.sort, "none")
                yield Head(column.label, self.but(xep=f"-{column.slug}" if way == "ascending" else column.slug), way, column.css)
            elif column.shown:
                yield Head(column.label, None, "", column.css)

    @property
    def orders(self) -> list[tuple[str, str]]:
        """The same for a phone, where a table has no heads to press."""
        return [(slug, words) for slug, (words, _) in self.sorts.items()]

    @property
    def fields(self) -> list[Field]:
        """The filters of the form, without what there is only one of anyway."""
        return [field for field in self.all_fields if not field.filter.as_chips and (field.value or not field.is_idle)]

    @property
    def chip_fields(self) -> list[Field]:
        return [field for field in self.all_fields if field.filter.as_chips]

    @property
    def chips(self) -> list[Chip]:
        """The links of the filters that are shown as such."""
        return [
            Chip(words, self.but(**{field.filter.slug: value}), value == field.value)
            for field in self.chip_fields
            for value, words in (("", field.filter.every), *field.choices)
        ]

    @property
    def longest(self) -> int:
        return LONGEST

    @property
    def said(self) -> str:
        """What the form asks for, in words; "" for nothing. What is chosen by chips they show themselves."""
        return self._said(self.fields)

    def _said(self, fields: list[Field]) -> str:
        return "; ".join(filter(None, (f"Tìm: {self.words}" if self.words else "", *(field.said for field in fields))))

    @property
    def unasked(self) -> str:
        """The query string that asks for nothing of what the form asks for; order and chips stay."""
        return self.but(tim="", **{field.filter.slug: "" for field in self.fields})

    @property
    def unfolds(self) -> bool:
        """Whether the form is worth its place at once, where there is room: on a phone the list begins on the first screen."""
        return self.is_asked or self.page.paginator.count > FEW

    def file(self) -> HttpResponse:
        """All pages of it as a workbook, under lines that say what it is a list of."""
        title, now = self.listing.title, timezone.now()
        rows = list(self.rows[: MOST_IN_FILE + 1])
        above = (title, self._said(self.all_fields) or "Tất cả", f"Xuất lúc {clock(now)}, {_size(len(rows))}")
        columns = self.listing.columns
        cells = ([column.cell(line) for column in columns] for line in self._lines(rows[:MOST_IN_FILE]))
        table = Table(title, [column.label for column in columns], cells, above)
        return xlsx_response(xlsx_of(table), f"{title} {timezone.localdate(now):%d-%m-%Y}.xlsx".replace("/", "-"))


def _field(one: Filter, rows: Any, asked: str) -> Field:
    choices = one.choices_among(rows)
    if one.choices is None:
        return Field(one, asked[:LONGEST], ())
    return Field(one, asked if asked in dict(choices) else "", choices)


def _size(rows: int) -> str:
    return f"{rows} dòng" if rows <= MOST_IN_FILE else f"chỉ {MOST_IN_FILE} dòng đầu, xin lọc để thu hẹp"
