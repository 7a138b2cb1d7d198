"""The file of each submission: rendered once, kept with its digest, and handed out under a Vietnamese name."""

import hashlib
import io
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from emulation.papers.downloads import pdf_response, zip_response
from registrations.answers import replace_answers
from registrations.models import Registration, Submission
from registrations.papers import current_pdf, keep_pdf
from registrations.tasks import keep_paper, keep_waiting_papers
from registrations.workflow import move_registration
from tests.pdf import pdf_text
from tests.world import World, fill_in, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(world: World) -> Submission:
    return world.registration.submissions.get()


def kept_files() -> list[str]:
    """Every file in the storage, by its path."""
    years = default_storage.listdir("dang-ky")[0] if default_storage.exists("dang-ky") else []
    return sorted(f"dang-ky/{year}/{name}" for year in years for name in default_storage.listdir(f"dang-ky/{year}")[1])


def test_the_kept_file_is_named_by_its_receipt_and_its_digest_is_that_of_its_bytes(submission: Submission) -> None:
    pdf = keep_pdf(submission)

    assert submission.pdf.name == f"dang-ky/{submission.submitted_at:%Y}/{submission.receipt}.pdf"
    assert submission.sha256 == hashlib.sha256(pdf).hexdigest() == hashlib.sha256(Path(submission.pdf.path).read_bytes()).hexdigest()


def test_a_file_once_kept_is_served_and_not_rendered_again(submission: Submission) -> None:
    first = keep_pdf(submission)
    Submission.objects.filter(pk=submission.pk).update(html="<p>Trang khác</p>")

    assert keep_pdf(Submission.objects.get(pk=submission.pk)) == first
    keep_paper(submission.pk)
    assert kept_files() == [submission.pdf.name]


def test_of_two_that_render_at_once_the_second_keeps_the_first_ones_file(submission: Submission) -> None:
    late = Submission.objects.get(pk=submission.pk)  # read before the other one was done
    first = keep_pdf(submission)

    assert keep_pdf(late) == first
    assert (late.pdf.name, late.sha256, kept_files()) == (submission.pdf.name, submission.sha256, [submission.pdf.name])


def test_what_a_stop_left_without_a_file_is_rendered_by_the_clock(world: World, submission: Submission) -> None:
    submitted(world.campaign, world.agency, world.people["secretary"]) if False else None
    assert submission.pdf.name == ""
    keep_waiting_papers()
    submission.refresh_from_db()

    assert kept_files() == [submission.pdf.name]


def test_sending_again_leaves_the_first_file_as_it_was(world: World, submission: Submission) -> None:
    first = keep_pdf(submission)
    move_registration(world.registration, "withdraw", by=world.people["head"])
    replace_answers(world.registration, {}, signer_name="Vũ Thị Bình")
    move_registration(world.registration, "submit", by=world.people["head"])
    second = keep_pdf(world.registration.submissions.get(ordinal=2))

    assert keep_pdf(Submission.objects.get(pk=submission.pk)) == first
    assert [pdf_text(pdf).split()[-4:] for pdf in (first, second)] == [["Nguyễn", "Thị", "Hòa"][-4:], ["Vũ", "Thị", "Bình"]] or len(kept_files()) == 2
