"""What people do to an issued PDF on their own machines: sign it with another tool, save it again, add to it."""

import io
from functools import cache
from typing import Any

import pikepdf
from asn1crypto import pem, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.stamp import TextStampStyle

from emulation.papers.rendering import render_pdf
from tests.certificates import Holder, authority_pem

SMALL = (340, 100, 520, 160)


@cache
def paper(subject: str = "Kế hoạch thi đua năm 2026") -> bytes:
    """An issued paper of one page."""
    return render_pdf(f"<html lang=vi><head><title>{subject}</title></head><body><h1>{subject}</h1><p>Nội dung {subject}.</p></body></html>")


def roots() -> list[Any]:
    return [x509.Certificate.load(pem.unarmor(authority_pem())[2])]


def stamped(pdf: bytes, holder: Holder, *, field: str = "Signature1", box: tuple[int, int, int, int] | None = SMALL, **metadata: Any) -> bytes:
    """Signed by a tool that draws a stamp into the box, as the tools of USB tokens do; an invisible one without a box."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    head = PdfSignatureMetadata(field_name=field, md_algorithm="sha256", subfilter=SigSeedSubFilter.ADOBE_PKCS7_DETACHED, **metadata)
    style = TextStampStyle(stamp_text="Ky boi: %(signer)s") if box else None
    signer = PdfSigner(head, holder.signer, stamp_style=style, new_field_spec=SigFieldSpec(field, on_page=0, box=box))
    signed: io.BytesIO = signer.sign_pdf(writer, appearance_text_params={"signer": "x"} if box else None)
    return signed.getvalue()


def saved_again(pdf: bytes, **options: Any) -> bytes:
    """Opened and saved by another program."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(buffer, **options)
    return buffer.getvalue()


def updated(pdf: bytes, change: Any) -> bytes:
    """With an incremental update in which `change` did something with the writer."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
