"""Background work of jobs. Each task may run twice."""

from celery import shared_task
from django.utils import timezone

from emulation.jobs.running import put_back, remove_old, run


@shared_task
def run_job(job_pk: int) -> None:
    run(job_pk)


@shared_task
def put_silent_jobs_back() -> None:
    """Queue again what a stopped worker left behind, or what a lost message never began."""
    for job_pk in put_back(timezone.now()):
        run_job.delay(job_pk)


@shared_task
def remove_old_jobs() -> None:
    remove_old(timezone.now())
