"""manage.py export_papers: all papers as files, with a list of their digests."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from emulation.issuing.exporting import Written, export
from emulation.issuing.providers import Wanted
from emulation.papers.kinds import PaperKind


class Command(BaseCommand):
    help = "Xuất văn bản đã ban hành và đã duyệt chờ số ra một thư mục, kèm SHA256SUMS và manifest.csv."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", metavar="THƯ_MỤC", required=True, type=Path, help="thư mục chứa các tệp, chưa có thì được tạo")
        parser.add_argument("--kind", default="", choices=PaperKind.values, help="chỉ loại văn bản này")
        parser.add_argument("--issuer", metavar="MÃ", default="", help="chỉ của cơ quan mang mã này, hoặc của các đơn vị trong xã, phường mang mã này")

    def handle(self, *args: Any, to: Path, kind: str, issuer: str, **options: Any) -> None:
        written, failed = 0, 0
        for one in export(Wanted(kind, issuer), to):
            if isinstance(one, Written):
                written += 1
            else:
                failed += 1
                paper, error = one
                self.stderr.write(f"Không xuất được {paper.kind.label} mã {paper.code}: {error}")
        self.stdout.write(f"Đã xuất {written} văn bản vào {to}.")
        if failed:
            raise CommandError(f"Còn {failed} văn bản không xuất được.")
