"""Giấy khen: the certificate of each award, made and issued with the number and date of its decision; never twice, however often it is begun."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from awards.decision_papers import decider_of
from awards.models import Award, AwardState, Decision, Honour
from emulation.issuing.approval import approve
from emulation.issuing.finishing import finish, issue, said
from emulation.issuing.models import OutgoingPaper
from emulation.issuing.models import State as PaperState
from emulation.papers.document import Certificate
from emulation.papers.kinds import PaperKind
from emulation.people.models import User

WHOLE = ("decision__paper", "decision__unit", "honour", "unit__commune", "nomination", "certificate")


def certificate_of(award: Award) -> Certificate:
    """What its certificate says; the decision is issued."""
    decision, paper = award.decision, award.decision.paper
    assert paper is not None
    return Certificate(
        decider=decider_of(decision.unit),
        verb="TẶNG DANH HIỆU" if award.honour.is_title else "TẶNG",
        award=award.given.upper(),
        recipient=award.name,
        details=details_of(award),
        achievement=award.achievement,
        place=decision.unit.place,
        year=paper.date_given.year,
        signature=said(paper).signature,
        decision_number=paper.number_line,
        book_number=award.book_line,
    )


def called(award: Award) -> str:
    """ "Giấy khen"; "Giấy chứng nhận Lao động tiên tiến", since a title is no paper by itself."""
    return f"{award.honour.certificate.capitalize()} {award.given}" if award.honour.is_title else award.given


def details_of(award: Award) -> tuple[str, ...]:
    """Post or address, then unit and commune, each where it says something that the name does not."""
    unit = award.unit
    itself = award.nomination.nominee_unit_id == unit.pk
    office = "" if unit.office == unit or str(unit.office) in unit.name else str(unit.office)
    places = ", ".join(filter(None, ("" if itself else unit.name, office)))
    return tuple(line[:1].upper() + line[1:] for line in (award.details, places) if line and line != award.name)


def without_certificate(decision: Decision) -> "list[Award]":
    """The granted awards whose certificate is not issued yet, in the order of the golden book."""
    awards = decision.awards.filter(state=AwardState.GRANTED).exclude(certificate__state__in=(PaperState.ISSUED, PaperState.REPLACED, PaperState.REVOKED))
    return list(awards.order_by("book_number"))


def make_certificate(award: Award, *, by: User, at: datetime | None = None) -> OutgoingPaper | None:
    """Its certificate, issued; begun where none was, finished where a stop left it. None for one that was revoked meanwhile.

    Raises BrokenPaper for one that cannot be printed, and MoveRefused where the office cannot issue today.
    """
    paper = _approved(award, by, at)
    if paper is None:
        return None
    if paper.state == PaperState.APPROVED:
        paper = issue(paper, "issue", by=by, at=at, dated=_decision_paper(award).date_given)
    return finish(paper, at) if paper.is_issuing else paper


@transaction.atomic
def _approved(award: Award, by: User, at: datetime | None) -> OutgoingPaper | None:
    """The paper of the certificate: the one it has, or one approved now, under a lock of the award."""
    Award.objects.select_for_update().get(pk=award.pk)
    locked = Award.objects.select_related(*WHOLE).get(pk=award.pk)
    if locked.state != AwardState.GRANTED:
        return None
    if locked.certificate is None:
        subject = f"{called(locked)}: {locked.name}"
        locked.certificate = approve(certificate_of(locked), unit=locked.decision.unit, kind=PaperKind.CERTIFICATE, subject=subject, by=by, at=at)
        locked.save(update_fields=["certificate"])
    return locked.certificate


def _decision_paper(award: Award) -> OutgoingPaper:
    paper = award.decision.paper
    assert paper is not None
    return paper


def with_certificate(decision: Decision, honour_pk: int | None = None) -> "QuerySet[Award]":
    """What is still in force and has its certificate issued, of one honour or of all."""
    awards = decision.awards.filter(state=AwardState.GRANTED, certificate__state=PaperState.ISSUED)
    return awards if honour_pk is None else awards.filter(honour=honour_pk)


def kept_certificates(decision: Decision, honour_pk: int | None = None) -> Iterator[OutgoingPaper]:
    """Their certificates, in the order of the golden book."""
    for pk in list(with_certificate(decision, honour_pk).order_by("book_number").values_list("certificate", flat=True)):
        yield OutgoingPaper.objects.get(pk=pk)


def honours_with_certificates(decision: Decision) -> "QuerySet[Honour]":
    """Those of which blanks are printed over: each has its own."""
    return Honour.objects.filter(pk__in=with_certificate(decision).values("honour"))
