from django.db import migrations, models

from emulation.vietnamese.order import name_key, search_key, sort_key


def fill_in(apps, schema_editor):
    fill(apps.get_model("awards", "Honour"), lambda row: (sort_key(row.name), search_key(row.name)))
    members = apps.get_model("awards", "CouncilMember")
    fill(members, lambda row: (name_key(row.full_name), search_key(f"{row.full_name} {row.title} {row.field} {row.decision}")))


def fill(model, keys_of):
    rows = list(model.objects.all())
    for row in rows:
        row.sort_key, row.search_key = keys_of(row)
    model.objects.bulk_update(rows, ["sort_key", "search_key"], batch_size=500)


def key(model, name):
    field = models.CharField(default="", editable=False, max_length=400)
    return migrations.AddField(model_name=model, name=name, field=field, preserve_default=False)


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0014_certificates_of_titles"),
    ]

    operations = [
        key("honour", "sort_key"),
        key("honour", "search_key"),
        key("councilmember", "sort_key"),
        key("councilmember", "search_key"),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
    ]
