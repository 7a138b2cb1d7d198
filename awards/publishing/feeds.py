"""A locality's news as Atom, and its days as a calendar that phones subscribe to."""

from datetime import datetime, timedelta

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from icalendar import Calendar, Event

from awards.publishing.localities import office_with
from awards.publishing.news import Deadline, Entry, deadlines_of, news_of
from emulation.sharing import address
from emulation.units.models import Unit


class News(Feed):
    """What is new in one locality."""

    feed_type = Atom1Feed
    language = "vi"

    def get_object(self, request: HttpRequest, unit_code: str) -> Unit:
        return office_with(unit_code)

    def title(self, unit: Unit) -> str:
        return f"Thi đua, khen thưởng – {unit.name}"

    def subtitle(self, unit: Unit) -> str:
        return "Phong trào phát động, danh sách lấy ý kiến, quyết định khen thưởng."

    def author_name(self, unit: Unit) -> str:
        return str(unit.name)

    def link(self, unit: Unit) -> str:
        return address("public-locality", unit.code)

    def feed_url(self, unit: Unit) -> str:
        return address("public-feed", unit.code)

    def items(self, unit: Unit) -> list[Entry]:
        return news_of(unit, timezone.localdate())

    def item_title(self, item: Entry) -> str:
        return item.title

    def item_description(self, item: Entry) -> str:
        return item.text

    def item_link(self, item: Entry) -> str:
        return item.url

    def item_pubdate(self, item: Entry) -> datetime:
        return item.at

    def item_updateddate(self, item: Entry) -> datetime:
        return item.at


def calendar_of(unit: Unit, at: datetime) -> bytes:
    """Its deadlines as iCalendar (RFC 5545), each a whole day."""
    calendar = Calendar()
    calendar.add("prodid", "-//Thi Dua//thi-dua//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Hạn thi đua, khen thưởng – {unit.name}")
    for deadline in deadlines_of(unit, timezone.localdate(at)):
        calendar.add_component(_event(deadline, at))
    return bytes(calendar.to_ical())


def _event(deadline: Deadline, at: datetime) -> Event:
    event = Event()
    event.add("uid", deadline.url)
    event.add("dtstamp", at)
    event.add("dtstart", deadline.last_day)
    event.add("dtend", deadline.last_day + timedelta(days=1))
    event.add("summary", deadline.title)
    event.add("description", deadline.text)
    event.add("url", deadline.url)
    event.add("transp", "TRANSPARENT")
    return event
