"""Lists that somebody uploaded, of nominations or of households to assess, until they are imported."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from awards.models.assessment import Assessment
from awards.models.nomination import Kind
from emulation.campaigns.models import Campaign
from emulation.people.models import Role, User
from emulation.units.models import Unit, subtrees
from emulation.vietnamese.dates import clock
from emulation.vietnamese.fields import VietnameseCharField

IMPORT_LIFE = timedelta(days=1)


class KeptList(models.Model):
    """A table that its owner uploaded to look at and then to import; the content goes when it is imported, or after a day."""

    file_name = VietnameseCharField(max_length=200)
    content = models.BinaryField(null=True)
    made_at = models.DateTimeField(default=timezone.now)
    imported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.file_name}, {clock(self.made_at)}"

    def take(self, now: datetime) -> bool:
        """Note that it is imported now and throw its content away; False where somebody else was first."""
        waiting = type(self)._default_manager.filter(pk=self.pk, imported_at=None)
        return bool(waiting.update(imported_at=now, content=None))


def stale(now: datetime) -> Q:
    """The lists that nobody needs any more."""
    return Q(made_at__lt=now - IMPORT_LIFE)


OPEN_OR_EMPTY = Q(content=None, imported_at__isnull=False) | Q(content__isnull=False, imported_at=None)


class NominationImportQuerySet(models.QuerySet["NominationImport"]):
    """Questions about many uploaded lists."""

    def visible_to(self, user: User) -> "NominationImportQuerySet":
        """One's own, while one writes the unit's nominations: as its head, or as the secretary what comes on paper."""
        as_head = Q(received_on_paper_at=None) & subtrees("unit__path", user.tops_as(Role.HEAD))
        on_paper = Q(received_on_paper_at__isnull=False) & subtrees("unit__path", user.tops_as(Role.SECRETARY))
        return self.filter(as_head | on_paper, owner=user)


class NominationImport(KeptList):
    """A list of nominees, with what all its rows share."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="nomination_imports")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="nomination_imports", verbose_name="Đơn vị đề nghị")
    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, blank=True, related_name="nomination_imports", verbose_name="Phong trào")
    kind = models.CharField("Loại hình khen thưởng", max_length=10, choices=Kind.choices, default=Kind.MOVEMENT)
    year = models.PositiveSmallIntegerField("Thành tích của năm")
    received_on_paper_at = models.DateTimeField("Nhận bản giấy lúc", null=True, blank=True)

    objects = NominationImportQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp nhập đề nghị"
        verbose_name_plural = "tệp nhập đề nghị"
        constraints = [
            models.UniqueConstraint(fields=["owner", "unit"], condition=Q(imported_at=None), name="one_open_import_of_nominations_per_person_and_unit"),
            models.CheckConstraint(condition=OPEN_OR_EMPTY, name="list_kept_until_imported"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("nomination-import-preview", args=[self.pk])


class AssessmentImportQuerySet(models.QuerySet["AssessmentImport"]):
    """Questions about many uploaded lists."""

    def visible_to(self, user: User) -> "AssessmentImportQuerySet":
        """One's own, while one leads the group."""
        return self.filter(owner=user, assessment__in=Assessment.objects.kept_by(user))


class AssessmentImport(KeptList):
    """A list of households of an assessment, with their points."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="assessment_imports")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="imports", verbose_name="Bình xét")

    objects = AssessmentImportQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp nhập hộ bình xét"
        verbose_name_plural = "tệp nhập hộ bình xét"
        constraints = [
            models.UniqueConstraint(fields=["owner", "assessment"], condition=Q(imported_at=None), name="one_open_import_of_households_per_person"),
            models.CheckConstraint(condition=OPEN_OR_EMPTY, name="households_kept_until_imported"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("assessed-import-preview", args=[self.pk])
