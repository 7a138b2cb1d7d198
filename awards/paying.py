"""The prizes of a decision's list: of several titles of one recipient for the same time only the highest is paid, and what has no basis is left open."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from awards.models import Award, BaseSalary
from awards.prizes import Prize, Won, payable, prize_at
from emulation.vietnamese.numbers import show_number

NOT_KNOWN = "Chưa có căn cứ về hệ số hoặc mức lương cơ sở cho ngày quyết định"
TO_CONFIRM = "; cần xác nhận"  # so ends the basis where nobody has compared the rate or the salary with its source
PAID_WITH_HIGHER = "Chỉ chi mức cao nhất của các danh hiệu cùng thời gian (Nghị định 152/2025/NĐ-CP, Điều 49)"


def price(awards: Iterable[Award], on: date) -> list[Award]:
    """Set `prize` and `prize_basis` of the awards of one decision by its day; those that changed, unsaved.

    `honour__rates` and `nomination` may be prefetched.
    """
    awards = list(awards)
    before = {award.pk: (award.prize, award.prize_basis) for award in awards}
    salary = BaseSalary.objects.on(on)
    of_one: defaultdict[tuple[object, ...], list[tuple[Award, Won]]] = defaultdict(list)
    for award in awards:
        prize = prize_at(award.honour, award.subject, on, salary)
        award.prize, award.prize_basis = (prize.amount, basis_of(prize)) if prize else (None, NOT_KNOWN)
        if prize:
            of_one[recipient_of(award)].append((award, (award.honour, f"năm {award.nomination.year}", prize)))
    for won in of_one.values():
        paid = {id(one) for one in payable(one for _, one in won)}
        for award, one in won:
            if id(one) not in paid:
                award.prize, award.prize_basis = 0, PAID_WITH_HIGHER
    return [award for award in awards if before[award.pk] != (award.prize, award.prize_basis)]


def recipient_of(award: Award) -> tuple[object, ...]:
    """What makes two awards be of one recipient: the unit that a collective is, else kind, unit, name and year of birth."""
    nomination = award.nomination
    if nomination.nominee_unit_id:
        return (nomination.nominee_unit_id,)
    return award.subject, award.unit_id, award.search_key, nomination.birth_year


def basis_of(prize: Prize) -> str:
    """How the amount came about, in one line."""
    confirm = "" if prize.is_confirmed else TO_CONFIRM
    return f"{show_number(prize.coefficient)} x {show_number(Decimal(prize.base))} đồng; {prize.source}; {prize.base_source}"[:285] + confirm


def total_of(awards: Iterable[Award]) -> int | None:
    """What is paid altogether, in đồng; None while the basis of one is not known."""
    return sum_known(award.prize for award in awards)


def sum_known(amounts: Iterable[int | None]) -> int | None:
    """The sum; None where one is not known."""
    amounts = list(amounts)
    return None if None in amounts else sum(amount for amount in amounts if amount is not None)
