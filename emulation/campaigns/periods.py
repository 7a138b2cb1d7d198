"""The time of a campaign in the words of its plan, and the days that they mean."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from emulation.campaigns.deadlines import YEARS

HINT = "Ghi như trong kế hoạch: “năm 2026”, “quý I năm 2025”, “Tháng 11/2024”, “đến hết tháng 7/2024”, “giai đoạn 2026–2030”."
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
DAY, MONTH = r"(?:ngày )?(\d{1,2})/(\d{1,2})/(\d{4})", r"tháng (\d{1,2})/(\d{4})"
TO, DASH = r"(?:đến hết|đến|tới)", r"(?:-|–|—|đến)"


class Period(NamedTuple):
    """The first and the last day; no first day where the words name only the end."""

    starts_on: date | None
    ends_on: date


def parse_period(words: str) -> Period | None:
    """What the words mean; None for words that name no days, or days that are not in the calendar: those are then typed beside them."""
    plain = re.sub(r"(tháng \d{1,2}|quý \w+) năm (\d{4})", r"\1/\2", " ".join(words.lower().split()))
    plain = re.sub(r"(\d{1,2}) tháng (\d{1,2})/(\d{4})", r"\1/\2/\3", plain)
    for pattern, read in READERS:
        if found := re.fullmatch(rf"(?:(?:thời gian|trong|cả) )*{pattern}", plain):
            return _in_calendar(read, found.groups())
    return None


def covers(words: str, year: int) -> bool:
    """Whether a title names several years, "giai đoạn 2021 - 2025", among which this one is."""
    spans = re.findall(rf"(\d{{4}})\s*{DASH}\s*(?:năm )?(\d{{4}})", words.lower())
    return any(int(first) <= year <= int(last) for first, last in spans)


def _in_calendar(read: Callable[..., Period], found: tuple[str, ...]) -> Period | None:
    try:
        period = read(*found)
    except (KeyError, ValueError):
        return None
    fits = (period.starts_on or period.ends_on) <= period.ends_on and period.ends_on.year in YEARS
    return period if fits else None


def _last_day(month: str, year: str) -> date:
    first = date(int(year), int(month), 1)
    return first.replace(day=monthrange(first.year, first.month)[1])


def _first_day(month: str, year: str) -> date:
    return date(int(year), int(month), 1)


def _day(day: str, month: str, year: str) -> date:
    return date(int(year), int(month), int(day))


def _years(first: str, last: str) -> Period:
    return Period(date(int(first), 1, 1), date(int(last), 12, 31))


def _quarter(name: str, year: str) -> Period:
    last = 3 * QUARTERS[name]
    return Period(_first_day(str(last - 2), year), _last_day(str(last), year))


READERS: list[tuple[str, Callable[..., Period]]] = [
    (rf"{TO} {MONTH}|hết {MONTH}", lambda *found: Period(None, _last_day(*[one for one in found if one]))),
    (rf"{TO} {DAY}|hết {DAY}", lambda *found: Period(None, _day(*[one for one in found if one]))),
    (rf"từ {DAY} {TO} {DAY}", lambda *found: Period(_day(*found[:3]), _day(*found[3:]))),
    (rf"từ {MONTH} {TO} {MONTH}", lambda *found: Period(_first_day(*found[:2]), _last_day(*found[2:]))),
    (rf"từ {DAY} {TO} {MONTH}", lambda *found: Period(_day(*found[:3]), _last_day(*found[3:]))),
    (MONTH, lambda *found: Period(_first_day(*found), _last_day(*found))),
    (r"quý (\w+)/(\d{4})", _quarter),
    (r"năm (\d{4})", lambda year: _years(year, year)),
    (r"6 tháng đầu năm (\d{4})", lambda year: Period(_first_day("1", year), _last_day("6", year))),
    (r"6 tháng cuối năm (\d{4})", lambda year: Period(_first_day("7", year), _last_day("12", year))),
    (rf"(?:giai đoạn|5 năm|nhiệm kỳ) (?:từ )?(?:năm )?(\d{{4}}) ?{DASH} ?(?:năm )?(\d{{4}})", _years),
]
