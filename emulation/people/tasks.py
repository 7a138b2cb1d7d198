"""Background work of accounts and units."""

from celery import shared_task
from django.utils import timezone

from emulation.people.models import BulkImport


@shared_task
def forget_old_imports() -> None:
    """Delete uploaded tables after a day: they hold names and phone numbers."""
    BulkImport.objects.stale(timezone.now()).delete()
