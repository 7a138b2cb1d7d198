"""The council (Hội đồng thi đua, khen thưởng): who sits in it, its meetings, what they vote on, and the votes."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from awards.models.nomination import Nomination
from emulation.campaigns.models import Campaign
from emulation.issuing.models import OutgoingPaper
from emulation.people.models import Role, User
from emulation.units.models import Unit, subtrees
from emulation.vietnamese.fields import VietnameseCharField, VietnameseTextField
from emulation.workflow import Badge


class Post(models.TextChoices):
    CHAIR = "chair", "Chủ tịch Hội đồng"
    VICE_CHAIR = "vice-chair", "Phó Chủ tịch Hội đồng"
    STANDING = "standing", "Ủy viên thường trực"
    SECRETARY = "secretary", "Thư ký Hội đồng"
    MEMBER = "member", "Ủy viên"


class CouncilMember(models.Model):
    """Who sits in the council of a commune from when to when, by which decision; `user` is the account by which a member votes, if there is one."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="council_members", verbose_name="Hội đồng của")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="council_seats", verbose_name="Tài khoản")
    full_name = VietnameseCharField("Họ và tên", max_length=120)
    title = VietnameseCharField("Chức vụ", max_length=200, blank=True)
    post = models.CharField("Trong Hội đồng là", max_length=10, choices=Post.choices, default=Post.MEMBER)
    field = VietnameseCharField("Lĩnh vực, đơn vị phụ trách", max_length=300, blank=True)
    decision = VietnameseCharField("Theo quyết định", max_length=200, help_text="Như “Quyết định số 15/QĐ-UBND ngày 05/01/2026”.")
    starts_on = models.DateField("Từ ngày")
    ends_on = models.DateField("Đến hết ngày", null=True, blank=True)

    class Meta:
        verbose_name = "thành viên Hội đồng"
        verbose_name_plural = "thành viên Hội đồng"
        ordering = ["unit", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="seat_ends_after_it_starts",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
            models.UniqueConstraint(
                fields=["unit", "user"],
                condition=Q(ends_on=None, user__isnull=False),
                name="one_open_seat_per_account_and_council",
                violation_error_message="Người này đang là thành viên Hội đồng.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


class MeetingState(models.TextChoices):
    PLANNED = "planned", "Đang chuẩn bị"
    OPEN = "open", "Đang họp"
    CLOSED = "closed", "Đã kết thúc"
    CANCELLED = "cancelled", "Đã hủy"


MEETING_BADGES = {
    MeetingState.PLANNED: Badge("todo", "○", MeetingState.PLANNED.label),
    MeetingState.OPEN: Badge("now", "●", MeetingState.OPEN.label),
    MeetingState.CLOSED: Badge("ok", "✓", MeetingState.CLOSED.label),
    MeetingState.CANCELLED: Badge("stop", "×", MeetingState.CANCELLED.label),
}


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Questions about many meetings."""

    def visible_to(self, user: User) -> "MeetingQuerySet":
        """The commune's office, with the members of its council, and a superior those that are closed."""
        if user.is_superuser:
            return self
        office = subtrees("unit__path", user.tops_read_as(Role.SECRETARY, Role.CHAIR, Role.COUNCIL, Role.ADMINISTRATOR))
        above = subtrees("unit__path", user.tops_read_as(Role.SUPERIOR)) & Q(state=MeetingState.CLOSED)
        return self.filter(office | above)


class Meeting(models.Model):
    """`heads_recused` also keeps the head of a nominating unit from voting on it. `size` is the number of ALL members when it was opened, the base
    of thresholds.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="meetings", verbose_name="Hội đồng của")
    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name="Phong trào")
    title = VietnameseCharField("Nội dung họp", max_length=300)
    held_at = models.DateTimeField("Họp lúc")
    place = VietnameseCharField("Địa điểm", max_length=200)
    quorum = models.PositiveSmallIntegerField(
        "Số thành viên phải có mặt (%)", default=67, validators=[MinValueValidator(1), MaxValueValidator(100)], help_text="Theo quy chế của Hội đồng."
    )
    heads_recused = models.BooleanField("Người đứng đầu đơn vị đề nghị không biểu quyết", default=False)
    notes = VietnameseTextField("Diễn biến, ý kiến thảo luận", max_length=8000, blank=True)
    state = models.CharField("Tình trạng", max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED, editable=False)
    size = models.PositiveSmallIntegerField("Tổng số thành viên", null=True, blank=True, editable=False)
    closed_at = models.DateTimeField("Kết thúc lúc", null=True, blank=True, editable=False)
    minutes = models.OneToOneField(OutgoingPaper, models.PROTECT, null=True, blank=True, editable=False, related_name="minutes_of", verbose_name="Biên bản họp")
    counting = models.OneToOneField(
        OutgoingPaper, models.PROTECT, null=True, blank=True, editable=False, related_name="counting_of", verbose_name="Biên bản kiểm phiếu"
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "cuộc họp Hội đồng"
        verbose_name_plural = "cuộc họp Hội đồng"
        ordering = ["-held_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=(MeetingState.PLANNED, MeetingState.CANCELLED)) | Q(size__isnull=False), name="open_meeting_knows_the_size_of_its_council"
            ),
            models.CheckConstraint(
                condition=Q(state=MeetingState.CLOSED, closed_at__isnull=False) | ~Q(state=MeetingState.CLOSED) & Q(closed_at=None),
                name="meeting_closed_exactly_with_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meeting-detail", args=[self.pk])

    @property
    def badge(self) -> Badge:
        return MEETING_BADGES[MeetingState(self.state)]


class Attendance(models.Model):
    """How a member takes part in a meeting."""

    class How(models.TextChoices):
        PRESENT = "present", "Có mặt"
        WRITTEN = "written", "Vắng, cho ý kiến bằng văn bản"
        ABSENT = "absent", "Vắng"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    member = models.ForeignKey(CouncilMember, models.PROTECT, related_name="attendances")
    how = models.CharField("Dự họp", max_length=10, choices=How.choices, default=How.ABSENT)

    class Meta:
        verbose_name = "dự họp"
        verbose_name_plural = "dự họp"
        ordering = ["meeting", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="member_attends_a_meeting_once")]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_how_display()}"


class BallotState(models.TextChoices):
    WAITING = "waiting", "Chưa bỏ phiếu"
    OPEN = "open", "Đang bỏ phiếu"
    CLOSED = "closed", "Đã kiểm phiếu"


class Ballot(models.Model):
    """The vote on one nomination at a meeting. Counts are None until it is closed: before that nobody, no page and no column says how it stands.

    `threshold` is the honour's when it was put on the agenda. With `is_on_paper` the secretary enters what was counted from paper.
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
    has_passed = models.BooleanField("Được thông qua", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "biểu quyết"
        verbose_name_plural = "biểu quyết"
        ordering = ["meeting", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "nomination"], name="nomination_once_on_an_agenda", violation_error_message="Đề nghị này đã có trong nội dung họp."
            ),
            models.CheckConstraint(
                condition=Q(state=BallotState.CLOSED, agree__isnull=False, disagree__isnull=False, invalid__isnull=False, has_passed__isnull=False)
                | ~Q(state=BallotState.CLOSED) & Q(agree=None, disagree=None, invalid=None, has_passed=None),
                name="ballot_counted_exactly_when_closed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.nomination)


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
    """That a member has voted, and no word of what; for an open or written vote `choice` says it."""

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
    """A secret vote: what was voted, without time, order or author. The key is random, so that rows tell nothing of their order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="papers")
    choice = models.CharField("Phiếu", max_length=10, choices=Choice.choices)

    class Meta:
        verbose_name = "phiếu kín"
        verbose_name_plural = "phiếu kín"
        ordering = ["ballot", "id"]

    def __str__(self) -> str:
        return self.get_choice_display()
