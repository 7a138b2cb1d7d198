"""Reads what comes from the clipboard, as text or as the HTML that Word, LibreOffice and web pages put there, into bare paragraphs and tables."""

import re
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple

from emulation.drafting.grid import Grid
from emulation.papers.outline import letters, roman
from emulation.vietnamese.printable import mend

BREAKS = {"p", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "table", "tr", "td", "th", "blockquote", "section", "article", "dt", "dd"}
BOLD = {"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"}
ITALIC = {"i", "em"}
SILENT = {"style", "script", "head", "title", "xml", "template", "del"}  # "del": what tracked changes took out
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}  # nothing stands within them
WEIGHT = re.compile(r"(?<![\w-])font-weight\s*:\s*(\w+)", re.IGNORECASE)
SLANT = re.compile(r"(?<![\w-])font-style\s*:\s*(\w+)", re.IGNORECASE)  # Word's "mso-bidi-font-style" is of Arabic alone
LIST_STYLE = re.compile(r"list-style-type\s*:\s*([\w-]+)", re.IGNORECASE)
WORDS_MARK = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)  # within it Word writes the number or bullet of a list
BULLETS = {"o": "+", "§": "+", **dict.fromkeys("·ØvüqwŸ", "-")}  # what Word writes for signs of its fonts; the first two are those of inner lists
LIST_TYPES = {"decimal": "1", "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-roman": "I", "lower-roman": "i"}
TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*+)((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+)>")  # read in one go: no text makes it look twice
ATTRIBUTE = re.compile(r"(?<![\w:-])([\w:-]++)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]++))")
STARRED = re.compile(r"\*\*(.+)\*\*")
DEEPEST = 200  # elements within each other whose looks are followed


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, `bold` or `italic` where all of it is; or a table, whose `rows` are texts with a line feed between the paragraphs of a cell."""

    text: str = ""
    bold: bool = False
    italic: bool = False
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
    """The paragraphs and tables of copied HTML; everything else about its looks is left behind.

    Whatever the HTML is like, this takes time in proportion to its length, which html.parser does not.
    """
    reader, place = _Reader(), 0
    bare = _without(_without(_without(html, "<!--", "-->"), "<!", ">"), "<?", ">")
    for found in TAG.finditer(bare):
        reader.say(bare[place : found.start()])
        place, tag = found.end(), found[2].lower()
        if found[1]:
            reader.end(tag)
        else:
            reader.begin(tag, {name.lower(): unescape(one or two or three) for name, one, two, three in ATTRIBUTE.findall(found[3])})
    reader.say(bare[place:])
    return reader.finished()


def _without(html: str, opening: str, closing: str) -> str:
    """The HTML without comments or declarations; one that is not closed ends where the next begins."""
    before, *parts = html.split(opening)
    return before + "".join(part.partition(closing)[2] for part in parts)


class _Look(NamedTuple):
    """An open element: whether its text is bold and italic, and whether it is the mark that Word sets before the item of a list."""

    tag: str = ""
    bold: bool = False
    italic: bool = False
    mark: bool = False


@dataclass
class _List:
    """An open list, "ul" or "ol" with its type, and the items so far."""

    tag: str
    type: str
    items: int

    def next_mark(self, style: str, *, within: bool) -> str:
        """What stands before the next item. Small Roman numbers, which no office counts by, are dashes."""
        self.items += 1
        kind = LIST_TYPES.get(style, self.type)
        if self.tag == "ul":
            return "+" if within else "-"
        if kind == "i":
            return "-"
        return f"{letters(self.items)})" if kind in ("a", "A") else f"{roman(self.items)}." if kind == "I" else f"{self.items}."


class _Reader:
    """Collects paragraphs; inside a table, cells. Counts the items of lists, whose numbers are not in the text."""

    def __init__(self) -> None:
        self.found: list[Paragraph] = []
        self.pieces: list[tuple[str, _Look]] = []
        self.mark: list[str] = []  # before the paragraph that is being read
        self.looks = [_Look()]
        self.silent = self.tables = 0
        self.grid: Grid | None = None
        self.lists: list[_List] = []

    def begin(self, tag: str, given: dict[str, str]) -> None:
        if tag in SILENT:
            self.silent += 1
        if self.silent:
            return
        if tag in BREAKS:
            self.begin_block(tag, given)
        if tag not in VOID and len(self.looks) < DEEPEST:
            self.looks.append(_look(tag, given.get("style", ""), self.looks[-1]))

    def end(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        if self.silent:
            return
        if tag in BREAKS:
            self.end_paragraph()
            self.mark.clear()
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        if tag == "table" and self.tables:
            self.tables -= 1
            if not self.tables:
                self.end_table()
        last = next((place for place in range(len(self.looks) - 1, 0, -1) if self.looks[place].tag == tag), len(self.looks))
        del self.looks[last:]

    def say(self, html: str) -> None:
        if self.silent or not html:
            return
        if self.looks[-1].mark:
            self.mark.append(unescape(html))
        else:
            self.pieces.append((unescape(html), self.looks[-1]))

    def begin_block(self, tag: str, given: dict[str, str]) -> None:
        self.end_paragraph()
        if tag == "table" or (tag in ("tr", "td", "th") and not self.tables):  # Excel's table may begin before what was copied of it
            self.tables += 1
            self.grid = self.grid or Grid()
        if self.grid and self.tables == 1 and tag == "tr":
            self.grid.begin_row()
        if self.grid and self.tables == 1 and tag in ("td", "th"):
            self.grid.begin_cell(given.get("colspan", ""), given.get("rowspan", ""))
        if tag in ("ul", "ol"):
            start = given.get("start", "")
            before = int(start) - 1 if start.isascii() and start.isdecimal() and 0 < len(start) < 4 else 0
            style = LIST_STYLE.search(given.get("style", ""))
            self.lists.append(_List(tag, LIST_TYPES.get(style[1].lower() if style else "", given.get("type", "1")), before))
        elif tag == "li" and self.lists:
            style = LIST_STYLE.search(given.get("style", ""))
            within = len(self.lists) > 1 and self.lists[-2].tag == "ul"
            self.mark = [self.lists[-1].next_mark(style[1].lower() if style else "", within=within)]

    def end_paragraph(self) -> None:
        """Keep what was read since the last break, if it says anything, behind its mark."""
        said = "".join(piece for piece, _ in self.pieces)
        looks = [look for piece, look in self.pieces if piece.strip()]
        self.pieces.clear()
        if not said.strip():
            return
        mark = " ".join("".join(self.mark).split())
        self.mark.clear()
        text = " ".join(mend(f"{BULLETS.get(mark, mark)} {said}".replace("\n", " ")).split())
        if text and not (self.grid and self.grid.say(text)):
            self.found.append(Paragraph(text, all(look.bold for look in looks), all(look.italic for look in looks)))

    def end_table(self) -> None:
        """Keep the outermost table; one of a single column is paragraphs."""
        rows = self.grid.whole() if self.grid else []
        self.grid = None
        if rows and len(rows[0]) == 1:
            self.found += [Paragraph(line) for row in rows for line in row[0].splitlines()]
        elif rows:
            self.found.append(Paragraph(rows=tuple(rows)))

    def finished(self) -> list[Paragraph]:
        """All paragraphs, when everything is read."""
        self.end_paragraph()
        self.end_table()
        return self.found


def _look(tag: str, style: str, outer: _Look) -> _Look:
    """How the text of an element looks, that stands within another."""
    weight, slant = WEIGHT.search(style), SLANT.search(style)
    bold = _is_bold(weight[1].lower()) if weight else tag in BOLD or outer.bold
    italic = slant[1].lower() in ("italic", "oblique") if slant else tag in ITALIC or outer.italic
    return _Look(tag, bold, italic, outer.mark or bool(WORDS_MARK.search(style)))


def _is_bold(weight: str) -> bool:
    return weight in ("bold", "bolder", "600", "700", "800", "900")
