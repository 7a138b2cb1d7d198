"""The numbers of a body's blocks, counted as the Decree nests them: Phần, Chương, I., 1., 1.1., a), -, +, and Điều through the whole document."""

from collections.abc import Sequence

from emulation.papers.document import Block, Level

LETTERS = "abcdđeghiklmnopqrstuvxy"  # of the points: the Vietnamese alphabet without letters that differ by a mark on a vowel
NESTED = (Level.PART, Level.CHAPTER, Level.SECTION, Level.CLAUSE, Level.SUBCLAUSE, Level.POINT)  # each begins anew below the one before it
MARKS = {Level.DASH: "-", Level.PLUS: "+"}


def numbers_of(blocks: Sequence[Block]) -> list[str]:
    """What is printed before each block: "I.", "2.", "2.1.", "đ)", "-", "Điều 3."; "" where nothing is.

    A block with a `number` of its own prints that, and is counted all the same. Clauses below an article begin anew with it.
    """
    counts = dict.fromkeys(NESTED, 0)
    articles = 0
    numbers = []
    for block in blocks:
        if block.level == Level.ARTICLE:
            articles += 1
            counts |= dict.fromkeys((Level.CLAUSE, Level.SUBCLAUSE, Level.POINT), 0)
            counted = f"Điều {articles}."
        elif block.level in NESTED:
            place = NESTED.index(block.level)
            counts |= {block.level: counts[block.level] + 1, **dict.fromkeys(NESTED[place + 1 :], 0)}
            counted = _counted(block.level, counts)
        else:
            counted = MARKS.get(block.level, "")
        numbers.append(block.number or counted)
    return numbers


def _counted(level: Level, counts: dict[Level, int]) -> str:
    number = counts[level]
    match level:
        case Level.PART:
            return f"Phần {roman(number)}"
        case Level.CHAPTER:
            return f"Chương {roman(number)}"
        case Level.SECTION:
            return f"{roman(number)}."
        case Level.SUBCLAUSE:
            return f"{counts[Level.CLAUSE]}.{number}."
        case Level.POINT:
            return f"{letters(number)})"
        case _:
            return f"{number}."


def roman(number: int) -> str:
    """ "IV" of 4; from 1 on."""
    said = ""
    for value, sign in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        times, number = divmod(number, value)
        said += sign * times
    return said


def letters(number: int) -> str:
    """ "đ" of 5; after "y" come "aa", "ab"."""
    said = ""
    while number:
        number, place = divmod(number - 1, len(LETTERS))
        said = LETTERS[place] + said
    return said
