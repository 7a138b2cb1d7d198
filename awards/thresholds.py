"""How many must agree: a share of ALL members of the council, or more than half (NĐ 98/2023/NĐ-CP, Art. 30(7); otherwise the council's regulation)."""

from typing import NamedTuple

from awards.models import Ballot


class Measure(NamedTuple):
    """`needed` of `base` votes must agree."""

    base: int
    needed: int
    words: str


def share_of(percent: int, whole: int) -> int:
    """The least whole number that is at least so many percent."""
    return -(-percent * whole // 100)


def measure(ballot: Ballot, size: int, taking_part: int) -> Measure:
    """`size`: all members of the council; `taking_part`: those who are there or write, without the recused."""
    if ballot.threshold:
        return Measure(size, share_of(ballot.threshold, size), f"từ {ballot.threshold}% tổng số thành viên Hội đồng")
    if ballot.meeting.majority_of_all:
        return Measure(size, size // 2 + 1, "quá nửa tổng số thành viên Hội đồng")
    return Measure(taking_part, taking_part // 2 + 1, "quá nửa số thành viên tham gia biểu quyết")
