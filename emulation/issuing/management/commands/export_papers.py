"""manage.py export_papers: all papers as files, with a list of their digests."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from emulation.issuing.exporting import Written, export, unlisted
from emulation.issuing.providers import Wanted
from emulation.papers.kinds import PaperKind
from emulation.units.models import Unit


class Command(BaseCommand):
    help = "Xuất văn bản đã ban hành và đã duyệt chờ số ra một thư mục, kèm SHA256SUMS và manifest.csv."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", metavar="THƯ_MỤC", required=True, type=Path, help="thư mục chứa các tệp, chưa có thì được tạo")
        parser.add_argument("--kind", default="", choices=PaperKind.values, help="chỉ loại văn bản này")
        parser.add_argument("--issuer", metavar="MÃ", default="", help="chỉ của cơ quan mang mã này, hoặc của các đơn vị trong xã, phường mang mã này")

    def handle(self, *args: Any, to: Path, kind: str, issuer: str, **options: Any) -> None:
        _check(issuer)
        written, failed = 0, 0
        for one in export(Wanted(kind, issuer), to):
            if isinstance(one, Written):
                written += 1
            else:
                failed += 1
                paper, error = one
                self.stderr.write(f"Không xuất được {paper.kind.label} mã {paper.code}: {error}")
        self.stdout.write(f"Đã xuất {written} văn bản vào {to}.")
        if strange := unlisted(to):
            self.stdout.write(f"Trong thư mục còn {len(strange)} mục không do lệnh này ghi hoặc đã bị sửa, không có trong danh sách: {', '.join(strange)}.")
        if failed:
            raise CommandError(f"Còn {failed} văn bản không xuất được.")


def _check(issuer: str) -> None:
    """Raises CommandError for a code that no unit has."""
    if issuer and not Unit.objects.filter(code=issuer).exists():
        known = ", ".join(f"“{code}”" for code in Unit.objects.filter(commune=None).order_by("code").values_list("code", flat=True)[:3])
        raise CommandError(f"Không có cơ quan nào mang mã “{issuer}”. Mã viết bằng chữ thường không dấu, số và gạch nối, chẳng hạn: {known}.")
