from django.db import migrations, models

from emulation.short_codes import shown
from emulation.vietnamese.order import long_key


def fill_in(apps, schema_editor):
    comments = apps.get_model("awards", "Comment").objects
    rows = list(comments.only("text", "receipt"))
    for row in rows:
        row.search_key = long_key(f"{row.text} {row.receipt} {shown(row.receipt)}")
    comments.bulk_update(rows, ["search_key"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0015_keys_of_honours_and_members"),
    ]

    operations = [
        migrations.AddField(model_name="comment", name="search_key", field=models.TextField(default="", editable=False), preserve_default=False),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
    ]
