"""What a document says, before it is laid out: kinds and codes, the counting of its blocks, the words that the layout adds, and its keeping as JSON."""

import json
from dataclasses import replace
from datetime import date

import pytest

from emulation.papers import wording
from emulation.papers.document import Block, Content, Document, Level
from emulation.papers.kinds import SHAPES, PaperKind, symbol_of
from emulation.papers.outline import letters, numbers_of, roman
from emulation.papers.saying import content_of, json_of
from tests.documents import CONTENTS, DECISION, LETTER, PLAN

ROOM = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("kind", "symbol"),
    [
        (PaperKind.PLAN, "KH-UBND"),
        (PaperKind.DECISION, "QĐ-UBND"),
        (PaperKind.PROPOSAL, "TTr-UBND"),
        (PaperKind.REPORT, "BC-UBND"),
        (PaperKind.MINUTES, "BB-UBND"),
        (PaperKind.ANNOUNCEMENT, "TB-UBND"),
        (PaperKind.INVITATION_LETTER, "GM-UBND"),
        (PaperKind.OFFICIAL_LETTER, "UBND-VX"),
    ],
)
def test_the_symbol_of_a_kind(kind: PaperKind, symbol: str) -> None:
    assert symbol_of(kind, "UBND", "VX") == symbol


def test_every_kind_has_a_shape_and_papers_without_number_have_no_code() -> None:
    assert set(SHAPES) == set(PaperKind)
    assert [kind.value for kind, shape in SHAPES.items() if not shape.is_numbered and not shape.code] == ["dang-ky", "giay-khen", "danh-sach"]


P, C, S, K, U, T, D, PL, A, X = (
    Level.PART, Level.CHAPTER, Level.SECTION, Level.CLAUSE, Level.SUBCLAUSE, Level.POINT, Level.DASH, Level.PLUS, Level.ARTICLE, Level.TEXT,
)  # fmt: skip
COUNTED = [
    ([S, K, K, S, K], ["I.", "1.", "2.", "II.", "1."]),
    ([S, K, U, U, K, U], ["I.", "1.", "1.1.", "1.2.", "2.", "2.1."]),
    ([K, T, T, T, T, T, T, K, T], ["1.", "a)", "b)", "c)", "d)", "đ)", "e)", "2.", "a)"]),
    ([S, D, PL, X, D], ["I.", "-", "+", "", "-"]),
    ([A, K, K, A, K, T, A], ["Điều 1.", "1.", "2.", "Điều 2.", "1.", "a)", "Điều 3."]),
    ([P, C, S, P, C, A], ["Phần I", "Chương I", "I.", "Phần II", "Chương I", "Điều 1."]),
    ([Level.NOTE, Level.TABLE], ["", ""]),
]


@pytest.mark.parametrize(("levels", "numbers"), COUNTED)
def test_blocks_are_counted_as_they_nest(levels: list[Level], numbers: list[str]) -> None:
    assert numbers_of([Block(level) for level in levels]) == numbers


def test_a_number_of_its_own_is_printed_and_counted_all_the_same() -> None:
    assert numbers_of([Block(K), Block(U, number="1.1"), Block(U, number="1.2"), Block(U)]) == ["1.", "1.1", "1.2", "1.3."]


@pytest.mark.parametrize(("number", "said"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (49, "XLIX"), (90, "XC"), (145, "CXLV")])
def test_roman_numbers(number: int, said: str) -> None:
    assert roman(number) == said


def test_points_follow_the_vietnamese_alphabet() -> None:
    assert [letters(number) for number in (1, 4, 5, 6, 23, 24, 25)] == ["a", "d", "đ", "e", "y", "aa", "ab"]


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_what_is_kept_as_json_is_said_again(content: Content) -> None:
    assert content_of(json.loads(json.dumps(json_of(content)))) == content


@pytest.mark.parametrize("wrong", [{}, {"version": 2, "type": "Document"}, {"version": 1, "type": "Paper"}])
def test_json_of_something_else_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="no content of a paper"):
        content_of(wrong)


@pytest.mark.parametrize(
    ("changes", "number", "full"),
    [
        ({}, "Số: 05/KH-UBND", "05/KH-UBND"),
        ({"number": "5a"}, "Số: 05a/KH-UBND", "05a/KH-UBND"),
        ({"number": "123"}, "Số: 123/KH-UBND", "123/KH-UBND"),
        ({"number": ""}, f"Số: {ROOM * 8}/KH-UBND", ""),
        ({"symbol": ""}, "", ""),
    ],
)
def test_the_number_line(changes: dict[str, str], number: str, full: str) -> None:
    document = replace(PLAN, **changes)
    assert (wording.number_line(document), wording.full_number(document)) == (number, full)


@pytest.mark.parametrize(
    ("dated", "month", "line"),
    [
        (date(2027, 1, 5), None, "Phường 4, ngày 05 tháng 01 năm 2027"),
        (date(2027, 2, 12), None, "Phường 4, ngày 12 tháng 02 năm 2027"),
        (date(2027, 3, 1), None, "Phường 4, ngày 01 tháng 3 năm 2027"),
        (date(2026, 12, 31), None, "Phường 4, ngày 31 tháng 12 năm 2026"),
        (None, 1, "Phường 4, ngày … tháng 01 năm 2027"),
        (None, 6, "Phường 4, ngày … tháng 6 năm 2027"),
        (None, None, "Phường 4, ngày … tháng … năm 2027"),
    ],
)
def test_place_and_date(dated: date | None, month: int | None, line: str) -> None:
    assert wording.place_line("Phường 4", 2027, dated, month, room="…") == line


@pytest.mark.parametrize(
    ("lines", "ended"),
    [((), ()), (("a",), ("a.",)), (("a;", " - b.", "", "c"), ("a;", "b;", "c.")), (("Lưu: VP.", "  "), ("Lưu: VP.",))],
)
def test_a_list_ends_its_lines(lines: tuple[str, ...], ended: tuple[str, ...]) -> None:
    assert wording.punctuated(lines) == ended


@pytest.mark.parametrize("text", ["thực hiện", "thực hiện.", "thực hiện./.", "thực hiện; "])
def test_the_last_paragraph_is_closed(text: str) -> None:
    assert wording.closed(text) == "thực hiện./."


def test_what_the_last_paragraph_leaves_unsaid_stays() -> None:
    assert [wording.closed(text) for text in ("phường, xã,...", "phường, xã…", "xã,")] == ["phường, xã,.../.", "phường, xã…/.", "xã./."]


def test_only_a_paragraph_at_the_end_is_closed() -> None:
    table, heading = Block(Level.TABLE, "Bảng"), Block(K, "Hiệu lực", is_heading=True)
    assert [wording.ended(blocks) for blocks in ((), (table,), (heading,))] == [(), (table,), (heading,)]
    assert wording.ended((table, Block(D, "Hết"))) == (table, Block(D, "Hết./."))


def test_titles_of_files() -> None:
    assert wording.title_of(PLAN) == "Kế hoạch Tổ chức phong trào thi đua yêu nước và công tác khen thưởng năm 2027"
    assert wording.title_of(LETTER) == "V/v đôn đốc đăng ký thi đua năm 2027"


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (DECISION, "(Kèm theo Quyết định số 05/QĐ-UBND ngày 05 tháng 01 năm 2027 của Chủ tịch Ủy ban nhân dân phường Bách Quang)"),
        (replace(PLAN, number="5"), "(Kèm theo Kế hoạch số 05/KH-UBND ngày 05 tháng 01 năm 2027 của Ủy ban nhân dân phường Bách Quang)"),
        (
            replace(DECISION, decider="CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG BÁCH QUANG"),
            "(Kèm theo Quyết định số 05/QĐ-UBND ngày 05 tháng 01 năm 2027 của Ủy ban nhân dân phường Bách Quang)",
        ),
        (
            replace(DECISION, symbol="", dated=None, month=1),
            f"(Kèm theo Quyết định ngày {ROOM * 6} tháng 01 năm 2027 của Chủ tịch Ủy ban nhân dân phường Bách Quang)",
        ),
    ],
)
def test_an_annex_says_what_it_is_annexed_to(document: Document, said: str) -> None:
    assert wording.annexed_to(document) == said
    assert [wording.annex_name(1, 1), wording.annex_name(2, 3)] == ["Phụ lục", "Phụ lục II"]
