"""How long a registration takes to print: the naive way, ours, and ours in bulk, interleaved in one run on one machine.

Run `.venv/bin/python benchmarks/papers.py [FORMS] [ROUNDS]`. Milliseconds differ between machines and from minute to minute; the ratios are what counts.
All ways print the same variant (tagged PDF/A-2a and PDF/UA-1) of the same two-page form.
"""

import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "emulation.settings")

import django

django.setup()

from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from emulation.papers import rendering
from emulation.papers.joining import join_pdfs
from tests.registration_papers import VILLAGE

FORM = render_to_string("papers/registration.html", {"paper": VILLAGE})


def naive() -> bytes:
    """As one writes it first: style sheet and fonts set up anew for each form."""
    fonts = FontConfiguration()
    style = CSS(filename=rendering.STATIC / "paper.css", font_config=fonts)
    pdf: bytes = HTML(string=FORM, base_url=f"{rendering.STATIC.as_uri()}/").write_pdf(
        stylesheets=[style], font_config=fonts, pdf_variant="pdf/a-2a", finisher=rendering._claim_pdf_ua
    )
    return pdf


def ours(_: int = 0) -> bytes:
    return rendering.render_pdf(FORM)


def in_bulk(forms: int, pool: ProcessPoolExecutor) -> bytes:
    """One file of all forms: two processes render, this one joins."""
    return join_pdfs(pool.map(ours, range(forms), chunksize=5))


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def main(forms: int = 21, rounds: int = 10) -> None:
    naive(), ours()
    with ProcessPoolExecutor(2) as pool:
        in_bulk(4, pool)
        rows = [(timed(naive), timed(ours), timed(lambda: in_bulk(forms, pool)) / forms) for _ in range(rounds)]
    slow, single, bulk = (statistics.median(column) for column in zip(*rows, strict=True))
    print(f"median of {rounds} rounds, ms a form, {forms} forms in bulk")
    print(f"naive   {slow:7.1f}")
    print(f"ours    {single:7.1f}   {statistics.median(a / b for a, b, _ in rows):.2f} x naive")
    print(f"in bulk {bulk:7.1f}   {statistics.median(a / c for a, _, c in rows):.2f} x naive")
    print(f"peak memory of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
