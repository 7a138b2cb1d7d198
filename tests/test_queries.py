"""No page asks the database more questions because there is more data, and none asks many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from emulation.campaigns.views.parts import ROWS
from registrations.steps import KINDS_OF_STEP
from tests.addresses import address
from tests.growth import grow, how_many
from tests.test_access import PAGES, WHO, opened_by, signed_in
from tests.world import World

pytestmark = [pytest.mark.slow, pytest.mark.once]
PARTS = [f"campaign-part@draft:{part}" for part in ROWS]
STEPS = [f"registration-step@draft:{step}" for step in KINDS_OF_STEP]
BUDGET = 12
SHARES = 4  # so that several processes take part in the longest test of all
OVER_BUDGET = {  # pages that cost more, with what they cost once everything is there twice: a number here only ever goes down
    "campaign-detail": 13,  # its plan alone is six lists
    "campaign-detail@draft": 16,
    "decision-detail@draft": 13,  # one of them is which of its bases are to be confirmed
    "draft-add": 13,  # one of them, as on the steps of a registration, is what was typed there before and not saved
    "home": 19,  # among them ballots, three for steps not begun, and one each: returned, to appraise, to decide, to answer, leave asked for, came in, owed
    "nomination-detail": 13,  # one of them is the comments on it
    "nomination-edit@draft": 15,  # seven of them are its choices and the conditions that it shows
    "public-campaign": 16,  # its plan alone is five lists
    "registration-detail": 14,  # one of them is the unit's leave to send late
    "registration-detail@draft": 15,  # one of them, as on the steps and the review, is what was typed into its steps and not saved
    "registration-review@draft": 14,
    "registration-step@draft:chi-tieu": 14,
    "registration-step@draft:danh-hieu": 14,
    "registration-step@draft:muc-phan-dau": 14,
}


def openers(page: str) -> list[str]:
    """The signed-in people who may open the page."""
    return [who for who in WHO if who != "anon" and page.partition(":")[0] in opened_by(who)]


EVERY_PAGE = sorted(page for page in {*PAGES, *PARTS, *STEPS} - {"campaign-part@draft", "registration-step@draft"} if openers(page))


def queries(world: World, page: str) -> dict[str, list[str]]:
    """What each of those who may open the page makes it ask."""
    asked, url = {}, address(world, page)
    for who in openers(page):
        client = signed_in(world.people[who])
        if not asked:
            assert client.get(url).status_code == 200  # content types and the like are looked up once a process
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        asked[who] = [query["sql"] for query in captured]
    return asked


def numbers(asked: dict[str, list[str]]) -> dict[str, int]:
    return {who: len(sql) for who, sql in asked.items()}


def test_growth_multiplies_every_model(site: World) -> None:
    before = how_many()
    for _ in range(3):
        grow(site)
    after = how_many()
    assert {label for label in after if after[label] < before[label] + 3} == set()


@pytest.mark.parametrize("share", range(SHARES))
def test_pages_cost_no_more_after_all_data_has_grown_and_at_most_twelve_queries(site: World, share: int) -> None:
    pages = EVERY_PAGE[share::SHARES]
    grow(site)
    few = {page: numbers(queries(site, page)) for page in pages}
    grow(site)
    grow(site)
    many = {page: numbers(queries(site, page)) for page in pages}
    assert many == few
    worst = {page: max(counted.values()) for page, counted in many.items()}
    assert {page: number for page, number in worst.items() if number > BUDGET} == {page: OVER_BUDGET[page] for page in pages if page in OVER_BUDGET}
