from django.db import migrations, models

import emulation.vietnamese.fields


class Migration(migrations.Migration):
    dependencies = [
        ("registrations", "0007_late_requests"),
        ("sheets", "0003_forms_of_other_communes"),
    ]

    operations = [
        migrations.AddField(
            model_name="targetanswer",
            name="achieved",
            field=models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True, verbose_name="Số thực hiện"),
        ),
        migrations.AddField(
            model_name="targetanswer",
            name="outcome",
            field=models.CharField(
                blank=True, choices=[("exceeded", "Vượt"), ("reached", "Đạt"), ("missed", "Chưa đạt")], max_length=10, verbose_name="Kết quả"
            ),
        ),
        migrations.AddField(
            model_name="targetanswer",
            name="remark",
            field=emulation.vietnamese.fields.VietnameseCharField(blank=True, max_length=500, verbose_name="Ghi chú về kết quả"),
        ),
        migrations.AddConstraint(
            model_name="targetanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("outcome", ""), _negated=True), models.Q(("achieved", None), ("remark", "")), _connector="OR"),
                name="result_of_a_target_has_an_outcome",
                violation_error_message="Đã ghi số thực hiện hoặc ghi chú thì xin chọn kết quả: vượt, đạt hay chưa đạt.",
            ),
        ),
    ]
