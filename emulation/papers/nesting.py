"""The body of a document as headings, paragraphs, tables and nested lists, so that what reads it aloud knows which point belongs to which."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from emulation.papers.document import Block, Level
from emulation.papers.outline import numbers_of
from emulation.papers.tearing import with_css

HEADINGS = (Level.PART, Level.CHAPTER, Level.SECTION, Level.ARTICLE, Level.CLAUSE, Level.SUBCLAUSE, Level.POINT)
ALWAYS = HEADINGS[:3]  # the others only when `is_heading`
LISTED = (Level.CLAUSE, Level.SUBCLAUSE, Level.POINT, Level.DASH, Level.PLUS)
DEEPEST = 6  # of the headings that a PDF knows
SHORT = 120  # letters; a paragraph no longer may be a single line, which must not stand alone above the signature


@dataclass
class Node:
    """A heading (`depth` from 1), paragraph, table, or list: a list has `items`, each of them its own `children`.

    `holds` keeps it on the page of what stands before it.
    """

    block: Block
    label: str = ""
    depth: int = 0
    holds: bool = False
    items: list["Node"] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)

    @property
    def words(self) -> str:
        """Its text as printed: sections, parts and chapters in capitals."""
        return self.block.text.upper() if self.block.level in ALWAYS else self.block.text

    @property
    def tag(self) -> str:
        return f"h{self.depth}"

    @property
    def css(self) -> str:
        """Classes of its element."""
        return f"{self.block.level}{' holds' if self.holds else ''}"

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Of each column of a table, whether it holds nothing but numbers."""
        return tuple(_is_numeric([row[place] for row in self.block.rows]) for place in range(len(self.block.columns)))

    @property
    def heads(self) -> list[tuple[str, str]]:
        """Each head of a table as (text, class)."""
        return with_css(self.block.columns)

    @property
    def lines(self) -> list[list[tuple[str, str]]]:
        """Each row of a table as (cell, classes)."""
        kinds = ["numeric" if numeric else "" for numeric in self.numeric]
        return [[(cell, f"{kind} {torn}".strip()) for (cell, torn), kind in zip(with_css(row), kinds, strict=True)] for row in self.block.rows]


def _is_numeric(cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and all(set(cell) <= set("0123456789.,%-+/ ") for cell in filled)


def nested(blocks: Sequence[Block], *, below: int = 0, held: bool = False) -> list[Node]:
    """The blocks as a tree. Headings begin one deeper than `below` and leave out no depth, as PDF/UA-1 asks (7.4.2).

    With `held`, a last paragraph that may be a single line takes the one before it along.
    """
    whole: list[Node] = []
    open_lists: list[tuple[int, Node]] = []
    open_headings: list[int] = []
    for block, label in zip(blocks, numbers_of(blocks), strict=True):
        node = Node(block, label)
        if block.level in LISTED and not block.is_heading:
            _place(node, whole, open_lists)
            continue
        open_lists.clear()
        if block.level in ALWAYS or (block.level in HEADINGS and block.is_heading):
            rank = HEADINGS.index(block.level)
            while open_headings and open_headings[-1] >= rank:
                open_headings.pop()
            open_headings.append(rank)
            node.depth = min(below + len(open_headings), DEEPEST)
        whole.append(node)
    if held and blocks:
        last = _last(whole)
        last.holds = len(f"{last.label} {last.block.text}") <= SHORT and last.block.level != Level.TABLE
    return whole


def _place(node: Node, whole: list[Node], open_lists: list[tuple[int, Node]]) -> None:
    """Put an item into the open list of its level, or into a new one below the item that it belongs to."""
    rank = LISTED.index(node.block.level)
    while open_lists and open_lists[-1][0] > rank:
        open_lists.pop()
    if not open_lists or open_lists[-1][0] < rank:
        new = Node(node.block)
        (open_lists[-1][1].items[-1].children if open_lists else whole).append(new)
        open_lists.append((rank, new))
    open_lists[-1][1].items.append(node)


def _last(nodes: list[Node]) -> Node:
    """The node that is printed last."""
    node = nodes[-1]
    return _last(node.items) if node.items else _last(node.children) if node.children else node
