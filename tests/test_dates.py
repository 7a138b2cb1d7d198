"""Dates and times are shown as Vietnamese readers expect them, at Vietnamese time."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.urls import get_resolver

from emulation.vietnamese.dates import clock, day, weekday
from emulation.vietnamese.fields import DayInput

LATE_IN_LONDON = datetime(2026, 2, 27, 18, 5, tzinfo=UTC)  # already the next day in Vietnam
WEEK = ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]


def test_a_day_is_written_day_month_year() -> None:
    assert day(date(2026, 2, 5)) == "05/02/2026"


def test_an_instant_is_taken_at_vietnamese_time() -> None:
    assert (day(LATE_IN_LONDON), weekday(LATE_IN_LONDON), clock(LATE_IN_LONDON)) == ("28/02/2026", "thứ Bảy, 28/02/2026", "01:05, 28/02/2026")


def test_every_weekday_has_its_name() -> None:
    assert [weekday(date(2026, 3, number)) for number in range(2, 9)] == [f"{name}, {number:02}/03/2026" for number, name in enumerate(WEEK, start=2)]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(2026, 2, 28), "28/02/2026|thứ Bảy, 28/02/2026"),
        (LATE_IN_LONDON, "28/02/2026|thứ Bảy, 28/02/2026"),
        (None, "–|–"),
        ("", "–|–"),
    ],
)
def test_templates_show_days_or_a_dash(value: Any, shown: str) -> None:
    assert Template("{{ value|day }}|{{ value|weekday }}").render(Context({"value": value})) == shown


@pytest.mark.parametrize(("value", "shown"), [(LATE_IN_LONDON, "01:05, 28/02/2026"), (None, "–")])
def test_templates_show_the_clock_or_a_dash(value: Any, shown: str) -> None:
    assert Template("{{ value|clock }}").render(Context({"value": value})) == shown


def test_a_day_is_asked_for_in_one_way_by_all_forms() -> None:
    assert get_resolver().url_patterns  # so that every view, and with it every form, has been read
    waiting, forms_of_ours = [forms.BaseForm], []
    while waiting:
        waiting += (below := waiting.pop().__subclasses__())
        forms_of_ours += [form for form in below if form.__module__.split(".")[0] in ("emulation", "registrations", "awards")]
    days = [(form, name, field.widget) for form in forms_of_ours for name, field in form.base_fields.items() if isinstance(field, forms.DateField)]
    assert len(days) > 20
    assert [one for one in days if not isinstance(one[2], DayInput | forms.HiddenInput)] == []
