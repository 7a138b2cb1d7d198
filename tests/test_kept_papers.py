"""The file of each submission: rendered once, kept with its digest, and handed out under a Vietnamese name."""

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from emulation.papers.downloads import pdf_response, zip_response
from emulation.people.models import Role
from registrations.answers import replace_answers
from registrations.models import Registration, Submission
from registrations.papers import keep_pdf
from registrations.tasks import keep_paper, keep_waiting_papers
from registrations.workflow import move_registration
from tests.jobs import file_of_job, made_by_job
from tests.pages import messages
from tests.pdf import MM, pdf_text, text_lines
from tests.world import World, fill_in, make_person, submitted

DRAFT = "BẢN NHÁP, CHƯA GỬI"


@pytest.fixture
def submission(world: World) -> Submission:
    return world.registration.submissions.get()


@pytest.fixture
def secretary(client: Client, world: World) -> Client:
    client.force_login(world.people["secretary"])
    return client


def kept_files() -> list[str]:
    """Every kept file, by its path in the storage."""
    years = default_storage.listdir("dang-ky")[0]
    return sorted(f"dang-ky/{year}/{name}" for year in years for name in default_storage.listdir(f"dang-ky/{year}")[1])


def test_sending_renders_the_paper_after_the_commit(world: World, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        registration = move_registration(fill_in(world.strange_registration), "submit", by=world.people["stranger"])

    assert kept_files() == [registration.submissions.get().pdf.name]


def test_the_kept_file_is_named_by_its_receipt_and_its_digest_is_that_of_its_bytes(submission: Submission) -> None:
    pdf = keep_pdf(submission)

    assert submission.pdf.name == f"dang-ky/{submission.submitted_at:%Y}/{submission.receipt}.pdf"
    assert submission.sha256 == hashlib.sha256(pdf).hexdigest() == hashlib.sha256(Path(submission.pdf.path).read_bytes()).hexdigest()


def test_a_file_once_kept_is_not_rendered_again(submission: Submission) -> None:
    first = keep_pdf(submission)
    Submission.objects.filter(pk=submission.pk).update(html="<p>Trang khác</p>")
    keep_paper(submission.pk)

    assert keep_pdf(Submission.objects.get(pk=submission.pk)) == first
    assert kept_files() == [submission.pdf.name]


def test_of_two_that_render_at_once_the_second_keeps_the_first_ones_file(submission: Submission) -> None:
    late = Submission.objects.get(pk=submission.pk)  # read before the other one was done
    first = keep_pdf(submission)

    assert keep_pdf(late) == first
    assert (late.pdf.name, late.sha256, kept_files()) == (submission.pdf.name, submission.sha256, [submission.pdf.name])


def test_what_a_stop_left_without_a_file_is_rendered_by_the_clock(submission: Submission) -> None:
    keep_waiting_papers()
    submission.refresh_from_db()

    assert kept_files() == [submission.pdf.name]


def test_sending_again_leaves_the_first_file_as_it_was(world: World, submission: Submission) -> None:
    first = keep_pdf(submission)
    move_registration(world.registration, "withdraw", by=world.people["head"])
    replace_answers(world.registration, {}, signer_name="Vũ Thị Bình")
    again = move_registration(world.registration, "submit", by=world.people["head"])
    second = keep_pdf(again.submissions.get(ordinal=2))

    assert keep_pdf(Submission.objects.get(pk=submission.pk)) == first
    assert [(name in pdf_text(first), name in pdf_text(second)) for name in ("Nguyễn Thị Hòa", "Vũ Thị Bình")] == [(True, False), (False, True)]
    assert len(kept_files()) == 2


def test_a_draft_prints_as_it_is_now_and_what_was_sent_as_it_was(client: Client, world: World, submission: Submission) -> None:
    client.force_login(world.people["head"])
    url = reverse("registration-pdf", args=[world.registration.pk])
    assert client.get(url).content == keep_pdf(submission)
    move_registration(world.registration, "withdraw", by=world.people["head"])
    replace_answers(world.registration, {}, signer_name="Vũ Thị Bình")
    draft = client.get(url)

    assert ["Vũ Thị Bình" in pdf_text(draft.content), client.get(f"{submission_url(submission)}").content == keep_pdf(submission)] == [True, True]
    assert draft["Content-Disposition"] == disposition("inline", f"Đăng ký thi đua {world.campaign.year} - TDP Bá Vân 1 (bản nháp).pdf")
    client.force_login(world.people["secretary"])
    assert client.get(url).status_code == 404


def test_a_draft_says_at_the_top_that_it_was_not_sent(client: Client, world: World, submission: Submission) -> None:
    client.force_login(world.people["stranger"])
    draft = client.get(reverse("registration-pdf", args=[world.strange_registration.pk])).content
    said = [line for line in text_lines(draft) if line.text == DRAFT]
    assert [(line.page, line.bottom < 20 * MM) for line in said] == [(number, True) for number in range(1, pages_of(draft) + 1)]
    assert DRAFT not in pdf_text(keep_pdf(submission))

    client.force_login(world.people["secretary"])
    blank = client.get(reverse("registration-blank", args=[world.campaign.invitations.get(unit=world.unit).pk])).content
    assert DRAFT not in pdf_text(blank)


def submission_url(submission: Submission) -> str:
    return reverse("registration-submission", args=[submission.registration_id, submission.ordinal])


def disposition(kind: str, name: str) -> str:
    """The header of RFC 6266 for a name with diacritics."""
    return f"{kind}; filename*=utf-8''{quote(name, safe='')}"


def test_each_download_carries_its_vietnamese_name(secretary: Client, world: World, submission: Submission) -> None:
    year = world.campaign.year
    names = {
        reverse("registration-pdf", args=[world.registration.pk]): ("inline", f"Đăng ký thi đua {year} - TDP Bá Vân 1.pdf"),
        reverse("registration-pdf", args=[world.registration.pk]) + "?tai": ("attachment", f"Đăng ký thi đua {year} - TDP Bá Vân 1.pdf"),
        submission_url(submission): ("inline", f"Đăng ký thi đua {year} - TDP Bá Vân 1 (lần 1).pdf"),
        submission_url(submission) + "?tai": ("attachment", f"Đăng ký thi đua {year} - TDP Bá Vân 1 (lần 1).pdf"),
        reverse("registration-blank", args=[world.campaign.invitations.get(unit=world.unit).pk]): (
            "inline",
            f"Mẫu đăng ký thi đua {year} - TDP Bá Vân 1.pdf",
        ),
        file_of_job(secretary, "campaign-pdf", world.campaign.pk): ("inline", f"Đăng ký thi đua {year} - phường Bách Quang.pdf"),
        file_of_job(secretary, "campaign-pdf", world.campaign.pk) + "?tai": ("attachment", f"Đăng ký thi đua {year} - phường Bách Quang.pdf"),
        file_of_job(secretary, "campaign-zip", world.campaign.pk): ("attachment", f"Đăng ký thi đua {year} - phường Bách Quang.zip"),
    }

    assert {url: secretary.get(url)["Content-Disposition"] for url in names} == {url: disposition(*name) for url, name in names.items()}


def test_a_download_is_neither_guessed_at_nor_kept_by_the_browser() -> None:
    for response, content_type in ((pdf_response(b"%PDF", "a.pdf"), "application/pdf"), (zip_response(b"PK", "a.zip"), "application/zip")):
        assert (response["Content-Type"], response["X-Content-Type-Options"], response["Cache-Control"]) == (content_type, "nosniff", "private, no-store")


def test_a_submission_that_never_was_is_not_found(secretary: Client, world: World) -> None:
    assert secretary.get(reverse("registration-submission", args=[world.registration.pk, 2])).status_code == 404


@pytest.fixture
def two_sent(world: World) -> list[Registration]:
    chief = make_person(Role.HEAD, world.agency)
    return [world.registration, submitted(world.campaign, world.agency, chief)]


def test_the_zip_holds_the_kept_file_of_each_unit_by_its_code(secretary: Client, world: World, two_sent: list[Registration]) -> None:
    with zipfile.ZipFile(io.BytesIO(made_by_job(secretary, "campaign-zip", world.campaign.pk))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "mttq.pdf": keep_pdf(two_sent[1].submissions.get()),
            "tdp-01.pdf": keep_pdf(two_sent[0].submissions.get()),
        }


def test_the_joined_file_has_the_pages_of_all_in_the_order_of_the_units(secretary: Client, world: World, two_sent: list[Registration]) -> None:
    joined = made_by_job(secretary, "campaign-pdf", world.campaign.pk)
    singles = [keep_pdf(one.submissions.get()) for one in two_sent]

    assert pages_of(joined) == sum(map(pages_of, singles))
    assert pdf_text(joined) == " ".join(map(pdf_text, singles))


def pages_of(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def test_there_is_nothing_to_print_before_anything_was_sent(secretary: Client, world: World) -> None:
    move_registration(world.registration, "return", by=world.people["secretary"], reason="Thiếu chữ ký")
    answer = secretary.post(reverse("campaign-pdf", args=[world.campaign.pk]), follow=True)

    assert messages(answer) == ["Chưa có đăng ký nào được gửi nên chưa có gì để in."]
