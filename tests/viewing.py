"""A real Chromium that is handed pages which the test client got: with their headers, the static files and nothing else, and without a server."""

import mimetypes
from pathlib import Path

from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, ConsoleMessage, Page, Route

from tests.browser import DESK, PHONE
from tests.every_page import Seen
from tests.needs import from_npm

HOST = "http://127.0.0.1"
AXE = "axe-core/axe.min.js"
MEASURES = Path(__file__).parent / "measures.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FAULTS = "rules => axe.run({runOnly: rules}).then(found => found.violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html.slice(0, 200)}`)))"


class Viewer:
    """One window that shows pages; what it complains of, and what it asks for that is not there, is kept."""

    def __init__(self, browser: Browser) -> None:
        context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", reduced_motion="reduce")
        self.page: Page = context.new_page()
        self.axe, self.measures = from_npm(AXE).read_text(), MEASURES.read_text()
        self.complaints: list[str] = []
        self.page.route("**/*", self._answer)
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(HOST)
        static = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
        if route.request.resource_type == "document":
            route.fulfill(body=self.seen.body, headers=self.seen.headers)
        elif static:
            route.fulfill(path=static, content_type=mimetypes.guess_type(static)[0] or "font/woff2")
        elif path in self.seen.pictures:
            body, content_type = self.seen.pictures[path]
            route.fulfill(body=body, content_type=content_type)
        elif route.request.resource_type not in ("fetch", "xhr") or not route.request.url.startswith(f"{HOST}/"):  # what scripts ask us goes unanswered
            self.complaints.append(f"asks for {route.request.url}")
            route.abort()

    def look_at(self, seen: Seen) -> list[str]:
        """All that is wrong with the page: on a phone and on a desk, in light and in dark."""
        self.seen = seen
        found = []
        for name, screen in {"phone": PHONE, "desk": DESK}.items():
            self.page.set_viewport_size({"width": screen[0], "height": screen[1]})
            if screen == PHONE:
                self.page.goto(HOST + seen.url)
                self.page.evaluate(self.axe)
            wide = self.page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
            found += [f"{name}: {wide} px too wide"] * (wide > 0) + [f"{name}, {fault}" for fault in self._faults()]
        self.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        found += [f"phone, {measure}" for measure in self.page.evaluate(self.measures)]
        complaints, self.complaints = self.complaints, []
        return found + complaints

    def _faults(self) -> list[str]:
        found = []
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme)
            found += [f"{scheme}: {fault}" for fault in self.page.evaluate(FAULTS, RULES)]
        return found
