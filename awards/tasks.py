"""Background work of nominations."""

from celery import shared_task
from django.utils import timezone

from awards.models import NominationImport


@shared_task
def forget_old_lists() -> None:
    """Delete uploaded lists after a day: they hold names and addresses."""
    NominationImport.objects.stale(timezone.now()).delete()
