from django.db import migrations, models

import emulation.vietnamese.fields


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0002_plan_scans"),
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="occasion",
            field=emulation.vietnamese.fields.VietnameseCharField(
                blank=True,
                help_text="Kèm ngày, như “75 năm thành lập Đảng bộ huyện (25/8/1949 - 25/8/2024)”.",
                max_length=300,
                verbose_name="Dịp kỷ niệm, sự kiện",
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="period_words",
            field=emulation.vietnamese.fields.VietnameseCharField(blank=True, max_length=200, verbose_name="Thời gian, theo lời kế hoạch"),
        ),
        migrations.AddField(
            model_name="campaign",
            name="suspended_from",
            field=models.CharField(blank=True, editable=False, max_length=20),
        ),
        migrations.AlterField(
            model_name="campaign",
            name="kind",
            field=models.CharField(
                choices=[
                    ("annual", "Thường xuyên hằng năm"),
                    ("thematic", "Theo chuyên đề"),
                    ("anniversary", "Theo đợt, chào mừng kỷ niệm"),
                    ("special", "Đợt thi đua đặc biệt"),
                    ("five-year", "Giai đoạn 5 năm"),
                    ("congress", "Tiến tới đại hội, hội nghị điển hình tiên tiến"),
                ],
                default="annual",
                max_length=12,
                verbose_name="Loại phong trào",
            ),
        ),
    ]
