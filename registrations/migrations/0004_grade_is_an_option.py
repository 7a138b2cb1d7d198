import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registrations", "0003_exceptions_and_paper"),
        ("sheets", "0003_forms_of_other_communes"),
    ]

    operations = [
        migrations.AddField(
            model_name="gradeanswer",
            name="option",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sheets.option", verbose_name="Mức phấn đấu"
            ),
        ),
    ]
