"""What a draft says as a document: its passages with the campaign's targets in them, and recipients counted from the units there are."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from emulation.campaigns.models import Target, targets_in_words
from emulation.drafting.models import Draft, Passage, PassageLevel, cells_of
from emulation.papers.document import Annex, Block, Document, Level, Signature
from emulation.papers.kinds import PaperKind
from emulation.papers.outline import numbers_of
from emulation.papers.saying import content_of
from emulation.papers.wording import annex_name
from emulation.units.kinds import WORDS, Kind
from emulation.units.models import Unit

COUNTED = {f"số {WORDS[kind].word}": kind for kind in Kind if kind not in (Kind.PROVINCE, Kind.DISTRICT)}
COUNT = re.compile(r"\{([^{}]*)\}")


def document_of(draft: Draft, on: date) -> Document:
    """The document that the draft makes on that day, without number and date; of an approved one, what was approved."""
    if draft.paper:
        approved = content_of(draft.paper.content)
        assert isinstance(approved, Document)
        return approved
    main, *annexes = _parts(draft)
    return Document(
        kind=PaperKind(draft.kind),
        letterhead=_lines(draft.letterhead),
        issuer=draft.issuer,
        symbol=draft.symbol,
        place=draft.place,
        year=draft.year,
        month=draft.month,
        subject=draft.subject,
        decider=draft.decider,
        bases=_lines(draft.bases),
        addressees=_lines(draft.addressees),
        blocks=tuple(_blocks(main[1])),
        signature=Signature(_lines(draft.authority), draft.signer_name),
        left_signature=Signature(_lines(draft.left_authority), draft.left_signer_name) if draft.left_authority else None,
        recipients=tuple(counted(_lines(draft.recipients), draft.unit, on)),
        annexes=tuple(Annex(head.text, tuple(_blocks(rest)), head.is_landscape) for head, rest in annexes if head),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


Part = tuple[Passage | None, list[tuple[Passage, str]]]


def _parts(draft: Draft) -> list[Part]:
    """The body, and each annex behind the passage that begins it; with each passage its whole text."""
    parts: list[Part] = [(None, [])]
    for passage, text in with_targets(draft, draft.passages.all()):
        if passage.level == PassageLevel.ANNEX:
            parts.append((passage, []))
        else:
            parts[-1][1].append((passage, text))
    return parts


def with_targets(draft: Draft, passages: Iterable[Passage]) -> Iterator[tuple[Passage, str]]:
    """Each passage with its text and the sentences of the campaign's targets that it prints."""
    found = list(passages)
    fields = {passage.target_field for passage in found if passage.target_field}
    targets: Sequence[Target] = list(Target.objects.filter(campaign=draft.campaign_id, field__in=fields)) if fields and draft.campaign_id else []
    for passage in found:
        sentences = targets_in_words(target for target in targets if passage.target_field and target.field == passage.target_field)
        yield passage, _joined(passage.text, sentences)


def _joined(text: str, sentences: str) -> str:
    """The text with the sentences of targets after it, closed by a full stop; alone, they begin with a capital."""
    if not sentences:
        return text
    whole = f"{text} {sentences}" if text else sentences[:1].upper() + sentences[1:]
    return whole if whole.endswith((".", ";")) else f"{whole}."


def _blocks(passages: Iterable[tuple[Passage, str]]) -> Iterator[Block]:
    for passage, text in passages:
        heads, *rows = cells_of(passage.cells) or [[]]
        yield Block(
            Level(passage.level),
            text,
            number=passage.number,
            is_heading=passage.is_heading,
            columns=tuple(heads),
            rows=tuple(map(tuple, rows)),
        )


def counted(lines: Iterable[str], unit: Unit, on: date) -> Iterator[str]:
    """The lines with the live number of units in the place of each "{số thôn}"; unknown names stay as they are."""
    lines = list(lines)
    wanted = {kind for line in lines for name in COUNT.findall(line) if (kind := COUNTED.get(_bare(name)))}
    numbers = counts_of(unit, on) if wanted else {}

    def number(found: re.Match[str]) -> str:
        kind = COUNTED.get(_bare(found[1]))
        return found[0] if kind is None else f"{numbers.get(kind, 0):02}"

    return (COUNT.sub(number, line) for line in lines)


def unknown_counts(text: str) -> list[str]:
    """The names in braces that stand for no count."""
    return [name for name in COUNT.findall(text) if _bare(name) not in COUNTED]


def _bare(name: str) -> str:
    return " ".join(name.split()).lower()


def counts_of(unit: Unit, on: date) -> dict[str, int]:
    """How many units of each kind there are below the unit on that day."""
    there = Unit.objects.under(unit).existing(on).filter(Q(starts_on=None) | Q(starts_on__lte=on)).exclude(pk=unit.pk).order_by()
    return dict(there.values_list("kind").annotate(Count("pk")))


@dataclass(frozen=True)
class Row:
    """A passage as the outline shows it: with the number that it prints, and its text with the targets in it."""

    passage: Passage
    number: str
    text: str

    @property
    def css(self) -> str:
        return f"level-{self.passage.level}{' bold' if self.passage.is_heading else ''}"

    @property
    def rows(self) -> int:
        """Of a table, how many rows it has below its heads."""
        return max(0, len(cells_of(self.passage.cells)) - 1)


def outline_of(draft: Draft) -> list[Row]:
    """All passages in order, each as it will be numbered."""
    parts, found = _parts(draft), []
    for place, (head, passages) in enumerate(parts):
        if head:
            found.append(Row(head, f"{annex_name(place, len(parts) - 1)}.", head.text))
        numbers = numbers_of(list(_blocks(passages)))
        found += [Row(passage, number, text) for (passage, text), number in zip(passages, numbers, strict=True)]
    return found
