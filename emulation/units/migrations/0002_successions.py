"""What became of a unit moves from a column of the unit to rows of their own, which can also tell of splits, and of the document."""

from collections import Counter, defaultdict
from datetime import timedelta
from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import emulation.vietnamese.fields


def write_successions(apps: Any, schema_editor: Any) -> None:
    """A row for each successor that was written in the column: a merger where several units name the same one."""
    Unit, Succession = apps.get_model("units", "Unit"), apps.get_model("units", "Succession")
    pairs = list(Unit.objects.exclude(successor=None).values_list("pk", "successor", "ends_on"))
    merged = Counter(successor for _, successor, _ in pairs)
    Succession.objects.bulk_create(
        Succession(predecessor_id=old, successor_id=new, on=ends_on + timedelta(days=1), kind="merge" if merged[new] > 1 else "rename")
        for old, new, ends_on in pairs
    )
    _tell(Unit, [(old, new) for old, new, _ in pairs])
    schema_editor.connection.check_constraints()  # PostgreSQL alters no table with checks still to be made


def _tell(Unit: Any, pairs: list[tuple[int, int]]) -> None:
    """What `emulation.units.changes.retell` wrote when this migration was made; every old pair carries on the work."""
    before, after = defaultdict(list), defaultdict(list)
    for old, new in pairs:
        before[new].append(old)
        after[old].append(new)
    units = Unit.objects.in_bulk({one for pair in pairs for one in pair})
    for pk, unit in units.items():
        origins, heirs = _reached(pk, before), _reached(pk, after)
        unit.lineage = [[one, units[one].path, True] for one in sorted(origins)]
        unit.kin_key = "\n".join(units[one].search_key for one in sorted(origins | heirs))
        unit.save(update_fields=["lineage", "kin_key"])


def _reached(start: int, edges: dict[int, list[int]]) -> set[int]:
    found: set[int] = set()
    waiting = [start]
    while waiting:
        new = {one for one in edges.get(waiting.pop(), []) if one != start} - found
        found |= new
        waiting += new
    return found


def write_successors(apps: Any, schema_editor: Any) -> None:
    """Back: the successor that carries on the work; a column cannot tell the rest."""
    Succession, Unit = apps.get_model("units", "Succession"), apps.get_model("units", "Unit")
    for succession in Succession.objects.filter(carries_on=True, predecessor__ends_on__isnull=False):
        Unit.objects.filter(pk=succession.predecessor_id).update(successor=succession.successor_id)
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [("units", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Succession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("rename", "Đổi tên"), ("merge", "Sáp nhập"), ("split", "Chia tách"), ("transfer", "Chuyển theo đơn vị cấp trên")],
                        max_length=10,
                        verbose_name="Thay đổi",
                    ),
                ),
                ("on", models.DateField(verbose_name="Từ ngày")),
                ("carries_on", models.BooleanField(default=True, verbose_name="Tiếp tục việc đang dở")),
                (
                    "document",
                    emulation.vietnamese.fields.VietnameseCharField(
                        blank=True, help_text="Như “Nghị quyết số 1683/NQ-UBTVQH15 ngày 16/6/2025”.", max_length=300, verbose_name="Theo văn bản"
                    ),
                ),
                ("note", emulation.vietnamese.fields.VietnameseTextField(blank=True, max_length=2000, verbose_name="Ghi chú")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="Ghi lúc")),
                (
                    "predecessor",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="successions", to="units.unit", verbose_name="Đơn vị cũ"),
                ),
                (
                    "successor",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="origins", to="units.unit", verbose_name="Đơn vị kế tục"),
                ),
            ],
            options={
                "verbose_name": "thay đổi đơn vị",
                "verbose_name_plural": "thay đổi đơn vị",
                "ordering": ["on", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("predecessor", "successor"), name="unit_succeeds_another_once"),
                    models.UniqueConstraint(condition=models.Q(("carries_on", True)), fields=("predecessor",), name="one_successor_carries_on"),
                    models.CheckConstraint(
                        condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                        name="unit_does_not_succeed_itself",
                        violation_error_message="Đơn vị không thể kế tục chính mình.",
                    ),
                ],
            },
        ),
        migrations.AddField("unit", "lineage", models.JSONField(blank=True, default=list, editable=False)),
        migrations.AddField("unit", "kin_key", models.TextField(blank=True, default="", editable=False), preserve_default=False),
        migrations.RunPython(write_successions, write_successors),
        migrations.RemoveConstraint("unit", "unit_with_successor_has_ended"),
        migrations.RemoveField("unit", "successor"),
        migrations.AddField(
            "unit",
            "successors",
            models.ManyToManyField(
                editable=False,
                related_name="predecessors",
                through="units.Succession",
                through_fields=("predecessor", "successor"),
                to="units.unit",
            ),
        ),
    ]
