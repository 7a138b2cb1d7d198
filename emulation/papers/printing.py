"""The HTML that a document or certificate is printed from, by `rendering`: one text for itself and one for each annex, which counts its own pages."""

import base64
from dataclasses import dataclass

import segno
from django.template.loader import render_to_string

from emulation.papers import wording
from emulation.papers.content import letterhead_parts
from emulation.papers.document import Annex, Certificate, Content, Document, Signature
from emulation.papers.kinds import PaperKind
from emulation.papers.nesting import Node, nested
from emulation.papers.rendering import render_one_file

LONG = ((1500, "long longer longest"), (700, "long longer"), (260, "long"))  # letters from which a certificate is set smaller

ONE_LINE = 30  # letters of an award, or of who signs


@dataclass(frozen=True)
class Marks:
    """The images of the hand signature, blue, and of the seal, red, on transparent ground (NĐ 30/2020, Appendix I): bytes of PNG files, each may be empty."""

    signature: bytes = b""
    seal: bytes = b""

    @property
    def signature_url(self) -> str:
        return _png(self.signature)

    @property
    def seal_url(self) -> str:
        return _png(self.seal)


def pdf_of(content: Content, *, code: str = "", verify_url: str = "", marks: Marks | None = None) -> bytes:
    """The paper with its annexes as a PDF; `code` is its code of verification. Raises BrokenPaper as `render_pdf` does."""
    return render_one_file(htmls_of(content, code=code, verify_url=verify_url, marks=marks))


def htmls_of(content: Content, *, code: str = "", verify_url: str = "", marks: Marks | None = None) -> list[str]:
    """The paper itself, and each annex. A certificate shows the code with a QR of the address where anyone verifies it."""
    if isinstance(content, Certificate):
        paper = _certificate(content, code)
        verified = {"code": code, "verify_url": verify_url, "qr": _qr(verify_url)}
        return [render_to_string("papers/certificate.html", {"paper": paper, "said": content, "size": _size(content), "marks": marks, **verified})]
    main = render_to_string("papers/document.html", {"paper": _document(content, code), "marks": marks})
    annexes = (_annex(content, annex, place, code) for place, annex in enumerate(content.annexes, start=1))
    return [main, *(render_to_string("papers/annex.html", {"paper": annex}) for annex in annexes)]


@dataclass(frozen=True, kw_only=True)
class Printed:
    """What the templates print of a document, an annex or a certificate: its head data, and each block of the layout in its final words."""

    title: str
    author: str
    about: str
    keywords: str
    landscape: bool = False
    certificate: bool = False
    letterhead_parts: tuple[tuple[str, str], ...] = ()
    number_line: str = ""
    place_line: str = ""
    subject_line: str = ""  # the "V/v" below the number
    heading: str = ""  # the name of the type, or of the annex
    subject_lines: tuple[str, ...] = ()
    annexed_to: str = ""
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    decider: str = ""
    nodes: tuple[Node, ...] = ()
    recipients: tuple[str, ...] = ()
    signature: Signature | None = None
    left_signature: Signature | None = None


def _document(document: Document, code: str) -> Printed:
    is_letter, title = document.kind == PaperKind.OFFICIAL_LETTER, wording.title_of(document)
    return Printed(
        title=title,
        author=document.issuer,
        about=title,
        keywords=_keywords(wording.full_number(document), code),
        letterhead_parts=letterhead_parts(document.letterhead),
        number_line=wording.number_line(document),
        place_line=wording.place_line(document.place, document.year, document.dated, document.month),
        subject_line=title if is_letter else "",
        heading=wording.type_name(document),
        subject_lines=() if is_letter else tuple(document.subject.splitlines()),
        addressees=wording.punctuated(document.addressees),
        bases=wording.punctuated(document.bases),
        decider=document.decider,
        nodes=tuple(nested(wording.ended(document.blocks), below=0 if is_letter else 1, held=True)),
        recipients=wording.punctuated(document.recipients),
        signature=document.signature,
        left_signature=document.left_signature,
    )


def _annex(document: Document, annex: Annex, place: int, code: str) -> Printed:
    return Printed(
        title=annex.title,
        author=document.issuer,
        about=wording.title_of(document),
        keywords=_keywords(wording.full_number(document), code),
        landscape=annex.landscape,
        heading=wording.annex_name(place, len(document.annexes)),
        subject_lines=tuple(annex.title.upper().splitlines()),
        annexed_to=wording.annexed_to(document),
        nodes=tuple(nested(annex.blocks, below=1)),
    )


def _certificate(certificate: Certificate, code: str) -> Printed:
    return Printed(
        certificate=True,
        title=f"{certificate.award.capitalize()} {certificate.recipient}",
        author=certificate.decider,
        about=certificate.achievement,
        keywords=_keywords(certificate.decision_number, code),
        place_line=wording.place_line(certificate.place, certificate.year, certificate.dated),
        signature=certificate.signature,
    )


def _size(certificate: Certificate) -> str:
    """The class of the size in which its words fit on the one page; letters of the name count double, it is set larger."""
    letters = 2 * len(certificate.recipient) + len(certificate.achievement) + sum(map(len, certificate.details))
    letters += 7 * max(0, len(certificate.award) - ONE_LINE)
    signed = len(certificate.signature.name) + sum(map(len, certificate.signature.authority))
    return next((f" {name}" for least, name in LONG if letters >= least), "") + (" crowded" if signed > 4 * ONE_LINE else "")


def _keywords(*words: str) -> str:
    return ", ".join(filter(None, words))


def _png(image: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(image).decode()}" if image else ""


def _qr(address: str) -> str:
    """A QR code of the address as a drawing; "" for none."""
    return segno.make(address, error="m").svg_data_uri(border=4) if address else ""
