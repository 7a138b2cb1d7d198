"""The images of seal and signatures, for those who keep the office's papers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emulation.attachments.downloads import attachment_response
from emulation.issuing.lists import MARKS
from emulation.issuing.marks import MarkForm, put_mark, remove_mark
from emulation.issuing.models import Mark
from emulation.listing import Listed
from emulation.people.access import person, roles
from emulation.people.models import Role

KEEPERS = (Role.SECRETARY, Role.ADMINISTRATOR)


@roles(*KEEPERS)
@require_http_methods(["GET", "POST"])
def paper_marks(request: HttpRequest) -> HttpResponse:
    form = MarkForm(request.POST or None, request.FILES or None, user=person(request))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        mark = put_mark(values["unit"], values["kind"], values["signatory"], values["image"], by=person(request))
        messages.success(request, f"Đã nhận hình {mark}.")
        return redirect("paper-marks")
    marks = Mark.objects.kept_by(person(request)).in_use().select_related("unit", "unit__commune", "attachment")
    listed = Listed(MARKS, marks, request.GET)
    return listed.file() if listed.wants_file else render(request, "issuing/marks.html", {"form": form, "list": listed, "page": listed.page})


@roles(*KEEPERS)
@require_safe
def paper_mark(request: HttpRequest, mark_pk: int) -> HttpResponse:
    """The picture itself."""
    mark = get_object_or_404(Mark.objects.kept_by(person(request)).in_use().select_related("attachment"), pk=mark_pk)
    return attachment_response(mark.attachment, str(mark))


@roles(*KEEPERS)
@require_POST
def paper_mark_remove(request: HttpRequest, mark_pk: int) -> HttpResponse:
    mark = get_object_or_404(Mark.objects.kept_by(person(request)).select_related("unit"), pk=mark_pk)
    remove_mark(mark, by=person(request))
    messages.success(request, f"Đã bỏ hình {mark}. Văn bản đã phát hành không đổi.")
    return redirect("paper-marks")
