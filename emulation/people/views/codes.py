"""Handing out a one-time code, and using it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from emulation.people.access import person, public, roles
from emulation.people.codes import hand_out_code, use_code
from emulation.people.forms import OneTimeCodeForm
from emulation.people.models import CODE_LIFE, Role, User
from emulation.people.terms import may_hand_code_to


@roles(Role.SECRETARY, Role.ADMINISTRATOR)
@require_POST
@never_cache
def code_hand_out(request: HttpRequest, user_pk: int) -> HttpResponse:
    owner = get_object_or_404(User.objects.visible_to(person(request)), pk=user_pk)
    if not may_hand_code_to(person(request), owner):
        raise PermissionDenied
    code = hand_out_code(owner, by=person(request))
    term = next(reversed(owner.terms_in_force), None)  # an ended one may lie at a unit that the reader does not see
    return render(request, "people/code.html", {"owner": owner, "code": code, "days": CODE_LIFE.days, "term": term})


@public
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
@never_cache
def code_use(request: HttpRequest) -> HttpResponse:
    form = OneTimeCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if owner := use_code(form.cleaned_data["username"], form.cleaned_data["code"], form.cleaned_data["password1"]):
            login(request, owner, backend=settings.AUTHENTICATION_BACKENDS[0])
            messages.success(request, "Đã đặt mật khẩu mới. Lần sau xin đăng nhập bằng mật khẩu này.")
            return redirect("home")
        form.add_error("code", "Mã chưa đúng, đã dùng hoặc đã hết hạn. Sau 5 lần gõ sai mã không dùng được nữa: xin thư ký cấp mã mới.")
    return render(request, "account/one_time_code.html", {"form": form})
