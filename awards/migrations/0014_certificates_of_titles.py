"""The certificate of a title is called one: before, its subject said the title alone."""

from django.db import migrations

from emulation.vietnamese.order import search_key


def call(apps, schema_editor):
    papers = apps.get_model("issuing", "OutgoingPaper").objects
    rows = list(papers.filter(certificate_of__honour__category="title").exclude(subject__startswith="Giấy chứng nhận ").only("subject"))
    for row in rows:
        row.subject = f"Giấy chứng nhận {row.subject}"
        row.search_key = search_key(f"Giấy khen {row.subject}")
    papers.bulk_update(rows, ["subject", "search_key"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0013_kept_lists_of_households"),
        ("issuing", "0002_signed_copies_and_marks"),
    ]

    operations = [
        migrations.RunPython(call, migrations.RunPython.noop),
    ]
