"""The head of a paper in a Word file: letterhead, number and date, type and subject, and to whom it goes."""

from docx.document import Document as WordFile
from docx.shared import Pt
from docx.table import _Cell as Cell

from emulation.papers.printed import Head, Printed
from emulation.papers.word.lengths import MM, width_of
from emulation.papers.word.paragraphs import Place, keep, put, put_rule
from emulation.papers.word.tables import frame, pad

LEFT, RIGHT, BETWEEN = 64 * MM, 96 * MM, 4 * MM
ROOM = "\N{NO-BREAK SPACE}"


def put_letterhead(word: WordFile, paper: Printed) -> None:
    """Issuer and country side by side; below them number and date on one line, and the "V/v" of a letter."""
    table = frame(word, 3 if paper.subject_line else 2, (LEFT, RIGHT))
    for row in table.rows:
        pad(row.cells[0], "right", BETWEEN)
    left, right = table.rows[0].cells
    _put_issuer(left, paper)
    put_country(right, paper, 13, RIGHT)
    left, right = table.rows[1].cells
    put(left, "Số và ký hiệu", paper.number_line)
    put(right, "Địa danh và ngày tháng", paper.place_line)
    if paper.subject_line:
        put(table.rows[2].cells[0], "Về việc", paper.subject_line)


def _put_issuer(cell: Cell, paper: Printed) -> None:
    """The two last syllables of each line stay together."""
    *superiors, issuer = [f"{beginning} {tail.replace(' ', ROOM)}".rstrip() for beginning, tail in paper.letterhead_parts]
    for superior in superiors:
        put(cell, "Cơ quan chủ quản", superior)
    put(cell, "Cơ quan ban hành", issuer)
    room = LEFT - BETWEEN
    put_rule(cell, 0.34 * min(width_of(issuer, 12, bold=True), room), room, gap=1.5)


def put_country(place: Place, paper: Head, size: float, room: float) -> None:
    """Quốc hiệu and Tiêu ngữ, with a rule as long as this."""
    put(place, "Quốc hiệu", paper.country)
    put(place, "Tiêu ngữ", paper.motto)
    put_rule(place, width_of(paper.motto, size, bold=True), room, gap=1.5)


def put_title(word: WordFile, paper: Printed, room: float) -> None:
    """The name of the type, or of the annex, above what it is about; a rule below that on the paper itself."""
    if not paper.heading:
        return
    words = "\n".join((paper.heading, *paper.subject_lines))
    put(word, "Title", words)
    if paper.letterhead_parts:
        put_rule(word, 0.36 * min(width_of(words, 14, bold=True), room), room, gap=4)
    else:
        put(word, "Kèm theo", paper.annexed_to)


def put_addressees(word: WordFile, paper: Printed) -> None:
    """ "Kính gửi:" with the one addressee on its line, or several below it."""
    if not paper.addressees:
        return
    if len(paper.addressees) == 1:
        last = put(word, "Kính gửi", f"{paper.addressed} {paper.addressees[0]}")
    else:
        keep(put(word, "Kính gửi", paper.addressed))
        *_, last = [put(word, "Nơi kính gửi", f"- {addressee}") for addressee in paper.addressees]
    last.paragraph_format.space_after = Pt(6)
