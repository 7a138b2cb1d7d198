"""The campaigns of the demonstration: prepared, launched and played through by the same verbs that people use."""

from datetime import datetime, timedelta
from textwrap import wrap
from typing import Any

from django.utils import timezone

from emulation.campaigns.clusters import form_cluster
from emulation.campaigns.deadlines import parse_deadline
from emulation.campaigns.invitations import invitable_units, invite
from emulation.campaigns.local_drives import move_local_drive
from emulation.campaigns.models import Campaign, Citation, CitedDocument, Cluster, LocalDrive, Target
from emulation.campaigns.plan_scans import add_plan_scans
from emulation.campaigns.workflow import move_campaign
from emulation.people.models import Role, User
from emulation.units.models import Unit
from emulation.vietnamese.dates import day
from registrations.demonstration.data import moment, read
from registrations.demonstration.scans import scan
from registrations.demonstration.stories import play

DAYS_OPEN = timedelta(days=10)
PLAN_AGE = timedelta(days=12)
BY_CHAIR = {"close-registration": False, "sum-up": True, "close": True}  # what may follow a launch; the rest is the clock's


def load_campaign(name: str, now: datetime) -> None:
    """The campaign of that data file, with its registrations in the states that their steps lead to."""
    today = timezone.localdate(now)
    data = read(name, year=str(today.year), last=str(today.year - 1), deadline=day(today + DAYS_OPEN), issued=f"{today - PLAN_AGE}")
    secretary = User.objects.get(username=data["campaign"].pop("secretary"))
    chair = User.objects.get(username=data["campaign"].pop("chair"))
    launched_at = moment(*data["launch"]["at"], now=now)
    campaign = _prepare(data, secretary, launched_at)
    campaign = move_campaign(campaign, "launch", by=chair, at=launched_at)
    plan = [campaign.plan_issuer, campaign.plan_named, "KẾ HOẠCH", *wrap(campaign.plan_title, 60)]
    add_plan_scans(campaign, [scan("ke-hoach-da-ky.pdf", plan, chair.full_name)], by=secretary, at=launched_at)
    for entry in data["registrations"]:
        play(campaign, entry, secretary=secretary, now=now)
    for entry in data.get("clusters", []):
        _form_cluster(campaign, entry, secretary)
    for entry in data.get("local_drives", []):
        _launch_local_drive(campaign, entry, now)
    for name, at in data["launch"].items():
        if name in BY_CHAIR:
            campaign = move_campaign(campaign, name, by=chair if BY_CHAIR[name] else None, at=moment(*at, now=now))


def load_draft_campaign(name: str, now: datetime) -> None:
    """The campaign of that data file as its secretary prepares it."""
    data = read(name)
    secretary = User.objects.get(username=data["campaign"].pop("secretary"))
    _prepare(data, secretary, moment(*data["campaign"].pop("made_at"), now=now))


def _prepare(data: dict[str, Any], secretary: User, made_at: datetime) -> Campaign:
    fields = data["campaign"]
    campaign = Campaign(
        **fields | {"unit": Unit.objects.get(code=fields["unit"], commune=None)},
        deadline=parse_deadline(fields["deadline_words"]),
        contact_name=secretary.full_name,
        contact_phone=secretary.phone,
        made_at=made_at,
    )
    campaign.full_clean()
    campaign.save()
    _write_plan(campaign, data)
    invite(campaign, set(invitable_units(campaign).values_list("pk", flat=True)))
    return campaign


def _write_plan(campaign: Campaign, data: dict[str, Any]) -> None:
    for position, entry in enumerate(data["citations"], start=1):
        role = entry.pop("role", Citation.Role.LEGAL_BASIS)
        document = CitedDocument.objects.create(unit=campaign.unit, **entry)
        campaign.citations.create(document=document, role=role, position=position)
    for position, entry in enumerate(data.get("contents", []), start=1):
        campaign.contents.create(position=position, **entry)
    for position, entry in enumerate(data.get("offered_titles", []), start=1):
        campaign.offered_titles.create(position=position, **entry)
    for position, entry in enumerate(data.get("movements", []), start=1):
        campaign.movements.create(position=position, **entry)
    _write_targets(campaign, data["targets"])


def _form_cluster(campaign: Campaign, entry: dict[str, Any], secretary: User) -> None:
    """A cluster of these units, led by the first."""
    units = {code: campaign.unit.units.get(code=code) for code in entry.pop("units")}
    deputy = units[entry.pop("deputy")]
    form_cluster(Cluster(unit=campaign.unit, **entry), units=units.values(), lead=next(iter(units.values())), deputy=deputy, by=secretary)


def _launch_local_drive(campaign: Campaign, entry: dict[str, Any], now: datetime) -> None:
    unit, at = campaign.unit.units.get(code=entry.pop("unit")), moment(*entry.pop("launched"), now=now)
    drive = LocalDrive(campaign=campaign, unit=unit, starts_on=campaign.starts_on, ends_on=campaign.ends_on, made_at=at, **entry)
    drive.full_clean()
    drive.save()
    move_local_drive(drive, "launch", by=User.objects.holding(Role.HEAD, unit).get(), at=at)


def _write_targets(campaign: Campaign, entries: list[dict[str, Any]], parent: Target | None = None) -> None:
    """The targets in order, each followed by its parts."""
    for entry in entries:
        parts = entry.pop("parts", [])
        field = entry.pop("field", parent.field if parent else "")
        target = campaign.targets.create(position=campaign.targets.count() + 1, parent=parent, field=field, **entry)
        _write_targets(campaign, parts, target)
