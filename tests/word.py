"""Looks into a Word file for tests: its lines in the order of reading, each with its face and style."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import docx
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from emulation.papers.content import Paper
from emulation.papers.document import Content
from emulation.papers.word.copies import docx_of
from tests.pdf import squeezed


@dataclass(frozen=True)
class WordLine:
    """What stands between two line breaks; `size` in points, `style` by the name that Word shows."""

    text: str
    size: float
    bold: bool
    italic: bool
    style: str


def word_of(content: Content | Paper, code: str = "ABCD-2345") -> WordFile:
    """The Word file of a paper, opened."""
    return opened(docx_of(content, code=code))


def opened(content: bytes) -> WordFile:
    return docx.Document(io.BytesIO(content))


def paragraphs(word: WordFile) -> list[Paragraph]:
    """All of them, those in tables too, in order."""
    return [Paragraph(element, word) for element in word.element.body.iter(qn("w:p"))]


def word_lines(word: WordFile) -> Iterator[WordLine]:
    """Each line that says something."""
    for paragraph in paragraphs(word):
        if not squeezed(paragraph.text):
            continue
        font, bold = paragraph.style.font, paragraph.runs[0].bold
        for text in paragraph.text.split("\n"):
            yield WordLine(squeezed(text), font.size.pt, bool(font.bold if bold is None else bold), bool(font.italic), paragraph.style.name)


def word_line(word: WordFile, text: str) -> WordLine:
    """The only line that says this, or else begins so."""
    lines = list(word_lines(word))
    (found,) = [line for line in lines if line.text == text] or [line for line in lines if line.text.startswith(text)]
    return found


def paragraph_of(word: WordFile, text: str) -> Paragraph:
    """The only paragraph that begins so."""
    (found,) = [paragraph for paragraph in paragraphs(word) if squeezed(paragraph.text).startswith(text)]
    return found
