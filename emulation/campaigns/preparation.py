"""Preparing a campaign: a new one with its defaults, changes that only a draft takes, and corrections after the launch."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from emulation.campaigns.models import Campaign, State
from emulation.history.models import write_line
from emulation.people.models import Role, User
from emulation.units.models import Unit
from emulation.vietnamese.dates import day
from emulation.workflow import MoveRefused

GENERAL = "general"  # the part of a preparation that is no list of rows; the others are called as the campaign calls their rows
CORRECTABLE = frozenset(State) - {State.CLOSED}


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


def mark_checked(campaign: Campaign, part: str) -> None:
    """Somebody has looked at the part of a copied campaign again. Call it with the locked campaign."""
    Campaign.objects.filter(pk=campaign.pk).update(unchecked_parts=[one for one in campaign.unchecked_parts if one != part])


@transaction.atomic
def correct(campaign: Campaign, *, by: User, **fields: Any) -> None:
    """Set what may still change after the launch, and write down what it became. Raises MoveRefused for a campaign that is closed."""
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if locked.state not in CORRECTABLE:
        raise MoveRefused("Phong trào đã kết thúc nên không sửa được nữa.")
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.save(update_fields=[*fields])
    became = "\n".join(map(_told, fields.values()))
    write_line(
        locked,
        move="correct",
        label="Sửa số kế hoạch, người nhận, số ngày lấy ý kiến, công khai kế hoạch",
        at=timezone.now(),
        by=by,
        title=by.title_over(locked.unit, Role.SECRETARY),
        reason=became,
    )


def _told(value: Any) -> str:
    """What a field became, in history; the only numbers are of days, the only yes or no is about the plan."""
    if isinstance(value, bool):
        return "công khai kế hoạch" if value else "không công khai kế hoạch"
    if isinstance(value, date):
        return day(value)
    return f"{value} ngày" if isinstance(value, int) else str(value or "–")
