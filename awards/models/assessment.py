"""A group's assessment of its households, or of itself (bình xét), by a scale of points that the office writes down. See docs/decisions/0027."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone

from awards.models.catalogue import Honour, Subject
from awards.models.dated import Sourced
from awards.models.nomination import Nomination
from awards.models.nomination_states import OFFICE
from awards.models.posting import PostedRow, Posting
from emulation.people.models import Role, User
from emulation.units.models import Unit, named, subtrees
from emulation.vietnamese.fields import VietnameseCharField, VietnameseTextField
from emulation.vietnamese.keys import called
from emulation.vietnamese.order import name_key, search_key
from emulation.workflow import Badge

READERS = (*OFFICE, Role.HEAD)
YEARS = [MinValueValidator(2000), MaxValueValidator(2100)]


class Scale(Sourced):
    """By how many points a title is reached at an office in a year: `threshold` of the sum of all its criteria."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="scales", verbose_name="Nơi ban hành")
    honour = models.ForeignKey(Honour, models.PROTECT, related_name="scales", verbose_name="Danh hiệu")
    year = models.PositiveSmallIntegerField("Năm", validators=YEARS)
    threshold = models.PositiveSmallIntegerField("Số điểm phải đạt", validators=[MinValueValidator(1), MaxValueValidator(1000)])

    class Meta:
        verbose_name = "thang điểm"
        verbose_name_plural = "thang điểm"
        constraints = [models.UniqueConstraint(fields=["unit", "honour", "year"], name="one_scale_per_office_honour_and_year")]

    def __str__(self) -> str:
        return f"{self.honour}, năm {self.year}"


class Criterion(models.Model):
    """What points are given for, and how many at most."""

    scale = models.ForeignKey(Scale, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField("Thứ tự")
    text = VietnameseCharField("Tiêu chuẩn", max_length=300)
    most = models.PositiveSmallIntegerField("Điểm tối đa", validators=[MinValueValidator(1), MaxValueValidator(1000)])

    class Meta:
        verbose_name = "tiêu chuẩn"
        verbose_name_plural = "tiêu chuẩn"
        ordering = ["scale", "position"]
        constraints = [models.UniqueConstraint(fields=["scale", "position"], name="one_criterion_at_a_place")]

    def __str__(self) -> str:
        return f"{self.position}. {self.text}"


class AssessmentState(models.TextChoices):
    DRAFT = "draft", "Đang bình xét"
    POSTED = "posted", "Đã công khai"
    PROPOSED = "proposed", "Đã lập đề nghị"


ASSESSMENT_BADGES = {
    AssessmentState.DRAFT: Badge("todo", "○", AssessmentState.DRAFT.label),
    AssessmentState.POSTED: Badge("now", "●", AssessmentState.POSTED.label),
    AssessmentState.PROPOSED: Badge("ok", "✓", AssessmentState.PROPOSED.label),
}
OF_THE_MEETING = ("held_at", "place", "chair_name", "secretary_name")


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Questions about many assessments."""

    def visible_to(self, user: User) -> "AssessmentQuerySet":
        """A head sees those of his unit; the office and a superior all below them."""
        return self if user.is_superuser else self.filter(subtrees("unit__path", user.tops_read_as(*READERS)))

    def kept_by(self, user: User) -> "AssessmentQuerySet":
        """Those that somebody writes down as head of the unit."""
        return self.filter(subtrees("unit__path", user.tops_as(Role.HEAD)))

    def search(self, words: str) -> "AssessmentQuerySet":
        """Those of units that are, were or will be called so."""
        return self.filter(named("unit__", words))


class Assessment(models.Model):
    """What a group's meeting found in a year: of its households, or for a title of collectives of itself, which is then the only row."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assessments", verbose_name="Đơn vị")
    honour = models.ForeignKey(Honour, models.PROTECT, related_name="assessments", verbose_name="Danh hiệu")
    year = models.PositiveSmallIntegerField("Năm", validators=YEARS)
    scale = models.ForeignKey(Scale, models.PROTECT, related_name="assessments", verbose_name="Thang điểm")
    held_at = models.DateTimeField("Họp lúc", null=True, blank=True)
    place = VietnameseCharField("Địa điểm", max_length=200, blank=True)
    invited = models.PositiveSmallIntegerField("Số người được mời", default=0)
    present = models.PositiveSmallIntegerField("Số người có mặt", default=0)
    chair_name = VietnameseCharField("Chủ trì", max_length=120, blank=True)
    secretary_name = VietnameseCharField("Thư ký cuộc họp", max_length=120, blank=True)
    notes = VietnameseTextField("Diễn biến, ý kiến", max_length=6000, blank=True)
    posting = models.OneToOneField(Posting, models.PROTECT, null=True, blank=True, editable=False, related_name="assessment")
    state = models.CharField("Tình trạng", max_length=10, choices=AssessmentState.choices, default=AssessmentState.DRAFT, editable=False)
    made_at = models.DateTimeField("Lập lúc", default=timezone.now, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = "bình xét"
        verbose_name_plural = "bình xét"
        ordering = ["-year", "-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "honour", "year"], name="one_assessment_per_unit_honour_and_year", violation_error_message="Đơn vị đã mở bình xét này rồi."
            ),
            models.CheckConstraint(
                condition=Q(present__lte=F("invited")), name="no_more_present_than_invited", violation_error_message="Số người có mặt nhiều hơn số được mời."
            ),
            models.CheckConstraint(
                condition=Q(state="draft", posting=None) | Q(state="posted", posting__isnull=False) | Q(state="proposed"),
                name="assessment_posted_with_its_posting",
            ),
        ]

    def __str__(self) -> str:
        return f"Bình xét {self.honour} năm {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("assessment-detail", args=[self.pk])

    @property
    def badge(self) -> Badge:
        return ASSESSMENT_BADGES[AssessmentState(self.state)]

    @property
    def is_draft(self) -> bool:
        return self.state == AssessmentState.DRAFT

    @property
    def is_posted(self) -> bool:
        return self.state == AssessmentState.POSTED

    @property
    def is_of_households(self) -> bool:
        return self.honour.for_households

    @property
    def subject(self) -> Subject:
        return Subject.HOUSEHOLD if self.is_of_households else Subject.COLLECTIVE


class AssessedQuerySet(models.QuerySet["Assessed"]):
    """Questions about many assessed rows."""

    def proposed(self) -> "AssessedQuerySet":
        """Those that reached the threshold and were not left out since."""
        return self.filter(has_reached=True, struck_reason="")

    def search(self, words: str) -> "AssessedQuerySet":
        return self.filter(called(words))

    def counted(self, assessment_pks: list[int]) -> dict[int, tuple[int, int]]:
        """How many rows each of these assessments has, and how many of them are to be proposed."""
        reached = Count("pk", filter=Q(has_reached=True, struck_reason=""))
        found = self.filter(assessment__in=assessment_pks).order_by().values_list("assessment").annotate(size=Count("pk"), reached=reached)
        return {pk: (size, number) for pk, size, number in found}


class Assessed(models.Model):
    """A household, or the group itself. `points` follow the order of the criteria; `struck_reason` says why it was left out after comments."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="rows")
    name = VietnameseCharField("Họ tên chủ hộ", max_length=200)
    details = VietnameseCharField("Địa chỉ", max_length=300, blank=True)
    points = models.JSONField("Điểm", default=list, blank=True)
    total = models.PositiveSmallIntegerField("Tổng điểm", null=True, blank=True, editable=False)
    has_reached = models.BooleanField("Đạt", null=True, blank=True, editable=False)
    struck_reason = VietnameseTextField("Đưa ra khỏi danh sách, vì", max_length=600, blank=True)
    posted_row = models.OneToOneField(PostedRow, models.PROTECT, null=True, blank=True, editable=False, related_name="assessed")
    nomination = models.OneToOneField(Nomination, models.SET_NULL, null=True, blank=True, editable=False, related_name="assessed")
    key = models.CharField(max_length=600, editable=False)
    sort_key = models.CharField(max_length=400, editable=False)
    search_key = models.CharField(max_length=400, editable=False)

    objects = AssessedQuerySet.as_manager()

    class Meta:
        verbose_name = "hộ được bình xét"
        verbose_name_plural = "hộ được bình xét"
        ordering = ["assessment", "sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "key"],
                name="household_assessed_once",
                violation_error_message="Hộ này đã có trong danh sách. Nếu là hộ khác, xin ghi địa chỉ để phân biệt.",
            ),
            models.CheckConstraint(
                condition=Q(total=None, has_reached=None) | Q(total__isnull=False, has_reached__isnull=False), name="total_exactly_with_its_result"
            ),
            models.CheckConstraint(condition=Q(struck_reason="") | Q(has_reached=True), name="only_who_reached_is_left_out"),
        ]

    def __str__(self) -> str:
        return self.name

    def set_keys(self) -> None:
        """What makes it the only one of its kind, and what lists are sorted and searched by; to be called before it is saved."""
        self.key = key_of(self.name, self.details)
        self.sort_key, self.search_key = name_key(self.name), search_key(f"{self.name} {self.details}")

    def score(self, points: list[int], threshold: int) -> None:
        """Give it these points, one for each criterion."""
        self.points, self.total = points, sum(points)
        self.has_reached = self.total >= threshold

    @property
    def result(self) -> str:
        if self.has_reached is None:
            return "Chưa chấm"
        if self.struck_reason:
            return "Đưa ra sau khi lấy ý kiến"
        return "Đạt" if self.has_reached else "Không đạt"


def key_of(name: str, details: str) -> str:
    """By which a household is told from others of the group."""
    return f"{search_key(name)}; {search_key(details)}"
