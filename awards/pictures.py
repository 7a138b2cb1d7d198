"""Pictures of what is proposed and of what was awarded."""

from collections import Counter
from collections.abc import Iterable

from awards.models import Attribute, Kind, Subject
from awards.statistics import Given, ReportingYear, YearCount
from awards.structure import OF_COLLECTIVES, Share, Structure
from emulation.pictures.bars import Bar, bars, columns_by_year
from emulation.pictures.drawing import Picture


def of_honours(structure: Structure) -> Picture:
    given = [Bar(str(row.honour), row.total) for row in structure.honours]
    return bars("theo-danh-hieu", "Số đề nghị theo danh hiệu, hình thức", given, head=("Danh hiệu, hình thức", "Số đề nghị"))


def of_shares(name: str, title: str, shares: Iterable[Share]) -> Picture:
    """Each part against its whole, where there is one."""
    return bars(name, title, [Bar(share.label, share.number, share.whole) for share in shares if share.whole], head=("Nhóm", "Số lượng, tỷ lệ"))


def of_recipients(awards: Iterable[Given]) -> list[Picture]:
    """Of the awards to persons, as the forms count them, how many went to direct workers, leaders, groups that the law puts first; none where none was."""
    persons = [award for award in awards if award.subject == Subject.INDIVIDUAL]
    marked = Counter(attribute for award in persons for attribute in award.attributes)
    given = [Bar(one.label, marked[one], len(persons)) for one in Attribute if one not in OF_COLLECTIVES and persons]
    return [bars("trong-so-ca-nhan", "Trong số lượt khen cá nhân", given, head=("Nhóm", "Số lượt, tỷ lệ"))] if given else []


def of_years(counts: Iterable[YearCount], year: ReportingYear) -> list[Picture]:
    """The awards of the years counted, the last of which is `year`, and those of that year by honour and by kind."""
    counts = list(counts)
    by_year, by_honour, by_kind = Counter[int](), Counter[str](), Counter[str]()
    for one in counts:
        by_year[one.year] += one.number
        if one.year == year.year:
            by_honour[one.honour] += one.number
            by_kind[one.kind] += one.number
    kinds = [Bar(label, by_kind[kind]) for kind, label in Kind.choices]
    honours = [Bar(honour, number) for honour, number in by_honour.items()]
    pictures = [
        columns_by_year("theo-nam", "Số khen thưởng theo năm báo cáo", [(one, by_year[one]) for one in year.before], head=("Năm", "Số khen thưởng")),
        bars("theo-loai-hinh", f"Khen thưởng năm {year.year} theo loại hình", kinds, head=("Loại hình", "Số khen thưởng")),
        bars("theo-hinh-thuc", f"Khen thưởng năm {year.year} theo danh hiệu, hình thức", honours, head=("Danh hiệu, hình thức", "Số khen thưởng")),
    ]
    return [picture for picture in pictures if picture.rows]
