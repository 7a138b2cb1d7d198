"""Nominations of the demonstration: written down, sent, appraised and returned as their steps say."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from awards.evidence import add_evidence
from awards.flags import grant_exception
from awards.models import Evidence, Honour, Kind, Nomination, Subject
from awards.nominating import save_nomination
from awards.nomination_forms import Checked
from awards.workflow import move_nomination
from emulation.campaigns.models import Campaign
from emulation.people.models import Role, User
from emulation.units.models import Unit
from registrations.demonstration.data import moment
from registrations.demonstration.scans import scan

BY_HEAD = frozenset({"submit", "withdraw"})
COPIED = ("details", "birth_year", "members", "attributes", "achievement", "exception_plea")


def load_nominations(data: dict[str, Any], now: datetime) -> dict[str, Nomination]:
    """The nominations of that data file by their keys, as far on their way as their steps lead.

    A step is [name, day, time], some with words: of "appraise" the opinion, of others the reason. The first step is "begin", or for what came
    on paper "receive". An entry with a `happened` day is of a sudden deed, one with `merit` needs no campaign, all others are of the file's.
    """
    campaign = Campaign.objects.get(code=data["campaign"])
    secretary = User.objects.get(username=data["secretary"])
    return {entry["key"]: _load(entry, campaign, secretary, now) for entry in data["nominations"]}


def _load(entry: dict[str, Any], campaign: Campaign, secretary: User, now: datetime) -> Nomination:
    unit = campaign.unit.units.get(code=entry["unit"])
    head = _head(unit)
    (how, *day), *steps = entry["steps"]
    at = moment(*day, now=now)
    nomination = _written(entry, unit, campaign, now)
    by = head
    if how == "receive":
        nomination.received_on_paper_at, by = at, secretary
    nomination = save_nomination(nomination, by=by, at=at)
    for kind, name, *lines in entry.get("evidence", []):
        add_evidence(nomination, Evidence.Kind(kind), [scan(name, [unit.name.upper(), "", *lines], head.full_name)], by=by, at=at)
    return play(nomination, steps, secretary=secretary, now=now)


def _written(entry: dict[str, Any], unit: Unit, campaign: Campaign, now: datetime) -> Nomination:
    """What its form would have been filled in with."""
    is_unit, happened = entry.get("is_unit", False), entry.get("happened")
    kind = Kind.SUDDEN if happened is not None else Kind.MERIT if "merit" in entry else Kind.MOVEMENT
    return Nomination(
        unit=unit,
        campaign=campaign if kind == Kind.MOVEMENT else None,
        kind=kind,
        honour=Honour.objects.get(code=entry["honour"]),
        subject=Subject.COLLECTIVE if is_unit else Subject(entry["subject"]),
        name=unit.name if is_unit else entry["name"],
        nominee_unit=unit if is_unit else None,
        year=campaign.year if kind == Kind.MOVEMENT else timezone.localdate(now).year,
        happened_on=timezone.localdate(moment(*happened, now=now)) if happened else None,
        **{field: entry[field] for field in COPIED if field in entry},
    )


def play(nomination: Nomination, steps: list[list[Any]], *, secretary: User, now: datetime) -> Nomination:
    """Make these steps, each by whoever makes it."""
    for name, day, clock, *words in steps:
        at, said = moment(day, clock, now=now), "".join(words)
        if name == "grant-exception":
            chair = User.objects.holding(Role.CHAIR, nomination.unit.office).get()
            nomination = grant_exception(nomination, by=chair, reason=said, at=at)
        elif name == "appraise":
            nomination = move_nomination(nomination, name, by=secretary, at=at, honour=nomination.honour, opinion=said, checklist=Checked.values)
        else:
            by = _head(nomination.unit) if name in BY_HEAD else secretary
            nomination = move_nomination(nomination, name, by=by, reason=said, at=at)
    return nomination


def _head(unit: Unit) -> User:
    return User.objects.holding(Role.HEAD, unit).get()
