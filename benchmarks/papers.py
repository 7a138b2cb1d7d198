"""How long a registration takes to print: the naive way, ours one by one, and ours in bulk, interleaved in one run on one machine.

Run `.venv/bin/python benchmarks/papers.py [ROUNDS]`. Milliseconds differ between machines and from minute to minute: the ratios are what counts,
each the median over rounds in which all ways took their turn. All print the same two-page form in the same variant (PDF/A-2a and PDF/UA-1, tagged).
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "emulation.settings")

import django

django.setup()

from django.template.loader import render_to_string
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from emulation.papers import rendering
from emulation.papers.bulk import Renderers, renderers
from emulation.papers.joining import join_pdfs
from tests.registration_papers import VILLAGE

FORM = render_to_string("papers/registration.html", {"paper": VILLAGE})
SHEET = (rendering.STATIC / "paper.css").read_text()
FEW, MANY = 21, 500  # the forms of a ward, and of a large province's test


def naive() -> bytes:
    """As the manual's first example does it: a document with its style sheet inside, fonts set up anew for each form."""
    html = FORM.replace("</head>", f"<style>{SHEET}</style></head>")
    pdf: bytes = HTML(string=html, base_url=f"{rendering.STATIC.as_uri()}/").write_pdf(
        font_config=FontConfiguration(), pdf_variant="pdf/a-2a", finisher=rendering._finish
    )
    return pdf


def ours() -> bytes:
    return rendering.render_pdf(FORM)


def in_bulk(forms: int, pool: Renderers) -> bytes:
    """One file of all forms."""
    return join_pdfs(pdf for _, pdf in pool.render([FORM] * forms))


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def peak(process: int | str = "self") -> float:
    """MiB that the process has held at most. `ru_maxrss` would count what its parent held when it began."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def children() -> list[str]:
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()


def speed(rounds: int) -> None:
    names = ["naive", "ours", f"in bulk, {FEW}", f"in bulk, {MANY}"]
    with renderers() as pool:
        naive(), ours(), in_bulk(4, pool)
        rows = [(timed(naive), timed(ours), timed(lambda: in_bulk(FEW, pool)) / FEW, timed(lambda: in_bulk(MANY, pool)) / MANY) for _ in range(rounds)]
    print(f"ms a form, median of {rounds} rounds; in brackets the quickest round; the two processes of the pool are started")
    for name, column in zip(names, zip(*rows, strict=True), strict=True):
        ratio = statistics.median(row[0] / each for row, each in zip(rows, column, strict=True))
        print(f"{name:14} {statistics.median(column):7.1f}  ({min(column):.1f})  {ratio:5.2f} x naive")


def memory(way: str, forms: int) -> None:
    """Prints the peak after some forms and after all of them, in a process that does nothing else."""
    if way == "bulk":
        with renderers() as pool:
            in_bulk(forms, pool)
            print(f"in bulk  {forms:4} forms: {peak():4.0f} MiB here, {max(map(peak, children())):4.0f} MiB in the larger child")
        return
    work = {"naive": naive, "ours": ours}[way]
    at = {}
    for number in range(1, forms + 1):
        work()
        at[number] = peak()
    print(f"{way:8} after {FEW} forms {at[FEW]:4.0f} MiB, after {forms} {at[forms]:4.0f} MiB")


def main(rounds: int = 5) -> None:
    speed(rounds)
    print("\npeak memory, each in a process of its own")
    for way, forms in [("naive", 200), ("ours", 200), ("ours", MANY), ("bulk", FEW), ("bulk", MANY)]:
        subprocess.run([sys.executable, __file__, way, str(forms)], check=True, cwd=ROOT)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        memory(sys.argv[1], int(sys.argv[2]))
    else:
        main(*map(int, sys.argv[1:]))
