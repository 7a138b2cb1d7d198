"""A decision that was never signed can be given up."""

from django.db import migrations, models

STATES = [
    ("draft", "Đang lập"),
    ("submitted", "Chờ Chủ tịch quyết định"),
    ("returned", "Trả lại"),
    ("signed", "Đã quyết định, chờ số"),
    ("issued", "Đã ban hành"),
    ("discarded", "Đã bỏ"),
]


class Migration(migrations.Migration):
    dependencies = [("awards", "0004_decisions")]

    operations = [
        migrations.AlterField("decision", "state", models.CharField(choices=STATES, default="draft", editable=False, max_length=10, verbose_name="Tình trạng")),
    ]
