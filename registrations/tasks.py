"""Background work of registrations. Each task may run twice."""

import logging

from celery import shared_task
from django.utils import timezone

from emulation.notices.outbox import deliver_waiting
from emulation.papers.broken import BrokenPaper
from registrations.models import Submission
from registrations.papers import keep_pdf
from registrations.reminders import write_reminders

logger = logging.getLogger(__name__)


@shared_task
def keep_paper(submission_pk: int) -> None:
    keep_pdf(Submission.objects.get(pk=submission_pk))


@shared_task
def keep_waiting_papers() -> None:
    """Render what a stop left without a file."""
    for submission in Submission.objects.filter(pdf=""):
        try:
            keep_pdf(submission)
        except BrokenPaper:
            logger.exception("Submission %s cannot be printed", submission.receipt)


@shared_task
def remind() -> None:
    write_reminders(timezone.now())
    deliver_waiting()
