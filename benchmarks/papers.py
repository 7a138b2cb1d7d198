"""How long every kind of paper takes to print: the naive way, ours one by one, ours in bulk, interleaved in one run on one machine.

Run `.venv/bin/python benchmarks/papers.py [ROUNDS]`. Milliseconds differ between machines and from minute to minute: the ratios are what counts,
each the median over rounds in which all ways took their turn. All of ours print the same variant (PDF/A-2a and PDF/UA-1, tagged).
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "emulation.settings")

import django

django.setup()

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from benchmarks.other_programs import LibreOffice, by_typst, typst
from emulation.papers import rendering
from emulation.papers.bulk import Renderers, renderers
from emulation.papers.content import Paper
from emulation.papers.joining import join_pdfs
from emulation.papers.printing import htmls_of
from registrations.papers import html_of
from tests.documents import CONTENTS
from tests.registration_papers import AGENCY, VILLAGE

FORM = html_of(VILLAGE)
KINDS = {"mẫu 01 TDP": [FORM], "mẫu 01 cơ quan": [html_of(AGENCY)], **{name: htmls_of(content, code="ABCD-2345") for name, content in CONTENTS.items()}}
SHEET = (rendering.STATIC / "paper.css").read_text()
MANY = 40  # papers of a kind in bulk
FEW, ALL = 21, 500  # the forms of a ward, and of a large province's test
LONG_LIFE = 2000  # papers that one worker prints


def naive(htmls: Sequence[str]) -> bytes:
    """As the manual's first example does it: a document with its style sheet inside, fonts set up anew for each paper."""
    fonts, base = FontConfiguration(), f"{rendering.STATIC.as_uri()}/"
    sheeted = [html.replace("</head>", f"<style>{SHEET}</style></head>") for html in htmls]
    documents = [HTML(string=html, base_url=base).render(font_config=fonts, pdf_variant="pdf/a-2a") for html in sheeted]
    whole = documents[0].copy([page for document in documents for page in document.pages])
    pdf: bytes = whole.write_pdf(pdf_variant="pdf/a-2a", finisher=rendering._finish)
    return pdf


def in_bulk(htmls: Sequence[str], pool: Renderers) -> bytes:
    """One file of all of them."""
    return join_pdfs(part.pdf for part in pool.render(htmls))


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


def ratio(rows: Sequence[Sequence[float]], way: int, base: int = 0) -> float:
    """How many times as fast as the base, median of the rounds."""
    return statistics.median(row[base] / row[way] for row in rows)


def speed(rounds: int) -> None:
    """Every kind in every round, so that a slow minute is shared by all."""
    rows: dict[str, list[tuple[float, float, float]]] = {name: [] for name in KINDS}
    with renderers() as pool:
        for htmls in KINDS.values():
            naive(htmls), rendering.render_one_file(htmls), in_bulk(htmls * 4, pool)
        for _ in range(rounds):
            for name, htmls in KINDS.items():
                one = timed(lambda htmls=htmls: naive(htmls)), timed(lambda htmls=htmls: rendering.render_one_file(htmls))
                rows[name].append((*one, timed(lambda htmls=htmls: in_bulk(htmls * MANY, pool)) / MANY))
    print(f"ms a paper, median of {rounds} rounds; in bulk: {MANY} of the kind in one file by two processes that are started")
    print(f"{'kind':16}{'naive':>8}{'ours':>8}{'bulk':>8}   {'ours':>6}{'bulk':>6}  x naive")
    for name, column in rows.items():
        medians = [statistics.median(row[way] for row in column) for way in range(3)]
        print(f"{name:16}" + "".join(f"{each:8.1f}" for each in medians) + f"   {ratio(column, 1):6.2f}{ratio(column, 2):6.2f}")


def forms_of_a_ward() -> list[Paper]:
    """The registrations of as many TDP as a ward has, each under its own name."""
    names = [f"TDP số {number}" for number in range(1, FEW + 1)]
    return [
        replace(VILLAGE, title=f"Đăng ký thi đua năm 2024 – {name}", author=name, letterhead=(name,), opening=VILLAGE.opening.replace(VILLAGE.author, name))
        for name in names
    ]


def against_libreoffice(rounds: int) -> None:
    """The forms of a ward, and every kind of document thrice: each batch in one call of soffice, and in one file of ours."""
    if why := LibreOffice.why_not():
        print(f"\n{why}")
        return
    print()
    forms, documents = forms_of_a_ward(), [content for content in CONTENTS.values() for _ in range(3)]
    _one_batch(f"{len(forms)} forms mẫu 01 of TDP", LibreOffice(forms), [html_of(form) for form in forms], len(forms), rounds)
    htmls = [html for content in documents for html in htmls_of(content)]
    _one_batch(f"{len(documents)} documents of every kind", LibreOffice(documents), htmls, len(documents), rounds)


def _one_batch(name: str, office: LibreOffice, htmls: Sequence[str], papers: int, rounds: int) -> None:
    with renderers() as pool:
        office(), in_bulk(htmls, pool)
        rows = [(timed(office) / papers, timed(lambda: in_bulk(htmls, pool)) / papers) for _ in range(rounds)]
    theirs, ours = (statistics.median(column) for column in zip(*rows, strict=True))
    print(f"{name}, ms each: LibreOffice in one call {theirs:.1f}, ours in bulk {ours:.1f}: {ratio(rows, 1):.1f} x LibreOffice")


def against_typst(rounds: int) -> None:
    """The kế hoạch, one by one in this process."""
    if not typst():
        print("\nTypst is not measured: the package typst is not installed")
        return
    htmls = KINDS["ke-hoach"]
    by_typst()
    rows = [(timed(by_typst), timed(lambda: rendering.render_one_file(htmls))) for _ in range(rounds * 4)]
    theirs, ours = (statistics.median(column) for column in zip(*rows, strict=True))
    print(f"\na kế hoạch, ms: Typst {theirs:.1f}, ours {ours:.1f}: Typst is {1 / ratio(rows, 1):.1f} times as fast")


def memory(way: str, papers: int) -> None:
    """Prints the peak after some papers and after all of them, in a process that does nothing else."""
    if way == "bulk":
        with renderers() as pool:
            in_bulk([FORM] * papers, pool)
            print(f"in bulk    {papers:4} forms: {peak():4.0f} MiB here, {max(map(peak, children())):4.0f} MiB in the larger child")
        return
    work = {"naive": naive, "ours": rendering.render_one_file}[way]
    early = papers // 10
    for number, htmls in enumerate(islice(cycle(KINDS.values()), papers), start=1):
        work(htmls)
        if number == early:
            held = peak()
    print(f"{way:8} after {early:4} papers of all kinds {held:4.0f} MiB, after {papers:4} {peak():4.0f} MiB")


def main(rounds: int = 5) -> None:
    speed(rounds)
    against_libreoffice(rounds)
    against_typst(rounds)
    print("\npeak memory, each in a process of its own", flush=True)
    ways = [("naive", 200), ("bulk", FEW), ("bulk", ALL)]
    with subprocess.Popen([sys.executable, __file__, "ours", str(LONG_LIFE)], cwd=ROOT):
        for way, papers in ways:
            subprocess.run([sys.executable, __file__, way, str(papers)], check=True, cwd=ROOT)
    print("\nan issued paper, as a request", flush=True)
    subprocess.run([sys.executable, str(ROOT / "benchmarks" / "serving.py")], check=True, cwd=ROOT)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        memory(sys.argv[1], int(sys.argv[2]))
    else:
        main(*map(int, sys.argv[1:]))
