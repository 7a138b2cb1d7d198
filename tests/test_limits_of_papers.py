"""No paper, whatever it says, holds a process for long or eats its memory; one that fails is named, and the others come out."""

import io
import os
import signal
import time
from multiprocessing.connection import Pipe
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from emulation.jobs.kinds import JobRefused
from emulation.jobs.models import Job
from emulation.jobs.running import run
from emulation.papers import bulk, child, rendering
from emulation.papers.broken import BUSY, FORBIDDEN, TOO_LARGE, TOO_LONG, TOO_SLOW, UNKNOWN, BrokenPaper
from emulation.papers.bulk import renderers
from emulation.papers.limits import weighed, weight_of
from emulation.papers.missing import NAMED, UNREADABLE, Missing, job_pdf
from emulation.papers.rendering import render_here, render_one_file, render_pdf
from emulation.people.models import Role
from registrations.jobs import start_for
from registrations.models import Submission
from registrations.tasks import keep_waiting_papers
from tests.jobs import asked_for, made_by_job
from tests.pages import messages
from tests.pdf import pdf_text
from tests.world import World, make_person, submitted

EMOJI = "<p>\N{GRINNING FACE}</p>"
NESTED = "<div>" * 1000


def page(body: str) -> str:
    return f'<!DOCTYPE html><html lang="vi-VN"><head><title>x</title></head><body>{body}</body></html>'


def rows(many: int) -> str:
    return f"<table><tr><th>a</th></tr>{'<tr><td>Khu Ga</td></tr>' * many}</table>"


def test_a_paper_weighs_its_letters_its_elements_its_long_texts_and_its_long_words() -> None:
    assert weight_of("<p>Khu Ga</p>") == 13 + 2 * 50
    assert weight_of("<p>" + "Khu " * 600) == 3 + 50 + 11 * 2400
    assert weight_of("<p>" + "a" * 1500) == 3 + 50 + 1500 + 1500
    assert weight_of(f'<img src="data:image/png;base64,{"A" * 5000}">') == 60
    assert weighed(["<p>", "<p>"]) == 106


def test_what_is_too_heavy_is_refused_at_once(settings: Any) -> None:
    settings.PAPER_HEAVIEST = 1000
    heavy = page("a" * 900)
    with pytest.raises(BrokenPaper, match=r"^It weighs \d+, more than 1000 letters$") as broken:
        render_pdf(heavy)
    with pytest.raises(JobRefused) as refused:
        job_pdf(heavy)
    assert (broken.value.sentence, str(refused.value)) == (TOO_LONG, TOO_LONG)


def test_a_heavy_paper_is_rendered_in_a_child_to_the_same_bytes(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    html = page(rows(30))
    here = render_pdf(html)
    settings.PAPER_LIGHT = 100
    monkeypatch.setattr(rendering, "render_here", None)
    assert render_pdf(html) == here


def test_what_fails_in_a_child_fails_for_the_same_reason(settings: Any) -> None:
    settings.PAPER_LIGHT = 100
    with pytest.raises(BrokenPaper, match=r"U\+1F600") as broken:
        render_pdf(page(EMOJI))
    assert broken.value.sentence == "Phông chữ của văn bản không có \N{GRINNING FACE} (U+1F600). Xin sửa hoặc bỏ chỗ đó rồi in lại."


def test_a_paper_that_takes_too_long_is_given_up_and_its_process_killed(settings: Any) -> None:
    settings.PAPER_LIGHT, settings.PAPER_SECONDS = 100, 1
    began = time.monotonic()
    with pytest.raises(BrokenPaper, match="not rendered within 1 seconds of the processor") as broken:
        render_pdf(page(rows(3000)))
    assert (broken.value.sentence, time.monotonic() - began < 10) == (TOO_SLOW, True)


def test_a_paper_that_needs_too_much_memory_is_given_up(settings: Any) -> None:
    settings.PAPER_LIGHT, settings.PAPER_MEMORY_MB = 100, 100  # less than Python with its libraries takes
    with pytest.raises(BrokenPaper, match=r"died|memory") as broken:
        render_pdf(page(rows(30)))
    assert broken.value.sentence == TOO_LARGE


def test_memory_that_ends_in_the_middle_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: Any) -> None:
        raise MemoryError

    monkeypatch.setattr(rendering, "_laid_out", full)
    with pytest.raises(BrokenPaper, match="more memory") as broken:
        render_here([page("x")])
    assert broken.value.sentence == TOO_LARGE


def test_one_heavy_paper_at_a_time_and_nobody_waits_for_ever(settings: Any) -> None:
    settings.PAPER_LIGHT, settings.PAPER_SECONDS = 100, 0.1
    with rendering.ONE_APART, pytest.raises(BrokenPaper, match="Another heavy paper") as broken:
        render_one_file([page(rows(30))])
    assert broken.value.sentence == BUSY


@pytest.mark.parametrize(("body", "sentence"), [(NESTED, UNKNOWN), ('<img src="file:///etc/passwd">', FORBIDDEN)])
def test_whatever_the_engine_trips_over_is_a_broken_paper(body: str, sentence: str) -> None:
    with pytest.raises(BrokenPaper, match=r"WeasyPrint failed: RecursionError|Error fetching") as broken:
        render_pdf(page(body))
    assert broken.value.sentence == sentence
    assert render_pdf(page("x")).startswith(b"%PDF")


def test_a_broken_paper_in_bulk_is_told_by_its_place_and_the_others_come_out() -> None:
    with renderers() as pool:
        parts = list(pool.render([page(f"Giấy {number}") if number != 3 else page(EMOJI) for number in range(8)]))
    assert [(part.done, bool(part.pdf), str(part.broken or "")) for part in parts] == [
        (1, True, ""),
        (2, True, ""),
        (3, True, ""),
        (4, False, "The paper font has no \N{GRINNING FACE} (U+1F600)"),
        (8, True, ""),
    ]
    assert [pdf_text(part.pdf) for part in parts if part.pdf] == ["Giấy 0", "Giấy 1", "Giấy 2", "Giấy 4 Giấy 5 Giấy 6 Giấy 7"]


def test_a_child_that_hangs_is_killed_and_another_takes_its_place(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "CHUNK", 1)
    settings.PAPER_SECONDS = 1
    with renderers(1) as pool:
        (one,) = pool.children
        hung = one._process
        assert hung is not None
        os.kill(hung.pid, signal.SIGSTOP)
        parts = list(pool.render([page("a"), page("b"), page("c")]))
        assert hung.poll() == -signal.SIGKILL
    assert [(part.done, bool(part.pdf), part.broken.sentence if part.broken else "") for part in parts] == [(1, False, TOO_SLOW), (2, True, ""), (3, True, "")]


def test_a_child_limits_itself_and_ends_with_its_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = []
    monkeypatch.setattr(child.resource, "setrlimit", lambda *given: limits.append(given))
    ours, theirs = Pipe()
    number = os.dup(theirs.fileno())
    theirs.close()
    ours.close()
    child.main(str(number), "45", "1024")
    assert limits == [(child.resource.RLIMIT_AS, (2**30, 2**30))]


def test_missing_papers_are_named_some_in_the_notice_all_in_the_list() -> None:
    missing = Missing("văn bản", 30)
    assert missing.notice() == ""
    for number in range(NAMED + 2):
        with missing.noting(f"Giấy {number}"):
            raise BrokenPaper("why") if number else OSError("the disk")
    with missing.noting("Giấy lành"):
        pass
    head, first, second, *_, last = missing.notice().splitlines()
    assert (head, first, second) == ("Thiếu 22 trong 30 văn bản vì không in được:", f"- Giấy 0: {UNREADABLE}", f"- Giấy 1: {UNKNOWN}")
    assert (last, missing.listed.count("\n- Giấy")) == ("- và 2 văn bản khác.", 22)


@pytest.fixture
def two(world: World) -> Submission:
    """Two registrations came in; the paper of one of them cannot be made."""
    submitted(world.campaign, world.agency, make_person(Role.HEAD, world.agency))
    broken: Submission = world.registration.submissions.get()
    Submission.objects.filter(pk=broken.pk).update(pdf="", sha256="", html=page(EMOJI))
    return broken


@pytest.mark.parametrize("url_name", ["campaign-pdf", "campaign-zip"])
def test_a_broken_registration_is_named_and_the_others_come_out(client: Client, world: World, two: Submission, url_name: str) -> None:
    client.force_login(world.people["secretary"])
    job = asked_for(client, url_name, world.campaign.pk)
    run(job.pk)
    job.refresh_from_db()
    said = f"- {world.unit.name}: Phông chữ của văn bản không có"
    assert (job.outcome, job.notice.splitlines()[0], said in job.notice) == ("done", "Thiếu 1 trong 2 đăng ký vì không in được:", True)
    assert "Thiếu 1 trong 2 đăng ký" in client.get(job.get_absolute_url()).content.decode()
    made = client.get(reverse("job-file", args=[job.pk])).getvalue()
    assert ("MTTQ" in pdf_text(made)) if url_name == "campaign-pdf" else (b"thieu.txt" in made and b"mttq.pdf" in made)


def test_nothing_but_broken_papers_make_no_file(world: World) -> None:
    Submission.objects.update(pdf="", sha256="", html=page(EMOJI))
    job = start_for(world.campaign, "print-registrations", owner=world.people["chair"], url="/")
    run(job.pk)
    assert Job.objects.get(pk=job.pk).error.startswith("Thiếu 1 trong 1 đăng ký vì không in được:\n- Tổ dân phố")


def test_a_blank_form_that_is_broken_is_named(client: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from registrations import jobs

    made = jobs.html_of
    monkeypatch.setattr(jobs, "html_of", lambda paper: page(EMOJI) if paper.author == world.unit.name else made(paper))
    client.force_login(world.people["secretary"])
    pdf = made_by_job(client, "campaign-blanks", world.campaign.pk)
    assert "Thiếu 1 trong 4 mẫu" in Job.objects.latest("pk").notice
    assert "TDP BÁ VÂN 1" not in pdf_text(pdf)


def test_a_broken_submission_keeps_no_other_waiting(world: World, two: Submission) -> None:
    Submission.objects.exclude(pk=two.pk).update(pdf="", sha256="")
    keep_waiting_papers()
    assert [submission.pk for submission in Submission.objects.filter(pdf="")] == [two.pk]


def test_pages_say_in_vietnamese_why_a_registration_cannot_be_printed(client: Client, world: World, two: Submission) -> None:
    client.force_login(world.people["head"])
    for address in (
        reverse("registration-pdf", args=[world.registration.pk]),
        reverse("registration-submission", args=[world.registration.pk, two.ordinal]),
    ):
        response = client.get(address, follow=True)
        assert [message.split(". ")[1:] for message in messages(response)] == [
            ["Phông chữ của văn bản không có \N{GRINNING FACE} (U+1F600)", "Xin sửa hoặc bỏ chỗ đó rồi in lại."]
        ]


@pytest.mark.parametrize(("url_name", "module"), [("registration-blank", "reading"), ("sheet-pdf", "sheets")])
def test_pages_say_why_a_blank_form_cannot_be_printed(client: Client, site: World, monkeypatch: pytest.MonkeyPatch, url_name: str, module: str) -> None:
    from tests.addresses import address

    def fail(html: str) -> bytes:
        raise BrokenPaper("why")

    monkeypatch.setattr(f"registrations.views.{module}.render_pdf", fail)
    client.force_login(site.people["head" if module == "reading" else "secretary"])
    response = client.get(address(site, url_name), follow=True)
    assert [message.endswith(f". {UNKNOWN}") for message in messages(response)] == [True]


def test_the_command_names_what_is_broken_and_writes_the_others(world: World, two: Submission, tmp_path: Path) -> None:
    said = io.StringIO()
    with pytest.raises(CommandError, match=r"Đã in 2 tệp vào .*; 1 tệp không in được"):
        call_command("print_registrations", world.campaign.code, "--to", str(tmp_path), stderr=said)
    assert (sorted(path.name for path in tmp_path.glob("*.pdf")), said.getvalue()[:50]) == (
        ["mttq.pdf", "tdp-02.pdf"],
        "tdp-01.pdf: Phông chữ của văn bản không có 😀 (U+1F",
    )
