"""The list of prize payments of a decision, with a column for signatures: as a paper and as a worksheet."""

from collections.abc import Iterable
from decimal import Decimal

from django.template.loader import render_to_string

from awards.models import Award, AwardState, Decision
from awards.paying import total_of
from emulation.papers.content import Column, PrintedTable, TablePaper
from emulation.people.models import Role
from emulation.people.terms import sole_holder
from emulation.spreadsheets.writing import Table, Value
from emulation.vietnamese.numbers import show_number

PRINTED = ("Họ tên, tên tập thể", "Đơn vị", "Danh hiệu, hình thức khen thưởng", "Số tiền (đồng)", "Ký nhận")
HEAD = ("Họ tên, tên tập thể", "Đơn vị", "Danh hiệu, hình thức khen thưởng", "Căn cứ mức thưởng", "Số tiền (đồng)", "Ký nhận")
SHAPES = ((26, ""), (18, ""), (22, ""), (12, "number"), (18, ""))  # in percent of the width
COLUMNS = (Column("TT", 4, "narrow"), *(Column(word, *shape) for word, shape in zip(PRINTED, SHAPES, strict=True)))
TITLE = "Danh sách chi tiền thưởng"


def paid(decision: Decision) -> list[Award]:
    """The awards in force, in the order of the golden book."""
    return list(decision.awards.filter(state=AwardState.GRANTED).select_related("honour", "unit").order_by("book_number"))


def payments_table(decision: Decision) -> Table:
    """As a worksheet: amounts are numbers, with their sum below where all are known."""
    awards = paid(decision)
    rows: list[tuple[Value, ...]] = [(place, *_words(award), award.prize, None) for place, award in enumerate(awards, start=1)]
    return Table(TITLE, ("TT", *HEAD), [*rows, (None, "Cộng", None, None, None, total_of(awards), None)])


def payments_html(decision: Decision) -> str:
    return render_to_string("papers/table.html", {"paper": payments_paper(decision)})


def payments_paper(decision: Decision) -> TablePaper:
    """As a paper on pages lying on their side, of the decision's day."""
    paper, unit, awards = decision.paper, decision.unit, paid(decision)
    assert paper is not None
    rows = [(str(place), *_words(award)[:3], _amount(award.prize), "") for place, award in enumerate(awards, start=1)]
    return TablePaper(
        title=f"{TITLE} - {unit}",
        author=unit.name,
        letterhead=unit.committee_lines,
        number=None,
        place=unit.place,
        dated=None,
        year=paper.date_given.year,
        heading=TITLE,
        notes=(f"Kèm theo {paper.named} của Chủ tịch UBND {unit}",),
        tables=(PrintedTable(str(decision), COLUMNS, (*rows, ("", "Cộng", "", "", _amount(total_of(awards)), "")), note=_note(awards)),),
        made_by=sole_holder(Role.SECRETARY, unit),
        authority="Chủ tịch",
        signer_title="",
        signer_name=sole_holder(Role.CHAIR, unit),
    )


def _words(award: Award) -> tuple[str, str, str, str]:
    return award.name, str(award.unit), str(award.honour), award.prize_basis


def _amount(amount: int | None) -> str:
    return "" if amount is None else show_number(Decimal(amount))


def _note(awards: Iterable[Award]) -> str:
    unknown = sum(award.prize is None for award in awards)
    return f"Có {unknown} trường hợp chưa có căn cứ về mức thưởng nên để trống và chưa cộng." if unknown else ""
