"""A person at a real Chromium: what they open, type and press; each page must fit its screen and report nothing to the console."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.needs import chromium
from tests.world import PASSWORD

PHONE, DESK = (390, 844), (1366, 768)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]


@contextmanager
def started_browser() -> Iterator[Browser]:
    """Chromium of this machine; skips the test, or fails it in CI, when there is none."""
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Visitor:
    """One person with a browser window of their own."""

    def __init__(self, page: Page, name: str) -> None:
        self.page, self.name = page, name
        self.complaints: list[str] = []
        self.numbers = count(1)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def arrive(self) -> None:
        """Look at the page that is now open."""
        self.page.wait_for_load_state()
        width, room = self.page.evaluate("() => [document.documentElement.scrollWidth, window.innerWidth]")
        if folder := os.environ.get("SCREENSHOTS"):
            self.page.screenshot(path=Path(folder) / f"{self.name}-{next(self.numbers):02}.png", full_page=True)
        assert (width <= room, self.complaints) == (True, []), f"{self.page.url} is {width} wide in {room}: {self.complaints}"

    def open(self, path: str) -> None:
        self.page.goto(path)
        self.arrive()

    def follow(self, text: str) -> None:
        """Press the link that reads so."""
        self.page.get_by_role("link", name=text, exact=True).first.click()
        self.arrive()

    def press(self, text: str) -> None:
        """Press the button that reads so."""
        self.page.get_by_role("button", name=text, exact=True).first.click()
        self.arrive()

    def unfold(self, text: str) -> None:
        self.page.locator("summary", has_text=text).click()

    def type(self, **fields: str) -> None:
        """Type into fields of the page itself by their names, in which `__` stands for a hyphen."""
        for name, value in fields.items():
            self.page.locator(f"main [name='{name.replace('__', '-')}']:visible").fill(value)

    def pick(self, name: str, value: str) -> None:
        """Choose a radio button or tick a box."""
        self.page.locator(f"[name='{name}'][value='{value}']").check()

    def sign_in(self, username: str, password: str = PASSWORD) -> None:
        self.open("/")
        self.type(login=username, password=password)
        self.press("Đăng nhập")

    def search(self, words: str) -> None:
        """Search a list, whose form may be folded up."""
        if not self.page.locator("main [name='tim']").is_visible():
            self.page.locator(".find summary").click()
        self.type(tim=words)
        self.page.get_by_role("button", name="Tìm", exact=True).click()
        self.arrive()

    def texts(self, selector: str) -> list[str]:
        """What each of these elements says, white space squeezed."""
        return [" ".join(text.split()) for text in self.page.locator(selector).all_inner_texts()]

    def download(self, text: str) -> bytes:
        """The file behind a link."""
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name=text, exact=True).click()
        return Path(download.value.path()).read_bytes()


@contextmanager
def visitor(browser: Browser, base_url: str, name: str, screen: tuple[int, int], *, javascript: bool = True) -> Iterator[Visitor]:
    """Somebody in Vietnam with a screen of this size."""
    context = browser.new_context(
        base_url=base_url,
        viewport={"width": screen[0], "height": screen[1]},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        java_script_enabled=javascript,
        accept_downloads=True,
    )
    context.set_default_timeout(20_000)
    yield Visitor(context.new_page(), name)
    context.close()


Arrive = Callable[..., Visitor]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started_browser() as browser:
        yield browser


@pytest.fixture
def arrives(browser: Browser, live_server: Any) -> Iterator[Arrive]:
    """Opens a browser window for somebody: `arrives("head", PHONE)`."""
    with ExitStack() as windows:
        yield lambda name, screen, **options: windows.enter_context(visitor(browser, live_server.url, name, screen, **options))
