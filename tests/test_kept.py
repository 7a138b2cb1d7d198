"""What is put back for a test is what was built, and never old."""

import shutil
from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from tests import kept
from tests.addresses import build_site
from tests.world import World, build_world, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_kept", {})


def take_back(savepoint: str) -> None:
    transaction.savepoint_rollback(savepoint)
    shutil.rmtree(default_storage.path(""))


def in_order(tables: dict[str, tuple[list[str], list[kept.Row]]]) -> dict[str, tuple[list[str], list[kept.Row]]]:
    """PostgreSQL tells the rows of a table in the order in which they were last written."""
    return {table: (columns, sorted(rows, key=repr)) for table, (columns, rows) in tables.items()}


def test_rows_files_and_objects_are_put_back_and_more_can_be_added() -> None:
    nothing_yet = transaction.savepoint()
    built: World = kept.built_once(build_site)
    rows, files = in_order(kept._rows()), kept._files()
    take_back(nothing_yet)
    again: World = kept.built_once(build_site)
    assert (in_order(kept._rows()), kept._files(), again) == (rows, files, built)
    assert (again is built, again.ward is again.campaign.unit, len(files) > 0) == (False, built.ward is built.campaign.unit, True)
    make_unit(again.ward)  # no key is given twice


def test_what_is_older_than_tests_may_see_is_built_anew() -> None:
    nothing_yet = transaction.savepoint()
    kept.built_once(build_world)
    transaction.savepoint_rollback(nothing_yet)
    with time_machine.travel(timezone.now() + kept.LONGEST + timedelta(seconds=1)):
        again = kept.built_once(build_world)
    assert timezone.now() < again.registration.submitted_at


def test_what_changes_rows_of_the_migrations_cannot_be_kept() -> None:
    before = kept._rows()
    after = {table: (columns, rows[1:]) for table, (columns, rows) in before.items()}
    with pytest.raises(AssertionError, match="cannot be put back by adding"):
        kept._statements(before, after)
