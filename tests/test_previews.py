"""What Facebook, Zalo and the like show of an address that is passed on: title, sentence and picture, fetched as their programs do."""

from io import BytesIO
from typing import Any
from urllib.request import Request, urlopen
from urllib.robotparser import RobotFileParser

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from PIL import Image
from pytest_django.live_server_helper import LiveServer

from tests.deciding import issued, office_of, ready
from tests.postings import posted
from tests.world import World

pytestmark = pytest.mark.django_db
SITE = "https://thi-dua.example"
FACEBOOK = "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"
ZALO = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) ZaloPC-win32-24v637 Zalo"
LEAST, MOST = (600, 315), 300_000  # dots of a large preview, and bytes that Zalo waits for


@pytest.fixture
def paths(world: World, settings: Any) -> dict[str, str]:
    """Each kind of public page, with words that its title must have."""
    settings.SITE_URL = SITE
    decision = issued(office_of(world), *ready(world, 1))
    posting = posted(world.unit, world.people["head"])
    assert decision.paper is not None
    ward = {name: reverse(name, args=[world.ward.code]) for name in ("public-locality", "public-campaigns", "public-decisions", "public-stories")}
    return {
        **{path: world.ward.name for path in ward.values()},
        reverse("public-campaign", args=[world.campaign.code]): world.campaign.title,
        reverse("public-decision", args=[decision.paper.code]): decision.paper.named,
        reverse("public-posting-list"): "Công khai lấy ý kiến",
        posting.public_url: posting.title,
        reverse("verification", args=[decision.paper.code]): "Xác minh văn bản",
    }


def tags_of(path: str, program: str) -> dict[str, str]:
    """The tags of Open Graph that the program finds there, without signing in and without being led elsewhere."""
    response = Client(headers={"user-agent": program}).get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "text/html; charset=utf-8")
    found: Any = html.fromstring(response.content).xpath("//head/meta[starts-with(@property, 'og:')]")
    return {tag.get("property"): tag.get("content") for tag in found}


@pytest.mark.parametrize("program", [FACEBOOK, ZALO])
def test_every_public_page_has_a_preview(paths: dict[str, str], program: str) -> None:
    for path, words in paths.items():
        tags = tags_of(path, program)
        assert (tags["og:url"], words in tags["og:title"], 20 < len(tags["og:description"]) < 300) == (f"{SITE}{path}", True, True)
        assert tags["og:image"].startswith(f"{SITE}/static/share.")


def test_the_picture_is_there_for_everybody_and_no_larger_than_programs_wait_for(live_server: LiveServer, world: World, settings: Any) -> None:
    settings.SITE_URL = live_server.url
    tags = tags_of(reverse("public-campaign", args=[world.campaign.code]), ZALO)
    with urlopen(Request(tags["og:image"], headers={"User-Agent": ZALO})) as response, Image.open(BytesIO(data := response.read())) as picture:
        assert (response.url, response.headers["Content-Type"], response.headers["Set-Cookie"]) == (tags["og:image"], tags["og:image:type"], None)
        assert (picture.format, str(picture.width), str(picture.height)) == ("PNG", tags["og:image:width"], tags["og:image:height"])
        assert (picture.width >= LEAST[0], picture.height >= LEAST[1], len(data) <= MOST) == (True, True, True)


def test_robots_txt_lets_them_in(paths: dict[str, str]) -> None:
    robots = RobotFileParser()
    robots.parse(Client().get("/robots.txt").content.decode().splitlines())
    picture = tags_of(next(iter(paths)), FACEBOOK)["og:image"]
    assert [path for path in (*paths, picture) if not robots.can_fetch(FACEBOOK, path)] == []
    assert [path for path in (*paths, picture) if not robots.can_fetch(ZALO, path)] == [
        path for path in paths if path.startswith(("/lay-y-kien/", "/xac-minh/"))
    ]
