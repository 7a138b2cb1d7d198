"""Forming clusters of units, changing their members and ending them; who may be in one, and what becomes of them when units change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, count

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from emulation.campaigns.models import Cluster, ClusterMember
from emulation.history.models import write_line
from emulation.people.models import Role, User
from emulation.units.models import Succession, Unit, UnitQuerySet
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
    if not is_new and not Cluster.objects.in_force().filter(pk=cluster.pk, unit=cluster.unit_id).exists():
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
    write_line(
        cluster,
        move="form" if is_new else "change",
        label=label,
        at=timezone.now(),
        by=by,
        title=by.title_over(cluster.unit, Role.SECRETARY),
        reason=told[:2000],
    )
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
    write_line(
        locked,
        move="end",
        label="Kết thúc cụm thi đua",
        at=timezone.now(),
        by=by,
        title=by.title_over(locked.unit, Role.SECRETARY),
        reason=f"Hết ngày {day(ends_on)}",
    )


NAME_LENGTH = 200
BY_POST = [ClusterMember.Post.LEAD, ClusterMember.Post.DEPUTY, ClusterMember.Post.MEMBER]


@dataclass(frozen=True)
class Regrouped:
    """A cluster in force whose office or members were succeeded by other units; `told` says how."""

    cluster: Cluster
    told: str


def pass_on_clusters(successions: Iterable[Succession], *, by: User) -> list[Regrouped]:
    """In the clusters in force the successors that carry on take the place of the old units, as members in their posts and as the office that formed them.

    A member is left out where its successor is in a cluster of that office already, or is no longer below it. Call it in the transaction of the change.
    """
    heirs = {one.predecessor_id: one.successor for one in successions if one.carries_on}
    theirs = ClusterMember.objects.filter(unit__in=heirs, is_open=True)
    touched = Cluster.objects.in_force().filter(Q(unit__in=heirs) | Q(pk__in=theirs.values("cluster")))
    clusters = {cluster.pk: cluster for cluster in touched.select_for_update(of=("self",)).select_related("unit").order_by("pk")}
    told = {pk: _pass_on_office(cluster, heirs[cluster.unit_id]) if cluster.unit_id in heirs else [] for pk, cluster in clusters.items()}
    taken = set(ClusterMember.objects.filter(is_open=True, unit__in=[heir.pk for heir in heirs.values()]).values_list("owner", "unit"))
    for member in sorted(theirs.select_related("unit"), key=lambda member: (BY_POST.index(ClusterMember.Post(member.post)), member.pk)):
        told[member.cluster_id].append(_pass_on_member(member, clusters[member.cluster_id].unit, heirs, taken))
    regrouped = [Regrouped(cluster, _briefly(told[pk])) for pk, cluster in clusters.items()]
    for one in regrouped:
        write_line(
            one.cluster,
            move="succeed",
            label="Chuyển theo đơn vị kế tục",
            at=timezone.now(),
            by=by,
            title=by.title_over(one.cluster.unit, Role.SECRETARY, Role.ADMINISTRATOR),
            reason=one.told[:2000],
        )
    return regrouped


def _briefly(told: list[str]) -> str:
    """What became of a cluster in one line; "" stands for a member that goes on under its name."""
    words = [one for one in told if one]
    same = len(told) - len(words)
    return "; ".join([*words, *([f"{same} đơn vị giữ nguyên tên"] if same else [])])


def _pass_on_office(cluster: Cluster, heir: Unit) -> list[str]:
    """The cluster becomes the heir's; where that has one of the same name, the old office is added to the name."""
    former, name = cluster.unit, cluster.name
    used = set(Cluster.objects.in_force().filter(unit=heir).values_list("name", flat=True))
    endings = chain(["", f" ({former})"], (f" ({former}, {number})" for number in count(2)))
    cluster.name = next(other for ending in endings if (other := name[: NAME_LENGTH - len(ending)] + ending) not in used)
    cluster.unit = heir
    cluster.save(update_fields=["unit", "name"])
    cluster.members.update(owner=heir)
    return [f"cơ quan lập cụm: {former} → {heir}", *([f"tên mới: {cluster.name}"] if cluster.name != name else [])]


def _pass_on_member(member: ClusterMember, owner: Unit, heirs: Mapping[int, Unit], taken: set[tuple[int, int]]) -> str:
    """What became of the membership, in words, "" where the same name goes on.

    `taken` are the keys of offices and units that are in one of their clusters, and grows.
    """
    heir = heirs[member.unit_id]
    if (owner.pk, heir.pk) in taken or not heir.path.startswith(owner.path):
        member.delete()
        again = f", xin chọn lại {member.get_post_display().lower()}" if member.post != ClusterMember.Post.MEMBER else ""
        return f"{member.unit} ra khỏi cụm{again}"
    taken.add((owner.pk, heir.pk))
    ClusterMember.objects.filter(pk=member.pk).update(unit=heir)
    return f"{member.unit} → {heir}" if str(member.unit) != str(heir) else ""
