"""What became of a nomination that was routed upward."""

from django.db import migrations, models
from django.db.models import Q

STATES = [
    ("draft", "Đang soạn"),
    ("submitted", "Đã gửi, chờ thẩm định"),
    ("returned", "Trả lại"),
    ("withdrawn", "Đã rút"),
    ("appraised", "Đã thẩm định"),
    ("passed", "Hội đồng thông qua"),
    ("failed", "Hội đồng không thông qua"),
    ("approved", "Đã duyệt, chờ ban hành"),
    ("refused", "Không khen thưởng"),
    ("awarded", "Đã khen thưởng"),
    ("routed", "Đã trình cấp trên"),
    ("revoked", "Đã hủy bỏ, thu hồi"),
    ("above", "Cấp trên đã khen thưởng"),
]
ONLY_APPRAISED = "nomination_goes_on_only_appraised"
GONE_ON = ("appraised", "passed", "failed", "approved", "refused", "awarded", "routed", "revoked", "above")


class Migration(migrations.Migration):
    dependencies = [("awards", "0010_concluded_decisions")]

    operations = [
        migrations.AlterField(
            "nomination", "state", models.CharField(choices=STATES, default="draft", editable=False, max_length=10, verbose_name="Tình trạng")
        ),
        migrations.RemoveConstraint("nomination", ONLY_APPRAISED),
        migrations.AddConstraint(
            "nomination",
            models.CheckConstraint(condition=~Q(state__in=GONE_ON) | Q(appraised_by__isnull=False, appraised_honour__isnull=False), name=ONLY_APPRAISED),
        ),
    ]
