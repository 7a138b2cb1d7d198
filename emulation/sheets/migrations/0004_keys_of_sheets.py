from django.db import migrations, models

from emulation.vietnamese.order import search_key, sort_key


def fill_in(apps, schema_editor):
    model = apps.get_model("sheets", "Sheet")
    rows = list(model.objects.only("name", "version"))
    for row in rows:
        words = f"{row.name} (phiên bản {row.version})"
        row.sort_key, row.search_key = sort_key(words), search_key(words)
    model.objects.bulk_update(rows, ["sort_key", "search_key"], batch_size=500)


def key(model, name):
    field = models.CharField(default="", editable=False, max_length=400)
    return migrations.AddField(model_name=model, name=name, field=field, preserve_default=False)


class Migration(migrations.Migration):
    dependencies = [
        ("sheets", "0003_forms_of_other_communes"),
    ]

    operations = [
        key("sheet", "sort_key"),
        key("sheet", "search_key"),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
    ]
