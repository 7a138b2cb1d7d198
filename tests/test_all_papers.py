"""Printing and downloading all papers of the list: as filtered, in order, tagged, with exact bytes, and the broken one named."""

import io
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve, reverse

from emulation.issuing import jobs
from emulation.issuing.approval import printed
from emulation.issuing.finishing import blank
from emulation.issuing.models import OutgoingPaper
from emulation.jobs.models import Job
from emulation.jobs.running import run
from emulation.papers.kinds import PaperKind
from emulation.people.models import Role
from emulation.signatures.reading import read_signatures
from tests.certificates import PASSWORD, office
from tests.outgoing import approved, issued
from tests.pages import messages
from tests.pdf import pdf_text, structure_text
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(client: Client, world: World) -> Client:
    client.force_login(world.people["secretary"])
    return client


@pytest.fixture
def papers(world: World) -> list[OutgoingPaper]:
    """One that was issued, one that waits for its number, and a certificate; newest last."""
    return [
        issued(world.ward, world.people["secretary"], subject="Phát động thi đua"),
        approved(world.ward, PaperKind.PROPOSAL, subject="Đề nghị khen thưởng"),
        approved(world.ward, PaperKind.CERTIFICATE),
    ]


def done(client: Client, name: str, **query: str) -> Job:
    """The job that a press of the button starts, when its work is over."""
    answer = client.post(reverse(name, query=query))
    job_pk = resolve(answer.headers["Location"]).kwargs["job_pk"]
    run(job_pk)
    return Job.objects.get(pk=job_pk)


def made(client: Client, job: Job) -> bytes:
    return client.get(reverse("job-file", args=[job.pk])).getvalue()


def test_all_papers_listed_are_one_tagged_file_in_the_order_of_the_list(secretary: Client, papers: list[OutgoingPaper]) -> None:
    job = done(secretary, "paper-print")
    pdf, singles = made(secretary, job), [printed(paper) for paper in reversed(papers)]
    assert structure_text(pdf) == " ".join(map(structure_text, singles))
    assert pdf_text(pdf, "-raw") == " ".join(pdf_text(single, "-raw") for single in singles)
    assert (job.label, job.file_name, job.url, job.notice, job.done, job.total) == ("In tất cả văn bản đi: 3 văn bản", "Văn bản đi.pdf", "/van-ban/", "", 3, 3)


def test_the_zip_holds_the_bytes_that_were_issued_and_blanks_for_the_others(secretary: Client, papers: list[OutgoingPaper]) -> None:
    plan, proposal, certificate = papers
    with zipfile.ZipFile(io.BytesIO(made(secretary, done(secretary, "paper-zip")))) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert held == {
        f"bach-quang_giay-khen_2026_{certificate.code.lower()}.pdf": blank(certificate),
        f"bach-quang_to-trinh_2026_{proposal.code.lower()}_ttr-ubnd.pdf": blank(proposal),
        "bach-quang_ke-hoach_2026_05_kh-ubnd.pdf": printed(plan),
    }


def test_only_what_the_list_shows_is_in_it(secretary: Client, papers: list[OutgoingPaper]) -> None:
    job = done(secretary, "paper-zip", loai="ke-hoach", tim="phat dong")
    with zipfile.ZipFile(io.BytesIO(made(secretary, job))) as archive:
        assert archive.namelist() == ["bach-quang_ke-hoach_2026_05_kh-ubnd.pdf"]
    assert job.url == "/van-ban/?tim=phat+dong&loai=ke-hoach"
    assert done(secretary, "paper-print", tim="đ" * 0, xep="so").url == "/van-ban/?xep=so"


def test_a_long_search_leads_back_to_the_whole_list(secretary: Client, world: World) -> None:
    words = "đẩy mạnh phong trào thi đua " * 6
    approved(world.ward, subject=words)
    assert done(secretary, "paper-print", tim=words).url == "/van-ban/"


def test_signatures_stay_in_the_zip_and_leave_the_merged_file(secretary: Client, world: World, settings: Any) -> None:
    settings.OFFICE_CERTIFICATES, settings.OFFICE_CERTIFICATE_PASSWORD = f"bach-quang={office().base64}", PASSWORD
    signed = [issued(world.ward, world.people["secretary"], number, kind=PaperKind.DECISION) for number in ("01", "02")]
    pdf = made(secretary, done(secretary, "paper-print"))
    assert ([len(read_signatures(printed(paper), [])) for paper in signed], len(read_signatures(pdf, []))) == ([1, 1], 0)
    assert structure_text(pdf) == " ".join(structure_text(printed(paper)) for paper in reversed(signed))
    with zipfile.ZipFile(io.BytesIO(made(secretary, done(secretary, "paper-zip")))) as archive:
        assert [archive.read(name) for name in archive.namelist()] == [printed(paper) for paper in reversed(signed)]


@pytest.mark.parametrize("name", ["paper-print", "paper-zip"])
def test_a_broken_paper_is_named_and_the_others_come_out(secretary: Client, papers: list[OutgoingPaper], name: str) -> None:
    broken = papers[1]
    OutgoingPaper.objects.filter(pk=broken.pk).update(content=broken.content | {"subject": "\N{GRINNING FACE}"})
    job = done(secretary, name)
    assert job.notice.splitlines() == [
        "Thiếu 1 trong 3 văn bản vì không in được:",
        "- Tờ trình (chưa có số), Đề nghị khen thưởng: Phông chữ của văn bản không có \N{GRINNING FACE} (U+1F600). Xin sửa hoặc bỏ chỗ đó rồi in lại.",
    ]
    if name == "paper-zip":
        with zipfile.ZipFile(io.BytesIO(made(secretary, job))) as archive:
            assert (archive.namelist()[-1], archive.read("thieu.txt").decode()) == ("thieu.txt", f"{job.notice}\n")
    else:
        assert "GIẤY KHEN" in pdf_text(made(secretary, job))


def test_nothing_listed_and_too_much_listed_are_told(secretary: Client, world: World, papers: list[OutgoingPaper], monkeypatch: pytest.MonkeyPatch) -> None:
    assert messages(secretary.post(reverse("paper-print", query={"tim": "xyz"}), follow=True)) == ["Danh sách không có văn bản nào nên chưa có gì để in."]
    monkeypatch.setattr(jobs, "MOST", 2)
    assert messages(secretary.post(reverse("paper-zip"), follow=True)) == ["Danh sách có hơn 2 văn bản. Xin lọc bớt, chẳng hạn theo năm hoặc theo loại."]


def test_the_file_is_closed_to_whom_a_paper_is_no_longer_open(secretary: Client, world: World, papers: list[OutgoingPaper]) -> None:
    job = done(secretary, "paper-print")
    assert secretary.get(reverse("job-file", args=[job.pk])).status_code == 200
    world.people["secretary"].terms.filter(role=Role.SECRETARY).delete()
    assert secretary.get(reverse("job-file", args=[job.pk])).status_code in (403, 404)
