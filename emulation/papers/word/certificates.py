"""A certificate as a Word file: A4 lying on its side, its words in the middle, room for the emblem above them, the foot at the bottom."""

from docx.document import Document as WordFile
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.oxml.parser import parse_xml
from docx.section import Section
from docx.shared import Pt
from docx.table import _Cell as Cell

from emulation.papers.printed import PrintedCertificate
from emulation.papers.word.endings import put_signer
from emulation.papers.word.heads import put_country
from emulation.papers.word.lengths import MM
from emulation.papers.word.looks import NAMESPACE
from emulation.papers.word.pages import set_page
from emulation.papers.word.paragraphs import put
from emulation.papers.word.tables import frame, pad

EMBLEM, SIDE, BELOW = 41, 26, 20  # millimetres from the edges of the paper to its words
HEIGHT, LEFT, RIGHT = (210 - EMBLEM - BELOW - 1) * MM, 115 * MM, 130 * MM
BORDER = "B58A2B"


def put_certificate(word: WordFile, paper: PrintedCertificate) -> None:
    """Two rows, together as high as the page: the words, and the foot below them."""
    set_page(word.sections[0], landscape=True, margins=(EMBLEM, SIDE, BELOW, SIDE))
    _put_border(word.sections[0])
    table = frame(word, 2, (LEFT, RIGHT))
    words, foot = table.rows
    below = 1.2 * 14 * (2 + len(paper.signature.authority)) + 72
    foot.height = Pt(below)
    words.height = Pt(HEIGHT - below)
    _put_words(words.cells[0].merge(words.cells[1]), paper)
    left, right = foot.cells
    pad(left, "left", 6 * MM)
    left.vertical_alignment = right.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
    for line in paper.book_lines:
        put(left, "Số quyết định", line)
    if paper.code_line:
        put(left, "Mã xác minh", paper.code_line)
    put(right, "Địa danh và ngày tháng", paper.place_line)
    put_signer(right, paper.signature)


def _put_words(cell: Cell, paper: PrintedCertificate) -> None:
    put_country(cell, paper, 14, LEFT + RIGHT)
    put(cell, "Người quyết định", paper.decider)
    put(cell, "Hình thức", paper.verb)
    put(cell, "Title", paper.heading)
    put(cell, "Người được tặng", paper.recipient)
    for detail in paper.details:
        put(cell, "Thành tích", detail)
    put(cell, "Thành tích", paper.achievement)


def _put_border(section: Section) -> None:
    sides = "".join(f'<w:{side} w:val="thinThickSmallGap" w:sz="24" w:space="24" w:color="{BORDER}"/>' for side in ("top", "left", "bottom", "right"))
    borders = parse_xml(f'<w:pgBorders xmlns:w="{NAMESPACE}" w:offsetFrom="page">{sides}</w:pgBorders>')
    section._sectPr.get_or_add_pgMar().addnext(borders)
