from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0004_state_before_suspension"),
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "suspended"), ("suspended_from__in", ["launched", "registration-closed"])),
                    models.Q(models.Q(("state", "suspended"), _negated=True), ("suspended_from", "")),
                    _connector="OR",
                ),
                name="campaign_suspended_exactly_from_a_state_to_return_to",
                violation_error_message="Tạm dừng phải nhớ tình trạng trước đó.",
            ),
        ),
    ]
