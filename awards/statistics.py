"""Forms 0601, 0602 and 0603 of the statistics of emulation (Thông tư 18/2025/TT-BNV), for a reporting year from 1 December to 30 November.

The dimensions are those of the circular; its printed layout was not at hand, so the page says that it is to be compared.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Case, Count, When
from django.db.models.functions import ExtractYear

from awards.models import Attribute, Award, AwardState, Category, Honour, Kind, Subject
from emulation.campaigns.models import Campaign, LocalDrive, LocalState
from emulation.campaigns.models import State as CampaignState
from emulation.spreadsheets.writing import Table, Value
from emulation.units.models import Unit
from emulation.vietnamese.dates import day
from emulation.workflow import Badge

LONG = ((5, "Từ 5 năm trở lên"), (3, "Từ 3 đến dưới 5 năm"))  # years from which, longest first
DURATIONS = ("Dưới 1 năm", "1 năm", "Trên 1 đến dưới 3 năm", "Từ 3 đến dưới 5 năm", "Từ 5 năm trở lên")
YEARS_BESIDE = 5
WHOLE, INSIDE = "Toàn địa bàn", "Trong đơn vị"
REGULAR, THEMATIC = "Thường xuyên", "Chuyên đề"
HEAD_OF_MOVEMENTS = ("Cấp phát động", "Phạm vi", "Thời gian", "Loại", "Số phong trào")
SUBJECTS = ("Tổng số", "Tập thể", "Trong đó doanh nghiệp", "Hộ gia đình", "Cá nhân", "Trong đó lãnh đạo, quản lý", "Trong đó trực tiếp lao động")
HEAD_OF_AWARDS = ("Danh hiệu, hình thức", *SUBJECTS, *Kind.labels)

UNVERIFIED = Badge("back", "?", "Cần đối chiếu mẫu")  # no form is known to look as the circular prints it


@dataclass(frozen=True)
class ReportingYear:
    """From 1 December of the year before to 30 November."""

    year: int

    @classmethod
    def of(cls, on: date) -> "ReportingYear":
        return cls(on.year + 1 if on.month == 12 else on.year)

    @property
    def first(self) -> date:
        return date(self.year - 1, 12, 1)

    @property
    def last(self) -> date:
        return date(self.year, 11, 30)

    @property
    def before(self) -> range:
        """The years that stand beside it, itself the last."""
        return range(self.year - YEARS_BESIDE, self.year + 1)

    @property
    def words(self) -> str:
        return f"từ {day(self.first)} đến {day(self.last)}"


def duration(starts_on: date, ends_on: date) -> str:
    """How long a movement lasts, as form 0601 groups it; both days count."""
    end = ends_on + timedelta(days=1)
    months = (end.year - starts_on.year) * 12 + end.month - starts_on.month - (end.day < starts_on.day)
    if months < 12:
        return DURATIONS[0]
    if months == 12 and end.day == starts_on.day:
        return DURATIONS[1]
    return next((words for years, words in LONG if months >= years * 12), DURATIONS[2])


def movements(unit: Unit, year: ReportingYear) -> Counter[tuple[str, str, str, str]]:
    """How many movements began in the year, by level, scope, duration and type: the unit's campaigns, and what its units launched of their own."""
    counts: Counter[tuple[str, str, str, str]] = Counter()
    span = {"starts_on__range": (year.first, year.last)}
    for campaign in Campaign.objects.filter(unit=unit, **span).exclude(state=CampaignState.DRAFT).select_related("unit"):
        kind = REGULAR if campaign.kind == Campaign.Kind.ANNUAL else THEMATIC
        counts[campaign.level, WHOLE, duration(campaign.starts_on, campaign.ends_on), kind] += 1
    for drive in LocalDrive.objects.filter(campaign__unit=unit, **span).exclude(state=LocalState.DRAFT).select_related("campaign"):
        kind = REGULAR if drive.campaign.kind == Campaign.Kind.ANNUAL else THEMATIC
        counts["Cấp cơ sở", INSIDE, duration(drive.starts_on, drive.ends_on), kind] += 1
    return counts


@dataclass(frozen=True)
class Given:
    """One award as the statistics count it."""

    honour: Honour
    subject: str
    kind: str
    attributes: list[str]


def given(unit: Unit, year: ReportingYear) -> list[Given]:
    """The awards in force by decisions of the year."""
    awards = Award.objects.filter(decision__unit=unit, state=AwardState.GRANTED, decision__paper__dated__range=(year.first, year.last))
    awards = awards.select_related("honour", "nomination").order_by("honour__position", "honour", "pk")
    return [Given(award.honour, award.subject, award.nomination.kind, award.nomination.attributes) for award in awards.iterator(chunk_size=500)]


class YearCount(NamedTuple):
    """How many awards of an honour and a kind a reporting year has."""

    year: int
    honour: str
    kind: str
    number: int


def counts_by_year(unit: Unit, year: ReportingYear) -> list[YearCount]:
    """What `given` gives for this year and each of those before it, counted in one query; in the order of the honours."""
    of_decision = "decision__paper__dated"
    span = {f"{of_decision}__range": (ReportingYear(year.before[0]).first, year.last)}
    awards = Award.objects.filter(decision__unit=unit, state=AwardState.GRANTED, **span)
    reporting = ExtractYear(of_decision) + Case(When(**{f"{of_decision}__month": 12}, then=1), default=0)
    rows = awards.annotate(reporting=reporting).order_by("honour__position", "honour").values_list("reporting", "honour__name", "nomination__kind")
    return [YearCount(*row) for row in rows.annotate(number=Count("pk"))]


def counted(awards: Iterable[Given]) -> tuple[int, ...]:
    """The numbers below HEAD_OF_AWARDS, without its first word."""
    awards = list(awards)
    of = Counter(award.subject for award in awards)
    persons, groups = ([award for award in awards if award.subject == subject] for subject in (Subject.INDIVIDUAL, Subject.COLLECTIVE))
    by_kind = Counter(award.kind for award in awards)
    return (
        len(awards),
        of[Subject.COLLECTIVE],
        _with(groups, Attribute.ENTERPRISE),
        of[Subject.HOUSEHOLD],
        of[Subject.INDIVIDUAL],
        _with(persons, Attribute.LEADER),
        _with(persons, Attribute.DIRECT_WORKER),
        *(by_kind[kind] for kind in Kind.values),
    )


def _with(awards: Iterable[Given], attribute: Attribute) -> int:
    return sum(attribute in award.attributes for award in awards)


def rows_of_movements(unit: Unit, year: ReportingYear) -> list[tuple[Value, ...]]:
    counts = movements(unit, year)
    in_order = sorted(counts, key=lambda key: (key[:2], DURATIONS.index(key[2]), key[3]))
    rows: list[tuple[Value, ...]] = [(*key, counts[key]) for key in in_order]
    return [*rows, ("Tổng số", None, None, None, counts.total())]


def rows_of_awards(awards: list[Given], category: str) -> list[tuple[Value, ...]]:
    """A row for each honour of the category that was given, and their sum."""
    of_it = [award for award in awards if award.honour.category == category]
    honours = dict.fromkeys(award.honour for award in of_it)
    rows: list[tuple[Value, ...]] = [(str(honour), *counted(award for award in of_it if award.honour == honour)) for honour in honours]
    return [*rows, ("Tổng số", *counted(of_it))]


def forms(unit: Unit, year: ReportingYear, awards: list[Given]) -> Iterator[Table]:
    """The three forms, each as a worksheet; `awards` are what `given` gives."""
    yield Table("0601 Phong trào thi đua", HEAD_OF_MOVEMENTS, rows_of_movements(unit, year))
    yield Table("0602 Danh hiệu thi đua", HEAD_OF_AWARDS, rows_of_awards(awards, Category.TITLE))
    yield Table("0603 Hình thức khen thưởng", HEAD_OF_AWARDS, rows_of_awards(awards, Category.COMMENDATION))


def columns_of_numbers(form: Table) -> set[int]:
    """The places of the columns that hold numbers, which stand at the right; of a form, whose rows are a list."""
    return {place for row in form.rows for place, value in enumerate(row) if isinstance(value, int)}
