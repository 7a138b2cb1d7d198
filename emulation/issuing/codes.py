"""The short code by which anyone finds a paper at /xac-minh/: in its metadata, and beside the QR of a certificate or receipt."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that looks like something else on paper
LENGTH = 8


def new_code() -> str:
    """A code as it is kept, like "7K3M92QX"."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def plain(code: str) -> str:
    """What somebody typed, as it would be kept: capitals, without dashes and spaces."""
    return "".join(code.upper().replace("-", "").split())


def shown(code: str) -> str:
    """The code as people read it: "7K3M-92QX"."""
    return f"{code[:4]}-{code[4:]}"
