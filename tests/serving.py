"""The site as `make run` serves it, with the demonstration and without the worker: pages compressed, static files with digests."""

import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext

from registrations.demonstration.offices import PASSWORD
from tests.test_two_commands import free_port, own_environment, wait_until

START = 60
WEB = ["-m", "gunicorn", "emulation.wsgi", "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--log-level", "warning", "--no-control-socket"]


@dataclass(frozen=True)
class Served:
    """Where it answers, and the folder of its data."""

    address: str
    var: Path

    def receipt(self) -> str:
        """The code of a registration that was sent."""
        with closing(sqlite3.connect(self.var / "thi-dua.sqlite3")) as database:
            return str(database.execute("SELECT receipt FROM registrations_submission ORDER BY id").fetchone()[0])

    def window_of(self, browser: Browser, who: str = "") -> BrowserContext:
        """A window with nothing kept from before, in which this person has signed in."""
        context = browser.new_context(base_url=self.address, viewport={"width": 390, "height": 844}, locale="vi-VN")
        context.set_default_timeout(60_000)
        if who:
            page = context.new_page()
            page.goto("/dang-nhap/")
            page.fill("[name=login]", who)
            page.fill("[name=password]", PASSWORD)
            page.click("main button[type=submit]")
            page.get_by_role("heading", name="Việc cần làm").wait_for()
            page.close()
        return context

    def pages(self, browser: Browser) -> dict[str, tuple[str, str]]:
        """The six main pages: (who opens it, its path)."""
        page = (window := self.window_of(browser, "bq-tdp02")).new_page()
        page.goto("/")
        step, campaign = page.locator(".steps a").first.get_attribute("href"), page.locator(".task h2 a").first.get_attribute("href")
        window.close()
        return {
            "sign-in": ("", "/dang-nhap/"),
            "home of a head": ("bq-tdp02", "/"),
            "step of a registration": ("bq-tdp02", str(step)),
            "campaign": ("bq-tdp02", str(campaign)),
            "nominations": ("bq-thuky", "/khen-thuong/de-nghi/"),
            "verification": ("", f"/xac-minh/{self.receipt()}/"),
        }


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    var, port = tmp_path_factory.mktemp("served"), free_port()
    environment = {**own_environment(), "VAR_DIR": str(var), "INSECURE_HTTP": "1", "SECRET_KEY": "only-here", "SITE_URL": f"http://127.0.0.1:{port}"}
    for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--noinput", "--verbosity", "0"], ["demo"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=settings.BASE_DIR, env=environment, check=True, stdout=subprocess.DEVNULL)
    web = subprocess.Popen([sys.executable, *WEB, "--bind", f"127.0.0.1:{port}"], cwd=settings.BASE_DIR, env=environment)
    try:
        assert wait_until(lambda: answers(port), START)
        yield Served(f"http://127.0.0.1:{port}", var)
    finally:
        web.terminate()
        web.wait()


def answers(port: int) -> bool:
    with socket.socket() as door:
        return door.connect_ex(("127.0.0.1", port)) == 0
