"""Writing nominations: a head's own, the secretary's from paper, their files; and the appraisal."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from awards.case_persons import why_not_appraised_by
from awards.discarding import discard
from awards.eligibility import findings_of
from awards.evidence import EvidenceForm, add_evidence, remove_evidence
from awards.models import Evidence, Nomination, State, Subject
from awards.nominating import save_nomination, writer_of
from awards.nomination_forms import AppraisalForm, NominationForm, unchecked
from awards.views.nominations import detail_page, seen_nominations
from awards.workflow import move_nomination
from emulation.people.access import person, roles
from emulation.people.models import Role
from emulation.typed.pages import TypedPage, one_at_a_time
from emulation.workflow import MoveRefused


@roles(Role.HEAD)
@require_http_methods(["GET", "POST"])
def nomination_add(request: HttpRequest) -> HttpResponse:
    return _written(request, _new(), on_paper=False)


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def nomination_add_paper(request: HttpRequest) -> HttpResponse:
    """What came on paper, entered for a unit."""
    return _written(request, _new(), on_paper=True)


@roles(Role.HEAD, Role.SECRETARY)
@require_http_methods(["GET", "POST"])
@one_at_a_time("nomination_pk", lambda nomination_pk: Nomination.objects.filter(pk=nomination_pk))
def nomination_edit(request: HttpRequest, nomination_pk: int) -> HttpResponse:
    nomination = get_object_or_404(seen_nominations(request), pk=nomination_pk)
    writer_of(nomination, person(request))
    if not nomination.is_editable:
        return _not_editable(request, nomination)
    return _written(request, nomination, on_paper=nomination.is_on_paper)


def _not_editable(request: HttpRequest, nomination: Nomination) -> HttpResponse:
    """What was typed since the form was opened stays with the person who typed it."""
    messages.error(request, "Đề nghị đã gửi nên không sửa được nữa. Muốn sửa, xin đề nghị thư ký trả lại.")
    if request.method == "POST":
        form = NominationForm(request.POST, instance=nomination, user=person(request), on_paper=nomination.is_on_paper)
        TypedPage(request, [form]).refused()
        messages.info(request, "Những gì vừa gõ được giữ ở trang Nội dung gõ dở, trong mục tài khoản.")
    return redirect(nomination)


def _new() -> Nomination:
    """What the form begins with."""
    return Nomination(year=timezone.localdate().year, subject=Subject.INDIVIDUAL)


def _written(request: HttpRequest, nomination: Nomination, *, on_paper: bool) -> HttpResponse:
    """Show the form, or save what was typed."""
    is_new, form = nomination.pk is None, NominationForm(request.POST or None, instance=nomination, user=person(request), on_paper=on_paper)
    typed = TypedPage(request, [form], is_new=is_new)
    if typed.gives_up():
        return redirect(request.path)
    if typed.is_posted and form.is_valid() and typed.may_be_saved:
        try:
            saved = save_nomination(form.nomination(), by=person(request))
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
            typed.refused()
        else:
            typed.saved()
            messages.success(request, "Đã lưu, chưa gửi. Xin đính kèm minh chứng và xem các điều kiện trước khi gửi.")
            return redirect(saved)
    findings = [] if is_new or request.method == "POST" else findings_of(nomination)
    context = {"form": form, "nomination": nomination, "is_new": is_new, "on_paper": on_paper, "findings": findings, "writes": True, "typed": typed}
    return render(request, "nominations/form.html", context)


@roles(Role.HEAD, Role.SECRETARY)
@require_POST
def nomination_discard(request: HttpRequest, nomination_pk: int) -> HttpResponse:
    """Throw a draft away that was never sent."""
    nomination = get_object_or_404(seen_nominations(request), pk=nomination_pk)
    writer_of(nomination, person(request))
    if not discard(Nomination.objects.filter(pk=nomination.pk), by=person(request)):
        messages.error(request, "Đề nghị đã gửi thì không bỏ được nữa. Xin rút đề nghị.")
        return redirect(nomination)
    messages.success(request, f"Đã bỏ bản đang soạn: {nomination.nominee}.")
    return redirect("nomination-list")


@roles(Role.HEAD, Role.SECRETARY)
@require_POST
def nomination_evidence_add(request: HttpRequest, nomination_pk: int) -> HttpResponse:
    nomination = get_object_or_404(seen_nominations(request), pk=nomination_pk)
    writer_of(nomination, person(request))
    form = EvidenceForm(request.POST, request.FILES, nomination=nomination)
    if not form.is_valid():
        return detail_page(request, nomination, evidence_form=form)
    try:
        added = add_evidence(nomination, form.cleaned_data["kind"], form.cleaned_data["uploads"], by=person(request))
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã đính kèm {len(added)} tệp.")
    return redirect(f"{nomination.get_absolute_url()}#tep")


@roles(Role.HEAD, Role.SECRETARY)
@require_POST
def nomination_evidence_remove(request: HttpRequest, nomination_pk: int, evidence_pk: int) -> HttpResponse:
    visible = Evidence.objects.visible_to(person(request)).select_related("nomination__unit__commune")
    evidence = get_object_or_404(visible, pk=evidence_pk, nomination=nomination_pk)
    try:
        remove_evidence(evidence, by=person(request))
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã bỏ tệp “{evidence}”.")
    return redirect(f"{evidence.nomination.get_absolute_url()}#tep")


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def nomination_appraise(request: HttpRequest, nomination_pk: int) -> HttpResponse:
    """The checks once more, and what the secretary makes of it."""
    nomination = _kept(request, nomination_pk)
    form = AppraisalForm(request.POST or None, nomination=nomination)
    if request.method == "POST" and form.is_valid():
        try:
            move_nomination(nomination, "appraise", by=person(request), **form.cleaned_data)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã thẩm định: {nomination.name}.")
            if left := unchecked(form.cleaned_data["checklist"]):
                messages.warning(request, f"Chưa đánh dấu đã kiểm tra: {'; '.join(left)}.")
            return redirect(nomination)
    context: dict[str, Any] = {"form": form, "nomination": nomination, "findings": findings_of(nomination)}
    return render(request, "nominations/appraise.html", context | {"refused": why_not_appraised_by(nomination, person(request))})


def _kept(request: HttpRequest, nomination_pk: int) -> Nomination:
    """A nomination that waits for this secretary."""
    nomination = get_object_or_404(seen_nominations(request), pk=nomination_pk)
    if person(request).term_over(nomination.unit, Role.SECRETARY) is None:
        raise PermissionDenied
    if nomination.state != State.SUBMITTED:
        raise Http404
    return nomination
