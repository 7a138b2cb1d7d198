"""What somebody is typing into a long form, raw, until it is really saved: neither rules nor states nor deadlines can lose it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from emulation.people.models import User
from emulation.vietnamese.dates import clock
from emulation.vietnamese.keys import found_among

LIFE = timedelta(days=30)
COUNTS = ("-TOTAL_FORMS", "-INITIAL_FORMS", "-MIN_NUM_FORMS", "-MAX_NUM_FORMS")  # how many rows a page had; nobody types them


class TypedQuerySet(models.QuerySet["Typed"]):
    """Questions about many texts."""

    def visible_to(self, user: User) -> "TypedQuerySet":
        """One's own, whoever else may see what it is about; the newest first."""
        return self.filter(user=user).order_by("-saved_at", "-pk")

    def unsaved(self) -> "TypedQuerySet":
        """Those that wait to be saved: nobody put them aside."""
        return self.filter(put_aside_at=None)

    def search(self, words: str) -> "TypedQuerySet":
        """Those with these words in the name of their page or in what was typed."""
        found: TypedQuerySet = found_among(self, words, lambda one: f"{one.page_name} {one.whole}")
        return found

    def forgotten(self, now: datetime) -> "TypedQuerySet":
        """Those that nobody came back for."""
        return self.filter(saved_at__lt=now - LIFE)


class Typed(models.Model):
    """What one open page (`writer`) holds for the form at `address`.

    `data` are lists of name, value, label, and the value in words where it is a choice, as the browser would post them.
    `base` is the token of what was saved when the typing began; see `emulation.typed.pages`. One that was put aside for another is offered no more, and
    can be taken back as long as it lives.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="typed")
    address = models.CharField("Trang", max_length=300)
    writer = models.CharField(max_length=40)
    device = models.CharField("Thiết bị", max_length=20)
    title = models.CharField("Tên trang", max_length=200, blank=True)
    data = models.JSONField("Nội dung")
    base = models.CharField(max_length=64, blank=True)
    saved_at = models.DateTimeField("Lưu lúc")
    put_aside_at = models.DateTimeField("Bỏ lúc", null=True, blank=True)

    objects = TypedQuerySet.as_manager()

    class Meta:
        verbose_name = "nội dung đang gõ"
        verbose_name_plural = "nội dung đang gõ"
        constraints = [models.UniqueConstraint(fields=["user", "address", "writer"], name="one_text_per_person_form_and_page")]
        indexes = [models.Index(fields=["saved_at"], name="typed_to_be_forgotten")]

    def __str__(self) -> str:
        return f"{self.title}, {clock(self.saved_at)}"

    @property
    def page_name(self) -> str:
        return self.title or self.address

    @property
    def stamp(self) -> str:
        """Names this very version of the text."""
        return self.saved_at.isoformat()

    @property
    def said(self) -> set[tuple[str, str]]:
        """What was typed and chosen, as pairs that can be compared."""
        return {(name, value.replace("\r\n", "\n")) for name, value, *_ in self.data if value and not name.endswith(COUNTS)}

    @property
    def lines(self) -> list[tuple[str, str]]:
        """(label, value in words) of all that was typed and chosen."""
        return [(label or name, shown or value) for name, value, label, shown in self.data if value and not name.endswith(COUNTS)]

    @property
    def whole(self) -> str:
        """The lines as one text, to be copied."""
        return "\n".join(f"{label}: {value}" for label, value in self.lines)

    def seen_now(self) -> dict[str, Any]:
        """What a page learns of it, without the text."""
        return {"writer": self.writer, "device": self.device, "saved_at": time_of(self.saved_at), "stamp": self.stamp}

    def seen_whole(self) -> dict[str, Any]:
        return self.seen_now() | {"base": self.base, "data": self.data}


def time_of(at: datetime) -> str:
    """14:05 of today, 14:05, 28/02/2026 of another day."""
    local = timezone.localtime(at)
    return f"{local:%H:%M}" if local.date() == timezone.localdate() else clock(at)
