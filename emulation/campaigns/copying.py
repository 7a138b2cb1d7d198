"""A new campaign from an old one: everything that the plan says, moved to the next year, for the secretary to go over."""

import re
from datetime import date
from itertools import count
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from emulation.campaigns.deadlines import YEARS, last_open_day, parse_deadline
from emulation.campaigns.invitations import choose_default_sheets, invitable_units
from emulation.campaigns.models import Campaign, CitedDocument, Invitation, SheetChoice, Target
from emulation.campaigns.periods import parse_period
from emulation.campaigns.preparation import GENERAL
from emulation.history.models import write_line
from emulation.people.models import Role, User
from emulation.sheets.models import Sheet
from emulation.units.models import Unit
from emulation.vietnamese.dates import day
from emulation.workflow import MoveRefused

CODE_LENGTH = 60


@transaction.atomic
def copy_campaign(old: Campaign, *, by: User) -> Campaign:
    """A draft for the next year, or for a five-year campaign the next five, with the old one's plan, invited units and sheets.

    Raises MoveRefused when the launching unit has ended and somebody else is secretary of what it became, and when there is no next year.
    """
    unit = next(iter(living(old.unit, timezone.localdate())), None)
    if unit is None or by.term_over(unit, Role.SECRETARY) is None:
        raise MoveRefused("Đơn vị phát động đã kết thúc hoạt động. Chỉ thư ký của đơn vị kế tục mới soạn tiếp được.")
    years = old.ends_on.year - old.starts_on.year + 1 if old.kind == Campaign.Kind.FIVE_YEAR else 1
    if old.ends_on.year + years not in YEARS:
        raise MoveRefused(f"Phong trào mới sẽ vượt quá năm {YEARS[-1]}.")
    new = Campaign.objects.create(unit=unit, unchecked_parts=_moved_parts(old, years), **_fields(old, years))
    for related in ("contents", "offered_titles"):
        _copy_rows(old, new, related)
    _copy_targets(old, new, years)
    for related in ("citations", "movements"):
        _copy_rows_with_documents(old, new, related)
    _invite_again(old, new)
    _choose_sheets_again(old, new)
    write_line(new, move="copy", label="Soạn từ phong trào trước", at=timezone.now(), by=by, title=str(by.term_over(unit, Role.SECRETARY)), reason=old.title)
    return new


def _fields(old: Campaign, years: int) -> dict[str, Any]:
    """The new campaign's own fields. The name of an anniversary stays, since it counts its years itself; so does its occasion."""
    from_, to = old.starts_on.year, old.ends_on.year
    renewed = (lambda text: text) if old.kind == Campaign.Kind.ANNIVERSARY else (lambda text: shift_years(text, years, from_, to))
    words = shift_deadline(old.deadline_words, last_open_day(old.deadline), years)
    period_words = shift_years(old.period_words, years)
    meant = parse_period(period_words)
    starts_on, ends_on = shift_day(old.starts_on, years), shift_day(old.ends_on, years)
    kept = ("slogan", "kind", "occasion", "plan_issuer", "addressees", "contact_name", "contact_phone", "comment_days")
    return {name: getattr(old, name) for name in kept} | {
        "code": _free_code(shift_years(old.code, years, from_, to), old.year + years),
        "title": renewed(old.title),
        "year": old.year + years,
        "period_words": period_words,
        "starts_on": meant.starts_on or starts_on if meant else starts_on,
        "ends_on": meant.ends_on if meant else ends_on,
        "plan_title": renewed(old.plan_title),
        "deadline_words": words,
        "deadline": parse_deadline(words),
    }


def _moved_parts(old: Campaign, years: int) -> list[str]:
    """The parts of the copy with days that are guessed from the old ones."""
    of_targets = any(shift_years(one.period, years) != one.period for one in old.targets.all())
    return [GENERAL, *(["targets"] if of_targets else [])]


def shift_day(value: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the 28th where there is none."""
    try:
        return value.replace(year=value.year + years)
    except ValueError:
        return value.replace(year=value.year + years, day=28)


def shift_years(text: str, years: int, first: int = YEARS[0], last: int = YEARS[-1]) -> str:
    """The text with each year from `first` to `last` so much later: 2024 → 2025, while 1949 stays."""
    return re.sub(r"(?<!\d)\d{4}(?!\d)", lambda found: str(int(found[0]) + years) if first <= int(found[0]) <= last else found[0], text)


def shift_deadline(words: str, last_day: date, years: int) -> str:
    """The words of a deadline so many years later; where the calendar lacks that day, the last open day in plain words."""
    shifted = shift_years(words, years)
    try:
        parse_deadline(shifted)
    except ValueError:
        return f"đến hết ngày {day(shift_day(last_day, years))}"
    return shifted


def living(unit: Unit, on: date) -> list[Unit]:
    """The unit itself while it exists on that day, else what became of it, the one that carries on its work first; [] when nothing did."""
    found, before, seen = [unit], [], set[int]()
    while ended := [one for one in found if one.ends_on and one.ends_on < on and one.pk not in seen]:
        before, seen = found, seen | {one.pk for one in ended}
        after = {one.pk: [each.successor for each in one.successions.select_related("successor").order_by("-carries_on", "pk")] for one in ended}
        found = [each for one in before for each in after.get(one.pk, [one])]
    return [one for one in found if one.pk not in seen]


def _free_code(wanted: str, year: int) -> str:
    start = wanted if wanted.endswith(str(year)) else f"{wanted[: CODE_LENGTH - 8]}-{year}"
    taken = set(Campaign.objects.filter(code__startswith=start).values_list("code", flat=True))
    return next(code for number in count(1) if (code := start if number == 1 else f"{start}-{number}") not in taken)


def _copied(row: models.Model, **changed: Any) -> Any:
    """A new row, not saved yet, with the values of this one but for what is given."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}
    return type(row)(**values | changed)


def _copy_rows(old: Campaign, new: Campaign, related: str) -> None:
    rows = getattr(old, related)
    rows.model.objects.bulk_create(_copied(row, campaign_id=new.pk) for row in rows.all())


def _copy_targets(old: Campaign, new: Campaign, years: int) -> None:
    """Those that are part of another follow its copy."""
    targets = list(old.targets.all())
    copies = {one.pk: _copied(one, campaign_id=new.pk, parent_id=None, period=shift_years(one.period, years)) for one in targets}
    Target.objects.bulk_create(copies.values())
    for one in targets:
        copies[one.pk].parent = copies.get(one.parent_id or 0)
    Target.objects.bulk_update(copies.values(), ["parent"])


def _copy_rows_with_documents(old: Campaign, new: Campaign, related: str) -> None:
    rows = getattr(old, related)
    copies = [
        _copied(row, campaign_id=new.pk, document_id=_in_library(row.document, new.unit).pk if row.document else None)
        for row in rows.select_related("document__unit")
    ]
    rows.model.objects.bulk_create(copies)


def _in_library(document: CitedDocument, unit: Unit) -> CitedDocument:
    """The document in the library of the unit: what a predecessor kept is entered anew."""
    if document.unit_id == unit.pk:
        return document
    same = {name: getattr(document, name) for name in ("name", "number", "signed_on", "issuer", "title")}
    numbered = CitedDocument.objects.filter(unit=unit, name=document.name, number=document.number).exclude(number="")  # one of a number
    return numbered.first() or CitedDocument.objects.get_or_create(unit=unit, **same)[0]


def _invite_again(old: Campaign, new: Campaign) -> None:
    """The units that exist in the new time, and the successors of those that do not."""
    still = {found.pk for unit in Unit.objects.filter(invitations__campaign=old) for found in living(unit, new.starts_on)}
    units = invitable_units(new).filter(pk__in=still)
    Invitation.objects.bulk_create(Invitation(campaign=new, unit=unit) for unit in units)


def _choose_sheets_again(old: Campaign, new: Campaign) -> None:
    """The newest version of each sheet chosen then; for kinds invited for the first time, the newest made for them."""
    newest = {sheet.code: sheet for sheet in Sheet.objects.for_unit(new.unit).newest()}
    choices = old.sheet_choices.select_related("sheet")
    SheetChoice.objects.bulk_create(
        SheetChoice(campaign=new, kind=choice.kind, sheet=newest[choice.sheet.code]) for choice in choices if choice.sheet.code in newest
    )
    choose_default_sheets(new)
