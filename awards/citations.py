"""The decrees that decisions of commendation rest on, as a paper cites them where the office's library does not have them.

Printed is only what was verified: the day of signing, where it was seen, and the issuer. A title printed on a decision is the office's to confirm, so what is
known of it by hearsay only fills the library's form in: the secretary compares it with the text and saves it.
"""

from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from emulation.vietnamese.dates import day, day_in_words


class Known(NamedTuple):
    """What is known of a decree without its text; `hearsay` is nobody's word."""

    issuer: str
    signed_on: date | None = None
    hearsay: tuple[str, date | None] = ("", None)


GOVERNMENT = "Chính phủ"
KNOWN = {
    "86/2023/NĐ-CP": Known(
        GOVERNMENT,
        hearsay=(
            "quy định về khung tiêu chuẩn và trình tự, thủ tục, hồ sơ xét tặng danh hiệu “Gia đình văn hóa”, “Thôn, tổ dân phố văn hóa”, "
            "“Xã, phường, thị trấn tiêu biểu”",
            date(2023, 12, 7),
        ),
    ),
    "73/2024/NĐ-CP": Known(
        GOVERNMENT,
        hearsay=(
            "quy định mức lương cơ sở và chế độ tiền thưởng đối với cán bộ, công chức, viên chức và lực lượng vũ trang",
            date(2024, 6, 30),
        ),
    ),
    "129/2025/NĐ-CP": Known(
        GOVERNMENT,
        hearsay=(
            "quy định về phân định thẩm quyền của chính quyền địa phương 02 cấp trong lĩnh vực quản lý nhà nước của Bộ Nội vụ",
            date(2025, 6, 11),
        ),
    ),
    "152/2025/NĐ-CP": Known(
        GOVERNMENT,
        date(2025, 6, 14),
        hearsay=(
            "quy định về phân cấp, phân quyền trong lĩnh vực thi đua, khen thưởng; quy định chi tiết và hướng dẫn thi hành một số điều của "
            "Luật Thi đua, khen thưởng",
            None,
        ),
    ),
    "161/2026/NĐ-CP": Known(GOVERNMENT, date(2026, 5, 15), hearsay=("quy định mức lương cơ sở", None)),
}


def cite(kind: str, number: str) -> str:
    """ "Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ"; by its number alone where no more was verified."""
    known = KNOWN.get(number)
    dated = f"ngày {day_in_words(known.signed_on)}" if known and known.signed_on else ""
    return " ".join(filter(None, (f"{kind} số {number}", dated, f"của {known.issuer}" if known else "")))


def to_confirm(kind: str, number: str) -> str:
    """The query by which the library's form begins with what is known, for somebody who has the text at hand."""
    known = KNOWN.get(number, Known(""))
    title, heard_on = known.hearsay
    signed_on = known.signed_on or heard_on
    said = {"name": kind, "number": number, "issuer": known.issuer, "title": title, "signed_on": day(signed_on) if signed_on else ""}
    return urlencode({name: text for name, text in said.items() if text})
