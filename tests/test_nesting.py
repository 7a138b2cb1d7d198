"""The body of a document as headings and nested lists, for those who hear it."""

import pytest

from emulation.papers.document import Block, Level
from emulation.papers.nesting import Node, nested
from tests.documents import BODY, LIST

LONG = "chữ " * 60


def outline(nodes: list[Node]) -> list[object]:
    """Each node as "tag label", a paragraph by its level, a list as its items."""
    said: list[object] = []
    for node in nodes:
        if node.items:
            said.append([(item.label, outline(item.children)) if item.children else item.label for item in node.items])
        else:
            said.append(f"{node.tag} {node.label}" if node.depth else node.block.level.value)
    return said


def test_items_stand_in_lists_below_what_they_belong_to() -> None:
    assert outline(nested(BODY, below=1)) == [
        "text",
        "h2 I.",
        "h3 1.",
        [("-", [["+", "+"]]), "-"],
        ["2."],
        "h2 II.",
        "h3 1.",
        "h4 1.1.",
        ["a)", "b)", "c)", "d)", "đ)"],
        "note",
        "text",
    ]


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ("point clause", [["a)"], ["1."]]),
        ("clause plus dash plus clause", [[("1.", [["+"], [("-", [["+"]])]]), "2."]]),
        ("clause text clause", [["1."], "text", ["2."]]),
        ("clause article clause", [["1."], "article", ["1."]]),
        ("clause table point", [["1."], "table", ["a)"]]),
    ],
)
def test_any_order_of_levels_has_its_lists(levels: str, said: list[object]) -> None:
    assert outline(nested([Block(Level(level), "x") for level in levels.split()])) == said


@pytest.mark.parametrize(
    ("levels", "tags"),
    [
        ("part chapter section clause subclause point", "h1 h2 h3 h4 h5 h6"),
        ("section point clause section part", "h1 h2 h2 h1 h1"),
        ("article clause clause", "h1 h2 h2"),
    ],
)
def test_headings_leave_out_no_depth(levels: str, tags: str) -> None:
    nodes = nested([Block(Level(level), "x", is_heading=True) for level in levels.split()])
    assert [node.tag for node in nodes] == tags.split()


def test_no_heading_is_deeper_than_a_pdf_knows() -> None:
    deep = nested([Block(Level(level), "x", is_heading=True) for level in ("part", "chapter", "section", "article", "clause", "subclause", "point")], below=1)
    assert [node.tag for node in deep] == ["h2", "h3", "h4", "h5", "h6", "h6", "h6"]


@pytest.mark.parametrize(
    ("blocks", "holds"),
    [
        ([Block(Level.TEXT, "Hết.")], True),
        ([Block(Level.TEXT, LONG)], False),
        ([Block(Level.CLAUSE, "x"), Block(Level.DASH, "Hết.")], True),
        ([Block(Level.CLAUSE, "x"), Block(Level.DASH, LONG)], False),
        ([LIST], False),
    ],
)
def test_a_last_paragraph_that_may_be_one_line_takes_another_along(blocks: list[Block], holds: bool) -> None:
    def held(nodes: list[Node]) -> bool:
        return any(node.holds or held(node.items) or held(node.children) for node in nodes)

    assert (held(nested(blocks, held=True)), held(nested(blocks)), held(nested([], held=True))) == (holds, False, False)


def test_columns_of_numbers_are_known() -> None:
    table = Block(Level.TABLE, columns=("STT", "Tên", "Giá trị", "Ghi chú"), rows=(("1", "Lúa", "12.500", ""), ("2", "65 %", "95,15 %", "")))
    (node,) = nested([table])
    assert node.numeric == (True, False, True, False)
    assert node.lines[0] == [("1", "numeric"), ("Lúa", ""), ("12.500", "numeric"), ("", "")]
