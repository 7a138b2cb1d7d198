"""Printing slips with one-time codes."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from emulation.offices.slips import receivers, slips_pdf
from emulation.papers.downloads import pdf_response
from emulation.papers.rendering import BrokenPaper
from emulation.people.access import person, roles
from emulation.people.models import CODE_LIFE, Role
from emulation.units.kinds import Kind
from emulation.units.models import Unit

ROLES = [(role.value, role.label) for role in (Role.HEAD, Role.COUNCIL, Role.SECRETARY, Role.CHAIR)]
NOTHING_MADE = "Chưa in được phiếu nên chưa cấp mã nào; mã đã phát trước đó vẫn dùng được. Xin xem lại tên người và tên đơn vị có ký tự lạ không, rồi in lại."


@roles(Role.SECRETARY, Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
@never_cache
def unit_slips(request: HttpRequest, unit_pk: int) -> HttpResponse:
    """Who may get a slip, and the slips themselves. The codes stand nowhere but in this one answer."""
    unit = get_object_or_404(Unit.objects.kept_by(person(request)), pk=unit_pk)
    asked = {"role": request.GET.get("vai-tro", Role.HEAD), "kind": request.GET.get("loai", ""), "words": request.GET.get("tim", "").strip()}
    rows = receivers(unit, person(request), **asked)
    if request.method == "POST":
        chosen = set(request.POST.getlist("term"))
        if terms := [row.term for row in rows if str(row.term.pk) in chosen]:
            try:
                return pdf_response(slips_pdf(terms, by=person(request)), f"Phiếu cấp mã - {unit} - {timezone.localdate()}.pdf", download=True)
            except BrokenPaper:
                messages.error(request, NOTHING_MADE)
        else:
            messages.error(request, "Chưa chọn ai. Xin đánh dấu những người nhận phiếu rồi in lại.")
        rows = [type(row)(row.term, str(row.term.pk) in chosen) for row in rows]
    query = urlencode({"vai-tro": asked["role"], "loai": asked["kind"], "tim": asked["words"]})
    context = {"unit": unit, "rows": rows, "asked": asked, "query": query, "kinds": Kind.choices, "roles": ROLES, "days": CODE_LIFE.days}
    return render(request, "units/slips.html", context)
