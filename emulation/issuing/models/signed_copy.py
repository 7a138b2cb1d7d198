"""Copies of an issued paper that came back signed: files signed on the office's own machines, and scans of the signed paper."""

from typing import NamedTuple

from django.db import models
from django.db.models import Q
from django.utils.dateparse import parse_datetime

from emulation.attachments.models import Attached
from emulation.issuing.models.paper import OutgoingPaper
from emulation.signatures.reports import COVERAGE_WORDS, STATE_WORDS, Coverage, SignatureReport, SignatureState
from emulation.vietnamese.dates import clock
from emulation.workflow import Badge

CSS = {
    SignatureState.TRUSTED: ("ok", "✓"),
    SignatureState.UNKNOWN: ("todo", "?"),
    SignatureState.OUT_OF_DATE: ("back", "!"),
    SignatureState.BROKEN: ("stop", "×"),
}


class CopyKind(models.TextChoices):
    SIGNED = "signed", "Tệp ký số"
    SCAN = "scan", "Bản quét"


class ShownSignature(NamedTuple):
    """A signature as pages show it; `at` is "" where it says no time."""

    signer: str
    at: str
    is_timestamped: bool
    issuer: str
    coverage: str
    badge: Badge


class SignedCopyQuerySet(models.QuerySet["SignedCopy"]):
    """Questions about many copies."""

    def in_use(self) -> "SignedCopyQuerySet":
        """Those that no other file took the place of, in the order in which they came."""
        return self.filter(removed_at=None).select_related("attachment__uploaded_by").order_by("pk")

    def signed(self) -> "SignedCopyQuerySet":
        return self.in_use().filter(kind=CopyKind.SIGNED)


class SignedCopy(Attached):
    """`signatures` is what was found in a signed file when it came, a list of `values_of`; [] for a scan."""

    paper = models.ForeignKey(OutgoingPaper, models.PROTECT, related_name="signed_copies", verbose_name="Văn bản")
    kind = models.CharField("Loại", max_length=6, choices=CopyKind.choices)
    signatures = models.JSONField("Chữ ký số", default=list, blank=True)

    objects = SignedCopyQuerySet.as_manager()

    class Meta:
        verbose_name = "bản đã ký"
        verbose_name_plural = "bản đã ký"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=CopyKind.SCAN, signatures=[]) | Q(kind=CopyKind.SIGNED) & ~Q(signatures=[]),
                name="signed_copy_has_signatures_exactly_when_it_is_no_scan",
                violation_error_message="Tệp ký số phải có chữ ký số.",
            ),
        ]

    @property
    def shown_signatures(self) -> list[ShownSignature]:
        return [_shown(values) for values in self.signatures]

    @property
    def signers(self) -> str:
        """ "Nguyễn Văn An, UBND phường Bách Quang"."""
        return ", ".join(signature.signer for signature in self.shown_signatures)


def values_of(report: SignatureReport) -> dict[str, str | bool]:
    """A signature as JSON keeps it."""
    return {
        "signer": report.signer,
        "organisation": report.organisation,
        "issuer": report.issuer,
        "signed_at": report.signed_at.isoformat() if report.signed_at else "",
        "is_timestamped": report.is_timestamped,
        "state": report.state.value,
        "coverage": report.coverage.value,
    }


def _shown(values: dict[str, str | bool]) -> ShownSignature:
    state, signed_at = SignatureState(str(values["state"])), parse_datetime(str(values["signed_at"]))
    names = [str(values["signer"]), str(values["organisation"])]
    return ShownSignature(
        signer=", ".join(dict.fromkeys(filter(None, names))) or "không rõ tên",
        at=clock(signed_at) if signed_at else "",
        is_timestamped=bool(values["is_timestamped"]),
        issuer=str(values["issuer"]),
        coverage=COVERAGE_WORDS[Coverage(str(values["coverage"]))],
        badge=Badge(*CSS[state], STATE_WORDS[state]),
    )
