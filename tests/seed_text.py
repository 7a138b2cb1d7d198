"""Compares the text of a printed plan with that of its seed, the real plan as it was read from its PDF: every sentence, in order, letter by letter.

Lines are joined; spaces do not count, also not those around strokes and dashes, where a line may have ended; quotation marks are all straight;
asterisks, with which the seeds mark bold and italic letters, are left out. Every other difference must be listed, with its reason, and be there.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

SEEDS = Path(__file__).parent / "seeds"
QUOTES = str.maketrans(dict.fromkeys("“”„", '"') | dict.fromkeys("‘’", "'") | {"*": ""})
AROUND_STROKES = re.compile(r" ?([-–/]) ?")
SENTENCE_END = re.compile(r"(?<=[.;:])(?: |(?=-))")
WORD_OR_MARK = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True)
class Difference:
    """What the seed says, once, is printed otherwise. Both are given as they stand, with words around them where they must be told apart."""

    said: str
    printed: str
    why: str


def seed_text(code: str, *, begins: str, ends: str) -> str:
    """The seed of that issuer from the first place of one text to the first end of the other behind it, without letterhead and annexed forms."""
    whole = (SEEDS / f"{code}.txt").read_text(encoding="utf-8")
    start = whole.index(begins)
    return whole[start : whole.index(ends, start) + len(ends)]


def plain(text: str) -> str:
    """The text as it is compared."""
    return AROUND_STROKES.sub(r"\1", " ".join(unicodedata.normalize("NFC", text).translate(QUOTES).split()))


def mended(seed: str, differences: Sequence[Difference]) -> str:
    """The plain seed with each difference made. Fails where the seed does not say exactly once what it is said to say."""
    text = plain(seed)
    for difference in differences:
        said, printed = plain(difference.said), plain(difference.printed)
        assert (text.count(said), said == printed) == (1, False), f"Not a difference: “{difference.said}”"
        text = text.replace(said, printed)
    return text


def sentences(text: str) -> list[str]:
    """The sentences of a plain text, and its parts between semicolons and colons."""
    return SENTENCE_END.split(text)


def lost_sentences(seed: str, printed: str) -> list[str]:
    """The sentences of one plain text that the other does not have behind the sentence before."""
    lost, here = [], 0
    for sentence in sentences(seed):
        found = printed.find(sentence, here)
        if found < 0:
            lost.append(sentence)
        else:
            here = found + len(sentence)
    return lost


def changed(seed: str, printed: str) -> list[tuple[str, str]]:
    """Where two plain texts differ: the words and marks of the first, and those of the second in their place."""
    return [(" ".join(said), " ".join(other)) for tag, said, other in _compared(seed, printed) if tag != "equal"]


def share_kept(seed: str, printed: str) -> float:
    """The share of the seed's characters that are printed, in words and marks in the same order, spaces apart."""
    kept = sum(len("".join(said)) for tag, said, _ in _compared(seed, printed) if tag == "equal")
    return kept / len(seed.replace(" ", ""))


def _compared(seed: str, printed: str) -> Iterator[tuple[str, list[str], list[str]]]:
    one, other = WORD_OR_MARK.findall(seed), WORD_OR_MARK.findall(printed)
    for tag, start, end, other_start, other_end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        yield tag, one[start:end], other[other_start:other_end]
