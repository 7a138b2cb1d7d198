"""Real Celery workers, each a process of its own, on both brokers: what is asked of them is done, and by one of them only."""

import hashlib
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings as project_settings
from django.db import connection
from django.utils import timezone
from kombu import pools

from emulation.celery import app
from emulation.notices.models import Notice
from emulation.notices.tasks import deliver
from emulation.people.models import User
from registrations.models import Submission
from registrations.reminders import remind_now
from registrations.workflow import move_registration
from tests.needs import redis_url
from tests.world import World, fill_in

START = 30  # seconds; a worker imports Django and WeasyPrint first
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.wide]


def wait_for(condition: Callable[[], object], seconds: float = START) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def forget_connections() -> None:
    """Celery keeps its first broker for good; a test has one of its own."""
    pools.reset()
    app._pool = None
    app.__dict__.pop("amqp", None)


@contextmanager
def broker(url: str, queue: str, options: dict[str, Any]) -> Iterator[None]:
    """Send tasks to this queue of this broker instead of running them at once."""
    ours = {"task_always_eager": False, "broker_url": url, "broker_transport_options": options, "task_default_queue": queue}
    before = {name: app.conf[name] for name in ours}
    app.conf.update(ours)
    forget_connections()
    try:
        yield
    finally:
        app.conf.update(before)
        forget_connections()


class Site:
    """The settings of an installation whose database is that of the test, for worker processes."""

    def __init__(self, folder: Path, redis_url: str = "") -> None:
        self.folder, self.queue = folder, f"thu-{uuid.uuid4().hex}"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("COV", "PYTEST"))},
            "VAR_DIR": str(folder),
            "DATABASE_URL": database_url(),
            "REDIS_URL": redis_url,
            "STORAGE_URL": f"file://{folder / 'files'}",
            "EMAIL_URL": f"filemail:///{folder / 'mail'}",
            "SECRET_KEY": project_settings.SECRET_KEY,
        }

    @contextmanager
    def worker(self, name: str) -> Iterator[None]:
        """A worker that is ready to work; stopped, and waited for, at the end."""
        command = ["celery", "-A", "emulation", "worker", "-P", "solo", "-Q", self.queue, "-n", f"{name}@{self.queue}", "-l", "INFO"]
        log = self.folder / f"{name}.log"
        with log.open("wb") as output:
            quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
            process = subprocess.Popen([sys.executable, "-m", *command, *quiet], env=self.environment, stdout=output, stderr=output)
        try:
            wait_for(lambda: " ready." in log.read_text() or process.poll() is not None)
            assert process.poll() is None, log.read_text()
            yield
        finally:
            process.terminate()
            process.wait(START)
        assert "ERROR" not in log.read_text()

    @property
    def mails(self) -> list[str]:
        """To whom each mail was sent, from the files that stand for a mail server."""
        return [line for file in sorted((self.folder / "mail").glob("*")) for line in file.read_text().splitlines() if line.startswith("To: ")]


def database_url() -> str:
    """The test's own database, as an environment names it."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    host, port = found["HOST"] or "127.0.0.1", found["PORT"] or 5432
    return f"postgres://{found['USER']}{':' + found['PASSWORD'] if found['PASSWORD'] else ''}@{host}:{port}/{found['NAME']}"


@pytest.fixture
def file_site(tmp_path: Path) -> Iterator[Site]:
    """Messages are files in a folder: an installation without Redis."""
    site = Site(tmp_path)
    folder = tmp_path / "broker"
    folder.mkdir()
    options = {"data_folder_in": str(folder), "data_folder_out": str(folder), "control_folder": str(folder / "control")}
    with broker("filesystem://", site.queue, options):
        yield site


@pytest.fixture
def redis_site(tmp_path: Path) -> Iterator[Site]:
    """Messages go through Redis, under a queue of this test alone; its keys are deleted afterwards and no others."""
    url = redis_url()
    site = Site(tmp_path, url)
    with broker(url, site.queue, {}):
        yield site
    with redis.Redis.from_url(url) as server:
        for key in list(server.scan_iter(f"*{site.queue}*")):
            server.delete(key)


@pytest.fixture(params=["file_site", "redis_site"])
def any_site(request: pytest.FixtureRequest) -> Site:
    return request.getfixturevalue(request.param)


def test_the_worker_renders_the_paper_of_what_was_sent_in(world: World, any_site: Site) -> None:
    with any_site.worker("một"):
        sent = move_registration(fill_in(world.strange_registration), "submit", by=world.people["stranger"])
        wait_for(lambda: Submission.objects.get(registration=sent).pdf)

    kept = Submission.objects.get(registration=sent)
    assert hashlib.sha256((any_site.folder / "files" / kept.pdf.name).read_bytes()).hexdigest() == kept.sha256


def test_what_was_asked_while_no_worker_ran_is_done_when_one_starts(world: World, file_site: Site) -> None:
    sent = move_registration(fill_in(world.strange_registration), "submit", by=world.people["stranger"])
    assert Submission.objects.get(registration=sent).pdf.name == ""

    with file_site.worker("một"):
        wait_for(lambda: Submission.objects.get(registration=sent).pdf)


@pytest.mark.slow
def test_two_workers_send_each_mail_once(world: World, any_site: Site) -> None:
    Notice.objects.all().delete()
    for user in User.objects.filter(username__in=["to-truong-2", "hai-noi"]):
        user.email = f"{user.username}@example.org"
        user.save()
    days = [timezone.now() + timedelta(days=days) for days in range(5)]
    assert [remind_now(world.campaign, day) for day in days] == [2] * 5
    with ExitStack() as running:
        for name in ("một", "hai"):
            running.enter_context(any_site.worker(name))
        for _ in range(6):
            deliver.delay()
        wait_for(lambda: not Notice.objects.waiting(timezone.now()).exists() and not Notice.objects.filter(sent_at=None).exists())

    assert sorted(any_site.mails) == ["To: hai-noi@example.org"] * 5 + ["To: to-truong-2@example.org"] * 5
