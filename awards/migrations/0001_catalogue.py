from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import emulation.vietnamese.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="BaseSalary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    emulation.vietnamese.fields.VietnameseCharField(
                        help_text="Văn bản, điều, khoản. Như “Nghị định 152/2025/NĐ-CP, Điều 50”.", max_length=300, verbose_name="Căn cứ"
                    ),
                ),
                (
                    "is_confirmed",
                    models.BooleanField(default=False, help_text="Chưa đối chiếu thì trang ghi “Cần xác nhận”.", verbose_name="Đã đối chiếu với văn bản"),
                ),
                ("is_amended", models.BooleanField(default=False, editable=False, verbose_name="Đã sửa trên trang")),
                (
                    "amount",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1000000000)],
                        verbose_name="Mức lương cơ sở (đồng)",
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(error_messages={"unique": "Đã có mức lương cơ sở từ ngày này. Xin sửa mức đó."}, unique=True, verbose_name="Từ ngày"),
                ),
                ("in_file_from", models.DateField(blank=True, editable=False, null=True, unique=True)),
            ],
            options={
                "verbose_name": "mức lương cơ sở",
                "verbose_name_plural": "mức lương cơ sở",
                "ordering": ["-starts_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="base_salary_above_zero", violation_error_message="Mức lương cơ sở phải lớn hơn 0."
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Honour",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    emulation.vietnamese.fields.VietnameseCharField(
                        help_text="Văn bản, điều, khoản. Như “Nghị định 152/2025/NĐ-CP, Điều 50”.", max_length=300, verbose_name="Căn cứ"
                    ),
                ),
                (
                    "is_confirmed",
                    models.BooleanField(default=False, help_text="Chưa đối chiếu thì trang ghi “Cần xác nhận”.", verbose_name="Đã đối chiếu với văn bản"),
                ),
                ("is_amended", models.BooleanField(default=False, editable=False, verbose_name="Đã sửa trên trang")),
                ("code", models.SlugField(max_length=60, unique=True, verbose_name="Mã")),
                ("name", emulation.vietnamese.fields.VietnameseCharField(max_length=200, verbose_name="Tên")),
                (
                    "category",
                    models.CharField(choices=[("title", "Danh hiệu thi đua"), ("commendation", "Hình thức khen thưởng")], max_length=12, verbose_name="Loại"),
                ),
                ("for_collectives", models.BooleanField(default=False, verbose_name="Dành cho tập thể")),
                ("for_individuals", models.BooleanField(default=False, verbose_name="Dành cho cá nhân")),
                ("for_households", models.BooleanField(default=False, verbose_name="Dành cho hộ gia đình")),
                ("for_kinds", models.JSONField(blank=True, default=list, verbose_name="Dành cho loại đơn vị")),
                (
                    "threshold",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Để trống thì quá nửa.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)],
                        verbose_name="Tỷ lệ phải đạt trên tổng số thành viên Hội đồng (%)",
                    ),
                ),
                ("needs_initiative", models.BooleanField(default=False, verbose_name="Xét kèm sáng kiến, đề tài hoặc mức hoàn thành xuất sắc")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="Thứ tự")),
            ],
            options={
                "verbose_name": "danh hiệu, hình thức khen thưởng",
                "verbose_name_plural": "danh hiệu, hình thức khen thưởng",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("for_collectives", True), ("for_individuals", True), ("for_households", True), _connector="OR"),
                        name="honour_is_for_somebody",
                        violation_error_message="Xin ghi rõ danh hiệu dành cho ai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("threshold", None), ("threshold__range", (1, 100)), _connector="OR"),
                        name="threshold_is_a_percentage",
                        violation_error_message="Tỷ lệ phải từ 1 đến 100%.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Authority",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    emulation.vietnamese.fields.VietnameseCharField(
                        help_text="Văn bản, điều, khoản. Như “Nghị định 152/2025/NĐ-CP, Điều 50”.", max_length=300, verbose_name="Căn cứ"
                    ),
                ),
                (
                    "is_confirmed",
                    models.BooleanField(default=False, help_text="Chưa đối chiếu thì trang ghi “Cần xác nhận”.", verbose_name="Đã đối chiếu với văn bản"),
                ),
                ("is_amended", models.BooleanField(default=False, editable=False, verbose_name="Đã sửa trên trang")),
                ("starts_on", models.DateField(verbose_name="Từ ngày")),
                ("ends_on", models.DateField(blank=True, help_text="Để trống khi còn hiệu lực.", null=True, verbose_name="Đến hết ngày")),
                ("in_file_from", models.DateField(blank=True, editable=False, null=True)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("commune", "Chủ tịch UBND cấp xã"),
                            ("district", "Chủ tịch UBND cấp huyện"),
                            ("province", "Chủ tịch UBND cấp tỉnh"),
                            ("prime-minister", "Thủ tướng Chính phủ"),
                            ("president", "Chủ tịch nước"),
                        ],
                        max_length=14,
                        verbose_name="Người quyết định",
                    ),
                ),
                ("honour", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name="authorities", to="awards.honour")),
            ],
            options={
                "verbose_name": "thẩm quyền",
                "verbose_name_plural": "thẩm quyền",
                "ordering": ["honour", "starts_on", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                        name="authority_ends_after_it_starts",
                        violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("in_file_from__isnull", False)), fields=("honour", "in_file_from"), name="authority_once_from_the_file"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    emulation.vietnamese.fields.VietnameseCharField(
                        help_text="Văn bản, điều, khoản. Như “Nghị định 152/2025/NĐ-CP, Điều 50”.", max_length=300, verbose_name="Căn cứ"
                    ),
                ),
                (
                    "is_confirmed",
                    models.BooleanField(default=False, help_text="Chưa đối chiếu thì trang ghi “Cần xác nhận”.", verbose_name="Đã đối chiếu với văn bản"),
                ),
                ("is_amended", models.BooleanField(default=False, editable=False, verbose_name="Đã sửa trên trang")),
                ("starts_on", models.DateField(verbose_name="Từ ngày")),
                ("ends_on", models.DateField(blank=True, help_text="Để trống khi còn hiệu lực.", null=True, verbose_name="Đến hết ngày")),
                ("in_file_from", models.DateField(blank=True, editable=False, null=True)),
                (
                    "subject",
                    models.CharField(
                        choices=[("collective", "Tập thể"), ("individual", "Cá nhân"), ("household", "Hộ gia đình")], max_length=10, verbose_name="Dành cho"
                    ),
                ),
                (
                    "coefficient",
                    models.DecimalField(
                        decimal_places=4,
                        max_digits=7,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.0001")), django.core.validators.MaxValueValidator(100)],
                        verbose_name="Hệ số",
                    ),
                ),
                (
                    "given_object",
                    emulation.vietnamese.fields.VietnameseCharField(
                        blank=True, help_text="Như “Giấy chứng nhận, khung”. Để trống nếu không có.", max_length=200, verbose_name="Hiện vật kèm theo"
                    ),
                ),
                ("honour", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name="rates", to="awards.honour")),
            ],
            options={
                "verbose_name": "hệ số tiền thưởng",
                "verbose_name_plural": "hệ số tiền thưởng",
                "ordering": ["honour", "starts_on", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                        name="rate_ends_after_it_starts",
                        violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("in_file_from__isnull", False)), fields=("honour", "subject", "in_file_from"), name="rate_once_from_the_file"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("coefficient__gt", 0)), name="coefficient_above_zero", violation_error_message="Hệ số phải lớn hơn 0."
                    ),
                ],
            },
        ),
    ]
