"""What an administrative document says, before any layout (NĐ 30/2020/NĐ-CP, Appendix I): any app makes one, `printing` turns it into a paper."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from emulation.papers.kinds import PaperKind


class Level(StrEnum):
    """What a block of the body is. Those with a number are counted by themselves, see `outline.numbers_of`."""

    PART = "part"  # "Phần I", centred, its title below
    CHAPTER = "chapter"  # "Chương I", centred, its title below
    SECTION = "section"  # "I. MỤC ĐÍCH, YÊU CẦU", bold capitals
    CLAUSE = "clause"  # "1. …"
    SUBCLAUSE = "subclause"  # "1.1. …"
    POINT = "point"  # "a) …", by the Vietnamese alphabet: a b c d đ e g h …
    DASH = "dash"  # "- …"
    PLUS = "plus"  # "+ …"
    ARTICLE = "article"  # "Điều 1. …", of a decision
    TEXT = "text"  # a paragraph without number
    NOTE = "note"  # a paragraph in italics
    TABLE = "table"


@dataclass(frozen=True)
class Block:
    """One paragraph or table of the body.

    `number` is what is printed before the text where it is not the one counted: "1.1" without a full stop; "" for the counted one.
    `is_heading` prints a clause, subclause or point in bold on a line that stays with what follows; sections, parts and chapters always do.
    A table has `columns` and `rows` of that length; `text` is what it shows, for those who hear it.
    """

    level: Level
    text: str = ""
    number: str = ""
    is_heading: bool = False
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Signature:
    """Who signs: the lines of authority as printed, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH") or ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"); `name` may be ""."""

    authority: tuple[str, ...]
    name: str = ""

    @property
    def authority_lines(self) -> tuple[str, ...]:
        """The authority in capitals, however it is given."""
        return tuple(line.upper() for line in self.authority)


@dataclass(frozen=True)
class Annex:
    """What is attached, on pages of its own with numbers of their own. "Phụ lục I", "II" … are counted; a single one is "Phụ lục"."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True)
class Document:
    """A plan, decision, proposal, report, minutes, announcement, letter of invitation or official letter; nothing else is printed.

    letterhead: the issuer's lines, superior first; issuer: as a sentence names it, "Ủy ban nhân dân phường Bách Quang".
    symbol: what follows "/" in the number, "KH-UBND"; number: "05", or "" while it has none; symbol "" on a paper without a number line.
    dated: None leaves the day to be written by hand, and the month too unless `month` says it.
    subject: the "trích yếu"; a line break in it is kept. bases and addressees: without their dashes and stops, which the layout adds.
    decider: who decides, "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG BÁCH QUANG", on a decision; "" otherwise.
    recipients: the lines of "Nơi nhận", without dashes and stops. left_signature: the secretary's, on minutes.
    """

    kind: PaperKind
    letterhead: tuple[str, ...]
    issuer: str
    symbol: str
    place: str
    year: int
    subject: str
    blocks: tuple[Block, ...]
    signature: Signature
    number: str = ""
    dated: date | None = None
    month: int | None = None
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    decider: str = ""
    recipients: tuple[str, ...] = ()
    left_signature: Signature | None = None
    annexes: tuple[Annex, ...] = ()


@dataclass(frozen=True)
class Certificate:
    """A "giấy khen" on A4 lying on its side. `decision_number` and `book_number` ("Số sổ vàng") may be ""; so may the date.

    verb: "TẶNG" or "TẶNG DANH HIỆU"; award: "GIẤY KHEN"; details: lines below the recipient's name, as address or title; achievement: what for.
    """

    decider: str
    verb: str
    award: str
    recipient: str
    details: tuple[str, ...]
    achievement: str
    place: str
    year: int
    signature: Signature
    decision_number: str = ""
    book_number: str = ""
    dated: date | None = None


Content = Document | Certificate
