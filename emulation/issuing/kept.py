"""The papers of this app as verification and export see them."""

from collections.abc import Iterator
from functools import partial

from django.db.models import Q, QuerySet

from emulation.issuing.approval import printed
from emulation.issuing.models import KEPT, CopyKind, OutgoingPaper, State
from emulation.issuing.providers import KeptPaper, Wanted
from emulation.papers.kinds import PaperKind


def find(code: str) -> KeptPaper | None:
    """The paper with the code."""
    paper = _whole(OutgoingPaper.objects.filter(code=code)).first()
    return kept_paper(paper) if paper else None


def each(wanted: Wanted) -> Iterator[KeptPaper]:
    """What was issued, whatever became of it, and what waits for its number."""
    papers = _whole(OutgoingPaper.objects.filter(state__in=[*KEPT, State.APPROVED, State.ISSUING]))
    if wanted.kind:
        papers = papers.filter(kind=wanted.kind)
    if wanted.issuer:
        papers = papers.filter(Q(unit__code=wanted.issuer) | Q(unit__commune__code=wanted.issuer))
    return map(kept_paper, papers.order_by("pk").iterator(chunk_size=100))


def _whole(papers: "QuerySet[OutgoingPaper]") -> "QuerySet[OutgoingPaper]":
    return papers.select_related("unit__commune").prefetch_related("replacements", "corrections", "signed_copies__attachment")


def kept_paper(paper: OutgoingPaper) -> KeptPaper:
    """The paper as all see it; `replacements`, `corrections` and `signed_copies` may be prefetched."""
    return KeptPaper(
        code=paper.code,
        kind=PaperKind(paper.kind),
        number=paper.number_words,
        symbol=paper.symbol,
        dated=paper.dated,
        year=paper.year,
        issuer=paper.unit,
        issuer_name=paper.issuer,
        subject=paper.subject,
        badge=paper.badge,
        sha256=paper.sha256,
        read=partial(printed, paper),
        remark=remark(paper),
        signed=tuple(copy.attachment.sha256 for copy in paper.signed_copies.all() if copy.kind == CopyKind.SIGNED),
    )


def remark(paper: OutgoingPaper) -> str:
    """What became of it: by what it was replaced or corrected."""
    said = [f"Được thay thế bằng {other.named}{_fate(other)}." for other in paper.replacements.all() if other.state in KEPT]
    said += [f"Được đính chính bằng {other.named}{_fate(other)}." for other in paper.corrections.all() if other.state in KEPT]
    return " ".join(said)


def _fate(other: OutgoingPaper) -> str:
    """What became of a later paper, where that is not in force any more."""
    return f", nay {other.badge.word.lower()}" if other.state != State.ISSUED else ""
