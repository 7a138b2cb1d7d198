"""Running a job: claim it by a one-row update, note its progress, keep its file. Nothing of it happens inside a transaction.

The number of the try is the claim: an update that no longer finds it was made by a worker that lost the job, or whose job was cancelled.
"""

import logging
import time
from datetime import datetime

from django.core.files.base import ContentFile
from django.db.models import F
from django.utils import timezone

from emulation.jobs.kinds import KINDS, JobRefused, Product, Progress
from emulation.jobs.models import TRIES, Job, JobQuerySet, Outcome

logger = logging.getLogger(__name__)

BETWEEN_NOTES = 0.5  # seconds: SQLite has one writer, and nobody reads faster
BROKEN = "Có lỗi khi thực hiện nên việc dừng lại. Xin làm lại; nếu vẫn lỗi, xin báo người quản trị."
GIVEN_UP = "Việc bị ngắt giữa chừng nhiều lần nên đã dừng. Xin làm lại; nếu vẫn vậy, xin báo người quản trị."


class Stopped(Exception):
    """The job is no longer ours: it was cancelled, or given to another worker."""


def run(job_pk: int) -> None:
    """Do the work unless somebody else does it or it is over. Raises what the work raised, after writing down that it failed."""
    job = _claim(job_pk)
    if job is None:
        return
    try:
        product = _follow(job)
    except Stopped:
        return
    except JobRefused as refusal:
        _finish(job, Outcome.FAILED, error=str(refusal))
    except Exception:
        _finish(job, Outcome.FAILED, error=BROKEN)
        raise
    else:
        _keep(job, product)


def _claim(job_pk: int) -> Job | None:
    now = timezone.now()
    waiting = Job.objects.unfinished().filter(pk=job_pk, started_at=None, tries__lt=TRIES)
    if not waiting.update(started_at=now, beat_at=now, tries=F("tries") + 1, done=0):
        return None
    return Job.objects.get(pk=job_pk)


def _ours(job: Job) -> JobQuerySet:
    return Job.objects.unfinished().filter(pk=job.pk, tries=job.tries, started_at__isnull=False)


def _follow(job: Job) -> Product:
    """Run the work to its end and note its progress now and then. Raises Stopped when the job is no longer ours."""
    work = KINDS[job.kind].work(job.params)
    noted = float("-inf")
    while True:
        try:
            progress = next(work)
        except StopIteration as end:
            product: Product = end.value
            return product
        if time.monotonic() - noted >= BETWEEN_NOTES:
            _note(job, progress)
            noted = time.monotonic()


def _note(job: Job, progress: Progress) -> None:
    if not _ours(job).update(done=progress.done, total=progress.total, beat_at=timezone.now()):
        raise Stopped


def _keep(job: Job, product: Product) -> None:
    """The file first, then the row that names it; a file that nobody waits for any more is not kept."""
    storage = Job._meta.get_field("file").storage
    extension = product.name.rpartition(".")[2]
    saved = storage.save(f"viec/{job.made_at:%Y}/{job.pk}.{extension}", ContentFile(product.content))
    made = {"file": saved, "file_name": product.name, "content_type": product.content_type, "notice": product.notice}
    if not _finish(job, Outcome.DONE, done=F("total"), **made):
        storage.delete(saved)


def _finish(job: Job, outcome: Outcome, **fields: object) -> bool:
    now = timezone.now()
    return bool(_ours(job).update(outcome=outcome, finished_at=now, beat_at=now, **fields))


def put_back(now: datetime) -> list[int]:
    """The jobs that must be put into the queue again, by primary key: each had lost its worker or its message. Those tried enough fail."""
    given_up = Job.objects.silent(now).filter(tries=TRIES)
    given_up.update(outcome=Outcome.FAILED, error=GIVEN_UP, finished_at=now)
    silent = list(Job.objects.silent(now).values_list("pk", flat=True))
    return [pk for pk in silent if Job.objects.silent(now).filter(pk=pk).update(started_at=None, beat_at=now)]


def remove_old(now: datetime) -> int:
    """Remove the jobs that were over long ago, with their files; how many there were."""
    removed = 0
    for job in Job.objects.old(now):
        if job.file:
            job.file.delete(save=False)
        job.delete()
        removed += 1
    return removed
