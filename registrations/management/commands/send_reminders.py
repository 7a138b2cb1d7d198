"""Remind those who owe a registration, as the clock does, or all of one campaign at once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from emulation.campaigns.models import Campaign
from emulation.notices.outbox import deliver_waiting
from registrations.reminders import remind_now, write_reminders


class Command(BaseCommand):
    help = "Ghi và gửi các lời nhắc đến hạn. Chạy lại không gửi hai lần."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--now", metavar="PHONG_TRÀO", help="mã phong trào: nhắc ngay mọi đơn vị còn nợ đăng ký, dù chưa đến ngày nhắc")

    def handle(self, *args: Any, now: str | None = None, **options: Any) -> None:
        moment = timezone.now()
        if now is None:
            written = write_reminders(moment)
        else:
            campaign = Campaign.objects.taking_registrations(moment).filter(code=now).first()
            if campaign is None:
                raise CommandError(f"Không có phong trào nào mang mã “{now}” đang nhận đăng ký. Xin xem lại mã trên trang của phong trào.")
            written = remind_now(campaign, moment)
        self.stdout.write(f"Lời nhắc mới: {written}. Thư đã gửi: {deliver_waiting()}.")
