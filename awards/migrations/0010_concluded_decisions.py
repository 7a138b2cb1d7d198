"""The chair may end a decision in which nothing is approved."""

from django.db import migrations, models

STATES = [
    ("draft", "Đang lập"),
    ("submitted", "Chờ Chủ tịch quyết định"),
    ("returned", "Trả lại"),
    ("signed", "Đã quyết định, chờ số"),
    ("issued", "Đã ban hành"),
    ("discarded", "Đã bỏ"),
    ("concluded", "Kết thúc, không khen thưởng"),
]


class Migration(migrations.Migration):
    dependencies = [("awards", "0009_revoked_nominations")]

    operations = [
        migrations.AlterField("decision", "state", models.CharField(choices=STATES, default="draft", editable=False, max_length=10, verbose_name="Tình trạng")),
    ]
