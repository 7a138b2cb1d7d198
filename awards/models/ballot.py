"""What a meeting of the council votes on, who takes no part, who has voted, and what was voted: the last two apart. See docs/decisions/0024."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from awards.models.council import CouncilMember, Meeting
from awards.models.nomination import Nomination
from emulation.people.models import User
from emulation.units.models import Unit
from emulation.vietnamese.fields import VietnameseCharField
from emulation.workflow import Badge


class BallotState(models.TextChoices):
    WAITING = "waiting", "Chưa bỏ phiếu"
    OPEN = "open", "Đang bỏ phiếu"
    CLOSED = "closed", "Đã kiểm phiếu"


BALLOT_BADGES = {
    BallotState.WAITING: Badge("todo", "○", BallotState.WAITING.label),
    BallotState.OPEN: Badge("now", "●", BallotState.OPEN.label),
    BallotState.CLOSED: Badge("ok", "✓", BallotState.CLOSED.label),
}
COUNTS = ("agree", "disagree", "invalid", "base", "needed", "has_passed")
UNCOUNTED = Q(**dict.fromkeys(COUNTS))
COUNTED = Q(**{f"{name}__isnull": False for name in COUNTS})


class BallotQuerySet(models.QuerySet["Ballot"]):
    """Questions about many ballots."""

    def visible_to(self, user: User) -> "BallotQuerySet":
        return self.filter(meeting__in=Meeting.objects.visible_to(user).values("pk"))

    def kept_by(self, user: User) -> "BallotQuerySet":
        """Those that somebody prepares as secretary."""
        return self.filter(meeting__in=Meeting.objects.kept_by(user).values("pk"))

    def waiting_for(self, user: User) -> "BallotQuerySet":
        """Those on which somebody is to vote now, on a device."""
        here = CouncilMember.objects.filter(user=user, attendances__meeting=models.OuterRef("meeting"), attendances__how="present")
        able = here.exclude(recusals__ballot=models.OuterRef("pk")).exclude(votes__ballot=models.OuterRef("pk"))
        return self.filter(models.Exists(able), state=BallotState.OPEN, is_on_paper=False)


class Ballot(models.Model):
    """The vote on one nomination at a meeting. Counts are None until it is closed: before that nobody, no page and no column says how it stands.

    `threshold` is the honour's when it was put on the agenda. With `is_on_paper` the secretary enters what was counted from paper.
    `needed` of `base` votes had to agree.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="ballots")
    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="ballots", verbose_name="Đề nghị")
    position = models.PositiveSmallIntegerField("Thứ tự", default=0)
    is_secret = models.BooleanField("Bỏ phiếu kín", default=True)
    is_on_paper = models.BooleanField("Kiểm phiếu giấy", default=False)
    threshold = models.PositiveSmallIntegerField("Tỷ lệ phải đạt trên tổng số thành viên (%)", null=True, blank=True)
    state = models.CharField("Tình trạng", max_length=10, choices=BallotState.choices, default=BallotState.WAITING, editable=False)
    agree = models.PositiveSmallIntegerField("Đồng ý", null=True, blank=True, editable=False)
    disagree = models.PositiveSmallIntegerField("Không đồng ý", null=True, blank=True, editable=False)
    invalid = models.PositiveSmallIntegerField("Phiếu không hợp lệ", null=True, blank=True, editable=False)
    base = models.PositiveSmallIntegerField("Tính trên", null=True, blank=True, editable=False)
    needed = models.PositiveSmallIntegerField("Cần đạt", null=True, blank=True, editable=False)
    has_passed = models.BooleanField("Được thông qua", null=True, blank=True, editable=False)

    objects = BallotQuerySet.as_manager()

    class Meta:
        verbose_name = "biểu quyết"
        verbose_name_plural = "biểu quyết"
        ordering = ["meeting", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "nomination"], name="nomination_once_on_an_agenda", violation_error_message="Đề nghị này đã có trong nội dung họp."
            ),
            models.CheckConstraint(
                condition=Q(state=BallotState.CLOSED) & COUNTED | ~Q(state=BallotState.CLOSED) & UNCOUNTED, name="ballot_counted_exactly_when_closed"
            ),
            models.UniqueConstraint(
                fields=["nomination"],
                condition=Q(state=BallotState.OPEN),
                name="one_open_ballot_per_nomination",
                violation_error_message="Đề nghị này đang được bỏ phiếu.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.nomination)

    def get_absolute_url(self) -> str:
        return reverse("ballot-detail", args=[self.pk])

    @property
    def vote_url(self) -> str:
        return reverse("ballot-vote", args=[self.pk])

    @property
    def unit(self) -> Unit:
        """The unit whose council votes."""
        return self.meeting.unit

    @property
    def badge(self) -> Badge:
        return BALLOT_BADGES[BallotState(self.state)]

    @property
    def is_waiting(self) -> bool:
        return self.state == BallotState.WAITING

    @property
    def is_open(self) -> bool:
        return self.state == BallotState.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == BallotState.CLOSED

    @property
    def manner(self) -> str:
        """How it is voted, in words."""
        if self.is_on_paper:
            return "Bỏ phiếu kín bằng phiếu giấy" if self.is_secret else "Biểu quyết công khai, thư ký đếm"
        return "Bỏ phiếu kín trên máy" if self.is_secret else "Biểu quyết công khai trên máy"


class Choice(models.TextChoices):
    AGREE = "agree", "Đồng ý"
    DISAGREE = "disagree", "Không đồng ý"


class Recusal(models.Model):
    """A member who takes no part in a ballot and sees nothing of it before the end, with the reason."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="recusals")
    member = models.ForeignKey(CouncilMember, models.PROTECT, related_name="recusals")
    reason = VietnameseCharField("Lý do", max_length=300)

    class Meta:
        verbose_name = "không tham gia biểu quyết"
        verbose_name_plural = "không tham gia biểu quyết"
        ordering = ["ballot", "pk"]
        constraints = [models.UniqueConstraint(fields=["ballot", "member"], name="member_recused_once_from_a_ballot")]

    def __str__(self) -> str:
        return f"{self.member}: {self.reason}"


class Voter(models.Model):
    """That a member has voted, and no word of when or what; for an open or written vote `choice` says what."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="voters")
    member = models.ForeignKey(CouncilMember, models.PROTECT, related_name="votes")
    choice = models.CharField("Biểu quyết", max_length=10, choices=Choice.choices, blank=True)
    is_written = models.BooleanField("Ý kiến bằng văn bản", default=False)

    class Meta:
        verbose_name = "người đã bỏ phiếu"
        verbose_name_plural = "người đã bỏ phiếu"
        ordering = ["ballot", "member"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "member"], name="member_votes_once_in_a_ballot", violation_error_message="Ông/bà đã bỏ phiếu.")
        ]

    def __str__(self) -> str:
        return str(self.member)


class BallotPaper(models.Model):
    """A secret vote: what was voted, without time, order or author. All of a ballot are written anew under random keys with each vote: see `ballots`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="papers")
    choice = models.CharField("Phiếu", max_length=10, choices=Choice.choices)

    class Meta:
        verbose_name = "phiếu kín"
        verbose_name_plural = "phiếu kín"
        ordering = ["ballot", "id"]

    def __str__(self) -> str:
        return self.get_choice_display()
