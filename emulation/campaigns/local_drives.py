"""How a unit launches a drive of its own inside a campaign: every way it changes state, and how many units have done so."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q

from emulation.campaigns.models import Campaign, Invitation, LocalDrive, LocalState
from emulation.campaigns.models import State as CampaignState
from emulation.notices.models import notify
from emulation.people.models import Role, User
from emulation.units.changes import carriers
from emulation.units.models import Unit
from emulation.workflow import Context, Move, MoveRefused, Moves, SecondPress, make_move, moves_open_to

HEAD = frozenset({Role.HEAD})
RUNNING = frozenset({CampaignState.LAUNCHED, CampaignState.REGISTRATION_CLOSED})


def why_no_drive(campaign: Campaign) -> str:
    """Why no unit can prepare or launch a drive of its own in the campaign now; "" while it can."""
    if campaign.is_suspended:
        return f"Phong trào đang tạm dừng nên chưa phát động tại đơn vị được. Xin hỏi {campaign.contact}."
    return "" if campaign.state in RUNNING else "Phong trào không còn chạy nên không phát động tại đơn vị được nữa."


def refuse_unless_running(campaign: Campaign) -> None:
    """Raises MoveRefused, saying whom to ask, while the campaign is suspended or over."""
    if why := why_no_drive(campaign):
        raise MoveRefused(why)


def _may_launch(drive: LocalDrive, context: Context) -> None:
    refuse_unless_running(drive.campaign)
    invited = {drive.unit_id, *carriers([drive.unit])}  # the invitation may have gone over to the unit that carries on
    if not Invitation.objects.filter(campaign=drive.campaign, unit__in=invited).exists():
        raise MoveRefused("Đơn vị không được mời tham gia phong trào này.")


def _may_end(drive: LocalDrive, context: Context) -> None:
    if drive.campaign.is_suspended:
        raise MoveRefused(why_no_drive(drive.campaign))


def _launch(drive: LocalDrive, context: Context) -> None:
    drive.launched_at = context.at
    notify(
        User.objects.holding(Role.SECRETARY, drive.campaign.unit),
        key=f"local-drive:{drive.pk}",
        subject=f"{drive.unit} đã phát động tại đơn vị",
        body=f"{drive.title}.\nTrong {drive.campaign.title}.",
        url=drive.get_absolute_url(),
        at=context.at,
    )


MOVES: Moves = {
    "launch": Move(
        "Phát động",
        frozenset({LocalState.DRAFT}),
        LocalState.LAUNCHED,
        HEAD,
        check=_may_launch,
        effect=_launch,
        asks=SecondPress,
        offered_if=lambda drive: not why_no_drive(drive.campaign),
        css="primary",
        hint="Văn phòng và cấp trên xem được. Sau đó không sửa được nội dung nữa.",
    ),
    "end": Move(
        "Kết thúc đợt thi đua",
        frozenset({LocalState.LAUNCHED}),
        LocalState.ENDED,
        HEAD,
        check=_may_end,
        offered_if=lambda drive: not drive.campaign.is_suspended,
    ),
}


def moves_for(drive: LocalDrive, user: User) -> dict[str, Move]:
    """The moves that this person could make on the drive now."""
    return moves_open_to(drive, MOVES, user)


def move_local_drive(drive: LocalDrive, name: str, *, by: User | None, reason: str = "", at: datetime | None = None, **details: Any) -> LocalDrive:
    """Make a move of the table; see `make_move` for what it raises."""
    return make_move(drive, MOVES, name, by=by, reason=reason, at=at, **details)


class Progress(NamedTuple):
    """How many of the invited units have launched a drive of their own."""

    launched: int
    invited: int


def progress(campaign: Campaign) -> Progress:
    """A drive counts for its unit or, once that is no longer invited, for the one that carries on its work. One query, however many units there are."""
    invitations, drives = campaign.invitations.values("unit"), campaign.local_drives.exclude(state=LocalState.DRAFT).values("unit")
    here = OuterRef("pk")
    units = Unit.objects.filter(Q(pk__in=invitations) | Q(pk__in=drives)).annotate(
        is_invited=Exists(invitations.filter(unit=here)), has_launched=Exists(drives.filter(unit=here))
    )
    found = list(units.only("lineage"))
    gone = {unit.pk for unit in found if unit.has_launched and not unit.is_invited}
    invited = [unit for unit in found if unit.is_invited]
    launched = [unit for unit in invited if unit.has_launched or any(former.pk in gone for former in unit.carried_on)]
    return Progress(len(launched), len(invited))
