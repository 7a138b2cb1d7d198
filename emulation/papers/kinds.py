"""The kinds of official paper, with the code that each has in a number (NĐ 30/2020/NĐ-CP, Appendix III)."""

from typing import NamedTuple

from django.db import models


class PaperKind(models.TextChoices):
    """The values name files and addresses: "ke-hoach"."""

    PLAN = "ke-hoach", "Kế hoạch"
    DECISION = "quyet-dinh", "Quyết định"
    PROPOSAL = "to-trinh", "Tờ trình"
    REPORT = "bao-cao", "Báo cáo"
    MINUTES = "bien-ban", "Biên bản"
    ANNOUNCEMENT = "thong-bao", "Thông báo"
    INVITATION_LETTER = "giay-moi", "Giấy mời"
    OFFICIAL_LETTER = "cong-van", "Công văn"
    REGISTRATION = "dang-ky", "Bản đăng ký thi đua"
    CERTIFICATE = "giay-khen", "Giấy khen"
    LIST = "danh-sach", "Danh sách"


class Shape(NamedTuple):
    """What sets a kind apart. `code` stands in its number, "" where it has none of its own; `is_numbered` whether it has a number at all."""

    code: str
    is_numbered: bool = True


SHAPES: dict[PaperKind, Shape] = {
    PaperKind.PLAN: Shape("KH"),
    PaperKind.DECISION: Shape("QĐ"),
    PaperKind.PROPOSAL: Shape("TTr"),
    PaperKind.REPORT: Shape("BC"),
    PaperKind.MINUTES: Shape("BB"),
    PaperKind.ANNOUNCEMENT: Shape("TB"),
    PaperKind.INVITATION_LETTER: Shape("GM"),
    PaperKind.OFFICIAL_LETTER: Shape(""),
    PaperKind.REGISTRATION: Shape("", is_numbered=False),  # the unit's own number, where its form has one
    PaperKind.CERTIFICATE: Shape("", is_numbered=False),  # it carries the number of its decision
    PaperKind.LIST: Shape("", is_numbered=False),  # it is annexed to a numbered paper
}


def symbol_of(kind: PaperKind, issuer_code: str, drafter_code: str = "") -> str:
    """What follows the "/" in a number: "KH-UBND"; of an official letter, which has no code of its own, "UBND-VX" with the drafter's code."""
    code = SHAPES[kind].code
    return "-".join(part for part in ((code, issuer_code) if code else (issuer_code, drafter_code)) if part)
