"""A unit: one node of the tree from province down to residential group, agency and school."""

from collections.abc import Iterable
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from emulation.units.kinds import COMMUNES, ORGANISATIONS, RESIDENTIAL, WORDS, Kind, Words
from emulation.vietnamese.fields import VietnameseCharField, VietnameseTextField
from emulation.vietnamese.order import search_key, sort_key

STEP = 4  # characters of the path a level


class Viewer(Protocol):
    """Somebody who looks at units; people stand above units, so only the shape is known here."""

    is_superuser: bool

    @property
    def units_in_view(self) -> "list[Unit]": ...

    @property
    def units_in_keeping(self) -> "list[Unit]": ...


class UnitQuerySet(MP_NodeQuerySet):
    """Questions about many units."""

    def visible_to(self, user: Viewer) -> "UnitQuerySet":
        """The units of the offices somebody belongs to, and of what a superior looks over."""
        return self if user.is_superuser else self.under(*user.units_in_view)

    def kept_by(self, user: Viewer) -> "UnitQuerySet":
        """The units that somebody looks after as secretary or administrator."""
        return self if user.is_superuser else self.under(*user.units_in_keeping)

    def under(self, *tops: "Unit") -> "UnitQuerySet":
        """These units and everything below them."""
        return self.filter(subtrees("path", tops))

    def in_order(self) -> "UnitQuerySet":
        """In the order of the Vietnamese alphabet."""
        return self.order_by("sort_key", "pk")

    def search(self, words: str) -> "UnitQuerySet":
        """Units whose name or code contains the words, whatever their diacritics."""
        return self.filter(Q(search_key__contains=search_key(words)) | Q(code__contains=words.strip().lower()))


class UnitManager(MP_NodeManager.from_queryset(UnitQuerySet)):  # type: ignore[misc]  # treebeard is not annotated
    """Units in the order of their path: parents before children."""

    def get_queryset(self) -> UnitQuerySet:
        """treebeard's own manager would answer with treebeard's query set."""
        return UnitQuerySet(self.model, using=self._db).order_by("path")


class Unit(MP_Node):
    """`commune` is the commune-level unit that this one is below; None for communes themselves and for what is above them.

    A unit that is renamed or merged ends, and names its successor: what was filed under the old name keeps it.
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
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name="Đơn vị kế tục",
        help_text="Sau khi sáp nhập hoặc đổi tên.",
    )
    sort_key = models.CharField(max_length=400, editable=False)
    search_key = models.CharField(max_length=400, editable=False)

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
            models.CheckConstraint(
                condition=Q(successor=None) | Q(ends_on__isnull=False),
                name="unit_with_successor_has_ended",
                violation_error_message="Đơn vị có đơn vị kế tục phải có ngày cuối cùng hoạt động.",
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

    def clean(self) -> None:
        if self.successor_id and self.successor_id == self.pk:
            raise ValidationError({"successor": "Đơn vị không thể kế tục chính mình."})

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
        return self.place_name or self.office.place_name or self.office.short_name

    @property
    def letterhead_lines(self) -> tuple[str, ...]:
        """The lines at the upper left of its papers; the last is the issuer's own name."""
        return tuple(line.strip() for line in self.letterhead.splitlines() if line.strip()) or (self.short_name,)

    @property
    def has_ended(self) -> bool:
        return self.ends_on is not None and self.ends_on < timezone.localdate()


def subtrees(path_field: str, tops: Iterable[Unit]) -> Q:
    """The condition that a path lies in one of the subtrees; of no subtree at all, nothing is true."""
    condition = Q(pk__in=[])
    for path in {top.path for top in tops}:
        condition |= Q(**{f"{path_field}__startswith": path})
    return condition


def paths_above(unit: Unit) -> list[str]:
    """The paths of the unit and of all its ancestors."""
    return [unit.path[:end] for end in range(STEP, len(unit.path) + 1, STEP)]
