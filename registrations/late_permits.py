"""Leave to send after the deadline: who has it, what it means for the deadline of one unit, and how it is granted."""

from datetime import date, datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from emulation.campaigns.deadlines import day_after
from emulation.campaigns.models import Campaign, Invitation
from emulation.campaigns.models import State as CampaignState
from emulation.history.models import Line, LineQuerySet, write_line
from emulation.notices.models import notify
from emulation.people.models import Role, User
from emulation.units.models import Unit
from emulation.vietnamese.dates import weekday
from emulation.workflow import MoveRefused
from registrations.models import LatePermit, LateRequest, Registration

GRANTORS = (Role.SECRETARY, Role.CHAIR)
RECEIVING = frozenset({CampaignState.LAUNCHED, CampaignState.REGISTRATION_CLOSED})  # in which a unit with leave still sends
NEAR = timedelta(days=7)  # so long before the deadline the office may see that somebody will not make it


def permit_of(campaign: Campaign, unit: Unit) -> LatePermit | None:
    """The leave that the unit was last given; it may be used up."""
    return LatePermit.objects.filter(invitation__campaign=campaign, invitation__unit=unit).select_related("granted_by").first()


def invitation_of(registration: Registration) -> Invitation | None:
    """The invitation that the registration answers, with the leave of its unit; None when it passed to a successor that has a draft of its own."""
    invitations = Invitation.objects.select_related("late_permit__granted_by")
    return invitations.filter(campaign=registration.campaign_id, unit=registration.unit_id).first()


def permit_on(invitation: Invitation | None) -> LatePermit | None:
    """The same of an invitation fetched with `select_related("late_permit")`; needs no query."""
    permit: LatePermit | None = getattr(invitation, "late_permit", None)
    return permit


def last_instant(campaign: Campaign, permit: LatePermit | None) -> datetime:
    """The instant from which it is too late for a unit with this leave, or with none."""
    return max(campaign.deadline, permit.until) if permit else campaign.deadline


def receives(campaign: Campaign, permit: LatePermit | None, at: datetime) -> bool:
    """Whether the campaign takes the registration of a unit with this leave, or with none, at that moment."""
    return campaign.takes_registrations(at) or (permit is not None and permit.covers(at) and campaign.state in RECEIVING)


def why_closed_with(campaign: Campaign, permit: LatePermit | None, at: datetime) -> str:
    """Why the campaign takes nothing from a unit with this leave, or with none, at that moment, and whom to ask; "" while it does."""
    if receives(campaign, permit, at):
        return ""
    if campaign.is_suspended:
        return f"Phong trào đang tạm dừng nên chưa gửi được. Nội dung đã ghi vẫn được giữ. Xin hỏi {campaign.contact}."
    longer = f", được gửi muộn đến hết {weekday(permit.last_day)}" if permit else ""
    return f"Đã hết hạn đăng ký ({campaign.deadline_words}{longer}). Nội dung đã ghi vẫn được giữ. Xin liên hệ {campaign.contact}."


def why_paper_closed(campaign: Campaign, permit: LatePermit | None, received_at: datetime) -> str:
    """Why a paper that came at that moment is not taken, as the secretary reads it; "" when it is."""
    if campaign.state not in RECEIVING:
        return f"Phong trào đang ở tình trạng “{campaign.get_state_display()}” nên không nhập bản giấy được."
    if received_at < last_instant(campaign, permit):
        return ""
    longer = f", đơn vị được gửi muộn đến hết {weekday(permit.last_day)}" if permit else ""
    return f"Bản giấy nhận sau hạn ({campaign.deadline_words}{longer}). Xin cho riêng đơn vị gửi muộn trước, rồi ghi nhận."


def may_be_granted(campaign: Campaign, at: datetime) -> bool:
    """Whether the deadline is near enough, or past, for the pages to offer it."""
    return campaign.state in RECEIVING and at > campaign.deadline - NEAR


def why_not_until(campaign: Campaign, last_day: date, at: datetime) -> str:
    """Why leave cannot last to the end of that day; "" when it can. In a campaign that is entered afterwards the day may be past."""
    if day_after(last_day) <= campaign.deadline:
        return f"Ngày này chưa quá hạn chung ({campaign.deadline_words}) nên không cần cho gửi muộn. Xin chọn ngày sau hạn đó."
    if last_day > campaign.ends_on:
        return f"Phong trào chỉ kéo dài đến hết {weekday(campaign.ends_on)}. Xin chọn ngày sớm hơn."
    if last_day < timezone.localdate(at) and not campaign.retrospective_reason:
        return "Ngày này đã qua. Xin chọn từ hôm nay trở đi."
    return ""


@transaction.atomic
def grant(invitation: Invitation, *, last_day: date, reason: str, by: User, at: datetime | None = None) -> LatePermit:
    """Let the invited unit send until the end of that day, in Vietnam, in place of any leave before; its heads are told, and what they asked is answered.

    Raises MoveRefused when the campaign takes nothing any more, or the day is out of bounds.
    """
    at = at or timezone.now()
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("campaign__unit", "unit").get(pk=invitation.pk)
    campaign = invitation.campaign
    if campaign.state not in RECEIVING:
        raise MoveRefused(f"Phong trào đang ở tình trạng “{campaign.get_state_display()}” nên không cho gửi muộn được.")
    if wrong := why_not_until(campaign, last_day, at):
        raise MoveRefused(wrong)
    fields = {"until": day_after(last_day), "reason": reason, "granted_by": by, "granted_at": at}
    permit, _ = LatePermit.objects.update_or_create(invitation=invitation, defaults=fields)
    LateRequest.objects.open().filter(invitation=invitation).update(closed_at=at)
    term = by.term_over(campaign.unit, *GRANTORS)
    label = f"Cho gửi muộn đến hết {weekday(last_day)}"
    write_line(invitation, move="late-permit", label=label, at=at, by=by, title=str(term or ""), reason=reason)
    _tell_heads(invitation, permit)
    return permit


def _tell_heads(invitation: Invitation, permit: LatePermit) -> None:
    campaign, until = invitation.campaign, weekday(permit.last_day)
    if permit.covers(timezone.now()):  # leave that is past already only lets a paper in
        notify(
            User.objects.holding(Role.HEAD, invitation.unit),
            key=f"late-permit:{permit.pk}:{permit.granted_at.isoformat()}",
            subject=f"{invitation.unit} được gửi đăng ký muộn đến hết {until}",
            body=f"{campaign.title}.\nLý do: {permit.reason}\nXin gửi đăng ký trước khi hết ngày đó. Cần hỏi xin liên hệ {campaign.contact}.",
            url=campaign.get_absolute_url(),
            at=permit.granted_at,
        )


def history_of(registration: Registration) -> LineQuerySet:
    """The lines of the registration and those of its unit's invitation, newest first: leave may be given before anything is begun."""
    types = ContentType.objects.get_for_models(Registration, Invitation)
    invited = Invitation.objects.filter(campaign=registration.campaign_id, unit=registration.unit_id)
    its_own = Q(subject_type=types[Registration], subject_pk=registration.pk)
    of_invitation = Q(subject_type=types[Invitation], subject_pk__in=invited.values("pk"))
    return Line.objects.filter(its_own | of_invitation).order_by("-at", "-pk").select_related("by")
