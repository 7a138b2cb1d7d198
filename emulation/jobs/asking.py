"""Asking for a job, and calling it off."""

import hashlib
import json
from functools import partial

from django.db import transaction
from django.utils import timezone

from emulation.jobs.kinds import KINDS, Params
from emulation.jobs.models import Job, Outcome
from emulation.jobs.tasks import run_job
from emulation.people.models import User


@transaction.atomic
def start(kind: str, *, owner: User, label: str, params: Params, url: str = "") -> Job:
    """The job that somebody asked for; the unfinished one when the same person already waits for the same thing.

    `params` must be plain JSON; `url` is the path of the page to go back to. Raises KeyError for a kind that nobody registered.
    """
    KINDS[kind]
    digest = hashlib.sha256(json.dumps(params, sort_keys=True).encode()).hexdigest()
    asked = {"label": label, "params": params, "url": url}
    job, is_new = Job.objects.get_or_create(owner=owner, kind=kind, digest=digest, outcome="", defaults=asked)
    if is_new:
        transaction.on_commit(partial(run_job.delay, job.pk), robust=True)  # a broker that is down loses nothing: the clock looks again
    return job


def cancel(job: Job) -> bool:
    """Call a job off; False when it was over already. A worker at it notices at its next step."""
    return bool(Job.objects.unfinished().filter(pk=job.pk).update(outcome=Outcome.CANCELLED, finished_at=timezone.now()))
