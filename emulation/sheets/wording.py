"""The {names} that a sheet's wording may use, which stand for what differs from unit to unit and from campaign to campaign."""

import re

from django.core.exceptions import ValidationError

NAMES = {  # each with what it stands for, as the page of editing explains it
    "unit": "tên ngắn của đơn vị điền mẫu, như “TDP Bá Vân 1”",
    "short": "chữ đứng trước tên của loại đơn vị đó, như “TDP”, “thôn”, “trường”",
    "WORD": "tên loại đơn vị bằng chữ in hoa, như “TỔ DÂN PHỐ”, “NHÀ TRƯỜNG”",
    "commune": "xã, phường, như “phường Bách Quang”",
    "year": "năm của phong trào, như “2026”",
    "period": "thời gian của phong trào, như “năm 2026”, “giai đoạn 2026–2030”",
    "PERIOD": "thời gian của phong trào bằng chữ in hoa, như “NĂM 2026”",
    "plan_number": "số, ký hiệu kế hoạch, như “13/KH-UBND”",
    "plan_date": "ngày ban hành kế hoạch, như “19/01/2026”",
    "plan_issuer": "cơ quan ban hành kế hoạch, như “UBND phường Bách Quang”",
    "plan_title": "trích yếu kế hoạch, phần sau chữ “về việc”",
}
NAME = re.compile(r"\{([^{}]*)\}")  # whatever stands in braces is meant as a name


def only_known_names(text: str) -> None:
    """Raises ValidationError naming the first {name} that stands for nothing."""
    if unknown := [found for found in NAME.findall(text) if found not in NAMES]:
        known = ", ".join(f"{{{name}}}" for name in NAMES)
        raise ValidationError(f"Không có chữ thay thế {{{unknown[0]}}}. Chỉ dùng được {known}.")


def no_names(text: str) -> None:
    """Raises ValidationError when there is a {name}: here nothing is filled in."""
    if found := re.search(r"\{\w+\}", text):
        raise ValidationError(f"Ở đây không dùng được chữ thay thế {found[0]}. Xin ghi rõ chữ cần in.")
