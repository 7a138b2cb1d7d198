"""One unit's registration in one campaign."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from emulation.campaigns.models import Campaign
from emulation.people.models import Role, User
from emulation.sheets.models import Sheet
from emulation.units.models import Unit, keys_of, subtrees
from emulation.vietnamese.fields import VietnameseCharField
from emulation.vietnamese.keys import said_in
from emulation.workflow import Badge


class State(models.TextChoices):
    DRAFT = "draft", "Đang làm"
    SUBMITTED = "submitted", "Đã gửi, chờ tiếp nhận"
    RETURNED = "returned", "Trả lại để sửa"
    ACCEPTED = "accepted", "Đã tiếp nhận"
    WITHDRAWN = "withdrawn", "Đã rút"


EDITABLE = frozenset({State.DRAFT, State.RETURNED, State.WITHDRAWN})
SENT = frozenset({State.SUBMITTED, State.ACCEPTED})  # such a unit owes nothing

BADGES = {
    State.DRAFT: Badge("now", "●", State.DRAFT.label),
    State.SUBMITTED: Badge("now", "→", State.SUBMITTED.label),
    State.RETURNED: Badge("back", "↩", State.RETURNED.label),
    State.ACCEPTED: Badge("ok", "✓", State.ACCEPTED.label),
    State.WITHDRAWN: Badge("todo", "○", State.WITHDRAWN.label),
}
NOT_BEGUN = Badge("todo", "○", "Chưa làm")
BEING_ENTERED = Badge("now", "●", "Đang nhập bản giấy")
OVERDUE = Badge("late", "!", "Quá hạn")


BEING_ENTERED_FROM_PAPER = Q(state=State.DRAFT, received_on_paper_at__isnull=False)


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Questions about many registrations."""

    def visible_to(self, user: User) -> "RegistrationQuerySet":
        """A head sees those of his unit and of those it came from; the office and a superior see what was sent in, not what is still being written.

        What is being entered from paper is seen by the secretary who enters it alone, until it is recorded.
        """
        if user.is_superuser:
            return self.exclude(state=State.DRAFT)
        own = subtrees("unit__path", user.tops_read_as(Role.HEAD)) & ~Q(BEING_ENTERED_FROM_PAPER)
        office = subtrees("unit__path", user.units_in_view)
        launchers = user.tops_as(Role.SECRETARY)
        below = subtrees("unit__path", launchers)  # says nothing new, but lets an index find the rows of a commune in those of a province
        entering = below & subtrees("campaign__unit__path", launchers) & BEING_ENTERED_FROM_PAPER
        return self.filter(own | office & ~Q(state=State.DRAFT) | entering)

    def written_by(self, user: User) -> "RegistrationQuerySet":
        """Those that somebody fills in as the head of the unit, or enters from paper as the secretary who received it.

        `Registration.is_written_by` says the same of one.
        """
        head = subtrees("unit__path", user.tops_as(Role.HEAD)) & (Q(received_on_paper_at=None) | Q(state=State.RETURNED))
        receiver = subtrees("campaign__unit__path", user.tops_as(Role.SECRETARY)) & Q(received_on_paper_at__isnull=False)
        return self.filter(head | receiver)

    def search(self, words: str) -> "RegistrationQuerySet":
        """Those of units, campaigns and launching units, or of what was before or after these units, whose names contain the words."""
        return self.filter(said_in(words, *keys_of("unit__"), "campaign__search_key", *keys_of("campaign__unit__")))


class Registration(models.Model):
    """`own_number` is the unit's own number on the paper, where its sheet has one, and so is the second signer. `submitted_at` is of the latest submission.

    What came on paper has `received_on_paper_at`, which is the moment that counts, and `entered_by`, who typed it in.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="registrations", verbose_name="Phong trào")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="registrations", verbose_name="Đơn vị")
    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="registrations", verbose_name="Mẫu")
    state = models.CharField("Tình trạng", max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    own_number = VietnameseCharField("Số của đơn vị", max_length=60, blank=True, help_text="Như 05/MTTQ. Để trống thì in dòng chấm để ghi tay.")
    signer_title = VietnameseCharField("Chức danh người ký", max_length=120, blank=True)
    signer_name = VietnameseCharField("Họ và tên người ký", max_length=120, blank=True)
    second_signer_title = VietnameseCharField("Chức danh người ký thứ hai", max_length=120, blank=True)
    second_signer_name = VietnameseCharField("Họ và tên người ký thứ hai", max_length=120, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_at = models.DateTimeField("Gửi lúc", null=True, blank=True, editable=False)
    accepted_at = models.DateTimeField("Tiếp nhận lúc", null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name="Người tiếp nhận")
    received_on_paper_at = models.DateTimeField("Nhận bản giấy lúc", null=True, blank=True, editable=False)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name="Người nhập")

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "đăng ký thi đua"
        verbose_name_plural = "đăng ký thi đua"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "unit"],
                name="one_registration_per_unit_and_campaign",
                violation_error_message="Đơn vị đã có đăng ký trong phong trào này.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft"]) | Q(submitted_at__isnull=False),
                name="registration_past_draft_was_submitted",
                violation_error_message="Đăng ký đã gửi phải có giờ gửi.",
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", accepted_by__isnull=False, accepted_at__isnull=False)
                | ~Q(state="accepted") & Q(accepted_by__isnull=True, accepted_at__isnull=True),
                name="registration_accepted_exactly_by_somebody",
                violation_error_message="Đăng ký đã tiếp nhận phải ghi rõ người và giờ tiếp nhận.",
            ),
            models.CheckConstraint(
                condition=Q(received_on_paper_at=None, entered_by=None) | Q(received_on_paper_at__isnull=False, entered_by__isnull=False),
                name="registration_on_paper_exactly_entered_by_somebody",
                violation_error_message="Đăng ký nhập từ bản giấy phải ghi rõ giờ nhận và người nhập.",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "state"], name="registrations_of_a_campaign")]

    def __str__(self) -> str:
        return f"Đăng ký của {self.unit}"

    def get_absolute_url(self) -> str:
        return reverse("registration-detail", args=[self.pk])

    @property
    def badge(self) -> Badge:
        return BEING_ENTERED if self.is_being_entered else BADGES[State(self.state)]

    @property
    def is_on_paper(self) -> bool:
        return self.received_on_paper_at is not None

    @property
    def is_being_entered(self) -> bool:
        """Whether the secretary is still typing in what came on paper."""
        return self.is_on_paper and self.state == State.DRAFT

    def is_written_by(self, user: User) -> bool:
        """Whether this person is the one who fills it in; needs no query."""
        if self.is_on_paper and user.term_over(self.campaign.unit, Role.SECRETARY):
            return True
        return (not self.is_on_paper or self.state == State.RETURNED) and user.term_over(self.unit, Role.HEAD) is not None

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    @property
    def is_sent(self) -> bool:
        return self.state in SENT
