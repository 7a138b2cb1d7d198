"""Entering a registration that came on paper: begun by the secretary, with the scan, then filled in like any other."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from emulation.attachments.forms import UploadsField
from emulation.attachments.keeping import Upload, kept
from emulation.campaigns.models import Invitation
from emulation.history.models import write_line
from emulation.people.models import Role, Term, User
from emulation.vietnamese.dates import clock
from emulation.vietnamese.fields import DayInput, TimeOfDayField
from emulation.workflow import MoveRefused, make_move
from registrations.answers import is_empty
from registrations.beginning import sheet_for
from registrations.late_permits import permit_on, why_paper_closed
from registrations.models import PaperScan, Registration, State
from registrations.workflow import TAKE_OVER, TAKING_OVER

LONGEST_AGO = timedelta(days=366)  # before the campaign begins; more is a slip of the pen
HINT = "PDF, JPEG hoặc PNG; chọn được nhiều tệp, mỗi trang một tệp cũng được. Tệp được giữ nguyên như khi tải lên."
INSTEAD = "Đơn vị nộp bản giấy thay cho bản đang làm trên mạng"
KEPT = "Nội dung đang làm được giữ làm sẵn để sửa theo bản giấy."
NOT_INSTEAD = "Xin đánh dấu ô này nếu đơn vị nộp bản giấy thay; nếu không, xin để đơn vị tự gửi bản đang làm."
IN_HAND = {
    State.DRAFT: "Đơn vị có bản đăng ký điện tử đang làm dở",
    State.WITHDRAWN: "Đơn vị đã rút đăng ký điện tử để sửa",
    State.RETURNED: "Đăng ký điện tử của đơn vị đã được trả lại để sửa",
}


class PaperForm(forms.Form):
    """When the paper came, and its scan."""

    received_on = forms.DateField(label="Nhận bản giấy ngày", widget=DayInput)
    received_time = TimeOfDayField(label="Lúc", help_text="Giờ và phút, như 14:05 hoặc 14h05.")
    scans = UploadsField(label="Bản quét có chữ ký", help_text=HINT)
    replace = forms.BooleanField(label="Thay các bản quét đang có", required=False)
    take_over = forms.BooleanField(label=INSTEAD, help_text=KEPT, error_messages={"required": NOT_INSTEAD})

    def __init__(self, *args: Any, invitation: Invitation, scanned: bool, unfinished: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation
        if scanned:
            self.fields["scans"].required = False
            self.fields["scans"].label = "Thêm bản quét"
        else:
            del self.fields["replace"]
        if not unfinished:
            del self.fields["take_over"]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if "received_on" in cleaned and "received_time" in cleaned:
            received_at = cleaned["received_at"] = _moment(cleaned["received_on"], cleaned["received_time"])
            if wrong := why_not_received(self.invitation, received_at, timezone.now()):
                self.add_error("received_on", wrong)
        return cleaned


def _moment(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


def why_not_received(invitation: Invitation, received_at: datetime, now: datetime) -> str:
    """Why a paper cannot have come at that moment, or came too late; "" when all is well. The invitation comes with its campaign and leave."""
    campaign = invitation.campaign
    if received_at > now:
        return "Giờ nhận ở sau lúc này. Xin ghi lúc đã nhận bản giấy."
    if timezone.localdate(received_at) < campaign.starts_on - LONGEST_AGO:
        return f"Ngày nhận quá xa: phong trào bắt đầu từ {campaign.starts_on:%d/%m/%Y}. Xin xem lại năm."
    return why_paper_closed(campaign, permit_on(invitation), received_at)


def why_not_entered(registration: Registration | None) -> str:
    """Why nothing can be entered from paper for this unit, and what to do instead; "" when it can."""
    if registration is None or not registration.is_sent:
        return ""
    how = "từ bản giấy" if registration.is_on_paper else "điện tử"
    return f"Đơn vị đã có đăng ký {how} ({registration.badge.word.lower()}). Muốn sửa, xin mở đăng ký đó và chọn “Trả lại để sửa”."


def work_in_hand(registration: Registration | None) -> str:
    """What the unit is writing itself, which a paper can only take over; "" when there is nothing that could be lost."""
    if registration is None or registration.is_on_paper or not registration.is_editable:
        return ""
    if registration.state == State.DRAFT and is_empty(registration):
        return ""
    return f"{IN_HAND[State(registration.state)]}, lưu lần cuối lúc {clock(registration.saved_at)}."


def enter(
    invitation: Invitation,
    *,
    received_at: datetime,
    uploads: Iterable[Upload],
    by: User,
    replace: bool = False,
    take_over: bool = False,
    at: datetime | None = None,
) -> Registration:
    """The registration that the paper is typed into, begun now if it was not before, with the scans beside those in use or in their place.

    What the unit is writing itself stays as the start when it is to be taken over; its heads are told.
    Raises MoveRefused when it is not to be, when the unit has sent one, when the paper came too late, and when there would be no scan.
    """
    at = at or timezone.now()
    with kept(uploads, by=by, at=at) as attachments:
        locked = Invitation.objects.select_for_update(of=("self",)).select_related("campaign__unit", "unit__commune", "late_permit").get(pk=invitation.pk)
        registration = Registration.objects.select_for_update().filter(campaign=locked.campaign, unit=locked.unit).first()
        in_hand = work_in_hand(registration)
        refused = why_not_entered(registration) or ("" if take_over or not in_hand else f"{in_hand} {NOT_INSTEAD}")
        if refused := refused or why_not_received(locked, received_at, at):
            raise MoveRefused(refused)
        if registration and in_hand:
            registration = make_move(registration, TAKING_OVER, TAKE_OVER, by=by, reason=f"{INSTEAD}. {in_hand}", at=at)
        registration = _begun(locked, registration, received_at, by, at, keeping=bool(in_hand))
        if replace and attachments:
            registration.paper_scans.filter(removed_at=None).update(removed_at=at)
        PaperScan.objects.bulk_create(PaperScan(registration=registration, attachment=attachment) for attachment in attachments)
        if not registration.paper_scans.in_use().exists():
            raise MoveRefused("Chưa có bản quét của bản giấy. Xin chọn ít nhất một tệp.")
        _write_down(registration, [attachment.name for attachment in attachments], by, at)
    return registration


def _begun(invitation: Invitation, registration: Registration | None, received_at: datetime, by: User, at: datetime, *, keeping: bool) -> Registration:
    """A new registration, or the unit's own empty draft taken over, or the one that is being entered; with the head as signer at first.

    When it is `keeping` what the unit began, the signer that the unit wrote stays too.
    """
    if registration is None:
        registration = Registration(campaign=invitation.campaign, unit=invitation.unit, sheet=sheet_for(invitation), made_at=at)
    signed = keeping and (registration.signer_title or registration.signer_name)
    if not registration.is_on_paper and not signed:
        head = Term.objects.in_force(timezone.localdate(at)).filter(role=Role.HEAD, unit=invitation.unit).select_related("user").order_by("pk").first()
        registration.signer_title, registration.signer_name = (head.title, head.user.full_name) if head else ("", "")
    registration.received_on_paper_at, registration.entered_by, registration.saved_at = received_at, by, at
    registration.save()
    return registration


def _write_down(registration: Registration, names: list[str], by: User, at: datetime) -> None:
    assert registration.received_on_paper_at is not None
    term = by.term_over(registration.campaign.unit, Role.SECRETARY)
    reason = "\n".join([f"Nhận bản giấy lúc {clock(registration.received_on_paper_at)}", *(f"Bản quét: {name}" for name in names)])[:2000]
    write_line(registration, move="enter-paper", label="Nhận bản giấy", at=at, by=by, title=str(term or ""), reason=reason)


def registration_for(invitation: Invitation) -> Registration | None:
    """What the unit has so far, if anything."""
    return Registration.objects.filter(campaign=invitation.campaign_id, unit=invitation.unit_id).select_related("campaign__unit", "unit", "sheet").first()
