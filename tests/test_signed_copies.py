"""What came back signed: uploads that are taken, those that are refused and why, scans, and what pages show of them."""

import io
import logging
from typing import Any

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from emulation.attachments.keeping import Upload
from emulation.attachments.kinds import PDF
from emulation.history.models import Line
from emulation.issuing.keeping import kept_bytes
from emulation.issuing.kept import find
from emulation.issuing.models import CopyKind, OutgoingPaper, SignedCopy
from emulation.issuing.signed_copies import add_signed
from emulation.issuing.verification import check
from emulation.signatures.comparing import compare
from emulation.workflow import MoveRefused
from tests.certificates import authority_pem, chair, expired, office
from tests.outgoing import approved, issued
from tests.scans import attachment, picture, upload
from tests.signing_tools import paper as other_paper
from tests.signing_tools import saved_again, stamped
from tests.world import World


@pytest.fixture(autouse=True)
def quiet_library() -> None:
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)


@pytest.fixture
def trusted(settings: Any, tmp_path: Any) -> None:
    (tmp_path / "goc.pem").write_bytes(authority_pem())
    settings.SIGNATURE_ROOTS = str(tmp_path / "goc.pem")


@pytest.fixture
def paper(world: World) -> OutgoingPaper:
    return issued(world.ward, world.people["secretary"])


@pytest.fixture
def secretary(world: World) -> Client:
    client = Client()
    client.force_login(world.people["secretary"])
    return client


def send(client: Client, paper: OutgoingPaper, content: bytes, page: str = "paper-signed", **more: Any) -> Any:
    file = SimpleUploadedFile("ban-ky.pdf", content)
    return client.post(reverse(page, args=[paper.pk]), {"scans": [file], **more})


def test_chair_and_office_sign_in_turn_and_each_copy_is_a_line_of_history(secretary: Client, paper: OutgoingPaper, trusted: None) -> None:
    by_chair = stamped(kept_bytes(paper.file), chair())
    assert send(secretary, paper, by_chair).url == paper.get_absolute_url()
    form = secretary.get(reverse("paper-signed", args=[paper.pk])).content.decode()
    first = paper.signed_copies.get()
    assert "Đã có chữ ký của Nguyễn Văn An, UBND phường Bách Quang" in form
    assert f'href="{reverse("paper-copy", args=[paper.pk, first.pk])}">Tải bản để ký' in form
    send(secretary, paper, stamped(by_chair, office(), field="Signature2", box=(100, 100, 280, 160)))
    shown = secretary.get(paper.get_absolute_url()).content.decode()
    assert shown.count('<span class="state ok">✓ Hợp lệ</span>') == 3
    assert "theo máy của người ký" in shown
    lines = Line.objects.of(paper).filter(move="signed-copy")
    assert {line.title for line in lines} == {"Thư ký Hội đồng phường Bách Quang"}
    assert [line.reason for line in lines][1] == "Nguyễn Văn An, UBND phường Bách Quang: Hợp lệ"


def test_first_signer_is_given_the_issued_bytes(secretary: Client, paper: OutgoingPaper) -> None:
    form = secretary.get(reverse("paper-signed", args=[paper.pk])).content.decode()
    assert f'href="{reverse("paper-file", args=[paper.pk])}?tai">Tải bản để ký' in form


def test_signed_copy_comes_back_as_it_was_uploaded(secretary: Client, paper: OutgoingPaper) -> None:
    signed = stamped(kept_bytes(paper.file), chair())
    send(secretary, paper, signed)
    answer = secretary.get(reverse("paper-copy", args=[paper.pk, paper.signed_copies.get().pk]))
    assert answer.content == signed
    assert "t%E1%BB%87p%20k%C3%BD%20s%E1%BB%91%201" in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("signer", "sign", "word"), [(chair, "?", "Chưa xác minh được nơi cấp chứng thư số"), (expired, "!", "Chứng thư số không có hiệu lực lúc ký")]
)
def test_signature_that_is_not_known_is_shown_by_word_and_sign(signer: Any, sign: str, word: str, secretary: Client, paper: OutgoingPaper) -> None:
    send(secretary, paper, stamped(kept_bytes(paper.file), signer()))
    assert f"{sign} {word}</span>" in secretary.get(paper.get_absolute_url()).content.decode()


def bad(name: str, issued_bytes: bytes) -> bytes:
    signed = stamped(issued_bytes, chair())
    at = len(issued_bytes) // 2
    return {
        "unsigned": issued_bytes,
        "truncated": signed[: len(issued_bytes) // 2],
        "saved again": saved_again(signed),
        "tampered": signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :],
        "another": stamped(other_paper(), chair()),
        "covered": stamped(issued_bytes, chair(), box=(0, 0, 595, 842)),
    }[name]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("unsigned", "Tệp không có chữ ký số nào mới. Xin ký số"),
        ("truncated", ""),
        ("saved again", "Tệp đã được in lại hoặc lưu lại bằng phần mềm khác"),
        ("tampered", ""),
        ("another", "Tệp là một văn bản khác."),
        ("covered", "Hình của chữ ký số che quá một phần tư trang giấy."),
    ],
)
def test_wrong_file_is_refused_with_its_reason(name: str, reason: str, secretary: Client, paper: OutgoingPaper) -> None:
    answer = send(secretary, paper, bad(name, kept_bytes(paper.file)))
    assert answer.status_code == 200
    assert reason in answer.content.decode()
    assert not SignedCopy.objects.exists()


def test_same_file_is_kept_once(secretary: Client, paper: OutgoingPaper, world: World) -> None:
    signed = stamped(kept_bytes(paper.file), chair())
    send(secretary, paper, signed)
    before = default_storage.listdir("tep")
    assert "Tệp này đã được tải lên rồi." in send(secretary, paper, signed).content.decode()
    assert default_storage.listdir("tep") == before
    with pytest.raises(MoveRefused):
        add_signed(paper, Upload("a.pdf", PDF, signed), compare(kept_bytes(paper.file), signed), by=world.people["secretary"])


def test_paper_that_waits_for_its_number_takes_no_copies(secretary: Client, world: World) -> None:
    waiting = approved(world.ward)
    assert secretary.get(reverse("paper-signed", args=[waiting.pk])).status_code == 404
    assert "Bản đã ký" not in secretary.get(waiting.get_absolute_url()).content.decode()


def test_scans_stand_beside_the_paper_and_can_be_replaced(secretary: Client, paper: OutgoingPaper) -> None:
    page = reverse("paper-scanned", args=[paper.pk])
    assert "Thay các bản quét" not in secretary.get(page).content.decode()
    secretary.post(page, {"scans": [upload(name="quet-1.png"), upload(picture("JPEG"), "quet-2.jpg")]})
    assert [copy.signatures for copy in paper.signed_copies.all()] == [[], []]
    secretary.post(page, {"scans": [upload(name="quet-3.png")]})
    assert paper.signed_copies.in_use().count() == 3
    secretary.post(page, {"scans": [upload(name="quet-4.png")], "replace": "on"})
    assert [str(copy) for copy in paper.signed_copies.in_use()] == ["quet-4.png"]
    assert Line.objects.of(paper).first().reason == "Bỏ: quet-1.png\nBỏ: quet-2.jpg\nBỏ: quet-3.png\nThêm: quet-4.png"
    removed = paper.signed_copies.exclude(removed_at=None).first()
    assert removed is not None
    assert secretary.get(reverse("paper-copy", args=[paper.pk, removed.pk])).status_code == 404
    assert secretary.post(page, {}).status_code == 200


def test_signed_copy_without_signatures_cannot_be_stored(paper: OutgoingPaper, world: World) -> None:
    for kind, signatures in [(CopyKind.SIGNED, []), (CopyKind.SCAN, [{"signer": "x"}])]:
        with pytest.raises(IntegrityError), transaction.atomic():
            SignedCopy.objects.create(paper=paper, kind=kind, signatures=signatures, attachment=attachment(world.people["secretary"]))


def test_verification_knows_a_signed_copy_whether_or_not_it_was_uploaded(secretary: Client, paper: OutgoingPaper, trusted: None) -> None:
    signed = stamped(kept_bytes(paper.file), chair())
    kept = find(paper.code)
    assert kept is not None
    assert check(kept, signed).sentence.endswith("nội dung không đổi. Chữ ký của Nguyễn Văn An: Hợp lệ.")
    send(secretary, paper, signed)
    kept = find(paper.code)
    assert kept is not None
    assert check(kept, signed).sentence.endswith("nội dung không đổi.")
    assert check(kept, saved_again(signed)).reason == "Tệp đã được in lại hoặc lưu lại bằng phần mềm khác nên không còn đúng từng byte như bản đã ban hành."


def test_scan_is_not_a_signed_copy_to_verification(secretary: Client, paper: OutgoingPaper) -> None:
    secretary.post(reverse("paper-scanned", args=[paper.pk]), {"scans": [upload()]})
    kept = find(paper.code)
    assert kept is not None
    assert kept.signed == ()


def test_copy_whose_signer_has_no_name_and_no_time_says_so(paper: OutgoingPaper, world: World) -> None:
    values = {"signer": "", "organisation": "", "issuer": "", "signed_at": "", "is_timestamped": False, "state": "unknown", "coverage": "revision"}
    copy = SignedCopy.objects.create(paper=paper, kind=CopyKind.SIGNED, signatures=[values], attachment=attachment(world.people["secretary"]))
    (shown,) = copy.shown_signatures
    assert (shown.signer, shown.at) == ("không rõ tên", "")


def test_paper_with_signed_copies_opens_as_the_issued_bytes(secretary: Client, paper: OutgoingPaper) -> None:
    send(secretary, paper, stamped(kept_bytes(paper.file), chair()))
    answer = secretary.get(reverse("paper-file", args=[paper.pk]))
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert "/AcroForm" not in pdf.Root
