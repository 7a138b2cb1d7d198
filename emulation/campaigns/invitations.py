"""Which units a campaign invites: by kind, by subtree or hand-picked, and which sheet each kind fills in."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from emulation.campaigns.models import Campaign, Cluster, Invitation, SheetChoice, State
from emulation.notices.models import Notice, notify
from emulation.people.models import Role, User
from emulation.sheets.models import Sheet
from emulation.units.kinds import Kind
from emulation.units.models import Unit, UnitQuerySet
from emulation.workflow import MoveRefused


def invitable_units(campaign: Campaign) -> UnitQuerySet:
    """The units below the launching one, and those that took an invited one's place elsewhere, that exist at some time of the campaign."""
    below = Unit.objects.filter(Q(path__startswith=campaign.unit.path) | Q(pk__in=campaign.invitations.values("unit"))).exclude(pk=campaign.unit_id)
    return below.exclude(ends_on__lt=campaign.starts_on).exclude(starts_on__gt=campaign.ends_on).in_order()


def select_units(
    campaign: Campaign, *, kinds: Iterable[str] = (), subtrees: Iterable[Unit] = (), clusters: Iterable[Cluster] = (), picked: Iterable[Unit] = ()
) -> set[int]:
    """The primary keys of the invitable units of these kinds, in these subtrees, in these clusters, or picked by hand."""
    invitable = invitable_units(campaign)
    chosen = set(invitable.filter(kind__in=kinds).values_list("pk", flat=True))
    chosen |= set(invitable.under(*subtrees).values_list("pk", flat=True))
    chosen |= set(invitable.filter(cluster_members__cluster__in=[cluster.pk for cluster in clusters]).values_list("pk", flat=True))
    return chosen | set(invitable.filter(pk__in=[unit.pk for unit in picked]).values_list("pk", flat=True))


@transaction.atomic
def invite(campaign: Campaign, unit_pks: set[int]) -> None:
    """Make these the invited units, and give each new kind among them the newest sheet made for it.

    Once the campaign is launched, units can only be added, and those added are told at once. Raises MoveRefused when one would be taken
    away then, or has no sheet to fill in, and while the campaign is suspended.
    """
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if campaign.is_suspended:
        raise MoveRefused("Phong trào đang tạm dừng nên chưa mời thêm được đơn vị. Xin mời sau khi phong trào tiếp tục.")
    invited = set(campaign.invitations.values_list("unit", flat=True))
    if campaign.state != State.DRAFT and invited - unit_pks:
        raise MoveRefused("Phong trào đã phát động nên chỉ mời thêm đơn vị, không bỏ được đơn vị đã mời.")
    campaign.invitations.exclude(unit__in=unit_pks).delete()
    Invitation.objects.bulk_create(Invitation(campaign=campaign, unit_id=pk) for pk in sorted(unit_pks - invited))
    choose_default_sheets(campaign)
    if campaign.state != State.DRAFT:
        if without := kinds_without_sheet(campaign):
            raise MoveRefused(f"Chưa có mẫu đăng ký nào cho loại đơn vị “{Kind(without[0]).label}”.")
        announce(campaign, Unit.objects.filter(pk__in=unit_pks - invited), timezone.now())


def kinds_without_sheet(campaign: Campaign) -> list[str]:
    """The invited kinds of unit for which no sheet is chosen."""
    kinds = set(campaign.invitations.values_list("unit__kind", flat=True))
    return sorted(kinds - set(campaign.sheet_choices.values_list("kind", flat=True)))


def announce(campaign: Campaign, units: Iterable[Unit], at: datetime) -> None:
    """Tell the heads of these units that they are invited, unless an old campaign is only being entered afterwards."""
    if campaign.retrospective_reason:
        return
    notify(
        User.objects.holding(Role.HEAD, *units),
        key=f"launch:{campaign.pk}",
        subject=f"Mời đăng ký: {campaign.title}",
        body=f"{campaign.plan_named} của {campaign.plan_issuer}.\nHạn gửi đăng ký: {campaign.due.until}.\nCần hỏi xin liên hệ {campaign.contact}.",
        url=campaign.get_absolute_url(),
        at=at,
    )


def announce_extension(campaign: Campaign, reason: str, at: datetime) -> None:
    """Tell the heads until when they may register now, and why that is later."""
    _tell_heads(campaign, "extend", "Gia hạn đăng ký", f"Hạn mới: {campaign.deadline_in_full}.\nLý do: {reason}", at)


def announce_suspension(campaign: Campaign, at: datetime) -> None:
    """Tell the heads that the campaign is suspended, and take back the reminders that were not sent or read yet."""
    reminders = Notice.objects.filter(key__startswith=reminders_key(campaign))
    reminders.filter(sent_at=None).exclude(email="").update(email="")
    reminders.unread().update(read_at=at)
    _tell_heads(campaign, "suspend", "Tạm dừng", f"Căn cứ: {campaign.suspension_basis}.\nLý do: {campaign.suspension_reason}", at)


def announce_resumption(campaign: Campaign, at: datetime) -> None:
    """Tell the heads that the campaign goes on, and until when they may register where that is still open."""
    until = f"Hạn đăng ký: {campaign.deadline_in_full}." if at < campaign.deadline else "Hạn đăng ký đã hết."
    _tell_heads(campaign, "resume", "Tiếp tục", f"Phong trào không còn tạm dừng.\n{until}", at)


def _tell_heads(campaign: Campaign, occasion: str, what: str, words: str, at: datetime) -> None:
    """A notice to the heads of all invited units, with whom to ask, unless an old campaign is only being entered afterwards."""
    if campaign.retrospective_reason:
        return
    notify(
        User.objects.holding(Role.HEAD, *Unit.objects.filter(invitations__campaign=campaign)),
        key=f"{occasion}:{campaign.pk}:{at.isoformat()}",
        subject=f"{what}: {campaign.title}",
        body=f"{words}\nCần hỏi xin liên hệ {campaign.contact}.",
        url=campaign.get_absolute_url(),
        at=at,
    )


def reminders_key(campaign: Campaign) -> str:
    """How the key of every reminder in this campaign begins."""
    return f"remind:{campaign.pk}:"


def choose_default_sheets(campaign: Campaign) -> None:
    """Give each invited kind that has no sheet yet the newest one made for it, where there is one: the nearest office's own before the shipped."""
    nearest_last = Sheet.objects.for_unit(campaign.unit).newest().order_by(F("unit__path").asc(nulls_first=True), "pk")
    made_for = {kind: sheet for sheet in nearest_last for kind in sheet.kinds}
    SheetChoice.objects.bulk_create(
        SheetChoice(campaign=campaign, kind=kind, sheet=made_for[kind]) for kind in kinds_without_sheet(campaign) if kind in made_for
    )


@transaction.atomic
def choose_sheets(campaign: Campaign, chosen: Mapping[str, int]) -> None:
    """Let each of these kinds fill in the sheet of that primary key. Raises MoveRefused for one that the campaign may not use (any more)."""
    usable = set(Sheet.objects.for_unit(campaign.unit).filter(pk__in=chosen.values()).select_for_update(of=("self",)).values_list("pk", flat=True))
    usable |= set(campaign.sheet_choices.values_list("sheet", flat=True))
    if set(chosen.values()) - usable:
        raise MoveRefused("Có mẫu chưa hoàn thành hoặc đã bị xóa. Xin chọn lại mẫu.")
    for kind, sheet_pk in chosen.items():
        SheetChoice.objects.update_or_create(campaign=campaign, kind=kind, defaults={"sheet_id": sheet_pk})
