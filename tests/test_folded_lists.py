"""The form of a list in a real Chromium without JavaScript: folded up over the list on a phone, open beside it on a desk."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from emulation.listing import listed
from tests.browser import DESK, PHONE, Arrive
from tests.world import World

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.django_db(transaction=True)]
LINE, WORDS = ".find summary", "main [name='tim']"


@pytest.mark.parametrize(
    ("screen", "few", "is_folded"),
    [(PHONE, 0, True), (PHONE, 10, True), (DESK, 0, False), (DESK, 10, True)],  # one row is many where none are few
)
def test_a_form_is_folded_where_there_is_no_room_or_no_need(
    arrives: Arrive, world: World, monkeypatch: pytest.MonkeyPatch, screen: tuple[int, int], few: int, is_folded: bool
) -> None:
    monkeypatch.setattr(listed, "FEW", few)
    visitor = arrives("anybody", screen, javascript=False)
    visitor.open(reverse("public-campaigns", args=[world.ward.code]))
    line, words = visitor.page.locator(LINE), visitor.page.locator(WORDS)
    assert (line.is_visible(), words.is_visible()) == (is_folded, not is_folded)
    if is_folded:
        line.focus()
        visitor.page.keyboard.press("Enter")
        visitor.page.keyboard.press("Tab")  # the form follows its line
        assert words.evaluate("field => field === document.activeElement")
    words.fill("bach quang")
    words.press("Enter")
    visitor.arrive()
    assert (line.is_visible(), words.is_visible()) == (screen == PHONE, screen == DESK)  # what was found begins on the first screen
    assert line.text_content() == "Đang lọc – Tìm: bach quang"
    if screen == PHONE:
        line.click()
    visitor.page.get_by_role("link", name="Bỏ lọc").click()
    visitor.arrive()
    assert line.text_content() == "Tìm, lọc, xếp, xuất Excel"


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_who_has_registered_is_seen_without_long_scrolling(arrives: Arrive, world: World, screen: tuple[int, int]) -> None:
    """The first unit once stood below two pictures and six buttons."""
    secretary = arrives(f"registrations-{screen[0]}", screen)
    secretary.sign_in("thu-ky")
    secretary.open(reverse("campaign-registrations", args=[world.campaign.pk]))
    first = secretary.page.locator("tbody > tr:has(th[scope=row] + td .state)").first.bounding_box()
    assert first is not None
    assert first["y"] < 1.5 * screen[1]
    secretary.follow("Tiến độ bằng hình")
    expect(secretary.page.locator(".pictures")).to_be_in_viewport()
