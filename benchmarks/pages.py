"""What the main pages cost with one commune and with three hundred: queries, time, bytes, both taken in turns in one run on one machine.

Run `.venv/bin/python benchmarks/pages.py [COMMUNES] [ROUNDS]` beside a PostgreSQL in which BENCHMARK_DATABASE_URL (that of a fresh installation
unless given) may make databases. What counts is the last column: how much longer the slowest twentieth takes with all communes than with one.
"""

import gzip
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
URL = os.environ.get("BENCHMARK_DATABASE_URL", "postgres://postgres@127.0.0.1:5432")
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "emulation.settings",
    "DATABASE_URL": f"{URL}/postgres",
    "SECRET_KEY": "for-measuring-only",
    "INSECURE_HTTP": "1",
    "ALLOWED_HOSTS": "testserver",
    "VAR_DIR": tempfile.mkdtemp(),
}

import django

django.setup()

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.province import fill
from emulation.campaigns.models import Campaign
from emulation.people.models import User
from emulation.units.models import Unit
from registrations.models import Registration, State

WARM_UP = 3
TARGET = 1.5


class Page(NamedTuple):
    """A page as one person opens it."""

    who: str
    url: str


class Size:
    """A database with that many communes, and what its people's pages took."""

    def __init__(self, communes: int) -> None:
        self.communes = communes
        self.connection: BaseDatabaseWrapper = connections.create_connection("default")
        self.connection.settings_dict = {**self.connection.settings_dict, "NAME": f"thi_dua_{communes}_communes"}
        self.clients: dict[str, Client] = {}
        self.times: dict[str, list[float]] = {}

    def use(self) -> None:
        connections["default"] = self.connection
        ContentType.objects.clear_cache()

    def make(self) -> None:
        name = self.connection.settings_dict["NAME"]
        with connections["default"].cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}"')
        self.use()
        call_command("migrate", verbosity=0)
        fill(self.communes)
        with self.connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")

    def pages(self) -> dict[str, Page]:
        """The main pages, by what they are. All but the superior's are of the first commune."""
        commune = Unit.objects.get(code="phuong-1")
        campaign = Campaign.objects.filter(unit=commune).order_by("-year")[0]
        sent = Registration.objects.filter(campaign=campaign, state=State.SUBMITTED).order_by("pk")[0]
        draft = Registration.objects.filter(campaign=campaign, state=State.DRAFT).select_related("unit").order_by("pk")[0]
        writer = draft.unit.terms.get().user.username
        return {
            "home of a head": Page("to-truong-1-1", reverse("home")),
            "home of the secretary": Page("thu-ky-1", reverse("home")),
            "home of the chair": Page("chu-tich-1", reverse("home")),
            "home of the superior": Page("cap-tren", reverse("home")),
            "campaigns": Page("thu-ky-1", reverse("campaign-list")),
            "campaigns, superior": Page("cap-tren", reverse("campaign-list")),
            "a campaign": Page("to-truong-1-1", reverse("campaign-detail", args=[campaign.pk])),
            "who has registered": Page("thu-ky-1", reverse("campaign-registrations", args=[campaign.pk])),
            "the summary": Page("thu-ky-1", reverse("campaign-summary", args=[campaign.pk])),
            "registrations": Page("thu-ky-1", reverse("registration-list")),
            "registrations found": Page("thu-ky-1", f"{reverse('registration-list')}?tim=tan+son"),
            "registrations, superior": Page("cap-tren", reverse("registration-list")),
            "a registration": Page("thu-ky-1", reverse("registration-detail", args=[sent.pk])),
            "a step of filling in": Page(writer, reverse("registration-step", args=[draft.pk, "chi-tieu"])),
            "the last step": Page(writer, reverse("registration-review", args=[draft.pk])),
            "units": Page("thu-ky-1", reverse("unit-list")),
            "units, superior": Page("cap-tren", reverse("unit-list")),
            "a commune": Page("thu-ky-1", reverse("unit-detail", args=[commune.pk])),
            "a unit": Page("thu-ky-1", reverse("unit-detail", args=[draft.unit_id])),
            "notices": Page("to-truong-1-1", reverse("notice-list")),
        }

    def client(self, who: str) -> Client:
        if who not in self.clients:
            self.clients[who] = Client()
            self.clients[who].force_login(User.objects.get(username=who))
        return self.clients[who]

    def time(self, name: str, page: Page) -> None:
        client = self.client(page.who)
        began = time.perf_counter()
        client.get(page.url)
        self.times.setdefault(name, []).append((time.perf_counter() - began) * 1000)

    def cost(self, page: Page) -> tuple[int, int, int]:
        """(queries, bytes, bytes by gzip) of one answer."""
        client = self.client(page.who)
        with CaptureQueriesContext(self.connection) as captured:
            answer = client.get(page.url)
        assert answer.status_code == 200, page
        return len(captured), len(answer.content), len(gzip.compress(answer.content, 6))


def quantiles(times: list[float]) -> tuple[float, float]:
    """(median, 95th percentile)."""
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def make(sizes: list[Size]) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    for size in sizes:
        began = time.perf_counter()
        size.make()
        print(f"{size.communes} communes: {Registration.objects.count()} registrations written in {time.perf_counter() - began:.0f} s")


def measure(sizes: list[Size], pages: list[dict[str, Page]], rounds: int) -> None:
    """Each page of each size in turn, so that a busy moment of the machine strikes both."""
    for turn in range(WARM_UP + rounds):
        for size, of_size in zip(sizes, pages, strict=True):
            size.use()
            for name, page in of_size.items():
                size.time(name, page)
            if turn < WARM_UP:
                size.times.clear()


def main(communes: int = 300, rounds: int = 60) -> None:
    sizes = [Size(1), Size(communes)]
    make(sizes)
    pages, costs = [], []
    for size in sizes:
        size.use()
        pages.append(size.pages())
        costs.append({name: size.cost(page) for name, page in pages[-1].items()})
    measure(sizes, pages, rounds)
    print(f"\n{rounds} rounds; ms of the whole request in this process; queries, p50 and p95 with 1 commune / with {communes}")
    print(f"{'page':26}{'queries':>10}{'bytes':>8}{'gzip':>7}{'p50':>16}{'p95':>16}   p95 large / small")
    for name, (asked, size_, zipped) in costs[1].items():
        (small, small95), (large, large95) = (quantiles(size.times[name]) for size in sizes)
        ratio = large95 / small95
        figures = f"{f'{costs[0][name][0]} / {asked}':>10}{size_:8}{zipped:7}{f'{small:.1f} / {large:.1f}':>16}{f'{small95:.1f} / {large95:.1f}':>16}"
        print(f"{name:26}{figures}   {ratio:.2f}{' !' * (ratio >= TARGET)}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
