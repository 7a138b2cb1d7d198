"""A ward's own form in a real Chromium: begun, ordered and finished by the secretary, with and without scripts, and filled in by a head on a phone."""

import pytest
from playwright.sync_api import expect

from emulation.sheets.models import Sheet
from registrations.models import Registration, State
from tests.browser import PHONE, Arrive, Visitor
from tests.pdf import pdf_text
from tests.world import World, launch, make_campaign

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.django_db(transaction=True)]
MESSAGE = ".messages .note"
DESK = (1366, 900)


def enter(secretary: Visitor) -> Sheet:
    """A short form: a table of targets, a title for people, two signatures."""
    secretary.follow("Mẫu đăng ký")
    secretary.follow("Soạn mẫu mới")
    secretary.pick("kinds", "tdp")
    secretary.type(name="Phiếu ngắn", title="PHIẾU ĐĂNG KÝ", subject="năm {nam}", authority="TM. {WORD}", second_authority="XÁC NHẬN CỦA CHI BỘ")
    secretary.press("Lưu")
    assert secretary.texts(".errors li")[0].startswith("Trích yếu sau “V/v”: Không có chữ thay thế {nam}.")
    secretary.type(subject="năm {year}")
    secretary.press("Lưu")
    secretary.follow("Danh hiệu đăng ký")
    secretary.type(number="II", text="Danh hiệu cá nhân:", options__0__text="Lao động tiên tiến:")
    secretary.page.locator("[name='options-0-subject']").select_option("individual")
    secretary.press("Lưu")
    secretary.follow("Danh sách chỉ tiêu")
    secretary.type(number="I", text="Chỉ tiêu:", dotted="3")
    secretary.page.locator("[name='as_table']").check()
    secretary.press("Lưu")
    assert secretary.texts(".sheet-items .words > p:first-child") == ["II. Danh hiệu cá nhân:", "I. Chỉ tiêu:"]
    return Sheet.objects.get(name="Phiếu ngắn")


def order_and_finish(secretary: Visitor, moved: str) -> None:
    secretary.press("↓ Chuyển mục 1 xuống")
    expect(secretary.page.locator(".sheet-items .words > p:first-child").first).to_have_text("I. Chỉ tiêu:")
    assert secretary.texts(".sheet-items .words > p:first-child") == ["I. Chỉ tiêu:", "II. Danh hiệu cá nhân:"]
    assert secretary.texts("#items [role='status']") == [moved]
    secretary.arrive()
    secretary.follow("Xem thử mẫu")
    assert secretary.texts("legend") == ["I. Chỉ tiêu:", "II. Danh hiệu cá nhân:"]
    secretary.follow("Soạn tiếp")
    secretary.press("Hoàn thành mẫu")
    assert secretary.texts(MESSAGE) == ["Đã hoàn thành mẫu. Từ nay phong trào của đơn vị chọn được mẫu này."]


def test_a_form_made_on_the_pages_is_filled_in_on_a_phone_and_printed(arrives: Arrive, world: World) -> None:
    secretary, head = arrives("sheet-secretary", DESK), arrives("sheet-head", PHONE)
    secretary.sign_in("thu-ky")
    sheet = enter(secretary)
    order_and_finish(secretary, "Đã chuyển mục “II. Danh hiệu cá nhân:”.")
    assert "PHIẾU ĐĂNG KÝ" in pdf_text(secretary.page.request.get(f"{sheet.get_absolute_url()}ban-in.pdf").body())

    campaign = launch(make_campaign(world.ward, invited=[world.unit]), world.people["secretary"])
    head.sign_in("to-truong-1")
    head.press("Bắt đầu đăng ký")
    head.type(chi__tieu__0__name="Hộ gia đình văn hóa", chi__tieu__0__value="95", chi__tieu__0__unit="%")
    head.press("Lưu và sang bước sau")
    head.type(danh__hieu__ca__nhan__0__names="Nguyễn Văn An\nTrần Thị Bình")
    head.press("Lưu và sang bước sau")
    head.type(second_signer_title="Bí thư chi bộ", second_signer_name="Lê Văn Đảng")
    head.press("Gửi đăng ký")
    registration = Registration.objects.get(campaign=campaign)
    assert (registration.state, registration.sheet) == (State.SUBMITTED, sheet)
    said = pdf_text(head.download("Tải bản đã gửi (PDF)"))
    assert [words in said for words in ("Hộ gia đình văn hóa", "Nguyễn Văn An; Trần Thị Bình", "XÁC NHẬN CỦA CHI BỘ", "Lê Văn Đảng")] == [True] * 4


def test_a_form_is_made_on_a_phone_without_scripts(arrives: Arrive, world: World) -> None:
    secretary = arrives("sheet-plain", PHONE, javascript=False)
    secretary.sign_in("thu-ky")
    enter(secretary)
    secretary.press("↓ Chuyển mục 1 xuống")
    assert secretary.texts(".sheet-items .words > p:first-child") == ["I. Chỉ tiêu:", "II. Danh hiệu cá nhân:"]
    secretary.press("Hoàn thành mẫu")
    assert secretary.texts(MESSAGE) == ["Đã hoàn thành mẫu. Từ nay phong trào của đơn vị chọn được mẫu này."]
