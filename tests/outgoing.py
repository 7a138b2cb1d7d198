"""Papers for tests: what they say, approved, and issued."""

from datetime import date, datetime
from typing import Any

from emulation.issuing.approval import approve
from emulation.issuing.finishing import issue
from emulation.issuing.models import Manner, OutgoingPaper, Series
from emulation.papers.document import Block, Certificate, Document, Level, Signature
from emulation.papers.kinds import SHAPES, PaperKind, symbol_of
from emulation.people.models import User
from emulation.units.models import Unit


def make_document(kind: PaperKind = PaperKind.PLAN, **fields: Any) -> Document:
    """A short paper of the kind, that says all that such a paper must."""
    return Document(
        kind=kind,
        **{
            "letterhead": ("Ủy ban nhân dân", "Phường Bách Quang"),
            "issuer": "Ủy ban nhân dân phường Bách Quang",
            "symbol": symbol_of(kind, "UBND", "VX"),
            "place": "Bách Quang",
            "year": 2026,
            "subject": "Tổ chức phong trào thi đua yêu nước",
            "blocks": (Block(Level.SECTION, "MỤC ĐÍCH"), Block(Level.TEXT, "Thi đua là yêu nước.")),
            "signature": Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Lê Văn Chủ"),
            "recipients": ("Như trên", "Lưu: VT"),
            **fields,
        },
    )


def make_certificate(**fields: Any) -> Certificate:
    return Certificate(
        **{
            "decider": "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG BÁCH QUANG",
            "verb": "TẶNG",
            "award": "GIẤY KHEN",
            "recipient": "Bà Nguyễn Thị Hòa",
            "details": ("Tổ dân phố Bá Vân 1",),
            "achievement": "Có thành tích xuất sắc trong phong trào thi đua năm 2026",
            "place": "Bách Quang",
            "year": 2026,
            "signature": Signature(("CHỦ TỊCH",), "Lê Văn Chủ"),
            **fields,
        }
    )


def approved(unit: Unit, kind: PaperKind = PaperKind.PLAN, *, by: User | None = None, at: datetime | None = None, **fields: Any) -> OutgoingPaper:
    """A paper of the unit that waits for its number, or for its date where it has none."""
    links = {name: fields.pop(name) for name in ("replaces", "corrects") if name in fields}
    content = make_certificate(**fields) if kind == PaperKind.CERTIFICATE else make_document(kind, **fields)
    subject = fields.get("subject", "Tổ chức phong trào thi đua yêu nước")
    return approve(content, unit=unit, kind=kind, subject=subject, by=by, at=at, **links)


def issued(unit: Unit, by: User, number: str = "05", dated: date = date(2026, 1, 5), **fields: Any) -> OutgoingPaper:
    """A paper with the number and date that the văn thư gave it, or of a kind without numbers its date."""
    paper = approved(unit, by=by, **fields)
    if not SHAPES[PaperKind(paper.kind)].is_numbered:
        return issue(paper, "issue", by=by, dated=dated)
    return issue(paper, "number", by=by, number=number, dated=dated, order_is_right=True)


def own_series(unit: Unit, symbol: str = "KH-UBND", opening: int = 1, year: int = 2026) -> Series:
    """A series of the unit that gives its numbers itself."""
    made = {"kind": PaperKind.PLAN, "manner": Manner.OWN, "opening_number": opening, "opening_year": year}
    return Series.objects.update_or_create(unit=unit, symbol=symbol, defaults=made)[0]
