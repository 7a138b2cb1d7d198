from typing import Any

from django.db import migrations
from django.utils import timezone


def remember(apps: Any, schema_editor: Any) -> None:
    """What was suspended before it was remembered from which state: past its deadline the registration was over, before it was open."""
    suspended = apps.get_model("campaigns", "Campaign").objects.filter(state="suspended")
    suspended.filter(deadline__lte=timezone.now()).update(suspended_from="registration-closed")
    suspended.filter(deadline__gt=timezone.now()).update(suspended_from="launched")


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0003_period_occasion_and_more_kinds"),
    ]

    operations = [
        migrations.RunPython(remember, migrations.RunPython.noop),
    ]
