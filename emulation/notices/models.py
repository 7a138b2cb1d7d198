"""A notice to one person: a line in the inbox, and a mail for those who have an address."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from emulation.people.models import User
from emulation.vietnamese.fields import VietnameseCharField, VietnameseTextField
from emulation.vietnamese.keys import called
from emulation.vietnamese.order import long_key

CLAIM_LIFE = timedelta(minutes=10)  # a claim older than this belonged to a worker that was stopped
TRIES = 5


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Questions about many notices."""

    def visible_to(self, user: User) -> "NoticeQuerySet":
        return self.filter(user=user)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)

    def search(self, words: str) -> "NoticeQuerySet":
        """Those with these words in subject or body, whatever their diacritics."""
        return self.filter(called(words))

    def waiting(self, now: datetime) -> "NoticeQuerySet":
        """Mail that is still to be sent and that no running worker has claimed."""
        unclaimed = Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM_LIFE)
        return self.exclude(email="").filter(unclaimed, sent_at=None, tries__lt=TRIES)


class Notice(models.Model):
    """`key` names the occasion: the same occasion is never written down twice for the same person. `url` is a path of this site."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notices", verbose_name="Người nhận")
    key = models.CharField(max_length=120)
    subject = VietnameseCharField("Tiêu đề", max_length=300)
    body = VietnameseTextField("Nội dung")
    url = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField("Lập lúc", default=timezone.now)
    read_at = models.DateTimeField("Đọc lúc", null=True, blank=True)
    email = models.EmailField("Gửi tới", blank=True, help_text="Địa chỉ lúc lập; trống thì chỉ có trong hộp thông báo.")
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField("Gửi thư lúc", null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    search_key = models.TextField(editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="one_notice_per_person_and_occasion"),
            models.CheckConstraint(condition=Q(sent_at=None) | Q(claimed_at__isnull=False), name="notice_claimed_before_it_is_sent"),
        ]
        indexes = [
            models.Index(fields=["user", "-made_at"], name="inbox"),
            models.Index(fields=["made_at"], condition=Q(sent_at=None) & ~Q(email=""), name="outbox"),
        ]

    def __str__(self) -> str:
        return self.subject

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_key = key_of(self.subject, self.body)
        super().save(*args, **kwargs)


def key_of(subject: str, body: str) -> str:
    """What is searched of a notice: all of it, for a body may be long."""
    return long_key(f"{subject} {body}")


def notify(people: Iterable[User], *, key: str, subject: str, body: str, url: str = "", at: datetime | None = None) -> int:
    """Write a notice down for each person, in the caller's transaction; how many were new. A second writing of the same key is a no-op."""
    people = list(people)
    before = Notice.objects.filter(key=key, user__in=people).count()
    said = {"key": key, "subject": subject, "body": body, "url": url, "search_key": key_of(subject, body)}
    notices = [Notice(user=user, email=user.email, made_at=at or timezone.now(), **said) for user in people]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return Notice.objects.filter(key=key, user__in=people).count() - before
