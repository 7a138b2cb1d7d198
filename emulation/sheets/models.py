"""A sheet: an ordered list of typed items. A version that a campaign has used never changes."""

from django.db import models
from django.db.models import Q

from emulation.vietnamese.fields import VietnameseCharField, VietnameseTextField


class ItemType(models.TextChoices):
    HEADING = "heading", "Đề mục"
    NOTE = "note", "Ghi chú in sẵn"
    TEXT = "text", "Đoạn văn"
    TARGETS = "targets", "Danh sách chỉ tiêu"
    PLEDGE = "pledge", "Mức phấn đấu"
    TITLE = "title", "Danh hiệu đăng ký"


class Grade(models.TextChoices):
    EXCELLENT = "excellent", "Hoàn thành xuất sắc nhiệm vụ"
    GOOD = "good", "Hoàn thành tốt nhiệm vụ"
    COMPLETED = "completed", "Hoàn thành nhiệm vụ"


ANSWERED = (ItemType.TEXT, ItemType.TARGETS, ItemType.PLEDGE, ItemType.TITLE)


class SheetQuerySet(models.QuerySet["Sheet"]):
    """Questions about many sheets."""

    def newest(self) -> "SheetQuerySet":
        """The newest version of each sheet."""
        newer = Sheet.objects.filter(code=models.OuterRef("code"), version__gt=models.OuterRef("version"))
        return self.exclude(models.Exists(newer)).order_by("code")


class Sheet(models.Model):
    """One version of a registration form. `kinds` are the kinds of unit it is made for; `digest` is of the file it was loaded from."""

    code = models.SlugField("Mã mẫu", max_length=60)
    version = models.PositiveSmallIntegerField("Phiên bản")
    name = VietnameseCharField("Tên mẫu", max_length=200)
    kinds = models.JSONField("Dành cho loại đơn vị", default=list)
    numbered = models.BooleanField("Có số, ký hiệu", default=False)
    subject = VietnameseCharField("Trích yếu sau “V/v”", max_length=300)
    bases = VietnameseTextField("Căn cứ", max_length=2000, help_text="Mỗi dòng một căn cứ.")
    opening = VietnameseTextField("Câu mở đầu", max_length=600)
    authority = VietnameseCharField("Thẩm quyền ký", max_length=200)
    digest = models.CharField(max_length=64)

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = "mẫu đăng ký"
        verbose_name_plural = "mẫu đăng ký"
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="one_sheet_per_code_and_version")]

    def __str__(self) -> str:
        return f"{self.name} (phiên bản {self.version})"

    @property
    def base_list(self) -> list[str]:
        return [line for line in self.bases.splitlines() if line]


class Item(models.Model):
    """One item of a sheet, in order.

    `heading` prints the item's own text as a heading of part; `subjects` are those who pledge a grade, one a line,
    and `more_subjects` lets the unit add others; `dotted` is the number of lines that the blank form leaves for a pen.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    type = models.CharField(max_length=10, choices=ItemType.choices)
    key = models.SlugField(max_length=60, blank=True)
    number = models.CharField(max_length=10, blank=True)
    text = VietnameseTextField(max_length=1000)
    help = VietnameseTextField(max_length=600, blank=True)
    heading = models.BooleanField(default=False)
    subjects = VietnameseTextField(max_length=600, blank=True)
    more_subjects = models.BooleanField(default=False)
    dotted = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "mục của mẫu"
        verbose_name_plural = "mục của mẫu"
        ordering = ["sheet", "position"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "position"], name="one_item_per_position"),
            models.UniqueConstraint(fields=["sheet", "key"], condition=~Q(key=""), name="item_key_unique_in_sheet"),
            models.CheckConstraint(condition=Q(type__in=["heading", "note"]) | ~Q(key=""), name="answered_item_has_a_key"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}" if self.number else self.text

    @property
    def subject_list(self) -> list[str]:
        return [line for line in self.subjects.splitlines() if line]


class Option(models.Model):
    """One line to choose under an item: a grade of a pledge, or a title."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=60)
    number = models.CharField(max_length=10, blank=True)
    text = VietnameseCharField(max_length=300)

    class Meta:
        verbose_name = "lựa chọn của mục"
        verbose_name_plural = "lựa chọn của mục"
        ordering = ["item", "position"]
        constraints = [
            models.UniqueConstraint(fields=["item", "position"], name="one_option_per_position"),
            models.UniqueConstraint(fields=["item", "code"], name="option_code_unique_in_item"),
        ]

    def __str__(self) -> str:
        return self.text
