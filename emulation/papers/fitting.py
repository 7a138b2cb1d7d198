"""In what sizes a certificate is set: the largest in which all its words stay above its foot, with the room that is left spread between them."""

from collections.abc import Iterator
from dataclasses import dataclass

from emulation.papers import wording
from emulation.papers.document import Certificate
from emulation.papers.lengths import MM, width_of

STEPS: tuple[tuple[int, float, float], ...] = (
    *((40, 24, 15), (38, 22, 15), (36, 20, 14), (34, 20, 13), (30, 18, 12)),
    *((26, 15, 10.5), (20, 11, 9), (14, 8, 7.5), (12, 6.5, 6.5)),
)
LINE = 1.2  # the height of a line, in sizes
WIDTH, FOOT_WIDTH, BOOK_WIDTH = 245 * MM, 130 * MM, 110 * MM
HEIGHT = (209.5 - 41 - 20) * MM  # below the room for the emblem, above the lower edge of the foot
HEAD = 2 * 14 * LINE + 3  # Quốc hiệu, Tiêu ngữ and its rule
HAND, QR, CODE = 72, 24 * MM, 12
ABOVE_FOOT, LEAST, MOST = 18, 5, 18  # points: above the foot, and between the words
CROWDED = 120  # letters of who signs


@dataclass(frozen=True)
class Sizes:
    """In points. `gap` stands above the decider and all that follows."""

    award: int
    recipient: float
    words: float
    gap: int

    @property
    def decider(self) -> float:
        return 17 if self.words > 9 else 2 + self.words

    @property
    def verb(self) -> float:
        return 15 if self.words > 9 else self.words

    @property
    def css(self) -> str:
        """Their classes in `static/paper.css`."""
        return f"step-{self.award} gap-{self.gap}"


def is_crowded(certificate: Certificate) -> bool:
    """Whether who signs takes many words, and is set smaller."""
    return len(certificate.signature.name) + sum(map(len, certificate.signature.authority)) > CROWDED


def sizes_of(certificate: Certificate) -> Sizes:
    room = HEIGHT - _foot(certificate) - ABOVE_FOOT - HEAD
    gaps = 5 + len(certificate.details)
    left = {step: (room - _height(certificate, Sizes(*step, gap=0))) / gaps for step in STEPS}
    step = next((step for step, gap in left.items() if gap >= LEAST), STEPS[-1])
    return Sizes(*step, gap=int(min(max(left[step], 0), MOST)))


def _height(certificate: Certificate, sizes: Sizes) -> float:
    """Of all between Tiêu ngữ and foot, without what stands between."""
    small = (*certificate.details, certificate.achievement)
    return (
        _lines(certificate.decider.upper(), sizes.decider, bold=True)
        + _lines(certificate.verb.upper(), sizes.verb, bold=True)
        + _lines(certificate.award.upper(), sizes.award, bold=True)
        + _lines(certificate.recipient, sizes.recipient, bold=True)
        + sum(_lines(words, sizes.words) for words in small)
    )


def _foot(certificate: Certificate) -> float:
    """The height of the higher one of its two columns."""
    signature, size = certificate.signature, 8 if is_crowded(certificate) else 14
    dated = _lines(wording.place_line(certificate.place, certificate.year, certificate.dated), 14, FOOT_WIDTH)
    signed = sum(_lines(words, size, FOOT_WIDTH, bold=True) for words in (*signature.authority_lines, signature.name))
    booked = sum(_lines(words, 12, BOOK_WIDTH, bold=True) for words in wording.book_lines(certificate))
    return max(dated + signed + HAND, booked + QR + CODE)


def _lines(words: str, size: float, width: float = WIDTH, *, bold: bool = False) -> float:
    """The height of a paragraph."""
    return sum(_broken(line, size, width, bold) for line in words.split("\n")) * size * LINE


def _broken(line: str, size: float, width: float, bold: bool) -> int:
    """Into how many lines it is broken; a word longer than a line begins one."""
    lines, taken, space = 1, 0.0, width_of(" ", size, bold=bold)
    for one in _widths(line, size, bold):
        if taken and taken + space + one > width:
            lines, taken = lines + 1, 0.0
        whole = int(one // width)
        lines += whole
        taken = one - whole * width if whole else taken + (space if taken else 0) + one
    return lines


def _widths(line: str, size: float, bold: bool) -> Iterator[float]:
    return (width_of(word, size, bold=bold) for word in line.split())
