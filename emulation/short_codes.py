"""Short codes that people copy from paper or a screen: eight letters and digits, none of which looks like another."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
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
