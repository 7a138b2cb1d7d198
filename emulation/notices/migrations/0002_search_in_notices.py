from django.db import migrations, models

from emulation.vietnamese.order import long_key


def fill_in(apps, schema_editor):
    notices = apps.get_model("notices", "Notice").objects
    rows = list(notices.only("subject", "body"))
    for row in rows:
        row.search_key = long_key(f"{row.subject} {row.body}")
    notices.bulk_update(rows, ["search_key"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0001_initial"),
    ]

    operations = [
        migrations.AddField(model_name="notice", name="search_key", field=models.TextField(default="", editable=False), preserve_default=False),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
    ]
