"""The secretary gives a paper its number, anyone verifies it on a phone, and the register is set and read; phone and desktop."""

from pathlib import Path

import pytest
from django.urls import reverse

from emulation.issuing.approval import printed
from emulation.issuing.models import OutgoingPaper
from emulation.papers.kinds import PaperKind
from tests.browser import PHONE, Arrive
from tests.outgoing import approved, issued
from tests.world import World

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
DESKTOP = (1366, 900)
FINDING = "[data-finding]:visible"


@pytest.mark.parametrize("screen", [PHONE, DESKTOP])
def test_the_secretary_gives_a_number_and_reads_the_register(world: World, arrives: Arrive, screen: tuple[int, int]) -> None:
    issued(world.ward, world.people["secretary"], "04", kind=PaperKind.DECISION, subject="Kiện toàn Hội đồng Thi đua - Khen thưởng phường Bách Quang")
    paper = approved(world.ward, by=world.people["chair"], subject="Tổ chức phát động các phong trào thi đua yêu nước và công tác khen thưởng năm 2026")
    who = arrives(f"van-ban-{screen[0]}", screen)
    who.sign_in(world.people["secretary"].username)
    who.open(reverse("paper-list"))
    who.follow(f"Kế hoạch: {paper.subject}")
    who.unfold("Cấp số")
    who.type(number="5a", dated="05/01/2026")
    who.press("Cấp số")
    assert "số chèn" in " ".join(who.texts(".messages .note"))
    who.type(number="5")
    who.page.get_by_role("button", name="Cấp số", exact=True).click()
    who.arrive()
    assert who.texts("h1") == ["Kế hoạch số 05/KH-UBND ngày 05/01/2026"]
    assert who.download("Tải về") == printed(OutgoingPaper.objects.get(pk=paper.pk))
    who.follow("Văn bản đi")
    who.follow("Sổ đăng ký văn bản đi")
    assert [text.split()[0] for text in who.texts("tbody th")] == ["05/KH-UBND", "04/QĐ-UBND"]
    who.follow("Văn bản đi")
    who.follow("Cách lấy số")
    who.follow("KH-UBND")
    who.pick("manner", "own")
    who.type(opening_number="6")
    who.press("Lưu")
    assert "từ số 6 năm" in " ".join(who.texts("tbody"))


@pytest.mark.once
@pytest.mark.parametrize("screen", [PHONE, DESKTOP])
def test_anyone_verifies_a_file_that_does_not_leave_the_phone(world: World, arrives: Arrive, screen: tuple[int, int], tmp_path: Path) -> None:
    paper = issued(world.ward, world.people["secretary"])
    (tmp_path / "dung.pdf").write_bytes(printed(paper))
    (tmp_path / "sai.pdf").write_bytes(printed(paper)[:-1])
    who = arrives(f"xac-minh-{screen[0]}", screen)
    posted: list[str] = []
    who.page.on("request", lambda request: posted.append(request.url) if request.method == "POST" else None)
    who.open(reverse("verification-form"))
    who.type(ma=paper.code.lower())
    who.press("Xem")
    for name, finding in [("dung.pdf", "same"), ("sai.pdf", "other"), ("dung.pdf", "same")]:
        who.page.set_input_files("#tep", tmp_path / name)
        who.page.wait_for_selector(f"[data-finding={finding}]:visible")
        assert who.page.locator(FINDING).count() == 1
    assert posted == []
    who.page.set_input_files("#tep", tmp_path / "sai.pdf")
    who.press("Gửi tệp để kiểm tra")
    assert "không phải là văn bản đã ban hành" in " ".join(who.texts(".note.error"))


@pytest.mark.once
def test_without_script_the_server_compares(world: World, arrives: Arrive, tmp_path: Path) -> None:
    paper = issued(world.ward, world.people["secretary"])
    (tmp_path / "dung.pdf").write_bytes(printed(paper))
    who = arrives("xac-minh-khong-script", PHONE, javascript=False)
    who.open(reverse("verification", args=[paper.shown_code]))
    who.page.set_input_files("#tep", tmp_path / "dung.pdf")
    who.press("Gửi tệp để kiểm tra")
    assert "đúng từng byte" in " ".join(who.texts(".note.success"))


@pytest.mark.once
def test_the_receipt_shows_a_qr_that_is_drawn(world: World, arrives: Arrive) -> None:
    who = arrives("bien-nhan-qr", PHONE)
    who.sign_in(world.people["head"].username)
    who.open(world.registration.get_absolute_url())
    drawn = "image => { image.scrollIntoView(); return image.decode().then(() => image.naturalWidth) }"
    assert who.page.locator("img.qr").evaluate(drawn) > 0
