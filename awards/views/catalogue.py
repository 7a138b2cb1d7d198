"""Pages under /danh-muc/: the catalogue for every office, and its upkeep for administrators above the communes."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from awards.amending import add_honour, amend_honour, amend_row, amend_salary, may_amend, retire_honour
from awards.catalogue_forms import AuthorityForm, BaseSalaryForm, DayForm, HonourForm, NewHonourForm, RateForm, RetiringForm
from awards.catalogue_lists import SALARIES, catalogue_listing
from awards.models import Authority, BaseSalary, Honour, Rate
from awards.overview import by_category, shown
from emulation.history.models import Line
from emulation.listing import Listed
from emulation.people.access import View, person, roles
from emulation.people.models import Role
from emulation.vietnamese.dates import day
from emulation.workflow import MoveRefused

OFFICE = (Role.SECRETARY, Role.COUNCIL, Role.CHAIR, Role.SUPERIOR, Role.ADMINISTRATOR)


def amenders(view: View) -> View:
    """Open the page to those whose catalogue it is: the administrator of the installation, and administrators above the communes."""

    @roles(Role.ADMINISTRATOR)
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_amend(person(request)):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def _asked_day(request: HttpRequest) -> tuple[DayForm, date]:
    """The day that `?ngay=` asks about, today where it is none."""
    form = DayForm(request.GET if "ngay" in request.GET else {"ngay": ""})
    return form, (form.cleaned_data["ngay"] if form.is_valid() else None) or timezone.localdate()


@roles(*OFFICE)
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    form, on = _asked_day(request)
    salary = BaseSalary.objects.on(on)
    honours = Honour.objects.prefetch_related("authorities", "rates")
    listed = Listed(catalogue_listing(on, salary), honours, request.GET, kept={"ngay": day(on)} if request.GET.get("ngay") else None)
    if listed.wants_file:
        return listed.file()
    context = {
        "list": listed,
        "page": listed.page,
        "form": form,
        "on": on,
        "salary": salary,
        "categories": by_category(listed.lines),
        "amends": may_amend(person(request)),
    }
    return render(request, "awards/catalogue.html", context)


@roles(*OFFICE)
@require_safe
def honour_detail(request: HttpRequest, honour_pk: int) -> HttpResponse:
    honour = get_object_or_404(Honour.objects.prefetch_related("authorities", "rates"), pk=honour_pk)
    form, on = _asked_day(request)
    salary = BaseSalary.objects.on(on)
    context = {
        "form": form,
        "on": on,
        "salary": salary,
        "honour": honour,
        "row": shown([honour], on, salary)[0],
        "amends": may_amend(person(request)),
        "lines": Line.objects.of(honour),
    }
    return render(request, "awards/honour.html", context)


@amenders
@require_http_methods(["GET", "POST"])
def honour_edit(request: HttpRequest, honour_pk: int) -> HttpResponse:
    honour = get_object_or_404(Honour, pk=honour_pk)
    return _amended(request, HonourForm(request.POST or None, instance=honour), amend_honour, str(honour), f"Sửa điều kiện xét: {honour}", honour)


@amenders
@require_http_methods(["GET", "POST"])
def honour_add(request: HttpRequest) -> HttpResponse:
    heading = "Thêm danh hiệu, hình thức khen thưởng"
    return _amended(request, NewHonourForm(request.POST or None), add_honour, "Danh mục danh hiệu, tiền thưởng", heading, "catalogue")


@amenders
@require_http_methods(["GET", "POST"])
def honour_retire(request: HttpRequest, honour_pk: int) -> HttpResponse:
    honour = get_object_or_404(Honour, pk=honour_pk)
    return _amended(request, RetiringForm(request.POST or None, instance=honour), retire_honour, str(honour), f"Thôi dùng: {honour}", honour)


@amenders
@require_http_methods(["GET", "POST"])
def authority_add(request: HttpRequest, honour_pk: int) -> HttpResponse:
    honour = get_object_or_404(Honour, pk=honour_pk)
    form = AuthorityForm(request.POST or None, instance=Authority(honour=honour))
    return _amended(request, form, amend_row, str(honour), f"Thêm thẩm quyền: {honour}", honour)


@amenders
@require_http_methods(["GET", "POST"])
def authority_edit(request: HttpRequest, authority_pk: int) -> HttpResponse:
    row = get_object_or_404(Authority.objects.select_related("honour"), pk=authority_pk)
    form = AuthorityForm(request.POST or None, instance=row)
    return _amended(request, form, amend_row, str(row.honour), f"Sửa thẩm quyền: {row.honour}", row.honour)


@amenders
@require_http_methods(["GET", "POST"])
def rate_add(request: HttpRequest, honour_pk: int) -> HttpResponse:
    honour = get_object_or_404(Honour, pk=honour_pk)
    form = RateForm(request.POST or None, instance=Rate(honour=honour))
    return _amended(request, form, amend_row, str(honour), f"Thêm hệ số tiền thưởng: {honour}", honour)


@amenders
@require_http_methods(["GET", "POST"])
def rate_edit(request: HttpRequest, rate_pk: int) -> HttpResponse:
    row = get_object_or_404(Rate.objects.select_related("honour"), pk=rate_pk)
    form = RateForm(request.POST or None, instance=row)
    return _amended(request, form, amend_row, str(row.honour), f"Sửa hệ số tiền thưởng: {row.honour}", row.honour)


@roles(*OFFICE)
@require_safe
def salary_list(request: HttpRequest) -> HttpResponse:
    listed = Listed(SALARIES, BaseSalary.objects.all(), request.GET)
    if listed.wants_file:
        return listed.file()
    context = {
        "list": listed,
        "page": listed.page,
        "current": BaseSalary.objects.on(timezone.localdate()),
        "amends": may_amend(person(request)),
        "lines": Line.objects.of_all(BaseSalary),
    }
    return render(request, "awards/salaries.html", context)


@amenders
@require_http_methods(["GET", "POST"])
def salary_add(request: HttpRequest) -> HttpResponse:
    return _amended(request, BaseSalaryForm(request.POST or None), amend_salary, "Mức lương cơ sở", "Thêm mức lương cơ sở", "catalogue-salaries")


@amenders
@require_http_methods(["GET", "POST"])
def salary_edit(request: HttpRequest, salary_pk: int) -> HttpResponse:
    form = BaseSalaryForm(request.POST or None, instance=get_object_or_404(BaseSalary, pk=salary_pk))
    return _amended(request, form, amend_salary, "Mức lương cơ sở", "Sửa mức lương cơ sở", "catalogue-salaries")


def _amended(request: HttpRequest, form: forms.ModelForm, verb: Callable[..., None], back: str, heading: str, to: Honour | str) -> HttpResponse:
    """Show the form, or save by the verb what was posted; what was refused stays on the page with the reason."""
    if request.method == "POST" and form.is_valid():
        try:
            verb(form.save(commit=False), by=person(request), reason=form.cleaned_data["reason"])
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã lưu và ghi vào lịch sử.")
            return redirect(to)
    url = reverse(to) if isinstance(to, str) else to.get_absolute_url()
    return render(request, "awards/form.html", {"form": form, "heading": heading, "back": back, "back_url": url})
