"""The files that go with a nomination."""

from django.db import models

from awards.models.nomination import Nomination
from emulation.attachments.models import Attachment
from emulation.people.models import User


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Questions about many files."""

    def in_use(self) -> "EvidenceQuerySet":
        """Those that were not taken out."""
        return self.filter(removed_at=None).select_related("attachment").order_by("pk")

    def visible_to(self, user: User) -> "EvidenceQuerySet":
        """Whoever sees the nomination sees the files in use."""
        return self.in_use().filter(nomination__in=Nomination.objects.visible_to(user))


class Evidence(models.Model):
    """A file that goes with a nomination; `removed_at` is when it was taken out, for what was sent once is kept."""

    class Kind(models.TextChoices):
        EVIDENCE = "evidence", "Minh chứng thành tích"
        MINUTES = "minutes", "Biên bản bình xét tại đơn vị"
        INITIATIVE = "initiative", "Chứng nhận sáng kiến, đề tài hoặc hoàn thành xuất sắc"
        PAPER = "paper", "Bản giấy của đề nghị, có chữ ký"

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="evidence")
    kind = models.CharField("Loại tệp", max_length=10, choices=Kind.choices, default=Kind.EVIDENCE)
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="evidence")
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp của đề nghị"
        verbose_name_plural = "tệp của đề nghị"
        ordering = ["nomination", "pk"]

    def __str__(self) -> str:
        return str(self.attachment)
