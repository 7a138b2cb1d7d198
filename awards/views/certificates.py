"""After the decision: its certificates, whole or over blanks, and the list of what is paid."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.certificates import without_certificate
from awards.decision_forms import OffsetsForm
from awards.decision_jobs import start_for
from awards.models import AwardState, CertificateOffsets, Decision, DecisionState
from awards.paying import total_of
from awards.payments import paid, payments_table
from awards.views.decisions import A_PAGE, OFFICE, kept_decision, seen_decision
from emulation.listing import page_of
from emulation.papers.downloads import xlsx_response
from emulation.people.access import person, roles
from emulation.people.models import Role
from emulation.spreadsheets.writing import xlsx_of

PRINTS = {
    "lap-giay-khen": "make-certificates",
    "giay-khen": "print-certificates",
    "phoi": "overprint-certificates",
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
    offsets = CertificateOffsets.objects.filter(unit=decision.unit).first() or CertificateOffsets(unit=decision.unit)
    form = OffsetsForm(request.POST or None, instance=offsets)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Đã lưu canh lề phôi.")
        return redirect("decision-certificates", decision.pk)
    granted = decision.awards.filter(state=AwardState.GRANTED)
    count, missing = granted.count(), len(without_certificate(decision))
    context = {
        "decision": decision,
        "form": form,
        "missing": missing,
        "made": count - missing,
        "count": count,
        "page": page_of(granted.select_related("honour", "unit", "certificate").defer("certificate__content").order_by("book_number"), request, A_PAGE),
    }
    return render(request, "decisions/certificates.html", context)


@roles(Role.SECRETARY)
@require_POST
def decision_print(request: HttpRequest, decision_pk: int, decision_print: str) -> HttpResponse:
    """Ask for one of the prints; the answer is the page on which it is awaited."""
    decision = issued_decision(kept_decision(request, decision_pk))
    if decision_print not in PRINTS:
        raise Http404
    return redirect(start_for(decision, PRINTS[decision_print], owner=person(request)))


@roles(*OFFICE)
@require_safe
def decision_payments(request: HttpRequest, decision_pk: int) -> HttpResponse:
    decision = issued_decision(seen_decision(request, decision_pk))
    awards = paid(decision)
    context = {"decision": decision, "awards": awards, "total": total_of(awards), "keeps": bool(person(request).term_over(decision.unit, Role.SECRETARY))}
    return render(request, "decisions/payments.html", context)


@roles(*OFFICE)
@require_safe
def decision_payments_xlsx(request: HttpRequest, decision_pk: int) -> HttpResponse:
    decision = issued_decision(seen_decision(request, decision_pk))
    return xlsx_response(xlsx_of(payments_table(decision)), f"Danh sách chi tiền thưởng - {decision.unit}.xlsx")
