"""Background work of nominations."""

from celery import shared_task
from django.utils import timezone

from awards.models import AssessmentImport, NominationImport
from awards.models.importing import stale


@shared_task
def forget_old_lists() -> None:
    """Delete uploaded lists after a day: they hold names and addresses."""
    for model in (NominationImport, AssessmentImport):
        model._default_manager.filter(stale(timezone.now())).delete()
