"""The body of a paper in a Word file: bases, headings, paragraphs and tables, each with its number in its text as it is printed."""

from collections.abc import Iterable, Iterator

from docx.document import Document as WordFile
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from emulation.papers.document import Level
from emulation.papers.nesting import Node
from emulation.papers.printed import Printed
from emulation.papers.word.paragraphs import keep, put, put_space
from emulation.papers.word.tables import Grid, column_widths, put_grid


def put_body(word: WordFile, paper: Printed, room: float) -> None:
    """What stands between the head and the signature. Where one signs, the last lines stay with the signature."""
    if paper.decider:
        put(word, "Thẩm quyền ban hành", paper.decider)
    put_bases(word, paper)
    if paper.decider:
        put(word, "Thẩm quyền ban hành", paper.enacting)
    last: list[Paragraph] = []
    for node in _flat(paper.nodes):
        if node.holds:
            keep(*last)
        last = _put_node(word, node, room)
    if paper.signature:
        keep(*last)


def put_bases(word: WordFile, paper: Printed) -> None:
    for basis in paper.bases:
        put(word, "Căn cứ", basis)


def _flat(nodes: Iterable[Node]) -> Iterator[Node]:
    """Headings, paragraphs, tables and items in the order in which they are read."""
    for node in nodes:
        if not node.items:
            yield node
        yield from _flat(node.items)
        yield from _flat(node.children)


def _put_node(word: WordFile, node: Node, room: float) -> list[Paragraph]:
    """The paragraph, or those of the last row of a table."""
    level = node.block.level
    if level == Level.TABLE:
        put_space(word, 6)
        return put_grid(word, _grid(node, room))
    if level in (Level.PART, Level.CHAPTER):
        return [_centred(put(word, f"Heading {node.depth}", f"{node.label}\n{node.words}"))]
    if node.depth:
        return [put(word, f"Heading {node.depth}", f"{node.label} {' '.join(node.words.splitlines())}")]
    if level == Level.ARTICLE:
        return [put(word, "Body Text", node.words, bold=node.label)]
    return [put(word, "Ghi chú" if level == Level.NOTE else "Body Text", f"{node.label} {node.words}".lstrip(" "))]


def _grid(node: Node, room: float) -> Grid:
    columns, rows = node.block.columns, node.block.rows
    return Grid(columns, rows, column_widths([columns, *rows], room), node.numeric, above=2.5, row=22.5, edge=0.5)


def _centred(paragraph: Paragraph) -> Paragraph:
    paragraph.alignment = WD_PARAGRAPH_ALIGNMENT.CENTER
    paragraph.paragraph_format.first_line_indent = Pt(0)
    return paragraph
