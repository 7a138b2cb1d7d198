"""Background work of notices."""

from celery import shared_task

from emulation.notices.outbox import deliver_waiting


@shared_task
def deliver() -> None:
    deliver_waiting()
