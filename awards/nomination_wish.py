"""What somebody wants to see of the list of nominations: filtered, sorted and searched by the database."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from awards.models import Nomination, NominationQuerySet, State, Subject
from awards.models.nomination import PENDING, PENDING_STATE
from emulation.people.models import User
from emulation.spreadsheets.writing import Table

ORDERS = {
    "": ("Mới trước", ("-made_at", "-pk")),
    "ten": ("Tên", ("sort_key", "pk")),
    "-ten": ("Tên, ngược lại", ("-sort_key", "-pk")),
    "don-vi": ("Đơn vị", ("unit__sort_key", "sort_key", "pk")),
    "-don-vi": ("Đơn vị, ngược lại", ("-unit__sort_key", "sort_key", "pk")),
    "danh-hieu": ("Danh hiệu, hình thức", ("honour__position", "honour", "sort_key", "pk")),
    "-danh-hieu": ("Danh hiệu, ngược lại", ("-honour__position", "honour", "sort_key", "pk")),
}
HEADS = {"ten": "Đề nghị cho", "don-vi": "Đơn vị", "danh-hieu": "Danh hiệu, hình thức"}  # the columns that one sorts by
STATES = [(PENDING_STATE, PENDING.word), *State.choices]


@dataclass(frozen=True)
class Wish:
    """Each is "" for all; `campaign` and `honour` are keys, `sort` is a key of ORDERS."""

    words: str = ""
    campaign: str = ""
    state: str = ""
    honour: str = ""
    subject: str = ""
    sort: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "Wish":
        """What the query string asks for; what it cannot mean counts as not asked."""
        state, subject, sort = (query.get(name, "") for name in ("tinh-trang", "cho", "xep"))
        return cls(
            words=query.get("tim", "").strip()[:200],
            campaign=_key(query.get("phong-trao", "")),
            state=state if state in dict(STATES) else "",
            honour=_key(query.get("danh-hieu", "")),
            subject=subject if subject in Subject.values else "",
            sort=sort if sort in ORDERS else "",
        )

    @property
    def query(self) -> str:
        """The query string that asks for this, from its first page."""
        asked = {"tim": self.words, "phong-trao": self.campaign, "tinh-trang": self.state, "danh-hieu": self.honour, "cho": self.subject, "xep": self.sort}
        return urlencode({name: value for name, value in asked.items() if value})

    def of(self, nominations: NominationQuerySet, user: User) -> NominationQuerySet:
        """Those of the nominations that are wanted, in the order wanted."""
        fields = {"campaign": self.campaign, "honour": self.honour, "subject": self.subject}
        wanted = nominations.filter(**{name: value for name, value in fields.items() if value})
        wanted = wanted.in_state(self.state, user) if self.state else wanted
        return (wanted.search(self.words) if self.words else wanted).order_by(*ORDERS[self.sort][1])

    @property
    def columns(self) -> dict[str, tuple[str, str, str]]:
        """By key of HEADS: the words, the query string of a press on it, and `aria-sort`; pressing again turns the order round."""
        return {key.replace("-", "_"): self._column(key, word) for key, word in HEADS.items()}

    def _column(self, key: str, word: str) -> tuple[str, str, str]:
        sorted_by = {key: "ascending", f"-{key}": "descending"}.get(self.sort, "none")
        return word, replace(self, sort=f"-{key}" if self.sort == key else key).query, sorted_by


def _key(text: str) -> str:
    return text if text.isascii() and text.isdecimal() and len(text) < 10 else ""


def list_table(nominations: Iterable[Nomination], user: User) -> Table:
    """The nominations as a worksheet, in the columns that can be imported and some more; a head reads nothing of what the office thinks."""
    head = (
        "Họ và tên, tên tập thể", "Đề nghị cho", "Danh hiệu, hình thức", "Năm sinh", "Chức vụ, địa chỉ", "Đặc điểm", "Thành tích",
        "Đơn vị", "Loại hình", "Phong trào", "Năm", "Thư ký đề xuất", "Tình trạng",
    )  # fmt: skip
    return Table("Đề nghị khen thưởng", head, (_row(one, user) for one in nominations))


def _row(one: Nomination, user: User) -> tuple[str | int | None, ...]:
    proposed = str(one.appraised_honour or "") if one.shows_all_to(user) else ""
    return (
        one.name, one.get_subject_display(), str(one.honour), one.birth_year, one.details, "; ".join(one.attribute_names), one.achievement,
        str(one.unit), one.get_kind_display(), str(one.campaign or ""), one.year, proposed, one.badge_for(user).word,
    )  # fmt: skip
