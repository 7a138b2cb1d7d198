"""Template filters for dates, numbers and links that keep what the reader has chosen."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join

from emulation.vietnamese import dates, numbers

register = template.Library()

NUMBER = re.compile(r"(?<![\w/&#;-])\d+[^\W\d_]?/(?:\d{4}/)?[^\W\d_]{2,}(?:-[^\W\d_]+)*(?![\w/-])")  # of a document: 41a/QĐ-UBND, 98/2023/NĐ-CP
LONGEST = 25  # letters; a longer one may need more than a line


def _or_dash(show: Callable[[Any], str], value: object) -> str:
    return "–" if value is None or value == "" else show(value)


@register.filter
def day(value: date | None) -> str:
    """28/02/2026, or a dash."""
    return _or_dash(dates.day, value)


@register.filter
def weekday(value: date | None) -> str:
    """thứ Bảy, 28/02/2026, or a dash."""
    return _or_dash(dates.weekday, value)


@register.filter
def clock(value: datetime | None) -> str:
    """14:05, 28/02/2026, or a dash."""
    return _or_dash(dates.clock, value)


@register.filter
def number(value: Decimal | None) -> str:
    """12.500 or 95,15, or a dash."""
    return _or_dash(numbers.show_number, value)


@register.filter
def unbroken(value: object) -> str:
    """The text, escaped, with numbers of documents in spans that no line breaks."""
    return format_html_join("", "{}", ((part,) for part in _parts(str(value))))


def _parts(text: str) -> Iterator[str]:
    end = 0
    for found in NUMBER.finditer(text):
        if len(found[0]) <= LONGEST:
            yield text[end : found.start()]
            yield format_html('<span class="together">{}</span>', found[0])
            end = found.end()
    yield text[end:]
