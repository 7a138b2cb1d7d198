"""The HTML of every page is valid, also of forms with errors and of pages about errors, and has no class that was trimmed off Bootstrap's sheet."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from tests.every_page import EVERY_PAGE, Asked, Seen, errors, seen
from tests.needs import from_npm, vnu
from tests.world import World

pytestmark = [pytest.mark.slow, pytest.mark.once]
TRIMMED = Path(settings.BASE_DIR) / "static/bootstrap.min.css"


def name_of(asked: Asked) -> str:
    return asked[1].partition(":")[0]


def faults(pages: list[Seen], folder: Path) -> list[str]:
    """What the checker finds, in one run: starting it takes longer than most pages."""
    folder.mkdir()
    for number, page in enumerate(pages):
        (folder / f"{number}.html").write_text(page.body, encoding="utf-8")
    run = subprocess.run([*vnu(), "--errors-only", "--format", "json", str(folder)], capture_output=True, text=True, check=False)
    return [f"{pages[int(Path(one['url']).stem)]}: {one['message']} {one.get('extract', '')}" for one in json.loads(run.stderr)["messages"]]


def classes_in(sheet: Path) -> set[str]:
    return set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", sheet.read_text(encoding="utf-8")))


def trimmed_off(pages: list[Seen]) -> set[str]:
    """Classes on the pages that Bootstrap styles and our sheet no longer does."""
    used = {word for page in pages for words in re.findall(r'class="([^"]*)"', page.body) for word in words.split()}
    return used & classes_in(from_npm("bootstrap/dist/css/bootstrap.min.css")) - classes_in(TRIMMED)


@pytest.mark.no_cover
def test_the_html_of_every_page_is_valid_and_styled(site: World, tmp_path: Path) -> None:
    pages = [*seen(site), *errors()]
    assert {name_of(asked) for asked in EVERY_PAGE} - {name_of(page.asked) for page in pages} == {"health"}
    assert faults(pages, tmp_path / "pages") == []
    assert trimmed_off(pages) == set()
