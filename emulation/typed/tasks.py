"""Background work of what is being typed."""

from celery import shared_task
from django.utils import timezone

from emulation.typed.models import Typed


@shared_task
def forget_old_texts() -> None:
    """Delete what nobody came back for in thirty days."""
    Typed.objects.forgotten(timezone.now()).delete()
