"""In a real Chromium: leave to send late, a registration entered from paper with a photographed page, and the signed plan downloaded."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from emulation.campaigns.models import Campaign, Invitation
from emulation.campaigns.tasks import close_due_registrations
from registrations.models import Registration, State
from tests.browser import PHONE, Arrive, Visitor
from tests.scans import pdf, picture
from tests.world import World, fill_in

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MESSAGE = ".messages .note"
DESK = (1366, 900)


def file(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_leave_paper_and_plan(arrives: Arrive, world: World, tmp_path: Path, screen: tuple[int, int]) -> None:
    fill_in(world.strange_registration)
    Campaign.objects.filter(pk=world.campaign.pk).update(deadline=timezone.now() - timedelta(hours=1))
    close_due_registrations()
    secretary, head = arrives(f"paper-secretary-{screen[0]}", screen), arrives(f"paper-head-{screen[0]}", screen)
    secretary.sign_in("thu-ky")

    secretary.open(world.campaign.get_absolute_url())
    secretary.follow("Đăng bản kế hoạch đã ký")
    secretary.page.locator("[name=scans]").set_input_files(file(tmp_path, "ke-hoach.pdf", pdf()))
    secretary.press("Tải lên")
    assert secretary.texts(MESSAGE) == ["Đã đăng bản kế hoạch đã ký. Các đơn vị được mời tải được ngay."]

    secretary.open(f"/phong-trao/{world.campaign.pk}/dang-ky/")
    secretary.follow("Cho gửi muộn của TDP Bá Vân 2")
    secretary.type(last_day=f"{timezone.localdate() + timedelta(days=2):%d/%m/%Y}", reason="Tổ trưởng nằm viện.")
    secretary.press("Cho gửi muộn")
    assert secretary.texts(MESSAGE)[0].startswith("Đã cho TDP Bá Vân 2 gửi muộn đến hết")

    head.sign_in("to-truong-2")
    assert head.texts(".task .note b")[0].startswith("Được gửi muộn đến hết")
    head.open(world.campaign.get_absolute_url())
    assert head.download(head.texts("a.download")[0]).startswith(b"%PDF-")
    head.open(f"/dang-ky/{world.strange_registration.pk}/xem-lai/")
    head.press("Gửi đăng ký")
    assert head.texts(MESSAGE)[0].startswith("Đã gửi đăng ký. Mã biên nhận:")

    enter_on_paper(secretary, world, tmp_path)


def enter_on_paper(secretary: Visitor, world: World, folder: Path) -> None:
    """The paper of the agency, which has no account, came two hours ago, in time."""
    received = timezone.localtime() - timedelta(hours=2)
    invitation = Invitation.objects.get(campaign=world.campaign, unit=world.agency)
    secretary.open(f"/dang-ky/ban-giay/{invitation.pk}/")
    secretary.type(received_on=f"{received:%d/%m/%Y}", received_time=f"{received:%H:%M}")
    secretary.page.locator("[name=scans]").set_input_files(file(folder, "trang-1.gif", picture("GIF")))
    secretary.press("Lưu và nhập nội dung")
    assert secretary.texts(".errors li")[0].startswith("Bản quét có chữ ký: Tệp “trang-1.gif” không phải là tệp PDF, JPEG hoặc PNG.")
    secretary.page.locator("[name=scans]").set_input_files(file(folder, "trang-1.png", picture()))
    secretary.press("Lưu và nhập nội dung")
    assert secretary.texts("h1")[0].startswith("Bước 1/")
    registration = fill_in(Registration.objects.get(unit=world.agency))
    secretary.open(f"/dang-ky/{registration.pk}/xem-lai/")
    secretary.type(signer_title="Chủ tịch", signer_name="Phan Văn Ký")
    secretary.press("Ghi nhận bản giấy")
    assert secretary.texts(MESSAGE)[0].startswith("Đã ghi nhận bản giấy. Mã biên nhận:")
    assert secretary.download(secretary.texts("a.download")[-1]) == picture()
    secretary.press("Tiếp nhận")
    assert Registration.objects.get(pk=registration.pk).state == State.ACCEPTED
