"""A registration as a Word file: its head and end are those of any document; between them questions and answers, or dotted lines to write on."""

from dataclasses import replace

from docx.document import Document as WordFile
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT, WD_TAB_ALIGNMENT
from docx.section import Section
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from emulation.papers.content import Line
from emulation.papers.lengths import MM
from emulation.papers.printed import PrintedForm
from emulation.papers.word.bodies import put_bases
from emulation.papers.word.endings import put_ending
from emulation.papers.word.heads import put_addressees, put_letterhead
from emulation.papers.word.looks import OF_DOCUMENTS, Look
from emulation.papers.word.pages import set_page
from emulation.papers.word.paragraphs import keep, put, put_rule, put_space
from emulation.papers.word.tables import BESIDE, Grid, column_widths, put_grid

DRAFT = "BẢN NHÁP, CHƯA GỬI"
FIRST, SECOND = 8 * MM + 2 * BESIDE, 0.38  # the column of the running number, in points, and the share of the one that names each row
OF_FORMS = OF_DOCUMENTS | {
    "Dòng chấm": Look(exact=24, dotted=True),
    "Dòng điền": Look(line=1.1, before=8.75, left=12.7 * MM, filled=160 * MM),
    "Đầu bảng": replace(OF_DOCUMENTS["Đầu bảng"], line=1.15),
    "Ô bảng": replace(OF_DOCUMENTS["Ô bảng"], line=1.15),
    "Nguồn gốc bản nhập": Look(11, italic=True, before=3),
}
STYLES = {"heading": "Heading 1", "item": "Heading 2", "option": "Body Text", "answer": "Body Text", "note": "Ghi chú"}


def put_form(word: WordFile, form: PrintedForm) -> None:
    room = set_page(word.sections[0])
    if form.draft:
        _put_draft_mark(word.sections[0], room)
    put_letterhead(word, form)
    if form.heading:
        put(word, "Title", "\n".join((form.heading, *form.subject_lines)))
    put_addressees(word, form)
    put_bases(word, form)
    _put_lines(word, form, room)
    put_ending(word, form, form.signature, room)
    if form.origin:
        put_rule(word, room, room, gap=18)
        put(word, "Nguồn gốc bản nhập", form.origin)


def _put_lines(word: WordFile, form: PrintedForm, room: float) -> None:
    """Options stay on the page of what they belong to, and the last lines on that of the signature."""
    last: list[Paragraph] = []
    if form.opening:
        last = [put(word, "Body Text", form.opening)]
        keep(*last)
    for line in form.lines:
        if line.level == "option":
            keep(*last)
        last = _put_line(word, line, room)
    keep(*last)


def _put_line(word: WordFile, line: Line, room: float) -> list[Paragraph]:
    """The paragraphs of a line that hold what follows: its last one, or those of the last row of a table."""
    if line.level == "table":
        put_space(word, 6)
        return put_grid(word, _grid(line, room))
    words = f"{line.text} {line.value}".rstrip(" ")
    if line.level == "option" and line.dotted:
        return [put(word, "Dòng điền", f"{words} \t")]
    last = put(word, STYLES[line.level], words if line.level in ("option", "answer") else " ".join(words.split()))
    for place in line.dotted_lines:
        last = put(word, "Dòng chấm")
        if place == 0:
            last.paragraph_format.space_before = Pt(6)
    return [last]


def _grid(line: Line, room: float) -> Grid:
    """Running number and name of each row as wide as on every form, the other columns as their words need; all but the names centred."""
    second = SECOND * room
    others = column_widths([row[2:] for row in (line.columns, *line.rows)], room - FIRST - second)
    centred = [place != 1 for place in range(len(line.columns))]
    return Grid(line.columns, line.rows, [FIRST, second, *others], centred, above=3, row=24.75, edge=0.75)


def _put_draft_mark(section: Section, room: float) -> None:
    """At the left above each page; the number of the page stays in the middle."""
    first, others = section.first_page_header.paragraphs[0], section.header.paragraphs[0]
    for header in (first, others):
        header.alignment = WD_PARAGRAPH_ALIGNMENT.LEFT
        header.paragraph_format.tab_stops.add_tab_stop(Pt(room / 2), WD_TAB_ALIGNMENT.CENTER)
        mark = header.add_run(DRAFT)
        mark.bold, mark.font.size = True, Pt(12)
    others._p.insert_element_before(others.runs[-1]._r, "w:r")
    others.runs[0].add_tab()
