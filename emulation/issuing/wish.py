"""What somebody wants to see of the list of papers: filtered, sorted and searched by the database."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from emulation.issuing.models import OutgoingPaper, State
from emulation.issuing.models.paper import OutgoingPaperQuerySet
from emulation.papers.kinds import PaperKind
from emulation.spreadsheets.writing import Table

ORDERS = {
    "": ("Mới duyệt trước", ("-approved_at", "-pk")),
    "so": ("Theo năm, ký hiệu và số", ("-year", "symbol", "number", "suffix", "pk")),
    "-so": ("Số lớn trước", ("-year", "symbol", "-number", "-suffix", "pk")),
    "ngay": ("Ngày ban hành, cũ trước", ("dated", "pk")),
    "-ngay": ("Ngày ban hành, mới trước", ("-dated", "-pk")),
}
HEADS = {"so": "Số, ký hiệu", "ngay": "Ngày ban hành"}  # the columns that one sorts by


@dataclass(frozen=True)
class Wish:
    """Each is "" for all; `sort` is a key of ORDERS."""

    words: str = ""
    kind: str = ""
    state: str = ""
    year: str = ""
    sort: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "Wish":
        """What the query string asks for; what it cannot mean counts as not asked."""
        kind, state, year, sort = (query.get(name, "") for name in ("loai", "tinh-trang", "nam", "xep"))
        return cls(
            words=query.get("tim", "").strip()[:200],
            kind=kind if kind in PaperKind.values else "",
            state=state if state in State.values else "",
            year=year if year.isascii() and year.isdecimal() and len(year) == 4 else "",
            sort=sort if sort in ORDERS else "",
        )

    @property
    def query(self) -> str:
        """The query string that asks for this, from its first page."""
        asked = {"tim": self.words, "loai": self.kind, "tinh-trang": self.state, "nam": self.year, "xep": self.sort}
        return urlencode({name: value for name, value in asked.items() if value})

    def of(self, papers: OutgoingPaperQuerySet) -> OutgoingPaperQuerySet:
        """Those of the papers that are wanted, in the order wanted."""
        fields = {"kind": self.kind, "state": self.state, "year": self.year}
        wanted = papers.filter(**{name: value for name, value in fields.items() if value})
        return (wanted.search(self.words) if self.words else wanted).order_by(*ORDERS[self.sort][1])

    @property
    def columns(self) -> dict[str, tuple[str, str, str]]:
        """By key of HEADS: the words, the query string of a press on it, and `aria-sort`; pressing again turns the order round."""
        return {key: self._column(key, word) for key, word in HEADS.items()}

    def _column(self, key: str, word: str) -> tuple[str, str, str]:
        sorted_by = {key: "ascending", f"-{key}": "descending"}.get(self.sort, "none")
        return word, replace(self, sort=f"-{key}" if self.sort == key else key).query, sorted_by


def list_table(papers: Iterable[OutgoingPaper]) -> Table:
    """The papers as a worksheet; days are days."""
    head = ("Số, ký hiệu", "Loại văn bản", "Trích yếu", "Cơ quan ban hành", "Ngày ban hành", "Người ký", "Tình trạng", "Mã xác minh")
    rows = (
        (one.number_line, one.get_kind_display(), " ".join(one.subject.split()), one.unit.name, one.dated, one.signer, one.badge.word, one.shown_code)
        for one in papers
    )
    return Table("Văn bản đi", head, rows)
