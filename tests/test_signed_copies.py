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
from emulation.issuing.models import CopyKind, OutgoingPaper, SignedCopy, State
from emulation.issuing.signed_copies import add_signed
from emulation.issuing.verification import KEPT_COPY, UNTOUCHED, Finding, Verdict, check
from emulation.signatures.comparing import compare
from emulation.workflow import MoveRefused
from tests.certificates import authority_pem, chair, expired, office
from tests.outgoing import approved, issued
from tests.pages import links, words_of
from tests.scans import attachment, picture, upload
from tests.signing_tools import paper as other_paper
from tests.signing_tools import saved_again, stamped
from tests.world import World

TITLE, SEAL = (80, 675, 550, 715), (330, 495, 432, 597)  # on the page of `issued`


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
        "cut off": signed[:-800],
        "saved again": saved_again(signed),
        "tampered": signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :],
        "another": stamped(other_paper(), chair()),
        "covered": stamped(issued_bytes, chair(), box=(0, 0, 595, 842)),
        "over the title": stamped(issued_bytes, chair(), box=TITLE),
    }[name]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("unsigned", "Tệp không có chữ ký số nào mới. Xin ký số"),
        ("truncated", "Tệp bị cắt cụt"),
        ("cut off", "Tệp bị cắt cụt"),
        ("saved again", "Tệp đã được in lại hoặc lưu lại bằng phần mềm khác"),
        ("tampered", ""),
        ("another", "Tệp là một văn bản khác."),
        ("covered", "Hình của chữ ký số che quá một phần tư trang giấy."),
        ("over the title", "Hình của chữ ký số che lên chữ của văn bản ở trang 1. Xin ký lại"),
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


@pytest.mark.parametrize("state", [State.REPLACED, State.REVOKED])
def test_paper_in_force_no_more_is_not_signed_but_may_be_scanned(secretary: Client, paper: OutgoingPaper, world: World, state: State) -> None:
    page, (sign, scan) = paper.get_absolute_url(), (reverse(f"paper-{what}", args=[paper.pk]) for what in ("signed", "scanned"))
    assert {sign, scan} <= {where for where, _ in links(secretary.get(page), ".//main")}
    OutgoingPaper.objects.update(state=state, end_reason="Sai tên." if state == State.REVOKED else "")
    assert {sign, scan} & {where for where, _ in links(secretary.get(page), ".//main")} == {scan}
    assert [secretary.get(one).status_code for one in (sign, scan)] == [404, 200]
    signed = stamped(kept_bytes(paper.file), chair())
    with pytest.raises(MoveRefused, match="không nhận bản ký số nữa"):
        add_signed(paper, Upload("a.pdf", PDF, signed), compare(kept_bytes(paper.file), signed), by=world.people["secretary"])


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


def test_seal_over_authority_and_name_is_taken(secretary: Client, paper: OutgoingPaper) -> None:
    """A seal of 36 mm has its place there by law, and reaches over both (NĐ 30/2020, Appendix I)."""
    send(secretary, paper, stamped(kept_bytes(paper.file), office(), box=SEAL))
    assert paper.signed_copies.count() == 1


def verdict(paper: OutgoingPaper, content: bytes) -> Verdict:
    kept = find(paper.code)
    assert kept is not None
    return check(kept, content)


def test_verification_says_the_same_of_a_signed_copy_whether_or_not_it_was_uploaded(secretary: Client, paper: OutgoingPaper, trusted: None) -> None:
    """Of a kept copy it said nothing of who signed."""
    signed = stamped(kept_bytes(paper.file), chair())
    before = verdict(paper, signed)
    assert (before.css, before.sentence) == ("success", "Tệp này là văn bản đã ban hành, được ký số thêm sau đó.")
    assert before.remarks == (
        "Trang 1 có hình đóng thêm ở chỗ trống; hình ấy không thuộc văn bản gốc.",
        "Chữ ký của Nguyễn Văn An: Hợp lệ.",
    )
    send(secretary, paper, signed)
    after = verdict(paper, signed)
    assert (after.finding, after.remarks) == (Finding.SIGNED, (KEPT_COPY, *before.remarks))
    said = words_of(Client().post(reverse("verification", args=[paper.shown_code]), {"tep": SimpleUploadedFile("a.pdf", signed)}))
    assert [one for one in (after.sentence, *after.remarks) if one not in said] == []


def test_nothing_changed_is_said_only_where_no_stamp_is_seen(paper: OutgoingPaper, trusted: None) -> None:
    unseen = verdict(paper, stamped(kept_bytes(paper.file), chair(), box=None))
    assert (unseen.css, unseen.remarks) == ("success", (UNTOUCHED, "Chữ ký của Nguyễn Văn An: Hợp lệ."))


@pytest.mark.parametrize(
    ("box", "said"),
    [
        ("TITLE", "Trang 1 có hình đóng thêm che lên một phần văn bản; xin xem bản gốc để đối chiếu."),
        ("SEAL", "Trang 1 có hình đóng thêm che lên phần ký tên; xin xem bản gốc để đối chiếu."),
    ],
)
def test_stamp_over_the_paper_is_doubtful_whoever_signed(box: str, said: str, paper: OutgoingPaper, trusted: None, world: World) -> None:
    """A picture over the subject that said something else was answered in green."""
    found = verdict(paper, stamped(kept_bytes(paper.file), chair(), box={"TITLE": TITLE, "SEAL": SEAL}[box]))
    assert (found.css, found.remarks[0], "không đổi" in str(found)) == ("warning", said, False)
    assert found.remarks[-1] == f"Bản gốc không mở công khai trên trang này; xin đề nghị {world.ward.committee} cho xem."


@pytest.mark.parametrize(("signer", "word"), [(chair, "Chưa xác minh được nơi cấp chứng thư số"), (expired, "Chứng thư số không có hiệu lực lúc ký")])
def test_signer_who_is_not_known_is_doubtful(signer: Any, word: str, paper: OutgoingPaper) -> None:
    """Anyone makes a certificate in any name."""
    found = verdict(paper, stamped(kept_bytes(paper.file), signer(), box=None))
    assert (found.finding, found.css) == (Finding.DOUBTFUL, "warning")
    assert (found.remarks[1], found.remarks[2].endswith(f": {word}.")) == ("Chưa xác định được người ký.", True)


@pytest.mark.parametrize(("name", "reason"), [("saved again", "Tệp đã được in lại hoặc lưu lại"), ("cut off", "Tệp bị cắt cụt, thiếu phần cuối.")])
def test_altered_file_says_how(name: str, reason: str, paper: OutgoingPaper) -> None:
    found = verdict(paper, bad(name, kept_bytes(paper.file)))
    assert (found.css, found.remarks[0].startswith(reason)) == ("error", True)


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
