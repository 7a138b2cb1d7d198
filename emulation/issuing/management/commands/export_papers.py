"""manage.py export_papers: all papers as files, with a list of their digests."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from emulation.issuing.exporting import Written, export
from emulation.issuing.providers import Wanted
from emulation.papers.kinds import PaperKind


class Command(BaseCommand):
    help = "Write issued papers, and approved ones that wait for a number, into a folder, with SHA256SUMS and manifest.csv."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", required=True, type=Path, help="the folder, which is made if it is not there")
        parser.add_argument("--kind", default="", choices=PaperKind.values, help="only this kind")
        parser.add_argument("--issuer", default="", help="only of the issuer with this code, or of those in the commune with this code")

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
