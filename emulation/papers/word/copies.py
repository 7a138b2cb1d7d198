"""Copies of papers that an office edits in Word: the same words, sizes and margins as on the PDF."""

from docx.document import Document as WordFile

from emulation.papers.content import Paper
from emulation.papers.document import Certificate, Content, Signature
from emulation.papers.printed import Printed, printed_certificate, printed_form, printed_of
from emulation.papers.word.bodies import put_body
from emulation.papers.word.certificates import put_certificate
from emulation.papers.word.endings import put_ending
from emulation.papers.word.files import bytes_of, new_file
from emulation.papers.word.forms import OF_FORMS, put_form
from emulation.papers.word.heads import put_addressees, put_letterhead, put_title
from emulation.papers.word.looks import OF_DOCUMENTS, add_looks, certificate_looks
from emulation.papers.word.pages import set_page
from emulation.papers.word.paragraphs import put


def docx_of(content: Content | Paper, *, code: str = "") -> bytes:
    """The paper with its annexes as a Word file; `code` is its code of verification. The same content gives the same bytes."""
    if isinstance(content, Certificate):
        certificate = printed_certificate(content, code)
        word = new_file(certificate)
        add_looks(word, certificate_looks(certificate.sizes))
        put_certificate(word, certificate)
    elif isinstance(content, Paper):
        form = printed_form(content)
        word = new_file(form)
        add_looks(word, OF_FORMS)
        put_form(word, form)
    else:
        paper, *annexes = printed_of(content, code)
        word = new_file(paper)
        add_looks(word, OF_DOCUMENTS)
        _put_paper(word, paper, content.signature)
        for annex in annexes:
            _put_annex(word, annex)
    put(word, "Hết phần")
    return bytes_of(word)


def _put_paper(word: WordFile, paper: Printed, signature: Signature) -> None:
    room = set_page(word.sections[0])
    put_letterhead(word, paper)
    put_title(word, paper, room)
    put_addressees(word, paper)
    put_body(word, paper, room)
    put_ending(word, paper, signature, room)


def _put_annex(word: WordFile, annex: Printed) -> None:
    """On pages of its own; the mark of the section's end takes no room, so that it begins no page."""
    section = word.add_section()
    word.paragraphs[-1].style = "Hết phần"
    room = set_page(section, landscape=annex.landscape)
    put_title(word, annex, room)
    put_body(word, annex, room)
