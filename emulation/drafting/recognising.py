"""Recognises the structure of a document in its paragraphs: which is a section, a clause, a point, by the numbers and marks that offices use."""

import re
from collections.abc import Sequence
from dataclasses import replace

from emulation.drafting.clipboard import Paragraph, paragraphs_of_text
from emulation.papers.document import Block, Level
from emulation.papers.outline import numbers_of, roman

MARKED = (  # with each: the number, its sign, the gap behind it, the text
    (Level.PART, re.compile(r"((?i:phần) (?:[IVXLC]+|\d{1,2}|(?i:thứ) \w+)\b)([.:]?)(\s*)(.*)")),
    (Level.CHAPTER, re.compile(r"((?i:chương) (?:[IVXLC]+|\d{1,2})\b)([.:]?)(\s*)(.*)")),
    (Level.ARTICLE, re.compile(r"((?:Điều|ĐIỀU) \d{1,3})([.:])(\s*)(.+)")),
    (Level.SECTION, re.compile(r"([IVXLC]+)([.)/:]|\s?[-–])(\s*)(.+)")),
    (Level.SUBCLAUSE, re.compile(r"([1-9]\d?(?:\.[1-9]\d?)+)([.)]?)(\s*)(.+)")),
    (Level.CLAUSE, re.compile(r"(\d{1,3})([.)/]|\s?[-–])(\s*)(.+)")),
    (Level.POINT, re.compile(r"([a-zđ]{1,2}(?=\))|[a-zđ](?=[./]))([.)/])(\s*)(.+)")),
    (Level.DASH, re.compile(r"([-–—*])()(\s*)(\S.*)")),
    (Level.PLUS, re.compile(r"(\+)()(\s*)(\S.*)")),
)
ROMANS = {roman(number): number for number in range(1, 60)}
LETTERED = (Level.CLAUSE, Level.SUBCLAUSE, Level.POINT)
TITLED = (Level.PART, Level.CHAPTER)
DEPTH = (Level.PART, Level.CHAPTER, Level.SECTION, Level.ARTICLE, *LETTERED)
RULE = re.compile(r"[-–—_*=~\s]+")
NOTE = re.compile(r"\((?:[^()]|\([^()]*\))*+\)")
ENDED = re.compile(r"(?<=[.…])/\.$")
HEADING_LENGTH = 90  # letters; what is longer is a sentence and no heading
TORN_LENGTH = 5000  # letters; no paragraph that a page's edge tore is longer


def recognised(text: str) -> list[Block]:
    """The blocks that pasted text says, one a line; see `blocks_of`."""
    return blocks_of(paragraphs_of_text(text))


def blocks_of(paragraphs: Sequence[Paragraph]) -> list[Block]:
    """The paragraphs as blocks. The number of one is kept where it is not the one that is counted, as "1.1" without its full stop.

    A clause, subclause or point that is bold throughout is a heading; where nothing at all is bold, a short one without a final stop is.
    """
    whole = _with_titles(joined(without_rules(paragraphs)))
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
    text = ENDED.sub("", paragraph.text)
    for level, pattern in MARKED:
        found = pattern.fullmatch(text)
        if found and _is_numbered(level, *found.groups()):
            return Block(level, found[4]), f"{found[1]}." if level == Level.SUBCLAUSE and found[2] == "." else found[1]
    return Block(Level.NOTE if NOTE.fullmatch(text) else Level.TEXT, text), ""


def _is_numbered(level: Level, number: str, sign: str, gap: str, text: str) -> bool:
    """Whether a number counts the paragraph, and is not a word of its sentence: "3.5 triệu", "5 - 7 ngày", "V. I. Lênin", "Phần vi phạm"."""
    begins = bool(text) and not text[0].islower() and not text[0].isdigit()
    spaced = bool(gap) and sign in (".", ")", "/", ":")
    match level:
        case Level.PART | Level.CHAPTER:
            return not text or bool(sign) or begins
        case Level.SECTION:
            return number in ROMANS and text[1:2] != "." and (spaced or text[:2].isupper() or (bool(gap) and begins))
        case Level.SUBCLAUSE:
            return spaced or begins
        case Level.CLAUSE:
            return spaced or (text[0].isalpha() and begins)
        case Level.POINT:
            return sign == ")" or spaced or begins
        case _:
            return True


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
    is_title = ": " not in text and (not block.text.endswith(":") or len(text) <= HEADING_LENGTH // 3)
    goes_deeper = following not in DEPTH or DEPTH.index(following) > DEPTH.index(block.level)
    return ends_open and is_title and goes_deeper and len(text) <= HEADING_LENGTH


def without_rules(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs without lines that are drawn with signs."""
    return [one for one in paragraphs if one.rows or not RULE.fullmatch(one.text)]


def joined(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """A line that goes on in small letters where the one before it did not end was torn off by the edge of a page: it is put back."""
    whole: list[Paragraph] = []
    for one in paragraphs:
        last = whole[-1] if whole else None
        if last and _is_torn(last, one):
            whole[-1] = replace(last, text=f"{last.text} {one.text}")
        else:
            whole.append(one)
    return whole


def _is_torn(last: Paragraph, one: Paragraph) -> bool:
    if last.rows or one.rows or last.bold or len(last.text) > TORN_LENGTH:
        return False
    return one.text[:1].islower() and last.text[-1] not in '.:;?!…)”"/' and _read(one)[0].level == Level.TEXT


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
