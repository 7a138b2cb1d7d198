"""Emulation clusters: units that work side by side under one of them, whatever campaign is under way."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from emulation.campaigns.models.campaign import Campaign
from emulation.people.models import Role, User
from emulation.units.changes import carriers
from emulation.units.models import Unit, named, subtrees
from emulation.vietnamese.fields import VietnameseCharField, VietnameseTextField
from emulation.vietnamese.keys import Keyed, called


class ClusterQuerySet(models.QuerySet["Cluster"]):
    """Questions about many clusters."""

    def visible_to(self, user: User) -> "ClusterQuerySet":
        """The office and a superior see those of the units they look over; a head sees the one that his unit is in."""
        if user.is_superuser:
            return self
        own = ClusterMember.objects.filter(subtrees("unit__path", user.tops_as(Role.HEAD)))
        return self.filter(subtrees("unit__path", user.units_in_view) | Q(pk__in=own.values("cluster")))

    def kept_by(self, user: User) -> "ClusterQuerySet":
        """The clusters that somebody forms and ends as secretary."""
        return self.filter(subtrees("unit__path", user.tops_as(Role.SECRETARY)))

    def watched_by(self, user: User) -> "ClusterQuerySet":
        """The clusters whose members' registrations somebody may follow: the office's own, and those that his unit leads."""
        if user.is_superuser:
            return self
        return self.filter(subtrees("unit__path", user.units_in_view) | Q(pk__in=Cluster.objects.led_by(user)))

    def led_by(self, user: User) -> "ClusterQuerySet":
        """Those in force whose lead is somebody's own unit."""
        lead = ClusterMember.objects.filter(unit__in=[top.pk for top in user.tops_as(Role.HEAD)], post=ClusterMember.Post.LEAD)
        return self.in_force().filter(pk__in=lead.values("cluster"))

    def in_force(self) -> "ClusterQuerySet":
        """Those that have not been ended."""
        return self.filter(ends_on=None)

    def search(self, words: str) -> "ClusterQuerySet":
        """Those that are called so, or have a member that is, was or will be."""
        member = ClusterMember.objects.filter(named("unit__", words))
        return self.filter(called(words) | Q(pk__in=member.values("cluster")))

    def in_campaign(self, campaign: Campaign) -> "ClusterQuerySet":
        """Those of the launching unit, or of the one that carries on for it, with an invited member, that existed at some time of the campaign."""
        invited = ClusterMember.objects.filter(unit__invitations__campaign=campaign)
        there = self.filter(unit__in={campaign.unit_id, *carriers([campaign.unit])}, starts_on__lte=campaign.ends_on).exclude(ends_on__lt=campaign.starts_on)
        return there.filter(pk__in=invited.values("cluster"))


class Cluster(Keyed):
    """`unit` forms it among the units below. It is in force until it is ended; the name stays in history."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="clusters", verbose_name="Cơ quan lập cụm")
    name = VietnameseCharField("Tên cụm thi đua", max_length=200, help_text="Như “Cụm thi đua số 1”, “Cụm các trường học”.")
    starts_on = models.DateField("Hoạt động từ ngày", default=timezone.localdate)
    ends_on = models.DateField("Ngày cuối cùng hoạt động", null=True, blank=True)
    note = VietnameseTextField("Hoạt động của cụm", max_length=3000, blank=True, help_text="Quy chế, lịch sinh hoạt, nội dung ký kết giao ước thi đua.")

    objects = ClusterQuerySet.as_manager()

    class Meta:
        verbose_name = "cụm thi đua"
        verbose_name_plural = "cụm thi đua"
        ordering = ["unit", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="cluster_ends_after_it_starts",
                violation_error_message="Ngày cuối cùng hoạt động phải sau ngày bắt đầu.",
            ),
            models.UniqueConstraint(
                fields=["unit", "name"],
                condition=Q(ends_on=None),
                name="cluster_name_once_in_force",
                violation_error_message="Đã có cụm thi đua mang tên này.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("campaign-cluster", args=[self.pk])

    @property
    def unit_pks(self) -> list[int]:
        """The keys of the members, and of the units whose work they carry on: what these registered counts for the cluster. One query."""
        members = [member.unit for member in self.members.select_related("unit")]
        return [*(unit.pk for unit in members), *(former.pk for unit in members for former in unit.carried_on)]


class ClusterMember(models.Model):
    """A unit in a cluster. `owner` and `is_open` repeat the cluster's unit and whether it is in force, so that the database can hold the rule."""

    class Post(models.TextChoices):
        MEMBER = "member", "Thành viên"
        LEAD = "lead", "Cụm trưởng"
        DEPUTY = "deputy", "Cụm phó"

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="members")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="cluster_members", verbose_name="Đơn vị")
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="+", editable=False)
    post = models.CharField("Trong cụm là", max_length=6, choices=Post.choices, default=Post.MEMBER)
    is_open = models.BooleanField(default=True, editable=False)

    class Meta:
        verbose_name = "thành viên cụm"
        verbose_name_plural = "thành viên cụm"
        ordering = ["cluster", "unit__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "unit"], name="unit_once_in_a_cluster"),
            models.UniqueConstraint(fields=["owner", "unit"], condition=Q(is_open=True), name="unit_in_one_cluster_in_force"),
            models.UniqueConstraint(fields=["cluster"], condition=Q(post="lead"), name="one_lead_in_a_cluster"),
            models.UniqueConstraint(fields=["cluster"], condition=Q(post="deputy"), name="one_deputy_in_a_cluster"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.cluster}"
