"""The five real plans, composed in the demonstration and approved: each is printed with every sentence of its seed; counts and targets are live."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command

from emulation.campaigns.models import Campaign
from emulation.drafting.composing import document_of
from emulation.drafting.models import Draft
from emulation.drafting.writing import copy_draft
from emulation.issuing.models import OutgoingPaper, State
from emulation.papers.document import Document
from emulation.papers.printing import htmls_of
from emulation.papers.saying import content_of
from emulation.units.kinds import Kind
from emulation.units.models import Unit
from emulation.units.tree import new_unit
from registrations.demonstration.plans import PLANS
from tests.pdf import MM, structure_text, text_lines
from tests.seed_text import Difference, changed, lost_sentences, mended, plain, seed_text, sentences, share_kept

LEAST = 0.995  # of the characters of a seed
MARGIN = 20 * MM  # above it stand the numbers of pages
A_BASIS_ENDS = "The layout ends the last of the bases with a full stop (NĐ 30/2020, Appendix I)."


@dataclass(frozen=True)
class Plan:
    """Where the text of a seed begins and ends that is compared, and in what the printed plan differs from it."""

    ends: str
    differences: Sequence[Difference] = ()
    begins: str = "Số:"


EXPECTED = {
    "luong-son": Plan("Dương Thị Lưu"),
    "binh-luong": Plan("Lê Đức Tuấn"),
    "phuong-4": Plan("Phan Văn Hùng"),
    "chi-lang": Plan("Vi Nông Trường", [Difference("lần thứ XI năm 2025;\n\nUBND huyện", "lần thứ XI năm 2025.\n\nUBND huyện", A_BASIS_ENDS)]),
    "nga-nam": Plan(
        "Lưu: VT, VP.",
        [
            Difference("giai đoạn 2021 - 2025; Ủy ban", "giai đoạn 2021 - 2025. Ủy ban", A_BASIS_ENDS),
            Difference("phục\n\nhội và", "phục hồi và", "Torn by the edge of a page and misread: “phục hồi” in the same sentence."),
            Difference("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNơi nhận:", "Nơi nhận:", "Both stand side by side; the seed reads the right one first."),
            Difference("Lưu: VT, VP.", "Lưu: VT, VP.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "The other half of that."),
        ],
        begins="KẾ HOẠCH",
    ),
}


def exported(code: str, folder: Path) -> bytes:
    """The only plan of that issuer that `manage.py export_papers` writes."""
    call_command("export_papers", to=folder, issuer=code, kind="ke-hoach", verbosity=0)
    (file,) = folder.glob("*.pdf")
    paper = OutgoingPaper.objects.get(unit__code=code)
    assert file.name == f"{code}_ke-hoach_{paper.year}_{paper.code.lower()}_kh-ubnd.pdf"
    return file.read_bytes()


def seen_body(pdf: bytes) -> str:
    """What the eye reads from the title to the last word of the body, on all pages, without their numbers."""
    text = plain(" ".join(line.text for line in text_lines(pdf) if line.top > MARGIN))
    return body(text)


def body(text: str) -> str:
    return text[text.index("KẾ HOẠCH") : text.index("./.")]


@pytest.mark.wide
@pytest.mark.parametrize("code", PLANS)
@pytest.mark.usefixtures("demonstration")
def test_each_plan_is_printed_with_every_sentence_in_order(code: str, tmp_path: Path) -> None:
    plan = EXPECTED[code]
    pdf = exported(code, tmp_path)
    printed = plain(structure_text(pdf))
    printed = printed[printed.index(plan.begins) :]
    seed = seed_text(code, begins=plan.begins, ends=plan.ends)
    expected = mended(seed, plan.differences)
    assert lost_sentences(expected, printed) == []
    assert changed(expected, printed) == []
    assert share_kept(plain(seed), printed) >= LEAST
    assert seen_body(pdf) == body(expected)


@pytest.mark.usefixtures("demonstration")
def test_the_plans_are_approved_by_their_chairs_and_wait_for_number_and_date() -> None:
    papers = OutgoingPaper.objects.filter(unit__code__in=PLANS).order_by("approved_at")
    assert {(paper.state, paper.number, paper.dated) for paper in papers} == {(State.APPROVED, None, None)}
    assert [(paper.unit.code, f"{paper.approved_at:%d/%m/%Y}", str(paper.approved_by)) for paper in papers] == [
        ("nga-nam", "31/01/2023", "Trần Hoàng Nam"),
        ("luong-son", "19/01/2024", "Dương Thị Lưu"),
        ("binh-luong", "12/03/2024", "Lê Đức Tuấn"),
        ("chi-lang", "18/06/2024", "Vi Nông Trường"),
        ("phuong-4", "26/02/2025", "Phan Văn Hùng"),
    ]


def said_again(draft: Draft, on: date) -> Document:
    """What a copy of the draft would say on that day."""
    assert draft.paper
    assert draft.paper.approved_by
    return document_of(copy_draft(draft, by=draft.paper.approved_by), on)


def said(draft: Draft) -> Document:
    """What was approved."""
    assert draft.paper
    content = content_of(draft.paper.content)
    assert isinstance(content, Document)
    return content


@pytest.mark.parametrize(
    ("code", "kind", "before", "after"),
    [
        ("luong-son", Kind.TDP, "21 TDP trên địa bàn", "22 TDP trên địa bàn"),
        ("binh-luong", Kind.THON, "BPT 06 thôn, các trường học, trạm y tế", "BPT 07 thôn, các trường học, trạm y tế"),
        ("phuong-4", Kind.KHOM, "BND 02 Khóm", "BND 03 Khóm"),
    ],
)
@pytest.mark.usefixtures("demonstration")
def test_recipients_are_counted_from_the_units_there_are(code: str, kind: Kind, before: str, after: str) -> None:
    office = Unit.objects.get(code=code)
    draft = office.drafts.get()
    new_unit(office, kind=kind, code="vua-lap", name="Vừa lập", short_name="vừa lập", starts_on=date(2025, 3, 1))
    (print_before,), (print_now,) = htmls_of(said_again(draft, date(2025, 2, 28))), htmls_of(said_again(draft, date(2025, 3, 1)))
    assert [f"- {line};" in text for text in (print_before, print_now) for line in (before, after)] == [True, False, False, True]
    assert before in said(draft).recipients  # what was approved stays


NUMBERS = ["65%", "12.500 tấn", "45 tỷ đồng", "100%", "90%", "99,5%", "98%", "50%", "100%", "100%", "95,15%", "65,51%", "57,11%", "72%", "2%/năm", "3%"]


@pytest.mark.usefixtures("demonstration")
def test_the_numbers_of_nga_nam_are_rows() -> None:
    targets = Campaign.objects.get(code="nga-nam-2023").targets.exclude(value=None)
    draft = Draft.objects.get(unit__code="nga-nam")
    assert targets.count() == len(NUMBERS)
    text = " ".join(block.text for block in said(draft).blocks)
    here = text.index("Tỷ lệ sản lượng lúa đặc sản")
    for number, target in zip(NUMBERS, targets, strict=True):
        assert target.wording.replace("{số}", number) == target.in_words
        here = text.index(target.in_words, here)
    assert not any(number in passage.text for passage in draft.passages.all() for number in NUMBERS)


@pytest.mark.usefixtures("demonstration")
def test_a_row_that_changes_changes_the_sentence() -> None:
    draft = Draft.objects.get(unit__code="nga-nam")
    targets = Campaign.objects.get(code="nga-nam-2023").targets
    targets.filter(name__startswith="Tổng sản lượng").update(value=Decimal("13250.5"))
    targets.filter(name="Tỷ lệ hộ Khmer nghèo").update(value=Decimal("3.75"))
    before, now = ([block.text for block in document.blocks] for document in (said(draft), said_again(draft, date(2023, 2, 1))))
    assert [pair for pair in zip(*map(sentences, map(" ".join, (before, now))), strict=True) if pair[0] != pair[1]] == [
        (
            "tổng sản lượng khai thác và nuôi trồng thủy sản đạt 12.500 tấn;",
            "tổng sản lượng khai thác và nuôi trồng thủy sản đạt 13.250,5 tấn;",
        ),
        (
            "Giảm tỷ lệ hộ nghèo bình quân 2%/năm, trong đó giảm tỷ lệ hộ Khmer nghèo 3%.",
            "Giảm tỷ lệ hộ nghèo bình quân 2%/năm, trong đó giảm tỷ lệ hộ Khmer nghèo 3,75%.",
        ),
    ]


SEED = "Số: /KH-UBND\n\nKẾ HOẠCH\n**Thi đua** “năm\n2024”.\nGiao Văn phòng - Thống kê 2021-\n2025; TDP phục\n\nhội./."
PRINT = 'Số:      /KH-UBND KẾ HOẠCH Thi đua "năm 2024". Giao Văn phòng - Thống kê 2021-2025; TDP phục hội./.'


@pytest.mark.parametrize(
    ("printed", "listed", "lost", "differing"),
    [
        (PRINT, [], [], []),
        (PRINT.replace("phục hội", "phục hồi"), [], ["TDP phục hội./."], [("hội", "hồi")]),
        (PRINT.replace("phục hội", "phục hồi"), [Difference("phục\nhội", "phục hồi", "")], [], []),
        (PRINT, [Difference("phục\nhội", "phục hồi", "")], ["TDP phục hồi./."], [("hồi", "hội")]),
        (PRINT.replace(" TDP phục hội./.", ""), [], ["TDP phục hội./."], [("TDP phục hội . / .", "")]),
        (f"{PRINT} Thêm.", [], [], [("", "Thêm .")]),
    ],
    ids=["the same", "a letter", "a letter listed", "listed, yet the same", "a sentence less", "a sentence more"],
)
def test_nothing_lost_changed_or_added_goes_unnoticed(printed: str, listed: list[Difference], lost: list[str], differing: list[tuple[str, str]]) -> None:
    seed, text = mended(SEED, listed), plain(printed)
    assert (lost_sentences(seed, text), changed(seed, text)) == (lost, differing)


@pytest.mark.parametrize("said", ["phục hồi", "năm"])
def test_a_listed_difference_must_stand_in_the_seed_once(said: str) -> None:
    with pytest.raises(AssertionError, match="Not a difference"):
        mended(f"{SEED} năm", [Difference(said, "khác", "")])


def test_the_share_that_is_kept_counts_characters() -> None:
    assert [share_kept("một hai ba bốn.", text) for text in ("một hai ba bốn.", "một hai bà bốn.", "")] == [1.0, 10 / 12, 0.0]
