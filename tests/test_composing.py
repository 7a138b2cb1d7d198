"""What a draft says as a document: its head, its body with the campaign's targets in sentences, its annexes, and the numbers of units of that day."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from emulation.campaigns.models import Target
from emulation.campaigns.models.plan import number_once, targets_in_words
from emulation.drafting.composing import counted, document_of, outline_of, unknown_counts
from emulation.drafting.doubts import doubts_of
from emulation.drafting.models import Draft, Passage, PassageLevel, cells_of, written_cells
from emulation.drafting.writing import copy_draft, put_passages
from emulation.papers.document import Annex, Block, Document, Level, Signature
from emulation.papers.kinds import PaperKind
from emulation.papers.printing import pdf_of
from emulation.units.kinds import Kind
from emulation.units.models import Unit
from tests.drafts import make_draft
from tests.pdf import pdf_text
from tests.world import World, make_unit

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
HEAD: dict[str, Any] = {
    "symbol": "QĐ-UBND",
    "subject": "Về việc tặng Giấy khen\nnăm 2026",
    "letterhead": "ỦY BAN NHÂN DÂN\n PHƯỜNG BÁCH QUANG ",
    "issuer": "Ủy ban nhân dân phường Bách Quang",
    "place": "Bách Quang",
    "year": 2026,
    "month": 6,
    "decider": "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG BÁCH QUANG",
    "bases": "Căn cứ Luật A\n\nCăn cứ Luật B",
    "addressees": "Sở Nội vụ",
    "recipients": "Như Điều 2\n{số tổ dân phố} TDP\nLưu: VT",
    "authority": "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
    "signer_name": "Nguyễn Thị Lan",
    "left_authority": "THƯ KÝ",
    "left_signer_name": "Trần Thị Thư",
}


@pytest.fixture
def decision(world: World) -> Draft:
    return make_draft(world.ward, world.people["secretary"], PaperKind.DECISION, body="Điều 1. Tặng Giấy khen.", **HEAD)


def add(draft: Draft, *passages: dict[str, Any]) -> None:
    put_passages(draft, [Passage(draft=draft, **fields) for fields in passages])


def test_each_field_of_a_draft_is_one_of_its_document(decision: Draft) -> None:
    assert document_of(decision, TODAY) == Document(
        kind=PaperKind.DECISION,
        letterhead=("ỦY BAN NHÂN DÂN", "PHƯỜNG BÁCH QUANG"),
        issuer="Ủy ban nhân dân phường Bách Quang",
        symbol="QĐ-UBND",
        place="Bách Quang",
        year=2026,
        month=6,
        subject="Về việc tặng Giấy khen\nnăm 2026",
        decider="CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG BÁCH QUANG",
        bases=("Căn cứ Luật A", "Căn cứ Luật B"),
        addressees=("Sở Nội vụ",),
        blocks=(Block(Level.ARTICLE, "Tặng Giấy khen."),),
        signature=Signature(("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Nguyễn Thị Lan"),
        left_signature=Signature(("THƯ KÝ",), "Trần Thị Thư"),
        recipients=("Như Điều 2", "03 TDP", "Lưu: VT"),
    )


def test_an_empty_draft_has_neither_body_nor_second_signature(world: World) -> None:
    draft = make_draft(world.ward, world.people["secretary"], body="", recipients="")
    document = document_of(draft, TODAY)
    assert (document.blocks, document.annexes, document.left_signature, document.recipients, outline_of(draft)) == ((), (), None, (), [])


ANNEXED = (
    {"level": "annex", "text": "Danh sách tập thể", "is_landscape": True},
    {"level": "table", "text": "Danh sách", "cells": "STT | Tên\n1 | TDP Khu Ga\n2"},
    {"level": "clause", "text": "Ghi chú", "is_heading": True},
    {"level": "annex", "text": "Mẫu"},
    {"level": "clause", "text": "Một", "number": "1.1"},
)


def test_annexes_have_numbers_and_pages_of_their_own(decision: Draft) -> None:
    add(decision, *ANNEXED)
    assert document_of(decision, TODAY).annexes == (
        Annex(
            "Danh sách tập thể",
            (
                Block(Level.TABLE, "Danh sách", columns=("STT", "Tên"), rows=(("1", "TDP Khu Ga"), ("2", ""))),
                Block(Level.CLAUSE, "Ghi chú", is_heading=True),
            ),
            landscape=True,
        ),
        Annex("Mẫu", (Block(Level.CLAUSE, "Một", number="1.1"),)),
    )
    assert [(row.number, row.text, row.rows, row.css) for row in outline_of(decision)] == [
        ("Điều 1.", "Tặng Giấy khen.", 0, "level-article"),
        ("Phụ lục I.", "Danh sách tập thể", 0, "level-annex"),
        ("", "Danh sách", 2, "level-table"),
        ("1.", "Ghi chú", 0, "level-clause bold"),
        ("Phụ lục II.", "Mẫu", 0, "level-annex"),
        ("1.1", "Một", 0, "level-clause"),
    ]


def test_a_draft_is_printed_with_all_that_it_says(decision: Draft) -> None:
    add(decision, *ANNEXED)
    said = pdf_text(pdf_of(document_of(decision, TODAY)))
    for words in ("Về việc tặng Giấy khen", "Điều 1. Tặng Giấy khen", "Căn cứ Luật B", "03 TDP;", "Phụ lục II", "TDP Khu Ga", "Nguyễn Thị Lan"):
        assert said.count(words) == 1, words


def test_a_copy_says_the_same(world: World, decision: Draft) -> None:
    add(decision, *ANNEXED)
    copy = copy_draft(decision, by=world.people["secretary"])
    assert (document_of(copy, TODAY), copy.state, copy.pk != decision.pk) == (document_of(decision, TODAY), "draft", True)
    assert decision.passages.count() == copy.passages.count() == 6


SENTENCES: list[tuple[dict[str, Any], str]] = [
    ({"name": "Phát động thi đua"}, "Phát động thi đua"),
    ({"name": "Tỷ lệ hộ dùng nước sạch:", "value": 65, "unit": "%"}, "tỷ lệ hộ dùng nước sạch đạt 65%"),
    ({"name": "Tỷ lệ hộ", "value": 65, "unit": "%", "comparator": "above"}, "tỷ lệ hộ trên 65%"),
    ({"name": "Tỷ lệ hộ", "value": 65, "unit": "%", "comparator": "at-least"}, "tỷ lệ hộ từ 65% trở lên"),
    ({"name": "Tỷ lệ hộ", "value": 65, "unit": "%", "comparator": "below"}, "tỷ lệ hộ dưới 65%"),
    ({"name": "Tỷ lệ hộ", "value": 65, "unit": "%", "comparator": "at-most"}, "tỷ lệ hộ không quá 65%"),
    ({"name": "Sản lượng lúa", "value": 12500, "unit": "tấn", "comparator": "raise"}, "tăng sản lượng lúa 12.500 tấn"),
    ({"name": "Tỷ lệ hộ nghèo", "value": "1.5", "unit": "%/năm", "comparator": "reduce"}, "giảm tỷ lệ hộ nghèo 1,5%/năm"),
    ({"name": "GRDP", "value": 8, "unit": "%", "comparator": "raise"}, "tăng GRDP 8%"),
    ({"name": "A", "value": 8}, "a đạt 8"),
    ({"name": "Lúa thơm", "value": 40, "unit": "%", "wording": "lúa thơm chiếm trên {số} tổng sản lượng"}, "lúa thơm chiếm trên 40% tổng sản lượng"),
]


@pytest.mark.parametrize(("fields", "sentence"), SENTENCES, ids=[one[1] for one in SENTENCES])
def test_a_target_is_a_sentence_of_the_plan(world: World, fields: dict[str, Any], sentence: str) -> None:
    target = Target.objects.create(campaign=world.campaign, **fields)
    assert Target.objects.get(pk=target.pk).in_words == sentence


def test_a_part_is_said_with_the_target_that_it_is_a_part_of(world: World) -> None:
    whole = Target.objects.create(campaign=world.campaign, name="Tỷ lệ hộ nghèo", value=3, unit="%", comparator="reduce")
    part = Target.objects.create(campaign=world.campaign, name="Tỷ lệ hộ Khmer nghèo", value=3, unit="%", comparator="reduce", parent=whole)
    assert targets_in_words([whole, part]) == "giảm tỷ lệ hộ nghèo 3%, trong đó giảm tỷ lệ hộ Khmer nghèo 3%"


JOINED = [
    ([], ""),
    (["trồng cây"], "trồng cây"),
    (["trồng cây", "làm đường"], "trồng cây; làm đường"),
    (["trồng cây", "Làm đường", "xây cầu"], "trồng cây. Làm đường; xây cầu"),
    (["trồng cây.", "Làm đường"], "trồng cây. Làm đường"),
    (["trồng cây", "(kể cả tre)", ": đủ"], "trồng cây(kể cả tre): đủ"),
]


@pytest.mark.parametrize(("names", "said"), JOINED)
def test_targets_follow_one_another_as_sentences_do(names: list[str], said: str) -> None:
    assert targets_in_words(Target(name=name) for name in names) == said


@pytest.mark.parametrize("wording", ["trên một nửa", "{số} và {số}", "{số} {thôn}", "{số} }"])
def test_a_wording_names_the_place_of_its_number_once(wording: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        number_once(wording)
    sentence = "Xin ghi {số} đúng một lần, ở chỗ in con số và đơn vị tính, và không dùng dấu ngoặc nhọn ở chỗ khác."
    assert refusal.value.messages == [sentence]
    number_once("trên {số}")


def test_a_passage_prints_the_targets_of_its_field_as_they_are_now(world: World) -> None:
    draft = make_draft(world.ward, world.people["secretary"], campaign=world.campaign, body="")
    Target.objects.create(campaign=world.campaign, field="Kinh tế", name="Thu ngân sách", value=100, unit="%")
    Target.objects.create(campaign=world.campaign, field="Khác", name="Không in", value=1)
    add(
        draft,
        {"level": "dash", "text": "Kinh tế:", "target_field": "Kinh tế"},
        {"target_field": "Kinh tế"},
        {"text": "Văn hóa.", "target_field": "Văn hóa"},
        {"text": "Không chỉ tiêu"},
    )
    said = ["Kinh tế: thu ngân sách đạt 100%.", "Thu ngân sách đạt 100%.", "Văn hóa.", "Không chỉ tiêu"]
    assert [block.text for block in document_of(draft, TODAY).blocks] == said
    Target.objects.filter(field="Kinh tế").update(value=98, wording="thu đạt {số};")
    assert document_of(draft, TODAY).blocks[0].text == "Kinh tế: thu đạt 98%;"
    draft.campaign = None
    assert [block.text for block in document_of(draft, TODAY).blocks] == ["Kinh tế:", "", "Văn hóa.", "Không chỉ tiêu"]


def test_units_are_counted_as_they_are_on_the_day(world: World) -> None:
    make_unit(world.ward, Kind.THON, "thon-1")
    make_unit(world.ward, Kind.THON, "thon-2", starts_on=TODAY + timedelta(days=1))
    ended = make_unit(world.ward, Kind.THON, "thon-3")
    Unit.objects.filter(pk=ended.pk).update(ends_on=TODAY - timedelta(days=1))
    lines = ["{số thôn} thôn, {SỐ  tổ dân phố} TDP", "{số khóm} khóm; {số gì} đó", "{} không"]
    assert list(counted(lines, world.ward, TODAY)) == ["01 thôn, 03 TDP", "00 khóm; {số gì} đó", "{} không"]
    assert list(counted(["{số thôn}"], world.ward, TODAY + timedelta(days=1))) == ["02"]
    assert list(counted(["{số phường}"], world.province, TODAY)) == ["02"]
    assert unknown_counts("{số thôn} {số gì} {}") == ["số gì", ""]


CELLS = [
    ("a | b\nc", [["a", "b"], ["c", ""]]),
    ("| a | b |\n| c | d |", [["a", "b"], ["c", "d"]]),
    ("| a | b\nc | d |", [["", "a", "b"], ["c", "d", ""]]),
    ("|  | b |\n\n|  |  |", [["", "b"], ["", ""]]),
    ("|", [["", ""]]),
    ("", []),
]


@pytest.mark.parametrize(("text", "rows"), CELLS)
def test_a_table_is_a_line_a_row_with_bars(text: str, rows: list[list[str]]) -> None:
    assert cells_of(text) == rows


@pytest.mark.parametrize("rows", [[["a", "b"], ["c", "d"]], [["", "b"], ["c", ""], ["", ""]], [["a"], [""]]])
def test_a_written_table_is_read_as_it_was(rows: list[list[str]]) -> None:
    """A row with an empty first cell once lost it, and all others moved to the left."""
    assert cells_of(written_cells(rows)) == rows


def test_a_bar_within_a_cell_is_none_of_the_table() -> None:
    assert cells_of(written_cells([["a|b", "c"]])) == [["a/b", "c"]]


TOO_LARGE = {
    "wide": (" | ".join("a" * 13), "Bảng có 13 cột; mỗi trang chỉ in được tối đa 12 cột."),
    "long": ("a | b\n" * 3002, "Bảng có 3001 dòng; mỗi bảng chỉ ghi tối đa 3000 dòng. Xin chia thành nhiều bảng."),
    "uneven": ("a | b\nc | d | e", "Dòng 2 có 3 ô, nhiều hơn 2 cột của dòng đầu. Xin xem lại dấu “|”."),
}


@pytest.mark.parametrize(("cells", "sentence"), TOO_LARGE.values(), ids=TOO_LARGE)
def test_a_table_that_no_page_can_hold_is_refused(decision: Draft, cells: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        add(decision, {"level": "table", "cells": cells})
    assert refusal.value.messages == [sentence]


def test_doubts_name_what_looks_unfinished(world: World, decision: Draft) -> None:
    assert doubts_of(decision, document_of(decision, TODAY)) == []
    decision.authority, decision.recipients = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "Như trên"
    decision.passages.all().delete()
    add(decision, *({"text": f"Chỗ … {number}"} for number in range(5)), {"text": "v.v…"})
    assert doubts_of(decision, document_of(decision, TODAY)) == [
        "Còn chỗ chưa ghi: “Chỗ … 0”",
        "Còn chỗ chưa ghi: “Chỗ … 1”",
        "Còn chỗ chưa ghi: “Chỗ … 2”",
        "Quyết định chưa có Điều nào.",
        "Chủ tịch quyết định theo thẩm quyền riêng thì ký “CHỦ TỊCH”, không ghi “TM. ỦY BAN NHÂN DÂN”.",
        "Dòng cuối của nơi nhận thường là “Lưu: VT, …”.",
    ]
    plan = make_draft(world.ward, world.people["secretary"], recipients="")
    assert doubts_of(plan, document_of(plan, timezone.localdate())) == []


def test_draft_and_passage_are_called_by_what_they_say(decision: Draft) -> None:
    assert (str(decision), str(Passage(text="Một")), str(Passage(level=PassageLevel.TABLE))) == (
        "Quyết định: Về việc tặng Giấy khen năm 2026",
        "Một",
        "Bảng, danh sách",
    )
