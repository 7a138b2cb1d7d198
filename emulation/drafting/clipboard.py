"""Reads what comes from the clipboard, as text or as the HTML that Word, LibreOffice and web pages put there, into bare paragraphs and tables."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from emulation.papers.outline import letters, roman
from emulation.vietnamese.printable import mend

BREAKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "table", "tr", "blockquote", "section", "article", "dt", "dd"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
SILENT = {"style", "script", "head", "title", "xml", "template"}
BOLD = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.IGNORECASE)
STARRED = re.compile(r"\*\*(.+)\*\*")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, `bold` where all of it is; or a table, whose `rows` are texts with a line feed between the paragraphs of a cell."""

    text: str = ""
    bold: bool = False
    rows: tuple[tuple[str, ...], ...] = ()


def paragraphs_of_text(words: str) -> list[Paragraph]:
    """A paragraph a line, without the empty ones; a line within ** is bold, as it is written where nothing else can say so."""
    found = []
    for line in mend(words).splitlines():
        bare = " ".join(line.split())
        starred = STARRED.fullmatch(bare)
        if text := bare.strip("* ") if "**" in bare else bare:
            found.append(Paragraph(text, bold=bool(starred)))
    return found


def paragraphs_of_html(html: str) -> list[Paragraph]:
    """The paragraphs and tables of copied HTML; everything else about its looks is left behind."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_paragraph()
    return reader.found


class _Reader(HTMLParser):
    """Collects paragraphs; inside a table, cells. Counts the items of lists, whose numbers are not in the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Paragraph] = []
        self.pieces: list[tuple[str, bool]] = []
        self.bold: list[str] = []  # the open elements that make bold
        self.silent = 0
        self.tables = 0
        self.rows: list[list[list[str]]] = []
        self.lists: list[tuple[str, str, int]] = []  # each open list: its tag, its type, the items so far

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in SILENT:
            self.silent += 1
        elif tag == "br":
            self.pieces.append((" ", False))
        elif tag in ("td", "th"):
            self.begin_cell()
        elif tag in ("ul", "ol"):
            self.lists.append((tag, given.get("type", "1"), 0))
        elif tag in BREAKS:
            self.begin_block(tag)
        if tag in HEADINGS or tag in ("b", "strong") or BOLD.search(given.get("style", "")):
            self.bold.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in BREAKS or tag in ("td", "th"):
            self.end_paragraph()
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        if tag == "table":
            self.end_table()
        if tag in self.bold:
            last = len(self.bold) - 1 - self.bold[::-1].index(tag)
            del self.bold[last:]

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.pieces.append((data, bool(self.bold)))

    def begin_block(self, tag: str) -> None:
        self.end_paragraph()
        if tag == "table":
            self.tables += 1
        elif tag == "tr" and self.tables:
            self.rows.append([])
        elif tag == "li" and self.lists:
            kind, numbering, items = self.lists.pop()
            self.lists.append((kind, numbering, items + 1))
            self.pieces.append((f"{_number(kind, numbering, items + 1)} ", bool(self.bold)))

    def begin_cell(self) -> None:
        self.end_paragraph()
        if self.rows:
            self.rows[-1].append([])

    def end_paragraph(self) -> None:
        """Keep what was read since the last break, if it says anything."""
        text = " ".join(mend("".join(piece for piece, _ in self.pieces).replace("\n", " ")).split())
        bold = all(is_bold for piece, is_bold in self.pieces if piece.strip())
        self.pieces.clear()
        if not text:
            return
        if self.tables and self.rows and self.rows[-1]:
            self.rows[-1][-1].append(text)
        else:
            self.found.append(Paragraph(text, bold))

    def end_table(self) -> None:
        """Keep the outermost table, its rows made equally long; a table of one column is paragraphs."""
        self.tables = max(0, self.tables - 1)
        if self.tables:
            return
        rows = [["\n".join(cell) for cell in row] for row in self.rows]
        self.rows.clear()
        width = max(map(len, rows), default=0)
        if width == 1:
            self.found += [Paragraph(line) for row in rows for cell in row for line in cell.splitlines()]
        elif any(cell for row in rows for cell in row):
            self.found.append(Paragraph(rows=tuple(tuple(row + [""] * (width - len(row))) for row in rows if any(row))))


def _number(kind: str, numbering: str, item: int) -> str:
    """What stands before the item of a list."""
    if kind == "ul":
        return "-"
    return {"a": f"{letters(item)})", "A": f"{letters(item)})", "I": f"{roman(item)}.", "i": f"{roman(item)}."}.get(numbering, f"{item}.")
