"""Who sits in the council of a commune: seats are taken and given up by a decision, and none is ever deleted."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from awards.models import CouncilMember, Post
from awards.models.council import KEEPERS
from emulation.history.models import write_line
from emulation.people.models import User
from emulation.units.models import Unit
from emulation.vietnamese.dates import day
from emulation.workflow import MoveRefused


def members_on(unit: Unit, on: date) -> list[CouncilMember]:
    """ALL members of the council on that day, the chair first."""
    return sorted(CouncilMember.objects.filter(unit=unit).in_force(on).select_related("user"), key=lambda member: member.order)


def clashing(member: CouncilMember) -> CouncilMember | None:
    """Another seat at the same time that leaves no room for this one: the same account's, or that of another chair."""
    others = CouncilMember.objects.filter(unit=member.unit_id).exclude(pk=member.pk).exclude(ends_on__lt=member.starts_on).order_by("pk")
    if member.ends_on:
        others = others.filter(starts_on__lte=member.ends_on)
    if member.post == Post.CHAIR:
        return others.filter(Q(post=Post.CHAIR) | Q(user=member.user_id, user__isnull=False)).first()
    return others.filter(user=member.user_id, user__isnull=False).first()


@transaction.atomic
def seat(member: CouncilMember, *, by: User, at: datetime | None = None) -> CouncilMember:
    """Save a new or amended seat. Raises MoveRefused when it clashes with another."""
    Unit.objects.select_for_update().get(pk=member.unit_id)  # one at a time in a council
    if other := clashing(member):
        raise MoveRefused(f"{other.full_name} đang là {other.get_post_display()} trong thời gian này. Xin kết thúc nhiệm vụ đó trước.")
    is_new = member.pk is None
    member.save()
    told = f"{member}: {member.get_post_display()}{f', {member.title}' if member.title else ''}, từ {day(member.starts_on)}. {member.decision}"
    label = "Thêm thành viên Hội đồng" if is_new else "Sửa thành viên Hội đồng"
    write_line(
        member, move="seat" if is_new else "change", label=label, at=at or timezone.now(), by=by, title=by.title_over(member.unit, *KEEPERS), reason=told
    )
    return member


@transaction.atomic
def end_seat(member: CouncilMember, *, ends_on: date, decision: str, by: User) -> None:
    """The seat is held until that day. Raises MoveRefused when it has ended already."""
    locked = CouncilMember.objects.select_for_update().get(pk=member.pk)
    if locked.ends_on:
        raise MoveRefused("Nhiệm vụ này đã kết thúc rồi.")
    locked.ends_on = ends_on
    locked.save(update_fields=["ends_on"])
    write_line(
        locked,
        move="end",
        label="Kết thúc nhiệm vụ",
        at=timezone.now(),
        by=by,
        title=by.title_over(locked.unit, *KEEPERS),
        reason=f"{locked}: hết ngày {day(ends_on)}. {decision}",
    )
