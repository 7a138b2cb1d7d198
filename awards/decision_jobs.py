"""Background work of decisions: certificates made, printed and overprinted, and the list of payments."""

from dataclasses import replace

from awards.certificates import kept_certificates, make_certificate, with_certificate, without_certificate
from awards.models import CertificateOffsets, Decision, DecisionState, Honour
from awards.payments import payments_html
from emulation.issuing.finishing import said
from emulation.issuing.keeping import kept_bytes
from emulation.issuing.models import OutgoingPaper
from emulation.jobs.asking import start
from emulation.jobs.kinds import JobRefused, Params, Product, Progress, Work, job_kind
from emulation.jobs.models import Job
from emulation.papers.broken import BrokenPaper
from emulation.papers.bulk import renderers
from emulation.papers.document import Certificate
from emulation.papers.joining import Joiner
from emulation.papers.missing import Missing, job_pdf
from emulation.papers.printing import overprint_html
from emulation.papers.shifting import shifted
from emulation.people.models import Role, User
from emulation.workflow import MoveRefused

PDF = "application/pdf"
LABELS = {
    "make-certificates": "Lập giấy khen",
    "print-certificates": "In giấy khen",
    "overprint-certificates": "In chữ lên phôi giấy khen",
    "print-payments": "In danh sách chi tiền thưởng",
}


def start_for(decision: Decision, kind: str, *, owner: User, honour: Honour | None = None) -> Job:
    """Ask for a job about a decision, or about one honour of it; it works in the name of whoever asked."""
    params = {"decision": decision.pk, "by": owner.pk} | ({"honour": honour.pk} if honour else {})
    about = f"{honour}, {decision}" if honour else str(decision)
    return start(kind, owner=owner, label=f"{LABELS[kind]}: {about}"[:400], params=params, url=decision.get_absolute_url())


def _open_to(user: User, params: Params) -> bool:
    decision = Decision.objects.filter(pk=params["decision"]).select_related("unit").first()
    return decision is not None and user.term_over(decision.unit, Role.SECRETARY) is not None


def _issued(params: Params) -> Decision:
    decision = Decision.objects.select_related("unit", "paper").filter(pk=params["decision"], state=DecisionState.ISSUED).first()
    if decision is None:
        raise JobRefused("Quyết định chưa được ban hành nên chưa có giấy khen, danh sách chi.")
    return decision


@job_kind("make-certificates", open_to=_open_to)
def make_certificates(params: Params) -> Work:
    """Make and issue what is still missing, one by one: whoever begins again goes on where a stop was. The file is for the printer."""
    decision, by = _issued(params), User.objects.get(pk=params["by"])
    awards = without_certificate(decision)
    failed = Missing("giấy khen", len(awards) + with_certificate(decision).count())
    for place, award in enumerate(awards):
        yield Progress(place, len(awards))
        try:
            make_certificate(award, by=by)
        except MoveRefused as refusal:
            raise JobRefused(str(refusal)) from refusal
        except BrokenPaper as broken:
            failed.add(award.name, broken)
    yield Progress(len(awards), len(awards))
    notice = failed.notice() if awards else ""
    product = yield from print_certificates(params)
    return replace(product, notice="\n".join(filter(None, (notice, product.notice))))


@job_kind("print-certificates", open_to=_open_to)
def print_certificates(params: Params) -> Work:
    """All certificates in one file for the printer, as they were issued."""
    decision, joiner = _issued(params), Joiner()
    missing = Missing("giấy khen", _some(decision))
    for place, paper in enumerate(kept_certificates(decision)):
        yield Progress(place, missing.total)
        with missing.noting(paper.subject):
            joiner.add(kept_bytes(paper.file))
    yield Progress(missing.total, missing.total)
    notice = missing.notice()
    return Product(joiner.finish(title=f"Giấy khen: {decision}", author=decision.unit.name), _name(decision, "Giấy khen"), PDF, notice)


@job_kind("overprint-certificates", open_to=_open_to)
def overprint_certificates(params: Params) -> Work:
    """Only the words that differ from one to the next, moved as the office has set it, for blanks of one honour that were printed elsewhere."""
    decision, joiner = _issued(params), Joiner()
    honour = params.get("honour")
    missing = Missing("giấy khen", _some(decision, honour))
    names, htmls = zip(*((paper.subject, _words_alone(paper)) for paper in kept_certificates(decision, honour)), strict=True)
    yield Progress(0, missing.total)
    with renderers() as pool:
        for part in pool.render(htmls):
            if part.broken:
                missing.add(names[part.done - 1], part.broken)
            else:
                joiner.add(part.pdf)
            yield Progress(part.done, missing.total)
    notice = missing.notice()
    offsets = CertificateOffsets.objects.filter(unit=decision.unit).first() or CertificateOffsets(unit=decision.unit)
    pdf = joiner.finish(title=f"Chữ in lên phôi giấy khen: {decision}", author=decision.unit.name)
    moved = shifted(pdf, right_mm=float(offsets.right_mm), down_mm=float(offsets.down_mm))
    return Product(moved, _name(decision, "Chữ in lên phôi giấy khen"), PDF, notice)


def _words_alone(paper: OutgoingPaper) -> str:
    content = said(paper)
    assert isinstance(content, Certificate)
    return overprint_html(content, code=paper.shown_code)


@job_kind("print-payments", open_to=_open_to)
def print_payments(params: Params) -> Work:
    """The list of payments with room for signatures."""
    decision = _issued(params)
    yield Progress(0, 1)
    return Product(job_pdf(payments_html(decision)), _name(decision, "Danh sách chi tiền thưởng"), PDF)


def _some(decision: Decision, honour_pk: int | None = None) -> int:
    """How many certificates are issued. Raises JobRefused for none."""
    if how_many := with_certificate(decision, honour_pk).count():
        return how_many
    raise JobRefused("Chưa có giấy khen nào được lập.")


def _name(decision: Decision, what: str) -> str:
    assert decision.paper is not None
    return f"{what} {decision.paper.number_words}-{decision.paper.symbol} {decision.paper.year} - {decision.unit}.pdf".replace("/", "-")
