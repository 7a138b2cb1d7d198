"""Looks into the bytes of a PDF for tests: its text in reading order, its lines with place and face, the rules drawn in it."""

import io
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import NamedTemporaryFile
from xml.etree import ElementTree

import pikepdf

MM = 72 / 25.4
PX = 0.75  # WeasyPrint draws in CSS pixels from the top of the page; a pixel is three quarters of a point


@dataclass(frozen=True)
class TextLine:
    """One run of text in one face; lengths in points from the top left corner of its page, which counts from 1."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Face:
    """How a run of text is set: size in whole points."""

    size: int
    bold: bool
    italic: bool


def poppler(tool: str, pdf: bytes, *arguments: str) -> str:
    """What a tool of poppler-utils prints about a PDF given on its standard input."""
    return subprocess.run([tool, *arguments], input=pdf, capture_output=True, check=True).stdout.decode()


def squeezed(text: str) -> str:
    """The text with every run of white space, page breaks too, as one space."""
    return " ".join(text.split())


def pdf_text(pdf: bytes, *arguments: str) -> str:
    """The text of all pages as pdftotext reads it, white space squeezed. Arguments: none, or "-raw"."""
    return squeezed(poppler("pdftotext", pdf, *arguments, "-", "-"))


def structure_text(pdf: bytes) -> str:
    """The text in the order of the structure tree, as a screen reader takes it."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        count = len(document.pages)
    tree = poppler("pdfinfo", pdf, "-struct-text", "-f", "1", "-l", str(count), "-")
    return squeezed("".join(f"{run} " for run in re.findall(r'^ *"(.*)"$', tree, re.MULTILINE)))


def text_lines(pdf: bytes) -> list[TextLine]:
    """Every line of text with its exact box."""
    tree = ElementTree.fromstring(poppler("pdftotext", pdf, "-bbox-layout", "-", "-"))
    space = "{http://www.w3.org/1999/xhtml}"
    return [
        TextLine(number, *box(line), " ".join(words(line, space)))
        for number, page in enumerate(tree.iter(f"{space}page"), start=1)
        for line in page.iter(f"{space}line")
    ]


def box(line: ElementTree.Element) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of an element of pdftotext's output."""
    left, top, right, bottom = (float(line.attrib[side]) for side in ("xMin", "yMin", "xMax", "yMax"))
    return left, top, right, bottom


def words(line: ElementTree.Element, space: str) -> Iterator[str]:
    """The words of one line."""
    return (word.text or "" for word in line.iter(f"{space}word"))


def line_of(pdf: bytes, text: str) -> TextLine:
    """The only line that contains the text."""
    (line,) = [line for line in text_lines(pdf) if text in line.text]
    return line


def faces(pdf: bytes) -> dict[str, Face]:
    """Each run of text with the face it is set in."""
    with NamedTemporaryFile(suffix=".pdf") as file:  # this tool reads no standard input
        file.write(pdf)
        file.flush()
        tree = ElementTree.fromstring(poppler("pdftohtml", b"", "-xml", "-zoom", "1", "-i", "-fontfullname", "-stdout", file.name))
    fonts = {
        spec.attrib["id"]: Face(int(spec.attrib["size"]), "Bold" in spec.attrib["family"], "Italic" in spec.attrib["family"]) for spec in tree.iter("fontspec")
    }
    return {squeezed("".join(text.itertext())): fonts[text.attrib["font"]] for text in tree.iter("text")}


def drawn(page: pikepdf.Page, operator: str) -> list[list[object]]:
    """The operands of every use of one drawing operator on a page."""
    instructions = pikepdf.parse_content_stream(page, operator)
    return [list(instruction.operands) for instruction in instructions if str(instruction.operator) == operator]


def rules(pdf: bytes) -> list[tuple[float, float, float]]:
    """The solid rules of page 1: left, bottom and right in points from the top left corner."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        boxes = [[float(str(number)) * PX for number in operands] for operands in drawn(document.pages[0], "re")]
    outer = boxes[1::2]  # WeasyPrint fills between the padding box and the border box
    return [(x, y + height, x + width) for x, y, width, height in outer]


def head_data(pdf: bytes) -> dict[str, object]:
    """What XMP and the document's information say about a file; both must say the same."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        with opened.open_metadata() as metadata:
            said = {key: metadata.get(key) for key in ("dc:title", "dc:creator", "dc:description", "pdf:Keywords")}
        information = [str(opened.docinfo[key]) if key in opened.docinfo else None for key in ("/Title", "/Author", "/Subject", "/Keywords")]
    assert information == ["".join(value) if isinstance(value, list) else value for value in said.values()]
    return {key: value for key, value in said.items() if value}


def bookmarks(pdf: bytes) -> list[tuple[str, int, list[str]]]:
    """The name of each bookmark at the top, the place of its page from 0, and the names of those below it."""
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
        places = {page.obj.objgen: place for place, page in enumerate(opened.pages)}
        return [(one.title, places[one.destination[0].objgen], [below.title for below in one.children]) for one in outline.root]
