"""Who is reminded of an open registration, and when: 14, 7, 3 and 1 days before the last open day and on that day, from 08:00.

A unit with leave to send late is reminded 1 day before its own last day and on it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from emulation.campaigns.deadlines import due, last_open_day
from emulation.campaigns.invitations import reminders_key
from emulation.campaigns.models import Campaign, State
from emulation.notices.models import notify
from emulation.people.models import Role, Term, User
from emulation.units.models import Unit, UnitQuerySet
from emulation.vietnamese.dates import day
from registrations.late_permits import RECEIVING
from registrations.models import SENT, LatePermit, Registration

DAYS_LEFT = frozenset({14, 7, 3, 1, 0})
DAYS_LEFT_WITH_PERMIT = frozenset({1, 0})
FROM_HOUR = 8
REPORT_WITHIN = timedelta(days=7)  # a list of the missing is news only so long


def owing(campaign: Campaign) -> UnitQuerySet:
    """The invited units from which no registration is in: not begun, still a draft, returned or withdrawn."""
    registered = Registration.objects.filter(campaign=campaign, state__in=SENT)
    units: UnitQuerySet = Unit.objects.filter(invitations__campaign=campaign).exclude(pk__in=registered.values("unit")).in_order()
    return units


def write_reminders(now: datetime) -> int:
    """Write down what is due at this moment; how many notices were new. Running it again, or twice at once, adds nothing."""
    local = timezone.localtime(now)
    if local.hour < FROM_HOUR:
        return 0
    written = 0
    for campaign in Campaign.objects.taking_registrations(now):
        days_left = (campaign.last_open_day - local.date()).days
        if days_left in DAYS_LEFT:
            written += remind(campaign, occasion=f"{days_left}", now=now)
    for permit in LatePermit.objects.filter(until__gt=now, invitation__campaign__state__in=RECEIVING).select_related("invitation__campaign__unit"):
        days_left = (permit.last_day - local.date()).days
        if days_left in DAYS_LEFT_WITH_PERMIT:
            written += remind_late(permit, days_left, now)
    over = Campaign.objects.filter(state__in=[State.LAUNCHED, State.REGISTRATION_CLOSED], retrospective_reason="")
    for campaign in over.filter(deadline__lte=now, deadline__gt=now - REPORT_WITHIN):
        written += report_missing(campaign, now)
    return written


def remind(campaign: Campaign, *, occasion: str, now: datetime) -> int:
    """Remind the head of each unit that owes; once for each occasion and deadline, so that a longer deadline reminds anew.

    A unit with leave to send later is reminded of its own last day instead.
    """
    without_leave = owing(campaign).exclude(pk__in=_permits(campaign).values("invitation__unit"))
    return sum(_remind(campaign, unit, heads, campaign.deadline, occasion, now) for unit, heads in _heads_of(without_leave))


def remind_late(permit: LatePermit, days_left: int, now: datetime) -> int:
    """Remind the heads of a unit that may send late and still owes, unless it has the time that all others have."""
    campaign = permit.invitation.campaign
    if permit.until <= campaign.deadline:
        return 0
    owes = owing(campaign).filter(pk=permit.invitation.unit_id)
    return sum(_remind(campaign, unit, heads, permit.until, f"{days_left}", now) for unit, heads in _heads_of(owes))


def _remind(campaign: Campaign, unit: Unit, heads: Iterable[User], deadline: datetime, occasion: str, now: datetime) -> int:
    left = due(deadline, now)
    return notify(
        heads,
        key=f"{reminder_key(campaign, unit)}{last_open_day(deadline)}:{occasion}",
        subject=f"Nhắc đăng ký thi đua: {left.left.lower()}, {unit} chưa gửi",
        body=f"{campaign.title}.\nHạn gửi đăng ký: {left.until}. Không đăng ký thì không được xét thi đua.\nCần hỏi xin liên hệ {campaign.contact}.",
        url=campaign.get_absolute_url(),
        at=now,
    )


def reminder_key(campaign: Campaign, unit: Unit) -> str:
    """How the key of every reminder of this registration begins."""
    return f"{reminders_key(campaign)}{unit.pk}:"


def reminder_text(campaign: Campaign) -> str:
    """A ready message for the units' Zalo group: to register, or while the campaign is suspended that it is."""
    if campaign.is_suspended:
        why = f"Căn cứ: {campaign.suspension_basis}. Lý do: {' '.join(campaign.suspension_reason.split()).rstrip('.')}."
        return f"{campaign.title} đang tạm dừng. {why} Nội dung đã ghi vẫn được giữ. Cần hỏi xin liên hệ {campaign.contact}. Trân trọng."
    link = f"{settings.SITE_URL}{campaign.get_absolute_url()}"
    ask = f"Kính đề nghị các đơn vị chưa đăng ký gửi bản đăng ký, hạn {campaign.due.until}, tại {link}."
    return f"{campaign.title}. {ask} Cần hỏi xin liên hệ {campaign.contact}. Trân trọng."


def remind_now(campaign: Campaign, now: datetime) -> int:
    """A reminder by hand, at most one a day for each unit."""
    return remind(campaign, occasion=f"by-hand-{timezone.localtime(now).date()}", now=now)


def report_missing(campaign: Campaign, now: datetime) -> int:
    """After the deadline: the list of the units that did not register, to the secretary."""
    leave = {permit.invitation.unit_id: f" (được gửi muộn đến hết {day(permit.last_day)})" for permit in _permits(campaign)}
    names = [f"{unit.short_name}{leave.get(unit.pk, '')}" for unit in owing(campaign)]
    body = "\n".join([f"{len(names)} đơn vị chưa đăng ký:", *(f"- {name}" for name in names)]) if names else "Tất cả các đơn vị đã đăng ký."
    return notify(
        User.objects.holding(Role.SECRETARY, campaign.unit),
        key=f"missing:{campaign.pk}:{campaign.last_open_day}",
        subject=f"Hết hạn đăng ký {day(campaign.last_open_day)}: {len(names)} đơn vị chưa gửi",
        body=f"{campaign.title}.\n{body}",
        url=campaign.get_absolute_url(),
        at=now,
    )


def _permits(campaign: Campaign) -> QuerySet[LatePermit]:
    """The leave that reaches beyond the deadline of all."""
    return LatePermit.objects.filter(invitation__campaign=campaign, until__gt=campaign.deadline).select_related("invitation")


def _heads_of(units: Iterable[Unit]) -> list[tuple[Unit, list[User]]]:
    units = list(units)
    heads: dict[int, list[User]] = {unit.pk: [] for unit in units}
    for term in Term.objects.in_force().filter(role=Role.HEAD, unit__in=units, user__is_active=True).select_related("user"):
        heads[term.unit_id].append(term.user)
    # A registration returned to a unit that has ended meanwhile is owed by what carries on its work.
    return [(unit, list(User.objects.holding(Role.HEAD, unit)) if unit.ends_on else heads[unit.pk]) for unit in units]
