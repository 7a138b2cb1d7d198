"""What bringing in a list of nominated households costs, few and many: queries, time and memory, both sizes in turns in one run on one machine.

Run `.venv/bin/python benchmarks/awards.py [ROUNDS]` beside a PostgreSQL in which BENCHMARK_DATABASE_URL (that of a fresh installation unless given)
may make a database. What counts are the ratios: ten times the rows may cost ten times the time, and hardly more queries.
"""

import os
import statistics
import sys
import tempfile
import time
import tracemalloc
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
URL = os.environ.get("BENCHMARK_DATABASE_URL", "postgres://postgres@127.0.0.1:5432")
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "emulation.settings",
    "DATABASE_URL": f"{URL}/postgres",
    "SECRET_KEY": "for-measuring-only",
    "INSECURE_HTTP": "1",
    "VAR_DIR": tempfile.mkdtemp(),
}

import django

django.setup()

from django.core.management import call_command
from django.db import connections
from django.test.utils import CaptureQueriesContext

from awards.importing import import_kept, plan_list, rows_of
from awards.models import Nomination, NominationImport
from awards.sending import MOST_AT_ONCE, send_many
from tests.awarding import uploaded
from tests.world import World, build_world

FEW, MANY = 300, 3000
DATABASE = "thi_dua_awards"
streets = count(1)


def make_database() -> World:
    """An empty database of its own, with the ward of the tests."""
    with connections["default"].cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{DATABASE}"')
        cursor.execute(f'CREATE DATABASE "{DATABASE}"')
    connection = connections.create_connection("default")
    connection.settings_dict = {**connection.settings_dict, "NAME": DATABASE}
    connections["default"] = connection
    call_command("migrate", verbosity=0)
    return build_world()


def kept(world: World, rows: int) -> NominationImport:
    """A list of households of a street where nobody was nominated yet, uploaded."""
    street = f"Phố {next(streets)}"
    return uploaded(world.unit, world.people["head"], *(f"Hộ ông {n},Hộ gia đình,Giấy khen,1970,{street} số {n},Nữ,Hiến đất làm đường." for n in range(rows)))


def timed(world: World, rows: int) -> tuple[float, float]:
    """Seconds to look at a list, and to import it."""
    one, began = kept(world, rows), time.perf_counter()
    plan_list(rows_of(one), one)
    looked = time.perf_counter()
    import_kept(one, world.people["head"])
    done = time.perf_counter()
    Nomination.objects.all().delete()
    return looked - began, done - looked


def cost(world: World, rows: int) -> tuple[int, float]:
    """(queries, MiB at the peak) of one import."""
    one = kept(world, rows)
    with CaptureQueriesContext(connections["default"]) as captured:
        import_kept(one, world.people["head"])
    Nomination.objects.all().delete()
    two = kept(world, rows)
    tracemalloc.start()
    import_kept(two, world.people["head"])
    peak = tracemalloc.get_traced_memory()[1] / 1024**2
    tracemalloc.stop()
    return len(captured), peak


def sending(world: World) -> tuple[int, float, float]:
    """(drafts, queries a draft, seconds) of sending as many as are sent at once, with those of the last list around them."""
    drafts = list(Nomination.objects.filter(state="draft").select_related("unit__commune").order_by("pk")[:MOST_AT_ONCE])
    with CaptureQueriesContext(connections["default"]) as captured:
        began = time.perf_counter()
        outcome = send_many(drafts, by=world.people["head"])
        took = time.perf_counter() - began
    assert len(outcome.sent) == len(drafts)
    return len(drafts), len(captured) / len(drafts), took


def main(rounds: int = 5) -> None:
    world = make_database()
    times: dict[int, list[tuple[float, float]]] = {FEW: [], MANY: []}
    timed(world, FEW)  # warm
    for _ in range(rounds):
        for rows in times:
            times[rows].append(timed(world, rows))
    costs = {rows: cost(world, rows) for rows in times}
    looking, importing = ({rows: statistics.median(one[part] for one in found) for rows, found in times.items()} for part in (0, 1))
    print(f"{rounds} rounds; a list of households, looked at and imported; seconds are medians, memory is what Python allocated at its peak")
    print(f"{'':12}{FEW:>10,}{MANY:>10,}     ratio")
    for name, values, digits in (
        ("look at, s", looking, 3),
        ("import, s", importing, 3),
        ("queries", {rows: float(costs[rows][0]) for rows in costs}, 0),
        ("peak, MiB", {rows: costs[rows][1] for rows in costs}, 1),
    ):
        print(f"{name:12}{values[FEW]:>10.{digits}f}{values[MANY]:>10.{digits}f}{values[MANY] / values[FEW]:>10.2f}")
    drafts, queries, took = sending(world)
    print(f"sending {drafts} of {MANY:,} drafts at once: {queries:.1f} queries and {took / drafts * 1000:.1f} ms each")


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
