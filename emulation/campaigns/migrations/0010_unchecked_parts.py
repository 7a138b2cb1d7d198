from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0009_newest_first"),
    ]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="unchecked_parts",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
    ]
