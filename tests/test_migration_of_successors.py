"""The successors that stood in a column of the unit become rows, and go back, with nothing lost that the column could tell."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db(transaction=True)


def migrate(name: str) -> Any:
    """The models as they are after that migration of units."""
    executor = MigrationExecutor(connection)
    executor.migrate([("units", name)])
    return MigrationExecutor(connection).loader.project_state([("units", name)]).apps


@pytest.fixture
def _forward_again() -> Any:
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def plant(Unit: Any, code: str, **fields: Any) -> Any:
    """A unit at the top of the tree, without the tree's own verbs, which a migration does not have."""
    place = Unit.objects.count() + 1
    return Unit.objects.create(path=f"{place:04}", depth=1, kind="ward", code=code, name=code, short_name=code, sort_key=code, search_key=code, **fields)


@pytest.mark.slow
@pytest.mark.usefixtures("_forward_again")
def test_a_full_database_goes_forward_and_back() -> None:
    Unit = migrate("0001_initial").get_model("units", "Unit")
    newest = plant(Unit, "moi-nhat")
    new = plant(Unit, "bach-quang", ends_on=date(2026, 5, 31), successor=newest)
    for code in ("luong-son", "tan-quang"):
        plant(Unit, code, ends_on=date(2025, 6, 30), successor=new)
    plant(Unit, "rieng")

    apps = migrate("0002_successions")
    Unit, Succession = apps.get_model("units", "Unit"), apps.get_model("units", "Succession")
    told = Succession.objects.order_by("predecessor__code").values_list("predecessor__code", "successor__code", "kind", "on", "carries_on")
    assert list(told) == [
        ("bach-quang", "moi-nhat", "rename", date(2026, 6, 1), True),
        ("luong-son", "bach-quang", "merge", date(2025, 7, 1), True),
        ("tan-quang", "bach-quang", "merge", date(2025, 7, 1), True),
    ]
    lineage = {unit.code: [path for _, path, _ in unit.lineage] for unit in Unit.objects.all()}
    assert lineage == {"moi-nhat": ["0002", "0003", "0004"], "bach-quang": ["0003", "0004"], "luong-son": [], "tan-quang": [], "rieng": []}
    assert {unit.code: unit.kin_key.split() for unit in Unit.objects.filter(code__in=["luong-son", "rieng"])} == {
        "luong-son": ["moi-nhat", "bach-quang"],
        "rieng": [],
    }

    Unit = migrate("0001_initial").get_model("units", "Unit")
    successors = Unit.objects.exclude(successor=None).values_list("code", "successor__code").order_by("code")
    assert list(successors) == [("bach-quang", "moi-nhat"), ("luong-son", "bach-quang"), ("tan-quang", "bach-quang")]
    Unit.objects.update(successor=None)
    Unit.objects.all().delete()
