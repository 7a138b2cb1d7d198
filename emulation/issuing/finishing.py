"""Issuing: the number first, in a short transaction; the bytes after it, outside; then both together are issued. A sweeper finishes what a kill interrupted."""

import logging
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from emulation.issuing.keeping import digest_of, keep, papers_storage
from emulation.issuing.models import OutgoingPaper
from emulation.issuing.office_signing import check_signer, marks_of, signed_by_office
from emulation.issuing.workflow import move_paper
from emulation.papers.document import Content, Document
from emulation.papers.printing import Marks, is_heavy, pdf_of
from emulation.papers.saying import content_of
from emulation.people.models import User
from emulation.workflow import MoveRefused

logger = logging.getLogger(__name__)


def issue(paper: OutgoingPaper, name: str, *, by: User, reason: str = "", at: datetime | None = None, **details: Any) -> OutgoingPaper:
    """Make the move that gives number and date, then finish; a heavy paper is left to the worker, which is asked at once.

    Raises as `make_move` does; a failure after that leaves the paper to the sweeper.
    """
    check_signer(paper.unit)
    reserved = move_paper(paper, name, by=by, reason=reason, at=at, **details)
    if is_heavy(said(reserved)):
        _ask_worker()
        return reserved
    return try_to_finish(reserved, at) or reserved


def _ask_worker() -> None:
    """Let it sweep now. A broker that is down loses nothing: the clock looks again."""
    from emulation.issuing.tasks import finish_waiting_papers  # imports this module

    transaction.on_commit(finish_waiting_papers.delay, robust=True)


def finish(paper: OutgoingPaper, at: datetime | None = None) -> OutgoingPaper:
    """Render a paper that has its number, sign it where its office signs here, keep the bytes, and call it issued. Not inside a transaction.

    Whoever comes second finds it done.
    """
    pdf = signed_by_office(rendered(paper, marks_of(paper)), paper.unit)
    name = keep(pdf)
    try:
        return move_paper(paper, "finish", by=None, at=at, file=name, sha256=digest_of(pdf), size=len(pdf))
    except MoveRefused:
        if not OutgoingPaper.objects.filter(file=name).exists():  # signed at another second, these are other bytes
            papers_storage().delete(name)
        return OutgoingPaper.objects.get(pk=paper.pk)


def try_to_finish(paper: OutgoingPaper, at: datetime | None = None) -> OutgoingPaper | None:
    """Finish, or None when that fails: the log says which paper and why, and no other paper waits for it."""
    try:
        return finish(paper, at)
    except Exception:
        logger.exception("Paper %s (%s) has its number and could not be finished", paper.pk, paper.named)
        return None


def sweep() -> int:
    """Finish what a stop left between its number and its bytes; how many are issued now."""
    return sum(try_to_finish(paper) is not None for paper in OutgoingPaper.objects.unfinished().select_related("unit").order_by("pk"))


def said(paper: OutgoingPaper) -> Content:
    """What the paper says, with the number and date that it has by now."""
    content = content_of(paper.content)
    if paper.dated is None:
        return content
    dated = replace(content, dated=paper.dated, year=paper.dated.year)
    return replace(dated, number=paper.number_words) if isinstance(dated, Document) else dated


def blank(paper: OutgoingPaper) -> bytes:
    """The PDF with blanks for number and date, whatever it has by now: for whoever writes them with a pen. Raises BrokenPaper."""
    return pdf_of(content_of(paper.content), code=paper.shown_code, verify_url=verify_url(paper.shown_code))


def rendered(paper: OutgoingPaper, marks: Marks | None = None) -> bytes:
    """The PDF of what it says now, with the images of signature and seal; the same each time. Raises BrokenPaper."""
    return pdf_of(said(paper), code=paper.shown_code, verify_url=verify_url(paper.shown_code), marks=marks)


def verify_url(code: str) -> str:
    """The address at which anyone verifies what has the code."""
    return f"{settings.SITE_URL}{reverse('verification', args=[code])}"
