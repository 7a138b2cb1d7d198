"""Every page, for every kind of person. Add a URL and this table must grow a line.

`stranger` leads another unit of the same ward, `other_…` work in another ward, `both` leads a third unit here and is secretary there,
`root` administers the installation. "@draft": a campaign still being prepared, or the registration that the stranger has only begun.
A cell is the status of the answer, or `login` where one is sent to sign in. 404: one may not see it; 403: one may not do it.
"""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from emulation.people.models import User
from tests import (
    access_assessments,
    access_catalogue,
    access_council,
    access_decisions,
    access_guide,
    access_nominations,
    access_postings,
    access_public,
    access_table,
)
from tests.addresses import FILES, add_other_ward, address, our_patterns
from tests.marking import MARK, mark_first_ward, mark_registration
from tests.world import World

pytestmark = pytest.mark.wide
TABLES = (
    access_table.TABLE,
    access_catalogue.TABLE,
    access_council.TABLE,
    access_nominations.TABLE,
    access_decisions.TABLE,
    access_postings.TABLE,
    access_public.TABLE,
    access_assessments.TABLE,
    access_guide.TABLE,
)
HEADS = [table.strip().splitlines()[0].split() for table in TABLES]
ROWS = [line.split() for table in TABLES for line in table.strip().splitlines()[1:]]
WHO = HEADS[0][2:]
SHARES = 24  # one world serves the rows of a share: each request is taken back
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
PAGES = sorted({row[1] for row in ROWS if row[0] == "GET"})


def opened_by(who: str) -> list[str]:
    """The GET pages of the table that this person may open."""
    return [page for method, page, *cells in ROWS if method == "GET" and dict(zip(WHO, cells, strict=True))[who] == "200"]


def name_of(page: str) -> str:
    return page.partition("@")[0]


def signed_in(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


class Doors:
    """The site with everybody signed in at its doors; what a request changed is taken back."""

    def __init__(self, site: World) -> None:
        self.site = site
        self.clients = {who: signed_in(site.people.get(who)) for who in WHO}
        self.addresses: dict[str, str] = {}

    def answer(self, who: str, method: str, page: str) -> str:
        """The cell as it is."""
        if page not in self.addresses:
            self.addresses[page] = address(self.site, page)
        before = transaction.savepoint()  # no atomic block: a paper is never rendered inside one
        response = self.clients[who].generic(method, self.addresses[page])
        transaction.savepoint_rollback(before)
        if response.status_code == 302 and response["Location"].startswith(reverse("account_login")):
            return "login"
        return str(response.status_code)


def test_every_url_is_in_the_table() -> None:
    assert {name_of(row[1]) for row in ROWS} == set(our_patterns())


def test_all_tables_have_the_same_columns() -> None:
    assert [HEADS[0]] * len(HEADS) == HEADS


def test_no_row_is_there_twice() -> None:
    assert len({(method, page) for method, page, *_ in ROWS}) == len(ROWS)


@pytest.mark.parametrize("share", range(SHARES))
def test_every_cell_of_the_table_is_true(site: World, share: int) -> None:
    rows, doors = ROWS[share::SHARES], Doors(site)
    expected = {f"{method} {page}": dict(zip(WHO, cells, strict=True)) for method, page, *cells in rows}
    assert {f"{method} {page}": {who: doors.answer(who, method, page) for who in WHO} for method, page, *_ in rows} == expected


@pytest.mark.parametrize("share", range(SHARES))
def test_no_other_method_is_accepted(site: World, share: int) -> None:
    names, doors = sorted(our_patterns())[share::SHARES], Doors(site)
    assert {name: answers_to_others(doors, name) for name in names} == {name: {"405"} for name in names}


def answers_to_others(doors: Doors, name: str) -> set[str]:
    """What the page answers to methods that the table does not list, but for who may not come that far."""
    listed = [(method, page) for method, page, *_ in ROWS if name_of(page) == name]
    others = [method for method in METHODS if method not in {method for method, _ in listed}]
    cells = next(dict(zip(WHO, row[2:], strict=True)) for row in ROWS if name_of(row[1]) == name)
    opening = [who for who in WHO if cells[who] not in ("login", "403")]
    return {doors.answer(who, method, listed[0][1]) for who in ("anon", *opening[:3]) for method in others} - {"login", "403"}


def shows_mark(site: World, who: str, page: str) -> bool:
    response = signed_in(site.people[who]).get(address(site, page))
    return response.status_code == 200 and response["Content-Type"].startswith("text/html") and MARK in response.content.decode()


@pytest.mark.no_cover
def test_no_page_open_to_a_stranger_shows_another_units_record(site: World) -> None:
    mark_registration(site)
    assert {page for page in opened_by("head") if shows_mark(site, "head", page)} == {
        "home", "search", "campaign-list", "campaign-detail", "one-time-code", "registration-list", "registration-detail", "notice-list", "job-list",
        "campaign-local-drives", "campaign-local-drive", "campaign-local-drive-add", "campaign-clusters", "campaign-cluster", "campaign-cluster-standing",
        "verification", "verification-form", "nomination-list", "nomination-detail", "nomination-add", "nomination-import", "award-list", "award-detail",
        "typed-list", "guide-list", "guide",
        "public-posting", "public-comment", "public-posting-list", "public-locality", "public-campaign", "public-decision",
        "public-campaigns", "public-decisions", "public-stories",
        "posting-list", "assessment-list", "assessment-add", "assessment-detail", "assessment-meeting", "assessed-points", "assessed-strike",
        "assessed-add", "assessed-import", "assessed-import-preview",
    }  # fmt: skip
    open_to_all = opened_by("anon")  # what a unit posts is for everybody
    assert {page for page in opened_by("stranger") if page not in open_to_all and shows_mark(site, "stranger", page)} == set()


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.parametrize("who", ["other_secretary", "other_chair"])
def test_no_page_open_to_another_wards_office_shows_anything_of_this_ward(site: World, who: str) -> None:
    add_other_ward(site)
    mark_first_ward(site)
    of_this_ward = [page for page in opened_by(who.removeprefix("other_")) if page not in ("health", "first-steps")]
    of_the_other = [f"{name_of(page)}@other" for page in of_this_ward if name_of(page) != "campaign-sheets"]  # the other's campaign is launched
    shown = {page for page in of_this_ward if shows_mark(site, who.removeprefix("other_"), page)}
    assert {*shown, *FILES} == {*of_this_ward, *FILES}
    answers = {page: signed_in(site.people[who]).get(address(site, page)).status_code for page in of_the_other}
    assert answers == dict.fromkeys(of_the_other, 200)
    open_to_all = opened_by("anon")  # whoever has a paper's code may ask about it, and lists are posted for everybody
    assert {page for page in [*of_this_ward, *of_the_other] if name_of(page) not in open_to_all and shows_mark(site, who, page)} == set()
