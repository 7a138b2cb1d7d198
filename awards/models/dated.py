"""What the rows of the catalogue have in common: a document that they rest on, and the days between which they are true."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from emulation.vietnamese.dates import day
from emulation.vietnamese.fields import VietnameseCharField
from emulation.workflow import Badge

TO_CONFIRM = Badge("back", "?", "Cần xác nhận")


class Sourced(models.Model):
    """What rests on a document, confirmed or still to be. `is_amended` once an administrator has had a hand in it: no file overwrites it then."""

    source = VietnameseCharField("Căn cứ", max_length=300, help_text="Văn bản, điều, khoản. Như “Nghị định 152/2025/NĐ-CP, Điều 50”.")
    is_confirmed = models.BooleanField("Đã đối chiếu với văn bản", default=False, help_text="Chưa đối chiếu thì trang ghi “Cần xác nhận”.")
    is_amended = models.BooleanField("Đã sửa trên trang", default=False, editable=False)

    class Meta:
        abstract = True

    @property
    def badge(self) -> Badge | None:
        return None if self.is_confirmed else TO_CONFIRM

    @property
    def told_source(self) -> str:
        """The source as history tells it."""
        return f"căn cứ: {self.source or 'chưa ghi'}; {'đã đối chiếu' if self.is_confirmed else 'cần xác nhận'}"


class Dated(Sourced):
    """A row of an honour that is true from `starts_on` to the end of `ends_on`. `in_file_from` is its first day in the shipped file, None where
    an administrator added it. Rows about the same honour (and subject) never overlap: `amending.amend_row` sees to it, under a lock.
    """

    ABOUT: ClassVar[tuple[str, ...]] = ("honour_id",)
    WHAT: ClassVar[str]  # one is called so in messages and history

    starts_on = models.DateField("Từ ngày")
    ends_on = models.DateField("Đến hết ngày", null=True, blank=True, help_text="Để trống khi còn hiệu lực.")
    in_file_from = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["honour", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="%(class)s_ends_after_it_starts",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
        ]

    @property
    def time(self) -> str:
        return f"từ {day(self.starts_on)}{f' đến hết {day(self.ends_on)}' if self.ends_on else ''}"

    @property
    def told(self) -> str:
        """Itself in one line of history."""
        return f"{self}; {self.told_source}"

    def is_in_force(self, on: date) -> bool:
        """Whether it is true on that day, as `AuthorityQuerySet.in_force` asks the database."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)

    def overlaps(self, other: "Dated") -> bool:
        """Whether it is about the same as another row and there is a day on which both are in force."""
        if (self.pk is not None and self.pk == other.pk) or self.about != other.about:
            return False
        return (self.ends_on is None or other.starts_on <= self.ends_on) and (other.ends_on is None or self.starts_on <= other.ends_on)

    @property
    def about(self) -> tuple[object, ...]:
        return tuple(getattr(self, field) for field in self.ABOUT)
