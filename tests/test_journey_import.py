"""The secretary brings units in from a file in a real Chromium: a file in an old encoding, one with faulty rows, and the mended one."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from emulation.units.models import Unit
from tests.browser import PHONE, Visitor, visitor
from tests.world import World

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
DESK = (1366, 900)
OLD = b"Ma,Loa\xf2i,T\xean\ntdp-09,T\xf4\xd2 d\xe2n ph\xf4\xec,TDP B\xe1 V\xe2n 9\n"  # Windows-1258
TITLES = "Mã,Loại,Tên,Người đứng đầu,Điện thoại người đứng đầu\n"
FAULTY = f"{TITLES}tdp-09,Tổ lạ,TDP Bá Vân 9,,\ntdp-02,TDP,TDP Bá Vân 2,,\ntdp-02,TDP,TDP Hai,,\n,Thôn,thôn Bình,Lê Thị Bé,abc\n"
CLEAN = f"{TITLES}tdp-09,TDP,TDP Bá Vân 9,Trần Văn Cả,\n,Thôn,thôn Bình,Lê Thị Bé,912345678\n"


def upload(secretary: Visitor, content: bytes) -> None:
    secretary.page.set_input_files("[name=file]", {"name": "don-vi.csv", "mimeType": "text/csv", "buffer": content})
    secretary.press("Tải lên và xem trước")


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desktop"])
def test_units_and_heads_come_in_from_a_file_once_it_is_clean(browser: Browser, live_server: Any, world: World, screen: tuple[int, int]) -> None:
    with visitor(browser, live_server.url, f"import-{screen[0]}", screen) as secretary:
        secretary.sign_in("thu-ky")
        secretary.follow("Đơn vị")
        secretary.follow("Nhập từ tệp")
        upload(secretary, OLD)
        (said,) = secretary.texts(".errors li")
        assert "bảng mã Windows-1258" in said

        upload(secretary, FAULTY.encode())
        assert [text.partition(".")[0] for text in secretary.texts(".faults li")] == [
            "Loại đơn vị: Không có loại “Tổ lạ”",
            "Mã đơn vị: Mã “tdp-02” đã có ở dòng 3",
            "Điện thoại người đứng đầu: “abc” không phải là số điện thoại",
        ]
        assert secretary.texts(".figures dd") == ["3", "0", "0", "1"]

        secretary.follow("Tải tệp đã sửa lên")
        upload(secretary, CLEAN.encode())
        secretary.press("Nhập 2 dòng")
        assert secretary.texts(".messages .note") == ["Đã nhập tệp: 2 dòng mới, 0 dòng cập nhật, 0 dòng không đổi."]
        secretary.follow("Xem các đơn vị")
        secretary.follow("thôn Bình")
        assert "Lê Thị Bé" in " ".join(secretary.texts("tbody th"))
    assert Unit.objects.get(code="thon-01").terms.get().user.phone == "0912345678"
