"""Long lists: a thousand rows are counted and shown, and no more."""

import pytest
from django.test import RequestFactory

from emulation import listing
from emulation.listing import page_of, query_of
from emulation.people.models import User
from tests.world import make_user

pytestmark = pytest.mark.django_db


def page(asked: str = "", rows_a_page: int = 2):
    return page_of(User.objects.order_by("pk"), RequestFactory().get("/", {"trang": asked}), rows_a_page)


@pytest.fixture(autouse=True)
def five_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST", 4)
    for _ in range(4):
        make_user()


@pytest.mark.parametrize(("asked", "number"), [("", 1), ("2", 2), ("99", 2), ("x", 1)])
def test_the_page_is_the_one_asked_for_or_the_nearest(asked: str, number: int):
    assert (page(asked).number, page(asked).paginator.num_pages) == (number, 2)


def test_a_list_that_is_too_long_is_cut_and_says_so():
    assert (page().paginator.count, page().paginator.is_cut) == (4, False)
    make_user()
    assert (page().paginator.count, page().paginator.is_cut) == (4, True)


def test_a_query_carries_what_was_chosen():
    assert query_of(tim="bá vân", loc="") == "tim=b%C3%A1+v%C3%A2n"
