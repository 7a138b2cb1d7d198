"""The data files of the demonstration, and the moments that they name."""

import tomllib
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import timezone

from registrations.sheets import fill

FOLDER = Path(__file__).parent


def read(name: str, folder: Path = FOLDER, **words: str) -> dict[str, Any]:
    """The data file of that name in the folder, with each {word} given filled in; its decimal numbers are exact."""
    text = (folder / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(fill(text, words), parse_float=Decimal)


def moment(day: date | int, clock: time, *, now: datetime) -> datetime:
    """That time of day, in Vietnam, on the date given or so many days from today."""
    on = timezone.localdate(now) + timedelta(days=day) if isinstance(day, int) else day
    return timezone.make_aware(datetime.combine(on, clock))
