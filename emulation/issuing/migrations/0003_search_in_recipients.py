from django.db import migrations, models

from emulation.vietnamese.order import long_key


def fill_in(apps, schema_editor):
    papers = apps.get_model("issuing", "OutgoingPaper").objects
    rows = list(papers.only("recipients"))
    for row in rows:
        row.recipients_key = long_key(row.recipients)
    papers.bulk_update(rows, ["recipients_key"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("issuing", "0002_signed_copies_and_marks"),
    ]

    operations = [
        migrations.AddField(model_name="outgoingpaper", name="recipients_key", field=models.TextField(default="", editable=False), preserve_default=False),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
    ]
