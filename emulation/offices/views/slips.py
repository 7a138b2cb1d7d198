"""Printing slips with one-time codes."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from emulation.listing import query_of
from emulation.offices.slips import ON_A_PAGE, of_kind, receivers, slips_pdf
from emulation.papers.broken import BrokenPaper
from emulation.papers.downloads import pdf_response
from emulation.people.access import person, roles
from emulation.people.models import CODE_LIFE, Role
from emulation.units.kinds import Kind
from emulation.units.models import Unit

ROLES = [(role.value, role.label) for role in (Role.HEAD, Role.COUNCIL, Role.SECRETARY, Role.CHAIR)]
PEOPLE_A_PAGE = 10 * ON_A_PAGE  # ten sheets of slips
NOTHING_MADE = "Chưa in được phiếu nên chưa cấp mã nào; mã đã phát trước đó vẫn dùng được. Xin xem lại tên người và tên đơn vị có ký tự lạ không, rồi in lại."


@roles(Role.SECRETARY, Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
@never_cache
def unit_slips(request: HttpRequest, unit_pk: int) -> HttpResponse:
    """Who may get a slip, and the slips themselves. The codes stand nowhere but in this one answer."""
    unit = get_object_or_404(Unit.objects.kept_by(person(request)), pk=unit_pk)
    asked = {"role": request.GET.get("vai-tro", Role.HEAD), "kind": request.GET.get("loai", ""), "words": request.GET.get("tim", "").strip()}
    found = receivers(unit, person(request), role=asked["role"], words=asked["words"])
    rows = of_kind(found, asked["kind"])
    page = Paginator(rows, PEOPLE_A_PAGE).get_page(request.GET.get("trang"))
    ticked = _ticked(request, page)
    if request.method == "POST":
        if terms := [row.term for row in rows if str(row.term.pk) in ticked]:
            try:
                return pdf_response(slips_pdf(terms, by=person(request)), f"Phiếu cấp mã - {unit} - {timezone.localdate()}.pdf", download=True)
            except BrokenPaper:
                messages.error(request, NOTHING_MADE)
        else:
            messages.error(request, "Chưa chọn ai. Xin đánh dấu những người nhận phiếu rồi in lại.")
    context = {"unit": unit, "page": page, "rows": [(row.term, str(row.term.pk) in ticked) for row in page], "days": CODE_LIFE.days}
    kinds = {asked["kind"], *(row.term.unit.kind for row in found)}
    return render(request, "units/slips.html", context | _choices(asked) | {"kinds": [choice for choice in Kind.choices if choice[0] in kinds]})


def _ticked(request: HttpRequest, page: Page) -> set[str]:
    """The keys of the terms whose boxes are ticked: those sent, else of this page all, none, or whose holders have no password of their own yet."""
    if request.method == "POST":
        return set(request.POST.getlist("term"))
    wish = request.GET.get("chon")
    return {str(row.term.pk) for row in page if wish == "trang" or (row.ticked and wish != "khong")}


def _choices(asked: dict[str, str]) -> dict[str, Any]:
    """What the page is narrowed by, and how its links carry that along."""
    return {"asked": asked, "roles": ROLES, "query": query_of(**{"vai-tro": asked["role"], "loai": asked["kind"], "tim": asked["words"]})}
