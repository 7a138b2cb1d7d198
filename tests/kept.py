"""What takes long to build is built once by its verbs, and put back for every further test of the process: its rows, its files, its objects."""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models.signals import post_migrate
from django.utils import timezone

LONGEST = timedelta(minutes=10)  # nothing put back looks older than this to a test
TABLES = sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed})

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Kept:
    """What was built at `built_at`: `pickled` as it was then, `rows` as statements that write them again, each with its values."""

    built_at: datetime
    pickled: bytes
    rows: list[tuple[str, list[Any]]]
    files: dict[str, bytes]

    @property
    def is_fresh(self) -> bool:
        """Whether a test may take it for built just now."""
        now = timezone.now()
        return timedelta() <= now - self.built_at < LONGEST and timezone.localdate(now) == timezone.localdate(self.built_at)

    def put_back(self) -> Any:
        with connection.cursor() as cursor:
            for statement, values in self.rows:
                cursor.execute(statement, values)
        for name, content in self.files.items():
            path = Path(default_storage.path(name))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return pickle.loads(self.pickled)


_kept: dict[Callable[[], Any], Kept] = {}


def built_once(build: Callable[[], Any]) -> Any:
    """What `build` makes in a database that holds no more than migrations write.

    Where the test commits, `build` itself runs each time: what happens after a commit is part of it.
    """
    if not connection.in_atomic_block:
        return build()
    if build not in _kept or not _kept[build].is_fresh:
        built_at, before = timezone.now(), _rows()
        built = build()
        _kept[build] = Kept(built_at, pickle.dumps(built), _statements(before, _rows()), _files())
        return built
    return _kept[build].put_back()


def _forget(**kwargs: Any) -> None:
    """A test that commits empties the database in the end, and what migrations write is written again under new keys."""
    _kept.clear()


post_migrate.connect(_forget, dispatch_uid="kept")


def _rows() -> dict[str, tuple[list[str], list[Row]]]:
    """The columns and rows of each table."""
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = ([column[0] for column in cursor.description], cursor.fetchall())
    return found


def _statements(before: dict[str, tuple[list[str], list[Row]]], after: dict[str, tuple[list[str], list[Row]]]) -> list[tuple[str, list[Any]]]:
    """What writes the added rows, a statement for each table. Foreign keys are checked when a transaction ends, so their order is free."""
    statements = []
    for table, (columns, rows) in after.items():
        old = set(before[table][1])
        added = [row for row in rows if row not in old]
        assert len(added) == len(rows) - len(old), f"{table}: rows that were there before were changed, and cannot be put back by adding"
        if added:
            names = ", ".join(connection.ops.quote_name(column) for column in columns)
            places = ", ".join([f"({', '.join(['%s'] * len(columns))})"] * len(added))
            statements.append((f"INSERT INTO {connection.ops.quote_name(table)} ({names}) VALUES {places}", list(chain.from_iterable(added))))
    return statements


def _files() -> dict[str, bytes]:
    folder = Path(default_storage.path(""))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
