"""Whether a campaign's plan may be read without signing in: not unless somebody says so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0012_comment_days"),
    ]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="is_plan_public",
            field=models.BooleanField(
                default=False,
                help_text="Ai cũng xem được nội dung thi đua và tải được bản kế hoạch ở trang công khai, không cần đăng nhập.",
                verbose_name="Công khai kế hoạch",
            ),
        ),
    ]
