"""Somebody at a browser who draws what they see: small pictures for the guides, the README and docs/design.md."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from emulation.guide.rendering import DENSITY
from registrations.demonstration.offices import PASSWORD
from tests.browser import PHONE, Visitor

DESK = (1000, 760)
GUIDE, DESIGN, README = "guide/pictures", "pictures/components", "pictures"  # below docs/
COLOURS = 48
MARGIN = 6  # pixels around what is drawn
NAME_THE_SITE = """() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replace(location.host, "thi-dua.example");
}"""
LET_GO = """() => document.querySelectorAll(".keeping").forEach(bar => { bar.style.position = "static"; })"""  # at its place, as when scrolled to
DRAWN = """elements => elements.map(element => element.getBoundingClientRect()).filter(box => box.width && box.height)
    .map(box => [box.left + scrollX, box.top + scrollY, box.right + scrollX, box.bottom + scrollY])"""


class Artist(Visitor):
    """A visitor with a folder to draw into, which stands for docs/."""

    folder: Path
    drawn: set[str]

    def draw(self, name: str, *selectors: str, place: str = GUIDE, most: int = 1100) -> None:
        """A picture of the first element of each selector together, at most so many pixels high."""
        for selector in selectors:
            self.page.locator(f"{selector} >> visible=true").first.wait_for()
        self.page.evaluate(NAME_THE_SITE)
        self.page.evaluate(LET_GO)
        boxes = [self.page.locator(f"{selector} >> visible=true").evaluate_all(DRAWN)[0] for selector in selectors]
        left, top = (max(0, min(box[side] for box in boxes) - MARGIN) for side in (0, 1))
        right, bottom = (max(box[side] for box in boxes) + MARGIN for side in (2, 3))
        size = self.page.viewport_size
        assert size is not None
        clip = {"x": left, "y": top, "width": min(right, size["width"]) - left, "height": min(bottom - top, most)}
        self._keep(f"{place}/{name}.webp", self.page.screenshot(full_page=True, clip=clip, animations="disabled"))

    def draw_screen(self, name: str, *, place: str = README) -> None:
        """A picture of the window."""
        self._keep(f"{place}/{name}.webp", self.page.screenshot(animations="disabled"))

    def _keep(self, path: str, png: bytes) -> None:
        assert path not in self.drawn, f"{path} is drawn twice"
        self.drawn.add(path)
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        few = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.convert("RGB").save(target, "WEBP", lossless=True, method=6)

    def darken(self) -> None:
        self.page.emulate_media(color_scheme="dark")

    def lighten(self) -> None:
        self.page.emulate_media(color_scheme="light")

    def goes(self, *links: str) -> None:
        """Follow these links one after the other; a link may go on after the words given."""
        for words in links:
            self.page.get_by_role("link", name=words).first.click()
            self.arrive()


class Studio:
    """Where the demonstration is served, and what was drawn there so far."""

    def __init__(self, browser: Browser, address: str, folder: Path) -> None:
        self.browser, self.address, self.folder = browser, address, folder
        self.drawn: set[str] = set()

    @contextmanager
    def artist(self, who: str = "", screen: tuple[int, int] = PHONE) -> Iterator[Artist]:
        """This person of the demonstration, signed in, at a screen of this size."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": screen[0], "height": screen[1]},
            device_scale_factor=DENSITY,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            reduced_motion="reduce",
            color_scheme="light",
        )
        context.set_default_timeout(20_000)
        artist = Artist(context.new_page(), who or "anybody")
        artist.folder, artist.drawn = self.folder, self.drawn
        if who:
            artist.sign_in(who, PASSWORD)
        yield artist
        context.close()
