"""The office's pages of papers: list, moves, register and series."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from emulation.history.models import Line
from emulation.issuing.finishing import issue
from emulation.issuing.models import OutgoingPaper, Series
from emulation.issuing.tasks import finish_waiting_papers
from emulation.issuing.workflow import move_paper
from emulation.jobs.models import Job
from emulation.jobs.running import run
from emulation.papers.kinds import PaperKind
from tests.outgoing import approved, issued, own_series
from tests.pages import exported, messages, page, texts, words_of
from tests.pdf import pdf_text, squeezed
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(client: Client, world: World) -> Client:
    client.force_login(world.people["secretary"])
    return client


def listed(client: Client, **query: str) -> list[str]:
    return [str(paper) for paper in client.get(reverse("paper-list"), query).context["page"]]


def test_the_list_is_searched_filtered_and_sorted(world: World, secretary: Client) -> None:
    by = world.people["secretary"]
    issued(world.ward, by, "05", date(2026, 1, 9), subject="Phát động thi đua yêu nước")
    issued(world.ward, by, "03", date(2025, 3, 1), kind=PaperKind.DECISION, subject="Kiện toàn Hội đồng")
    approved(world.ward, PaperKind.PROPOSAL, subject="Đề nghị khen thưởng")
    plan, decision, proposal = "Kế hoạch số 05/KH-UBND ngày 09/01/2026", "Quyết định số 03/QĐ-UBND ngày 01/03/2025", "Tờ trình (chưa có số)"
    assert listed(secretary) == [proposal, decision, plan]
    assert [listed(secretary, tim=words) for words in ("phat dong", "kien toan", "05/kh-ubnd", "to trinh", "xyz")] == [
        [plan],
        [decision],
        [plan],
        [proposal],
        [],
    ]
    assert (listed(secretary, loai="ke-hoach"), listed(secretary, **{"tinh-trang": "approved"}), listed(secretary, nam="2025")) == (
        [plan],
        [proposal],
        [decision],
    )
    assert listed(secretary, loai="x", nam="20x5", xep="x", **{"tinh-trang": "x"}) == [proposal, decision, plan]
    upward = [decision, plan, proposal]
    assert [listed(secretary, xep=order) for order in ("ngay", "so", "-so")] == [upward, upward, [proposal, plan, decision]]
    heads = secretary.get(reverse("paper-list"), {"xep": "-ngay"}).context["list"].heads
    assert {head.label: (head.sorted, head.query) for head in heads if head.query} == {
        "Số, ký hiệu": ("none", "xep=so"),
        "Ngày ban hành": ("descending", "xep=ngay"),
    }


def test_what_is_listed_is_exported(world: World, secretary: Client) -> None:
    issued(world.ward, world.people["secretary"], subject="Phát động thi đua")
    approved(world.ward, PaperKind.PROPOSAL)
    lines = exported(secretary.get(reverse("paper-list"), {"tim": "phat dong", "xuat": "xlsx"}))
    assert [line[:3] for line in lines] == [("Số, ký hiệu", "Loại văn bản", "Loại và trích yếu"), ("05/KH-UBND", "Kế hoạch", "Kế hoạch: Phát động thi đua")]


def pressed(client: Client, paper: OutgoingPaper, move: str, **data: Any) -> Any:
    return client.post(reverse("paper-move", args=[paper.pk, move]), data, follow=True)


def test_a_number_is_typed_in_and_the_paper_is_issued(world: World, secretary: Client) -> None:
    paper = approved(world.ward)
    response = pressed(secretary, paper, "number", number="5", dated="05/01/2026")
    assert messages(response) == ["Kế hoạch số 05/KH-UBND ngày 05/01/2026: đã ban hành."]
    assert all(word in words_of(response) for word in ("Mở văn bản (PDF)", "In bản chưa có số", response.context["paper"].shown_code, "Phát hành xong"))


def test_what_was_typed_stays_when_it_is_refused(world: World, secretary: Client) -> None:
    issued(world.ward, world.people["secretary"])
    paper = approved(world.ward)
    for data, why in [({"number": "năm", "dated": "05/01/2026"}, "Xin ghi số như"), ({"number": "05", "dated": "05/01/2026"}, "đã cấp cho")]:
        response = pressed(secretary, paper, "number", **data)
        assert (why in words_of(response), f'value="{data["number"]}"' in response.content.decode()) == (True, True)
    assert pressed(secretary, paper, "khong-co").status_code == 404


def test_a_revoked_paper_says_why_and_keeps_its_file(world: World, secretary: Client) -> None:
    paper = issued(world.ward, world.people["secretary"])
    response = pressed(secretary, paper, "revoke", reason="Sai căn cứ.")
    assert ("Lý do: Sai căn cứ." in words_of(response), "Mở văn bản" in words_of(response)) == (True, True)


def test_a_paper_whose_file_is_not_made_yet_says_so_until_the_clock_has_been(world: World, secretary: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = approved(world.ward)
    with monkeypatch.context() as broken:
        broken.setattr("emulation.issuing.finishing.pdf_of", None)
        assert "hệ thống đang lập tệp" in words_of(pressed(secretary, paper, "number", number="5", dated="05/01/2026"))
    finish_waiting_papers()
    assert "Đã ban hành" in words_of(secretary.get(paper.get_absolute_url()))


def test_links_to_what_it_replaces_and_corrects_stand_on_both_pages(world: World, secretary: Client) -> None:
    by = world.people["secretary"]
    old = issued(world.ward, by, "04")
    new = issued(world.ward, by, "05", replaces=old)
    letter = issued(world.ward, by, "01", kind=PaperKind.OFFICIAL_LETTER, corrects=new)
    assert "Được thay thế bằng" in words_of(secretary.get(old.get_absolute_url()))
    assert all(word in words_of(secretary.get(new.get_absolute_url())) for word in ("Thay thế", "Được đính chính bằng"))
    assert "Đính chính" in words_of(secretary.get(letter.get_absolute_url()))


@pytest.fixture
def register(world: World) -> World:
    by = world.people["secretary"]
    old = issued(world.ward, by, "05")
    issued(world.ward, by, "06", replaces=old)
    issued(world.ward, by, "07", kind=PaperKind.OFFICIAL_LETTER, corrects=OutgoingPaper.objects.get(number=6), subject="Đính chính kế hoạch")
    move_paper(issued(world.ward, by, "01", kind=PaperKind.DECISION), "revoke", by=by, reason="Sai căn cứ.")
    issue(approved(world.ward), "insert", by=by, reason="Bỏ sót.", number="05a", dated=date(2026, 1, 5), order_is_right=True)
    issued(world.ward, by, "01", date(2025, 2, 1))
    issued(world.ward, by, kind=PaperKind.CERTIFICATE)
    return world


def rows(client: Client, **query: str) -> list[tuple[str, str]]:
    return [(cells[0], cells[5]) for _, cells in client.get(reverse("paper-register"), query).context["rows"]]


WHOLE = [
    ("Không số", ""),
    ("05/KH-UBND", "Đã được thay thế."),
    ("05a/KH-UBND", "Số chèn. Lý do: Bỏ sót."),
    ("06/KH-UBND", "Thay thế Kế hoạch số 05/KH-UBND ngày 05/01/2026."),
    ("01/QĐ-UBND", "Đã thu hồi. Lý do: Sai căn cứ."),
    ("07/UBND-VX", "Đính chính Kế hoạch số 06/KH-UBND ngày 05/01/2026."),
]


def test_the_register_lists_a_year_in_the_order_of_numbers(register: World, secretary: Client) -> None:
    assert sorted(rows(secretary)) == sorted(WHOLE)
    assert [number for number, _ in rows(secretary, **{"ky-hieu": "KH-UBND"})] == ["05/KH-UBND", "05a/KH-UBND", "06/KH-UBND"]
    assert rows(secretary, nam="2025") == [("01/KH-UBND", "")]
    response = secretary.get(reverse("paper-register"), {"co-quan": "0"})
    assert (response.status_code, "Chưa có văn bản nào được cấp số" in words_of(response)) == (200, True)


def test_the_register_is_a_workbook_and_a_text_file(register: World, secretary: Client) -> None:
    sheet = load_workbook(BytesIO(secretary.get(reverse("paper-register-export", args=["xlsx"])).content)).active
    lines = list(sheet.iter_rows(values_only=True))
    assert (lines[0][0], len(lines), {type(line[1]).__name__ for line in lines[1:]}) == ("Số, ký hiệu", 1 + len(WHOLE), {"datetime"})
    csv = secretary.get(reverse("paper-register-export", args=["csv"]), {"nam": "2025"}).content.decode("utf-8-sig")
    (row,) = csv.splitlines()[1:]
    assert (row.split(",")[:2], "Như trên; Lưu: VT" in row) == (["01/KH-UBND", "01/02/2025"], True)
    assert secretary.get(reverse("paper-register-export", args=["exe"])).status_code == 404


def test_the_register_is_searched_by_number_subject_and_recipients_and_exported_so(register: World, secretary: Client) -> None:
    letter = OutgoingPaper.objects.get(kind=PaperKind.OFFICIAL_LETTER)
    letter.recipients = "\n".join([*(f"Ông bà thứ {number}" for number in range(100)), "Trường Mầm non Đồi Xanh"])
    letter.save()
    for words in ("07/ubnd", "DINH chinh", "doi xanh", "xanh dinh chinh"):
        assert rows(secretary, tim=words) == [WHOLE[-1]]
    assert len(rows(secretary, tim="nhu tren")) == len(WHOLE) - 2
    url = reverse("paper-register-export", args=["xlsx"])
    sheet = load_workbook(BytesIO(secretary.get(url, {"tim": "doi xanh"}).content)).active
    lines = [line[0] for line in sheet.iter_rows(values_only=True)]
    assert lines == ["Trích sổ đăng ký văn bản đi năm 2026", "Tìm: doi xanh", "Số, ký hiệu", "07/UBND-VX"]
    answer = secretary.get(reverse("paper-register"), {"tim": "khong co"})
    assert texts(answer, ".//div[@class='empty']/p[1]") == ["Không có văn bản nào như vậy trong phần sổ này."]
    assert "“In sổ” in trọn phần sổ đã chọn" in words_of(answer)
    assert "in trọn" not in words_of(secretary.get(reverse("paper-register")))


@pytest.mark.parametrize(
    ("order", "numbers"),
    {
        "-so": ["07/UBND-VX", "06/KH-UBND", "05a/KH-UBND", "05/KH-UBND", "01/QĐ-UBND", "Không số"],
        "ngay": ["05/KH-UBND", "05a/KH-UBND", "06/KH-UBND", "01/QĐ-UBND", "07/UBND-VX", "Không số"],
        "khac": [number for number, _ in WHOLE],
    }.items(),
)
def test_the_register_is_put_in_another_order_and_exported_so(register: World, secretary: Client, order: str, numbers: list[str]) -> None:
    shown = [number for number, _ in rows(secretary, xep=order)]
    sheet = load_workbook(BytesIO(secretary.get(reverse("paper-register-export", args=["xlsx"]), {"xep": order}).content)).active
    assert [line[0] for line in sheet.iter_rows(values_only=True)][1:] == shown
    assert sorted(shown) == sorted(numbers)
    if order == "-so":
        assert shown == numbers


def test_the_register_is_printed_whole_whatever_is_searched(register: World, secretary: Client) -> None:
    (printing,) = page(secretary.get(reverse("paper-register"), {"tim": "doi xanh"})).findall(".//div[@class='actions list-actions']/form")
    assert "tim=" not in printing.attrib["action"]
    secretary.post(f"{reverse('paper-register-pdf')}?tim=doi+xanh")
    assert Job.objects.get().params == {"unit": register.ward.pk, "year": 2026, "symbol": ""}


def test_the_register_is_printed_on_its_side(register: World, secretary: Client) -> None:
    job = secretary.post(f"{reverse('paper-register-pdf')}?ky-hieu=KH-UBND", follow=True).context["job"]
    run(job.pk)
    pdf = secretary.get(reverse("job-file", args=[job.pk])).getvalue()
    said = squeezed(pdf_text(pdf)).lower()
    assert [squeezed(word).lower() in said for word in ("Sổ đăng ký văn bản đi năm 2026", "05a/KH-UBND", "01/QĐ-UBND")] == [True, True, False]
    Job.objects.update(params={**job.params, "unit": 0}, outcome="", finished_at=None, file="", file_name="", started_at=None, tries=0)
    run(job.pk)
    assert Job.objects.get().error == "Cơ quan này không còn nữa."


def test_a_series_is_set_to_count_by_itself_and_the_history_says_who(world: World, secretary: Client) -> None:
    series = approved(world.ward).series
    assert series is not None
    assert "Văn thư cấp số" in words_of(secretary.get(reverse("paper-series-list")))
    url, year = reverse("paper-series", args=[series.pk]), timezone.localdate().year
    secretary.post(url, {"manner": "own", "opening_number": "0", "opening_year": str(year)})
    assert Series.objects.get().manner == "given"
    secretary.post(url, {"manner": "own", "opening_number": "14", "opening_year": str(year)})
    assert (Series.objects.get().is_own, Line.objects.of(series)[0].reason) == (True, f"Hệ thống tự lấy số tiếp theo; số mở đầu 14 năm {year}.")
    done = pressed(secretary, OutgoingPaper.objects.get(), "take-number").context["paper"]
    assert done.number_line == "14/KH-UBND"
    assert str(own_series(world.ward)) == "Kế hoạch (KH-UBND)"
