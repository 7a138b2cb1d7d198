"""A registration deadline: the words of the plan, the instant they mean, and how pages say it so that nobody can misread it."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from emulation.vietnamese import dates

DAY = r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})"
MONTH = r"(\d{1,2})[/.-](\d{4})"
UNTIL_DAY = rf"(?:hết|hết ngày) {DAY}"
YEARS = range(2000, 2101)  # those that a campaign may have
HINT = "Xin ghi như trong kế hoạch: “xong trước ngày 29/02/2024”, “đến hết ngày 28/02/2024” hoặc “đến hết tháng 7/2024”."


def parse_deadline(words: str) -> datetime:
    """The instant from which it is too late, in Vietnamese time: "trước ngày D" ends as D begins, "hết ngày D" as D ends.

    Raises ValueError, with a sentence to show, for words that do not say which of the two is meant.
    """
    plain = _plain(words)
    if len(re.findall(MONTH, plain)) > 1:
        raise ValueError(f"Có nhiều ngày nên chưa rõ ngày nào là hạn. {HINT}")
    try:
        if found := re.search(rf"trước ngày {DAY}", plain):
            return _start_of(_date(found[3], found[2], found[1]))
        if found := re.search(UNTIL_DAY, plain):
            return _start_of(_date(found[3], found[2], found[1]) + timedelta(days=1))
        if found := re.search(rf"hết tháng {MONTH}", plain):
            first = _date(found[2], found[1], "1")
            return _start_of(date(first.year + first.month // 12, first.month % 12 + 1, 1))
    except ValueError as error:
        raise ValueError(f"Ngày này không có trong lịch. {HINT}") from error
    raise ValueError(f"Chưa rõ hạn là trước ngày hay đến hết ngày nào. {HINT}")


def _plain(words: str) -> str:
    """In small letters, days as 28/2/2024."""
    return re.sub(r"(\d{1,2}) tháng (\d{1,2}) năm (\d{4})", r"\1/\2/\3", " ".join(words.lower().split()))


def in_full(words: str, deadline: datetime) -> str:
    """The words of the plan with the last open day as pages say it; where the words name that very day, only its weekday is added."""
    if re.search(UNTIL_DAY, _plain(words)):
        return f"{words} ({dates.weekday(last_open_day(deadline)).partition(',')[0]})"
    return f"{words}, tức là {due(deadline).until}"


def _date(year: str, month: str, day: str) -> date:
    if int(year) not in YEARS:
        raise ValueError(year)
    return date(int(year), int(month), int(day))


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_default_timezone())


def day_after(day: date) -> datetime:
    """The instant at which that day is over, in Vietnamese time."""
    return _start_of(day + timedelta(days=1))


def last_open_day(deadline: datetime) -> date:
    """The last day on which one may still register."""
    return timezone.localtime(deadline - timedelta(microseconds=1)).date()


@dataclass(frozen=True)
class Due:
    """A deadline as a page says it: how long is left, until when, and the colour of its urgency."""

    left: str
    until: str
    css: str


def due(deadline: datetime, now: datetime | None = None) -> Due:
    """How a page says the deadline: "Còn 5 ngày", "đến hết thứ Bảy, 28/02/2026"."""
    now = now or timezone.now()
    last = last_open_day(deadline)
    until = f"đến hết {dates.weekday(last)}"
    if now >= deadline:
        return Due("Đã hết hạn", until, "late")
    days = (last - timezone.localtime(now).date()).days
    if days == 0:
        return Due("Hôm nay là ngày cuối", until, "late")
    return Due(f"Còn {days} ngày", until, "" if days > 7 else "now")
