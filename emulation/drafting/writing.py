"""Writing a draft: begun, its head and passages changed while it may be, copied."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import count

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from emulation.drafting.models import Draft, Passage, PassageLevel, State, written_cells
from emulation.history.models import write_line
from emulation.papers.document import Block, Level
from emulation.people.models import Role, User
from emulation.vietnamese.fields import can_be_printed
from emulation.workflow import MoveRefused

MOST_PASSAGES = 1500
TOO_MANY = f"Mỗi văn bản chỉ có tối đa {MOST_PASSAGES} đoạn. Xin chia bớt sang văn bản khác."
DELETED = "Đoạn này vừa bị xóa ở nơi khác. Bấm “Lưu” thì nội dung đã ghi được thêm vào cuối văn bản."
UP, DOWN = "up", "down"
HEAD = (
    "symbol", "subject", "letterhead", "issuer", "place", "year", "month", "decider", "bases", "addressees", "recipients",
    "authority", "signer_name", "left_authority", "left_signer_name",
)  # fmt: skip
COPIED = ("unit", "kind", "campaign", *HEAD)


@transaction.atomic
def begin_draft(draft: Draft, *, by: User, label: str = "Soạn văn bản", at: datetime | None = None) -> Draft:
    """Save a new draft and write down who began it. Raises ValidationError."""
    draft.made_at = at or timezone.now()
    draft.full_clean()
    draft.save()
    term = by.term_over(draft.unit, Role.SECRETARY)
    write_line(draft, move="begin", label=label, at=draft.made_at, by=by, title=str(term or ""), after=State.DRAFT)
    return draft


@contextmanager
def changing(draft: Draft) -> Iterator[Draft]:
    """A transaction in which the draft is locked and may still be changed. Raises MoveRefused when it may not."""
    with transaction.atomic():
        locked = Draft.objects.select_for_update().get(pk=draft.pk)
        if not locked.is_editable:
            raise MoveRefused(f"Văn bản đang ở tình trạng “{locked.badge.word}” nên không sửa được. Muốn sửa thì xin rút lại hoặc chép thành văn bản mới.")
        yield locked


def save_head(draft: Draft) -> None:
    """Save what stands around the body, and nothing else: the draft may have moved since it was read. Raises MoveRefused."""
    with changing(draft):
        draft.save(update_fields=(*HEAD, "campaign", "search_key"))


def add_passages(draft: Draft, blocks: Sequence[Block], *, instead: bool = False) -> list[Passage]:
    """Put the blocks at the end, or in the place of all that is there; see `put_passages`."""
    return put_passages(draft, [passage_of(block, draft) for block in blocks], instead=instead)


def put_passages(draft: Draft, passages: list[Passage], *, instead: bool = False) -> list[Passage]:
    """Put unsaved passages at the end of the draft, or in the place of all that is there.

    Raises MoveRefused, also when there are too many, and ValidationError for what cannot be kept or printed.
    """
    if len(passages) > MOST_PASSAGES:
        raise MoveRefused(TOO_MANY)
    for passage in passages:
        can_be_printed(f"{passage.text} {passage.cells}")
        passage.full_clean(exclude=["draft"])
    with changing(draft) as locked:
        if instead:
            locked.passages.all().delete()
        _check_room(locked, len(passages))
        for passage, position in zip(passages, count(_room_after(locked, None, len(passages))), strict=False):
            passage.position = position
        return Passage.objects.bulk_create(passages)


def passage_of(block: Block, draft: Draft) -> Passage:
    """The block as an unsaved passage of the draft."""
    cells = written_cells((block.columns, *block.rows)) if block.level == Level.TABLE else ""
    level = PassageLevel(block.level.value)
    return Passage(draft=draft, level=level, text=block.text, number=block.number, is_heading=block.is_heading, cells=cells)


def save_passage(passage: Passage, *, after: Passage | None = None) -> None:
    """Save a passage; a new one goes behind `after`, or to the end. Raises MoveRefused."""
    with changing(passage.draft) as locked:
        if passage.pk is None:
            _check_room(locked, 1)
            passage.position = _room_after(locked, after, 1)
        elif not locked.passages.filter(pk=passage.pk).exists():
            raise MoveRefused(DELETED)
        passage.save()


def delete_passage(passage: Passage) -> None:
    """Raises MoveRefused."""
    with changing(passage.draft):
        passage.delete()


def move_passage(passage: Passage, direction: str) -> None:
    """Let the passage change places with the one before (up) or after it (down), if there is one. Raises MoveRefused."""
    with changing(passage.draft) as locked:
        passages = list(locked.passages.only("pk", "position"))
        here = next((place for place, one in enumerate(passages) if one.pk == passage.pk), None)
        there = None if here is None else here - 1 if direction == UP else here + 1
        if here is None or there is None or not 0 <= there < len(passages):
            return
        one, other = passages[here], passages[there]
        one.position, other.position = other.position, one.position
        Passage.objects.bulk_update([one, other], ["position"])


def _check_room(draft: Draft, more: int) -> None:
    if draft.passages.count() + more > MOST_PASSAGES:
        raise MoveRefused(TOO_MANY)


def _room_after(draft: Draft, after: Passage | None, many: int) -> int:
    """The first of so many free positions behind a passage of the draft, or at its end."""
    before = draft.passages.filter(pk=after.pk).first() if after else None
    if before is None:
        last = draft.passages.last()
        return last.position + 1 if last else 1
    draft.passages.filter(position__gt=before.position).update(position=F("position") + many)
    return before.position + 1


@transaction.atomic
def copy_draft(draft: Draft, *, by: User) -> Draft:
    """A new draft that says the same, for a paper like it or one that takes its place."""
    copy = Draft(**{name: getattr(draft, name) for name in COPIED})
    begin_draft(copy, by=by, label=f"Chép từ {draft}"[:100])
    passages = list(draft.passages.all())
    for passage in passages:
        passage.pk, passage.draft = None, copy
    Passage.objects.bulk_create(passages)
    return copy
