"""Handing over a term from one person to the next."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from emulation.offices.hand_over import HandOverForm, hand_over
from emulation.people.access import person, roles
from emulation.people.models import Role
from emulation.people.views.units import term_in_keeping


@roles(Role.SECRETARY, Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def term_hand_over(request: HttpRequest, term_pk: int) -> HttpResponse:
    term = term_in_keeping(request, term_pk)
    form = HandOverForm(request.POST or None, term=term, by=person(request))
    if request.method == "POST" and form.is_valid():
        try:
            new = hand_over(form, by=person(request))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, f"Đã bàn giao từ {term.user} cho {new.user}. Bấm “Cấp mã” hoặc “In phiếu cấp mã” để người mới tự đặt mật khẩu.")
            return redirect(term.unit)
    return render(request, "units/term_form.html", {"form": form, "unit": term.unit, "heading": f"Bàn giao nhiệm vụ của {term.user}"})
