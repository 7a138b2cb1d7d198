"""Background work of campaigns."""

from celery import shared_task
from django.utils import timezone

from emulation.campaigns.models import Campaign
from emulation.campaigns.workflow import move_campaign
from emulation.workflow import MoveRefused


@shared_task
def close_due_registrations() -> None:
    """Close the registration of every campaign whose deadline has passed."""
    for campaign in Campaign.objects.past_deadline(timezone.now()):
        try:
            move_campaign(campaign, "close-registration", by=None)
        except MoveRefused:
            continue  # somebody closed, extended or suspended it in this very moment
