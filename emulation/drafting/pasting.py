"""What was pasted, as the page shows it before it goes into a draft, and as it goes in."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from emulation.drafting.models import ADDRESSED, Draft
from emulation.drafting.whole import Whole
from emulation.drafting.writing import add_passages, changing
from emulation.papers.document import Block
from emulation.papers.outline import numbers_of
from emulation.vietnamese.fields import can_be_printed
from emulation.workflow import MoveRefused


@dataclass(frozen=True)
class Pasted:
    """What was read, and what is to become of it: `instead` of what is there, or at its end; with its head too, or its body alone."""

    whole: Whole
    instead: bool
    takes_head: bool

    @property
    def rows(self) -> list[tuple[str, Block]]:
        """Each block with the number that it gets."""
        return list(zip(numbers_of(self.whole.blocks), self.whole.blocks, strict=True))

    @property
    def has_head(self) -> bool:
        return self.takes_head and any(self._head)

    @property
    def _head(self) -> tuple[str, ...]:
        return (self.whole.subject, *self.whole.bases, *self.whole.addressees, *self.whole.recipients)

    @property
    def refusal(self) -> str:
        """Which characters keep it out of the draft, from all of its parts; "" when none does."""
        cells = [cell for block in self.whole.blocks for row in (block.columns, *block.rows) for cell in row]
        try:
            can_be_printed("\n".join([*(self._head if self.takes_head else ()), *(block.text for block in self.whole.blocks), *cells]))
        except ValidationError as refusal:
            return refusal.messages[0]
        return ""


@transaction.atomic
def paste(draft: Draft, pasted: Pasted) -> int:
    """Put it into the draft; how many passages came. Raises MoveRefused and ValidationError, as `put_passages` does."""
    if not pasted.whole.blocks:
        raise MoveRefused("Không thấy đoạn nào trong phần đã dán. Xin chép lại từ Word rồi dán.")
    passages = add_passages(draft, pasted.whole.blocks, instead=pasted.instead)
    if pasted.has_head:
        _take_head(draft, pasted.whole)
    return len(passages)


def _take_head(draft: Draft, whole: Whole) -> None:
    """Subject, bases, addressees and recipients, where the pasted document had them and the paper takes them."""
    with changing(draft) as locked:
        said = {"subject": whole.subject, "bases": "\n".join(whole.bases), "recipients": "\n".join(whole.recipients)}
        if locked.kind in ADDRESSED:
            said["addressees"] = "\n".join(whole.addressees)
        for name, text in said.items():
            if text:
                can_be_printed(text)
                setattr(locked, name, text)
        locked.full_clean()
        locked.save()
