"""What a child of `processes` does: render what comes through its pipe, within its limits, until the pipe closes."""

import resource
import signal
import sys
from multiprocessing.connection import Connection

from emulation.papers.broken import BrokenPaper
from emulation.papers.limits import weighed
from emulation.papers.rendering import render_here

GRACE = 5  # seconds; the parent gives up first, unless it is gone


def serve(parent: Connection, seconds: int) -> None:
    """Answer each list of HTML with its PDF, or with the BrokenPaper that says why there is none. An alarm ends a process that nobody waits for."""
    with parent:
        while True:
            try:
                htmls = parent.recv()
            except EOFError:
                return
            signal.alarm(seconds + GRACE)
            try:
                weighed(htmls)  # a chunk of heavy papers too: one by one, each may be light enough
                answer: bytes | BrokenPaper = render_here(htmls)
            except BrokenPaper as broken:
                answer = broken
            signal.alarm(0)
            parent.send(answer)


def main(number: str, seconds: str, megabytes: str) -> None:
    """Serve the pipe of that file number. Address space is what Linux can limit; Python alone takes 300 MiB of it."""
    most = int(megabytes) * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    serve(Connection(int(number)), int(seconds))


if __name__ == "__main__":  # pragma: no cover: only the child comes here, and nobody measures in it
    main(*sys.argv[1:])
