"""One line of history. Lines are written once, in the transaction of what they tell, and never changed."""

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from emulation.people.models import User
from emulation.vietnamese.dates import clock
from emulation.vietnamese.fields import VietnameseCharField, VietnameseTextField


class LineQuerySet(models.QuerySet["Line"]):
    """Questions about many lines."""

    def of(self, record: models.Model) -> "LineQuerySet":
        """The history of a record, newest first."""
        return self.filter(subject_type=ContentType.objects.get_for_model(record), subject_pk=record.pk).order_by("-at", "-pk").select_related("by")

    def of_all(self, model: type[models.Model]) -> "LineQuerySet":
        """The history of all records of a kind, newest first."""
        return self.filter(subject_type=ContentType.objects.get_for_model(model)).order_by("-at", "-pk").select_related("by")


def stands_so_since(model: type[models.Model]) -> models.Subquery:
    """Since when each record of a kind has the state that it has, to annotate rows with; None where no line tells."""
    came = Line.objects.of_all(model).filter(subject_pk=models.OuterRef("pk"), after=models.OuterRef("state")).exclude(before=models.F("after"))
    return models.Subquery(came.values("at")[:1])


class Line(models.Model):
    """`by` is None for what the clock did; `title` is the title under which somebody acted, as it was then."""

    subject_type = models.ForeignKey(ContentType, models.PROTECT)
    subject_pk = models.PositiveBigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_pk")
    at = models.DateTimeField("Lúc")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="Người làm")
    title = VietnameseCharField("Chức danh", max_length=220, blank=True)
    move = models.CharField(max_length=40)
    label = VietnameseCharField("Việc", max_length=100)
    before = models.CharField("Từ", max_length=20, blank=True)
    after = models.CharField("Sang", max_length=20, blank=True)
    reason = VietnameseTextField("Lý do", max_length=2000, blank=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng lịch sử"
        verbose_name_plural = "lịch sử"
        indexes = [models.Index(fields=["subject_type", "subject_pk", "at"], name="history_of_a_record")]

    def __str__(self) -> str:
        return f"{self.label}, {clock(self.at)}"

    @property
    def who(self) -> str:
        return str(self.by) if self.by else "Hệ thống"


def line_about(
    record: models.Model,
    *,
    move: str,
    label: str,
    at: datetime,
    by: User | None,
    title: str = "",
    before: str = "",
    after: str = "",
    reason: str = "",
) -> Line:
    """A line that is not saved yet, for those who write many down at once."""
    return Line(
        subject_type=ContentType.objects.get_for_model(record),
        subject_pk=record.pk,
        at=at,
        by=by,
        title=title,
        move=move,
        label=label,
        before=before,
        after=after,
        reason=reason,
    )


def write_line(record: models.Model, **told: Any) -> Line:
    """Write down what was done to a record, told as `line_about` asks for. Call it in the transaction that does it."""
    line = line_about(record, **told)
    line.save()
    return line
