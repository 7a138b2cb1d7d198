"""What a campaign's plan says: the documents it cites, its contents, its numeric targets, the titles on offer and the named movements in it."""

from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from emulation.campaigns.models.campaign import Campaign
from emulation.units.models import Unit
from emulation.vietnamese.dates import day, day_in_words
from emulation.vietnamese.fields import VietnameseCharField, VietnameseTextField
from emulation.vietnamese.keys import Keyed, called
from emulation.vietnamese.numbers import show_number


class CitedDocumentQuerySet(models.QuerySet["CitedDocument"]):
    """Questions about many documents of libraries."""

    def search(self, words: str) -> "CitedDocumentQuerySet":
        """Those with these words in what they are, their number, their issuer or what they are about."""
        return self.filter(called(words))


class CitedDocument(Keyed):
    """A document of the commune's library that plans cite: a law, a directive, a plan of the level above. Some have no number or date."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="cited_documents", verbose_name="Thư viện của")
    name = VietnameseCharField("Tên loại", max_length=80, help_text="Như “Kế hoạch”, “Chỉ thị”, “Luật”.")
    number = VietnameseCharField("Số, ký hiệu", max_length=60, blank=True)
    signed_on = models.DateField("Ngày", null=True, blank=True)
    issuer = VietnameseCharField("Cơ quan ban hành", max_length=200, blank=True)
    title = VietnameseTextField("Trích yếu", max_length=600)

    objects = CitedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản được viện dẫn"
        verbose_name_plural = "văn bản được viện dẫn"
        ordering = ["unit", "name", "signed_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name", "number"],
                condition=~Q(number=""),
                name="document_once_in_a_library",
                violation_error_message="Văn bản này đã có trong thư viện.",
            )
        ]

    def __str__(self) -> str:
        return self._dated(f"ngày {day(self.signed_on)}" if self.signed_on else "")

    @property
    def in_words(self) -> str:
        """As a document with its own dates in words cites it."""
        return self._dated(f"ngày {day_in_words(self.signed_on)}" if self.signed_on else "")

    def _dated(self, dated: str) -> str:
        number, issuer = self.number and f"số {self.number}", self.issuer and f"của {self.issuer}"
        return " ".join(filter(None, (self.name, number, dated, issuer, self.title)))


class Citation(models.Model):
    """A document that a campaign's plan carries out or rests on."""

    class Role(models.TextChoices):
        PARENT_PLAN = "parent-plan", "Kế hoạch cấp trên"
        LEGAL_BASIS = "legal-basis", "Căn cứ pháp lý"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="citations")
    document = models.ForeignKey(CitedDocument, models.PROTECT, related_name="citations", verbose_name="Văn bản")
    role = models.CharField("Là", max_length=12, choices=Role.choices, default=Role.LEGAL_BASIS)
    position = models.PositiveSmallIntegerField("Thứ tự", default=0)

    class Meta:
        verbose_name = "viện dẫn"
        verbose_name_plural = "viện dẫn"
        ordering = ["campaign", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "document"],
                name="document_cited_once_in_a_campaign",
                violation_error_message="Văn bản này đã được viện dẫn.",
            )
        ]

    def __str__(self) -> str:
        return str(self.document)


class Content(models.Model):
    """One content of the emulation, for a field of work or for an audience."""

    class Scope(models.TextChoices):
        FIELD = "field", "Theo lĩnh vực"
        AUDIENCE = "audience", "Theo đối tượng"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="contents")
    position = models.PositiveSmallIntegerField("Thứ tự", default=0)
    scope = models.CharField("Phạm vi", max_length=10, choices=Scope.choices, default=Scope.FIELD)
    heading = VietnameseCharField("Lĩnh vực hoặc đối tượng", max_length=200)
    text = VietnameseTextField("Nội dung thi đua", max_length=6000)

    class Meta:
        verbose_name = "nội dung thi đua"
        verbose_name_plural = "nội dung thi đua"
        ordering = ["campaign", "position", "pk"]

    def __str__(self) -> str:
        return self.heading


class Comparator(models.TextChoices):
    REACH = "reach", "đạt"
    ABOVE = "above", "trên"
    AT_LEAST = "at-least", "từ"
    BELOW = "below", "dưới"
    AT_MOST = "at-most", "không quá"
    RAISE = "raise", "tăng"
    REDUCE = "reduce", "giảm"


NUMBER = "{số}"  # in the wording of a target, where its number and unit stand


def amount(value: Decimal, unit: str) -> str:
    """A number with its unit as it is written: "65%", "2%/năm", "12.500 tấn"."""
    return f"{show_number(value)}{'' if unit.startswith('%') else ' '}{unit}".strip()


def target_sentence(name: str, comparator: str, value: Decimal | None, unit: str) -> str:
    """A target as a line of a list: "Tỷ lệ hộ dùng nước sạch: trên 65%"; without a number just its name."""
    if value is None:
        return name
    words = f"{Comparator(comparator).label} {amount(value, unit)}"
    return f"{name.rstrip(':;., ')}: {words}{' trở lên' if comparator == Comparator.AT_LEAST else ''}"


def number_once(wording: str) -> None:
    """Raises ValidationError unless the wording names the place of the number once and holds no other braces."""
    if wording.count(NUMBER) != 1 or set("{}") & set(wording.replace(NUMBER, "")):
        raise ValidationError(f"Xin ghi {NUMBER} đúng một lần, ở chỗ in con số và đơn vị tính, và không dùng dấu ngoặc nhọn ở chỗ khác.")


class Target(models.Model):
    """A target of the plan, in one field. Without `value` it is a task to be done. `parent` is the target that it is a part of.

    `wording` is its sentence in the plan, with {số} where number and unit stand; "" for the usual one.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="targets")
    position = models.PositiveSmallIntegerField("Thứ tự", default=0)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts", verbose_name="Trong đó thuộc chỉ tiêu")
    field = VietnameseCharField("Lĩnh vực", max_length=200, blank=True)
    name = VietnameseCharField("Chỉ tiêu", max_length=500)
    comparator = models.CharField("So sánh", max_length=10, choices=Comparator.choices, default=Comparator.REACH)
    value = models.DecimalField("Số", max_digits=18, decimal_places=4, null=True, blank=True)
    unit = VietnameseCharField("Đơn vị tính", max_length=60, blank=True)
    base = VietnameseCharField("So với", max_length=200, blank=True)
    period = VietnameseCharField("Kỳ", max_length=100, blank=True)
    wording = VietnameseCharField(
        "Câu in trong kế hoạch",
        max_length=500,
        blank=True,
        validators=[number_once],
        help_text="Như “tỷ lệ lúa thơm chiếm trên {số} tổng sản lượng”. Để trống thì in theo tên, so sánh và số.",
    )

    class Meta:
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        ordering = ["campaign", "position", "pk"]

    def __str__(self) -> str:
        sentence = target_sentence(self.name, self.comparator, self.value, self.unit)
        return " ".join(part for part in (sentence, f"so với {self.base}" if self.base else "", self.period) if part)

    @property
    def in_words(self) -> str:
        """Its sentence in the plan: "tỷ lệ trường đạt chuẩn quốc gia đạt 100%", ", trong đó giảm tỷ lệ hộ Khmer nghèo 3%" of a part."""
        if self.value is None:
            return self.name
        if self.wording:
            return self.wording.replace(NUMBER, amount(self.value, self.unit))
        said, number = Comparator(self.comparator), amount(self.value, self.unit)
        name = self.name.rstrip(":;., ")
        if said in (Comparator.RAISE, Comparator.REDUCE):
            sentence = f"{said.label} {lower_first(name)} {number}"
        else:
            sentence = f"{lower_first(name)} {said.label} {number}{' trở lên' if said == Comparator.AT_LEAST else ''}"
        return f", trong đó {sentence}" if self.parent_id else sentence


def lower_first(text: str) -> str:
    """The text with a small first letter, but for a name or an abbreviation: "Tỷ lệ" becomes "tỷ lệ", "GRDP" stays."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and first.isupper() else text[:1].lower() + text[1:]


def targets_in_words(targets: Iterable[Target]) -> str:
    """The targets one after another as a plan says them, with semicolons between; "" for none.

    A sentence that begins with a mark is put on as it is; one that begins with a capital follows a full stop.
    """
    said = ""
    for sentence in (target.in_words for target in targets):
        if not said:
            said = sentence
        elif sentence[0] in ",;.:(":
            said += sentence
        elif sentence[0].isupper():
            said = f"{said.rstrip('.;')}. {sentence}"
        else:
            said = f"{said}; {sentence}"
    return said


class OfferedTitle(models.Model):
    """A title that units and people may strive for in a campaign."""

    class Subject(models.TextChoices):
        COLLECTIVE = "collective", "Tập thể"
        INDIVIDUAL = "individual", "Cá nhân"
        HOUSEHOLD = "household", "Hộ gia đình"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="offered_titles")
    position = models.PositiveSmallIntegerField("Thứ tự", default=0)
    name = VietnameseCharField("Danh hiệu", max_length=200)
    subject = models.CharField("Dành cho", max_length=10, choices=Subject.choices, default=Subject.COLLECTIVE)

    class Meta:
        verbose_name = "danh hiệu thi đua"
        verbose_name_plural = "danh hiệu thi đua"
        ordering = ["campaign", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "name", "subject"],
                name="title_offered_once_in_a_campaign",
                violation_error_message="Danh hiệu này đã có.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Movement(models.Model):
    """A named movement that the plan takes up, whoever launched it: "Cả nước chung sức xây dựng nông thôn mới", by the Prime Minister."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="movements")
    position = models.PositiveSmallIntegerField("Thứ tự", default=0)
    name = VietnameseCharField("Tên phong trào", max_length=300, help_text="Không cần ghi dấu ngoặc kép.")
    launcher = VietnameseCharField(
        "Do ai phát động", max_length=200, blank=True, help_text="Như “Thủ tướng Chính phủ”, “Chủ tịch UBND tỉnh”, “Bộ Giáo dục và Đào tạo”."
    )
    period_words = VietnameseCharField("Thời gian", max_length=200, blank=True, help_text="Như “giai đoạn 2021–2025”.")
    document = models.ForeignKey(CitedDocument, models.PROTECT, null=True, blank=True, related_name="movements", verbose_name="Theo văn bản")
    note = VietnameseCharField("Ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "phong trào trong kế hoạch"
        verbose_name_plural = "phong trào trong kế hoạch"
        ordering = ["campaign", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "name"],
                name="movement_named_once_in_a_campaign",
                violation_error_message="Phong trào này đã có.",
            )
        ]

    def __str__(self) -> str:
        return f"“{self.name}”"

    @property
    def by(self) -> str:
        """Who launched it and for what time: "Thủ tướng Chính phủ phát động, giai đoạn 2021–2025"."""
        return ", ".join(part for part in (f"{self.launcher} phát động" if self.launcher else "", self.period_words) if part)
