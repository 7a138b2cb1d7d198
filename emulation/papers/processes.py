"""Processes that render for us at the other end of a pipe, within limits of time and memory, so that no paper can hold the one that asks.

The time is the processor's: on a busy machine a paper takes longer and is no worse for it. They are our own children. `multiprocessing` would
refuse to start any inside a Celery worker, and its children would outlive a parent that is killed; ours stop when their pipe closes, or at their
own limit when a layout never ends.
"""

import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Pipe

from django.conf import settings

from emulation.papers.broken import TOO_LARGE, TOO_SLOW, BrokenPaper

PATIENCE = 4  # times the processor's time that a child may use: others want the processor too


class Child:
    """One such process. Whatever fails in it ends it, with what it left in memory, and the next paper gets a new one."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self._pipe, theirs = Pipe()
        limits = [str(settings.PAPER_SECONDS), str(settings.PAPER_MEMORY_MB)]
        command = [sys.executable, "-m", "emulation.papers.child", str(theirs.fileno()), *limits]
        self._process: subprocess.Popen[bytes] | None = subprocess.Popen(command, cwd=settings.BASE_DIR, pass_fds=[theirs.fileno()])
        theirs.close()

    def begin(self, htmls: Sequence[str]) -> None:
        """Let it render these as one file."""
        if self._process is None:
            self._start()
        with suppress(ConnectionError):  # of one that died, the result tells
            self._pipe.send(list(htmls))
        self._until = time.monotonic() + settings.PAPER_SECONDS * PATIENCE

    def result(self) -> bytes | BrokenPaper:
        """The PDF, or why there is none."""
        answer = self._answer()
        if isinstance(answer, BrokenPaper):
            self.stop()
        return answer

    def _answer(self) -> bytes | BrokenPaper:
        if not self._pipe.poll(max(0.0, self._until - time.monotonic())):
            return BrokenPaper(f"It was not rendered within {settings.PAPER_SECONDS * PATIENCE} seconds", TOO_SLOW)
        try:
            answer: bytes | BrokenPaper = self._pipe.recv()
        except (EOFError, ConnectionError):
            return self._why_it_died()
        return answer

    def _why_it_died(self) -> BrokenPaper:
        if self._process is not None and self._process.wait() == -signal.SIGPROF:
            return BrokenPaper(f"It was not rendered within {settings.PAPER_SECONDS} seconds of the processor", TOO_SLOW)
        return BrokenPaper(f"The process that rendered it died; it may use {settings.PAPER_MEMORY_MB} MiB", TOO_LARGE)

    def stop(self) -> None:
        """End it, whatever it does."""
        if self._process is not None:
            self._pipe.close()
            self._process.kill()
            self._process.wait()
            self._process = None
