"""Households of an assessment are uploaded, looked at, then imported."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import emulation.vietnamese.fields


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0012_keys_of_lists"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AssessmentImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", emulation.vietnamese.fields.VietnameseCharField(max_length=200)),
                ("content", models.BinaryField(null=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("imported_at", models.DateTimeField(blank=True, null=True)),
                (
                    "assessment",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="imports", to="awards.assessment", verbose_name="Bình xét"),
                ),
                ("owner", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="assessment_imports", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "tệp nhập hộ bình xét",
                "verbose_name_plural": "tệp nhập hộ bình xét",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("imported_at", None)), fields=("owner", "assessment"), name="one_open_import_of_households_per_person"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("content", None), ("imported_at__isnull", False)),
                            models.Q(("content__isnull", False), ("imported_at", None)),
                            _connector="OR",
                        ),
                        name="households_kept_until_imported",
                    ),
                ],
            },
        ),
    ]
