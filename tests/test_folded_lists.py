"""The form of a list in a real Chromium without JavaScript: folded up over the list on a phone, open beside it on a desk."""

import pytest
from django.urls import reverse

from emulation.listing import listed
from tests.browser import DESK, PHONE, Arrive
from tests.world import World

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
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
