"""What an invited unit launches of its own inside a campaign: the drive of a residential group, a school, an agency."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from emulation.campaigns.models.campaign import Campaign
from emulation.people.models import Role, User
from emulation.units.models import Unit, named, subtrees
from emulation.vietnamese.dates import day
from emulation.vietnamese.fields import VietnameseCharField, VietnameseTextField
from emulation.vietnamese.keys import Keyed, called
from emulation.workflow import Badge


class LocalState(models.TextChoices):
    DRAFT = "draft", "Đang soạn"
    LAUNCHED = "launched", "Đã phát động"
    ENDED = "ended", "Đã kết thúc"


LOCAL_BADGES = {
    LocalState.DRAFT: Badge("todo", "○", LocalState.DRAFT.label),
    LocalState.LAUNCHED: Badge("now", "●", LocalState.LAUNCHED.label),
    LocalState.ENDED: Badge("ok", "✓", LocalState.ENDED.label),
}


class LocalDriveQuerySet(models.QuerySet["LocalDrive"]):
    """Questions about many local drives."""

    def visible_to(self, user: User) -> "LocalDriveQuerySet":
        """A head sees those of his unit; the office and a superior see what was launched, not what is still being written."""
        if user.is_superuser:
            return self.exclude(state=LocalState.DRAFT)
        office = subtrees("unit__path", user.units_in_view)
        return self.filter(subtrees("unit__path", user.tops_read_as(Role.HEAD)) | office & ~Q(state=LocalState.DRAFT))

    def written_by(self, user: User) -> "LocalDriveQuerySet":
        """Those that somebody prepares and launches as the head of the unit."""
        return self.filter(subtrees("unit__path", user.tops_as(Role.HEAD)))

    def search(self, words: str) -> "LocalDriveQuerySet":
        """Those that are called so, or whose unit is, was or will be."""
        return self.filter(called(words) | named("unit__", words))


class LocalDrive(Keyed):
    """`unit` launches it inside `campaign`, to which it is invited. `contents` holds one content a line."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="local_drives", verbose_name="Phong trào")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="local_drives", verbose_name="Đơn vị")
    title = VietnameseCharField("Tên đợt thi đua", max_length=300)
    contents = VietnameseTextField("Nội dung thi đua", max_length=6000, help_text="Mỗi dòng một nội dung.")
    starts_on = models.DateField("Từ ngày")
    ends_on = models.DateField("Đến hết ngày")
    plan_number = VietnameseCharField("Số kế hoạch của đơn vị", max_length=60, blank=True, help_text="Có thể để trống.")
    plan_date = models.DateField("Ngày kế hoạch của đơn vị", null=True, blank=True)
    state = models.CharField("Tình trạng", max_length=10, choices=LocalState.choices, default=LocalState.DRAFT, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    launched_at = models.DateTimeField("Phát động lúc", null=True, blank=True, editable=False)

    objects = LocalDriveQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt thi đua tại đơn vị"
        verbose_name_plural = "đợt thi đua tại đơn vị"
        ordering = ["campaign", "-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="local_drive_ends_after_it_starts",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", launched_at=None) | ~Q(state="draft") & Q(launched_at__isnull=False),
                name="local_drive_past_draft_was_launched",
                violation_error_message="Đợt thi đua đã phát động phải có giờ phát động.",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "state"], name="local_drives_of_a_campaign")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("campaign-local-drive", args=[self.pk])

    def clean(self) -> None:
        """Its days lie within those of the campaign, which no longer change once that is launched."""
        for field in ("starts_on", "ends_on"):
            chosen: date | None = getattr(self, field)
            if chosen and not self.campaign.starts_on <= chosen <= self.campaign.ends_on:
                span = f"từ {day(self.campaign.starts_on)} đến hết {day(self.campaign.ends_on)}"
                raise ValidationError({field: f"Ngày phải nằm trong thời gian của phong trào, {span}."})

    @property
    def badge(self) -> Badge:
        return LOCAL_BADGES[LocalState(self.state)]

    @property
    def is_draft(self) -> bool:
        return self.state == LocalState.DRAFT

    @property
    def content_list(self) -> list[str]:
        return [line.strip() for line in self.contents.splitlines() if line.strip()]
