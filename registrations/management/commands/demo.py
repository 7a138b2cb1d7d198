"""Load the demonstration once, and say who can sign in."""

from textwrap import wrap
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from emulation.issuing.finishing import sweep
from registrations.demonstration.chapters import CHAPTERS
from registrations.demonstration.loading import has_other_data, is_loaded, load, tasks_run_here
from registrations.demonstration.offices import PASSWORD, accounts
from registrations.tasks import keep_waiting_papers

NAMES_WIDTH = 47


class Command(BaseCommand):
    help = "Nạp dữ liệu mẫu gồm sáu địa phương, con người, phong trào, đăng ký và năm kế hoạch vào nơi cài đặt còn trống. Chạy lại không đổi gì."

    def handle(self, *args: Any, **options: Any) -> None:
        if has_other_data():
            self.stdout.write("Nơi cài đặt này đã có dữ liệu riêng nên không nạp dữ liệu mẫu.")
            return
        if not is_loaded():
            self.stdout.write("Đang nạp dữ liệu mẫu …")
        with tasks_run_here():
            load(timezone.now())
        keep_waiting_papers()
        for chapter in CHAPTERS:
            chapter.finish()
        sweep()
        self.stdout.write(f"Các tài khoản (cùng mật khẩu {PASSWORD}):")
        for names, whose in accounts():
            *lines, last = wrap(names, NAMES_WIDTH, break_on_hyphens=False)
            self.stdout.write("".join(f"  {line}\n" for line in lines) + f"  {last:<{NAMES_WIDTH}}  {whose}")
