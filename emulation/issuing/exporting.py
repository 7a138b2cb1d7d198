"""Writing papers into a folder, under names that say what they are, with their digests: the same papers give the same folder, in whatever runs."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from emulation.issuing.keeping import digest_of
from emulation.issuing.providers import KeptPaper, Wanted, each_kept
from emulation.spreadsheets.csv_text import csv_records
from emulation.spreadsheets.records import Unreadable
from emulation.spreadsheets.writing import Table, csv_of
from emulation.vietnamese.dates import day
from emulation.vietnamese.order import search_key

SUMS, MANIFEST = "SHA256SUMS", "manifest.csv"
HEAD = ("Tệp", "SHA-256", "Cơ quan ban hành", "Loại văn bản", "Số, ký hiệu", "Ngày", "Trích yếu", "Tình trạng", "Mã xác minh")

Row = tuple[str, ...]  # under HEAD


class Written(NamedTuple):
    """A file that was written: its name, its digest, and the paper."""

    name: str
    digest: str
    paper: KeptPaper


def export(wanted: Wanted, folder: Path) -> Iterator[Written | tuple[KeptPaper, Exception]]:
    """Write each paper wanted into the folder, then both lists of all that exports wrote there.

    A paper that fails is yielded with its error, and the next follows.
    """
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
    _list(folder, [_row(one) for one in written])


def unlisted(folder: Path) -> list[str]:
    """What lies in the folder and no export wrote, or was changed since."""
    known = {row[0] for row in _still_true(folder)} | {SUMS, MANIFEST}
    return sorted({path.name for path in folder.iterdir()} - known)


def _list(folder: Path, now: list[Row]) -> None:
    """Write both lists: these rows, and those of earlier exports that still say what is there. A paper that has another name by now loses its old file."""
    names, codes = {row[0] for row in now}, {row[-1] for row in now}
    earlier = [row for row in _still_true(folder) if row[0] not in names]
    for row in earlier:
        if row[-1] in codes:
            (folder / row[0]).unlink()
    rows = sorted(now + [row for row in earlier if row[-1] not in codes])
    (folder / SUMS).write_text("".join(f"{digest}  {name}\n" for name, digest, *_ in rows), encoding="utf-8")
    (folder / MANIFEST).write_bytes(csv_of(Table("manifest", HEAD, rows)))


def _still_true(folder: Path) -> list[Row]:
    """The rows of the list that lies there, of files that are as it says."""
    try:
        records = list(csv_records((folder / MANIFEST).read_bytes(), lambda cells: len(set(cells) & set(HEAD))))
    except (FileNotFoundError, Unreadable):
        return []
    rows = [tuple(map(str, record.cells)) for record in records if len(record.cells) == len(HEAD)]
    return [row for row in rows if _has(folder, row[0], row[1])]


def _has(folder: Path, name: str, digest: str) -> bool:
    path = folder / name
    return path.parent == folder and path.is_file() and digest_of(path.read_bytes()) == digest


def file_name(paper: KeptPaper) -> str:
    """ "luong-son_ke-hoach_2027_05_kh-ubnd.pdf"; without a number its code: "luong-son_ke-hoach_2027_7k3m92qx_kh-ubnd.pdf"."""
    issuer = paper.issuer
    code = f"{issuer.commune.code}_{issuer.code}" if issuer.commune else issuer.code
    parts = (code, paper.kind, str(paper.year), paper.number or paper.code.lower(), re.sub(r"[^a-z0-9]+", "-", search_key(paper.symbol)))
    return "_".join(part for part in parts if part) + ".pdf"


def _row(one: Written) -> Row:
    paper = one.paper
    dated = day(paper.dated) if paper.dated else ""
    subject = " ".join(paper.subject.split())
    return (one.name, one.digest, paper.issuer_name, paper.kind.label, paper.number_line, dated, subject, paper.badge.word, paper.code)
