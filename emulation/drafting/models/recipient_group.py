"""Lines of "Nơi nhận" that an office uses again and again, under a name."""

from django.db import models

from emulation.units.models import Unit
from emulation.vietnamese.fields import VietnameseCharField, VietnameseTextField


class RecipientGroup(models.Model):
    """`lines` are put into a draft as they stand, with their {counts}."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="recipient_groups", verbose_name="Cơ quan")
    name = VietnameseCharField("Tên nhóm", max_length=100, help_text="Như “Các tổ dân phố”, “Nơi nhận thường dùng của kế hoạch”.")
    lines = VietnameseTextField("Các dòng nơi nhận", max_length=4000, help_text="Mỗi dòng một nơi, không cần gạch đầu dòng và dấu chấm phẩy.")

    class Meta:
        verbose_name = "nhóm nơi nhận"
        verbose_name_plural = "nhóm nơi nhận"
        ordering = ["unit", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                name="recipient_group_named_once",
                violation_error_message="Đã có nhóm mang tên này. Xin chọn tên khác.",
            )
        ]

    def __str__(self) -> str:
        return self.name
