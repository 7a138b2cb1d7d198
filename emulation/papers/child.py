"""What a child of `processes` does: render what comes through its pipe, within its limits, until the pipe closes."""

import resource
import signal
import sys
from multiprocessing.connection import Connection

from emulation.papers.broken import BrokenPaper
from emulation.papers.limits import weighed
from emulation.papers.rendering import render_here


def serve(parent: Connection, seconds: float) -> None:
    """Answer each list of HTML with its PDF, or with the BrokenPaper that says why there is none.

    One that takes more of the processor ends the process. So it ends too when nobody waits for it any more: its parent is the one that kills it otherwise.
    """
    with parent:
        while True:
            try:
                htmls = parent.recv()
            except EOFError:
                return
            signal.setitimer(signal.ITIMER_PROF, seconds)
            try:
                weighed(htmls)  # a chunk of heavy papers too: one by one, each may be light enough
                answer: bytes | BrokenPaper = render_here(htmls)
            except BrokenPaper as broken:
                answer = broken
            signal.setitimer(signal.ITIMER_PROF, 0)
            parent.send(answer)


def main(number: str, seconds: str, megabytes: str) -> None:
    """Serve the pipe of that file number. Address space is what Linux can limit; Python alone takes 300 MiB of it."""
    most = int(megabytes) * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    serve(Connection(int(number)), float(seconds))


if __name__ == "__main__":  # pragma: no cover: only the child comes here, and nobody measures in it
    main(*sys.argv[1:])
