"""Lighthouse, with its mobile profile, on the six main pages: the median of three runs. Run alone: what else runs would be measured too."""

import json
import os
import statistics
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.needs import chromium, from_npm, node
from tests.serving import Served

pytestmark = pytest.mark.alone
CATEGORIES = ("performance", "accessibility", "best-practices")
LEAST, RUNS, TRIES = 95, 3, 3
FLAGS = "--headless --no-sandbox --disable-gpu --disable-dev-shm-usage"


def measured(url: str, cookie: str, output: Path) -> dict[str, int]:
    """The figures of one run. Now and then Chromium reports no start of the page (NO_NAVSTART): then there is none to tell."""
    command = [node(), str(from_npm("lighthouse/cli/index.js")), url, "--quiet", "--output=json", f"--output-path={output}"]
    options = [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={FLAGS}", f"--extra-headers={json.dumps({'Cookie': cookie})}"]
    environment = {**os.environ, "CHROME_PATH": chromium()}
    for _ in range(TRIES):
        subprocess.run([*command, *options], env=environment, check=False, capture_output=True)
        report = json.loads(output.read_text()) if output.exists() else {}
        scores = {name: report["categories"][name]["score"] for name in CATEGORIES} if report else {}
        if scores and None not in scores.values():
            return {name: round(score * 100) for name, score in scores.items()}
    raise AssertionError(f"{url}: {report.get('runtimeError')}")


def test_main_pages_score_high(served: Served, browser: Browser, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = {}
    for name, (who, path) in served.pages(browser).items():
        window = served.window_of(browser, who)
        cookie = "; ".join(f"{one['name']}={one['value']}" for one in window.cookies())
        runs = [measured(served.address + path, cookie, tmp_path / "report.json") for _ in range(RUNS)]
        window.close()
        figures[name] = {category: statistics.median(run[category] for run in runs) for category in CATEGORIES}
        with capsys.disabled():
            print(f"\n{name:24} " + "  ".join(f"{category} {figure}" for category, figure in figures[name].items()), end="")
    assert {name: scores for name, scores in figures.items() if min(scores.values()) < LEAST} == {}
