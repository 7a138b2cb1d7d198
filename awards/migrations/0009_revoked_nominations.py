"""A nomination whose award was revoked says so, and may be made anew."""

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
]
ONLY_APPRAISED = "nomination_goes_on_only_appraised"
GONE_ON = ("appraised", "passed", "failed", "approved", "refused", "awarded", "routed", "revoked")


def mark_revoked(apps, schema_editor):
    nominations = apps.get_model("awards", "Nomination").objects
    nominations.filter(state="awarded", award__state="revoked").update(state="revoked")


def mark_awarded(apps, schema_editor):
    apps.get_model("awards", "Nomination").objects.filter(state="revoked").update(state="awarded")


class Migration(migrations.Migration):
    dependencies = [("awards", "0008_assessments")]

    operations = [
        migrations.AlterField(
            "nomination", "state", models.CharField(choices=STATES, default="draft", editable=False, max_length=10, verbose_name="Tình trạng")
        ),
        migrations.RemoveConstraint("nomination", ONLY_APPRAISED),
        migrations.AddConstraint(
            "nomination",
            models.CheckConstraint(condition=~Q(state__in=GONE_ON) | Q(appraised_by__isnull=False, appraised_honour__isnull=False), name=ONLY_APPRAISED),
        ),
        migrations.RunPython(mark_revoked, mark_awarded),
    ]
