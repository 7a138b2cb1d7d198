"""A campaign, the units it invites, and the sheet that each kind of unit fills in."""

from datetime import date, datetime

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from emulation.campaigns.deadlines import Due, due, in_full, last_open_day
from emulation.people.models import Role, User
from emulation.sheets.models import Sheet
from emulation.units.kinds import COMMUNES, Kind
from emulation.units.models import Unit, keys_of, named, paths_above, subtrees
from emulation.vietnamese.dates import day
from emulation.vietnamese.fields import VietnameseCharField, VietnameseTextField
from emulation.vietnamese.keys import Keyed, said_in
from emulation.vietnamese.order import search_key, sort_key
from emulation.workflow import Badge


class State(models.TextChoices):
    DRAFT = "draft", "Đang soạn"
    LAUNCHED = "launched", "Đang đăng ký"
    REGISTRATION_CLOSED = "registration-closed", "Đã khóa đăng ký"
    SUMMED_UP = "summed-up", "Đã tổng kết"
    CLOSED = "closed", "Đã kết thúc"
    SUSPENDED = "suspended", "Tạm dừng"


BADGES = {
    State.DRAFT: Badge("todo", "○", State.DRAFT.label),
    State.LAUNCHED: Badge("now", "●", State.LAUNCHED.label),
    State.REGISTRATION_CLOSED: Badge("todo", "■", State.REGISTRATION_CLOSED.label),
    State.SUMMED_UP: Badge("ok", "✓", State.SUMMED_UP.label),
    State.CLOSED: Badge("ok", "✓", State.CLOSED.label),
    State.SUSPENDED: Badge("stop", "‖", State.SUSPENDED.label),
}
UNDER_WAY = (State.LAUNCHED, State.REGISTRATION_CLOSED, State.SUSPENDED)  # launched, and not yet summed up
LEVELS = {Kind.PROVINCE: "Cấp tỉnh", Kind.DISTRICT: "Cấp huyện", **dict.fromkeys(COMMUNES, "Cấp xã")}


def _under_way(on: date) -> Q:
    return Q(state__in=UNDER_WAY, ends_on__gte=on)


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Questions about many campaigns."""

    def visible_to(self, user: User) -> "CampaignQuerySet":
        """Heads see what was launched above them; the office sees its own drafts too; a superior, and who came from there, what was launched."""
        if user.is_superuser:
            return self
        office = subtrees("unit__path", user.tops_as(Role.SECRETARY, Role.CHAIR, Role.COUNCIL, Role.ADMINISTRATOR))
        launched = ~Q(state=State.DRAFT)
        above = {path for top in user.tops_read_as(Role.HEAD) for path in paths_above(top)}
        return self.filter(office | launched & (Q(unit__path__in=above) | subtrees("unit__path", user.units_in_view)))

    def kept_by(self, user: User) -> "CampaignQuerySet":
        """The campaigns that somebody prepares and runs as secretary."""
        return self.filter(subtrees("unit__path", user.tops_as(Role.SECRETARY)))

    def launched(self) -> "CampaignQuerySet":
        """Those that are no drafts: that they are there is public."""
        return self.exclude(state=State.DRAFT)

    def under_way(self, on: date) -> "CampaignQuerySet":
        """Launched, not yet summed up, and not past their last day: an office may leave a campaign of years ago as it is."""
        return self.filter(_under_way(on))

    def telling_under_way(self, on: date) -> "CampaignQuerySet":
        """Each row says by `is_under_way` whether it is so."""
        return self.annotate(is_under_way=_under_way(on))

    def taking_registrations(self, now: datetime) -> "CampaignQuerySet":
        return self.filter(state=State.LAUNCHED, deadline__gt=now)

    def past_deadline(self, now: datetime) -> "CampaignQuerySet":
        """Launched campaigns whose deadline has passed."""
        return self.filter(state=State.LAUNCHED, deadline__lte=now)

    def search(self, words: str) -> "CampaignQuerySet":
        """Those whose name, code or plan's number contains the words, or whose launching unit is, was or will be called so."""
        return self.filter(said_in(words, "search_key", *keys_of("unit__")) | Q(code__contains=words.strip().lower()))


class Campaign(Keyed):
    """`unit` launches it. `deadline` is the instant that `deadline_words` mean; `period_words` are printed as they stand, and where they name
    days, `starts_on` and `ends_on` are these. The plan's number and date may be blank until it has them. `suspended_from` is the state that a
    suspension interrupted.
    """

    class Kind(models.TextChoices):
        ANNUAL = "annual", "Thường xuyên hằng năm"
        THEMATIC = "thematic", "Theo chuyên đề"
        ANNIVERSARY = "anniversary", "Theo đợt, chào mừng kỷ niệm"
        SPECIAL = "special", "Đợt thi đua đặc biệt"
        FIVE_YEAR = "five-year", "Giai đoạn 5 năm"
        CONGRESS = "congress", "Tiến tới đại hội, hội nghị điển hình tiên tiến"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="campaigns", verbose_name="Đơn vị phát động")
    code = models.CharField(
        "Mã phong trào",
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", "Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, như bach-quang-2026.")],
        help_text="Chữ thường không dấu, như bach-quang-2026.",
        error_messages={"unique": "Mã này đã có phong trào khác dùng. Xin chọn mã khác."},
    )
    title = VietnameseCharField("Tên phong trào", max_length=300)
    slogan = VietnameseCharField("Chủ đề, khẩu hiệu", max_length=300, blank=True)
    kind = models.CharField("Loại phong trào", max_length=12, choices=Kind.choices, default=Kind.ANNUAL)
    occasion = VietnameseCharField(
        "Dịp kỷ niệm, sự kiện", max_length=300, blank=True, help_text="Kèm ngày, như “75 năm thành lập Đảng bộ huyện (25/8/1949 - 25/8/2024)”."
    )
    year = models.PositiveSmallIntegerField("Năm", validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    period_words = VietnameseCharField("Thời gian, theo lời kế hoạch", max_length=200, blank=True)
    starts_on = models.DateField("Từ ngày")
    ends_on = models.DateField("Đến hết ngày")
    plan_number = VietnameseCharField("Số, ký hiệu kế hoạch", max_length=60, blank=True, help_text="Như 13/KH-UBND. Có thể để trống khi chưa được cấp số.")
    plan_date = models.DateField("Ngày ban hành kế hoạch", null=True, blank=True)
    plan_issuer = VietnameseCharField("Cơ quan ban hành", max_length=200, help_text="Như “UBND phường Bách Quang”.")
    plan_title = VietnameseTextField("Trích yếu kế hoạch", max_length=600, help_text="Phần sau chữ “về việc”, in trên mẫu đăng ký.")
    deadline_words = VietnameseCharField("Hạn đăng ký, theo lời kế hoạch", max_length=200)
    deadline = models.DateTimeField("Khóa đăng ký lúc", editable=False)
    retrospective_reason = VietnameseTextField(
        "Lý do nhập lại", max_length=600, blank=True, help_text="Chỉ ghi khi nhập lại một phong trào đã qua hạn đăng ký."
    )
    addressees = VietnameseTextField("Kính gửi", max_length=600, help_text="Nơi nhận bản đăng ký, mỗi dòng một nơi.")
    contact_name = VietnameseCharField("Người nhận đăng ký", max_length=120, help_text="Thư ký Hội đồng, để đơn vị hỏi khi cần.")
    contact_phone = VietnameseCharField("Điện thoại người nhận", max_length=40)
    comment_days = models.PositiveSmallIntegerField(
        "Số ngày công khai lấy ý kiến về danh sách đề nghị khen thưởng",
        default=10,
        validators=[MaxValueValidator(60)],
        help_text="Tính trọn ngày, không kể ngày bắt đầu công khai. Ghi 0 nếu không lấy ý kiến.",
    )
    is_plan_public = models.BooleanField(
        "Công khai kế hoạch",
        default=False,
        help_text="Ai cũng xem được nội dung, chỉ tiêu thi đua và tải được bản kế hoạch ở trang công khai, không cần đăng nhập.",
    )
    state = models.CharField("Tình trạng", max_length=20, choices=State.choices, default=State.DRAFT, editable=False)
    suspension_basis = VietnameseCharField("Căn cứ tạm dừng", max_length=300, blank=True, editable=False)
    suspension_reason = VietnameseTextField("Lý do tạm dừng", max_length=2000, blank=True, editable=False)
    suspended_from = models.CharField(max_length=20, blank=True, editable=False)
    unchecked_parts = models.JSONField(default=list, blank=True, editable=False)  # parts whose days a copy moved on and nobody has saved since
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    is_under_way: bool  # where `telling_under_way` asked for it

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "phong trào thi đua"
        verbose_name_plural = "phong trào thi đua"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="campaign_ends_after_it_starts",
                violation_error_message="Ngày kết thúc phong trào phải sau ngày bắt đầu.",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SUSPENDED) & ~Q(suspension_basis="") & ~Q(suspension_reason="")
                | ~Q(state=State.SUSPENDED) & Q(suspension_basis="", suspension_reason=""),
                name="campaign_suspended_exactly_with_basis_and_reason",
                violation_error_message="Tạm dừng phải có căn cứ và lý do.",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SUSPENDED, suspended_from__in=[State.LAUNCHED, State.REGISTRATION_CLOSED])
                | ~Q(state=State.SUSPENDED) & Q(suspended_from=""),
                name="campaign_suspended_exactly_from_a_state_to_return_to",
                violation_error_message="Tạm dừng phải nhớ tình trạng trước đó.",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state"], name="campaigns_of_a_unit"),
            models.Index(fields=["-starts_on", "-id"], name="campaigns_newest_first"),  # what a list shows first is read first
        ]

    def __str__(self) -> str:
        return self.title

    def set_keys(self) -> None:
        """Found by its plan's number too, which stands first: a long title would push it out of the key."""
        self.sort_key, self.search_key = sort_key(self.title), search_key(f"{self.plan_number} {self.title} {self.slogan}")

    def get_absolute_url(self) -> str:
        return reverse("campaign-detail", args=[self.pk])

    @property
    def badge(self) -> Badge:
        return BADGES[State(self.state)]

    @property
    def level(self) -> str:
        """Cấp phát động, which follows from the unit that launches it."""
        return LEVELS.get(Kind(self.unit.kind), "Cấp cơ sở")

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_suspended(self) -> bool:
        return self.state == State.SUSPENDED

    @property
    def period(self) -> str:
        """The time as a registration names it: "năm 2026", "năm 2024 (đến hết tháng 7/2024)", "giai đoạn 2026–2030" for a campaign of several years."""
        first, last = self.starts_on.year, self.ends_on.year
        if self.kind == self.Kind.ANNUAL or first == last:
            part = self.period_words and self.period_words != f"năm {self.year}" and self.kind != self.Kind.ANNUAL
            return f"năm {self.year} ({self.period_words})" if part else f"năm {self.year}"
        return self.period_words if self.period_words.startswith("giai đoạn") else f"giai đoạn {first}–{last}"

    @property
    def last_open_day(self) -> date:
        return last_open_day(self.deadline)

    @property
    def deadline_in_full(self) -> str:
        """ "xong trước ngày 29/02/2024, tức là đến hết thứ Tư, 28/02/2024" """
        return in_full(self.deadline_words, self.deadline)

    @property
    def due(self) -> Due:
        return due(self.deadline)

    def is_overseen_by(self, user: User) -> bool:
        """Whether somebody looks at it from the office that runs it or from above, and not as an invited unit."""
        return user.is_superuser or any(self.unit.path.startswith(top.path) for top in user.units_in_view)

    def takes_registrations(self, now: datetime) -> bool:
        return self.state == State.LAUNCHED and now < self.deadline

    @property
    def contact(self) -> str:
        """Whom to ask: "đồng chí Bùi Thị Kim Yên, điện thoại 0208 …"."""
        return f"đồng chí {self.contact_name}, điện thoại {self.contact_phone}"

    @property
    def plan_named(self) -> str:
        """The plan as pages name it; blanks where it has no number or date yet."""
        number = f" số {self.plan_number}" if self.plan_number else " (chưa ghi số)"
        return f"Kế hoạch{number}" + (f" ngày {day(self.plan_date)}" if self.plan_date else "")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Questions about many invitations."""

    def visible_to(self, user: User) -> "InvitationQuerySet":
        """A head sees those of his unit, once launched; the office and a superior those of the campaigns they see."""
        heads = subtrees("unit__path", user.tops_read_as(Role.HEAD))
        office = subtrees("unit__path", user.units_in_view)
        return self.filter(heads | office, campaign__in=Campaign.objects.visible_to(user))

    def of_units(self, unit_pks: list[int]) -> "InvitationQuerySet":
        """Those of units with these keys."""
        return self.filter(unit__in=unit_pks)

    def search(self, words: str) -> "InvitationQuerySet":
        """Those of units whose name or code contains the words, or of units before or after these."""
        return self.filter(named("unit__", words) | Q(unit__code__contains=words.lower()))


class Invitation(models.Model):
    """A unit that a campaign invites to register."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="invitations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="invitations")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị được mời"
        verbose_name_plural = "đơn vị được mời"
        constraints = [models.UniqueConstraint(fields=["campaign", "unit"], name="unit_invited_once_to_a_campaign")]

    def __str__(self) -> str:
        return f"{self.unit}, {self.campaign}"


class SheetChoice(models.Model):
    """Which sheet the units of a kind fill in."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="sheet_choices")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="choices")

    class Meta:
        verbose_name = "mẫu cho loại đơn vị"
        verbose_name_plural = "mẫu cho loại đơn vị"
        constraints = [models.UniqueConstraint(fields=["campaign", "kind"], name="one_sheet_per_campaign_and_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.sheet}"
