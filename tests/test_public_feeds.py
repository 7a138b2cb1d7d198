"""What programs read of the public side: Atom, iCalendar, robots.txt and the sitemap."""

from datetime import timedelta
from typing import Any
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.templatetags.static import static
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from awards.models import Decision
from emulation.campaigns.models import Campaign, State
from emulation.issuing.models import OutgoingPaper
from emulation.issuing.workflow import move_paper
from tests.deciding import issued, office_of, ready
from tests.postings import closed, posted
from tests.world import World, make_campaign

pytestmark = pytest.mark.django_db
SITE = "https://thi-dua.example"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(autouse=True)
def site_url(settings: Any) -> None:
    settings.SITE_URL = SITE


@pytest.fixture
def decision(world: World) -> Decision:
    return issued(office_of(world), *ready(world, 1))


def paper_of(decision: Decision) -> OutgoingPaper:
    assert decision.paper is not None
    return decision.paper


def entries(world: World) -> dict[str, str]:
    """Title and address of each entry of the ward's feed."""
    response = Client().get(reverse("public-feed", args=[world.ward.code]))
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == world.ward.name
    return {str(one.findtext(f"{ATOM}title")): str(one.findtext(f"{ATOM}id")) for one in feed.iter(f"{ATOM}entry")}


def test_the_feed_tells_of_launches_open_lists_and_decisions_the_newest_first(world: World, decision: Decision) -> None:
    make_campaign(world.ward, title="Đang soạn")
    posting = posted(world.unit, world.people["head"])
    paper = paper_of(decision)
    expected = {
        f"Lấy ý kiến: {posting.title}": f"{SITE}{posting.public_url}",
        paper.named: f"{SITE}/cong-khai/quyet-dinh/{paper.code}/",
        world.campaign.title: f"{SITE}/cong-khai/phong-trao/{world.campaign.code}/",
    }
    assert list(entries(world).items()) == list(expected.items())
    closed(posting)
    assert list(entries(world)) == list(expected)[1:]


def events(world: World) -> list[tuple[Any, ...]]:
    response = Client().get(reverse("public-calendar", args=[world.ward.code]))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(response.content)
    return [(str(one["summary"]), one.decoded("dtstart"), one.decoded("dtend"), str(one["url"])) for one in calendar.walk("VEVENT")]


def test_the_calendar_holds_each_deadline_as_its_last_whole_day(world: World) -> None:
    posting = posted(world.ward, world.people["secretary"], days=7)
    today, one = timezone.localdate(), timedelta(days=1)
    campaign = world.campaign
    assert events(world) == [
        (f"Hạn đăng ký: {campaign.title}", today + 10 * one, today + 11 * one, f"{SITE}/cong-khai/phong-trao/{campaign.code}/"),
        (f"Hạn góp ý: {posting.title}", today + 7 * one, today + 8 * one, f"{SITE}{posting.public_url}"),
    ]


def test_the_calendar_leaves_out_what_is_suspended_or_long_past(world: World) -> None:
    old = make_campaign(world.ward)
    Campaign.objects.filter(pk=old.pk).update(state=State.CLOSED, deadline=timezone.now() - timedelta(days=400))
    Campaign.objects.filter(pk=world.campaign.pk).update(state=State.SUSPENDED, suspension_basis="Bão", suspension_reason="Bão", suspended_from=State.LAUNCHED)
    assert events(world) == []


@pytest.mark.parametrize("name", ["public-feed", "public-calendar"])
def test_what_is_no_office_has_no_feed(world: World, name: str) -> None:
    assert Client().get(reverse(name, args=[world.unit.code])).status_code == 404


def test_the_icon_is_found_where_browsers_look_for_it() -> None:
    assert Client().get("/favicon.ico").headers["Location"] == static("favicon.svg")


def test_robots_may_read_the_public_pages_and_nothing_else() -> None:
    response = Client().get("/robots.txt")
    assert (response["Content-Type"], dict(response.cookies)) == ("text/plain; charset=utf-8", {})
    robots = RobotFileParser()
    robots.parse(response.content.decode().splitlines())
    allowed = {
        path: robots.can_fetch("Any", path) for path in ("/cong-khai/", "/cong-khai/bach-quang/", "/static/share.png", "/", "/lay-y-kien/", "/xac-minh/A/")
    }
    assert [path for path, may in allowed.items() if may] == ["/cong-khai/", "/cong-khai/bach-quang/", "/static/share.png"]
    assert robots.can_fetch("facebookexternalhit", "/lay-y-kien/ABCD2345/")  # or a list that is passed on has no preview
    assert robots.site_maps() == [f"{SITE}/sitemap.xml"]


def locations(path: str) -> list[str]:
    return [str(one.text) for one in ElementTree.fromstring(Client().get(path).content).iter(f"{MAP}loc")]


def test_the_sitemap_lists_what_is_public_and_in_force_and_never_posted_lists(world: World, decision: Decision) -> None:
    make_campaign(world.ward, code="dang-soan")
    posted(world.unit, world.people["head"])
    files = locations("/sitemap.xml")
    assert [file.rpartition("/")[2] for file in files] == ["sitemap-dia-phuong.xml", "sitemap-phong-trao.xml", "sitemap-quyet-dinh.xml"]
    paths = ["bach-quang", f"phong-trao/{world.campaign.code}", f"quyet-dinh/{paper_of(decision).code}"]
    assert [found for file in files for found in locations("/" + file.rpartition("/")[2])] == [f"{SITE}/cong-khai/{path}/" for path in paths]
    move_paper(paper_of(decision), "revoke", by=world.people["secretary"], reason="Sai.")
    assert locations("/sitemap-quyet-dinh.xml") == []
    assert Client().get("/sitemap-khac.xml").status_code == 404
