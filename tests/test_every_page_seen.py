"""What can be seen of a page: axe-core finds nothing on any, none is wider than a phone, and nothing is too small to read or to hit.

Pages are handed to Chromium with the policy they are sent with, so that what it forbids is found too.
"""

import pytest
from playwright.sync_api import Browser

from tests.every_page import EVERY_PAGE, Asked, errors, seen
from tests.viewing import Viewer
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SHARES = 16  # so that several processes take part, each with a site of its own
MAIN: list[Asked] = [
    ("GET", "account_login", "anon"),
    ("GET", "home", "head"),
    ("POST", "registration-step@draft", "stranger"),
    ("GET", "campaign-detail", "head"),
    ("GET", "campaign-registrations", "secretary"),
    ("GET", "nomination-list", "secretary"),
    ("GET", "verification", "anon"),
]


def wrong(site: World, browser: Browser, asked: list[Asked]) -> dict[str, list[str]]:
    viewer = Viewer(browser)
    looked_at = {str(page): viewer.look_at(page) for page in seen(site, asked)}
    assert looked_at
    return {page: found for page, found in looked_at.items() if found}


@pytest.mark.no_cover
def test_nothing_is_wrong_with_the_main_pages(site: World, browser: Browser) -> None:
    assert wrong(site, browser, MAIN) == {}


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_nothing_is_wrong_with_any_page(site: World, browser: Browser, share: int) -> None:
    assert wrong(site, browser, EVERY_PAGE[share::SHARES]) == {}


@pytest.mark.slow
def test_nothing_is_wrong_with_the_pages_of_errors(browser: Browser) -> None:
    viewer = Viewer(browser)
    assert {str(page): found for page in errors() if (found := viewer.look_at(page))} == {}
