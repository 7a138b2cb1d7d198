"""The secretary's way through a full list: find, receive and return in bulk, print all and watch it, open the summary; phone and desktop."""

import io
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from openpyxl import load_workbook

from emulation.jobs.models import Job
from emulation.jobs.running import run
from emulation.people.models import Role
from registrations.models import Registration
from tests.browser import PHONE, Arrive, Visitor
from tests.pdf import pdf_text
from tests.test_worker import broker
from tests.world import World, make_person, submitted

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
DESKTOP = (1366, 900)
MESSAGE = ".messages .note"


@pytest.fixture(autouse=True)
def nobody_works(tmp_path: Any) -> Iterator[None]:
    """What is queued waits in a folder of this test, so that one sees a job wait."""
    folder = tmp_path / "broker"
    folder.mkdir()
    options = {"data_folder_in": str(folder), "data_folder_out": str(folder), "control_folder": str(folder / "control")}
    with broker("filesystem://", "journey", options):
        yield


def work(job: Job) -> None:
    """Do the job in a thread, as a worker would."""

    def here() -> None:
        run(job.pk)
        connection.close()

    worker = Thread(target=here)
    worker.start()
    worker.join()


@pytest.mark.parametrize(("screen", "javascript"), [(PHONE, True), (DESKTOP, True), (PHONE, False)], ids=["phone", "desktop", "phone without script"])
def test_from_the_list_to_the_summary(arrives: Arrive, world: World, screen: tuple[int, int], javascript: bool) -> None:
    submitted(world.campaign, world.strange_unit, world.people["stranger"])
    submitted(world.campaign, world.agency, make_person(Role.HEAD, world.agency))
    secretary = arrives(f"summary-{screen[0]}", screen, javascript=javascript)
    secretary.sign_in("thu-ky")
    secretary.follow("Xem 3 đăng ký chờ tiếp nhận")
    find_and_sort(secretary)
    receive_and_return(secretary, world)
    print_and_watch(secretary, javascript)
    read_the_summary(secretary)


def find_and_sort(secretary: Visitor) -> None:
    secretary.search("ba van")
    assert secretary.texts(".table-responsive tbody th") == ["TDP Bá Vân 1", "TDP Bá Vân 2"]
    head = secretary.page.locator("thead a").first
    if head.is_visible():
        head.click()
        secretary.arrive()
    else:
        secretary.page.locator(".find summary").click()
        secretary.page.locator("[name='xep']").select_option("-ten")
        secretary.press("Tìm")
    assert secretary.texts(".table-responsive tbody th") == ["TDP Bá Vân 2", "TDP Bá Vân 1"]


def receive_and_return(secretary: Visitor, world: World) -> None:
    secretary.press("Tiếp nhận các đăng ký đã chọn")
    assert secretary.texts(".errors li") == ["Chưa chọn đăng ký nào. Xin đánh dấu các đăng ký trong bảng rồi bấm lại."]
    secretary.page.locator("[data-tick-all]").click()
    secretary.page.wait_for_load_state()
    secretary.press("Tiếp nhận các đăng ký đã chọn")
    assert secretary.texts(MESSAGE) == ["Đã tiếp nhận 2 đăng ký."]
    secretary.open(f"/phong-trao/{world.campaign.pk}/dang-ky/?loc=cho")
    secretary.pick("dang-ky", str(Registration.objects.get(unit=world.agency).pk))
    secretary.unfold("Trả lại các đăng ký đã chọn…")
    secretary.press("Trả lại các đăng ký đã chọn")
    assert secretary.texts(".errors li") == ["Xin ghi rõ lý do khi chọn “Trả lại để sửa”."]
    secretary.type(reason="Thiếu chữ ký.")
    secretary.press("Trả lại các đăng ký đã chọn")
    assert (secretary.texts(MESSAGE), Registration.objects.get(unit=world.agency).state) == (["Đã trả lại để sửa 1 đăng ký."], "returned")


def print_and_watch(secretary: Visitor, javascript: bool) -> None:
    secretary.unfold("In, tải về")
    secretary.press("In tất cả (PDF)")
    assert secretary.texts("#tien-do span") == ["Đang chờ tới lượt…"]
    work(Job.objects.get())
    secretary.page.get_by_role("link", name="Tải về", exact=True).wait_for()  # by itself: htmx, or the page that asks again
    text = pdf_text(secretary.download("Tải về"))
    assert [name in text for name in ("TDP BÁ VÂN 1", "TDP BÁ VÂN 2", "ỦY BAN MTTQ PHƯỜNG BÁCH QUANG")] == [True, True, False]
    secretary.follow("Về trang trước")


def read_the_summary(secretary: Visitor) -> None:
    secretary.follow("Bảng tổng hợp")
    assert secretary.texts("details summary b") == ["TDP Bá Vân 1", "TDP Bá Vân 2"]
    secretary.unfold("TDP Bá Vân 1")
    book = load_workbook(io.BytesIO(secretary.download("Tải Excel")))
    assert [cell.value for cell in book["Tổng quan"][4]] == ["Tất cả", 4, 2, 2, 2, 1]
