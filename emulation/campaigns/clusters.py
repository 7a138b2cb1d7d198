"""Forming clusters of units, changing their members and ending them; who may be in one."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from emulation.campaigns.models import Cluster, ClusterMember
from emulation.history.models import write_line
from emulation.people.models import User
from emulation.units.models import Unit, UnitQuerySet
from emulation.vietnamese.dates import day
from emulation.workflow import MoveRefused


def clusterable_units(owner: Unit) -> UnitQuerySet:
    """Whom an office may put into clusters: a commune its units, a province or district the communes and organisations directly its own."""
    below = Unit.objects.under(owner).exclude(pk=owner.pk).filter(commune=owner if owner.is_commune else None)
    here: UnitQuerySet = below.exclude(ends_on__lt=timezone.localdate()).in_order()
    return here


def taken_elsewhere(cluster: Cluster, units: Iterable[Unit]) -> list[ClusterMember]:
    """Where units already are in another cluster of the same office that has not ended when this one starts."""
    others = ClusterMember.objects.filter(owner=cluster.unit_id, unit__in=units).exclude(cluster=cluster.pk).exclude(cluster__ends_on__lt=cluster.starts_on)
    return list(others.select_related("unit", "cluster"))


@transaction.atomic
def form_cluster(cluster: Cluster, *, units: Iterable[Unit], lead: Unit | None, deputy: Unit | None, by: User) -> Cluster:
    """Save a cluster in force with exactly these members. Raises MoveRefused when one is in another cluster, or this one has ended meanwhile."""
    Unit.objects.select_for_update().get(pk=cluster.unit_id)  # one at a time in an office
    units = list(units)
    if taken := taken_elsewhere(cluster, units):
        raise MoveRefused(f"{taken[0].unit} đang ở {taken[0].cluster}. Mỗi đơn vị chỉ ở một cụm thi đua.")
    is_new = cluster.pk is None
    if not is_new and not Cluster.objects.in_force().filter(pk=cluster.pk).exists():
        raise MoveRefused("Cụm thi đua đã kết thúc nên không sửa được nữa.")
    cluster.save()
    cluster.members.exclude(unit__in=units).delete()
    cluster.members.update(post=ClusterMember.Post.MEMBER)  # so that lead and deputy may change places
    posts = {unit.pk: post for unit, post in ((lead, ClusterMember.Post.LEAD), (deputy, ClusterMember.Post.DEPUTY)) if unit}
    for unit in units:
        post = posts.get(unit.pk, ClusterMember.Post.MEMBER)
        cluster.members.update_or_create(unit=unit, defaults={"owner": cluster.unit, "post": post})
    members = ", ".join(str(unit) for unit in units)
    told = f"Cụm trưởng: {lead or '–'}. Cụm phó: {deputy or '–'}. Thành viên: {members}"
    label = "Lập cụm thi đua" if is_new else "Sửa cụm thi đua"
    write_line(cluster, move="form" if is_new else "change", label=label, at=timezone.now(), by=by, reason=told[:2000])
    return cluster


@transaction.atomic
def end_cluster(cluster: Cluster, *, ends_on: date, by: User) -> None:
    """The cluster is in force until that day, and its members are free for another afterwards. Raises MoveRefused when it has ended already."""
    locked = Cluster.objects.select_for_update().get(pk=cluster.pk)
    if locked.ends_on:
        raise MoveRefused("Cụm thi đua đã kết thúc rồi.")
    locked.ends_on = ends_on
    locked.save(update_fields=["ends_on"])
    locked.members.update(is_open=False)
    write_line(locked, move="end", label="Kết thúc cụm thi đua", at=timezone.now(), by=by, reason=f"Hết ngày {day(ends_on)}")
