"""Anyone verifies a paper by its code; nothing personal is told, guesses are slowed down, and a file is compared byte for byte."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from emulation.issuing.approval import printed
from emulation.issuing.models import OutgoingPaper
from emulation.issuing.workflow import move_paper
from emulation.papers.kinds import PaperKind
from emulation.short_codes import new_code, plain, shown
from registrations.models import Submission
from registrations.papers import keep_pdf
from registrations.workflow import move_registration
from tests.outgoing import approved, issued
from tests.pages import words_of
from tests.world import World

pytestmark = pytest.mark.django_db


def page(client: Client, code: str) -> str:
    return words_of(client.get(reverse("verification", args=[code])))


def sent(client: Client, code: str, content: bytes, name: str = "ban.pdf") -> str:
    return words_of(client.post(reverse("verification", args=[code]), {"tep": SimpleUploadedFile(name, content, "application/pdf")}))


@pytest.mark.parametrize("typed", ["7K3M-92QX", "7k3m92qx", " 7K3M 92QX "])
def test_a_code_may_be_typed_in_any_way(typed: str) -> None:
    assert (plain(typed), shown("7K3M92QX")) == ("7K3M92QX", "7K3M-92QX")
    assert len({new_code() for _ in range(50)}) == 50


def test_the_page_says_what_the_paper_is_and_nothing_of_people_or_subject(world: World, client: Client) -> None:
    paper = issued(world.ward, world.people["secretary"], subject="Khen thưởng bà Nguyễn Thị Hòa", dated=date(2026, 1, 9))
    said = page(client, paper.shown_code)
    assert all(word in said for word in ("Kế hoạch", "05/KH-UBND", "09/01/2026", world.ward.name, "Đã ban hành", paper.sha256))
    assert not any(word in said for word in ("Nguyễn Thị Hòa", "Khen thưởng bà", "Lê Văn Chủ", str(world.people["secretary"])))


def test_a_certificate_names_whom_it_honours_so_that_its_code_proves_no_other(world: World, client: Client) -> None:
    paper = issued(world.ward, world.people["secretary"], kind=PaperKind.CERTIFICATE)
    OutgoingPaper.objects.filter(pk=paper.pk).update(subject="Giấy khen: Nguyễn Thị Hòa")
    assert "Tặng choNguyễn Thị Hòa" in page(client, paper.code)


COUNCIL = "Hội đồng Thi đua - Khen thưởng phường Bách Quang"


def test_the_organ_is_named_and_not_the_place(world: World, client: Client) -> None:
    """On every page that names an issuer, and in the file of the list."""
    minutes = issued(world.ward, world.people["secretary"], issuer=COUNCIL, symbol="TTr-HĐTĐKT", kind=PaperKind.PROPOSAL)
    certificate = issued(world.ward, world.people["secretary"], kind=PaperKind.CERTIFICATE)
    assert (minutes.issuer, certificate.issuer) == (COUNCIL, "Ủy ban nhân dân phường Bách Quang")
    client.force_login(world.people["secretary"])
    for paper in (minutes, certificate):
        assert f"Cơ quan, đơn vị ban hành{paper.issuer}" in page(client, paper.code)
        assert f"Cơ quan ban hành{paper.issuer}" in words_of(client.get(paper.get_absolute_url()))


def test_the_page_says_what_became_of_it(world: World, client: Client) -> None:
    secretary = world.people["secretary"]
    old = issued(world.ward, secretary, "04")
    issued(world.ward, secretary, "05", replaces=old)
    corrected = issued(world.ward, secretary, "06")
    issued(world.ward, secretary, "07", kind=PaperKind.OFFICIAL_LETTER, corrects=corrected)
    revoked = move_paper(issued(world.ward, secretary, "08"), "revoke", by=secretary, reason="Sai tên bà Hòa.")
    assert "Được thay thế bằng Kế hoạch số 05/KH-UBND ngày 05/01/2026." in page(client, old.code)
    assert "Được đính chính bằng Công văn số 07/UBND-VX" in page(client, corrected.code)
    assert ("Đã thu hồi" in page(client, revoked.code), "bà Hòa" in page(client, revoked.code)) == (True, False)


def test_a_paper_not_yet_issued_has_no_file_to_compare(world: World, client: Client) -> None:
    paper = approved(world.ward)
    assert ("Chờ số" in page(client, paper.code), "chưa có tệp để so" in sent(client, paper.code, b"x")) == (True, True)


def test_a_file_is_the_one_issued_or_not(world: World, client: Client) -> None:
    paper, other = issued(world.ward, world.people["secretary"]), issued(world.ward, world.people["secretary"], "06")
    content = printed(paper)
    assert "đúng từng byte" in sent(client, paper.code, content)
    for wrong in (content[:-100], content.replace(b"1", b"2"), printed(other), b"not a PDF", content + b"\n%%EOF\n"):
        assert "không phải là văn bản đã ban hành, hoặc đã bị sửa" in sent(client, paper.code, wrong)


def test_what_cannot_be_compared_is_said(world: World, client: Client, settings: Any) -> None:
    paper = issued(world.ward, world.people["secretary"])
    settings.ATTACHMENT_MOST_BYTES = 10
    assert "Tệp nặng quá" in sent(client, paper.code, printed(paper))
    assert "Xin chọn tệp PDF" in words_of(client.post(reverse("verification", args=[paper.code])))


def test_receipts_are_verified_alike(world: World, client: Client) -> None:
    submission = world.registration.submissions.get()
    content = keep_pdf(submission)
    said = page(client, submission.receipt)
    assert all(word in said for word in ("Bản đăng ký thi đua", world.unit.name, "Đã gửi, chờ tiếp nhận"))
    assert "đúng từng byte" in sent(client, submission.receipt, content)


def test_a_registration_is_called_what_it_is(world: World, client: Client) -> None:
    """It was called a paper that was issued, though a unit sends its registration and issues nothing."""
    submission = world.registration.submissions.get()
    content = keep_pdf(submission)
    said = page(client, submission.receipt) + sent(client, submission.receipt, content) + sent(client, submission.receipt, content[:-100])
    assert ("ban hành" in said, "Đơn vị gửi" in said, said.count("là bản đăng ký đã gửi, hoặc đã bị sửa")) == (False, True, 1)
    assert "Tệp này đúng từng byte là bản đăng ký đã gửi." in said


def test_the_browser_promises_no_more_than_equal_digests(world: World, client: Client) -> None:
    """Of a signed copy it said that the content had not changed, which a digest does not tell."""
    said = client.get(reverse("verification", args=[issued(world.ward, world.people["secretary"]).shown_code])).content.decode()
    assert ('<p class="note" data-finding="signed" hidden>Tệp này đúng từng byte là một bản ký số' in said, "không đổi" in said) == (True, False)


def test_a_receipt_says_when_a_later_one_took_its_place(world: World, client: Client) -> None:
    first = world.registration.submissions.get().receipt
    move_registration(world.registration, "return", by=world.people["secretary"], reason="Thiếu.")
    again = move_registration(world.registration, "submit", by=world.people["head"])
    assert ("Đã có bản gửi sau" in page(client, first), "Đã gửi" in page(client, again.submissions.all()[0].receipt)) == (True, True)


def test_a_wrong_code_says_so_and_the_form_leads_to_the_right_one(client: Client, db: None) -> None:
    response = client.get(reverse("verification", args=["2222-2222"]))
    assert (response.status_code, "Không có văn bản nào mang mã" in response.content.decode()) == (404, True)
    assert client.get(reverse("verification-form"), {"ma": "7k3m 92qx"})["Location"] == reverse("verification", args=["7K3M-92QX"])
    assert "Xin ghi mã" in words_of(client.get(reverse("verification-form"), {"ma": ""}))


def test_guessing_is_slowed_down_and_comparing_too(world: World, client: Client) -> None:
    paper = issued(world.ward, world.people["secretary"])
    statuses = [client.get(reverse("verification", args=[f"2222-22{number:02}"])).status_code for number in range(22)]
    assert statuses == [404] * 20 + [429] * 2
    elsewhere = Client(REMOTE_ADDR="10.0.0.9")
    codes = [elsewhere.post(reverse("verification", args=[paper.code]), {"tep": SimpleUploadedFile("a.pdf", b"x")}).status_code for _ in range(61)]
    assert codes == [200] * 60 + [429]


def test_a_qr_is_a_picture_of_the_address_for_any_code(client: Client, db: None) -> None:
    response = client.get(reverse("verification-qr", args=["7K3M-92QX"]))
    assert (response["Content-Type"], response.content[:5], b"<svg" in response.content) == ("image/svg+xml", b"<?xml", True)


def test_the_receipt_page_shows_the_qr_and_leads_to_the_page(world: World, client: Client) -> None:
    client.force_login(world.people["head"])
    submission = Submission.objects.get(registration=world.registration)
    html = client.get(world.registration.get_absolute_url()).content.decode()
    assert all(reverse(name, args=[submission.receipt]) in html for name in ("verification", "verification-qr"))
    assert OutgoingPaper.objects.count() == 0
