"""Signs a paper for its office (PAdES B-B): invisibly, in an incremental update, so that it stays PDF/A-2a and PDF/UA-1."""

import io
from itertools import count

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from emulation.signatures.office_keys import OfficeSigner

# PDF/A wants the print flag and no hidden one; PDF/UA wants an untagged widget outside the page (ISO 14289-1, 7.18.1).
OUTSIDE_THE_PAGE = InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)


def sign_pdf(pdf: bytes, signer: OfficeSigner, *, reason: str) -> bytes:
    """The PDF with one more invisible signature, made now; what was there before stays byte for byte. Raises CertificateOutOfDate."""
    signer.check_date()
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    taken = {name for name, _, _ in enumerate_sig_fields(writer)}
    field = next(name for name in (f"ChuKySo{number}" for number in count(1)) if name not in taken)
    metadata = PdfSignatureMetadata(field_name=field, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, reason=reason)
    spec = SigFieldSpec(field, on_page=0, readable_field_name="Chữ ký số của cơ quan", invis_sig_settings=OUTSIDE_THE_PAGE)
    signed: io.BytesIO = PdfSigner(metadata, signer, new_field_spec=spec).sign_pdf(writer)
    return signed.getvalue()
