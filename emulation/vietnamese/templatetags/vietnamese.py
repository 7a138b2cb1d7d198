"""Template filters for dates, numbers and links that keep what the reader has chosen."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template

from emulation.vietnamese import dates, numbers

register = template.Library()


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
