"""Signing a paper for the office that issues it, where the office has a certificate here. What signs is imported only then."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from emulation.issuing.models import Mark, MarkKind, OutgoingPaper
from emulation.papers.printing import Marks
from emulation.signatures.reports import CertificateOutOfDate
from emulation.units.models import Unit
from emulation.workflow import MoveRefused

if TYPE_CHECKING:
    from emulation.signatures.office_keys import OfficeSigner


def issuer_code(unit: Unit) -> str:
    """What its certificate is called: "luong-son"; of a unit within a commune "luong-son.vhxh", since its code is its own only there."""
    return f"{unit.commune.code}.{unit.code}" if unit.commune else unit.code


def signer_of(unit: Unit) -> "OfficeSigner | None":
    """Raises ImproperlyConfigured as `office_signer` does."""
    if not settings.OFFICE_CERTIFICATES:
        return None
    from emulation.signatures.office_keys import office_signer

    return office_signer(issuer_code(unit))


def signed_by_office(pdf: bytes, unit: Unit) -> bytes:
    """The PDF signed by the unit's certificate, invisibly; unchanged where it has none here. Raises CertificateOutOfDate."""
    signer = signer_of(unit)
    if signer is None:
        return pdf
    from emulation.signatures.signing import sign_pdf

    return sign_pdf(pdf, signer, reason="Ban hành văn bản")


def check_signer(unit: Unit) -> None:
    """Before a number is given: raises MoveRefused when the unit's certificate could not sign today."""
    try:
        if signer := signer_of(unit):
            signer.check_date()
    except CertificateOutOfDate as out_of_date:
        raise MoveRefused(str(out_of_date)) from out_of_date
    except ImproperlyConfigured as wrong:
        raise MoveRefused("Không mở được chứng thư số của cơ quan trên máy chủ nên chưa phát hành được. Xin báo người quản trị.") from wrong


def marks_of(paper: OutgoingPaper) -> Marks | None:
    """The images of signature and seal for a paper; None unless the office signs here and has both: a picture without a signature proves nothing."""
    if not signer_of(paper.unit):
        return None
    marks = Mark.objects.in_use().filter(unit=paper.unit_id, signatory__in=["", paper.signer]).select_related("attachment")
    found = {mark.kind: mark.attachment for mark in marks}
    if set(found) != set(MarkKind.values):
        return None
    images = []
    for kind in (MarkKind.SIGNATURE, MarkKind.SEAL):
        with found[kind].file.open("rb") as file:
            images.append(file.read())
    return Marks(*images)
