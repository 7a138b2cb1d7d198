"""A paper in its final words, block by block of the layout: what PDF and Word copies of documents and certificates are made of, and Word copies of forms."""

from dataclasses import dataclass

from emulation.papers import wording
from emulation.papers.content import Line, Paper, letterhead_parts
from emulation.papers.document import Annex, Certificate, Document, Signature
from emulation.papers.fitting import Sizes, is_crowded, sizes_of
from emulation.papers.kinds import PaperKind
from emulation.papers.nesting import Node, nested


@dataclass(frozen=True, kw_only=True)
class Head(wording.SetWords):
    """What the file says of itself. `about` is its description; `keywords` its number and its code of verification."""

    title: str
    author: str
    about: str
    keywords: str


@dataclass(frozen=True, kw_only=True)
class Printed(Head):
    """A document or one of its annexes."""

    landscape: bool = False
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


@dataclass(frozen=True, kw_only=True)
class PrintedForm(Printed):
    """A registration: `lines` stand where a document has its nodes."""

    signature: Signature
    opening: str
    lines: tuple[Line, ...]
    draft: bool
    origin: str


@dataclass(frozen=True, kw_only=True)
class PrintedCertificate(Head):
    """A certificate; `crowded` when who signs takes many words."""

    decider: str
    verb: str
    heading: str
    recipient: str
    details: tuple[str, ...]
    achievement: str
    sizes: Sizes
    crowded: bool
    book_lines: tuple[str, ...]
    code_line: str
    place_line: str
    signature: Signature
    certificate = True


def printed_of(content: Document, code: str) -> list[Printed]:
    """The document itself, then each annex."""
    annexes = (_annex(content, annex, place, code) for place, annex in enumerate(content.annexes, start=1))
    return [_document(content, code), *annexes]


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
        decider=document.decider.upper(),
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


def printed_form(paper: Paper) -> PrintedForm:
    """What a `Paper` is printed of. Its file has no description and no keywords."""
    return PrintedForm(
        title=paper.title,
        author=paper.author,
        about="",
        keywords="",
        letterhead_parts=paper.letterhead_parts,
        number_line=paper.number_line,
        place_line=paper.place_line,
        subject_line=paper.subject_line,
        heading=paper.type_name,
        subject_lines=(paper.subject,) if paper.type_name and paper.subject else (),
        addressees=paper.addressees,
        bases=paper.bases,
        opening=paper.opening,
        lines=paper.lines,
        recipients=paper.recipients,
        signature=paper.signature,
        left_signature=paper.left_signature,
        draft=paper.draft,
        origin=paper.origin,
    )


def printed_certificate(certificate: Certificate, code: str) -> PrintedCertificate:
    return PrintedCertificate(
        title=f"{certificate.award.capitalize()} {certificate.recipient}",
        author=certificate.decider,
        about=certificate.achievement,
        keywords=_keywords(certificate.decision_number, code),
        decider=certificate.decider.upper(),
        verb=certificate.verb.upper(),
        heading=certificate.award.upper(),
        recipient=certificate.recipient,
        details=certificate.details,
        achievement=certificate.achievement,
        sizes=sizes_of(certificate),
        crowded=is_crowded(certificate),
        book_lines=wording.book_lines(certificate),
        code_line=wording.code_line(code),
        place_line=wording.place_line(certificate.place, certificate.year, certificate.dated),
        signature=certificate.signature,
    )


def _keywords(*words: str) -> str:
    return ", ".join(filter(None, words))
