"""Where a word of a table may be torn: one that is longer than its column can be. Any other keeps its column as wide as it is itself."""

from collections.abc import Sequence

ROOM = 60  # letters in all columns of an upright page
WORD = 7  # letters: no Vietnamese syllable is longer


def with_css(cells: Sequence[str]) -> list[tuple[str, str]]:
    """Each cell of a row, or head of a table, with its class."""
    most = max(WORD, ROOM // len(cells))
    return [(cell, "torn" if max(map(len, cell.split()), default=0) > most else "") for cell in cells]
