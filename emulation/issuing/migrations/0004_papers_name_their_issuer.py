"""Each paper names the organ that it speaks for, as its content has said all along."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import emulation.vietnamese.fields


def name_issuers(apps: Any, schema_editor: Any) -> None:
    papers = apps.get_model("issuing", "OutgoingPaper").objects
    for paper in papers.select_related("unit").only("content", "unit__short_name").iterator(chunk_size=200):
        paper.issuer = paper.content.get("issuer") or f"Ủy ban nhân dân {paper.unit.short_name}"
        paper.save(update_fields=["issuer"])


class Migration(migrations.Migration):
    dependencies = [("issuing", "0003_search_in_recipients")]

    operations = [
        migrations.AddField("OutgoingPaper", "issuer", emulation.vietnamese.fields.VietnameseCharField("Cơ quan ban hành", max_length=400, default="")),
        migrations.RunPython(name_issuers, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("OutgoingPaper", "issuer", emulation.vietnamese.fields.VietnameseCharField("Cơ quan ban hành", max_length=400)),
        migrations.AlterField(
            "OutgoingPaper",
            "unit",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="outgoing_papers", to="units.unit", verbose_name="Đơn vị"),
        ),
        migrations.AlterField(
            "Series",
            "unit",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="series", to="units.unit", verbose_name="Đơn vị"),
        ),
        migrations.AlterField(
            "Mark",
            "unit",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="marks", to="units.unit", verbose_name="Đơn vị"),
        ),
    ]
