"""What is new in a locality, and which days are to come: the entries of its feed and of its calendar."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from awards.publishing.localities import decisions_of, postings_of
from emulation.campaigns.models import Campaign, State
from emulation.history.models import Line
from emulation.sharing import absolute, address
from emulation.units.models import Unit
from emulation.vietnamese.dates import day

MOST = 20  # entries of a feed from each source
CAMPAIGNS = 200  # of a calendar
PAST_DAYS = 366  # how long a deadline stays in the calendar


class Entry(NamedTuple):
    """Something that was published; `url` is also what it is known by."""

    title: str
    text: str
    url: str
    at: datetime


class Deadline(NamedTuple):
    """The last whole day on which something may be done."""

    title: str
    text: str
    url: str
    last_day: date


def news_of(unit: Unit, on: date) -> list[Entry]:
    """Launches, lists that are open on that day and decisions, the newest first. A posted list leaves when its time is over, and names nobody."""
    entries = [*_launches(unit), *_postings(unit, on), *_decisions(unit)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _launches(unit: Unit) -> Iterator[Entry]:
    launched = Campaign.objects.launched().filter(unit=unit).order_by()
    lines = list(Line.objects.of_all(Campaign).filter(move="launch", subject_pk__in=launched.values("pk")).select_related(None)[:MOST])
    campaigns = launched.in_bulk([line.subject_pk for line in lines])
    for line in lines:
        campaign = campaigns[line.subject_pk]
        text = f"{unit.name} phát động. Hạn đăng ký: {campaign.deadline_in_full}."
        yield Entry(campaign.title, text, address("public-campaign", campaign.code), line.at)


def _postings(unit: Unit, on: date) -> Iterator[Entry]:
    for posting in postings_of(unit, on)[:MOST]:
        text = f"{posting.unit} công khai danh sách, nhận ý kiến đến hết ngày {day(posting.closes_on)}."
        yield Entry(f"Lấy ý kiến: {posting.title}", text, absolute(posting.public_url), posting.made_at)


def _decisions(unit: Unit) -> Iterator[Entry]:
    for decision in decisions_of(unit)[:MOST]:
        paper: Any = decision.paper  # which every issued decision has
        yield Entry(paper.named, str(decision), address("public-decision", paper.code), paper.issued_at)


def deadlines_of(unit: Unit, on: date) -> Iterator[Deadline]:
    """Of campaigns that are not suspended, and of lists that are open on that day."""
    since = on - timedelta(days=PAST_DAYS)
    campaigns = Campaign.objects.launched().filter(unit=unit, deadline__date__gte=since).exclude(state=State.SUSPENDED).order_by("-deadline", "-pk")
    for campaign in campaigns[:CAMPAIGNS]:
        yield Deadline(f"Hạn đăng ký: {campaign.title}", campaign.deadline_in_full, address("public-campaign", campaign.code), campaign.last_open_day)
    for posting in postings_of(unit, on):
        yield Deadline(f"Hạn góp ý: {posting.title}", f"{posting.unit} công khai lấy ý kiến.", absolute(posting.public_url), posting.closes_on)
