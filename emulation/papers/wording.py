"""The words that the layout adds to what a document says: number and date, stops and dashes. PDF and Word files share them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from emulation.papers.document import Block, Certificate, Document, Level
from emulation.papers.kinds import PaperKind
from emulation.papers.outline import roman

ROOM = "\N{NO-BREAK SPACE}"  # for a hand that writes where something is still to come
MARKS = " ;.-–"
END = "./."  # after the last word of a document
UNENDED = frozenset({Level.TABLE, Level.PART, Level.CHAPTER, Level.SECTION})


class SetWords:
    """What every paper says in the same words."""

    country = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    motto = "Độc lập - Tự do - Hạnh phúc"
    addressed = "Kính gửi:"
    enacting = "QUYẾT ĐỊNH:"
    recipients_word = "Nơi nhận:"


def number_line(document: Document) -> str:
    """ "Số: 05/KH-UBND"; room for the number while there is none; "" on a paper that carries no number."""
    return f"Số: {padded(document.number) or ROOM * 8}/{document.symbol}" if document.symbol else ""


def full_number(document: Document) -> str:
    """ "05/KH-UBND", "" while there is no number."""
    return f"{padded(document.number)}/{document.symbol}" if document.number and document.symbol else ""


def padded(number: str) -> str:
    """ "05" of "5", "05a" of "5a": a leading zero below 10."""
    return re.sub(r"^\d+", lambda digits: digits[0].zfill(2), number)


def place_line(place: str, year: int, dated: date | None, month: int | None = None, room: str = ROOM * 6) -> str:
    """ "Lương Sơn, ngày 05 tháng 01 năm 2024": a leading zero for days below 10 and for months 1 and 2 (NĐ 30/2020, Appendix I)."""
    if dated:
        return f"{place}, ngày {dated.day:02} tháng {_month(dated.month)} năm {dated.year}"
    return f"{place}, ngày {room} tháng {_month(month) if month else room} năm {year}"


def _month(month: int) -> str:
    return f"{month:02}" if month <= 2 else str(month)


def punctuated(lines: Iterable[str]) -> tuple[str, ...]:
    """The lines of a list as a paper ends them: each with ";", the last with "."; empty ones are left out."""
    *most, last = [bare for line in lines if (bare := line.strip(MARKS))] or [""]
    return (*(f"{line};" for line in most), *([f"{last}."] if last else []))


def book_lines(certificate: Certificate) -> tuple[str, str]:
    """The decision, and the place in the "sổ vàng", that a certificate goes back to; room for a pen after the words where there is none."""
    return f"Số quyết định: {certificate.decision_number}", f"Số sổ vàng: {certificate.book_number}"


def code_line(code: str) -> str:
    """ "Mã xác minh: ABCD-2345"; "" without a code."""
    return f"Mã xác minh: {code}" if code else ""


def type_name(document: Document) -> str:
    """ "KẾ HOẠCH"; "" for an official letter, which is headed by "V/v"."""
    return "" if document.kind == PaperKind.OFFICIAL_LETTER else document.kind.label.upper()


def title_of(document: Document) -> str:
    """The whole title in one line, for the head data of a file: "Kế hoạch Tổ chức phong trào thi đua …"."""
    subject = " ".join(document.subject.split())
    return f"V/v {subject}" if document.kind == PaperKind.OFFICIAL_LETTER else f"{document.kind.label} {subject}"


def closed(text: str) -> str:
    """The last paragraph of a document, which ends in "./."; what it leaves unsaid ("…") stays."""
    text = text.rstrip()
    if text.endswith(END):
        return text
    return f"{text}/." if text.endswith(("...", "…")) else f"{text.rstrip(' .,;')}{END}"


def ended(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The body with its last paragraph closed; a table or a heading at the end is left as it is."""
    if not blocks or blocks[-1].level in UNENDED or blocks[-1].is_heading:
        return tuple(blocks)
    return *blocks[:-1], replace(blocks[-1], text=closed(blocks[-1].text))


def annex_name(place: int, count: int) -> str:
    """ "Phụ lục II" for the second of several, counted from 1; a single one has no number."""
    return f"Phụ lục {roman(place)}" if count > 1 else "Phụ lục"


def annexed_to(document: Document) -> str:
    """ "(Kèm theo Kế hoạch số 05/KH-UBND ngày 05 tháng 01 năm 2024 của Ủy ban nhân dân phường Lương Sơn)", with room for what is still to come."""
    named = f"số {padded(document.number) or ROOM * 6}/{document.symbol} " if document.symbol else ""
    dated = place_line("", document.year, document.dated, document.month).lstrip(", ")
    by = document.issuer if document.decider.isupper() else document.decider or document.issuer
    return f"(Kèm theo {document.kind.label} {named}{dated} của {by})"
