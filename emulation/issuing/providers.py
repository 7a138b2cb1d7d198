"""Papers with a code, whoever keeps them: this app its own, others by registering how to find one and how to list all."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from emulation.papers.kinds import PaperKind
from emulation.units.models import Unit
from emulation.workflow import Badge


@dataclass(frozen=True)
class KeptPaper:
    """A paper as verification and export see it, whoever keeps it.

    `number` is "05" or "05a", `symbol` what follows it; "" where it has none. `sha256` is "" until its bytes are kept; `signed` are the digests
    of accepted copies with signatures. `read` gives the bytes, `remark` says what became of it, in a sentence without names of people.
    """

    code: str
    kind: PaperKind
    number: str
    symbol: str
    dated: date | None
    year: int
    issuer: Unit
    issuer_name: str
    subject: str
    badge: Badge
    sha256: str
    read: Callable[[], bytes]
    remark: str = ""
    signed: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """What its kind is called once its bytes are kept: a unit sends its registration, an office issues its papers."""
        return "bản đăng ký đã gửi" if self.kind == PaperKind.REGISTRATION else "văn bản đã ban hành"

    @property
    def sender_label(self) -> str:
        return "Đơn vị gửi" if self.kind == PaperKind.REGISTRATION else "Cơ quan, đơn vị ban hành"

    @property
    def recipient(self) -> str:
        """Whom a certificate honours, so that its code proves no other one; of other papers "" - they name many, or nobody."""
        return self.subject.partition(": ")[2] if self.kind == PaperKind.CERTIFICATE else ""

    @property
    def number_line(self) -> str:
        """ "05/KH-UBND", "05" where nothing follows, "" without a number."""
        return "/".join(filter(None, (self.number, self.symbol))) if self.number else ""


class Wanted(NamedTuple):
    """What an export asks for; "" is all. `issuer` is the code of the issuer, or of the commune that it belongs to."""

    kind: str = ""
    issuer: str = ""


class Provider(NamedTuple):
    """`find` takes a code as it is kept; `each` lists what is wanted, in an order that stays."""

    find: Callable[[str], KeptPaper | None]
    each: Callable[[Wanted], Iterator[KeptPaper]]


PROVIDERS: list[Provider] = []


def register(find: Callable[[str], KeptPaper | None], each: Callable[[Wanted], Iterator[KeptPaper]]) -> None:
    """Make an app's papers known; from its AppConfig.ready."""
    PROVIDERS.append(Provider(find, each))


def find_kept(code: str) -> KeptPaper | None:
    """The paper that has the code, whoever keeps it."""
    return next((found for provider in PROVIDERS if (found := provider.find(code))), None)


def each_kept(wanted: Wanted) -> Iterator[KeptPaper]:
    """All papers wanted, provider after provider."""
    for provider in PROVIDERS:
        yield from provider.each(wanted)
