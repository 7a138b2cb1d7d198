"""Papers that take longer than a page may: whoever asks gets them from the worker, and no request lays them out."""

import io
import runpy
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import resolve, reverse

from emulation.drafting.jobs import preview_draft
from emulation.drafting.models import Draft
from emulation.issuing.finishing import sweep
from emulation.issuing.models import OutgoingPaper, State
from emulation.jobs.kinds import JobRefused
from emulation.jobs.models import SILENT_FOR, Job, Outcome
from emulation.jobs.running import run
from emulation.papers.processes import PATIENCE
from emulation.papers.rendering import render_here
from tests.drafts import make_draft
from tests.outgoing import approved
from tests.pdf import pdf_text
from tests.world import World

pytestmark = pytest.mark.django_db
Captured = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def secretary(client: Client, world: World, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Client:
    """To her every paper is heavy; what would be laid out in a child is laid out here, by the worker alone."""
    settings.PAPER_LIGHT = 0
    monkeypatch.setattr("emulation.papers.rendering._render_apart", render_here)
    client.force_login(world.people["secretary"])
    return client


def number(client: Client, paper: OutgoingPaper) -> Any:
    posted = {"number": "05", "dated": "05/01/2026", "order_is_right": "on"}
    return client.post(reverse("paper-move", args=[paper.pk, "number"]), posted)


def asked_of(answer: Any) -> Job:
    return Job.objects.get(pk=resolve(answer.headers["Location"]).kwargs["job_pk"])


def test_a_heavy_paper_gets_its_number_and_the_page_waits_for_its_file(secretary: Client, world: World) -> None:
    paper = approved(world.ward)
    assert number(secretary, paper).headers["Location"] == paper.get_absolute_url()
    assert OutgoingPaper.objects.get().state == State.ISSUING
    page = secretary.get(paper.get_absolute_url()).content.decode()
    assert ("Đang phát hành" in page, 'data-hx-trigger="every 3s"' in page) == (True, True)
    part = secretary.get(paper.get_absolute_url(), headers={"HX-Request": "true"})
    assert ("Đang phát hành" in part.content.decode(), "<html" in part.content.decode()) == (True, False)
    assert secretary.get(reverse("paper-file", args=[paper.pk])).headers["Location"] == paper.get_absolute_url()
    assert sweep() == 1
    assert secretary.get(paper.get_absolute_url(), headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert "Đang phát hành" not in secretary.get(paper.get_absolute_url()).content.decode()


def test_the_worker_is_asked_at_once(secretary: Client, world: World, django_capture_on_commit_callbacks: Captured) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        number(secretary, approved(world.ward))
    assert OutgoingPaper.objects.get().state == State.ISSUED


@pytest.mark.parametrize("name", ["paper-file", "paper-blank"])
def test_the_print_of_a_heavy_paper_comes_from_a_job(secretary: Client, world: World, name: str) -> None:
    paper = approved(world.ward)
    job = asked_of(secretary.get(reverse(name, args=[paper.pk])))
    run(job.pk)
    assert "Thi đua là yêu nước." in pdf_text(secretary.get(reverse("job-file", args=[job.pk])).getvalue())


@pytest.fixture
def draft(world: World) -> Draft:
    return make_draft(world.ward, world.people["secretary"])


def test_the_preview_of_a_heavy_draft_comes_from_a_job(secretary: Client, draft: Draft) -> None:
    job = asked_of(secretary.get(reverse("draft-preview", args=[draft.pk])))
    assert job.url == draft.get_absolute_url()
    run(job.pk)
    assert "KẾ HOẠCH" in pdf_text(secretary.get(reverse("job-file", args=[job.pk])).getvalue())


@pytest.mark.parametrize("of", ["draft", "paper"])
def test_the_word_copy_of_what_is_heavy_comes_from_a_job(secretary: Client, world: World, draft: Draft, of: str) -> None:
    pk = draft.pk if of == "draft" else approved(world.ward).pk
    job = asked_of(secretary.get(reverse(f"{of}-word", args=[pk])))
    run(job.pk)
    word = docx.Document(io.BytesIO(secretary.get(reverse("job-file", args=[job.pk])).getvalue()))
    assert word.paragraphs[0].text.startswith("KẾ HOẠCH")


def test_a_draft_too_long_to_be_printed_says_so(secretary: Client, draft: Draft, settings: Any) -> None:
    settings.PAPER_HEAVIEST = 0
    job = asked_of(secretary.get(reverse("draft-preview", args=[draft.pk])))
    run(job.pk)
    job.refresh_from_db()
    assert (job.outcome, "dài" in job.error) == (Outcome.FAILED, True)


def test_a_draft_that_is_gone_is_not_printed() -> None:
    with pytest.raises(JobRefused, match="không còn nữa"):
        next(preview_draft({"draft": 0, "day": date(2026, 1, 5).isoformat(), "name": ""}))


def test_a_job_is_not_thought_lost_while_its_paper_is_made() -> None:
    assert SILENT_FOR.total_seconds() > configured.PAPER_SECONDS * PATIENCE + 10


def test_gunicorn_waits_longer_than_a_paper_may_take() -> None:
    assert runpy.run_path(str(Path(configured.BASE_DIR) / "gunicorn.conf.py"))["timeout"] > configured.PAPER_SECONDS * PATIENCE + 10
