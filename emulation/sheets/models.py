"""A sheet: an ordered list of typed items. One that is ready never changes: whoever wants it otherwise copies it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from emulation.people.models import User
from emulation.units.kinds import Kind
from emulation.units.models import Unit, paths_above, subtrees
from emulation.vietnamese.fields import VietnameseCharField, VietnameseTextField
from emulation.vietnamese.keys import Keyed, called
from emulation.workflow import Badge


class ItemType(models.TextChoices):
    HEADING = "heading", "Đề mục"
    NOTE = "note", "Ghi chú in sẵn"
    TEXT = "text", "Đoạn văn"
    TARGETS = "targets", "Danh sách chỉ tiêu"
    PLEDGE = "pledge", "Mức phấn đấu"
    TITLE = "title", "Danh hiệu đăng ký"


class Grade(models.TextChoices):
    """The grades of task completion in the law's words (Luật Thi đua, khen thưởng 2022), and the codes of the options so named; a form may offer any others."""

    EXCELLENT = "excellent", "Hoàn thành xuất sắc nhiệm vụ"
    GOOD = "good", "Hoàn thành tốt nhiệm vụ"
    COMPLETED = "completed", "Hoàn thành nhiệm vụ"


class Subject(models.TextChoices):
    COLLECTIVE = "collective", "Tập thể"
    INDIVIDUAL = "individual", "Cá nhân"
    HOUSEHOLD = "household", "Hộ gia đình"


ANSWERED = (ItemType.TEXT, ItemType.TARGETS, ItemType.PLEDGE, ItemType.TITLE)
SHIPPED, DRAFT, READY = Badge("ok", "✓", "Có sẵn"), Badge("todo", "○", "Đang soạn"), Badge("ok", "✓", "Dùng được")


def numbered(number: str, text: str) -> str:
    """The text after its number: "1. Các chỉ tiêu", "a) Các chỉ tiêu"."""
    if not number:
        return text
    return f"{number} {text}" if number[-1] in ").:" else f"{number}. {text}"


class SheetQuerySet(models.QuerySet["Sheet"]):
    """Questions about many sheets."""

    def visible_to(self, user: User) -> "SheetQuerySet":
        """Those who look after an office see the shipped sheets, their own, and what is ready above them; others have no page of sheets."""
        if user.is_superuser:
            return self
        if kept := user.units_in_keeping:
            above = {path for unit in kept for path in paths_above(unit)}
            return self.filter(Q(unit=None) | subtrees("unit__path", kept) | Q(unit__path__in=above, is_ready=True))
        return self.none()

    def kept_by(self, user: User) -> "SheetQuerySet":
        """The sheets of the offices that somebody looks after as secretary or administrator; shipped ones belong to nobody."""
        owned = self.filter(unit__isnull=False)
        return owned if user.is_superuser else owned.filter(subtrees("unit__path", user.units_in_keeping))

    def for_unit(self, unit: Unit) -> "SheetQuerySet":
        """What a campaign of this unit may use: ready, and shipped or made by the unit itself or above it."""
        return self.filter(Q(unit=None) | Q(unit__path__in=paths_above(unit)), is_ready=True)

    def search(self, words: str) -> "SheetQuerySet":
        """Those that are called so."""
        return self.filter(called(words))

    def newest(self) -> "SheetQuerySet":
        """The newest version that is ready of each sheet."""
        newer = Sheet.objects.filter(code=models.OuterRef("code"), version__gt=models.OuterRef("version"), is_ready=True)
        return self.filter(is_ready=True).exclude(models.Exists(newer)).order_by("code")


class Sheet(Keyed):
    """One version of a registration form. `kinds` are the kinds of unit it is made for; `digest` is of the file it was loaded from, if it was.

    `unit` made it for its own campaigns; None for the shipped ones, which are for everybody. With `title` the paper carries a name of its own
    in place of "V/v"; with `second_authority` a second person signs at the left.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, editable=False, related_name="sheets", verbose_name="Của")
    code = models.SlugField("Mã mẫu", max_length=60)
    version = models.PositiveSmallIntegerField("Phiên bản")
    is_ready = models.BooleanField("Dùng được", default=True, editable=False)
    name = VietnameseCharField("Tên mẫu", max_length=200)
    kinds = models.JSONField("Dành cho loại đơn vị", default=list)
    numbered = models.BooleanField("Có số, ký hiệu", default=False)
    title = VietnameseCharField("Tên phiếu", max_length=200, blank=True)
    subject = VietnameseCharField("Trích yếu sau “V/v”", max_length=300, blank=True)
    bases = VietnameseTextField("Căn cứ", max_length=2000, blank=True, help_text="Mỗi dòng một căn cứ.")
    opening = VietnameseTextField("Câu mở đầu", max_length=600, blank=True)
    authority = VietnameseCharField("Thẩm quyền ký", max_length=200)
    second_authority = VietnameseCharField("Thẩm quyền ký của người thứ hai", max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True, editable=False)

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = "mẫu đăng ký"
        verbose_name_plural = "mẫu đăng ký"
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="one_sheet_per_code_and_version"),
            models.CheckConstraint(
                condition=Q(is_ready=True) | Q(unit__isnull=False),
                name="unfinished_sheet_has_an_owner",
                violation_error_message="Mẫu đang soạn phải thuộc về một đơn vị.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} (phiên bản {self.version})"

    def get_absolute_url(self) -> str:
        return reverse("sheet-detail", args=[self.pk])

    @property
    def badge(self) -> Badge:
        return SHIPPED if self.unit_id is None else READY if self.is_ready else DRAFT

    @property
    def base_list(self) -> list[str]:
        return [line for line in self.bases.splitlines() if line]

    @property
    def kind_names(self) -> list[str]:
        return [Kind(kind).label for kind in self.kinds]


class Item(models.Model):
    """One item of a sheet, in order.

    `heading` prints the item's own text as a heading of part; `subjects` are those who pledge a grade, one a line,
    and `more_subjects` lets the unit add others. `as_table` prints the answers as a ruled table.
    `dotted` is the number of lines, or of empty rows of the table, that the blank form leaves for a pen.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    type = models.CharField(max_length=10, choices=ItemType.choices)
    key = models.SlugField(max_length=60, blank=True)
    number = VietnameseCharField("Số thứ tự in trên mẫu", max_length=30, blank=True)
    text = VietnameseTextField("Chữ in trên mẫu", max_length=1000)
    help = VietnameseTextField("Hướng dẫn khi điền", max_length=600, blank=True)
    heading = models.BooleanField("In như đề mục", default=False)
    subjects = VietnameseTextField("Ai phấn đấu", max_length=600, blank=True)
    more_subjects = models.BooleanField("Đơn vị được ghi thêm tập thể khác", default=False)
    as_table = models.BooleanField("In thành bảng", default=False)
    dotted = models.PositiveSmallIntegerField("Số dòng trống", default=0)

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
        return numbered(self.number, self.text)

    @property
    def subject_list(self) -> list[str]:
        return [line for line in self.subjects.splitlines() if line]


class Option(models.Model):
    """One line to choose under an item: a grade of a pledge, or a title; `subject` says who strives for the title, "" where the text does."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=60)
    number = VietnameseCharField("Số thứ tự in trên mẫu", max_length=30, blank=True)
    text = VietnameseCharField("Chữ in trên mẫu", max_length=300)
    subject = models.CharField("Dành cho", max_length=10, choices=Subject.choices, blank=True)

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

    @property
    def label(self) -> str:
        return numbered(self.number, self.text)

    @property
    def word(self) -> str:
        """The text without the colon that leads to what is written after it."""
        return self.text.rstrip(" :;.")
