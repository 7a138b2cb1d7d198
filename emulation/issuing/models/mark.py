"""The images of an office's seal and of its signatories' signatures, drawn on the papers that it signs here (NĐ 30/2020/NĐ-CP, Appendix I)."""

from django.db import models
from django.db.models import Q

from emulation.attachments.models import Attached
from emulation.people.models import User
from emulation.units.models import Unit, subtrees
from emulation.vietnamese.fields import VietnameseCharField
from emulation.vietnamese.keys import found_among


class MarkKind(models.TextChoices):
    SIGNATURE = "signature", "Chữ ký"
    SEAL = "seal", "Con dấu"


class MarkQuerySet(models.QuerySet["Mark"]):
    """Questions about many images."""

    def in_use(self) -> "MarkQuerySet":
        return self.filter(removed_at=None)

    def kept_by(self, user: User) -> "MarkQuerySet":
        """Those that somebody sees and changes as secretary or administrator of the issuer's office; nobody else ever does."""
        return self if user.is_superuser else self.filter(subtrees("unit__path", user.units_in_keeping))

    def search(self, words: str) -> "MarkQuerySet":
        """Those with these words in kind, signatory or unit."""
        found: MarkQuerySet = found_among(self, words, lambda one: f"{one} {one.unit}")
        return found


class Mark(Attached):
    """A transparent PNG. `signatory` is whose signature it is, as papers print the name; "" for a seal."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="marks", verbose_name="Đơn vị")
    kind = models.CharField("Loại", max_length=9, choices=MarkKind.choices)
    signatory = VietnameseCharField("Người ký", max_length=200, blank=True)

    objects = MarkQuerySet.as_manager()

    class Meta:
        verbose_name = "hình dấu, chữ ký"
        verbose_name_plural = "hình dấu, chữ ký"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=MarkKind.SEAL, signatory="") | Q(kind=MarkKind.SIGNATURE) & ~Q(signatory=""),
                name="mark_names_a_signatory_exactly_for_a_signature",
                violation_error_message="Hình chữ ký phải ghi tên người ký.",
            ),
            models.UniqueConstraint(fields=["unit", "kind", "signatory"], condition=Q(removed_at=None), name="one_mark_in_use_per_office_and_signatory"),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.get_kind_display(), self.signatory)))
