"""The council (Hội đồng Thi đua - Khen thưởng): who sits in it, its meetings, and who takes part in them."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from emulation.campaigns.models import Campaign
from emulation.issuing.models import OutgoingPaper
from emulation.issuing.models import State as PaperState
from emulation.people.models import Role, User
from emulation.units.models import Unit, named, subtrees
from emulation.vietnamese.fields import VietnameseCharField, VietnameseTextField
from emulation.vietnamese.keys import Keyed, called
from emulation.vietnamese.order import name_key, search_key
from emulation.workflow import Badge

OFFICE = (Role.SECRETARY, Role.CHAIR, Role.COUNCIL, Role.ADMINISTRATOR)
KEEPERS = (Role.SECRETARY, Role.ADMINISTRATOR)


class Post(models.TextChoices):
    CHAIR = "chair", "Chủ tịch Hội đồng"
    VICE_CHAIR = "vice-chair", "Phó Chủ tịch Hội đồng"
    STANDING = "standing", "Ủy viên thường trực"
    SECRETARY = "secretary", "Thư ký Hội đồng"
    MEMBER = "member", "Ủy viên"


IN_ORDER = list(Post)


class CouncilMemberQuerySet(models.QuerySet["CouncilMember"]):
    """Questions about many seats of councils."""

    def visible_to(self, user: User) -> "CouncilMemberQuerySet":
        """Those of the councils whose office somebody belongs to or looks over."""
        return self if user.is_superuser else self.filter(subtrees("unit__path", user.tops_read_as(*OFFICE, Role.SUPERIOR)))

    def kept_by(self, user: User) -> "CouncilMemberQuerySet":
        """Those that somebody keeps the list of."""
        return self if user.is_superuser else self.filter(subtrees("unit__path", user.tops_as(*KEEPERS)))

    def in_force(self, on: date) -> "CouncilMemberQuerySet":
        return self.filter(Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on))

    def ended(self, on: date) -> "CouncilMemberQuerySet":
        return self.filter(ends_on__lt=on)

    def not_ended(self, on: date) -> "CouncilMemberQuerySet":
        """Those of today, and those to come."""
        return self.exclude(ends_on__lt=on)

    def search(self, words: str) -> "CouncilMemberQuerySet":
        """Those with these words in name, title, field or decision, whatever their diacritics."""
        return self.filter(called(words))


class CouncilMember(Keyed):
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

    objects = CouncilMemberQuerySet.as_manager()

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

    def set_keys(self) -> None:
        self.sort_key = name_key(self.full_name)
        self.search_key = search_key(f"{self.full_name} {self.title} {self.field} {self.decision}")

    @property
    def order(self) -> tuple[int, int]:
        """Where lists and minutes put a member: the chair first, then as they were entered."""
        return IN_ORDER.index(Post(self.post)), self.pk

    def has_ended(self, on: date) -> bool:
        return self.ends_on is not None and self.ends_on < on

    @property
    def has_account(self) -> bool:
        """Whether the member can vote on a device."""
        return self.user is not None and self.user.is_active


class MeetingState(models.TextChoices):
    PLANNED = "planned", "Đang chuẩn bị"
    OPEN = "open", "Đang họp"
    CLOSED = "closed", "Đã kết thúc"
    CANCELLED = "cancelled", "Đã hủy"


ALIVE = (MeetingState.PLANNED, MeetingState.OPEN)
MEETING_BADGES = {
    MeetingState.PLANNED: Badge("todo", "○", MeetingState.PLANNED.label),
    MeetingState.OPEN: Badge("now", "●", MeetingState.OPEN.label),
    MeetingState.CLOSED: Badge("ok", "✓", MeetingState.CLOSED.label),
    MeetingState.CANCELLED: Badge("stop", "×", MeetingState.CANCELLED.label),
}


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Questions about many meetings."""

    def visible_to(self, user: User) -> "MeetingQuerySet":
        """The commune's office, whoever sits in the meeting, and a superior those that are closed."""
        if user.is_superuser:
            return self
        office = subtrees("unit__path", user.tops_read_as(*OFFICE))
        above = subtrees("unit__path", user.tops_read_as(Role.SUPERIOR)) & Q(state=MeetingState.CLOSED)
        seated = Q(pk__in=Attendance.objects.filter(member__user=user).values("meeting"))
        return self.filter(office | above | seated)

    def kept_by(self, user: User) -> "MeetingQuerySet":
        """Those that somebody prepares and writes down as secretary."""
        return self.filter(subtrees("unit__path", user.tops_as(Role.SECRETARY)))

    def search(self, words: str) -> "MeetingQuerySet":
        """Those with these words in what they are about, or of a unit that is, was or will be called so."""
        return self.filter(called(words) | named("unit__", words))


class Meeting(Keyed):
    """`heads_recused` also keeps the head of a nominating unit from voting on it. `size` is the number of ALL members when it was opened, the base
    of thresholds; with `majority_of_all` of simple majorities too, which are otherwise of those who take part.
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
    majority_of_all = models.BooleanField(
        "Quá nửa tính trên tổng số thành viên",
        default=False,
        help_text="Theo quy chế của Hội đồng. Không chọn thì quá nửa số thành viên tham gia biểu quyết, kể cả ý kiến bằng văn bản.",
    )
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

    @property
    def is_planned(self) -> bool:
        return self.state == MeetingState.PLANNED

    @property
    def is_open(self) -> bool:
        return self.state == MeetingState.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == MeetingState.CLOSED

    @property
    def has_minutes(self) -> bool:
        """Whether its minutes were approved."""
        return self.minutes is not None and self.minutes.state != PaperState.WITHDRAWN

    @property
    def has_counting(self) -> bool:
        """Whether the minutes of counting were approved."""
        return self.counting is not None and self.counting.state != PaperState.WITHDRAWN

    @property
    def is_alive(self) -> bool:
        """Whether its agenda and attendance may still change."""
        return self.state in ALIVE


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
