"""Tables of a Word file: frames that nobody sees, to set words side by side, and the ruled tables of a body."""

from collections.abc import Iterable, Mapping, Sequence

from docx.document import Document as WordFile
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Pt
from docx.table import Table
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph

from emulation.papers.nesting import Node
from emulation.papers.word.lengths import twips, width_of
from emulation.papers.word.looks import NAMESPACE
from emulation.papers.word.paragraphs import put

SIZE = 13  # of the letters in a ruled table
PADDING = {"top": 2.5, "left": 4, "bottom": 2.5, "right": 4}  # in points, as the rest
ROW = 22.5  # the least height
NO_PADDING = {"left": 0.0, "right": 0.0}  # said of each table: LibreOffice takes 1.9 mm where nothing is
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def frame(word: WordFile, rows: int, widths: Sequence[float]) -> Table:
    """A table without borders, whose rows are not broken. Widths in points."""
    return _table(word, rows, widths)


def pad(cell: Cell, side: str, points: float) -> None:
    """Room inside a cell, at its "left" or "right"."""
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:tcMar xmlns:w="{NAMESPACE}">{_margins({side: points})}</w:tcMar>'))


def put_grid(word: WordFile, node: Node, room: float) -> list[Paragraph]:
    """The table of a body, its heads again on each page; the paragraphs of its last row."""
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in SIDES)
    widths = column_widths([node.block.columns, *node.block.rows], room)
    table = _table(word, 1 + len(node.lines), widths, borders=borders, padding=PADDING)
    heads, *rows = table.rows
    heads._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    last = [_fill(cell, "Đầu bảng", words) for cell, words in zip(heads.cells, node.block.columns, strict=True)]
    for row, line in zip(rows, node.lines, strict=True):
        row.height = Pt(ROW)
        last = [_fill(cell, "Ô bảng", words, css.startswith("numeric")) for cell, (words, css) in zip(row.cells, line, strict=True)]
    return last


def column_widths(rows: Iterable[Sequence[str]], room: float) -> list[float]:
    """Each column as wide as its longest line while there is room, else between that and its longest word, as a browser sets tables."""
    columns = list(zip(*rows, strict=True))
    padding = PADDING["left"] + PADDING["right"] + 1
    wanted = [max(width_of(words, SIZE, bold=True) for words in column) + padding for column in columns]
    least = [max(width_of("\n".join(words.split()), SIZE, bold=True) for words in column) + padding for column in columns]
    if sum(wanted) <= room or sum(least) >= room:
        return [width * room / sum(wanted) for width in wanted]
    shares = [more - less for more, less in zip(wanted, least, strict=True)]
    return [width + share * (room - sum(least)) / sum(shares) for width, share in zip(least, shares, strict=True)]


def _fill(cell: Cell, style: str, words: str, numeric: bool = False) -> Paragraph:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = put(cell, style, words)
    if numeric:
        paragraph.alignment = WD_PARAGRAPH_ALIGNMENT.CENTER
    return paragraph


def _table(word: WordFile, rows: int, widths: Sequence[float], *, borders: str = "", padding: Mapping[str, float] = NO_PADDING) -> Table:
    table: Table = word.add_table(rows, len(widths))
    before = table._tbl.tblPr
    before.addnext(
        parse_xml(
            f'<w:tblPr xmlns:w="{NAMESPACE}"><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
            f"<w:tblBorders>{borders}</w:tblBorders>"
            f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{_margins(padding)}</w:tblCellMar></w:tblPr>'
        )
    )
    table._tbl.remove(before)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Pt(width)
    return table


def _margins(points: Mapping[str, float]) -> str:
    return "".join(f'<w:{side} w:w="{twips(length)}" w:type="dxa"/>' for side, length in points.items())
