"""A nomination (đề nghị khen thưởng): one honour proposed for one collective, person or household by a unit, on its way to the chair's decision."""

from datetime import datetime
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from awards.models.catalogue import Honour, Subject
from awards.models.names import FORMS_OF_ADDRESS
from awards.models.nomination_states import AT_OFFICE, BADGES, EDITABLE, ENDED, GONE_ON, OFFICE, PENDING, PENDING_STATE, VERDICTS, State
from emulation.campaigns.models import Campaign
from emulation.people.models import Role, User
from emulation.units.models import Unit, named, subtrees
from emulation.vietnamese.fields import VietnameseCharField, VietnameseTextField
from emulation.vietnamese.keys import called
from emulation.vietnamese.order import name_key, search_key, sort_key
from emulation.workflow import Badge


class Kind(models.TextChoices):
    """Loại hình khen thưởng (Luật Thi đua, khen thưởng 2022, Art. 8), as far as a commune uses them."""

    MERIT = "merit", "Theo công trạng"
    MOVEMENT = "movement", "Theo phong trào, chuyên đề"
    SUDDEN = "sudden", "Đột xuất"


class Attribute(models.TextChoices):
    """What the statistics and the structure of a proposal ask about a nominee (TT 18/2025/TT-BNV, forms 0602 and 0603)."""

    DIRECT_WORKER = "direct-worker", "Người trực tiếp lao động, sản xuất, công tác"
    LEADER = "leader", "Lãnh đạo, quản lý"
    WOMAN = "woman", "Nữ"
    ETHNIC_MINORITY = "ethnic-minority", "Dân tộc thiểu số"
    FARMER = "farmer", "Nông dân"
    WORKER = "worker", "Công nhân"
    SMALL_COLLECTIVE = "small-collective", "Tập thể nhỏ"
    ENTERPRISE = "enterprise", "Doanh nghiệp, doanh nhân"


NO_HONOUR = "chưa chọn danh hiệu, hình thức"
OF_ITS_KIND = (~Q(kind="movement") | Q(campaign__isnull=False)) & (~Q(kind="sudden") | Q(happened_on__isnull=False))
COMPLETE = Q(honour__isnull=False) & ~Q(name="") & OF_ITS_KIND
IN_SESSION = {"ballots__state": "closed", "ballots__meeting__state": "open"}  # voted on, in a meeting that goes on


class NominationQuerySet(models.QuerySet["Nomination"]):
    """Questions about many nominations."""

    def visible_to(self, user: User) -> "NominationQuerySet":
        """A unit's head sees those of the unit, whoever wrote them; the office and a superior those that were sent, and the secretary what comes on paper."""
        if user.is_superuser:
            return self.exclude(state=State.DRAFT)
        sent = ~Q(state=State.DRAFT)
        own = subtrees("unit__path", user.tops_read_as(Role.HEAD)) & (sent | Q(entered_by=None))
        offices = user.tops_read_as(*OFFICE)
        on_paper = subtrees("unit__path", user.tops_as(Role.SECRETARY)) & Q(entered_by__isnull=False)
        return self.filter(own | subtrees("unit__path", offices) & sent | on_paper)

    def written_by(self, user: User) -> "NominationQuerySet":
        """Those that somebody may still change: a head his unit's own, a secretary those that she enters from paper."""
        own = subtrees("unit__path", user.tops_as(Role.HEAD)) & Q(entered_by=None)
        on_paper = subtrees("unit__path", user.tops_as(Role.SECRETARY)) & Q(entered_by__isnull=False)
        return self.filter(own | on_paper, state__in=EDITABLE)

    def kept_by(self, user: User) -> "NominationQuerySet":
        """Those that somebody appraises as secretary."""
        return self.filter(subtrees("unit__path", user.tops_as(Role.SECRETARY))).exclude(state=State.DRAFT)

    def alive(self) -> "NominationQuerySet":
        """Those that were or may yet be awarded; what fails counts until its meeting has ended, so that nobody learns of it by its absence."""
        return self.exclude(~Q(pk__in=Nomination.objects.in_session().values("pk")), state__in=ENDED)

    def in_session(self) -> "NominationQuerySet":
        """Those voted on in a meeting of the council that has not ended."""
        return self.filter(**IN_SESSION)

    def hidden_from(self, user: User) -> "NominationQuerySet":
        """Those voted on in a meeting that goes on, whose verdict somebody may not learn before its end: the recused, and the nominee who has no seat there."""
        names = [search_key(f"{address} {user.full_name}") for address in ("", *FORMS_OF_ADDRESS)]
        about = Nomination.objects.filter(**IN_SESSION, search_key__in=names).exclude(subject=Subject.COLLECTIVE)
        seated = Nomination.objects.filter(**IN_SESSION, ballots__meeting__attendances__member__user=user)
        recused = Nomination.objects.filter(**IN_SESSION, ballots__recusals__member__user=user)
        return self.filter(Q(pk__in=recused.values("pk")) | Q(pk__in=about.values("pk")) & ~Q(pk__in=seated.values("pk")))

    def as_known_to(self, user: User) -> "NominationQuerySet":
        """With what `hides_verdict_from` would ask of the database for each."""
        hidden = Nomination.objects.hidden_from(user).filter(pk=models.OuterRef("pk"))
        return self.annotate(verdict_is_hidden=models.Exists(hidden))

    def in_state(self, state: str, user: User) -> "NominationQuerySet":
        """Those in that state as this person sees it: of what is not decided yet a unit learns no more than PENDING_STATE, nor does who is recused."""
        offices = subtrees("unit__path", user.tops_read_as(*OFFICE))
        hidden = Q(pk__in=Nomination.objects.hidden_from(user).values("pk"))
        if state == PENDING_STATE:
            outside = Q(pk__in=()) if user.is_superuser else ~offices & Q(state__in=AT_OFFICE)
            return self.filter(outside | hidden)
        inside = Q() if user.is_superuser or state not in AT_OFFICE else offices
        return self.filter(inside, ~hidden, state=state)

    def search(self, words: str) -> "NominationQuerySet":
        """Those whose nominee is called so, whatever the diacritics, or whose unit is, was or will be."""
        return self.filter(called(words) | named("unit__", words))


def nominee_key(name: str, subject: str) -> str:
    """The sort key of whom one nominates or awards: collectives by their names as they stand, people by their given names."""
    return sort_key(name) if subject == Subject.COLLECTIVE else name_key(name)


class Nomination(models.Model):
    """What was sent is complete; a draft may lack all but its unit.

    `unit` nominates; `nominee_unit` is the collective where that is a unit itself. `year` is the one that the achievement is of.

    `signed_by` signed it as the head of the unit; `entered_by` typed it in from paper, which came at `received_on_paper_at`. `appraised_honour` is what
    the secretary proposes, lower or higher than `honour` or the same. `hold_reason` says why it is not considered now (NĐ 152/2025 Art. 4).
    `exception_plea` asks the chair's leave for a unit that did not register, `exception_reason` gives it.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="nominations", verbose_name="Đơn vị đề nghị")
    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, blank=True, related_name="nominations", verbose_name="Phong trào")
    kind = models.CharField("Loại hình khen thưởng", max_length=10, choices=Kind.choices, default=Kind.MOVEMENT)
    honour = models.ForeignKey(Honour, models.PROTECT, null=True, blank=True, related_name="nominations", verbose_name="Danh hiệu, hình thức đề nghị")
    subject = models.CharField("Đề nghị cho", max_length=10, choices=Subject.choices)
    name = VietnameseCharField("Tên tập thể, cá nhân hoặc chủ hộ", max_length=200, blank=True)
    nominee_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="nominated", verbose_name="Là đơn vị")
    details = VietnameseCharField("Chức vụ, nghề nghiệp hoặc địa chỉ", max_length=300, blank=True)
    birth_year = models.PositiveSmallIntegerField("Năm sinh", null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)])
    members = models.PositiveSmallIntegerField(
        "Số người của tập thể", null=True, blank=True, validators=[MinValueValidator(1)], help_text="Để tính tỷ lệ Lao động tiên tiến. Chỉ ghi với tập thể."
    )
    attributes = models.JSONField("Đặc điểm, để thống kê", default=list, blank=True)
    achievement = VietnameseTextField("Tóm tắt thành tích", max_length=6000, blank=True)
    year = models.PositiveSmallIntegerField("Thành tích của năm", validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    happened_on = models.DateField("Ngày lập thành tích đột xuất", null=True, blank=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name="Người ký đề nghị")
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name="Người nhập bản giấy")
    received_on_paper_at = models.DateTimeField("Nhận bản giấy lúc", null=True, blank=True)
    state = models.CharField("Tình trạng", max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    submitted_at = models.DateTimeField("Gửi lúc", null=True, blank=True, editable=False)
    appraised_honour = models.ForeignKey(Honour, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Thư ký đề xuất")
    appraised_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name="Người thẩm định")
    opinion = VietnameseTextField("Ý kiến thẩm định", max_length=4000, blank=True)
    checklist = models.JSONField("Đã kiểm tra", default=list, blank=True)
    hold_reason = VietnameseTextField("Chưa xét, vì", max_length=2000, blank=True)
    exception_plea = VietnameseTextField(
        "Xin Chủ tịch cho ngoại lệ, vì",
        max_length=2000,
        blank=True,
        help_text="Chỉ ghi khi đơn vị không đăng ký thi đua mà có lý do chính đáng. Chủ tịch cho phép thì mới xét.",
    )
    exception_reason = VietnameseTextField("Lý do cho phép ngoại lệ", max_length=2000, blank=True)
    exception_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name="Người cho phép")
    made_at = models.DateTimeField("Lập lúc", default=timezone.now, editable=False)
    sort_key = models.CharField(max_length=400, editable=False)
    search_key = models.CharField(max_length=400, editable=False)

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị khen thưởng"
        verbose_name_plural = "đề nghị khen thưởng"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=EDITABLE) | COMPLETE,
                name="nomination_sent_complete",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.SUDDEN) | Q(happened_on=None),
                name="nomination_has_its_day_only_when_sudden",
                violation_error_message="Chỉ thành tích đột xuất mới ghi ngày.",
            ),
            models.CheckConstraint(
                condition=Q(received_on_paper_at=None, entered_by=None) | Q(received_on_paper_at__isnull=False, entered_by__isnull=False),
                name="nomination_on_paper_exactly_with_who_entered_it",
            ),
            models.CheckConstraint(
                condition=Q(exception_reason="", exception_by=None) | ~Q(exception_reason="") & Q(exception_by__isnull=False),
                name="exception_exactly_with_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(State.DRAFT, State.RETURNED, State.WITHDRAWN)) | Q(submitted_at__isnull=False, signed_by__isnull=False),
                name="nomination_sent_with_time_and_signature",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=GONE_ON) | Q(appraised_by__isnull=False, appraised_honour__isnull=False),
                name="nomination_goes_on_only_appraised",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state"], name="nominations_of_a_unit"),
            models.Index(fields=["campaign", "state"], name="nominations_of_a_campaign"),
            models.Index(fields=["search_key"], name="nominations_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.nominee}: {self.honour or NO_HONOUR}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_keys()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("nomination-detail", args=[self.pk])

    def set_keys(self) -> None:
        """What lists are sorted and searched by; to be called by those who save many at once."""
        self.sort_key = nominee_key(self.name, self.subject)
        self.search_key = search_key(self.name)

    @property
    def proposed(self) -> Honour:
        """The honour that is proposed by now: the secretary's, once it was appraised. Not to be asked of a draft that names none yet."""
        proposed = self.appraised_honour or self.honour
        assert proposed is not None
        return proposed

    @property
    def nominee(self) -> str:
        """Whom it is for; a draft may not say so yet."""
        return self.name or "Chưa ghi tên"

    @property
    def badge(self) -> Badge:
        return BADGES[State(self.state)]

    def shows_all_to(self, user: User) -> bool:
        """Whether somebody sees what the office is still about: the unit's own head does not."""
        return user.is_superuser or any(self.unit.path.startswith(top.path) for top in user.tops_read_as(*OFFICE))

    def hides_verdict_from(self, user: User) -> bool:
        """Whether the council has voted and this person may not learn how before the meeting has ended."""
        if self.state not in VERDICTS:
            return False
        known: bool | None = getattr(self, "verdict_is_hidden", None)
        return Nomination.objects.hidden_from(user).filter(pk=self.pk).exists() if known is None else known

    def badge_for(self, user: User) -> Badge:
        """What the unit sees says nothing of what the office has not decided yet, nor what the recused sees of the verdict."""
        is_known = self.state not in AT_OFFICE or (self.shows_all_to(user) and not self.hides_verdict_from(user))
        return self.badge if is_known else PENDING

    def as_the_unit_knows_it(self) -> "Nomination":
        """Itself, not to be saved, without what the office thinks of it."""
        self.appraised_honour = self.appraised_by = None
        self.opinion = self.hold_reason = ""
        self.checklist = []
        return self

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    @property
    def is_on_paper(self) -> bool:
        return self.received_on_paper_at is not None

    @property
    def attribute_names(self) -> list[str]:
        return [Attribute(one).label for one in self.attributes if one in Attribute.values]

    def sent_at(self) -> datetime:
        """When it was sent, or received on paper."""
        sent = self.received_on_paper_at or self.submitted_at
        assert sent is not None
        return sent
