"""Papers in background work: one that cannot be made is named with its reason, and the others come out without it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from emulation.jobs.kinds import JobRefused
from emulation.papers.broken import BrokenPaper
from emulation.papers.rendering import render_pdf

logger = logging.getLogger(__name__)

NAMED = 20  # in a notice; the list in a ZIP names all
LIST = "thieu.txt"
UNREADABLE = "Chưa lấy được tệp. Xin làm lại sau ít phút; nếu vẫn lỗi, xin báo người quản trị."


def job_pdf(html: str) -> bytes:
    """The PDF that a job is about. Raises JobRefused when it cannot be made."""
    try:
        return render_pdf(html)
    except BrokenPaper as broken:
        logger.warning("A job has no paper: %s", broken)
        raise JobRefused(broken.sentence) from broken


class Missing:
    """What is missing in the file of a job; `what` is the word for one of its `total` papers."""

    def __init__(self, what: str, total: int) -> None:
        self.what, self.total = what, total
        self.lines: list[str] = []

    def add(self, name: str, error: Exception) -> None:
        """Note the paper of that name, and why it is missing."""
        logger.warning("%s is missing: %r", name, error, exc_info=error)
        self.lines.append(f"- {name}: {error.sentence if isinstance(error, BrokenPaper) else UNREADABLE}")

    @contextmanager
    def noting(self, name: str) -> Iterator[None]:
        """Note whatever fails within, and go on behind it."""
        try:
            yield
        except Exception as error:
            self.add(name, error)

    def notice(self) -> str:
        """What the owner of the job reads beside its file; "" when nothing is missing. Raises JobRefused when nothing is there."""
        more = len(self.lines) - NAMED
        said = "\n".join([self._head, *self.lines[:NAMED], *([f"- và {more} {self.what} khác."] if more > 0 else [])])
        if len(self.lines) == self.total:
            raise JobRefused(said)
        return said if self.lines else ""

    @property
    def listed(self) -> str:
        """All of them, as a text file."""
        return "\n".join([self._head, *self.lines, ""])

    @property
    def _head(self) -> str:
        return f"Thiếu {len(self.lines)} trong {self.total} {self.what} vì không in được:"
