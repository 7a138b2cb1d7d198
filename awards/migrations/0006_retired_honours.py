"""An honour may go out of use."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("awards", "0005_discarded_decisions")]

    operations = [
        migrations.AddField(
            "honour",
            "retired_on",
            models.DateField(
                blank=True,
                help_text="Từ ngày này không đề nghị được nữa; những gì đã khen vẫn giữ. Để trống thì dùng tiếp.",
                null=True,
                verbose_name="Thôi dùng từ ngày",
            ),
        ),
    ]
