"""A job: work that takes longer than a page may, with its progress and the file that comes of it."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from emulation.people.models import User
from emulation.vietnamese.fields import VietnameseCharField, VietnameseTextField
from emulation.vietnamese.keys import found_among

TRIES = 3
SILENT_FOR = timedelta(minutes=4)  # a job without a sign of life for so long has lost its worker, or its message
KEPT_FOR = timedelta(days=7)
LONG_WAIT = timedelta(seconds=20)  # the page then says that nobody works at the moment


class Outcome(models.TextChoices):
    DONE = "done", "Đã xong"
    FAILED = "failed", "Không làm được"
    CANCELLED = "cancelled", "Đã dừng"


class Badge(NamedTuple):
    """Colour class, sign and word, as `components/state.html` shows them; the Badge of workflow.py stands above us."""

    css: str
    sign: str
    word: str


BADGES = {
    Outcome.DONE: Badge("ok", "✓", Outcome.DONE.label),
    Outcome.FAILED: Badge("late", "!", Outcome.FAILED.label),
    Outcome.CANCELLED: Badge("todo", "■", Outcome.CANCELLED.label),
}
WAITING = Badge("todo", "○", "Đang chờ")
RUNNING = Badge("now", "●", "Đang làm")


class JobQuerySet(models.QuerySet["Job"]):
    """Questions about many jobs."""

    def visible_to(self, user: User) -> "JobQuerySet":
        """Everybody sees what he asked for himself."""
        return self.filter(owner=user)

    def search(self, words: str) -> "JobQuerySet":
        """Those that are called so."""
        found: JobQuerySet = found_among(self, words, str)
        return found

    def unfinished(self) -> "JobQuerySet":
        """Those that wait or run."""
        return self.filter(outcome="")

    def silent(self, now: datetime) -> "JobQuerySet":
        """Unfinished ones of which nothing was heard for too long: the worker was stopped, or the message was lost."""
        return self.unfinished().filter(beat_at__lt=now - SILENT_FOR)

    def old(self, now: datetime) -> "JobQuerySet":
        """Those whose file was kept long enough."""
        return self.filter(finished_at__lt=now - KEPT_FOR)


class Job(models.Model):
    """`params` say what it is about; `digest` is theirs. `started_at` is None while it waits, also when it waits for another try.

    `beat_at` is the last sign of life: when it was asked for, put into the queue again, taken by a worker, or moved on.
    """

    owner = models.ForeignKey(User, models.CASCADE, related_name="jobs", verbose_name="Người yêu cầu")
    kind = models.CharField("Loại việc", max_length=60)
    params = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, editable=False)
    label = VietnameseCharField("Việc", max_length=400)
    url = models.CharField(max_length=200, blank=True)
    done = models.PositiveIntegerField("Đã làm", default=0)
    total = models.PositiveIntegerField("Tất cả", default=0)
    tries = models.PositiveSmallIntegerField("Lần chạy", default=0)
    outcome = models.CharField("Kết quả", max_length=10, choices=Outcome.choices, blank=True)
    error = VietnameseTextField("Lỗi", max_length=8000, blank=True)
    notice = VietnameseTextField("Lưu ý về tệp", max_length=8000, blank=True)
    file = models.FileField(max_length=200, blank=True)
    file_name = VietnameseCharField("Tên tệp", max_length=250, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    made_at = models.DateTimeField("Yêu cầu lúc", default=timezone.now)
    started_at = models.DateTimeField("Bắt đầu lúc", null=True, blank=True)
    beat_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField("Xong lúc", null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "việc chạy nền"
        verbose_name_plural = "việc chạy nền"
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "kind", "digest"],
                condition=Q(outcome=""),
                name="same_job_once_at_a_time",
                violation_error_message="Việc này đang chạy. Xin chờ xong.",
            ),
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="job_done_within_its_total"),
            models.CheckConstraint(condition=Q(tries__lte=TRIES), name="job_run_at_most_three_times"),
            models.CheckConstraint(
                condition=Q(outcome="", finished_at=None) | ~Q(outcome="") & Q(finished_at__isnull=False), name="job_finished_exactly_with_an_outcome"
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.DONE) & ~Q(file="") & ~Q(file_name="") | ~Q(outcome=Outcome.DONE) & Q(file="", file_name=""),
                name="job_has_a_file_exactly_when_done",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.FAILED) & ~Q(error="") | ~Q(outcome=Outcome.FAILED) & Q(error=""), name="job_failed_exactly_with_a_sentence"
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-made_at"], name="jobs_of_a_person"),
            models.Index(fields=["beat_at"], condition=Q(outcome=""), name="jobs_unfinished"),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("job-detail", args=[self.pk])

    @property
    def is_unfinished(self) -> bool:
        return self.outcome == ""

    @property
    def is_running(self) -> bool:
        return self.is_unfinished and self.started_at is not None

    @property
    def waits_long(self) -> bool:
        """Whether it waits so long that no worker seems to be at work."""
        return self.is_unfinished and self.started_at is None and timezone.now() - self.made_at > LONG_WAIT

    @property
    def kept_until(self) -> datetime | None:
        """Until when the file may be fetched; None before it is there."""
        return self.finished_at + KEPT_FOR if self.finished_at else None

    @property
    def badge(self) -> Badge:
        if not self.is_unfinished:
            return BADGES[Outcome(self.outcome)]
        return RUNNING if self.is_running else WAITING
