"""Takes a whole document apart that was pasted with its head and its end: subject, bases, addressees, body, recipients."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from emulation.drafting.clipboard import Paragraph, paragraphs_of_html, paragraphs_of_text
from emulation.drafting.models import COMPOSED, WITHOUT_BASES
from emulation.drafting.recognising import blocks_of, joined, without_rules
from emulation.papers.document import Block, Level
from emulation.papers.kinds import PaperKind

BASIS = re.compile(r"(Căn cứ|Thực hiện|Xét|Theo đề nghị)\b")
ADDRESSEES = re.compile(r"(?:Kính gửi|KÍNH GỬI)\s*:\s*(.*)")
LETTER_SUBJECT = re.compile(r"V/v:?\s+(.+)")
ENACTED = re.compile(r"QUYẾT ĐỊNH\s*:")
DECIDER = re.compile(r"(CHỦ TỊCH|ỦY BAN|UỶ BAN|HỘI ĐỒNG)\b")
RECIPIENTS = re.compile(r"(?:Nơi nhận|NƠI NHẬN)\s*(?::|$)\s*", re.MULTILINE)
SIGNATURE = re.compile(r"(?:TM|KT|TL|TUQ|Q)\. [^a-z]+|(?:PHÓ )?CHỦ TỊCH|CHỦ (?:TỌA|TOẠ|TRÌ)|THƯ KÝ")
SIGNED_BESIDE = re.compile(r"\s(?:TM|KT|TL|TUQ|Q)\. .*")  # in plain text, what stood in the other column
TYPE_NAMES = {kind.label.upper() for kind in COMPOSED}
MOST_SUBJECT_LINES = 5
MOST_SIGNATURE_ROWS = 3  # of the table in which recipients and signature stand
SIGNATURE_LINES = 6  # "Nơi nhận:", who signs and the name; what is more behind the recipients is no end but an annex
DASHES = ("-", "–")


@dataclass(frozen=True)
class Whole:
    """What a whole document says that was pasted with its head and its end; "" and () where it has none.

    `goes_on` when much stood behind the signature, as annexes do, and was left out.
    """

    subject: str
    bases: tuple[str, ...]
    blocks: tuple[Block, ...]
    recipients: tuple[str, ...]
    addressees: tuple[str, ...] = ()
    goes_on: bool = False


def read_pasted(text: str, html: str = "", kind: PaperKind = PaperKind.PLAN) -> Whole:
    """What was pasted for a paper of that kind, from its HTML where there is one, else from its text.

    Above the name of the type ("KẾ HOẠCH"), or of a letter above "Kính gửi:", everything is left out but the subject behind "V/v"; the lines
    below the name up to the first sentence are the subject; the lines of "Căn cứ …" before the body that end in ";" are bases, and the italic
    one behind them that ends in "."; so is all that stands before "QUYẾT ĐỊNH:". From "Nơi nhận:" or the signature on, all is left out but the
    lines of the recipients.
    """
    paragraphs = paragraphs_of_html(html) or paragraphs_of_text(text)
    subject, paragraphs = _split_head(paragraphs)
    addressees, paragraphs = _split_addressees(without_rules(paragraphs))
    whole, (paragraphs, recipients) = len(paragraphs), _split_end(paragraphs)
    goes_on = whole - len(paragraphs) > len(recipients) + SIGNATURE_LINES
    paragraphs = joined(paragraphs)
    bases, paragraphs = ((), paragraphs) if kind in WITHOUT_BASES else _split_bases(paragraphs)
    return Whole(subject, bases, tuple(blocks_of(paragraphs)), recipients, addressees, goes_on)


def _split_head(paragraphs: list[Paragraph]) -> tuple[str, list[Paragraph]]:
    """The subject, and what stands below it."""
    named = next((place for place, one in enumerate(paragraphs) if one.text.strip(" .") in TYPE_NAMES), None)
    if named is None:
        addressed = next((place for place, one in enumerate(paragraphs) if ADDRESSEES.match(one.text)), None)
        return ("", paragraphs) if addressed is None else (_subject_of_letter(paragraphs[:addressed]), paragraphs[addressed:])
    rest = paragraphs[named + 1 :]
    said = list(takewhile(lambda one: _is_of_subject(one, rest[0]), rest[:MOST_SUBJECT_LINES]))
    rest = rest[len(said) :]
    while rest and DECIDER.match(rest[0].text):
        rest.pop(0)
    return "\n".join(one.text for one in said), rest


def _is_of_subject(one: Paragraph, first: Paragraph) -> bool:
    """Whether the paragraph is a line of the subject that begins with `first`, and not who decides, a basis or the body."""
    if one.rows or first.bold > one.bold or one.text[-1] in ".:;," or ": " in one.text:
        return False
    return not any(pattern.match(one.text) for pattern in (BASIS, DECIDER, ADDRESSEES)) and blocks_of([one])[:1] == [Block(Level.TEXT, one.text)]


def _subject_of_letter(paragraphs: Sequence[Paragraph]) -> str:
    """What stands behind "V/v" above the addressees, with the lines that go on in small letters."""
    lines = [line for one in paragraphs for line in (one.text, *(line for row in one.rows for cell in row for line in cell.splitlines()))]
    place = next((place for place, line in enumerate(lines) if LETTER_SUBJECT.match(line)), None)
    if place is None:
        return ""
    further = takewhile(lambda line: line[:1].islower(), lines[place + 1 :])
    return " ".join([LETTER_SUBJECT.sub(r"\1", lines[place]), *further])


def _split_addressees(paragraphs: list[Paragraph]) -> tuple[tuple[str, ...], list[Paragraph]]:
    """The lines of "Kính gửi:", and what stands below them."""
    found = ADDRESSEES.match(paragraphs[0].text) if paragraphs else None
    if not found:
        return (), paragraphs
    further = [one.text for one in takewhile(lambda one: one.text.startswith(DASHES), paragraphs[1:])]
    return tuple(_bare(line) for line in (found[1], *further) if line), paragraphs[1 + len(further) :]


def _split_bases(paragraphs: list[Paragraph]) -> tuple[tuple[str, ...], list[Paragraph]]:
    """The bases at the beginning, and the body."""
    basis = list(takewhile(lambda one: BASIS.match(one.text.lstrip("-– ")), paragraphs))
    enacted = len(basis) < len(paragraphs) and ENACTED.fullmatch(paragraphs[len(basis)].text) is not None
    if not enacted:
        ended = len(list(takewhile(lambda one: one.text.endswith(";"), basis)))
        basis = basis[: ended + any(one.italic and one.text.endswith(".") for one in basis[ended : ended + 1])]
    return tuple(_bare(one.text).rstrip(",") for one in basis), paragraphs[len(basis) + enacted :]


def _split_end(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], tuple[str, ...]]:
    """The paragraphs before recipients and signature, and the recipients."""
    end = len(paragraphs)
    for place, one in enumerate(paragraphs):
        cells = [cell for row in one.rows for cell in row]
        named = next((cell for cell in (one.text, *cells) if RECIPIENTS.match(cell)), None)
        if named is not None:
            lines = RECIPIENTS.sub("", named, count=1).splitlines()
            return paragraphs[: min(place, end)], _recipients(lines if one.rows else [*lines, *(other.text for other in paragraphs[place + 1 :])])
        if end == len(paragraphs) and _is_signature(one):
            end = place
    return paragraphs[:end], ()


def _is_signature(one: Paragraph) -> bool:
    """Whether somebody signs here: a line of the authority, or a small table with one."""
    lines = [cell.split("\n", 1)[0] for row in one.rows for cell in row] if len(one.rows) <= MOST_SIGNATURE_ROWS else []
    return any(SIGNATURE.fullmatch(line) for line in (one.text, *lines))


def _recipients(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines that begin with a dash, up to the first that does not."""
    dashed = takewhile(lambda line: line.startswith(DASHES), filter(None, (SIGNED_BESIDE.sub("", f" {line}").strip() for line in lines)))
    return tuple(map(_bare, dashed))


def _bare(line: str) -> str:
    """The line without its dash and its stop."""
    return line.lstrip("-– ").rstrip(" ;.")
