"""Dates and times as Vietnamese readers expect them."""

from datetime import date, datetime

from django.utils import timezone

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def day(value: date | datetime) -> str:
    """28/02/2026; an aware datetime is taken at Vietnamese time."""
    return f"{_date(value):%d/%m/%Y}"


def day_in_words(value: date) -> str:
    """ "05 tháng 02 năm 2026", as administrative documents cite others: a zero before days below 10, and before January and February."""
    month = f"{value.month:02}" if value.month < 3 else str(value.month)
    return f"{value.day:02} tháng {month} năm {value.year}"


def weekday(value: date | datetime) -> str:
    """The day with its weekday, for a day on which somebody must act: thứ Bảy, 28/02/2026."""
    return f"{WEEKDAYS[_date(value).weekday()]}, {day(value)}"


def clock(value: datetime) -> str:
    """14:05, 28/02/2026, at Vietnamese time."""
    return f"{timezone.localtime(value):%H:%M, %d/%m/%Y}"


def _date(value: date | datetime) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value
