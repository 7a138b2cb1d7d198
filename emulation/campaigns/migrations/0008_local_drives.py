import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import emulation.vietnamese.fields


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0007_clusters"),
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="LocalDrive",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", emulation.vietnamese.fields.VietnameseCharField(max_length=300, verbose_name="Tên đợt thi đua")),
                (
                    "contents",
                    emulation.vietnamese.fields.VietnameseTextField(help_text="Mỗi dòng một nội dung.", max_length=6000, verbose_name="Nội dung thi đua"),
                ),
                ("starts_on", models.DateField(verbose_name="Từ ngày")),
                ("ends_on", models.DateField(verbose_name="Đến hết ngày")),
                (
                    "plan_number",
                    emulation.vietnamese.fields.VietnameseCharField(
                        blank=True, help_text="Có thể để trống.", max_length=60, verbose_name="Số kế hoạch của đơn vị"
                    ),
                ),
                ("plan_date", models.DateField(blank=True, null=True, verbose_name="Ngày kế hoạch của đơn vị")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Đang soạn"), ("launched", "Đã phát động"), ("ended", "Đã kết thúc")],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="Tình trạng",
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("launched_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="Phát động lúc")),
            ],
            options={
                "verbose_name": "đợt thi đua tại đơn vị",
                "verbose_name_plural": "đợt thi đua tại đơn vị",
                "ordering": ["campaign", "-starts_on", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="localdrive",
            name="campaign",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="local_drives", to="campaigns.campaign", verbose_name="Phong trào"
            ),
        ),
        migrations.AddField(
            model_name="localdrive",
            name="unit",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="local_drives", to="units.unit", verbose_name="Đơn vị"),
        ),
        migrations.AddIndex(
            model_name="localdrive",
            index=models.Index(fields=["campaign", "state"], name="local_drives_of_a_campaign"),
        ),
        migrations.AddConstraint(
            model_name="localdrive",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="local_drive_ends_after_it_starts",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="localdrive",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("launched_at", None), ("state", "draft")),
                    models.Q(models.Q(("state", "draft"), _negated=True), ("launched_at__isnull", False)),
                    _connector="OR",
                ),
                name="local_drive_past_draft_was_launched",
                violation_error_message="Đợt thi đua đã phát động phải có giờ phát động.",
            ),
        ),
    ]
