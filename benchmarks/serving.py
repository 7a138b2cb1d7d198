"""What it takes the server to hand out an issued paper: whole, a part of it, and to say that the reader has it already.

Run `.venv/bin/python benchmarks/serving.py [ROUNDS]`: requests through the test client, with every middleware, on a SQLite of its own.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "emulation.settings",
    "SECRET_KEY": "for-measuring-only",
    "INSECURE_HTTP": "1",
    "ALLOWED_HOSTS": "testserver",
    "VAR_DIR": tempfile.mkdtemp(),
}
Path(os.environ["VAR_DIR"], "static").mkdir()  # whitenoise warns without it
os.environ["DATABASE_URL"] = f"sqlite:///{os.environ['VAR_DIR']}/serving.sqlite3"

import django

django.setup()

from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from emulation.celery import app
from tests.outgoing import issued
from tests.world import build_world

TARGET = 5  # ms


def main(rounds: int = 300) -> None:
    app.conf.task_always_eager = True
    call_command("migrate", verbosity=0)
    world = build_world()
    paper = issued(world.ward, world.people["secretary"])
    client, address = Client(), reverse("paper-file", args=[paper.pk])
    client.force_login(world.people["secretary"])
    asked = {"whole (200)": {}, "a part (206)": {"Range": "bytes=0-4095"}, "unchanged (304)": {"If-None-Match": f'"{paper.sha256}"'}}
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in asked}
    for _ in range(rounds + 5):
        for name, headers in asked.items():
            began, worked = time.perf_counter(), time.process_time()
            answer = client.get(address, headers=headers)
            times[name].append(((time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000))
            assert f"({answer.status_code})" in name
    for name, column in times.items():
        took, worked = (sorted(each) for each in zip(*column[5:], strict=True))
        quantiles = f"p50 {statistics.median(took):5.2f} ms   p95 {took[len(took) * 95 // 100]:5.2f} ms"
        print(f"{name:16} {quantiles}   of the processor {statistics.median(worked):5.2f} ms   bar {TARGET} ms")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
