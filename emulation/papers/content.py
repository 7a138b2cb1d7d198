"""What a paper says, before any layout: the values that `templates/papers/` prints."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from emulation.papers.document import Signature
from emulation.papers.tearing import with_css
from emulation.papers.wording import SetWords, place_line
from emulation.pictures.drawing import Picture

Level = Literal["heading", "item", "option", "answer", "note", "table"]

DOTS = "........"  # room for a pen within a line
NAMELESS = ("ủy ban nhân dân", "uỷ ban nhân dân", "hội đồng nhân dân")  # the name of the place stands on the next line
WHOLE = 13  # letters of what is never broken: "125/KH-HĐTĐKT"
ONE_NAME = 20  # letters; two syllables no longer than this are kept on one line: "TRƯỜNG TIỂU HỌC / LƯƠNG SƠN", not "… LƯƠNG / SƠN"


@dataclass(frozen=True)
class Line:
    """One paragraph of the body, or a question with what stands after it.

    heading: "I. CÁC CHỈ TIÊU", bold. item: "1. Các chỉ tiêu về thuế, quỹ:", bold, on its own line. option: upright, `value` follows on
    the same line. answer: a justified paragraph. note: italic. table: `rows` below `columns`, ruled; `text` is what it shows, for those who hear it.

    `dotted` is the number of full dotted lines to write on by hand below it; for an option, 1 means that dots fill the rest of its line.
    """

    level: Level
    text: str
    value: str = ""
    dotted: int = 0
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def dotted_lines(self) -> range:
        """One number for each full dotted line below."""
        return range(0 if self.level in ("option", "table") else self.dotted)

    @property
    def awaits_pen(self) -> bool:
        """Whether the table is all empty but for its numbers."""
        return not any(cell for row in self.rows for cell in row[1:])

    @property
    def heads(self) -> list[tuple[str, str]]:
        """Each head of the table as (text, class)."""
        return with_css(self.columns)

    @property
    def printed_rows(self) -> list[list[tuple[str, str]]]:
        """Each row as (cell, class) pairs."""
        return [with_css(row) for row in self.rows]

    @property
    def labelled_rows(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """Each row as (column, cell) pairs."""
        return tuple(tuple(zip(self.columns, row, strict=True)) for row in self.rows)


def letterhead_parts(lines: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Each line of a letterhead, in capitals, as its beginning and the two last syllables, which stay together; the latter "" if there are none.

    "ỦY BAN NHÂN DÂN" alone is no superior: it begins the name of the office that the next line ends, and stays with it, on a line of its own.
    """
    *before, issuer = (line.upper() for line in lines)
    if before and before[-1].casefold() in NAMELESS:
        *before, issuer = (*before[:-1], f"{before[-1]}\n{issuer}")
    return tuple(map(_tail_together, (*before, issuer)))


def _tail_together(line: str) -> tuple[str, str]:
    whole, _, last = line.rpartition("\n")
    beginning, tail = last.split()[:-2], " ".join(last.split()[-2:])
    cut = (" ".join(beginning), tail) if beginning and len(tail) <= ONE_NAME else (last, "")
    return (f"{whole}\n{cut[0]}", cut[1]) if whole else cut


def signature_of(authority: str, title: str, name: str) -> Signature:
    """The signer's title stands below the authority, except where the authority is that very title."""
    said = title.casefold() not in ("", authority.casefold())
    return Signature((authority, title) if said else (authority,), name)


@dataclass(frozen=True)
class Headed(SetWords):
    """What stands at the top of every paper.

    `letterhead` holds the issuer's lines, superior first; the last one is the issuer. `number` is None on a paper that carries no number,
    "" where a hand will write it. `dated` None leaves day and month of `year` to be written by hand.
    """

    title: str
    author: str
    letterhead: tuple[str, ...]
    number: str | None
    place: str
    dated: date | None
    year: int

    @property
    def letterhead_parts(self) -> tuple[tuple[str, str], ...]:
        return letterhead_parts(self.letterhead)

    @property
    def number_line(self) -> str:
        """ "Số: 05/KH-UBND", dots where the number is still to come, "" on a paper without number."""
        return "" if self.number is None else f"Số: {self.number or DOTS}"

    @property
    def place_line(self) -> str:
        """ "Lương Sơn, ngày 05 tháng 01 năm 2024", with dots where a hand will date it."""
        return place_line(self.place or DOTS, self.year, self.dated, room="......")


@dataclass(frozen=True)
class Paper(Headed):
    """An official letter ("công văn" and its kin, NĐ 30/2020 Appendix I), complete: nothing else is printed.

    `bases` are the "Căn cứ" paragraphs, already ending in ";" and "."; `addressees` and `recipients` end so too, and get their dash from the template.
    `signer_title` and `signer_name` may be "". A `draft` says so at the top of each page. With `type_name` ("PHIẾU ĐĂNG KÝ") the paper is headed
    by it and not by "V/v"; with `second_authority` a second person signs at the left. `origin` says where a copy was typed from.
    """

    subject: str
    addressees: tuple[str, ...]
    bases: tuple[str, ...]
    opening: str
    lines: tuple[Line, ...]
    recipients: tuple[str, ...]
    authority: str
    signer_title: str
    signer_name: str
    draft: bool = False
    type_name: str = ""
    second_authority: str = ""
    second_signer_title: str = ""
    second_signer_name: str = ""
    origin: str = ""

    @property
    def signature(self) -> Signature:
        return signature_of(self.authority, self.signer_title, self.signer_name)

    @property
    def left_signature(self) -> Signature | None:
        return signature_of(self.second_authority, self.second_signer_title, self.second_signer_name) if self.second_authority else None

    @property
    def subject_line(self) -> str:
        """ "V/v đăng ký thi đua năm 2024"; "" on a paper that is headed by the name of its type."""
        return "" if self.type_name else f"V/v {self.subject}"


@dataclass(frozen=True)
class Column:
    """A column of a printed table. `css`: "" for text, "number", "narrow" for the running number, "whole" for what is never broken.

    `share` is its part of the width, in percent of the table: the words do not decide, or one long cell would tear the words of the others.
    """

    word: str
    share: int
    css: str = ""

    def css_of(self, text: str) -> str:
        """The class of a cell: what is longer than the column has room for breaks after all."""
        return "" if self.css == "whole" and len(text) > WHOLE else self.css


@dataclass(frozen=True)
class PrintedTable:
    """A table with its heading. `heads` is the place, from 0, of the column that names each row; `rows` are as long as `columns`;
    `empty` stands in their place, `note` below them. A `dense` one is set smaller: a book of many rows; the rows of a `signed` one have room to sign,
    and its last row, the sum, never stands alone on a page. `picture` draws its numbers above it."""

    heading: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    heads: int = 1
    empty: str = ""
    note: str = ""
    dense: bool = False
    signed: bool = False
    picture: Picture | None = None

    @classmethod
    def drawn(cls, picture: Picture, heading: str = "") -> "PrintedTable":
        """A picture beside its numbers."""
        columns = (Column(picture.head[0], 60), Column(picture.head[1], 40, "number"))
        return cls(heading or picture.title, columns, picture.rows, heads=0, picture=picture)

    @property
    def lines(self) -> list[list[tuple[str, str, bool]]]:
        """Each row as (text, css, whether it names the row)."""
        return [
            [(text, column.css_of(text), place == self.heads) for place, (text, column) in enumerate(zip(row, self.columns, strict=True))] for row in self.rows
        ]


@dataclass(frozen=True)
class TablePaper(Headed):
    """A paper made of tables on pages lying on their side. `made_by` drew it up and signs at the left; the authority signs at the right."""

    heading: str
    notes: tuple[str, ...]
    tables: tuple[PrintedTable, ...]
    made_by: str
    authority: str
    signer_title: str
    signer_name: str
    subject_line = ""
    landscape = True
