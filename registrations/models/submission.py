"""A submission: what a unit sent in at one moment, frozen."""

from django.db import models
from django.db.models import Q

from emulation.people.models import User
from registrations.models.registration import Registration


class Submission(models.Model):
    """`html` is the paper exactly as it was sent in; `pdf` is rendered from it once, outside any transaction, and kept with its digest.

    Of one that came on paper, `submitted_by` is who entered it, at `submitted_at`.
    """

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="submissions")
    ordinal = models.PositiveSmallIntegerField("Lần gửi")
    receipt = models.CharField("Mã biên nhận", max_length=12, unique=True)
    submitted_at = models.DateTimeField("Gửi lúc")
    submitted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="Người gửi")
    received_on_paper_at = models.DateTimeField("Nhận bản giấy lúc", null=True, blank=True)
    html = models.TextField()
    pdf = models.FileField(max_length=200, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)

    class Meta:
        verbose_name = "lần gửi"
        verbose_name_plural = "lần gửi"
        ordering = ["registration", "-ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "ordinal"], name="one_submission_per_ordinal"),
            models.CheckConstraint(condition=Q(pdf="", sha256="") | ~Q(pdf="") & ~Q(sha256=""), name="pdf_kept_exactly_with_its_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.registration}, lần {self.ordinal}"
