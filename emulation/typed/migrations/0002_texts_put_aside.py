"""A text that was not chosen is put aside and can be taken back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("typed", "0001_what_is_being_typed"),
    ]

    operations = [
        migrations.AddField(
            model_name="typed",
            name="put_aside_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="Bỏ lúc"),
        ),
    ]
