"""Many papers in one file: rendered in chunks by several processes, then joined with their structure."""

import math
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import cycle
from typing import NamedTuple

from emulation.papers.broken import BrokenPaper
from emulation.papers.joining import join_pdfs
from emulation.papers.processes import Child

PROCESSES = 2
CHUNK = 25  # papers; more save little time and cost memory


class Part(NamedTuple):
    """`done` papers are through by now; `pdf` holds the newest of them. Or it is empty, and `broken` says why the newest, a single one, has none."""

    done: int
    pdf: bytes
    broken: BrokenPaper | None = None


def render_many(htmls: Sequence[str]) -> bytes:
    """One PDF of all papers in order, by processes that start and end with it: half a second that pays from some dozens on.

    Raises BrokenPaper for one that cannot be made, and ValueError when there is none.
    """
    with renderers() as pool:
        return join_pdfs(map(_unbroken, pool.render(htmls)))


def _unbroken(part: Part) -> bytes:
    if part.broken:
        raise part.broken
    return part.pdf


@contextmanager
def renderers(processes: int = PROCESSES) -> Iterator["Renderers"]:
    """A pool of that many processes."""
    with ExitStack() as stack:
        children = [Child() for _ in range(processes)]
        for child in children:
            stack.callback(child.stop)
        yield Renderers(children)


class Renderers:
    """Processes that render in turns."""

    def __init__(self, children: list[Child]) -> None:
        self.children = children

    def render(self, htmls: Sequence[str]) -> Iterator[Part]:
        """Each chunk of `CHUNK` papers or fewer, in order. Those of a chunk that fails come one by one, so that one says what is wrong and the others come out.

        No more than one chunk a process is under way, however many there are.
        """
        idle, busy = cycle(self.children), deque[tuple[Child, int, Sequence[str]]]()
        size = min(CHUNK, max(1, math.ceil(len(htmls) / len(self.children))))
        for start in range(0, len(htmls), size):
            if len(busy) == len(self.children):
                yield from _parts(*busy.popleft())
            child, chunk = next(idle), htmls[start : start + size]  # in turn, so it is the one whose result was just taken
            child.begin(chunk)
            busy.append((child, start, chunk))
        while busy:
            yield from _parts(*busy.popleft())


def _parts(child: Child, start: int, chunk: Sequence[str]) -> Iterator[Part]:
    """What became of a chunk that the child has begun with."""
    result = child.result()
    if not isinstance(result, BrokenPaper):
        yield Part(start + len(chunk), result)
    elif len(chunk) == 1:
        yield Part(start + 1, b"", result)
    else:
        for place, html in enumerate(chunk, start):
            child.begin([html])
            yield from _parts(child, place, [html])
