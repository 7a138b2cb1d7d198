"""Numbers of papers: read as people write them, given by the văn thư or taken as the next of a series, never twice."""

import re
from datetime import date
from typing import NamedTuple

from django.db.models import Max, Q
from django.utils import timezone

from emulation.issuing.models import OutgoingPaper, Series
from emulation.vietnamese.dates import day
from emulation.workflow import Context, MoveRefused

WRITTEN = re.compile(r"(?:số\s*:?\s*)?(\d{1,6})\s*([a-z]?)\s*(?:/\s*(\S.*?))?\s*", re.IGNORECASE)
GREATEST = 99_999


class Number(NamedTuple):
    """A number as it is kept: 5 and "a" of "05a". `symbol` is what was written after "/", "" where nothing was."""

    number: int
    suffix: str = ""
    symbol: str = ""

    def __str__(self) -> str:
        return f"{self.number:02}{self.suffix}"


def parse_number(words: str) -> Number:
    """The number that somebody typed: "5", "05", "05a", "Số: 05/KH-UBND". Raises ValueError with a Vietnamese sentence."""
    found = WRITTEN.fullmatch(words.strip())
    if not found or not 1 <= int(found[1]) <= GREATEST:
        raise ValueError("Xin ghi số như 05, 12 hoặc 05a.")
    return Number(int(found[1]), found[2].lower(), found[3] or "")


def give(paper: OutgoingPaper, number: Number, dated: date, context: Context, *, order_is_right: bool) -> None:
    """Set number and date, under a lock of the series. Raises MoveRefused when the number is taken or the date cannot be."""
    series = locked_series(paper)
    if number.symbol and number.symbol.casefold() != paper.symbol.casefold():
        raise MoveRefused(f"Văn bản này có ký hiệu {paper.symbol}, không phải {number.symbol}. Xin kiểm tra lại số.")
    refuse_future(dated, context)
    same_year = OutgoingPaper.objects.of_year(series, dated.year)
    if taken := same_year.filter(number=number.number, suffix=number.suffix).first():
        raise MoveRefused(f"Số {number}/{series.symbol} năm {dated.year} đã cấp cho: {taken.subject}. Xin kiểm tra lại số.")
    if not order_is_right and (doubt := out_of_order(series, number, dated)):
        raise MoveRefused(f"{doubt} Nếu ngày ghi đúng như sổ văn thư, xin đánh dấu ô “Ngày đúng như trong sổ” rồi làm lại.")
    paper.number, paper.suffix, paper.dated, paper.year = number.number, number.suffix, dated, dated.year


def take_next(paper: OutgoingPaper, context: Context) -> None:
    """Set the next number of the paper's own series, and today's date, under a lock of the series."""
    series = locked_series(paper)
    if not series.is_own:
        raise MoveRefused("Sổ này do văn thư cấp số. Xin ghi số và ngày mà văn thư đã cấp.")
    today = timezone.localdate(context.at)
    paper.number, paper.dated, paper.year = next_number(series, today), today, today.year


def next_number(series: Series, on: date) -> int:
    """One more than the greatest number of the year; the first one where there is none."""
    greatest = OutgoingPaper.objects.of_year(series, on.year).aggregate(greatest=Max("number"))["greatest"] or 0
    return max(greatest + 1, series.first_number(on))


def insert(paper: OutgoingPaper, number: Number, dated: date, context: Context, *, order_is_right: bool) -> None:
    """Set a number with a letter, as "05a", between two that were given before."""
    if not number.suffix:
        raise MoveRefused("Số chèn phải có chữ theo sau, như 05a.")
    series = locked_series(paper)
    if series.is_own and not OutgoingPaper.objects.of_year(series, dated.year).filter(number=number.number, suffix="").exists():
        raise MoveRefused(f"Năm {dated.year} chưa có số {number.number:02}/{series.symbol} nên không chèn {number} vào sau được.")
    give(paper, number, dated, context, order_is_right=order_is_right)
    paper.insertion_reason = context.reason


def out_of_order(series: Series, number: Number, dated: date) -> str:
    """A sentence when the date does not lie between those of the numbers before and after; "" when it does."""
    numbered = OutgoingPaper.objects.of_year(series, dated.year)
    before = numbered.filter(Q(number__lt=number.number) | Q(number=number.number, suffix__lt=number.suffix)).order_by("-number", "-suffix").first()
    after = numbered.filter(Q(number__gt=number.number) | Q(number=number.number, suffix__gt=number.suffix)).order_by("number", "suffix").first()
    if before and before.date_given > dated:
        return f"Số {before.number_words} đứng trước lại ghi ngày {day(before.date_given)}, sau ngày {day(dated)}."
    if after and after.date_given < dated:
        return f"Số {after.number_words} đứng sau lại ghi ngày {day(after.date_given)}, trước ngày {day(dated)}."
    return ""


def refuse_future(dated: date, context: Context) -> None:
    if dated > timezone.localdate(context.at):
        raise MoveRefused(f"Ngày {day(dated)} chưa đến. Văn bản ghi ngày được cấp số.")


def locked_series(paper: OutgoingPaper) -> Series:
    """The series of the paper, which nobody else gives a number of until this transaction ends."""
    if paper.series_id is None:
        raise MoveRefused("Loại văn bản này không có số riêng.")
    return Series.objects.select_for_update().get(pk=paper.series_id)
