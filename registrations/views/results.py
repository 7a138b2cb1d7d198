"""The page on which a unit reports what became of its targets."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from emulation.people.access import person, roles
from emulation.people.models import Role
from emulation.typed.pages import TypedPage, one_at_a_time
from emulation.workflow import MoveRefused
from registrations.models import Registration, RegistrationQuerySet
from registrations.result_forms import ResultForm, result_forms
from registrations.results import CLOSED, doubt, may_report, report


def _rows(registration_pk: int) -> RegistrationQuerySet:
    return Registration.objects.filter(pk=registration_pk)


@roles(Role.HEAD, Role.SECRETARY)
@require_http_methods(["GET", "POST"])
@one_at_a_time("registration_pk", _rows)
def registration_results(request: HttpRequest, registration_pk: int) -> HttpResponse:
    """Some targets may be reported now and the others later."""
    seen = Registration.objects.visible_to(person(request)).select_related("campaign__unit", "unit__commune")
    registration = get_object_or_404(seen, pk=registration_pk)
    is_open = may_report(registration, person(request))
    if request.method == "GET" and not is_open:
        messages.info(request, CLOSED)
        return redirect(registration)
    forms = result_forms(request.POST or None, registration.target_answers.order_by("item__position", "position"))
    typed = TypedPage(request, forms, is_editable=is_open, mine="save")
    if typed.gives_up():
        return redirect(request.path)
    valid = typed.is_posted and all([form.is_valid() for form in forms])  # a list, so that every error shows
    if valid and typed.may_be_saved and _save(typed, registration, forms):
        return redirect(request.path if any(doubt(form.target, form.result) for form in forms) else registration)
    doubted = [] if typed.is_posted else [form for form in forms if form.doubt]
    context = {"registration": registration, "forms": forms, "typed": typed, "erring": typed.is_posted and not valid, "doubted": doubted}
    return render(request, "registrations/results.html", context)


def _save(typed: TypedPage, registration: Registration, forms: list[ResultForm]) -> bool:
    """Whether it was written down; what was typed is kept where it was refused."""
    try:
        report(registration, {form.target.pk: form.result for form in forms}, by=person(typed.request))
    except MoveRefused as refusal:
        messages.error(typed.request, str(refusal))
        typed.refused()
        return False
    typed.saved()
    messages.success(typed.request, "Đã lưu kết quả thực hiện chỉ tiêu.")
    return True
