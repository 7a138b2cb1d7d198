"""Remind those who owe a registration, as the clock does, or all of one campaign at once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from emulation.campaigns.models import Campaign
from emulation.notices.outbox import deliver_waiting
from registrations.reminders import remind_now, write_reminders


class Command(BaseCommand):
    help = "Writes down and sends the reminders due now. Running it again sends nothing twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--now", metavar="CAMPAIGN", help="remind every unit that owes a registration in this campaign today, whatever the day")

    def handle(self, *args: Any, now: str | None = None, **options: Any) -> None:
        moment = timezone.now()
        if now is None:
            written = write_reminders(moment)
        else:
            campaign = Campaign.objects.taking_registrations(moment).filter(code=now).first()
            if campaign is None:
                raise CommandError(f"No campaign {now!r} takes registrations at the moment.")
            written = remind_now(campaign, moment)
        self.stdout.write(f"{written} new reminders, {deliver_waiting()} mails sent.")
