"""Loading the chapter with the rest of the demonstration, and rendering its papers after the commit."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.utils import timezone

from awards.award_workflow import move_award
from awards.certificates import make_certificate, without_certificate
from awards.demonstration.council import load_council, load_meeting
from awards.demonstration.decisions import load_decision
from awards.demonstration.nominations import load_nominations, play
from awards.models import AwardState, Decision, DecisionState
from awards.postings import post_nominees
from emulation.campaigns.models import Campaign
from emulation.issuing.finishing import try_to_finish
from emulation.issuing.models import OutgoingPaper
from emulation.people.models import User
from emulation.units.models import Unit
from registrations.demonstration.data import moment, read
from registrations.demonstration.loading import file_old_notices

FOLDER = Path(__file__).parent
WARD = "bach-quang"  # the unit, and the data file
OF_2024 = "luong-son-2024"
EVENING = time(16, 45)


def load(now: datetime) -> None:
    """Nominations, council, meetings and decisions, each after what it rests on. Papers are for after the commit."""
    _load_2024(_read(OF_2024, now), now)
    data = _read(WARD, now)
    nominations = load_nominations(data, now)
    _post(data, now)
    secretary, chair = (User.objects.get(username=data[role]) for role in ("secretary", "chair"))
    load_council(data["council"], secretary, now)
    for entry in data["meetings"]:
        load_meeting(entry, nominations, secretary=secretary, chair=chair, now=now)
    for entry in data["afterwards"]:
        play(nominations[entry["key"]], entry["steps"], secretary=secretary, now=now)
    for entry in data["decisions"]:
        load_decision(entry, nominations, secretary=secretary, chair=chair, now=now)


def _load_2024(data: dict[str, Any], now: datetime) -> None:
    """Nominations, the list that was posted of those appraised, and what became of them afterwards."""
    nominations, secretary = load_nominations(data, now), User.objects.get(username=data["secretary"])
    _post(data, now)
    for entry in data["afterwards"]:
        play(nominations[entry["key"]], entry["steps"], secretary=secretary, now=now)


def _post(data: dict[str, Any], now: datetime) -> None:
    """Make public for comment what is appraised in the campaign of the file."""
    campaign = Campaign.objects.select_related("unit").get(code=data["campaign"])
    title, *day = data["posted"]
    post_nominees(campaign.unit, campaign, title, by=User.objects.get(username=data["secretary"]), at=moment(*day, now=now))


def _read(name: str, now: datetime) -> dict[str, Any]:
    year = timezone.localdate(now).year
    return read(name, FOLDER, year=str(year), last=str(year - 1))


def finish() -> None:
    """Render the papers that have their number as of their own day, make the certificates of the decision among them and revoke one of its awards.

    Once done, this does nothing.
    """
    ward = Unit.objects.get(code=WARD, commune=None)
    for paper in OutgoingPaper.objects.unfinished().filter(unit=ward).order_by("pk"):
        try_to_finish(paper, _evening(paper.date_given))
    (entry,) = (entry for entry in _read(WARD, timezone.now())["decisions"] if "number" in entry)
    issued = Decision.objects.filter(unit=ward, state=DecisionState.ISSUED, paper__number=entry["number"])
    for decision in issued.select_related("paper", "made_by", "decided_by").order_by("pk")[:1]:  # nobody else's: it was there before anybody worked here
        _make_certificates(decision)
        _revoke(decision, **entry["revoked"])


def _make_certificates(decision: Decision) -> None:
    assert decision.paper is not None  # it is issued
    for award in (waiting := without_certificate(decision)):
        make_certificate(award, by=decision.made_by, at=_evening(decision.paper.date_given))
    if waiting:
        file_old_notices(timezone.now())


def _revoke(decision: Decision, *, name: str, at: list[Any], reason: str) -> None:
    """Take back the one award that was given for what proved untrue, unless that was done."""
    for award in decision.awards.filter(name=name, state=AwardState.GRANTED):
        move_award(award, "revoke", by=decision.decided_by, reason=reason, at=moment(*at, now=timezone.now()))
        file_old_notices(timezone.now())


def _evening(day: date) -> datetime:
    """The end of work on that day, or now where that is earlier."""
    return min(timezone.make_aware(datetime.combine(day, EVENING)), timezone.now())
