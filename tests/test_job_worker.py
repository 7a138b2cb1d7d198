"""Background work with progress by real Celery workers, each a process of its own, on both brokers, also when one is killed in the middle."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from emulation.jobs.models import SILENT_FOR, Job
from emulation.jobs.tasks import put_silent_jobs_back
from registrations.jobs import start_for
from registrations.models import Submission
from tests.test_worker import START, Site, any_site, file_site, redis_site, wait_for
from tests.world import World

__all__ = ["any_site", "file_site", "redis_site"]  # fixtures
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def test_a_worker_prints_everything_and_keeps_the_file(world: World, any_site: Site) -> None:
    Submission.objects.update(pdf="", sha256="")
    job = start_for(world.campaign, "print-registrations", owner=world.people["chair"], url="/")
    assert fresh(job).badge.word == "Đang chờ"
    with any_site.worker("một"):
        wait_for(lambda: not fresh(job).is_unfinished)

    done = fresh(job)
    assert (done.outcome, done.done, done.total, done.tries) == ("done", 1, 1, 1)
    assert (any_site.folder / "files" / done.file.name).read_bytes()[:5] == b"%PDF-"


def test_a_job_whose_worker_is_killed_in_the_middle_is_finished_by_the_next(world: World, file_site: Site) -> None:
    job = start_for(world.campaign, "print-blank-forms", owner=world.people["chair"], url="/")
    die_at_the_second_paper = (
        "import os, signal, django; django.setup()\n"
        "from emulation.jobs import running\n"
        "noted = running._note\n"
        "def note(job, progress):\n"
        "    noted(job, progress)\n"
        "    if progress.done == 2: os.kill(os.getpid(), signal.SIGKILL)\n"
        "running._note, running.BETWEEN_NOTES = note, 0\n"
        f"running.run({job.pk})"
    )
    environment = {**file_site.environment, "DJANGO_SETTINGS_MODULE": "emulation.settings"}
    killed = subprocess.run([sys.executable, "-c", die_at_the_second_paper], env=environment, cwd=os.getcwd(), timeout=START)
    left = fresh(job)
    assert (killed.returncode, left.done, left.tries, left.is_running) == (-signal.SIGKILL, 2, 1, True)

    Job.objects.update(beat_at=timezone.now() - SILENT_FOR - timedelta(seconds=1))
    put_silent_jobs_back()
    with file_site.worker("hai"):
        wait_for(lambda: not fresh(job).is_unfinished)
    assert (fresh(job).outcome, fresh(job).done, fresh(job).tries) == ("done", 4, 2)
