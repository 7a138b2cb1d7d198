from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("registrations", "0005_grades_find_their_options"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="gradeanswer",
            name="grade",
        ),
    ]
