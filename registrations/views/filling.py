"""The pages on which a registration is filled in and sent: by the head of the unit, or from paper by the secretary."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from emulation.campaigns.deadlines import due
from emulation.campaigns.models import Invitation
from emulation.people.access import person, roles
from emulation.people.models import Role, User
from emulation.typed.pages import TypedPage, one_at_a_time
from emulation.units.models import subtrees
from emulation.workflow import MoveRefused
from registrations.answers import answers_of, replace_answers
from registrations.beginning import begin
from registrations.forms import ItemFormSet, SigningForm, item_formset
from registrations.late_permits import invitation_of, last_instant, permit_on, why_closed_with, why_paper_closed
from registrations.late_requests import asking
from registrations.models import Registration, RegistrationQuerySet
from registrations.papers import paper_of
from registrations.returns import returns_of
from registrations.steps import Step, next_step
from registrations.unsaved import steps_before
from registrations.workflow import MOVES, move_registration, sending_move


def _registration_written(request: HttpRequest, registration_pk: int) -> Registration:
    mine = Registration.objects.written_by(person(request)).select_related("campaign__unit", "unit__commune", "sheet", "entered_by")
    return get_object_or_404(mine, pk=registration_pk)


def _rows(registration_pk: int) -> RegistrationQuerySet:
    return Registration.objects.filter(pk=registration_pk)


def _about(registration: Registration, user: User) -> dict[str, Any]:
    """What every page of the filling in says besides its questions: the deadline is that of the unit, or of the moment when the paper came."""
    campaign, invitation = registration.campaign, invitation_of(registration)
    permit = permit_on(invitation)
    name = sending_move(registration, user)
    from_paper = name == "record-paper"
    received_at = registration.received_on_paper_at
    return {
        "registration": registration,
        "due": None if from_paper else due(last_instant(campaign, permit)),
        "late": why_paper_closed(campaign, permit, received_at) if from_paper and received_at else why_closed_with(campaign, permit, timezone.now()),
        "permit": permit,
        "returned": returns_of([registration]).get(registration.pk),
        "from_paper": from_paper,
        "sending": MOVES[name],
        "invitation": invitation,
    } | asking(registration, invitation, permit)


@roles(Role.HEAD)
@require_POST
def registration_begin(request: HttpRequest, invitation_pk: int) -> HttpResponse:
    """Begin, or go on with, the registration of an invited unit of one's own."""
    own = Invitation.objects.visible_to(person(request)).filter(subtrees("unit__path", person(request).tops_as(Role.HEAD)))
    invitation = get_object_or_404(own.select_related("campaign__unit", "unit__commune"), pk=invitation_pk)
    try:
        registration = begin(invitation.campaign, invitation.unit, by=person(request))
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(invitation.campaign)
    if registration.is_being_entered:
        messages.info(request, "Thư ký đang nhập bản giấy của đơn vị. Khi nhập xong, ông/bà nhận được thông báo và xem được đăng ký.")
        return redirect(invitation.campaign)
    if not registration.is_editable:
        return redirect(registration)
    return redirect(next_step(steps_before(person(request), registration)).url)


@roles(Role.HEAD, Role.SECRETARY)
@require_http_methods(["GET", "POST"])
@one_at_a_time("registration_pk", _rows)
def registration_step(request: HttpRequest, registration_pk: int, step: str) -> HttpResponse:
    """One page of questions. What is typed is saved at will; nothing is required before sending."""
    registration = _registration_written(request, registration_pk)
    answers = answers_of(registration)
    steps = steps_before(person(request), registration)
    here = _step_called(step, steps)
    if request.method == "GET" and not registration.is_editable:
        return redirect(registration)
    formsets = [item_formset(question, answers, request.POST or None) for question in here.questions]
    typed = TypedPage(request, formsets, is_editable=registration.is_editable, saved_at=registration.saved_at, mine="stay")
    if typed.gives_up():
        return redirect(here.url)
    valid = typed.is_posted and all([formset.is_valid() for formset in formsets])  # a list, so that every error shows
    if valid and typed.may_be_saved and (saved := _save(typed, registration, formsets, following=steps[here.number], here=here)):
        return saved
    page = _about(registration, person(request)) | {"typed": typed, "step": here, "steps": steps, "formsets": formsets}
    context = page | {
        "erring": typed.is_posted and any(formset.total_error_count() for formset in formsets),
        "grows": any(formset.grows for formset in formsets),
    }
    return render(request, "registrations/step.html", context)


def _step_called(slug: str, steps: list[Step]) -> Step:
    """The step of that name; the review asks no question and has a page of its own."""
    here = next((one for one in steps if one.slug == slug and one.questions), None)
    if here is None:
        raise Http404
    return here


def _save(typed: TypedPage, registration: Registration, formsets: list[ItemFormSet], *, here: Step, following: Step) -> HttpResponse | None:
    """Save, and go where the pressed button leads. None when it was refused: what was typed stays on the page, and is kept."""
    request = typed.request
    try:
        replace_answers(registration, {formset.question.item: formset.answers_from(registration) for formset in formsets})
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        typed.refused()
        return None
    typed.saved()
    messages.success(request, f"Đã lưu lúc {timezone.localtime():%H:%M}. Có thể đóng trang và làm tiếp sau.")
    return redirect(here.url if "stay" in request.POST else following.url)


@roles(Role.HEAD, Role.SECRETARY)
@require_http_methods(["GET", "POST"])
@one_at_a_time("registration_pk", _rows)
def registration_review(request: HttpRequest, registration_pk: int) -> HttpResponse:
    """The last step: everything once more as it will be printed, who signs, and the button that sends it."""
    registration = _registration_written(request, registration_pk)
    if request.method == "GET" and not registration.is_editable:
        return redirect(registration)
    form = SigningForm(request.POST or None, instance=registration, sending="save" not in request.POST)
    typed = TypedPage(request, [form], is_editable=registration.is_editable, saved_at=registration.saved_at, mine="save")
    if typed.gives_up():
        return redirect(request.path)
    steps = steps_before(person(request), registration)
    if typed.is_posted and form.is_valid() and typed.may_be_saved and (sent := _send(typed, registration, form, _unsaved(steps))):
        return sent
    context = _about(registration, person(request)) | {"form": form, "typed": typed, "paper": paper_of(registration)} | _told_of(steps)
    return render(request, "registrations/review.html", context)


def _told_of(steps: list[Step]) -> dict[str, Any]:
    """What the review says of the steps before it."""
    return {
        "steps": steps,
        "step": steps[-1],
        "missing": [one for step in steps for one in step.missing],
        "empty": [one for step in steps for one in step.empty],
        "unsaved": _unsaved(steps),
    }


def _unsaved(steps: list[Step]) -> list[Step]:
    return [step for step in steps if step.unsaved_at]


def _send(typed: TypedPage, registration: Registration, form: Any, unsaved: list[Step]) -> HttpResponse | None:
    """Save who signs, and send. None when it was refused: what was typed stays on the page, and is kept."""
    request = typed.request
    signing = {field: form.cleaned_data[field] for field in form.fields}
    try:
        replace_answers(registration, {}, **signing)
        typed.is_unsaved = False  # even if it cannot be sent
        if "save" in request.POST:
            messages.success(request, "Đã lưu.")
            typed.saved()
            return redirect(request.path)
        if unsaved and "without-unsaved" not in request.POST:
            raise MoveRefused(f"Chưa gửi: bước {unsaved[0].number} có nội dung đang gõ, chưa lưu vào bản đăng ký.")
        sent = move_registration(registration, sending_move(registration, person(request)), by=person(request))
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        typed.refused()
        return None
    typed.saved()
    done = "Đã ghi nhận bản giấy" if sent.is_on_paper else "Đã gửi đăng ký"
    messages.success(request, f"{done}. Mã biên nhận: {sent.submissions.all()[0].receipt}.")
    return redirect(sent)
