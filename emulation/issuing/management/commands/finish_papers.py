"""manage.py finish_papers: render what has its number and still lacks its file."""

from typing import Any

from django.core.management.base import BaseCommand

from emulation.issuing.finishing import sweep
from emulation.issuing.models import OutgoingPaper


class Command(BaseCommand):
    help = "Lập nốt tệp của văn bản đã có số mà máy chủ dừng giữa chừng. Hệ thống cũng tự làm việc này vài phút một lần."

    def handle(self, *args: Any, **options: Any) -> None:
        finished = sweep()
        self.stdout.write(f"Đã phát hành xong {finished} văn bản; còn {OutgoingPaper.objects.unfinished().count()}.")
