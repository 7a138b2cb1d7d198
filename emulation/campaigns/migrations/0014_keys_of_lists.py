from django.db import migrations, models

from emulation.vietnamese.dates import day
from emulation.vietnamese.order import search_key, sort_key


def fill_in(apps, schema_editor):
    campaigns = apps.get_model("campaigns", "Campaign")
    rows = list(campaigns.objects.only("title"))
    for row in rows:
        row.sort_key = sort_key(row.title)
    campaigns.objects.bulk_update(rows, ["sort_key"], batch_size=500)
    for name, words in (("Cluster", lambda row: row.name), ("LocalDrive", lambda row: row.title), ("CitedDocument", in_full)):
        model = apps.get_model("campaigns", name)
        rows = list(model.objects.all())
        for row in rows:
            row.sort_key, row.search_key = sort_key(words(row)), search_key(words(row))
        model.objects.bulk_update(rows, ["sort_key", "search_key"], batch_size=500)


def in_full(document):
    """What a document of the library is called, as at the time of this migration."""
    number = f"số {document.number}" if document.number else ""
    signed = f"ngày {day(document.signed_on)}" if document.signed_on else ""
    issuer = f"của {document.issuer}" if document.issuer else ""
    return " ".join(filter(None, (document.name, number, signed, issuer, document.title)))


def key(model, name):
    field = models.CharField(default="", editable=False, max_length=400)
    return migrations.AddField(model_name=model, name=name, field=field, preserve_default=False)


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0013_public_plan"),
    ]

    operations = [
        key("campaign", "sort_key"),
        key("citeddocument", "sort_key"),
        key("citeddocument", "search_key"),
        key("cluster", "sort_key"),
        key("cluster", "search_key"),
        key("localdrive", "sort_key"),
        key("localdrive", "search_key"),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
    ]
