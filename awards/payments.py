"""The list of prize payments of a decision, with a column for signatures: as a paper and as a worksheet."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from django.template.loader import render_to_string

from awards.models import Award, AwardState, Decision
from awards.paying import PAID_WITH_HIGHER, TO_CONFIRM, total_of
from emulation.papers.content import Column, PrintedTable, TablePaper
from emulation.people.models import Role
from emulation.people.terms import sole_holder
from emulation.spreadsheets.writing import Table, Value
from emulation.vietnamese.numbers import show_number
from emulation.vietnamese.spelling import spelt

PRINTED = ("Họ tên, tên tập thể", "Đơn vị", "Danh hiệu, hình thức khen thưởng", "Số tiền (đồng)", "Ghi chú", "Ký nhận")
HEAD = ("Họ tên, tên tập thể", "Đơn vị", "Danh hiệu, hình thức khen thưởng", "Căn cứ mức thưởng", "Số tiền (đồng)", "Ký nhận")
SHAPES = ((22, ""), (16, ""), (18, ""), (12, "number"), (12, ""), (16, ""))  # in percent of the width
COLUMNS = (Column("TT", 4, "narrow"), *(Column(word, *shape) for word, shape in zip(PRINTED, SHAPES, strict=True)))
TITLE = "Danh sách chi tiền thưởng"
UNKNOWN, WITH_HIGHER, UNCONFIRMED = "Chưa có căn cứ", "Không chi riêng", "Cần xác nhận"
SAID = {  # below the list of what stands as a remark in it, after how many
    UNKNOWN: "trường hợp chưa có căn cứ về mức thưởng nên để trống và chưa cộng.",
    WITH_HIGHER: f"trường hợp không chi riêng: {PAID_WITH_HIGHER[:1].lower()}{PAID_WITH_HIGHER[1:]}.",
    UNCONFIRMED: "trường hợp tính theo hệ số hoặc mức lương cơ sở cần xác nhận. Xin đối chiếu với văn bản trước khi chi.",
}


def paid(decision: Decision) -> list[Award]:
    """The awards in force, in the order of the golden book."""
    return list(decision.awards.filter(state=AwardState.GRANTED).select_related("honour", "unit").order_by("book_number"))


def payments_table(decision: Decision) -> Table:
    """As a worksheet: amounts are numbers, with their sum below where all are known, in words too, and who signs."""
    awards, unit = paid(decision), decision.unit
    rows: list[tuple[Value, ...]] = [(place, *_words(award), award.prize, None) for place, award in enumerate(awards, start=1)]
    below: list[tuple[Value, ...]] = [
        (None, "Cộng", None, None, None, total_of(awards), None),
        *((None, note) for note in _notes(awards)),
        (),
        (None, "NGƯỜI LẬP BIỂU", None, None, "CHỦ TỊCH"),
        (None, sole_holder(Role.SECRETARY, unit), None, None, sole_holder(Role.CHAIR, unit)),
    ]
    filled = [(*row, *(None for _ in range(len(HEAD) + 1 - len(row)))) for row in (*rows, *below)]
    return Table(TITLE, ("TT", *HEAD), filled, above=(f"UBND {unit.short_name}", TITLE.upper(), _with(decision)))


def payments_html(decision: Decision) -> str:
    return render_to_string("papers/table.html", {"paper": payments_paper(decision)})


def payments_paper(decision: Decision) -> TablePaper:
    """As a paper on pages lying on their side, of the decision's day."""
    paper, unit, awards = decision.paper, decision.unit, paid(decision)
    assert paper is not None
    rows = [(str(place), *_words(award)[:3], _amount(award.prize), remark_on(award), "") for place, award in enumerate(awards, start=1)]
    total = ("", "Cộng", "", "", _amount(total_of(awards)), "", "")
    return TablePaper(
        title=f"{TITLE} - {unit}",
        author=unit.name,
        letterhead=unit.committee_lines,
        number=None,
        place=unit.place,
        dated=None,
        year=paper.date_given.year,
        heading=TITLE,
        notes=(_with(decision),),
        tables=(PrintedTable(str(decision), COLUMNS, (*rows, total), note="\n".join(_notes(awards)), signed=True),),
        made_by=sole_holder(Role.SECRETARY, unit),
        authority="Chủ tịch",
        signer_title="",
        signer_name=sole_holder(Role.CHAIR, unit),
    )


def _words(award: Award) -> tuple[str, str, str, str]:
    return award.name, str(award.unit), str(award.honour), award.prize_basis


def _amount(amount: int | None) -> str:
    return "" if amount is None else show_number(Decimal(amount))


def _with(decision: Decision) -> str:
    assert decision.paper is not None
    return f"Kèm theo {decision.paper.named} của Chủ tịch UBND {decision.unit}"


def remark_on(award: Award) -> str:
    """What is to be known before it is paid; "" for nothing."""
    if award.prize is None:
        return UNKNOWN
    if not award.prize:
        return WITH_HIGHER
    return UNCONFIRMED if award.prize_basis.endswith(TO_CONFIRM) else ""


def _notes(awards: Sequence[Award]) -> list[str]:
    """What stands below the list: the sum in words where it is known, then what its remarks mean."""
    total, remarks = total_of(awards), Counter(map(remark_on, awards))
    said = [f"Có {remarks[remark]} {words}" for remark, words in SAID.items() if remarks[remark]]
    return said if total is None else [f"Bằng chữ: {spelt(total).capitalize()} đồng.", *said]
