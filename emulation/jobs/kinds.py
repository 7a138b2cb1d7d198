"""The kinds of background work: each app registers its own here, in a module that its AppConfig.ready imports."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, NamedTuple

from emulation.people.models import User

Params = dict[str, Any]  # plain values that JSON can hold: keys of records, not records


class JobRefused(Exception):
    """A job that cannot be done, in Vietnamese words that its owner may read. It is not tried again."""


class Progress(NamedTuple):
    """How many of how many steps are done; `done` is at most `total`."""

    done: int
    total: int


@dataclass(frozen=True)
class Product:
    """What a job made: the bytes of a file, its Vietnamese name, and its media type; `notice` says in Vietnamese what its owner must know of it."""

    content: bytes
    name: str
    content_type: str
    notice: str = ""


Work = Generator[Progress, None, Product]


@dataclass(frozen=True)
class JobKind:
    """`work` yields its progress, at least once a minute, and returns the file. `open_to` says whether somebody may (still) have it."""

    work: Callable[[Params], Work]
    open_to: Callable[[User, Params], bool]


KINDS: dict[str, JobKind] = {}


def job_kind(name: str, *, open_to: Callable[[User, Params], bool]) -> Callable[[Callable[[Params], Work]], Callable[[Params], Work]]:
    """Register a generator as the work of a kind of job. It may be run up to three times, so it must leave nothing half done behind."""

    def register(work: Callable[[Params], Work]) -> Callable[[Params], Work]:
        KINDS[name] = JobKind(work, open_to)
        return work

    return register
