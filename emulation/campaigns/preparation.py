"""Preparing a campaign: a new one with its defaults, changes that only a draft takes, and the number its plan gets later."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from emulation.campaigns.models import Campaign, State
from emulation.history.models import write_line
from emulation.people.models import User
from emulation.units.models import Unit
from emulation.workflow import MoveRefused

NUMBERABLE = frozenset(State) - {State.CLOSED}


def defaults_for(unit: Unit, secretary: User, today: date) -> dict[str, Any]:
    """What the form of a new campaign starts with at this commune: next year's drive from November on, else this year's."""
    year = today.year + (today.month >= 11)
    name = unit.short_name
    return {
        "title": f"Phong trào thi đua yêu nước {name} năm {year}",
        "code": f"{unit.code}-{year}",
        "year": year,
        "starts_on": date(year, 1, 1),
        "ends_on": date(year, 12, 31),
        "plan_issuer": f"UBND {name}",
        "plan_title": f"tổ chức phong trào thi đua yêu nước và công tác khen thưởng {name} năm {year}",
        "addressees": f"Ủy ban nhân dân {name}\nHội đồng thi đua khen thưởng {name}",
        "contact_name": secretary.full_name,
        "contact_phone": secretary.phone or unit.phone,
    }


@contextmanager
def changing_draft(campaign: Campaign) -> Iterator[Campaign]:
    """A transaction in which the campaign is locked and still a draft. Raises MoveRefused once it has been launched."""
    with transaction.atomic():
        locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
        if locked.state != State.DRAFT:
            raise MoveRefused("Phong trào đã phát động nên nội dung không sửa được nữa.")
        yield locked


@transaction.atomic
def number_plan(campaign: Campaign, number: str, dated: date, *, by: User) -> None:
    """Write in the number and date that the clerk gave the plan. Raises MoveRefused for a campaign that is closed."""
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if locked.state not in NUMBERABLE:
        raise MoveRefused("Phong trào đã kết thúc nên không ghi thêm số kế hoạch được.")
    Campaign.objects.filter(pk=locked.pk).update(plan_number=number, plan_date=dated)
    write_line(locked, move="number-plan", label="Ghi số kế hoạch", at=timezone.now(), by=by, reason=f"{number}, {dated:%d/%m/%Y}")
