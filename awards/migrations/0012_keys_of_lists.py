from django.db import migrations, models

from emulation.vietnamese.order import name_key, search_key, sort_key


def fill_in(apps, schema_editor):
    for name, words in (("Decision", "subject"), ("Meeting", "title"), ("Posting", "title")):
        model = apps.get_model("awards", name)
        rows = list(model.objects.only(words))
        for row in rows:
            called = " ".join(getattr(row, words).split())
            row.sort_key, row.search_key = sort_key(called), search_key(called)
        model.objects.bulk_update(rows, ["sort_key", "search_key"], batch_size=500)
    fill(apps.get_model("awards", "Award"), "sort_key", lambda row: sort_key(row.name) if row.subject == "collective" else name_key(row.name))
    posted = apps.get_model("awards", "PostedRow")
    fill(posted, "sort_key", lambda row: row.nomination.sort_key if row.nomination and row.nomination.name == row.name else name_key(row.name), "nomination")
    fill(apps.get_model("awards", "Assessed"), "search_key", lambda row: search_key(f"{row.name} {row.details}"))


def fill(model, field, key_of, *related):
    rows = list(model.objects.select_related(*related) if related else model.objects.all())
    for row in rows:
        setattr(row, field, key_of(row))
    model.objects.bulk_update(rows, [field], batch_size=500)


def key(model, name):
    field = models.CharField(default="", editable=False, max_length=400)
    return migrations.AddField(model_name=model, name=name, field=field, preserve_default=False)


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0011_awarded_above"),
    ]

    operations = [
        key("assessed", "search_key"),
        key("award", "sort_key"),
        key("decision", "sort_key"),
        key("decision", "search_key"),
        key("meeting", "sort_key"),
        key("meeting", "search_key"),
        key("posting", "sort_key"),
        key("posting", "search_key"),
        key("postedrow", "sort_key"),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
    ]
