"""Paragraphs of a Word file, on the page or in the cell of a table."""

import re

from docx.document import Document as WordFile
from docx.shared import Pt
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph

from emulation.papers.word.looks import id_of

Place = WordFile | Cell
SPACES = re.compile(" {2,}")


def put(place: Place, style: str, words: str = "", *, bold: str = "") -> Paragraph:
    """A paragraph below what is there, in the style of that name; a line break in the words is kept. `bold` stands before them."""
    paragraph = _first(place) or place.add_paragraph()
    paragraph._p.style = id_of(style)  # by its name python-docx would look through all of them each time
    if bold:
        paragraph.add_run(bold).bold = True
        words = f" {words}"
    paragraph.add_run(SPACES.sub(" ", words))
    return paragraph


def _first(place: Place) -> Paragraph | None:
    """The empty paragraph that a new cell comes with."""
    paragraphs = place.paragraphs if isinstance(place, Cell) else []
    return paragraphs[0] if len(paragraphs) == 1 and not len(paragraphs[0]._p) else None


def put_rule(place: Place, length: float, room: float, *, gap: float) -> None:
    """A line of that length, centred in the room, so far below what stands above it; in points."""
    layout = put(place, "Nét kẻ").paragraph_format
    layout.left_indent = layout.right_indent = Pt((room - length) / 2)
    layout.space_before = Pt(gap)


def put_space(place: Place, height: float) -> None:
    """Empty room that stays with what follows: a table has no distance of its own."""
    put(place, "Khoảng trống").paragraph_format.line_spacing = Pt(height)


def keep(*paragraphs: Paragraph) -> None:
    """Hold them on the page of what follows."""
    for paragraph in paragraphs:
        paragraph.paragraph_format.keep_with_next = True
