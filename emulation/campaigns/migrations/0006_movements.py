import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import emulation.vietnamese.fields


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0005_suspended_from_a_state"),
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Movement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="Thứ tự")),
                (
                    "name",
                    emulation.vietnamese.fields.VietnameseCharField(help_text="Không cần ghi dấu ngoặc kép.", max_length=300, verbose_name="Tên phong trào"),
                ),
                (
                    "launcher",
                    emulation.vietnamese.fields.VietnameseCharField(
                        blank=True,
                        help_text="Như “Thủ tướng Chính phủ”, “Chủ tịch UBND tỉnh”, “Bộ Giáo dục và Đào tạo”.",
                        max_length=200,
                        verbose_name="Do ai phát động",
                    ),
                ),
                (
                    "period_words",
                    emulation.vietnamese.fields.VietnameseCharField(
                        blank=True, help_text="Như “giai đoạn 2021–2025”.", max_length=200, verbose_name="Thời gian"
                    ),
                ),
                ("note", emulation.vietnamese.fields.VietnameseCharField(blank=True, max_length=300, verbose_name="Ghi chú")),
            ],
            options={
                "verbose_name": "phong trào trong kế hoạch",
                "verbose_name_plural": "phong trào trong kế hoạch",
                "ordering": ["campaign", "position", "pk"],
            },
        ),
        migrations.AddField(
            model_name="movement",
            name="campaign",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="movements", to="campaigns.campaign"),
        ),
        migrations.AddField(
            model_name="movement",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="movements",
                to="campaigns.citeddocument",
                verbose_name="Theo văn bản",
            ),
        ),
        migrations.AddConstraint(
            model_name="movement",
            constraint=models.UniqueConstraint(
                fields=("campaign", "name"), name="movement_named_once_in_a_campaign", violation_error_message="Phong trào này đã có."
            ),
        ),
    ]
