"""Many papers in one file: rendered in chunks by several processes, then joined with their structure.

The processes are our own children at the end of a pipe. `multiprocessing` would refuse to start any inside a Celery worker, and its
children would outlive a parent that is killed; ours stop when their pipe closes.
"""

import math
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from itertools import cycle
from multiprocessing.connection import Connection, Pipe

from django.conf import settings

from emulation.papers.joining import join_pdfs
from emulation.papers.rendering import BrokenPaper, render_one_file

PROCESSES = 2
CHUNK = 25  # papers; more save little time and cost memory


def render_many(htmls: Sequence[str]) -> bytes:
    """One PDF of all papers in order, by processes that start and end with it: half a second that pays from some dozens on.

    Raises BrokenPaper for one that cannot be made, and ValueError when there is none.
    """
    with renderers() as pool:
        return join_pdfs(pdf for _, pdf in pool.render(htmls))


@contextmanager
def renderers(processes: int = PROCESSES) -> Iterator["Renderers"]:
    """A pool of that many processes."""
    with ExitStack() as children:
        yield Renderers([children.enter_context(_child()) for _ in range(processes)])


class Renderers:
    """Processes that render, each at the other end of a pipe."""

    def __init__(self, children: list[Connection]) -> None:
        self.children = children

    def render(self, htmls: Sequence[str]) -> Iterator[tuple[int, bytes]]:
        """(papers rendered so far, PDF of the newest of them) for each chunk of `CHUNK` papers or fewer, in order.

        No more than one chunk a process is under way, however many there are.
        """
        idle, busy = cycle(self.children), deque[tuple[int, Connection]]()
        size = min(CHUNK, max(1, math.ceil(len(htmls) / len(self.children))))
        for start in range(0, len(htmls), size):
            if len(busy) == len(self.children):
                yield _result(*busy.popleft())
            child = next(idle)  # in turn, so it is the one whose result was just taken
            with suppress(ConnectionError):  # of one that died, the result tells
                child.send(htmls[start : start + size])
            busy.append((min(start + size, len(htmls)), child))
        while busy:
            yield _result(*busy.popleft())


@contextmanager
def _child() -> Iterator[Connection]:
    ours, theirs = Pipe()
    command = [sys.executable, "-m", "emulation.papers.bulk", str(theirs.fileno())]
    with ours, subprocess.Popen(command, cwd=settings.BASE_DIR, pass_fds=[theirs.fileno()]) as process:
        theirs.close()
        try:
            yield ours
        finally:
            process.terminate()


def _result(done: int, child: Connection) -> tuple[int, bytes]:
    try:
        answer = child.recv()
    except (EOFError, ConnectionError):
        raise BrokenPaper("The process that rendered it died.") from None
    if isinstance(answer, BrokenPaper):
        raise answer
    return done, answer


def serve(parent: Connection) -> None:
    """What a child does: render each chunk that comes through the pipe, until it closes."""
    with parent:
        while True:
            try:
                htmls = parent.recv()
            except EOFError:
                return
            try:
                parent.send(render_one_file(htmls))
            except BrokenPaper as reason:
                parent.send(reason)


if __name__ == "__main__":  # pragma: no cover: only the child comes here, and nobody measures in it
    serve(Connection(int(sys.argv[1])))
