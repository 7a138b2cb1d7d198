"""What a paper weighs before it is laid out, and from which weight on it is laid out apart or not at all: see docs/decisions/0020."""

import re
from collections.abc import Sequence

from django.conf import settings

from emulation.papers.broken import TOO_LONG, BrokenPaper

# A letter weighs one, about 12 microseconds. The rest was measured against that.
TAG = 50
RUN_TIMES, LONG_RUN = 10, re.compile(r"[^<>]{2000,}")  # text without an element in it: within a table it is laid out again and again
WORD_PART, LONG_WORD = 1500, re.compile(r"[^\s<>]{1000,}")  # the time for a word grows with its square
IMAGE = re.compile(r'"data:[^"]*"')  # what people type holds no quotation mark: templates write &quot;


def weight_of(html: str) -> int:
    """What laying out the HTML costs, in letters of plain text."""
    text = IMAGE.sub("", html)
    runs = sum(len(run) for run in LONG_RUN.findall(text))
    words = sum(len(word) ** 2 // WORD_PART for word in LONG_WORD.findall(text))
    return len(text) + TAG * text.count("<") + RUN_TIMES * runs + words


def weighed(htmls: Sequence[str]) -> int:
    """What they weigh together. Raises BrokenPaper for what is too heavy to be laid out at all."""
    weight = sum(map(weight_of, htmls))
    if weight > settings.PAPER_HEAVIEST:
        raise BrokenPaper(f"It weighs {weight}, more than {settings.PAPER_HEAVIEST} letters", TOO_LONG)
    return weight
