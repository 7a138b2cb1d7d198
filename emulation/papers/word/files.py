"""A Word file from the blank one in `blank/`, and its bytes, which depend on nothing but what it says."""

import io
import zipfile
from functools import lru_cache
from pathlib import Path

import docx
from docx.document import Document as WordFile

from emulation.papers.printed import Head

BLANK = Path(__file__).parent / "blank"
LONGEST = 255  # letters of a property, for Word
NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP file can name


def new_file(head: Head) -> WordFile:
    """An empty file that says of itself what the paper's PDF does."""
    word = docx.Document(io.BytesIO(_blank()))
    properties = word.core_properties
    properties.title, properties.author = _cut(head.title), _cut(head.author)
    properties.subject, properties.keywords = _cut(head.about), _cut(head.keywords)
    return word


def _cut(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


@lru_cache(maxsize=1)
def _blank() -> bytes:
    parts = sorted(path for path in BLANK.rglob("*") if path.is_file())
    return _packed([(path.relative_to(BLANK).as_posix(), path.read_bytes()) for path in parts])


def bytes_of(word: WordFile) -> bytes:
    """The file without the moment of its making."""
    buffer = io.BytesIO()
    word.save(buffer)
    with zipfile.ZipFile(buffer) as made:
        return _packed([(name, made.read(name)) for name in made.namelist()])


def _packed(parts: list[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts:
            packed.writestr(zipfile.ZipInfo(name, NO_TIME), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
