"""An uploaded file, and the link by which a record owns it."""

from django.db import models
from django.utils import timezone

from emulation.people.models import User
from emulation.vietnamese.fields import VietnameseCharField
from emulation.vietnamese.numbers import show_size


class Attachment(models.Model):
    """The bytes as they came, never changed. `name` is the uploader's own, cleaned, with the ending that the content asks for.

    It has no address: whoever may see the record that owns it gets it from that record's page.
    """

    file = models.FileField("Tệp", max_length=200, editable=False)
    name = VietnameseCharField("Tên tệp", max_length=120)
    content_type = models.CharField("Loại tệp", max_length=100)
    size = models.PositiveIntegerField("Dung lượng (byte)")
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="Người tải lên")
    uploaded_at = models.DateTimeField("Tải lên lúc", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "tệp đính kèm"
        verbose_name_plural = "tệp đính kèm"
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="attachment_is_not_empty", violation_error_message="Tệp trống."),
            models.UniqueConstraint(fields=["file"], name="one_attachment_per_file"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def size_words(self) -> str:
        """ "350 KB", "1,2 MB"."""
        return show_size(self.size)


class Attached(models.Model):
    """What a record's link to a file has in common; `removed_at` is when another file took its place. A link is never deleted."""

    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.attachment)
