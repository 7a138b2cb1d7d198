"""What people type is data: printed as it stands in every field, nothing fetched, nothing over the edge or over something else, within limits."""

import re
import select
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from emulation.papers.broken import TOO_LONG, BrokenPaper
from emulation.papers.content import Line
from emulation.papers.document import Annex, Block, Content, Level, Signature
from emulation.papers.printing import pdf_of
from emulation.papers.rendering import render_pdf
from tests.crowding import beyond_the_edge, overlapping
from tests.documents import CERTIFICATE, DECISION, LETTER, MINUTES, PLAN
from tests.measuring import Measured
from tests.pdf import pdf_text, structure_text
from tests.registration_papers import SHORT, printed

COLUMNS = ("STT", "Tên tập thể", "Đơn vị")
VERIFY = "https://thi-dua.example/xac-minh/ABCD-2345/"


def table(text: str) -> Block:
    return Block(Level.TABLE, "Danh sách", columns=COLUMNS, rows=(("1", text, "phường"),))


FIELDS: dict[str, Callable[[str], Content]] = {
    "superior": lambda text: replace(PLAN, letterhead=(text, "Phường Bách Quang")),
    "issuer": lambda text: replace(PLAN, letterhead=("Tỉnh Thái Nguyên", text)),
    "symbol": lambda text: replace(PLAN, symbol=text),
    "number": lambda text: replace(PLAN, number=text),
    "place": lambda text: replace(PLAN, place=text),
    "subject": lambda text: replace(PLAN, subject=text),
    "subject of a letter": lambda text: replace(LETTER, subject=text),
    "addressee": lambda text: replace(LETTER, addressees=(text,)),
    "addressees": lambda text: replace(LETTER, addressees=("Các đơn vị", text)),
    "basis": lambda text: replace(DECISION, bases=(text,)),
    "decider": lambda text: replace(DECISION, decider=text),
    "recipient": lambda text: replace(PLAN, recipients=(text, "Lưu: VT")),
    "authority": lambda text: replace(PLAN, signature=Signature((text,), "Đặng Hoàng Long")),
    "name of who signs": lambda text: replace(PLAN, signature=Signature(("CHỦ TỊCH",), text)),
    "name at the left": lambda text: replace(MINUTES, left_signature=Signature(("THƯ KÝ",), text)),
    "cell": lambda text: replace(PLAN, blocks=(table(text),)),
    "head of a column": lambda text: replace(PLAN, blocks=(replace(table("x"), columns=("STT", text, "Đơn vị")),)),
    "number of a block": lambda text: replace(PLAN, blocks=(Block(Level.CLAUSE, "Việc", number=text),)),
    "title of an annex": lambda text: replace(PLAN, annexes=(Annex(text, (table("x"),)),)),
    "block of an annex": lambda text: replace(PLAN, annexes=(Annex("Danh sách", (table(text),), landscape=True),)),
    **{level.value: lambda text, level=level: replace(PLAN, blocks=(Block(level, text),)) for level in Level if level != Level.TABLE},
    "decider of a certificate": lambda text: replace(CERTIFICATE, decider=text),
    "award": lambda text: replace(CERTIFICATE, award=text),
    "verb": lambda text: replace(CERTIFICATE, verb=text),
    "recipient of a certificate": lambda text: replace(CERTIFICATE, recipient=text),
    "address": lambda text: replace(CERTIFICATE, details=(text,)),
    "achievement": lambda text: replace(CERTIFICATE, achievement=text),
    "place of a certificate": lambda text: replace(CERTIFICATE, place=text),
    "decision of a certificate": lambda text: replace(CERTIFICATE, decision_number=text),
    "book of a certificate": lambda text: replace(CERTIFICATE, book_number=text),
    "authority of a certificate": lambda text: replace(CERTIFICATE, signature=Signature((text,), "Đặng Hoàng Long")),
    "name on a certificate": lambda text: replace(CERTIFICATE, signature=Signature(("CHỦ TỊCH",), text)),
}


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    """A server on this machine that nobody may call."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def attack(port: int) -> str:
    """Everything that would read a file, call a server or change a page, if it were more than words."""
    call = f"http://127.0.0.1:{port}"
    return " ".join(
        (
            f'<img src="file:///etc/passwd"> <img src="{call}/x.png"> {call}/ file:///etc/passwd',
            '<link rel="stylesheet" href="%2e%2e/%2e%2e/manage.py"> <a rel="attachment" href="file:///etc/hostname">x</a>',
            f'<svg xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="{call}/a.svg"/><use href="file:///etc/passwd#x"/></svg>',
            f"<style>@import url({call}/a.css); @import '{call}/b.css'; p {{ background: url(file:///etc/passwd) }}</style>",
            "{{ 7|add:7 }} {% include 'base.html' %} {# no #} &lt; &amp; </p></td></body> <script>alert(1)</script> <!-- ]]>",
        )
    )


def squeezed(text: str) -> str:
    """Without white space and case: lines break within long words, and capitals are the layout's."""
    return "".join(text.split()).casefold()


@pytest.mark.parametrize("field", FIELDS)
def test_what_looks_like_markup_is_printed_as_it_stands_and_fetches_nothing(field: str, listener: socket.socket) -> None:
    text = attack(listener.getsockname()[1])
    pdf = pdf_of(FIELDS[field](text), code="ABCD-2345", verify_url=VERIFY)
    assert squeezed(text) in squeezed(structure_text(pdf))
    assert select.select([listener], [], [], 0)[0] == []


def test_the_listener_would_notice() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        assert select.select([server], [], [], 1)[0] == [server]


LONG = ("Nguyễnthịtrườnggiang" * 10)[:200]  # a name without a space


@pytest.mark.parametrize("field", FIELDS)
def test_a_name_of_two_hundred_letters_stays_in_its_place(field: str) -> None:
    pdf = pdf_of(FIELDS[field](LONG), code="ABCD-2345", verify_url=VERIFY)
    assert squeezed(LONG) in squeezed(structure_text(pdf))
    assert (beyond_the_edge(pdf), overlapping(pdf)) == ([], [])


CROWDED: dict[str, Content] = {
    "letterhead": replace(PLAN, letterhead=(LONG, LONG), symbol=LONG, place=LONG, subject=LONG),
    "letter": replace(LETTER, subject=LONG, addressees=(LONG, LONG), recipients=(LONG, LONG)),
    "both signatures": replace(MINUTES, signature=Signature((LONG,), LONG), left_signature=Signature((LONG,), LONG), recipients=(LONG,)),
    "three columns": replace(PLAN, blocks=(replace(table(LONG), rows=((LONG, LONG, LONG),)),)),
    "seven columns": replace(PLAN, blocks=(Block(Level.TABLE, "Bảng", columns=("STT", *(LONG,) * 6), rows=(("1", *(LONG,) * 6),)),)),
    "certificate": replace(CERTIFICATE, decider=LONG, recipient=LONG, details=(LONG,), achievement=LONG, place=LONG),
}


@pytest.mark.parametrize("paper", CROWDED)
def test_many_such_names_stay_off_each_other(paper: str) -> None:
    pdf = pdf_of(CROWDED[paper], code="ABCD-2345", verify_url=VERIFY)
    assert (beyond_the_edge(pdf), overlapping(pdf)) == ([], [])


def test_a_registration_with_such_names_stays_on_its_page() -> None:
    rows = (("1", LONG, LONG), ("2", "Thu quỹ", "100 %"))
    lines = (Line("item", LONG), Line("option", LONG, value=LONG), Line("answer", LONG), Line("table", "Bảng", columns=("TT", "Chỉ tiêu", "Mức"), rows=rows))
    pdf = printed(replace(SHORT, letterhead=(LONG, LONG), lines=lines, signer_name=LONG, addressees=(LONG,), recipients=(LONG,)))
    assert (beyond_the_edge(pdf), overlapping(pdf)) == ([], [])


def test_letters_over_each_other_and_over_the_edge_would_be_found() -> None:
    head = '<html lang="vi"><title>x</title><body>'
    assert beyond_the_edge(render_pdf(f'{head}<p style="margin-left: -40mm">Thi đua</p>'))
    assert overlapping(render_pdf(f'{head}<p style="margin: 0; height: 0">Thi đua</p><p style="margin: 0">Khen thưởng</p>'))


def test_a_megabyte_of_nesting_is_refused_at_once() -> None:
    began = time.monotonic()
    with pytest.raises(BrokenPaper, match="It weighs") as broken:
        pdf_of(replace(PLAN, blocks=(Block(Level.TEXT, "<div>" * 200_000),)))
    assert (broken.value.sentence, time.monotonic() - began < 5) == (TOO_LONG, True)


def test_nesting_that_is_not_too_long_is_printed_as_it_stands() -> None:
    nested = "<div><ul><li>" * 150
    assert squeezed(nested) in squeezed(structure_text(pdf_of(replace(PLAN, blocks=(Block(Level.TEXT, nested),)))))


def test_a_body_of_a_thousand_levels_is_printed_whole() -> None:
    levels = (Level.CLAUSE, Level.SUBCLAUSE, Level.POINT, Level.DASH, Level.PLUS)
    blocks = tuple(Block(levels[place % 5], f"Dòng {place}.") for place in range(1000))
    found = [int(number) for number in re.findall(r"Dòng (\d+)\.", pdf_text(pdf_of(replace(PLAN, blocks=blocks)), "-raw"))]
    assert found == list(range(1000))


@pytest.mark.parametrize("many", [300, pytest.param(3000, marks=[pytest.mark.slow, pytest.mark.once])])
def test_a_long_table_has_each_row_once_in_order_below_its_head(many: int) -> None:
    rows = tuple((str(number), f"Tập thể số {number}", "Phường Bách Quang") for number in range(1, many + 1))
    paper = Measured(pdf_of(replace(PLAN, blocks=(Block(Level.TABLE, "Danh sách", columns=COLUMNS, rows=rows),))))
    numbers = [int(found[1]) for line in paper.lines if (found := re.fullmatch(r"Tập thể số (\d+)", line.text))]
    heads = {line.page: line.base for line in paper.lines if line.text == "Tên tập thể"}
    first = {}
    for line in paper.lines:
        if line.text.startswith("Tập thể số"):
            first.setdefault(line.page, line.base)
    assert numbers == list(range(1, many + 1))
    assert (first.keys() - heads.keys(), [page for page in first if heads[page] >= first[page]], len(first) > many // 50) == (set(), [], True)
