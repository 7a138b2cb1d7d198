"""Writing papers into a folder, under names that say what they are, with their digests: the same papers give the same folder."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from emulation.issuing.keeping import digest_of
from emulation.issuing.providers import KeptPaper, Wanted, each_kept
from emulation.spreadsheets.writing import Table, csv_of
from emulation.vietnamese.dates import day
from emulation.vietnamese.order import search_key

SUMS, MANIFEST = "SHA256SUMS", "manifest.csv"
HEAD = ("Tệp", "SHA-256", "Cơ quan ban hành", "Loại văn bản", "Số, ký hiệu", "Ngày", "Trích yếu", "Tình trạng", "Mã xác minh")


class Written(NamedTuple):
    """A file that was written: its name, its digest, and the paper."""

    name: str
    digest: str
    paper: KeptPaper


def export(wanted: Wanted, folder: Path) -> Iterator[Written | tuple[KeptPaper, Exception]]:
    """Write each paper wanted into the folder, then both lists of them. A paper that fails is yielded with its error, and the next follows."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for paper in each_kept(wanted):
        try:
            content = paper.read()
            one = Written(file_name(paper), digest_of(content), paper)
            (folder / one.name).write_bytes(content)
        except Exception as error:
            yield paper, error
        else:
            written.append(one)
            yield one
    written.sort(key=lambda one: one.name)
    (folder / SUMS).write_text("".join(f"{one.digest}  {one.name}\n" for one in written), encoding="utf-8")
    (folder / MANIFEST).write_bytes(csv_of(Table("manifest", HEAD, [_row(one) for one in written])))


def file_name(paper: KeptPaper) -> str:
    """ "luong-son_ke-hoach_2027_05_kh-ubnd.pdf"; without a number its code: "luong-son_ke-hoach_2027_7k3m92qx_kh-ubnd.pdf"."""
    issuer = paper.issuer
    code = f"{issuer.commune.code}_{issuer.code}" if issuer.commune else issuer.code
    parts = (code, paper.kind, str(paper.year), paper.number or paper.code.lower(), re.sub(r"[^a-z0-9]+", "-", search_key(paper.symbol)))
    return "_".join(part for part in parts if part) + ".pdf"


def _row(one: Written) -> tuple[str, ...]:
    paper = one.paper
    dated = day(paper.dated) if paper.dated else ""
    subject = " ".join(paper.subject.split())
    return (one.name, one.digest, paper.issuer.name, paper.kind.label, paper.number_line, dated, subject, paper.badge.word, paper.code)
