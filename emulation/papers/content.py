"""What a paper says, before any layout: the values that `templates/papers/` prints."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Level = Literal["heading", "item", "option", "answer", "note"]

DOTS = "........"  # room for a pen within a line
ONE_NAME = 20  # letters; two syllables no longer than this are kept on one line: "TRƯỜNG TIỂU HỌC / LƯƠNG SƠN", not "… LƯƠNG / SƠN"


@dataclass(frozen=True)
class Line:
    """One paragraph of the body, or a question with what stands after it.

    heading: "I. CÁC CHỈ TIÊU", bold. item: "1. Các chỉ tiêu về thuế, quỹ:", bold, on its own line. option: upright, `value` follows on
    the same line. answer: a justified paragraph. note: italic.

    `dotted` is the number of full dotted lines to write on by hand below it; for an option, 1 means that dots fill the rest of its line.
    """

    level: Level
    text: str
    value: str = ""
    dotted: int = 0

    @property
    def dotted_lines(self) -> range:
        """One number for each full dotted line below."""
        return range(0 if self.level == "option" else self.dotted)


@dataclass(frozen=True)
class Paper:
    """An official letter ("công văn" and its kin, NĐ 30/2020 Appendix I), complete: nothing else is printed.

    `letterhead` holds the issuer's lines, superior first; the last one is the issuer. `number` is None on a paper that carries no number,
    "" where a hand will write it. `dated` None leaves day and month of `year` to be written by hand. `bases` are the "Căn cứ" paragraphs,
    already ending in ";" and "."; `addressees` and `recipients` end so too, and get their dash from the template.
    `signer_title` and `signer_name` may be "". A `draft` says so at the top of each page. `origin` says where a copy was typed from.
    """

    title: str
    author: str
    letterhead: tuple[str, ...]
    number: str | None
    place: str
    dated: date | None
    year: int
    subject: str
    addressees: tuple[str, ...]
    bases: tuple[str, ...]
    opening: str
    lines: tuple[Line, ...]
    recipients: tuple[str, ...]
    authority: str
    signer_title: str
    signer_name: str
    draft: bool = False
    origin: str = ""

    @property
    def letterhead_parts(self) -> tuple[tuple[str, str], ...]:
        """Each line of the letterhead as its beginning and the two last syllables, which stay together; the latter "" if there are none."""
        parts = []
        for line in self.letterhead:
            beginning, tail = line.split()[:-2], " ".join(line.split()[-2:])
            parts.append((" ".join(beginning), tail) if beginning and len(tail) <= ONE_NAME else (line, ""))
        return tuple(parts)

    @property
    def number_line(self) -> str:
        """ "Số: 05/KH-UBND", dots where the number is still to come, "" on a paper without number."""
        return "" if self.number is None else f"Số: {self.number or DOTS}"

    @property
    def place_line(self) -> str:
        """ "Lương Sơn, ngày 05 tháng 01 năm 2024": a leading zero for days below 10 and for months 1 and 2 (NĐ 30/2020, Appendix I)."""
        if self.dated is None:
            day, month, year = "......", "......", self.year
        else:
            day, year = f"{self.dated.day:02}", self.dated.year
            month = f"{self.dated.month:02}" if self.dated.month <= 2 else str(self.dated.month)
        return f"{self.place or DOTS}, ngày {day} tháng {month} năm {year}"

    @property
    def subject_line(self) -> str:
        """ "V/v đăng ký thi đua năm 2024"."""
        return f"V/v {self.subject}"
