"""Loading the demonstration into an empty installation: all of it or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from celery import current_app
from django.db import transaction
from django.db.models import F

from emulation.campaigns.models import Campaign
from emulation.notices.models import Notice
from emulation.people.models import User
from emulation.units.models import Unit
from registrations.demonstration import chapters
from registrations.demonstration.campaigns import load_campaign, load_draft_campaign
from registrations.demonstration.offices import load_offices
from registrations.demonstration.plans import OF_TODAY, PLANS, load_plan
from registrations.demonstration.sheets import load_own_sheet

CAMPAIGNS = ("luong-son-2024", "bach-quang-last-year", "bach-quang-this-year")  # data files
DRAFT_CAMPAIGN = "nga-nam-2023"
MARK = "luong-son-2024"  # the campaign by whose code a loaded demonstration is known
LONG_AGO = timedelta(days=30)


def is_loaded() -> bool:
    return Campaign.objects.filter(code=MARK).exists()


def has_other_data() -> bool:
    """Whether people already work here, whose data the demonstration must not mix with."""
    return not is_loaded() and (User.objects.exists() or Unit.objects.exists())


@transaction.atomic
def load(now: datetime) -> None:
    """Load everything unless it is there. Papers are for after the commit."""
    if is_loaded():
        return
    load_offices()
    for name in CAMPAIGNS:
        load_campaign(name, now)
    load_draft_campaign(DRAFT_CAMPAIGN, now)
    load_own_sheet()
    for name in (*PLANS, *OF_TODAY):
        load_plan(name, now)
    for chapter in chapters.CHAPTERS:
        chapter.load(now)
    file_old_notices(now)


def file_old_notices(now: datetime) -> None:
    """What people were told years ago was mailed and read years ago."""
    old = Notice.objects.filter(made_at__lt=now - LONG_AGO)
    old.update(read_at=F("made_at"))
    old.exclude(email="").update(claimed_at=F("made_at"), sent_at=F("made_at"))


@contextmanager
def tasks_run_here() -> Iterator[None]:
    """Background work is done in this process at once, so that nothing waits for a worker or floods its broker."""
    before = current_app.conf.task_always_eager
    current_app.conf.task_always_eager = True
    try:
        yield
    finally:
        current_app.conf.task_always_eager = before
