"""The pictures of the guides, of the README and of docs/design.md are drawn from the site as it is, and each is shown somewhere.

`make pictures` runs this same test with PICTURES=docs; without it the pictures go to a folder that is thrown away.
"""

import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image
from playwright.sync_api import Browser

from tests.drawing import anybody, heads, members, secretaries
from tests.drawing.artist import DESIGN, GUIDE, README, Studio
from tests.serving import Served

DOCS = Path(settings.BASE_DIR) / "docs"
SHOWING = [*sorted(DOCS.glob("guide/*.md")), DOCS / "design.md", DOCS.parent / "README.md"]
WIDEST, HEAVIEST = 2000, 110_000  # dots, bytes


def shown() -> set[str]:
    """Every drawn picture that a text shows, as its path below docs/."""
    found = set()
    for text in SHOWING:
        for path in re.findall(r"[\w/.-]+\.webp", text.read_text(encoding="utf-8")):
            found.add((text.parent / path).resolve().relative_to(DOCS).as_posix())
    return found


def there() -> set[str]:
    return {path.relative_to(DOCS).as_posix() for place in (GUIDE, DESIGN, README) for path in (DOCS / place).glob("*.webp")}


def test_each_picture_that_a_text_shows_is_there_and_each_that_is_there_is_shown() -> None:
    assert shown() == there()


def rows_of(section: str) -> dict[str, str]:
    """Of a table of docs/design.md the first cell of each row and the last, which shows how it looks or says why not."""
    text = (DOCS / "design.md").read_text(encoding="utf-8").partition(f"## {section}\n")[2].partition("\n## ")[0]
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in text.splitlines() if line.startswith("| `")]
    return {row[0]: row[-1] for row in cells}


@pytest.mark.parametrize("section", ["Components", "Classes"])
def test_the_design_shows_each_piece_or_says_why_not(section: str) -> None:
    assert len(rows_of(section)) > 15
    assert [name for name, looks in rows_of(section).items() if not looks.strip("| ")] == []


def test_the_design_names_every_component_and_no_class_that_is_not_there() -> None:
    root = DOCS.parent
    named = {name for row in rows_of("Components") for name in re.findall(r"`([\w/]+)`", row)}
    there = {path.stem for path in (root / "templates/components").iterdir()}
    assert {name for name in named if "/" not in name} == there
    styled, scripted = ((root / "static" / name).read_text(encoding="utf-8") for name in ("site.css", "site.js"))
    classes = {word for row in rows_of("Classes") for word in re.findall(r"\.([a-z][\w-]*)", row)}
    assert {one for one in classes if not re.search(rf"\.{one}(?![\w-])", styled)} == set()
    assert {one for row in rows_of("Classes") for one in re.findall(r"\[(data-[\w-]+)\]", row) if one not in scripted} == set()


def test_pictures_are_small() -> None:
    sizes = {name: (_width(DOCS / name), (DOCS / name).stat().st_size) for name in there()}
    assert {name: size for name, size in sizes.items() if size[0] > WIDEST or size[1] > HEAVIEST} == {}


def _width(path: Path) -> int:
    with Image.open(path) as picture:
        return picture.width


@pytest.mark.slow
@pytest.mark.once
def test_every_picture_can_be_drawn_from_the_site_as_it_is(served: Served, browser: Browser, tmp_path: Path) -> None:
    studio = Studio(browser, served.address, Path(os.environ.get("PICTURES", tmp_path)))
    for people in (members, heads, secretaries, anybody):
        people.draw(studio)
    assert studio.drawn == shown()
