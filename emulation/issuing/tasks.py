"""Background work of issuing. Each task may run twice."""

from celery import shared_task

from emulation.issuing.finishing import sweep


@shared_task
def finish_waiting_papers() -> None:
    sweep()
