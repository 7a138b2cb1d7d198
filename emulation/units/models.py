"""A unit: one node of the tree from province down to residential group, agency and school."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple, Protocol

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from emulation.units.kinds import COMMUNES, ORGANISATIONS, RESIDENTIAL, WORDS, Kind, Words
from emulation.vietnamese.fields import VietnameseCharField, VietnameseTextField
from emulation.vietnamese.keys import said_in
from emulation.vietnamese.order import search_key, sort_key

STEP = 4  # characters of the path a level


class Top(Protocol):
    """What stands at the top of a subtree: a unit, or one that a unit came from."""

    @property
    def pk(self) -> Any: ...

    @property
    def path(self) -> str: ...


class Former(NamedTuple):
    """A unit that another came from, however long ago; `carries_on` says whether its unfinished work went over too."""

    pk: int
    path: str
    carries_on: bool


class Viewer(Protocol):
    """Somebody who looks at units; people stand above units, so only the shape is known here."""

    is_superuser: bool

    @property
    def units_in_view(self) -> "list[Top]": ...

    @property
    def units_in_keeping(self) -> "list[Top]": ...


class UnitQuerySet(MP_NodeQuerySet):
    """Questions about many units."""

    def visible_to(self, user: Viewer) -> "UnitQuerySet":
        """The units of the offices somebody belongs to, and of what a superior looks over."""
        return self if user.is_superuser else self.under(*user.units_in_view)

    def kept_by(self, user: Viewer) -> "UnitQuerySet":
        """The units that somebody looks after as secretary or administrator."""
        return self if user.is_superuser else self.under(*user.units_in_keeping)

    def under(self, *tops: Top) -> "UnitQuerySet":
        """These units and everything below them."""
        return self.filter(subtrees("path", tops))

    def in_order(self) -> "UnitQuerySet":
        """In the order of the Vietnamese alphabet."""
        return self.order_by("sort_key", "pk")

    def search(self, words: str) -> "UnitQuerySet":
        """Units whose name or code contains the words, whatever their diacritics, and those before and after them."""
        return self.filter(named("", words) | Q(code__contains=words.strip().lower()))

    def existing(self, on: date | None = None) -> "UnitQuerySet":
        """Units that have not ended before that day, today unless given."""
        return self.exclude(ends_on__lt=on or timezone.localdate())


class UnitManager(MP_NodeManager.from_queryset(UnitQuerySet)):  # type: ignore[misc]  # treebeard is not annotated
    """Units in the order of their path: parents before children."""

    def get_queryset(self) -> UnitQuerySet:
        """treebeard's own manager would answer with treebeard's query set."""
        return UnitQuerySet(self.model, using=self._db).order_by("path")


class Unit(MP_Node):
    """`commune` is the commune-level unit that this one is below; None for communes themselves and for what is above them.

    A unit that is renamed, merged or split ends and has successors: what was filed under the old name keeps it. `lineage` and `kin_key`
    repeat what the successions say, for access and search without a query more; `changes.retell` alone writes them.
    """

    steplen = STEP

    kind = models.CharField("Loại đơn vị", max_length=20, choices=Kind.choices)
    code = models.CharField(
        "Mã",
        max_length=40,
        validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", "Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, như tdp-01.")],
        help_text="Chữ thường không dấu, chữ số và dấu gạch nối, như tdp-01. Dùng để đặt tên tệp.",
    )
    name = VietnameseCharField("Tên đầy đủ", max_length=200, help_text="Như “Tổ dân phố Bá Vân 1”, “Trường THCS Lương Sơn”.")
    short_name = VietnameseCharField("Tên ngắn", max_length=100, help_text="Như “TDP Bá Vân 1”, “phường Bách Quang”. Dùng trên trang và mẫu đăng ký.")
    place_name = VietnameseCharField(
        "Địa danh trên văn bản", max_length=100, blank=True, help_text="Như “Bách Quang”. Để trống thì dùng địa danh của xã, phường."
    )
    letterhead = VietnameseTextField(
        "Tên cơ quan trên văn bản",
        max_length=400,
        blank=True,
        help_text="Mỗi dòng một tên, dòng cuối là cơ quan ban hành. Để trống thì dùng tên ngắn.",
    )
    phone = VietnameseCharField("Điện thoại", max_length=40, blank=True)
    starts_on = models.DateField("Thành lập ngày", null=True, blank=True)
    ends_on = models.DateField("Ngày cuối cùng hoạt động", null=True, blank=True, help_text="Khi sáp nhập, đổi tên hoặc giải thể.")
    commune = models.ForeignKey("self", models.PROTECT, null=True, blank=True, editable=False, related_name="units", verbose_name="Xã, phường")
    successors = models.ManyToManyField(
        "self", through="Succession", through_fields=("predecessor", "successor"), symmetrical=False, related_name="predecessors", editable=False
    )
    lineage = models.JSONField(default=list, blank=True, editable=False)  # [pk, path, carries on] of all that it came from
    sort_key = models.CharField(max_length=400, editable=False)
    search_key = models.CharField(max_length=400, editable=False)
    kin_key = models.TextField(blank=True, editable=False)  # the search keys of all that it came from and all that came from it, a line each

    indent = 0  # below the topmost unit of a list that shows the tree

    objects = UnitManager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "code"],
                name="unit_code_unique_in_commune",
                violation_error_message="Mã này đã có đơn vị khác dùng. Xin chọn mã khác.",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(commune=None),
                name="unit_code_unique_from_commune_up",
                violation_error_message="Mã này đã có đơn vị khác dùng. Xin chọn mã khác.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="unit_ends_after_it_starts",
                violation_error_message="Ngày cuối cùng hoạt động phải sau ngày thành lập.",
            ),
        ]
        indexes = [models.Index(fields=["commune", "sort_key"], name="unit_in_order")]

    def __str__(self) -> str:
        return self.short_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_keys()
        super().save(*args, **kwargs)

    def set_keys(self) -> None:
        """What lists are sorted and searched by; to be called by those who save many at once."""
        self.sort_key = sort_key(self.short_name)
        self.search_key = search_key(f"{self.name} {self.short_name}")

    def get_absolute_url(self) -> str:
        return reverse("unit-detail", args=[self.pk])

    @property
    def words(self) -> Words:
        """How this kind of unit is written."""
        return WORDS[Kind(self.kind)]

    @property
    def is_commune(self) -> bool:
        return self.kind in COMMUNES

    @property
    def has_office(self) -> bool:
        """Whether it has an office that runs campaigns: communes, and what is above them; not the province's own agencies."""
        return self.kind not in RESIDENTIAL | ORGANISATIONS

    @property
    def office(self) -> "Unit":
        """The commune whose office this unit belongs to: itself for a commune or what is above one."""
        return self.commune or self

    @property
    def place(self) -> str:
        """Địa danh: the place that papers are dated at."""
        return self.place_name or self.office.place_name or self.office.bare_name

    @property
    def bare_name(self) -> str:
        """The short name without the word of its kind: Hòa Quang of phường Hòa Quang."""
        word = f"{self.words.short} "
        return self.short_name[len(word) :].strip() if self.short_name.lower().startswith(word.lower()) else self.short_name

    @property
    def letterhead_lines(self) -> tuple[str, ...]:
        """The lines at the upper left of its papers; the last is the issuer's own name."""
        return tuple(line.strip() for line in self.letterhead.splitlines() if line.strip()) or (self.short_name,)

    @property
    def committee(self) -> str:
        """Its People's Committee, as a sentence names it."""
        return f"Ủy ban nhân dân {self.short_name}"

    @property
    def committee_lines(self) -> tuple[str, ...]:
        """The letterhead of its People's Committee, also where the unit has no lines of its own."""
        return self.letterhead_lines if self.letterhead else ("Ủy ban nhân dân", self.short_name)

    @property
    def formers(self) -> list[Former]:
        """All units that it came from."""
        return [Former(*former) for former in self.lineage]

    @property
    def carried_on(self) -> list[Former]:
        """Those of them whose unfinished work it carries on."""
        return [former for former in self.formers if former.carries_on]

    @property
    def has_ended(self) -> bool:
        return self.ends_on is not None and self.ends_on < timezone.localdate()


class Succession(models.Model):
    """What became of a unit: `successor` stands from `on`, the predecessor's last day is the one before.

    A merger is several rows with one successor, a split several with one predecessor. One successor at most carries on what the
    predecessor left unfinished: the only one, or of a split the one named first. Who wrote it down is in the history.
    """

    class Kind(models.TextChoices):
        RENAME = "rename", "Đổi tên"
        MERGE = "merge", "Sáp nhập"
        SPLIT = "split", "Chia tách"
        TRANSFER = "transfer", "Chuyển theo đơn vị cấp trên"

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successions", verbose_name="Đơn vị cũ")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="origins", verbose_name="Đơn vị kế tục")
    kind = models.CharField("Thay đổi", max_length=10, choices=Kind.choices)
    on = models.DateField("Từ ngày")
    carries_on = models.BooleanField("Tiếp tục việc đang dở", default=True)
    document = VietnameseCharField("Theo văn bản", max_length=300, blank=True, help_text="Như “Nghị quyết số 1683/NQ-UBTVQH15 ngày 16/6/2025”.")
    note = VietnameseTextField("Ghi chú", max_length=2000, blank=True)
    made_at = models.DateTimeField("Ghi lúc", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "thay đổi đơn vị"
        verbose_name_plural = "thay đổi đơn vị"
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="unit_succeeds_another_once"),
            models.UniqueConstraint(fields=["predecessor"], condition=Q(carries_on=True), name="one_successor_carries_on"),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="unit_does_not_succeed_itself",
                violation_error_message="Đơn vị không thể kế tục chính mình.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


def named(prefix: str, words: str) -> Q:
    """The condition that a unit, or one before or after it, is called so; `prefix` leads to the unit, like "unit__"."""
    return said_in(words, *keys_of(prefix))


def keys_of(prefix: str) -> tuple[str, str]:
    """The fields by which a unit is found."""
    return f"{prefix}search_key", f"{prefix}kin_key"


def subtrees(path_field: str, tops: Iterable[Top]) -> Q:
    """The condition that a path lies in one of the subtrees; of no subtree at all, nothing is true."""
    condition = Q(pk__in=[])
    for path in {top.path for top in tops}:
        condition |= Q(**{f"{path_field}__startswith": path})
    return condition


def paths_above(unit: Top) -> list[str]:
    """The paths of the unit and of all its ancestors."""
    return [unit.path[:end] for end in range(STEP, len(unit.path) + 1, STEP)]
