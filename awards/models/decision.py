"""The chair's decision, what it awards, and what became of an award."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from awards.models.catalogue import Honour, Subject
from awards.models.council import Meeting
from awards.models.nomination import Nomination, nominee_key
from emulation.campaigns.models import Campaign
from emulation.issuing.models import OutgoingPaper
from emulation.people.models import Role, User
from emulation.units.kinds import WORDS, Kind
from emulation.units.models import Unit, named, subtrees
from emulation.vietnamese.fields import VietnameseCharField, VietnameseTextField
from emulation.vietnamese.keys import Keyed, called
from emulation.vietnamese.numbers import show_number
from emulation.vietnamese.order import search_key
from emulation.workflow import Badge

OF_GROUPS = "Thôn, tổ dân phố"  # so begins the honour that each kind of group bears under its own name


class DecisionState(models.TextChoices):
    DRAFT = "draft", "Đang lập"
    SUBMITTED = "submitted", "Chờ Chủ tịch quyết định"
    RETURNED = "returned", "Trả lại"
    SIGNED = "signed", "Đã quyết định, chờ số"
    ISSUED = "issued", "Đã ban hành"
    DISCARDED = "discarded", "Đã bỏ"
    CONCLUDED = "concluded", "Kết thúc, không khen thưởng"


DECISION_BADGES = {
    DecisionState.DRAFT: Badge("todo", "○", DecisionState.DRAFT.label),
    DecisionState.SUBMITTED: Badge("now", "●", DecisionState.SUBMITTED.label),
    DecisionState.RETURNED: Badge("back", "↩", DecisionState.RETURNED.label),
    DecisionState.SIGNED: Badge("now", "●", DecisionState.SIGNED.label),
    DecisionState.ISSUED: Badge("ok", "✓", DecisionState.ISSUED.label),
    DecisionState.DISCARDED: Badge("stop", "×", DecisionState.DISCARDED.label),
    DecisionState.CONCLUDED: Badge("stop", "×", DecisionState.CONCLUDED.label),
}


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Questions about many decisions."""

    def visible_to(self, user: User) -> "DecisionQuerySet":
        """The commune's office; a superior those that were issued."""
        if user.is_superuser:
            return self
        office = subtrees("unit__path", user.tops_read_as(Role.SECRETARY, Role.CHAIR, Role.COUNCIL, Role.ADMINISTRATOR))
        above = subtrees("unit__path", user.tops_read_as(Role.SUPERIOR)) & Q(state=DecisionState.ISSUED)
        return self.filter(office | above)

    def issued(self) -> "DecisionQuerySet":
        """Those that have their number, whatever became of them: they are public."""
        return self.filter(state=DecisionState.ISSUED)

    def search(self, words: str) -> "DecisionQuerySet":
        """Those with these words in what they are about, or in the number of their paper."""
        return self.filter(called(words) | called(words, "paper__"))


class Decision(Keyed):
    """A decision with its list. `submission` is the Tờ trình, `paper` the Quyết định, from which number and date are read once it is issued."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="award_decisions", verbose_name="Cơ quan quyết định")
    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, blank=True, related_name="award_decisions", verbose_name="Phong trào")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="award_decisions", verbose_name="Cuộc họp Hội đồng")
    subject = VietnameseTextField("Trích yếu", max_length=600)
    state = models.CharField("Tình trạng", max_length=10, choices=DecisionState.choices, default=DecisionState.DRAFT, editable=False)
    made_by = models.ForeignKey(User, models.PROTECT, editable=False, related_name="+", verbose_name="Người lập")
    made_at = models.DateTimeField("Lập lúc", default=timezone.now, editable=False)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name="Người quyết định")
    submission = models.OneToOneField(
        OutgoingPaper, models.PROTECT, null=True, blank=True, editable=False, related_name="submission_of", verbose_name="Tờ trình"
    )
    paper = models.OneToOneField(OutgoingPaper, models.PROTECT, null=True, blank=True, editable=False, related_name="award_decision", verbose_name="Quyết định")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định khen thưởng"
        verbose_name_plural = "quyết định khen thưởng"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=(DecisionState.SIGNED, DecisionState.ISSUED), decided_by__isnull=False, paper__isnull=False)
                | ~Q(state__in=(DecisionState.SIGNED, DecisionState.ISSUED)) & Q(decided_by=None, paper=None),
                name="decision_signed_exactly_with_its_paper",
            ),
        ]

    def __str__(self) -> str:
        return " ".join(self.subject.split())

    def get_absolute_url(self) -> str:
        return reverse("decision-detail", args=[self.pk])

    @property
    def badge(self) -> Badge:
        return DECISION_BADGES[DecisionState(self.state)]


class AwardState(models.TextChoices):
    PROPOSED = "proposed", "Chờ quyết định"
    APPROVED = "approved", "Được duyệt"
    REFUSED = "refused", "Không duyệt"
    RETURNED = "returned", "Trả lại để xem xét thêm"
    GRANTED = "granted", "Đã khen thưởng"
    REVOKED = "revoked", "Đã hủy bỏ, thu hồi"


AWARD_BADGES = {
    AwardState.PROPOSED: Badge("todo", "○", AwardState.PROPOSED.label),
    AwardState.APPROVED: Badge("now", "✓", AwardState.APPROVED.label),
    AwardState.REFUSED: Badge("stop", "×", AwardState.REFUSED.label),
    AwardState.RETURNED: Badge("back", "↩", AwardState.RETURNED.label),
    AwardState.GRANTED: Badge("ok", "✓", AwardState.GRANTED.label),
    AwardState.REVOKED: Badge("late", "×", AwardState.REVOKED.label),
}
IN_THE_BOOK = (AwardState.GRANTED, AwardState.REVOKED)
REASONED = (AwardState.REFUSED, AwardState.RETURNED, AwardState.REVOKED)
FURTHEST = Decimal(50)  # mm by which a print on a blank may be moved


class AwardQuerySet(models.QuerySet["Award"]):
    """Questions about many awards."""

    def visible_to(self, user: User) -> "AwardQuerySet":
        """What was awarded, to the office that decided, a superior, and the head of the unit it went to. Nothing before the decision is issued."""
        if user.is_superuser:
            return self.granted()
        offices = user.tops_read_as(Role.SECRETARY, Role.CHAIR, Role.COUNCIL, Role.ADMINISTRATOR, Role.SUPERIOR)
        return self.granted().filter(subtrees("decision__unit__path", offices) | subtrees("unit__path", user.tops_read_as(Role.HEAD)))

    def granted(self) -> "AwardQuerySet":
        """Those of issued decisions, whatever became of them."""
        return self.filter(state__in=IN_THE_BOOK)

    def paid(self) -> "AwardQuerySet":
        """Those that money goes to, now or once they are decided: what was not refused, returned or revoked."""
        return self.exclude(state__in=REASONED)

    def search(self, words: str) -> "AwardQuerySet":
        """Those given to somebody who is called so, whatever the diacritics."""
        return self.filter(called(words))

    def of_unit(self, words: str) -> "AwardQuerySet":
        """Those of a unit that is called so, or of one before or after it."""
        return self.filter(named("unit__", words))


class Award(models.Model):
    """One line of a decision's list, as it was decided: later changes of unit or nomination do not touch it.

    `achievement` is what the certificate says. `prize` is in đồng, None where no basis is known, and 0 where a higher one is paid in its place.
    `book_number` is its running number in the golden book of the issuer and year.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="awards")
    nomination = models.OneToOneField(Nomination, models.PROTECT, related_name="award")
    position = models.PositiveSmallIntegerField("Thứ tự", default=0)
    honour = models.ForeignKey(Honour, models.PROTECT, related_name="awards", verbose_name="Danh hiệu, hình thức khen thưởng")
    subject = models.CharField("Khen cho", max_length=10, choices=Subject.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="awards", verbose_name="Đơn vị")
    name = VietnameseCharField("Được khen thưởng", max_length=200)
    details = VietnameseCharField("Chức vụ, địa chỉ", max_length=300, blank=True)
    achievement = VietnameseCharField("Thành tích ghi trên giấy khen", max_length=400, blank=True)
    prize = models.PositiveIntegerField("Tiền thưởng (đồng)", null=True, blank=True)
    prize_basis = VietnameseCharField("Căn cứ mức thưởng", max_length=300, blank=True)
    book_year = models.PositiveSmallIntegerField("Năm sổ vàng", null=True, blank=True)
    book_number = models.PositiveIntegerField("Số sổ vàng", null=True, blank=True)
    book_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    certificate = models.OneToOneField(
        OutgoingPaper, models.PROTECT, null=True, blank=True, editable=False, related_name="certificate_of", verbose_name="Giấy khen"
    )
    state = models.CharField("Tình trạng", max_length=10, choices=AwardState.choices, default=AwardState.PROPOSED, editable=False)
    reason = VietnameseTextField("Lý do không duyệt, trả lại, hủy bỏ", max_length=2000, blank=True)
    sort_key = models.CharField(max_length=400, editable=False)
    search_key = models.CharField(max_length=400, editable=False)

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = "khen thưởng"
        verbose_name_plural = "khen thưởng"
        ordering = ["decision", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["book_unit", "book_year", "book_number"], condition=Q(book_number__isnull=False), name="number_once_in_a_golden_book"
            ),
            models.CheckConstraint(
                condition=Q(state__in=IN_THE_BOOK, book_number__isnull=False, book_year__isnull=False, book_unit__isnull=False)
                | ~Q(state__in=IN_THE_BOOK) & Q(book_number=None, book_year=None, book_unit=None),
                name="award_in_the_golden_book_exactly_when_granted",
            ),
            models.CheckConstraint(
                condition=Q(state__in=REASONED) & ~Q(reason="") | ~Q(state__in=REASONED) & Q(reason=""),
                name="award_refused_returned_or_revoked_exactly_with_a_reason",
            ),
            models.CheckConstraint(condition=Q(certificate=None) | Q(state__in=IN_THE_BOOK), name="award_has_a_certificate_only_when_granted"),
        ]
        indexes = [models.Index(fields=["search_key"], name="awards_by_name")]

    def __str__(self) -> str:
        return f"{self.name}: {self.honour}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key, self.search_key = nominee_key(self.name, self.subject), search_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("award-detail", args=[self.pk])

    @property
    def badge(self) -> Badge:
        return AWARD_BADGES[AwardState(self.state)]

    @property
    def given(self) -> str:
        """The honour as it is worded for whom it is given to: of "Thôn, tổ dân phố văn hóa" what the unit is."""
        name = self.honour.name
        return WORDS[Kind(self.unit.kind)].word.capitalize() + name.removeprefix(OF_GROUPS) if name.startswith(OF_GROUPS) else name

    @property
    def prize_words(self) -> str:
        """ "760.000 đồng", or why there is none."""
        if self.prize is None:
            return "Chưa có căn cứ"
        return f"{show_number(Decimal(self.prize))} đồng" if self.prize else "Không chi riêng"

    @property
    def book_line(self) -> str:
        """ "12/2026" in the golden book; "" before it is there."""
        return f"{self.book_number:02}/{self.book_year}" if self.book_number else ""


OFFSET: dict[str, Any] = {"max_digits": 4, "decimal_places": 1, "default": 0, "validators": [MinValueValidator(-FURTHEST), MaxValueValidator(FURTHEST)]}


class CertificateOffsets(models.Model):
    """By how many millimetres an office moves what it prints onto blanks that were printed elsewhere; negative is to the left and up."""

    unit = models.OneToOneField(Unit, models.CASCADE, related_name="certificate_offsets", verbose_name="Cơ quan")
    right_mm = models.DecimalField("Dịch sang phải (mm)", **OFFSET)
    down_mm = models.DecimalField("Dịch xuống dưới (mm)", **OFFSET)

    class Meta:
        verbose_name = "canh lề phôi giấy khen"
        verbose_name_plural = "canh lề phôi giấy khen"

    def __str__(self) -> str:
        return f"{self.unit}: {show_number(self.right_mm)} mm, {show_number(self.down_mm)} mm"
