import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import emulation.vietnamese.fields


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0006_movements"),
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cluster",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    emulation.vietnamese.fields.VietnameseCharField(
                        help_text="Như “Cụm thi đua số 1”, “Cụm các trường học”.", max_length=200, verbose_name="Tên cụm thi đua"
                    ),
                ),
                ("starts_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="Hoạt động từ ngày")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="Ngày cuối cùng hoạt động")),
                (
                    "note",
                    emulation.vietnamese.fields.VietnameseTextField(
                        blank=True, help_text="Quy chế, lịch sinh hoạt, nội dung ký kết giao ước thi đua.", max_length=3000, verbose_name="Hoạt động của cụm"
                    ),
                ),
            ],
            options={
                "verbose_name": "cụm thi đua",
                "verbose_name_plural": "cụm thi đua",
                "ordering": ["unit", "name", "pk"],
            },
        ),
        migrations.AddField(
            model_name="cluster",
            name="unit",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="clusters", to="units.unit", verbose_name="Cơ quan lập cụm"),
        ),
        migrations.AddConstraint(
            model_name="cluster",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                name="cluster_ends_after_it_starts",
                violation_error_message="Ngày cuối cùng hoạt động phải sau ngày bắt đầu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="cluster",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_on", None)),
                fields=("unit", "name"),
                name="cluster_name_once_in_force",
                violation_error_message="Đã có cụm thi đua mang tên này.",
            ),
        ),
        migrations.CreateModel(
            name="ClusterMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "post",
                    models.CharField(
                        choices=[("member", "Thành viên"), ("lead", "Cụm trưởng"), ("deputy", "Cụm phó")],
                        default="member",
                        max_length=6,
                        verbose_name="Trong cụm là",
                    ),
                ),
                ("is_open", models.BooleanField(default=True, editable=False)),
            ],
            options={
                "verbose_name": "thành viên cụm",
                "verbose_name_plural": "thành viên cụm",
                "ordering": ["cluster", "unit__sort_key", "pk"],
            },
        ),
        migrations.AddField(
            model_name="clustermember",
            name="cluster",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="members", to="campaigns.cluster"),
        ),
        migrations.AddField(
            model_name="clustermember",
            name="owner",
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
        ),
        migrations.AddField(
            model_name="clustermember",
            name="unit",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="cluster_members", to="units.unit", verbose_name="Đơn vị"),
        ),
        migrations.AddConstraint(
            model_name="clustermember",
            constraint=models.UniqueConstraint(fields=("cluster", "unit"), name="unit_once_in_a_cluster"),
        ),
        migrations.AddConstraint(
            model_name="clustermember",
            constraint=models.UniqueConstraint(condition=models.Q(("is_open", True)), fields=("owner", "unit"), name="unit_in_one_cluster_in_force"),
        ),
        migrations.AddConstraint(
            model_name="clustermember",
            constraint=models.UniqueConstraint(condition=models.Q(("post", "lead")), fields=("cluster",), name="one_lead_in_a_cluster"),
        ),
        migrations.AddConstraint(
            model_name="clustermember",
            constraint=models.UniqueConstraint(condition=models.Q(("post", "deputy")), fields=("cluster",), name="one_deputy_in_a_cluster"),
        ),
    ]
