"""Campaigns are found by their plan's number through the key that knows no diacritics: SQLite does not know Đ and đ for one letter."""

from django.db import migrations

from emulation.vietnamese.order import search_key


def fill_in(apps, schema_editor):
    campaigns = apps.get_model("campaigns", "Campaign").objects
    rows = list(campaigns.only("plan_number", "title", "slogan"))
    for row in rows:
        row.search_key = search_key(f"{row.plan_number} {row.title} {row.slogan}")
    campaigns.bulk_update(rows, ["search_key"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0014_keys_of_lists"),
    ]

    operations = [
        migrations.RunPython(fill_in, migrations.RunPython.noop),
    ]
