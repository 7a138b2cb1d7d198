"""Approving a paper: what it says is frozen, and from then on it waits for its number and date."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from emulation.history.models import write_line
from emulation.issuing.finishing import finish, rendered
from emulation.issuing.keeping import kept_bytes
from emulation.issuing.links import linked
from emulation.issuing.models import OutgoingPaper, Series, State
from emulation.papers.document import Certificate, Content, Document
from emulation.papers.kinds import PaperKind
from emulation.papers.saying import json_of
from emulation.people.models import Role, User
from emulation.units.models import Unit
from emulation.vietnamese.fields import can_be_printed


def approve(
    content: Content,
    *,
    unit: Unit,
    kind: PaperKind,
    subject: str,
    by: User | None,
    at: datetime | None = None,
    replaces: OutgoingPaper | None = None,
    corrects: OutgoingPaper | None = None,
) -> OutgoingPaper:
    """Keep the content, without number and date, as a paper of the unit that waits for them. May be called inside a transaction.

    Who may approve is for the caller to ask. `replaces` and `corrects` are issued papers of the same issuer. Raises ValidationError with
    Vietnamese sentences that name the characters which no paper can print, or what else stands against it.
    """
    at = at or timezone.now()
    bare = replace(content, number="", dated=None) if isinstance(content, Document) else replace(content, dated=None)
    values = json_of(bare)
    can_be_printed("".join(_texts(values)))
    symbol = bare.symbol if isinstance(bare, Document) else ""
    with transaction.atomic():
        paper = OutgoingPaper(
            unit=unit,
            issuer=bare.issuer if isinstance(bare, Document) else unit.committee,
            kind=kind,
            symbol=symbol,
            series=series_of(unit, kind, symbol, at) if symbol else None,
            year=bare.year,
            subject=subject,
            signer=bare.signature.name,
            recipients="\n".join(recipients_of(bare)),
            content=values,
            approved_by=by,
            approved_at=at,
            replaces=linked(unit, replaces),
            corrects=linked(unit, corrects),
        )
        paper.full_clean()
        paper.save()
        term = by.term_over(unit, Role.CHAIR, Role.SECRETARY) if by else None
        write_line(paper, move="approve", label="Duyệt", at=at, by=by, title=str(term or ""), after=State.APPROVED)
    return paper


def series_of(unit: Unit, kind: PaperKind, symbol: str, at: datetime) -> Series:
    """The series of the issuer's papers under the symbol; a new one leaves the numbers to the văn thư."""
    series, _ = Series.objects.get_or_create(unit=unit, symbol=symbol, defaults={"kind": kind, "opening_year": timezone.localdate(at).year})
    return series


def recipients_of(content: Content) -> tuple[str, ...]:
    """Nơi nhận, or to whom a certificate goes."""
    return (content.recipient,) if isinstance(content, Certificate) else content.recipients


def printed(paper: OutgoingPaper) -> bytes:
    """What was issued; before that, its print with blanks for number and date. Outside any transaction; raises BrokenPaper."""
    if paper.is_issuing:
        paper = finish(paper)
    return kept_bytes(paper.file) if paper.is_kept else rendered(paper)


def _texts(values: object) -> list[str]:
    """All text in nested lists and dictionaries."""
    if isinstance(values, dict):
        return [text for value in values.values() for text in _texts(value)]
    if isinstance(values, (list, tuple)):
        return [text for value in values for text in _texts(value)]
    return [values] if isinstance(values, str) else []
