"""In a real Chromium: a paper signed on one's own machine and uploaded, a wrong file refused, a scan beside it, and the office's marks."""

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from PIL import Image

from emulation.issuing.keeping import kept_bytes
from tests.browser import PHONE, Arrive, Visitor
from tests.certificates import Holder, authority_pem, chair, expired, office
from tests.outgoing import issued
from tests.scans import picture
from tests.signing_tools import saved_again, stamped
from tests.world import World

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MESSAGE = ".messages .note"
DESK = (1366, 900)


def signed(pdf: bytes, holder: Holder, **options: Any) -> bytes:
    """Signed in a thread of its own: Playwright's loop runs in ours."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(stamped, pdf, holder, **options).result()


def choose(person: Visitor, field: str, folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    person.page.locator(f"[name={field}]").set_input_files(folder / name)


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_sign_upload_and_mark(arrives: Arrive, world: World, tmp_path: Path, screen: tuple[int, int]) -> None:
    paper = issued(world.ward, world.people["secretary"])
    secretary = arrives(f"signing-{screen[0]}", screen)
    secretary.sign_in("thu-ky")
    secretary.open(paper.get_absolute_url())
    secretary.follow("Ký số và tải lên")
    by_chair = signed(secretary.download("Tải bản để ký"), chair())
    choose(secretary, "scans", tmp_path, "in-lai.pdf", saved_again(by_chair))
    secretary.press("Tải lên")
    assert "Tệp đã được in lại hoặc lưu lại" in secretary.page.content()
    choose(secretary, "scans", tmp_path, "chu-tich-ky.pdf", by_chair)
    secretary.press("Tải lên")
    assert secretary.texts(MESSAGE) == ["Đã nhận bản ký số. Xem tình trạng từng chữ ký trong phần “Bản đã ký”."]
    secretary.follow("Ký số và tải lên")
    by_both = signed(secretary.download("Tải bản để ký"), office(), field="Signature2", box=(100, 100, 280, 160))
    choose(secretary, "scans", tmp_path, "ca-hai-ky.pdf", by_both)
    secretary.press("Tải lên")
    secretary.follow("Thêm bản quét")
    choose(secretary, "scans", tmp_path, "quet.png", picture())
    secretary.press("Tải lên")
    assert len(secretary.texts("a.download")) == 3

    secretary.open("/van-ban/")
    secretary.follow("Dấu và chữ ký")
    secretary.type(signatory="Lê Văn Chủ")
    buffer = io.BytesIO()
    Image.new("RGBA", (300, 120), (0, 0, 200, 90)).save(buffer, "PNG")
    choose(secretary, "image", tmp_path, "chu-ky.png", buffer.getvalue())
    secretary.press("Tải lên")
    assert secretary.texts(MESSAGE) == ["Đã nhận hình Chữ ký Lê Văn Chủ."]
    assert secretary.page.locator("img.mark").evaluate("image => image.naturalWidth") == 300
    secretary.press("Bỏ hình Chữ ký Lê Văn Chủ")
    assert secretary.texts("img.mark") == []


@pytest.mark.once
def test_anyone_on_a_phone_reads_what_is_to_be_believed(arrives: Arrive, world: World, tmp_path: Path, settings: Any) -> None:
    (tmp_path / "goc.pem").write_bytes(authority_pem())
    settings.SIGNATURE_ROOTS = str(tmp_path / "goc.pem")
    paper = issued(world.ward, world.people["secretary"])
    content = kept_bytes(paper.file)
    anyone = arrives("xac-minh-ban-ky", PHONE)
    anyone.open(reverse("verification", args=[paper.shown_code]))
    for name, offered, answer in [
        ("ky", signed(content, chair()), ".note.success"),
        ("che", signed(content, expired(), box=(80, 675, 550, 715)), ".note.warning"),
        ("sua", content[:-800], ".note.error"),
    ]:
        choose(anyone, "tep", tmp_path, f"{name}.pdf", offered)
        anyone.press("Gửi tệp để kiểm tra")
        assert len(anyone.texts(f"{answer}[role=alert]")) == 1
