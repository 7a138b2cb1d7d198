"""What a check of a nomination found: how good, in which words, by which rule."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models

from emulation.workflow import Badge


class Level(models.TextChoices):
    PASS = "pass", "Đạt"
    WARN = "warn", "Lưu ý"
    BLOCK = "block", "Chưa đạt"


LACKING = Badge("late", "○", "Cần bổ sung")
BADGES = {Level.PASS: Badge("ok", "✓", "Đạt"), Level.WARN: Badge("back", "!", "Lưu ý"), Level.BLOCK: Badge("late", "×", "Chưa đạt")}


@dataclass(frozen=True)
class Finding:
    """What a check found, and on which rule it rests. What blocks appraisal blocks sending too, unless it `may_be_sent`.

    `field` names the field of the form in which it is put right, where that is all it takes.
    """

    level: Level
    words: str
    source: str
    may_be_sent: bool = False
    field: str = ""

    @property
    def badge(self) -> Badge:
        return LACKING if self.field else BADGES[self.level]


def blocks(findings: Iterable[Finding], *, sending: bool = False) -> list[Finding]:
    """Those that stand against appraising the nomination, or against `sending` it."""
    return [one for one in findings if one.level == Level.BLOCK and not (sending and one.may_be_sent)]
