"""The HTML that a document or certificate is printed from, by `rendering`: one text for itself and one for each annex, which counts its own pages."""

import base64
from dataclasses import dataclass

import segno
from django.conf import settings
from django.template.loader import render_to_string

from emulation.papers.document import Certificate, Content
from emulation.papers.limits import weight_of
from emulation.papers.printed import printed_certificate, printed_of
from emulation.papers.rendering import render_one_file


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


def is_heavy(content: Content) -> bool:
    """Whether laying it out takes longer than a page may: whoever asks for it gets it from a job."""
    light: int = settings.PAPER_LIGHT
    return sum(map(weight_of, htmls_of(content))) > light


def htmls_of(content: Content, *, code: str = "", verify_url: str = "", marks: Marks | None = None) -> list[str]:
    """The paper itself, and each annex. A certificate shows the code with a QR of the address where anyone verifies it."""
    if isinstance(content, Certificate):
        verified = {"verify_url": verify_url, "qr": _qr(verify_url)}
        return [render_to_string("papers/certificate.html", {"paper": printed_certificate(content, code), "marks": marks, **verified})]
    main, *annexes = printed_of(content, code)
    return [
        render_to_string("papers/document.html", {"paper": main, "marks": marks}),
        *(render_to_string("papers/annex.html", {"paper": annex}) for annex in annexes),
    ]


def overprint_html(certificate: Certificate, *, code: str = "") -> str:
    """Only what differs from one certificate to the next, in its place, for blanks that have all the rest printed."""
    return render_to_string("papers/certificate.html", {"paper": printed_certificate(certificate, code), "marks": None, "overprint": True})


def _png(image: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(image).decode()}" if image else ""


def _qr(address: str) -> str:
    """A QR code of the address as a drawing; "" for none."""
    return segno.make(address, error="m").svg_data_uri(border=4) if address else ""
