"""Each grade that is written as a code becomes the option of its item with that code; one that the item lacks joins its options, so that no answer is lost."""

from typing import Any

from django.db import migrations
from django.db.models import Max, OuterRef, Subquery

WORDS = {"excellent": "Hoàn thành xuất sắc nhiệm vụ:", "good": "Hoàn thành tốt nhiệm vụ:", "completed": "Hoàn thành nhiệm vụ:"}


def find_options(apps: Any, schema_editor: Any) -> None:
    Option = apps.get_model("sheets", "Option")
    answers = apps.get_model("registrations", "GradeAnswer").objects.exclude(grade="")
    of_answer = Option.objects.filter(item=OuterRef("item"), code=OuterRef("grade"))
    answers.update(option=Subquery(of_answer.values("pk")[:1]))
    for item, code in list(answers.filter(option=None).order_by("item", "grade").values_list("item", "grade").distinct()):
        last = Option.objects.filter(item=item).aggregate(last=Max("position"))["last"] or 0
        option = Option.objects.create(item_id=item, position=last + 1, code=code, text=WORDS[code])
        answers.filter(item=item, grade=code).update(option=option)


def write_codes(apps: Any, schema_editor: Any) -> None:
    """The codes as they were; what the column was too short for stays unchosen."""
    answers = apps.get_model("registrations", "GradeAnswer").objects
    Option = apps.get_model("sheets", "Option")
    legal = Option.objects.filter(pk=OuterRef("option"), code__in=WORDS)
    answers.filter(option__code__in=WORDS).update(grade=Subquery(legal.values("code")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("registrations", "0004_grade_is_an_option"),
    ]

    operations = [
        migrations.RunPython(find_options, write_codes),
    ]
