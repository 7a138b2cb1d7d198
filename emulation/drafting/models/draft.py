"""A paper that an office is still writing: what stands around its body, and where it is on its way to approval."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from emulation.campaigns.models import Campaign
from emulation.issuing.models import OutgoingPaper
from emulation.papers.kinds import SHAPES, PaperKind
from emulation.people.models import Role, User
from emulation.units.models import Unit, subtrees
from emulation.vietnamese.fields import VietnameseCharField, VietnameseTextField
from emulation.vietnamese.keys import called
from emulation.vietnamese.order import search_key
from emulation.workflow import Badge

OFFICE = (Role.SECRETARY, Role.CHAIR, Role.COUNCIL, Role.ADMINISTRATOR)
COMPOSED = tuple(kind for kind in PaperKind if SHAPES[kind].is_numbered)  # certificates and lists come of decisions, registrations of units

ADDRESSED = (PaperKind.OFFICIAL_LETTER, PaperKind.PROPOSAL, PaperKind.INVITATION_LETTER, PaperKind.REPORT, PaperKind.ANNOUNCEMENT)
WITHOUT_BASES = (PaperKind.MINUTES, PaperKind.OFFICIAL_LETTER, PaperKind.INVITATION_LETTER)


class State(models.TextChoices):
    DRAFT = "draft", "Đang soạn"
    SUBMITTED = "submitted", "Chờ duyệt"
    RETURNED = "returned", "Trả lại"
    APPROVED = "approved", "Đã duyệt"
    DISCARDED = "discarded", "Đã bỏ"


BADGES = {
    State.DRAFT: Badge("todo", "○", State.DRAFT.label),
    State.SUBMITTED: Badge("now", "●", State.SUBMITTED.label),
    State.RETURNED: Badge("back", "↩", State.RETURNED.label),
    State.APPROVED: Badge("ok", "✓", State.APPROVED.label),
    State.DISCARDED: Badge("stop", "×", State.DISCARDED.label),
}
EDITABLE = (State.DRAFT, State.RETURNED)


class DraftQuerySet(models.QuerySet["Draft"]):
    """Questions about many drafts."""

    def visible_to(self, user: User) -> "DraftQuerySet":
        """The office sees what is written in it and in what it came from; nobody else sees a draft, a superior least."""
        return self if user.is_superuser else self.filter(subtrees("unit__path", user.tops_read_as(*OFFICE)))

    def kept_by(self, user: User) -> "DraftQuerySet":
        """Those that somebody writes as secretary."""
        return self.filter(subtrees("unit__path", user.tops_as(Role.SECRETARY)))

    def waiting_for(self, user: User) -> "DraftQuerySet":
        """Those that somebody is to approve as chair."""
        return self.filter(subtrees("unit__path", user.tops_as(Role.CHAIR)), state=State.SUBMITTED)

    def back_with(self, user: User) -> "DraftQuerySet":
        """Those that came back to somebody who writes them as secretary."""
        return self.kept_by(user).filter(state=State.RETURNED)

    def search(self, words: str) -> "DraftQuerySet":
        return self.filter(called(words))


class Draft(models.Model):
    """The fields are those of `papers.document.Document`, lines instead of tuples. In `recipients` "{số thôn}" stands for a live count.

    `campaign` is the one whose plan or paper this is, and whose targets its passages may print. `paper` is what the approved draft became.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="drafts", verbose_name="Đơn vị")
    kind = models.CharField("Loại văn bản", max_length=20, choices=[(kind.value, kind.label) for kind in COMPOSED])
    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, blank=True, related_name="drafts", verbose_name="Thuộc phong trào")
    symbol = VietnameseCharField("Ký hiệu sau số", max_length=40, blank=True)
    subject = VietnameseTextField("Trích yếu", max_length=1000, blank=True)
    letterhead = VietnameseTextField("Tên cơ quan, góc trái trên", max_length=400)
    issuer = VietnameseCharField("Cơ quan ban hành, viết trong câu", max_length=200)
    place = VietnameseCharField("Địa danh", max_length=100)
    year = models.PositiveSmallIntegerField("Năm", validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    month = models.PositiveSmallIntegerField("Tháng", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)])
    decider = VietnameseCharField("Thẩm quyền ban hành", max_length=200, blank=True)
    bases = VietnameseTextField("Căn cứ", max_length=8000, blank=True)
    addressees = VietnameseTextField("Kính gửi", max_length=2000, blank=True)
    recipients = VietnameseTextField("Nơi nhận", max_length=4000, blank=True)
    authority = VietnameseTextField("Thẩm quyền ký", max_length=300)
    signer_name = VietnameseCharField("Họ tên người ký", max_length=200, blank=True)
    left_authority = VietnameseTextField("Thẩm quyền ký bên trái", max_length=300, blank=True)
    left_signer_name = VietnameseCharField("Họ tên người ký bên trái", max_length=200, blank=True)
    state = models.CharField("Tình trạng", max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    paper = models.OneToOneField(OutgoingPaper, models.PROTECT, null=True, blank=True, editable=False, related_name="draft", verbose_name="Văn bản đi")
    made_at = models.DateTimeField("Soạn lúc", default=timezone.now, editable=False)
    search_key = models.CharField(max_length=400, editable=False)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản đang soạn"
        verbose_name_plural = "văn bản đang soạn"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.APPROVED, paper__isnull=False) | ~Q(state=State.APPROVED) & Q(paper=None),
                name="draft_approved_exactly_with_its_paper",
            ),
            models.CheckConstraint(
                condition=Q(month=None) | Q(month__gte=1, month__lte=12),
                name="draft_month_is_a_month",
                violation_error_message="Tháng phải từ 1 đến 12.",
            ),
        ]
        indexes = [models.Index(fields=["-made_at", "-id"], name="drafts_newest_first")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_key = search_key(f"{self.get_kind_display()} {self.subject}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("draft-detail", args=[self.pk])

    @property
    def title(self) -> str:
        """The subject in one line; before it is written, words that say so."""
        return " ".join(self.subject.split()) or "(chưa có trích yếu)"

    @property
    def badge(self) -> Badge:
        return BADGES[State(self.state)]

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE
