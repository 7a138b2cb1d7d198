"""After the decision: its certificates, whole or over blanks, and the list of what is paid."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.award_lists import CERTIFICATES, PAYMENTS
from awards.certificates import honours_with_certificates, without_certificate
from awards.decision_forms import OffsetsForm
from awards.decision_jobs import start_for
from awards.models import AwardState, CertificateOffsets, Decision, DecisionState, Honour
from awards.paying import total_of
from awards.payments import paid, payments_table
from awards.views.decisions import OFFICE, kept_decision, seen_decision
from emulation.listing import Listed
from emulation.papers.downloads import xlsx_response
from emulation.people.access import person, roles
from emulation.people.models import Role
from emulation.spreadsheets.writing import xlsx_of

BLANKS = "phoi"
PRINTS = {
    "lap-giay-khen": "make-certificates",
    "giay-khen": "print-certificates",
    BLANKS: "overprint-certificates",
    "tien-thuong": "print-payments",
}


def issued_decision(decision: Decision) -> Decision:
    if decision.state != DecisionState.ISSUED:
        raise Http404
    return decision


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def decision_certificates(request: HttpRequest, decision_pk: int) -> HttpResponse:
    """The certificates, and by how much the office moves what it prints on blanks."""
    decision = issued_decision(kept_decision(request, decision_pk))
    granted = decision.awards.filter(state=AwardState.GRANTED)
    listed = Listed(CERTIFICATES, granted.select_related("honour", "unit", "certificate").defer("certificate__content"), request.GET)
    if listed.wants_file:
        return listed.file()
    offsets = CertificateOffsets.objects.filter(unit=decision.unit).first() or CertificateOffsets(unit=decision.unit)
    form = OffsetsForm(request.POST or None, instance=offsets)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Đã lưu canh lề phôi.")
        return redirect("decision-certificates", decision.pk)
    return render(request, "decisions/certificates.html", {"form": form, "list": listed, "page": listed.page, **_made(decision, granted.count())})


def _made(decision: Decision, count: int) -> dict[str, Any]:
    """How many of the certificates there are already, and over which blanks they may be printed."""
    missing = len(without_certificate(decision))
    return {"decision": decision, "missing": missing, "made": count - missing, "count": count, "honours": honours_with_certificates(decision)}


@roles(Role.SECRETARY)
@require_POST
def decision_print(request: HttpRequest, decision_pk: int, decision_print: str) -> HttpResponse:
    """Ask for one of the prints; the answer is the page on which it is awaited."""
    decision = issued_decision(kept_decision(request, decision_pk))
    if decision_print not in PRINTS:
        raise Http404
    honour = _honour_of_blanks(request, decision) if decision_print == BLANKS else None
    return redirect(start_for(decision, PRINTS[decision_print], owner=person(request), honour=honour))


def _honour_of_blanks(request: HttpRequest, decision: Decision) -> Honour | None:
    """The one that the blanks in the printer are of: named, or the only one; None where no certificate is made yet."""
    honours = list(honours_with_certificates(decision))
    chosen = [one for one in honours if str(one.pk) == request.POST.get("honour")] or honours
    if len(chosen) > 1:
        raise Http404
    return chosen[0] if chosen else None


@roles(*OFFICE)
@require_safe
def decision_payments(request: HttpRequest, decision_pk: int) -> HttpResponse:
    decision = issued_decision(seen_decision(request, decision_pk))
    listed = Listed(PAYMENTS, decision.awards.filter(state=AwardState.GRANTED).select_related("honour", "unit"), request.GET)
    if listed.wants_file:
        return listed.file()
    awards = paid(decision)
    context = {
        "decision": decision,
        "list": listed,
        "page": listed.page,
        "count": len(awards),
        "total": total_of(awards),
        "keeps": bool(person(request).term_over(decision.unit, Role.SECRETARY)),
    }
    return render(request, "decisions/payments.html", context)


@roles(*OFFICE)
@require_safe
def decision_payments_xlsx(request: HttpRequest, decision_pk: int) -> HttpResponse:
    decision = issued_decision(seen_decision(request, decision_pk))
    return xlsx_response(xlsx_of(payments_table(decision)), f"Danh sách chi tiền thưởng - {decision.unit}.xlsx")
