"""Numbers as Vietnamese papers write them: 12.500 and 95,15."""

import re
from decimal import Decimal

NUMBER = re.compile(r"[+−–-]?([1-9]\d{0,2}(\.\d{3})+|\d+)(,\d+)?")


def parse_number(text: str) -> Decimal:
    """The number that "12.500", "95,15" or "-2" means. Raises ValueError, with a sentence to show, for anything else."""
    compact = re.sub(r"\s", "", text).rstrip("%")
    if not NUMBER.fullmatch(compact):
        raise ValueError(f"“{text[:40]}” không phải là số viết đúng. Xin ghi như 12.500 hoặc 95,15.")
    return Decimal(re.sub("[−–]", "-", compact).replace(".", "").replace(",", "."))


def show_number(value: Decimal) -> str:
    """The number with dots between thousands and a decimal comma, without needless zeros."""
    sign, whole, decimals = "-" if value < 0 else "", *f"{abs(value):.6f}".split(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{sign}{grouped},{decimals.rstrip('0')}".rstrip(",")


def show_size(size: int) -> str:
    """So many bytes as people say it: "350 KB", "1,2 MB"."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{show_number(Decimal(size * 10 // (1024 * 1024)) / 10)} MB"
