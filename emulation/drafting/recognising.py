"""Recognises the structure of a document in its paragraphs: which is a section, a clause, a point, by the numbers and marks that offices use."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from emulation.drafting.clipboard import Paragraph, paragraphs_of_html, paragraphs_of_text
from emulation.papers.document import Block, Level
from emulation.papers.kinds import PaperKind
from emulation.papers.outline import numbers_of, roman

MARKED = (
    (Level.PART, re.compile(r"(Phần (?:[IVXLC]+|thứ \w+))\b[.:]?\s*(.*)", re.IGNORECASE)),
    (Level.CHAPTER, re.compile(r"(Chương [IVXLC]+)\b[.:]?\s*(.*)", re.IGNORECASE)),
    (Level.ARTICLE, re.compile(r"(Điều \d{1,3})[.:]\s*(.+)")),
    (Level.SECTION, re.compile(r"([IVXLC]+)[.)/]\s+(.+)")),
    (Level.SUBCLAUSE, re.compile(r"(\d{1,3}(?:\.\d{1,3})+\.?)\s+(.+)")),
    (Level.CLAUSE, re.compile(r"(\d{1,3})[.)/]\s+(.+)")),
    (Level.POINT, re.compile(r"([a-zđ]{1,2})[)/]\s*(.+)")),
    (Level.DASH, re.compile(r"([-–—*])\s*(\S.*)")),
    (Level.PLUS, re.compile(r"(\+)\s*(\S.*)")),
)
ROMANS = {roman(number): number for number in range(1, 60)}
LETTERED = (Level.CLAUSE, Level.SUBCLAUSE, Level.POINT)
TITLED = (Level.PART, Level.CHAPTER)
BASIS = re.compile(r"(Căn cứ|Thực hiện|Xét|Theo đề nghị)\b")
RECIPIENTS = re.compile(r"(?:Nơi nhận|NƠI NHẬN)\s*:?\s*")
SIGNATURE = re.compile(r"(TM\.|KT\.|TL\.|TUQ\.|Q\.) [^a-z]+|CHỦ TỊCH|PHÓ CHỦ TỊCH")
TYPE_NAMES = {kind.label.upper() for kind in PaperKind}
HEADING_LENGTH = 90  # letters; what is longer is a sentence and no heading


def recognised(text: str) -> list[Block]:
    """The blocks that pasted text says, one a line; see `blocks_of`."""
    return blocks_of(paragraphs_of_text(text))


def blocks_of(paragraphs: Sequence[Paragraph]) -> list[Block]:
    """The paragraphs as blocks. The number of one is kept where it is not the one that is counted, as "1.1" without its full stop.

    A clause, subclause or point that is bold throughout is a heading; where nothing at all is bold, a short one without a final stop is.
    """
    whole = _with_titles(_joined(paragraphs))
    says_bold = any(one.bold for one in whole)
    found: list[tuple[Block, str]] = []
    for place, paragraph in enumerate(whole):
        block, number = _read(paragraph)
        if block.level in LETTERED:
            following = _read(whole[place + 1])[0].level if place + 1 < len(whole) else block.level
            heading = paragraph.bold if says_bold else _looks_like_heading(block, following)
            block = replace(block, is_heading=heading)
        found.append((block, number))
    counted = numbers_of([block for block, _ in found])
    return [_numbered(block, number, label) for (block, number), label in zip(found, counted, strict=True)]


def _read(paragraph: Paragraph) -> tuple[Block, str]:
    """The block of a paragraph, without a number of its own, and the number that stood before it."""
    if paragraph.rows:
        columns, *rows = paragraph.rows
        flat = [tuple(" ".join(cell.split()) for cell in row) for row in (columns, *rows)]
        return Block(Level.TABLE, columns=flat[0], rows=tuple(flat[1:])), ""
    text = paragraph.text
    for level, pattern in MARKED:
        found = pattern.fullmatch(text)
        if found and not (level == Level.SECTION and found[1] not in ROMANS):
            return Block(level, found[2]), found[1]
    return Block(Level.NOTE if text.startswith("(") and text.endswith(")") else Level.TEXT, text), ""


def _numbered(block: Block, number: str, counted: str) -> Block:
    """The block with the number that stood there, unless it says no more than the counted one does."""
    if block.level in (Level.DASH, Level.PLUS, Level.TABLE) or not number:
        return block
    if block.level == Level.SUBCLAUSE:
        return block if number == counted else replace(block, number=number)
    bare = counted.rstrip(".)")
    if number.casefold() == bare.casefold():
        return block
    return replace(block, number=number + counted.removeprefix(bare))


def _looks_like_heading(block: Block, following: Level) -> bool:
    text = block.text.rstrip(" :")
    ends_open = not block.text.endswith((".", ";", ",", "…"))
    is_title = not block.text.endswith(":") or len(text) <= HEADING_LENGTH // 3
    return ends_open and is_title and len(text) <= HEADING_LENGTH and following not in (block.level, Level.SECTION)


def _joined(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """A line that goes on in small letters where the one before it did not end was torn off by the edge of a page: it is put back."""
    whole: list[Paragraph] = []
    for one in paragraphs:
        last = whole[-1] if whole else None
        torn = last and not last.rows and not one.rows and not last.bold and one.text[:1].islower() and last.text[-1] not in '.:;?!…)”"/'
        if last and torn and _read(one)[0].level == Level.TEXT:
            whole[-1] = replace(last, text=f"{last.text} {one.text}")
        else:
            whole.append(one)
    return whole


def _with_titles(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """A part or chapter whose title stands on the next line gets it on its own."""
    whole: list[Paragraph] = []
    for one in paragraphs:
        block = _read(whole[-1])[0] if whole else None
        if block and block.level in TITLED and not block.text and not one.rows:
            whole[-1] = replace(whole[-1], text=f"{whole[-1].text}. {one.text}")
        else:
            whole.append(one)
    return whole


@dataclass(frozen=True)
class Whole:
    """What a whole document says that was pasted with its head and its end; "" and () where it has none."""

    subject: str
    bases: tuple[str, ...]
    blocks: tuple[Block, ...]
    recipients: tuple[str, ...]


def read_pasted(text: str, html: str = "") -> Whole:
    """What was pasted, from its HTML where there is one, else from its text.

    Above the name of the type ("KẾ HOẠCH") everything is left out; the lines below it up to the first sentence are the subject; the lines of
    "Căn cứ …" that end in ";" before the body are bases; from "Nơi nhận:" or the signature on, all is left out but the lines of the recipients.
    """
    paragraphs = paragraphs_of_html(html) or paragraphs_of_text(text)
    subject, paragraphs = _split_head(paragraphs)
    paragraphs, recipients = _split_end(paragraphs)
    paragraphs = paragraphs[: next((place for place, one in enumerate(paragraphs) if SIGNATURE.fullmatch(one.text)), None)]
    bases = []
    while paragraphs and BASIS.match(paragraphs[0].text) and paragraphs[0].text.endswith(";"):
        bases.append(paragraphs.pop(0).text.rstrip(" ;"))
    return Whole(subject, tuple(bases), tuple(blocks_of(paragraphs)), recipients)


def _split_head(paragraphs: list[Paragraph]) -> tuple[str, list[Paragraph]]:
    named = next((place for place, one in enumerate(paragraphs) if one.text.strip(" .:") in TYPE_NAMES), None)
    if named is None:
        return "", paragraphs
    rest = paragraphs[named + 1 :]
    lines = []
    while rest and not rest[0].rows and not BASIS.match(rest[0].text) and _read(rest[0])[0].level == Level.TEXT and rest[0].text[-1] not in ".:;,":
        lines.append(rest.pop(0).text)
    return "\n".join(lines), rest


def _split_end(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], tuple[str, ...]]:
    for place, one in enumerate(paragraphs):
        cells = [cell for row in one.rows for cell in row]
        in_cell = next((cell for cell in cells if RECIPIENTS.match(cell)), None)
        if in_cell is not None:
            lines = RECIPIENTS.sub("", in_cell, count=1).splitlines()
            return paragraphs[:place], _recipients(lines)
        if RECIPIENTS.match(one.text):
            lines = [RECIPIENTS.sub("", one.text, count=1), *(other.text for other in paragraphs[place + 1 :])]
            return paragraphs[:place], _recipients(lines)
    return paragraphs, ()


def _recipients(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines that begin with a dash, up to the first that does not, without it and without their stops."""
    dashed = takewhile(lambda line: line.startswith(("-", "–")), filter(None, lines))
    return tuple(line.lstrip("-– ").rstrip(" ;.") for line in dashed)
