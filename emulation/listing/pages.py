"""Pages of lists that may be very long: nobody turns a thousand rows, so no more are counted or shown."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

MOST = 1000  # rows; counting all of a province's registrations takes longer than the whole page


class LongList(Paginator):
    """A paginator of at most `MOST` rows; `is_cut` when there are more."""

    @cached_property
    def count(self) -> int:
        return min(self._found, MOST)

    @cached_property
    def _found(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[: MOST + 1].count())

    @property
    def is_cut(self) -> bool:
        return self._found > MOST


def page_of(rows: QuerySet[Any], request: HttpRequest, rows_a_page: int) -> Page:
    """The page that `?trang=` asks for; the first or last one where that is none."""
    return page_at(rows, request.GET.get("trang"), rows_a_page)


def page_at(rows: Any, asked: str | None, rows_a_page: int) -> Page:
    """The page asked for, of a query set or of rows that are all there already."""
    paginator = LongList if isinstance(rows, QuerySet) else Paginator
    return paginator(rows, rows_a_page).get_page(asked)


def query_of(**parameters: str) -> str:
    """What the links to other pages must carry along, encoded; without what is empty."""
    return urlencode({name: value for name, value in parameters.items() if value})
