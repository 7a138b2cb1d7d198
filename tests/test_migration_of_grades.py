"""The grades that stood in a column as codes become options of their items, and go back, with no answer lost."""

from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def migrate(name: str) -> Any:
    """The models as they are after that migration of registrations, with those of all other apps as they are now."""
    executor = MigrationExecutor(connection)
    executor.migrate([("registrations", name)])
    others = [node for node in executor.loader.graph.leaf_nodes() if node[0] != "registrations"]
    return executor.loader.project_state([("registrations", name), *others]).apps


@pytest.fixture
def _forward_again() -> Any:
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def plant(apps: Any) -> Any:
    """A registration on a sheet whose pledge offers two of the law's grades."""
    Unit, Sheet, Campaign = (apps.get_model(*name) for name in (("units", "Unit"), ("sheets", "Sheet"), ("campaigns", "Campaign")))
    unit = Unit.objects.create(path="0001", depth=1, kind="ward", code="a", name="A", short_name="A", sort_key="a", search_key="a")
    sheet = Sheet.objects.create(code="mau", version=1, name="Mẫu", authority="TM.", unit=unit)
    item = apps.get_model("sheets", "Item").objects.create(sheet=sheet, position=1, type="pledge", key="muc", text="Mức")
    for position, code in enumerate(("excellent", "good"), start=1):
        apps.get_model("sheets", "Option").objects.create(item=item, position=position, code=code, text=f"{code}:")
    campaign = Campaign.objects.create(unit=unit, title="Thi đua", year=2026, starts_on="2026-01-01", ends_on="2026-12-31", deadline="2026-01-31T10:00Z")
    registration = apps.get_model("registrations", "Registration").objects.create(campaign=campaign, unit=unit, sheet=sheet)
    return registration, item


@pytest.mark.usefixtures("_forward_again")
def test_a_full_database_goes_forward_and_back() -> None:
    apps = migrate("0003_exceptions_and_paper")
    registration, item = plant(apps)
    codes = {"Chi bộ": "good", "Công đoàn": "excellent", "Phụ nữ": "completed", "Nông dân": "completed", "Chi đoàn": ""}
    GradeAnswer = apps.get_model("registrations", "GradeAnswer")
    for position, (subject, grade) in enumerate(codes.items(), start=1):
        GradeAnswer.objects.create(registration=registration, item=item, position=position, subject=subject, grade=grade)

    apps = migrate("0006_no_codes_of_grades")
    GradeAnswer, Option = apps.get_model("registrations", "GradeAnswer"), apps.get_model("sheets", "Option")
    assert {one.subject: one.option.code if one.option else "" for one in GradeAnswer.objects.select_related("option")} == codes
    assert list(Option.objects.filter(item__key="muc").order_by("position").values_list("position", "code", "text")) == [
        (1, "excellent", "excellent:"),
        (2, "good", "good:"),
        (3, "completed", "Hoàn thành nhiệm vụ:"),
    ]

    GradeAnswer = migrate("0003_exceptions_and_paper").get_model("registrations", "GradeAnswer")
    assert dict(GradeAnswer.objects.values_list("subject", "grade")) == codes
    GradeAnswer.objects.all().delete()
