"""The catalogue: titles and forms of commendation, who decides them and what is paid for them from when to when, and the base salary by date.

All of it is data: shipped in `awards/catalogue.toml`, amended by administrators in the browser. See docs/decisions/0022.
"""

from datetime import date
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from awards.models.dated import Dated, Sourced
from emulation.campaigns.models import OfferedTitle
from emulation.units.kinds import Kind
from emulation.vietnamese.dates import day
from emulation.vietnamese.fields import VietnameseCharField
from emulation.vietnamese.keys import Keyed, called, found_among
from emulation.vietnamese.numbers import show_number

Subject = OfferedTitle.Subject

LARGEST_COEFFICIENT, LARGEST_SALARY = 100, 1_000_000_000
TAKEN = "Đã có mức lương cơ sở từ ngày này. Xin sửa mức đó."


class Category(models.TextChoices):
    TITLE = "title", "Danh hiệu thi đua"
    COMMENDATION = "commendation", "Hình thức khen thưởng"


class Level(models.TextChoices):
    """Who decides, from the commune up."""

    COMMUNE = "commune", "Chủ tịch UBND cấp xã"
    DISTRICT = "district", "Chủ tịch UBND cấp huyện"
    PROVINCE = "province", "Chủ tịch UBND cấp tỉnh"
    PRIME_MINISTER = "prime-minister", "Thủ tướng Chính phủ"
    PRESIDENT = "president", "Chủ tịch nước"


class HonourQuerySet(models.QuerySet["Honour"]):
    """Questions about many titles and commendations."""

    def given_to(self, subject: str) -> "HonourQuerySet":
        """Those that a collective, a person or a household may be given."""
        return self.filter(**{GIVEN_TO[Subject(subject)]: True})

    def in_use(self, on: date) -> "HonourQuerySet":
        """Those for which somebody may still be nominated on that day."""
        return self.filter(Q(retired_on=None) | Q(retired_on__gt=on))

    def decided_by(self, level: str, on: date) -> "HonourQuerySet":
        """Those that this level decides on that day."""
        return self.filter(pk__in=Authority.objects.in_force(on).filter(level=level).values("honour"))

    def search(self, words: str) -> "HonourQuerySet":
        """Those that are called so, whatever the diacritics."""
        return self.filter(called(words))


class Honour(Keyed, Sourced):
    """A title (danh hiệu) or a form of commendation (hình thức khen thưởng).

    `threshold` is the share of ALL members of the council that must agree, in percent; None for a simple majority. `for_kinds` are the kinds of unit
    that a collective must be of; empty for any. From `retired_on` nobody is nominated for it any more. `source` and `is_confirmed` are about the
    conditions of the vote.
    """

    code = models.SlugField("Mã", max_length=60, unique=True)
    name = VietnameseCharField("Tên", max_length=200)
    category = models.CharField("Loại", max_length=12, choices=Category.choices)
    for_collectives = models.BooleanField("Dành cho tập thể", default=False)
    for_individuals = models.BooleanField("Dành cho cá nhân", default=False)
    for_households = models.BooleanField("Dành cho hộ gia đình", default=False)
    for_kinds = models.JSONField("Dành cho loại đơn vị", default=list, blank=True)
    threshold = models.PositiveSmallIntegerField(
        "Tỷ lệ phải đạt trên tổng số thành viên Hội đồng (%)",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text="Để trống thì quá nửa.",
    )
    needs_initiative = models.BooleanField("Xét kèm sáng kiến, đề tài hoặc mức hoàn thành xuất sắc", default=False)
    position = models.PositiveSmallIntegerField("Thứ tự", default=0)
    retired_on = models.DateField(
        "Thôi dùng từ ngày", null=True, blank=True, help_text="Từ ngày này không đề nghị được nữa; những gì đã khen vẫn giữ. Để trống thì dùng tiếp."
    )

    objects = HonourQuerySet.as_manager()

    class Meta:
        verbose_name = "danh hiệu, hình thức khen thưởng"
        verbose_name_plural = "danh hiệu, hình thức khen thưởng"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(for_collectives=True) | Q(for_individuals=True) | Q(for_households=True),
                name="honour_is_for_somebody",
                violation_error_message="Xin ghi rõ danh hiệu dành cho ai.",
            ),
            models.CheckConstraint(
                condition=Q(threshold=None) | Q(threshold__range=(1, 100)),
                name="threshold_is_a_percentage",
                violation_error_message="Tỷ lệ phải từ 1 đến 100%.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("honour-detail", args=[self.pk])

    @property
    def is_title(self) -> bool:
        return self.category == Category.TITLE

    @property
    def certificate(self) -> str:
        """What the paper that comes with it is called: a title has a "giấy chứng nhận", any other is itself a paper, "giấy khen" or "bằng khen"."""
        return "giấy chứng nhận" if self.is_title else " ".join(self.name.lower().split()[:2])

    @property
    def subjects(self) -> list[Subject]:
        """Whom it may be given to."""
        return [subject for subject, field in GIVEN_TO.items() if getattr(self, field)]

    @property
    def for_whom(self) -> str:
        """In words: "Tập thể, cá nhân, hộ gia đình"."""
        return ", ".join(subject.label for subject in self.subjects).capitalize()

    @property
    def kind_names(self) -> list[str]:
        return [Kind(kind).label for kind in self.for_kinds]

    @property
    def vote(self) -> str:
        """How the council's vote must go."""
        return f"Từ {self.threshold}% tổng số thành viên Hội đồng" if self.threshold else "Quá nửa"

    @property
    def told(self) -> str:
        """Itself in one line of history."""
        retired = f"; thôi dùng từ {day(self.retired_on)}" if self.retired_on else ""
        return f"{self.name}; phiếu: {self.vote.lower()}; {'có' if self.needs_initiative else 'không'} xét sáng kiến; {self.told_source}{retired}"

    def is_retired(self, on: date) -> bool:
        return self.retired_on is not None and self.retired_on <= on

    def suits(self, kind: str) -> bool:
        """Whether a unit of this kind may be given it as a collective."""
        return not self.for_kinds or kind in self.for_kinds


GIVEN_TO = {Subject.COLLECTIVE: "for_collectives", Subject.INDIVIDUAL: "for_individuals", Subject.HOUSEHOLD: "for_households"}


class AuthorityQuerySet(models.QuerySet["Authority"]):
    """Questions about many rows of authority."""

    def in_force(self, on: date) -> "AuthorityQuerySet":
        return self.filter(Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on))


class Authority(Dated):
    """Which level decides an honour for a time."""

    WHAT = "thẩm quyền"

    honour = models.ForeignKey(Honour, models.CASCADE, related_name="authorities", editable=False)
    level = models.CharField("Người quyết định", max_length=14, choices=Level.choices)

    objects = AuthorityQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = "thẩm quyền"
        verbose_name_plural = "thẩm quyền"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["honour", "in_file_from"], condition=Q(in_file_from__isnull=False), name="authority_once_from_the_file"),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()}, {self.time}"


class Rate(Dated):
    """What is paid with an honour for a time: so many times the base salary, and an object ("" where the law lists none)."""

    ABOUT = ("honour_id", "subject")
    WHAT = "hệ số"

    honour = models.ForeignKey(Honour, models.CASCADE, related_name="rates", editable=False)
    subject = models.CharField("Dành cho", max_length=10, choices=Subject.choices)
    coefficient = models.DecimalField(
        "Hệ số", max_digits=7, decimal_places=4, validators=[MinValueValidator(Decimal("0.0001")), MaxValueValidator(LARGEST_COEFFICIENT)]
    )
    given_object = VietnameseCharField("Hiện vật kèm theo", max_length=200, blank=True, help_text="Như “Giấy chứng nhận, khung”. Để trống nếu không có.")

    class Meta(Dated.Meta):
        verbose_name = "hệ số tiền thưởng"
        verbose_name_plural = "hệ số tiền thưởng"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["honour", "subject", "in_file_from"], condition=Q(in_file_from__isnull=False), name="rate_once_from_the_file"),
            models.CheckConstraint(condition=Q(coefficient__gt=0), name="coefficient_above_zero", violation_error_message="Hệ số phải lớn hơn 0."),
        ]

    def __str__(self) -> str:
        given = f", {self.given_object[:1].lower()}{self.given_object[1:]}" if self.given_object else ""
        return f"{self.get_subject_display()}: hệ số {show_number(self.coefficient)}{given}, {self.time}"


class BaseSalaryQuerySet(models.QuerySet["BaseSalary"]):
    """Questions about the base salary."""

    def on(self, on: date) -> "BaseSalary | None":
        """The one in force on that day, None where it is not known."""
        return self.filter(starts_on__lte=on).order_by("-starts_on").first()

    def search(self, words: str) -> "BaseSalaryQuerySet":
        """Those with these words in their sum, day or document."""
        found: BaseSalaryQuerySet = found_among(self, words, lambda one: f"{one}; {one.amount}; {one.source}")
        return found


class BaseSalary(Sourced):
    """Mức lương cơ sở in đồng, from a day until the next one begins. `in_file_from` as of other dated rows."""

    amount = models.PositiveIntegerField("Mức lương cơ sở (đồng)", validators=[MinValueValidator(1), MaxValueValidator(LARGEST_SALARY)])
    starts_on = models.DateField("Từ ngày", unique=True, error_messages={"unique": TAKEN})
    in_file_from = models.DateField(null=True, blank=True, unique=True, editable=False)

    objects = BaseSalaryQuerySet.as_manager()

    class Meta:
        verbose_name = "mức lương cơ sở"
        verbose_name_plural = "mức lương cơ sở"
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="base_salary_above_zero", violation_error_message="Mức lương cơ sở phải lớn hơn 0."),
        ]

    def __str__(self) -> str:
        return f"{show_number(Decimal(self.amount))} đồng, từ {day(self.starts_on)}"

    @property
    def told(self) -> str:
        """Itself in one line of history."""
        return f"{self}; {self.told_source}"
