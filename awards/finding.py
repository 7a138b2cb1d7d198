"""Finding awards again: what somebody looks for, and all that one recipient was given."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.http import QueryDict

from awards.models import Award, Subject
from awards.models.decision import AwardQuerySet
from emulation.listing import query_of
from emulation.spreadsheets.writing import Value

HEAD = (
    "Số sổ vàng",
    "Năm",
    "Họ tên, tên tập thể",
    "Khen cho",
    "Đơn vị",
    "Danh hiệu, hình thức",
    "Số quyết định",
    "Ngày",
    "Tiền thưởng (đồng)",
    "Tình trạng",
    "Lý do",
)


@dataclass(frozen=True)
class Wish:
    """What of the awards somebody wants to see; "" for all. Words ignore diacritics; a unit's name also finds those before and after it."""

    words: str = ""
    unit: str = ""
    year: str = ""
    honour: str = ""
    subject: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "Wish":
        digits = {name: query.get(name, "") for name in ("nam", "hinh-thuc")}
        year, honour = (value if value.isdecimal() and len(value) < 10 else "" for value in digits.values())
        subject = query.get("doi-tuong", "")
        return cls(query.get("tim", "").strip()[:100], query.get("don-vi", "").strip()[:100], year, honour, subject if subject in Subject.values else "")

    @property
    def query(self) -> str:
        return query_of(**{"tim": self.words, "don-vi": self.unit, "nam": self.year, "hinh-thuc": self.honour, "doi-tuong": self.subject})

    def of(self, awards: AwardQuerySet) -> AwardQuerySet:
        """Those wanted, newest decision first, in the order of the golden book."""
        awards = awards.search(self.words) if self.words else awards
        awards = awards.of_unit(self.unit) if self.unit else awards
        said = {"book_year": self.year, "honour": self.honour, "subject": self.subject}
        awards = awards.filter(**{field: value for field, value in said.items() if value})
        whole = awards.select_related("honour", "unit__commune", "decision__paper", "decision__unit").defer("decision__paper__content")
        return whole.order_by("-book_year", "-book_number", "-pk")


def others_of(award: Award, seen: AwardQuerySet) -> list[Award]:
    """All other awards of the same recipient: of the unit that it is, or of the same name in the same unit or one before or after it."""
    nominee, field = award.nomination.nominee_unit, "nomination__nominee_unit"
    if nominee is None:
        nominee, field = award.unit, "unit"
    family = Q(**{field: nominee}) | Q(**{f"{field}__kin_key__contains": nominee.search_key})
    same = family if field != "unit" else family & Q(search_key=award.search_key, subject=award.subject)
    others = seen.filter(same).exclude(pk=award.pk).select_related("honour", "unit", "decision__paper").defer("decision__paper__content")
    return list(others.order_by("-book_year", "-book_number")[:50])


def export_rows(awards: Iterable[Award]) -> Iterator[tuple[Value, ...]]:
    for award in awards:
        paper = award.decision.paper
        assert paper is not None
        whom = (award.name, award.get_subject_display(), str(award.unit), str(award.honour))
        yield (award.book_number, award.book_year, *whom, paper.number_line, paper.dated, award.prize, award.badge.word, award.reason)
