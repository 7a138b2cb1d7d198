"""Tables of a Word file: frames that nobody sees, to set words side by side, and the ruled tables of a body."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from docx.document import Document as WordFile
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Pt
from docx.table import Table
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph

from emulation.papers.lengths import twips, width_of
from emulation.papers.word.looks import NAMESPACE
from emulation.papers.word.paragraphs import put

SIZE = 13  # of the letters in a ruled table
BESIDE = 4  # points between the words of a cell and its edges
NO_PADDING = {"left": 0.0, "right": 0.0}  # said of each table: LibreOffice takes 1.9 mm where nothing is
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


@dataclass(frozen=True)
class Grid:
    """A ruled table; `widths` of its columns, `above` and below the words of a cell, the least height of a `row` and its `edge` in points."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    centred: Sequence[bool]
    above: float
    row: float
    edge: float


def frame(word: WordFile, rows: int, widths: Sequence[float]) -> Table:
    """A table without borders, whose rows are not broken. Widths in points."""
    return _table(word, rows, widths)


def pad(cell: Cell, side: str, points: float) -> None:
    """Room inside a cell, at its "left" or "right"."""
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:tcMar xmlns:w="{NAMESPACE}">{_margins({side: points})}</w:tcMar>'))


def put_grid(word: WordFile, grid: Grid) -> list[Paragraph]:
    """The table of a body, its heads again on each page; the paragraphs of its last row."""
    borders = "".join(f'<w:{side} w:val="single" w:sz="{8 * grid.edge:.0f}" w:space="0" w:color="auto"/>' for side in SIDES)
    padding = {"top": grid.above, "left": BESIDE, "bottom": grid.above, "right": BESIDE}
    table = _table(word, 1 + len(grid.rows), grid.widths, borders=borders, padding=padding)
    heads, *rows = table.rows
    heads._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    last = [_fill(cell, "Đầu bảng", words) for cell, words in zip(heads.cells, grid.columns, strict=True)]
    for row, line in zip(rows, grid.rows, strict=True):
        row.height = Pt(grid.row)
        last = [_fill(cell, "Ô bảng", words, centred) for cell, words, centred in zip(row.cells, line, grid.centred, strict=True)]
    return last


def column_widths(rows: Iterable[Sequence[str]], room: float) -> list[float]:
    """Each column as wide as its longest line while there is room, else between that and its longest word, as a browser sets tables."""
    columns = list(zip(*rows, strict=True))
    padding = 2 * BESIDE + 1
    wanted = [max(width_of(words, SIZE, bold=True) for words in column) + padding for column in columns]
    least = [max(width_of("\n".join(words.split()), SIZE, bold=True) for words in column) + padding for column in columns]
    if sum(wanted) <= room or sum(least) >= room:
        return [width * room / sum(wanted) for width in wanted]
    shares = [more - less for more, less in zip(wanted, least, strict=True)]
    return [width + share * (room - sum(least)) / sum(shares) for width, share in zip(least, shares, strict=True)]


def _fill(cell: Cell, style: str, words: str, centred: bool = False) -> Paragraph:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = put(cell, style, words)
    if centred:
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
