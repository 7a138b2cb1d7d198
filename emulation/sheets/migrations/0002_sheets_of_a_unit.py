"""Sheets that a unit makes for its own campaigns: whose they are, and whether they are finished."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sheets", "0001_initial"), ("units", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="sheet",
            name="unit",
            field=models.ForeignKey(
                blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="sheets", to="units.unit", verbose_name="Của"
            ),
        ),
        migrations.AddField(model_name="sheet", name="is_ready", field=models.BooleanField(default=True, editable=False, verbose_name="Dùng được")),
        migrations.AlterField(model_name="sheet", name="digest", field=models.CharField(blank=True, editable=False, max_length=64)),
        migrations.AddConstraint(
            model_name="sheet",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_ready", True), ("unit__isnull", False), _connector="OR"),
                name="unfinished_sheet_has_an_owner",
                violation_error_message="Mẫu đang soạn phải thuộc về một đơn vị.",
            ),
        ),
    ]
