"""What stands before a nominee's name, and the name without it."""

import re

FORMS_OF_ADDRESS = ("ông", "bà", "đồng chí", "đ/c", "anh", "chị", "hộ", "gia đình")  # that may stand before a nominee's name
ADDRESSED = re.compile(rf"^(?:(?:{'|'.join(FORMS_OF_ADDRESS)})\s+)+", re.IGNORECASE)


def bare_name(name: str) -> str:
    """A nominee's name without "ông", "hộ bà" and the like before it."""
    return ADDRESSED.sub("", name.strip())
