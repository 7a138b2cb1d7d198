"""Reads the signatures in a PDF: who signed, when, whether the bytes are intact, how much of the file is covered, whether the signer is known."""

import asyncio
import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from asn1crypto import x509
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature, async_validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from emulation.signatures.reports import Coverage, SignatureReport, SignatureState, UnreadablePdf
from emulation.vietnamese.printable import mend

LONGEST_NAME = 200
# Vietnamese certificates say digitalSignature, nonRepudiation or both; either is for signing documents.
FOR_SIGNING = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)


LEVELS: dict[SignatureCoverageLevel | None, Coverage] = {
    SignatureCoverageLevel.ENTIRE_FILE: Coverage.FILE,
    SignatureCoverageLevel.ENTIRE_REVISION: Coverage.REVISION,
}


def read_signatures(pdf: bytes, roots: Sequence[Any]) -> tuple[SignatureReport, ...]:
    """The signatures of a PDF, oldest first; document timestamps are not among them. `roots`: certificates of trusted authorities (asn1crypto's).

    Whether a certificate was revoked is not asked: that needs the network. Raises UnreadablePdf, and nothing else whatever the bytes are.
    """
    try:
        return signatures_of(open_pdf(pdf), roots)
    except UnreadablePdf:
        raise
    except Exception as error:  # a hostile file meets any line of a large library
        raise UnreadablePdf from error


def open_pdf(pdf: bytes) -> PdfFileReader:
    """A reader of the bytes, lenient as to form, since the tools that people sign with are many. Raises UnreadablePdf."""
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        reader.root["/Pages"]
    except Exception as error:  # as above
        raise UnreadablePdf from error
    return reader


def signatures_of(reader: PdfFileReader, roots: Sequence[Any]) -> tuple[SignatureReport, ...]:
    """As `read_signatures`, of an open file; raises whatever the library does."""
    fields = enumerate_sig_fields(reader, filled_status=True)
    found = [(name, field) for name, value, field in fields if value.get_object().get("/Type", "/Sig") == "/Sig"]
    return tuple(sorted((_report(reader, name, field, roots) for name, field in found), key=lambda report: report.revision))


def _report(reader: PdfFileReader, name: str, field: Any, roots: Sequence[Any]) -> SignatureReport:
    try:
        embedded = EmbeddedPdfSignature(reader, field, name)
        status = _status(embedded, roots)
    except Exception:  # a signature that cannot even be read proves nothing
        return _unreadable(reader, field)
    certificate = embedded.signer_cert
    validity = certificate["tbs_certificate"]["validity"]
    stamp = status.timestamp_validity
    is_timestamped = stamp is not None and stamp.valid and stamp.trusted
    signed_at = stamp.timestamp if stamp is not None and is_timestamped else embedded.self_reported_timestamp
    return SignatureReport(
        signer=_part(certificate.subject, "common_name"),
        organisation=_part(certificate.subject, "organization_name"),
        issuer=_part(certificate.issuer, "common_name"),
        signed_at=signed_at,
        is_timestamped=is_timestamped,
        valid_from=validity["not_before"].native,
        valid_until=validity["not_after"].native,
        state=_state(status, certificate, signed_at),
        coverage=LEVELS.get(embedded.coverage, Coverage.PART),
        revision=embedded.signed_revision,
    )


def _unreadable(reader: PdfFileReader, field: Any) -> SignatureReport:
    revision = reader.xrefs.get_last_change(field.get_object().raw_get("/V").reference)
    return SignatureReport("", "", "", None, False, None, None, SignatureState.BROKEN, Coverage.PART, revision)


def _status(embedded: EmbeddedPdfSignature, roots: Sequence[Any]) -> PdfSignatureStatus:
    """What pyHanko says of a signature, its chain judged at the time that it claims. Changes after it are `compare`'s business."""
    signed_at = embedded.self_reported_timestamp or timezone.now()
    context = ValidationContext(trust_roots=list(roots), moment=signed_at, allow_fetching=False)
    now = ValidationContext(trust_roots=list(roots), allow_fetching=False)
    validation = async_validate_pdf_signature(embedded, context, ts_validation_context=now, key_usage_settings=FOR_SIGNING, skip_diff=True)
    return asyncio.run(validation)


def _state(status: PdfSignatureStatus, certificate: x509.Certificate, signed_at: datetime | None) -> SignatureState:
    if not (status.intact and status.valid):
        return SignatureState.BROKEN
    validity = certificate["tbs_certificate"]["validity"]
    if signed_at is None or not validity["not_before"].native <= signed_at <= min(validity["not_after"].native, timezone.now()):
        return SignatureState.OUT_OF_DATE
    return SignatureState.TRUSTED if status.trusted else SignatureState.UNKNOWN


def _part(name: x509.Name, key: str) -> str:
    """One part of a certificate's name as text that a page can show; the last one where there are several."""
    value = name.native.get(key, "")
    last = value[-1] if isinstance(value, list) else value
    return " ".join(mend(str(last)).split())[:LONGEST_NAME]
