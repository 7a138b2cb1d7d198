"""A public list on which anybody may comment (công khai lấy ý kiến): what is posted from when to when, and the comments. See docs/decisions/0026."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from awards.models.catalogue import Honour
from awards.models.nomination import Nomination
from awards.models.nomination_states import AT_OFFICE, OFFICE, State
from emulation.campaigns.models import Campaign
from emulation.people.models import Role, User
from emulation.short_codes import new_code, shown
from emulation.units.models import Unit, named, subtrees
from emulation.vietnamese.fields import VietnameseCharField, VietnameseTextField
from emulation.vietnamese.keys import Keyed, called
from emulation.vietnamese.order import long_key, name_key, search_key, words_of
from emulation.workflow import Badge

KEEPERS = (Role.SECRETARY, Role.HEAD)  # over the unit that posts: a head only what his own unit posts
READERS = (*OFFICE, Role.HEAD)
STILL_PROPOSED = (*AT_OFFICE, State.REFUSED, State.AWARDED, State.ROUTED)
LONGEST_COMMENT = 2000


class PostingState(models.TextChoices):
    POSTED = "posted", "Đang công khai"
    CANCELLED = "cancelled", "Đã hủy"


class PostingQuerySet(models.QuerySet["Posting"]):
    """Questions about many postings."""

    def visible_to(self, user: User) -> "PostingQuerySet":
        """A unit's head sees what the unit posted; the office and a superior all that was posted below them."""
        return self if user.is_superuser else self.filter(subtrees("unit__path", user.tops_read_as(*READERS)))

    def kept_by(self, user: User) -> "PostingQuerySet":
        """Those whose comments somebody writes down and answers."""
        return self.filter(subtrees("unit__path", user.tops_as(*KEEPERS)))

    def open_on(self, on: date) -> "PostingQuerySet":
        """Those that anybody may read on that day."""
        return self.filter(state=PostingState.POSTED, opens_on__lte=on, closes_on__gte=on)

    def search(self, words: str) -> "PostingQuerySet":
        """Those whose title has these words, or which a unit posted that is, was or will be called so."""
        return self.filter(called(words) | named("unit__", words))


class Posting(Keyed):
    """`unit` posts it: a commune's office, or a group what it assessed itself. It is open to everybody from `opens_on` to the end of `closes_on`,
    the last of whole days at Vietnamese time; then no name of it is public any more. `code` stands in its public address.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="postings", verbose_name="Nơi công khai")
    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, blank=True, related_name="postings", verbose_name="Phong trào")
    title = VietnameseCharField("Tiêu đề", max_length=300)
    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    opens_on = models.DateField("Công khai từ ngày")
    closes_on = models.DateField("Nhận ý kiến đến hết ngày")
    state = models.CharField("Tình trạng", max_length=10, choices=PostingState.choices, default=PostingState.POSTED, editable=False)
    made_at = models.DateTimeField("Lập lúc", default=timezone.now, editable=False)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = "danh sách công khai lấy ý kiến"
        verbose_name_plural = "danh sách công khai lấy ý kiến"
        ordering = ["-made_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(closes_on__gt=F("opens_on")), name="posting_is_open_for_a_whole_day_at_least")]
        indexes = [models.Index(fields=["state", "closes_on"], name="postings_still_open")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("posting-detail", args=[self.pk])

    @property
    def public_url(self) -> str:
        return reverse("public-posting", args=[self.code])

    @property
    def is_cancelled(self) -> bool:
        return self.state == PostingState.CANCELLED

    def is_open_on(self, on: date) -> bool:
        """Whether anybody may read it on that day, as `open_on` asks the database."""
        return not self.is_cancelled and self.opens_on <= on <= self.closes_on

    @property
    def is_open(self) -> bool:
        return self.is_open_on(timezone.localdate())

    @property
    def is_over(self) -> bool:
        """Whether its time has passed, and it was not cancelled."""
        return not self.is_cancelled and self.closes_on < timezone.localdate()

    @property
    def badge(self) -> Badge:
        if self.is_cancelled:
            return Badge("stop", "×", PostingState.CANCELLED.label)
        return Badge("ok", "✓", "Đã hết thời gian lấy ý kiến") if self.is_over else Badge("now", "●", "Đang lấy ý kiến")


class PostedRowQuerySet(models.QuerySet["PostedRow"]):
    """Questions about many posted rows."""

    def standing(self) -> "PostedRowQuerySet":
        """Those of postings that were not cancelled."""
        return self.filter(posting__state=PostingState.POSTED)

    def search(self, words: str) -> "PostedRowQuerySet":
        return self.filter(called(words))

    def changed(self) -> "PostedRowQuerySet":
        """Those whose nomination is no longer what was posted: under another name, for another honour, held back, or gone."""
        proposed = Coalesce("nomination__appraised_honour", "nomination__honour")
        changes = ~Q(nomination__name=F("name")) | ~Q(nomination__hold_reason="") | ~Q(nomination__state__in=STILL_PROPOSED) | ~Q(honour=F("proposed_now"))
        return self.exclude(nomination=None).annotate(proposed_now=proposed).filter(changes)


class PostedRow(models.Model):
    """One line of a posted list, as it was posted: whatever becomes of the nomination, the line stays. No more of anybody than this is public."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="rows")
    position = models.PositiveSmallIntegerField("TT")
    nomination = models.ForeignKey(Nomination, models.SET_NULL, null=True, blank=True, related_name="posted_rows")
    honour = models.ForeignKey(Honour, models.PROTECT, related_name="+", verbose_name="Danh hiệu, hình thức")
    name = VietnameseCharField("Họ tên, tên tập thể", max_length=200)
    unit_name = VietnameseCharField("Đơn vị", max_length=100)
    sort_key = models.CharField(max_length=400, editable=False)
    search_key = models.CharField(max_length=400, editable=False)

    objects = PostedRowQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng đã công khai"
        verbose_name_plural = "dòng đã công khai"
        ordering = ["posting", "position"]
        constraints = [
            models.UniqueConstraint(fields=["posting", "position"], name="one_posted_row_at_a_place"),
            models.UniqueConstraint(fields=["posting", "nomination"], name="nomination_posted_once_in_a_list"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.name}"

    def set_keys(self) -> None:
        """What it is sorted and searched by; to be called by those who save many at once."""
        now = self.nomination
        self.sort_key = now.sort_key if now and now.name == self.name else name_key(self.name)
        self.search_key = search_key(f"{self.name} {self.unit_name}")

    @property
    def change(self) -> str:
        """What has become of its nomination since, as `changed` asks the database; "" for nothing."""
        now = self.nomination
        if now is None:
            return ""
        if now.state not in STILL_PROPOSED:
            return now.badge.word
        said = ["tạm dừng xét" if now.hold_reason else "", f"nay ghi là {now.name}" if now.name != self.name else ""]
        said.append(f"nay đề xuất {now.proposed}" if now.proposed.pk != self.honour_id else "")
        return "; ".join(filter(None, said))


class CommentQuerySet(models.QuerySet["Comment"]):
    """Questions about many comments."""

    def unanswered(self) -> "CommentQuerySet":
        return self.filter(answered_at=None)

    def search(self, words: str) -> "CommentQuerySet":
        """Those with these words in what they say, in the row that they are about or in their receipt; never by who sent them."""
        return self.filter(*(Q(search_key__contains=word) | Q(row__search_key__contains=word) for word in words_of(words)))

    def on_nomination(self, nomination: Nomination) -> "CommentQuerySet":
        """Those about it in postings that stand, the oldest first."""
        standing = PostedRow.objects.standing().filter(nomination=nomination)
        return self.filter(row__in=standing).select_related("posting", "row", "answered_by").order_by("received_on", "pk")

    def kept_by(self, user: User) -> "CommentQuerySet":
        """Those that somebody answers."""
        return self.filter(posting__in=Posting.objects.kept_by(user))


class Comment(models.Model):
    """What somebody said about a posted list, or about one row of it; never public. `sender` and `contact` are for the office alone and may be blank.

    `recorded_by` wrote it down from paper, telephone or a conversation; None where it was typed on the public page.
    """

    class Channel(models.TextChoices):
        ONLINE = "online", "Trên trang công khai"
        PAPER = "paper", "Bằng văn bản"
        PHONE = "phone", "Qua điện thoại"
        SPOKEN = "spoken", "Trực tiếp"

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="comments")
    row = models.ForeignKey(PostedRow, models.PROTECT, null=True, blank=True, related_name="comments", verbose_name="Về trường hợp")
    text = VietnameseTextField("Nội dung ý kiến", max_length=LONGEST_COMMENT)
    sender = VietnameseCharField("Họ tên người có ý kiến", max_length=120, blank=True)
    contact = VietnameseCharField("Điện thoại hoặc địa chỉ để trả lời", max_length=200, blank=True)
    channel = models.CharField("Nhận", max_length=10, choices=Channel.choices, default=Channel.ONLINE)
    receipt = models.CharField("Mã biên nhận", max_length=12, unique=True, default=new_code, editable=False)
    received_on = models.DateField("Ngày nhận")
    made_at = models.DateTimeField("Ghi lúc", default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name="Người ghi")
    answer = VietnameseTextField("Kết quả xem xét", max_length=LONGEST_COMMENT, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name="Người giải quyết")
    answered_at = models.DateTimeField("Giải quyết lúc", null=True, blank=True, editable=False)
    search_key = models.TextField(editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = "ý kiến về danh sách công khai"
        verbose_name_plural = "ý kiến về danh sách công khai"
        ordering = ["posting", "received_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="comment_says_something"),
            models.CheckConstraint(
                condition=Q(answer="", answered_by=None, answered_at=None) | ~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False),
                name="comment_answered_exactly_with_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(channel="online", recorded_by=None) | ~Q(channel="online") & Q(recorded_by__isnull=False),
                name="comment_recorded_by_somebody_exactly_off_the_page",
            ),
        ]

    def __str__(self) -> str:
        return f"Ý kiến {self.shown_receipt}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_key = long_key(f"{self.text} {self.receipt} {self.shown_receipt}")
        super().save(*args, **kwargs)

    @property
    def shown_receipt(self) -> str:
        return shown(self.receipt)

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    @property
    def badge(self) -> Badge:
        return Badge("ok", "✓", "Đã xem xét") if self.is_answered else Badge("late", "!", "Chưa xem xét")
