"""A series of numbers: one issuer's papers under one symbol."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from emulation.papers.kinds import PaperKind
from emulation.people.models import User
from emulation.units.models import Unit, subtrees
from emulation.vietnamese.fields import VietnameseCharField
from emulation.vietnamese.keys import found_among


class Manner(models.TextChoices):
    GIVEN = "given", "Văn thư cấp số"
    OWN = "own", "Hệ thống tự lấy số tiếp theo"


class SeriesQuerySet(models.QuerySet["Series"]):
    """Questions about many series."""

    def kept_by(self, user: User) -> "SeriesQuerySet":
        """Those that somebody sets as secretary or administrator of the issuer's office."""
        return self if user.is_superuser else self.filter(subtrees("unit__path", user.units_in_keeping))

    def search(self, words: str) -> "SeriesQuerySet":
        """Those with these words in kind, symbol or unit."""
        found: SeriesQuerySet = found_among(self, words, lambda one: f"{one} {one.unit}")
        return found


class Series(models.Model):
    """Numbers run from 1 on 1 January to 31 December. A series of its own begins at `opening_number` in `opening_year`: the earlier ones of
    that year were given elsewhere.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="series", verbose_name="Đơn vị")
    kind = models.CharField("Loại văn bản", max_length=20, choices=PaperKind.choices)
    symbol = VietnameseCharField("Ký hiệu", max_length=40)
    manner = models.CharField("Cách lấy số", max_length=5, choices=Manner.choices, default=Manner.GIVEN)
    opening_number = models.PositiveIntegerField(
        "Số mở đầu",
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(99_999)],
        help_text="Số đầu tiên mà hệ thống lấy trong năm mở đầu. Từ ngày 01 tháng 01 năm sau, số trở lại 01.",
    )
    opening_year = models.PositiveSmallIntegerField("Năm mở đầu", validators=[MinValueValidator(2000), MaxValueValidator(2100)])

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = "sổ số văn bản"
        verbose_name_plural = "sổ số văn bản"
        ordering = ["unit", "symbol"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "symbol"], name="one_series_per_issuer_and_symbol", violation_error_message="Ký hiệu này đã có sổ số."),
            models.CheckConstraint(condition=~Q(symbol=""), name="series_has_a_symbol", violation_error_message="Sổ số phải có ký hiệu."),
            models.CheckConstraint(condition=Q(opening_number__gte=1), name="series_opens_from_one", violation_error_message="Số mở đầu ít nhất là 1."),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.symbol})"

    def get_absolute_url(self) -> str:
        return reverse("paper-series", args=[self.pk])

    @property
    def told(self) -> str:
        """How it gets its numbers, in words."""
        return f"{self.get_manner_display()}, từ số {self.opening_number} năm {self.opening_year}" if self.is_own else self.get_manner_display()

    @property
    def is_own(self) -> bool:
        return self.manner == Manner.OWN

    def first_number(self, on: date) -> int:
        """The first number that it gives in the year of that day."""
        return self.opening_number if on.year == self.opening_year else 1
