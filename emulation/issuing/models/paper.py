"""A paper that an office sends out: what was approved, its number and date, and the bytes that were issued."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from emulation.issuing.models.series import Series
from emulation.papers.kinds import PaperKind
from emulation.people.models import Role, User
from emulation.short_codes import new_code, shown
from emulation.units.models import Unit, subtrees
from emulation.vietnamese.dates import day
from emulation.vietnamese.fields import VietnameseCharField, VietnameseTextField
from emulation.vietnamese.keys import called
from emulation.vietnamese.order import long_key, search_key, words_of
from emulation.workflow import Badge


class State(models.TextChoices):
    APPROVED = "approved", "Chờ số"
    ISSUING = "issuing", "Đang phát hành"
    ISSUED = "issued", "Đã ban hành"
    REPLACED = "replaced", "Đã được thay thế"
    REVOKED = "revoked", "Đã thu hồi"
    WITHDRAWN = "withdrawn", "Đã rút duyệt"


BADGES = {
    State.APPROVED: Badge("todo", "○", State.APPROVED.label),
    State.ISSUING: Badge("now", "●", State.ISSUING.label),
    State.ISSUED: Badge("ok", "✓", State.ISSUED.label),
    State.REPLACED: Badge("back", "↻", State.REPLACED.label),
    State.REVOKED: Badge("stop", "×", State.REVOKED.label),
    State.WITHDRAWN: Badge("stop", "×", State.WITHDRAWN.label),
}
UNNUMBERED = (State.APPROVED, State.WITHDRAWN)
LONGEST_TITLE = 100  # letters of a subject in the name of a file
KEPT = (State.ISSUED, State.REPLACED, State.REVOKED)
ENDED = (State.REVOKED, State.WITHDRAWN)


class OutgoingPaperQuerySet(models.QuerySet["OutgoingPaper"]):
    """Questions about many papers."""

    def visible_to(self, user: User) -> "OutgoingPaperQuerySet":
        """The issuer's office sees all of its papers and of what it came from; a superior those that were issued."""
        if user.is_superuser:
            return self
        office = subtrees("unit__path", user.tops_read_as(Role.SECRETARY, Role.CHAIR, Role.COUNCIL, Role.ADMINISTRATOR))
        above = subtrees("unit__path", user.tops_read_as(Role.SUPERIOR))
        return self.filter(office | above & Q(state__in=KEPT))

    def numbered(self) -> "OutgoingPaperQuerySet":
        """Those that have a number or its date, as the register lists them, in its order."""
        return self.exclude(state__in=UNNUMBERED).order_by("unit", "year", "symbol", "number", "suffix", "pk")

    def of_year(self, series: Series, year: int) -> "OutgoingPaperQuerySet":
        """Those with a number of the series in that year."""
        return self.filter(unit=series.unit_id, symbol=series.symbol, year=year, number__isnull=False)

    def unfinished(self) -> "OutgoingPaperQuerySet":
        """Those that have their number and still lack their bytes."""
        return self.filter(state=State.ISSUING)

    def waiting_for_number(self, user: User) -> "OutgoingPaperQuerySet":
        """Those that somebody is to give their number and date as secretary."""
        return self.filter(subtrees("unit__path", user.tops_as(Role.SECRETARY)), state=State.APPROVED)

    def search(self, words: str) -> "OutgoingPaperQuerySet":
        """Those whose kind, number, symbol or subject contains the words, whatever their diacritics."""
        return self.filter(called(words))

    def search_register(self, words: str) -> "OutgoingPaperQuerySet":
        """Those with these words in kind, number, subject or recipients, as the register names them."""
        return self.filter(*(Q(search_key__contains=word) | Q(recipients_key__contains=word) for word in words_of(words)))

    def light(self) -> "OutgoingPaperQuerySet":
        """With the unit, without the content: for lists."""
        return self.select_related("unit", "unit__commune").defer("content")


class OutgoingPaper(models.Model):
    """`content` is JSON as `papers.saying` writes it, without number and date; it never changes after approval.

    `unit` is where it was made, and `issuer` the organ that it speaks for, as a sentence names it: "Ủy ban nhân dân phường Bách Quang".
    `year` is the year of its number; before that, of its content. `signer` and `recipients` (a line each) are what the register says.
    `file` names the bytes in the storage "papers"; from `issued_at` on they are what the paper is, and nothing renders it again.
    `end_reason` says why it was revoked, or its approval withdrawn.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="outgoing_papers", verbose_name="Đơn vị")
    issuer = VietnameseCharField("Cơ quan ban hành", max_length=400)
    kind = models.CharField("Loại văn bản", max_length=20, choices=PaperKind.choices)
    symbol = VietnameseCharField("Ký hiệu", max_length=40, blank=True)
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="papers", verbose_name="Sổ số")
    year = models.PositiveSmallIntegerField("Năm")
    number = models.PositiveIntegerField("Số", null=True, blank=True)
    suffix = models.CharField("Chữ sau số", max_length=2, blank=True)
    dated = models.DateField("Ngày ban hành", null=True, blank=True)
    subject = VietnameseTextField("Trích yếu", max_length=1000)
    signer = VietnameseCharField("Người ký", max_length=200, blank=True)
    recipients = VietnameseTextField("Nơi nhận", max_length=4000, blank=True)
    content = models.JSONField("Nội dung")
    state = models.CharField("Tình trạng", max_length=10, choices=State.choices, default=State.APPROVED, editable=False)
    code = models.CharField("Mã xác minh", max_length=12, unique=True, default=new_code, editable=False)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Người duyệt")
    approved_at = models.DateTimeField("Duyệt lúc", default=timezone.now)
    issued_at = models.DateTimeField("Phát hành lúc", null=True, blank=True)
    file = models.CharField(max_length=200, blank=True, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, editable=False)
    size = models.PositiveIntegerField("Dung lượng (byte)", null=True, blank=True, editable=False)
    insertion_reason = VietnameseTextField("Lý do chèn số", max_length=2000, blank=True)
    end_reason = VietnameseTextField("Lý do thu hồi, rút duyệt", max_length=2000, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replacements", verbose_name="Thay thế văn bản")
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name="Đính chính văn bản")
    search_key = models.CharField(max_length=400, editable=False)
    recipients_key = models.TextField(editable=False)  # apart: nearly every paper goes to the same archive

    objects = OutgoingPaperQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản đi"
        verbose_name_plural = "văn bản đi"
        ordering = ["-approved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "symbol", "year", "number", "suffix"],
                condition=Q(number__isnull=False),
                name="paper_number_unique_in_issuer_symbol_and_year",
                violation_error_message="Số này đã cấp cho văn bản khác.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNNUMBERED, number=None, suffix="", dated=None)
                | ~Q(state__in=UNNUMBERED) & Q(dated__isnull=False) & (Q(symbol="", number=None, suffix="") | ~Q(symbol="") & Q(number__gte=1)),
                name="paper_has_number_and_date_exactly_once_it_is_issued",
            ),
            models.CheckConstraint(
                condition=Q(symbol="", series=None) | ~Q(symbol="") & Q(series__isnull=False), name="paper_in_a_series_exactly_with_a_symbol"
            ),
            models.CheckConstraint(
                condition=Q(state__in=KEPT, issued_at__isnull=False, size__gt=0) & ~Q(file="") & ~Q(sha256="")
                | ~Q(state__in=KEPT) & Q(issued_at=None, size=None, file="", sha256=""),
                name="paper_issued_exactly_with_its_bytes",
            ),
            models.CheckConstraint(
                condition=Q(suffix="", insertion_reason="") | ~Q(suffix="") & ~Q(insertion_reason=""),
                name="paper_inserted_exactly_with_a_reason",
                violation_error_message="Số chèn như 05a phải có lý do.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED) & ~Q(end_reason="") | ~Q(state__in=ENDED) & Q(end_reason=""),
                name="paper_ended_exactly_with_a_reason",
                violation_error_message="Thu hồi, rút duyệt phải có lý do.",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | Q(corrects=None),
                name="paper_replaces_or_corrects_another",
                violation_error_message="Một văn bản chỉ thay thế hoặc đính chính một văn bản khác.",
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=~Q(state=State.WITHDRAWN),
                name="paper_replaced_once",
                violation_error_message="Văn bản đó đã có văn bản khác thay thế.",
            ),
        ]
        indexes = [
            models.Index(fields=["-approved_at", "-id"], name="papers_newest_first"),
            models.Index(fields=["unit", "year", "symbol", "number", "suffix"], name="papers_in_the_register"),
            models.Index(fields=["state"], condition=Q(state=State.ISSUING), name="papers_unfinished"),
        ]

    def __str__(self) -> str:
        return self.named

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_key = search_key(f"{self.get_kind_display()} {self.number_line} {self.subject}")
        self.recipients_key = long_key(self.recipients)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("paper-detail", args=[self.pk])

    @property
    def badge(self) -> Badge:
        badge = BADGES[State(self.state)]
        return badge._replace(word="Chờ phát hành") if self.state == State.APPROVED and not self.symbol else badge

    @property
    def number_words(self) -> str:
        """The number as it is printed, "05" or "05a"; "" while it has none."""
        return "" if self.number is None else f"{self.number:02}{self.suffix}"

    @property
    def number_line(self) -> str:
        """ "05/KH-UBND"; without its number "/KH-UBND", and "" for a paper that has none."""
        return f"{self.number_words}/{self.symbol}" if self.symbol else ""

    @property
    def kind_word(self) -> str:
        """ "Kế hoạch"; a certificate is what its subject says before the name: "Giấy khen", "Giấy chứng nhận Lao động tiên tiến"."""
        word, colon, _ = self.subject.partition(": ")
        return word if colon and self.kind == PaperKind.CERTIFICATE else self.get_kind_display()

    @property
    def kind_and_subject(self) -> str:
        """On one line: "Kế hoạch: Tổ chức phong trào", "Giấy khen: TDP Khu Ga"."""
        subject = " ".join(self.subject.split())
        return subject if subject.startswith(f"{self.kind_word}: ") else f"{self.kind_word}: {subject}"

    @property
    def named(self) -> str:
        """ "Kế hoạch số 05/KH-UBND ngày 05/01/2027"."""
        number = f" số {self.number_line}" if self.number else " (chưa có số)" if self.symbol else ""
        return self.kind_word + number + (f" ngày {day(self.dated)}" if self.dated else "")

    @property
    def is_kept(self) -> bool:
        return self.state in KEPT

    @property
    def is_issuing(self) -> bool:
        return self.state == State.ISSUING

    @property
    def shown_code(self) -> str:
        return shown(self.code)

    @property
    def file_title(self) -> str:
        """What its file is called, without the ending: "Kế hoạch 05-KH-UBND 2027 - phường Bách Quang"."""
        if self.kind == PaperKind.CERTIFICATE:  # they have no numbers, but each its recipient
            return f"{self.subject[:LONGEST_TITLE]} {self.year} - {self.unit}".replace(": ", " - ").replace("/", "-")
        number = f"{self.number_words}-{self.symbol} " if self.number else ""
        return f"{self.get_kind_display()} {number}{self.year} - {self.unit}".replace("/", "-")

    @property
    def kept_size(self) -> int:
        """How many bytes were issued."""
        assert self.size is not None
        return self.size

    @property
    def date_given(self) -> date:
        """Its date, once it has one."""
        assert self.dated is not None
        return self.dated
