"""What units sent in, as verification and export see it: found by the receipt."""

from collections.abc import Iterator
from functools import partial

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from emulation.issuing.providers import KeptPaper, Wanted
from emulation.papers.kinds import PaperKind
from emulation.workflow import Badge
from registrations.models import SENT, Registration, Submission
from registrations.papers import keep_pdf

SENT_AGAIN = Badge("back", "↻", "Đã có bản gửi sau")


def find(code: str) -> KeptPaper | None:
    """The submission with the receipt."""
    found = _whole(Submission.objects.filter(receipt=code)).first()
    return kept_submission(found) if found else None


def each(wanted: Wanted) -> Iterator[KeptPaper]:
    """The last submission of each registration that is neither returned nor withdrawn, in the order in which they came."""
    if wanted.kind not in ("", PaperKind.REGISTRATION):
        return iter(())
    submissions = _whole(Submission.objects.filter(registration__state__in=SENT)).filter(ordinal=F("sent"))
    if wanted.issuer:
        of_issuer = Q(registration__unit__code=wanted.issuer) | Q(registration__unit__commune__code=wanted.issuer)
        submissions = submissions.filter(of_issuer)
    return map(kept_submission, submissions.order_by("pk").iterator(chunk_size=100))


def _whole(submissions: "QuerySet[Submission]") -> "QuerySet[Submission]":
    counted = submissions.annotate(sent=Count("registration__submissions"))
    return counted.select_related("registration__unit__commune", "registration__campaign").defer("html")


def kept_submission(submission: Submission) -> KeptPaper:
    """The submission as all see it; `sent` is how many of its registration there are."""
    registration: Registration = submission.registration
    is_last = submission.ordinal == submission.sent  # type: ignore[attr-defined]  # annotated
    return KeptPaper(
        code=submission.receipt,
        kind=PaperKind.REGISTRATION,
        number="",
        symbol="",
        dated=timezone.localdate(submission.received_on_paper_at or submission.submitted_at),
        year=registration.campaign.year,
        issuer=registration.unit,
        issuer_name=registration.unit.name,
        subject=registration.campaign.title,
        badge=registration.badge if is_last else SENT_AGAIN,
        sha256=submission.sha256,
        read=partial(keep_pdf, submission),
    )
