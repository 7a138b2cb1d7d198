"""A registration wholly by keyboard: whatever has the focus is seen to have it, and nothing is ever clicked."""

import pytest
from django.utils import timezone

from registrations.models import Registration, State
from tests.browser import DESK, Arrive, Visitor
from tests.world import PASSWORD, World, launch, make_campaign

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.django_db(transaction=True)]
MOST = 120  # presses of the Tab key until something must have been reached
FOCUSED = """() => {
  const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
  const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const bar = document.querySelector(".keeping")?.getBoundingClientRect() ?? { top: innerHeight, bottom: innerHeight };
  const inside = box.bottom > 0 && box.top < innerHeight && box.width > 0 && (box.bottom <= bar.top || box.top >= bar.bottom);
  return {
    tag: element.tagName, name: element.name ?? "", value: element.value ?? "",
    words: element.innerText?.trim() ?? "", seen: element === document.body || element.matches(".errors, main") || (drawn && inside),
  };
}"""


class Typist:
    """Somebody without a mouse."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.keyboard = visitor, visitor.page.keyboard
        visitor.page.emulate_media(reduced_motion="reduce")  # else the page is still scrolling to what has the focus

    def reach(self, **wanted: str) -> None:
        """Tab until what has the focus is what is wanted, through all that is on the way."""
        for _ in range(MOST):
            self.keyboard.press("Tab")
            focused = self.visitor.page.evaluate(FOCUSED)
            assert focused["seen"], f"the focus is not seen on {focused}"
            if all(focused[key] == value for key, value in wanted.items()):
                return
        raise AssertionError(f"{wanted} is not reached on {self.visitor.page.url}")

    def type(self, **fields: str) -> None:
        """Into fields by their names, in which `__` stands for a hyphen."""
        for name, value in fields.items():
            self.reach(name=name.replace("__", "-"))
            self.keyboard.type(value)

    def press(self, words: str, key: str = "Enter") -> None:
        """A button or a link."""
        self.reach(words=words)
        with self.visitor.page.expect_navigation():
            self.keyboard.press(key)
        self.visitor.arrive()

    def choose(self, name: str, downwards: int) -> None:
        """One of several, with the arrow keys; those who Tab into them stand on the first."""
        self.reach(name=name)
        self.keyboard.press("Space")
        for _ in range(downwards):
            self.keyboard.press("ArrowDown")


def test_a_head_registers_without_a_mouse(arrives: Arrive, world: World) -> None:
    campaign = launch(make_campaign(world.ward, invited=[world.unit]), world.people["secretary"])
    head = arrives("keyboard", DESK)
    typist = Typist(head)
    head.open("/")
    typist.type(login="to-truong-1", password=PASSWORD)
    typist.press("Đăng nhập")
    assert head.texts("h1") == ["Việc cần làm"]

    head.page.keyboard.press("Tab")
    assert head.page.evaluate(FOCUSED)["words"] == "Đến nội dung chính"
    head.page.keyboard.press("Enter")
    typist.press("Bắt đầu đăng ký")
    typist.type(thue__quy__0__name="Thu quỹ Đền ơn đáp nghĩa", thue__quy__0__value="100", thue__quy__0__unit="%")
    typist.press("Lưu và sang bước sau", key="Space")
    for name in ("chi-bo-0-grade", "tap-the-0-grade", "doan-the-0-grade"):
        typist.choose(name, downwards=1)
    typist.press("Lưu và sang bước sau")
    typist.reach(name="lao-dong-tien-tien-0-registered")
    head.page.keyboard.press("Space")
    typist.press("Lưu và sang bước sau")
    typist.press("Gửi đăng ký")

    registration = Registration.objects.get(campaign=campaign)
    assert (registration.state, registration.submitted_at.date()) == (State.SUBMITTED, timezone.now().date())
