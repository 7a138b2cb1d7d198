"""Sổ đăng ký văn bản đi: the outgoing papers of one issuer in one year, of all series or one, as a table, a printed paper and a file."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from emulation.issuing.models import OutgoingPaper, State
from emulation.papers.content import Column, PrintedTable, TablePaper
from emulation.people.models import Role, User
from emulation.people.terms import sole_holder
from emulation.spreadsheets.writing import Table
from emulation.units.models import Unit
from emulation.vietnamese.dates import clock, day

HEAD = ("Số, ký hiệu", "Ngày tháng", "Tên loại và trích yếu nội dung", "Người ký", "Nơi nhận", "Ghi chú")
SHAPES = ((12, "whole"), (8, "whole"), (27, ""), (8, ""), (32, ""), (10, ""))  # recipients are the longest words of the book
ORDERS = {
    "": ("Theo số, như sổ", ()),
    "-so": ("Số lớn trước", (F("number").desc(nulls_last=True), "-suffix", "symbol", "pk")),
    "ngay": ("Ngày ban hành: cũ trước", (F("dated").asc(nulls_last=True), "symbol", "number", "pk")),
    "-ngay": ("Ngày ban hành: mới trước", (F("dated").desc(nulls_last=True), "symbol", "-number", "pk")),
}
COLUMNS = (Column("TT", 3, "narrow"), *(Column(word, *shape) for word, shape in zip(HEAD, SHAPES, strict=True)))


@dataclass(frozen=True)
class Register:
    """Which part of the book: one issuer, one year, and a symbol or "" for all. With `words` only what has them, as an extract.

    `order` is one of ORDERS. The book is printed whole and in its own.
    """

    unit: Unit
    year: int
    symbol: str = ""
    words: str = ""
    order: str = ""

    @property
    def title(self) -> str:
        return f"{'Trích sổ' if self.words else 'Sổ'} đăng ký văn bản đi năm {self.year}"

    @property
    def whole(self) -> "Register":
        """This part of the book with all that is in it, in the order of the book."""
        return replace(self, words="", order="")

    @property
    def file_name(self) -> str:
        """Without its ending."""
        return " ".join(filter(None, (self.title, self.symbol, "-", str(self.unit)))).replace("/", "-")

    def papers(self) -> "QuerySet[OutgoingPaper]":
        """Those with a number or its date, in the order asked for."""
        papers = OutgoingPaper.objects.numbered().filter(unit=self.unit, year=self.year)
        papers = papers.filter(symbol=self.symbol) if self.symbol else papers
        papers = papers.search_register(self.words) if self.words else papers
        papers = papers.order_by(*ORDERS[self.order][1]) if self.order else papers
        return papers.defer("content").select_related("replaces", "corrects")


def cells(paper: OutgoingPaper) -> tuple[str, ...]:
    """The row of a paper under HEAD; a line break between recipients."""
    dated = day(paper.date_given)
    return (paper.number_line or "Không số", dated, paper.kind_and_subject, paper.signer, paper.recipients, remarks(paper))


def remarks(paper: OutgoingPaper) -> str:
    """What the last column says: what became of it, why it was inserted, and what it replaces."""
    said = [] if paper.state == State.ISSUED else [f"{paper.badge.word}."]
    if paper.end_reason:
        said.append(f"Lý do: {paper.end_reason}")
    if paper.insertion_reason:
        said.append(f"Số chèn. Lý do: {paper.insertion_reason}")
    if paper.replaces:
        said.append(f"Thay thế {paper.replaces.named}.")
    if paper.corrects:
        said.append(f"Đính chính {paper.corrects.named}.")
    return " ".join(said)


def register_table(register: Register) -> Table:
    """The register as a worksheet; days are days. An extract says above for what was searched."""
    rows = ((one[0], paper.dated, *one[2:]) for paper in register.papers() for one in [_in_one_line(cells(paper))])
    return Table(register.title, HEAD, rows, (register.title, f"Tìm: {register.words}") if register.words else ())


def register_html(register: Register) -> str:
    return render_to_string("papers/table.html", {"paper": register_paper(register)})


def register_paper(register: Register) -> TablePaper:
    """The register as a paper on pages lying on their side."""
    unit, now = register.unit, timezone.now()
    rows = tuple((str(place), *_in_one_line(cells(paper))) for place, paper in enumerate(register.papers(), start=1))
    books = f"Ký hiệu {register.symbol}" if register.symbol else "Tất cả các sổ"
    return TablePaper(
        title=f"{register.title} - {unit}",
        author=unit.name,
        letterhead=unit.committee_lines,
        number=None,
        place=unit.place,
        dated=timezone.localdate(now),
        year=register.year,
        heading=register.title,
        notes=(f"{books}, tính đến {clock(now)}",),
        tables=(PrintedTable("", COLUMNS, rows, empty="Chưa có văn bản nào.", dense=True),),
        made_by=sole_holder(Role.SECRETARY, unit),
        authority="TM. Ủy ban nhân dân",
        signer_title="Chủ tịch",
        signer_name=sole_holder(Role.CHAIR, unit),
    )


def _in_one_line(row: tuple[str, ...]) -> tuple[str, ...]:
    """The row with its recipients one after another: a line for each would fill a page with one plan, and a worksheet's cell has no lines."""
    return tuple("; ".join(cell.splitlines()) if word == "Nơi nhận" else cell for word, cell in zip(HEAD, row, strict=True))


def issuers(user: User) -> list[Unit]:
    """The units whose register somebody may see: those of whose papers with a number he sees one."""
    seen: Any = OutgoingPaper.objects.visible_to(user).numbered().order_by()
    return list(Unit.objects.filter(pk__in=seen.values("unit")).select_related("commune").in_order())


def choices_of(unit: Unit) -> tuple[list[int], list[str]]:
    """The years, latest first, and the symbols under which the unit has numbered papers."""
    numbered = OutgoingPaper.objects.numbered().filter(unit=unit)
    pairs: Iterable[Any] = numbered.order_by().values_list("year", "symbol").distinct()
    found = list(pairs)
    return sorted({year for year, _ in found}, reverse=True), sorted({symbol for _, symbol in found if symbol})
