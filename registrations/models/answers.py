"""What a unit answered to the items of its sheet: one row each, so that they can be counted and added up."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from emulation.campaigns.models import Comparator, amount, target_sentence
from emulation.sheets.models import Item, Option
from emulation.vietnamese.fields import VietnameseCharField, VietnameseTextField
from emulation.workflow import Badge
from registrations.models.registration import Registration


class TextAnswer(models.Model):
    """Free text under an item."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="text_answers")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    text = VietnameseTextField("Nội dung", max_length=5000)

    class Meta:
        verbose_name = "đoạn văn"
        verbose_name_plural = "đoạn văn"
        constraints = [models.UniqueConstraint(fields=["registration", "item"], name="one_text_per_item")]

    def __str__(self) -> str:
        return self.text


class Outcome(models.TextChoices):
    """What became of a target."""

    EXCEEDED = "exceeded", "Vượt"
    REACHED = "reached", "Đạt"
    MISSED = "missed", "Chưa đạt"


class TargetAnswer(models.Model):
    """A target that the unit sets itself; without `value` it is a task to be done.

    `outcome` is what the unit reports of it later, "" before that; `achieved` is in the same unit of measure as `value`.
    """

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="target_answers")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    name = VietnameseCharField("Chỉ tiêu", max_length=500)
    comparator = models.CharField("So sánh", max_length=10, choices=Comparator.choices, default=Comparator.REACH)
    value = models.DecimalField("Số", max_digits=18, decimal_places=4, null=True, blank=True)
    unit = VietnameseCharField("Đơn vị tính", max_length=60, blank=True)
    note = VietnameseCharField("Ghi chú", max_length=500, blank=True)
    outcome = models.CharField("Kết quả", max_length=10, choices=Outcome.choices, blank=True)
    achieved = models.DecimalField("Số thực hiện", max_digits=18, decimal_places=4, null=True, blank=True)
    remark = VietnameseCharField("Ghi chú về kết quả", max_length=500, blank=True)

    class Meta:
        verbose_name = "chỉ tiêu đăng ký"
        verbose_name_plural = "chỉ tiêu đăng ký"
        ordering = ["registration", "item", "position"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "item", "position"], name="one_target_per_position"),
            models.CheckConstraint(
                condition=~Q(outcome="") | Q(achieved=None, remark=""),
                name="result_of_a_target_has_an_outcome",
                violation_error_message="Đã ghi số thực hiện hoặc ghi chú thì xin chọn kết quả: vượt, đạt hay chưa đạt.",
            ),
        ]

    def __str__(self) -> str:
        sentence = target_sentence(self.name, self.comparator, self.value, self.unit)
        return f"{sentence} ({self.note})" if self.note else sentence

    @property
    def is_met(self) -> bool:
        return self.outcome in (Outcome.EXCEEDED, Outcome.REACHED)

    @property
    def outcome_badge(self) -> Badge:
        return OUTCOMES[Outcome(self.outcome)] if self.outcome else NOT_REPORTED

    @property
    def achieved_words(self) -> str:
        """ "96,5%"; "" where no number is reported."""
        return "" if self.achieved is None else amount(self.achieved, self.unit)


OUTCOMES = {
    Outcome.EXCEEDED: Badge("ok", "▲", Outcome.EXCEEDED.label),
    Outcome.REACHED: Badge("ok", "✓", Outcome.REACHED.label),
    Outcome.MISSED: Badge("late", "×", Outcome.MISSED.label),
}
NOT_REPORTED = Badge("todo", "○", "Chưa báo cáo")


class GradeAnswer(models.Model):
    """The grade that one subject pledges, an option of the item; None while the unit has not chosen."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="grade_answers")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    subject = VietnameseCharField("Tên", max_length=120)
    option = models.ForeignKey(Option, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Mức phấn đấu")

    class Meta:
        verbose_name = "mức phấn đấu"
        verbose_name_plural = "mức phấn đấu"
        ordering = ["registration", "item", "position"]
        constraints = [models.UniqueConstraint(fields=["registration", "item", "subject"], name="one_grade_per_subject")]

    def __str__(self) -> str:
        return f"{self.subject}: {self.option.word if self.option else 'chưa chọn'}"

    def clean(self) -> None:
        """Raises ValidationError when the grade is of another item."""
        if self.option and self.option.item_id != self.item_id:
            raise ValidationError({"option": f"Mức “{self.option.word}” không phải là mức của mục này. Xin chọn một mức của mục."})

    @property
    def code(self) -> str:
        """The code of the grade; "" while none is chosen."""
        return self.option.code if self.option else ""


class TitleAnswer(models.Model):
    """A title that the unit registers for; the names or the number of those who strive for it where the unit gives them."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="title_answers")
    option = models.ForeignKey(Option, models.PROTECT, related_name="+")
    names = VietnameseTextField("Tên tập thể, cá nhân", max_length=2000, blank=True)
    number = models.PositiveSmallIntegerField("Số lượng", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(9999)])

    class Meta:
        verbose_name = "danh hiệu đăng ký"
        verbose_name_plural = "danh hiệu đăng ký"
        constraints = [models.UniqueConstraint(fields=["registration", "option"], name="title_registered_once")]

    def __str__(self) -> str:
        who = self.option.get_subject_display().lower() or "tập thể, cá nhân"
        names = "; ".join(self.names.splitlines()) if self.option.subject else self.names
        parts = [" ".join(names.split()), f"{self.number} {who}" if self.number else ""]
        return "; ".join(part for part in parts if part) or "Có đăng ký"
