"""Whole journeys in a real Chromium: opening a campaign, registering on a phone, returning, sending again, accepting, and the paper itself."""

import pytest
from django.utils import timezone

from emulation.campaigns.models import Campaign
from registrations.models import Registration, State
from registrations.papers import paper_of
from tests.browser import DESK, PHONE, Arrive, Visitor
from tests.paperwork import first_out_of_order, form_lines
from tests.pdf import pdf_text
from tests.world import World, deadline_in, launch, make_campaign

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.wide]
MESSAGE = ".messages .note"


def prepare_and_launch(secretary: Visitor) -> Campaign:
    """Every part of a campaign, typed and pressed by the secretary."""
    secretary.follow("Phong trào")
    secretary.follow("Mở phong trào mới")
    secretary.type(title="Phong trào thi đua yêu nước phường Bách Quang", deadline_words=deadline_in(12), plan_number="13/KH-UBND", plan_date="19/01/2026")
    secretary.press("Lưu")
    secretary.follow("2. Kế hoạch cấp trên và căn cứ")
    secretary.page.locator("[name='citations-0-document']").select_option(index=1)
    secretary.press("Lưu")
    secretary.follow("3. Nội dung thi đua")
    secretary.type(contents__0__heading="Kinh tế", contents__0__text="Hoàn thành vượt mức các chỉ tiêu.\nThu đúng, thu đủ.")
    secretary.press("Lưu")
    secretary.follow("4. Chỉ tiêu")
    secretary.type(targets__0__name="Hộ gia đình văn hóa", targets__0__value="92,5", targets__0__unit="%")
    secretary.press("Lưu")
    secretary.follow("5. Danh hiệu")
    secretary.type(offered_titles__0__name="Tập thể Lao động tiên tiến")
    secretary.press("Lưu")
    secretary.follow("6. Các phong trào trọng tâm")
    secretary.type(movements__0__name="Cả nước chung sức xây dựng nông thôn mới", movements__0__launcher="Thủ tướng Chính phủ")
    secretary.press("Lưu")
    secretary.follow("7. Đơn vị tham gia và mẫu đăng ký")
    secretary.pick("kinds", "tdp")
    secretary.press("Lưu")
    assert secretary.texts("h1") == ["Mẫu đăng ký cho từng loại đơn vị"]
    secretary.press("Lưu")
    assert secretary.texts(".task .state") == ["✓ Đã ghi"] * 7
    secretary.unfold("Phát động")
    secretary.press("Phát động")
    assert secretary.texts(MESSAGE) == ["Đã phát động. Tình trạng hiện nay: đang đăng ký."]
    return Campaign.objects.get(title="Phong trào thi đua yêu nước phường Bách Quang")


def fill_in_on_the_phone(head: Visitor) -> None:
    """All steps of a registration, with a slip on the way."""
    head.press("Bắt đầu đăng ký")
    assert head.texts("h1") == ["Bước 1/4: Các chỉ tiêu"]
    head.type(thue__quy__0__name="Thu quỹ Đền ơn đáp nghĩa", thue__quy__0__value="12,5,0", thue__quy__0__unit="triệu đồng")
    head.press("Lưu và sang bước sau")
    assert head.texts(".errors li") == ["Mục 1, dòng 1, Số: “12,5,0” không phải là số viết đúng. Xin ghi như 12.500 hoặc 95,15."]
    assert head.page.locator("[name='thue-quy-0-value']").input_value() == "12,5,0"
    head.type(thue__quy__0__value="12,5")
    head.press("Lưu và sang bước sau")
    assert head.texts("h1") == ["Bước 2/4: Mức phấn đấu"]
    for name in ("chi-bo-0-grade", "tap-the-0-grade", "doan-the-0-grade"):
        head.pick(name, "excellent")
    head.press("Lưu và sang bước sau")
    head.page.locator("[name='lao-dong-tien-tien-0-registered']").check()
    head.press("Lưu và sang bước sau")
    assert head.texts("h1") == ["Bước 4/4: Xem lại và gửi"]


def test_a_campaign_from_its_opening_to_the_accepted_paper(arrives: Arrive, world: World) -> None:
    secretary, head = arrives("secretary", DESK), arrives("head", PHONE)
    secretary.sign_in("thu-ky")
    campaign = prepare_and_launch(secretary)

    head.sign_in("to-truong-1")
    fill_in_on_the_phone(head)
    head.press("Gửi đăng ký")
    registration = Registration.objects.get(campaign=campaign, unit=world.unit)
    assert head.texts(MESSAGE) == [f"Đã gửi đăng ký. Mã biên nhận: {registration.submissions.get().receipt}."]

    secretary.follow("Tình hình đăng ký (3 đơn vị)")
    secretary.follow("TDP Bá Vân 1")
    secretary.unfold("Trả lại để sửa")
    secretary.type(reason="Thiếu chỉ tiêu về xã hội")
    secretary.press("Trả lại để sửa")
    assert secretary.texts(MESSAGE) == ["Đã trả lại để sửa: TDP Bá Vân 1."]

    head.open(registration.get_absolute_url())
    assert head.texts("main > .note blockquote") == ["Thiếu chỉ tiêu về xã hội"]
    head.follow("1. Các chỉ tiêu")
    assert head.texts("main > .note blockquote") == ["Thiếu chỉ tiêu về xã hội"]
    head.type(xa__hoi__0__name="Giữ vững an ninh trật tự")
    head.press("Lưu và sang bước sau")
    head.follow("4. Xem lại và gửi")
    head.press("Gửi đăng ký")

    secretary.open(registration.get_absolute_url())
    secretary.press("Tiếp nhận")
    assert secretary.texts(MESSAGE) == ["Đã tiếp nhận: TDP Bá Vân 1."]
    head.open(registration.get_absolute_url())
    assert_paper(head.download("Tải bản đã gửi (PDF)"), registration)


def assert_paper(pdf: bytes, registration: Registration) -> None:
    """The file carries the form's lines in order, with what was typed in their places."""
    registration = Registration.objects.get(pk=registration.pk)
    paper = paper_of(registration, dated=timezone.localtime(registration.submitted_at).date())
    text = pdf_text(pdf)
    assert registration.state == State.ACCEPTED
    assert first_out_of_order(form_lines("mau-01-to-dan-pho", paper, registration.campaign), text) is None
    typed = [
        "1. Các chỉ tiêu về thuế, quỹ:",
        "- Thu quỹ Đền ơn đáp nghĩa: đạt 12,5 triệu đồng",
        "2. Các chỉ tiêu về xã hội",
        "- Giữ vững an ninh trật tự",
        "3. Chi bộ phấn đấu: Hoàn thành xuất sắc nhiệm vụ: X",
        "Hoàn thành xuất sắc nhiệm vụ: Ban công tác Mặt trận",
        '2. Tập thể "Lao động tiên tiến": Có đăng ký',
        "NGƯỜI ĐỨNG ĐẦU ĐƠN VỊ Nguyễn Thị Hòa",
    ]
    assert first_out_of_order(typed, text) is None


def test_the_head_registers_without_javascript(arrives: Arrive, world: World) -> None:
    campaign = launch(make_campaign(world.ward, invited=[world.unit]), world.people["secretary"])
    head = arrives("plain", PHONE, javascript=False)
    head.sign_in("to-truong-1")
    fill_in_on_the_phone(head)
    head.press("Gửi đăng ký")

    registration = Registration.objects.get(campaign=campaign)
    assert (registration.state, head.texts(".receipt dd b")) == (State.SUBMITTED, [registration.submissions.get().receipt])
    head.press("Rút lại để sửa")
    assert head.texts(MESSAGE) == ["Đã rút lại để sửa: TDP Bá Vân 1."]


def test_a_forgotten_password_is_replaced_with_a_one_time_code(arrives: Arrive, world: World) -> None:
    secretary, head = arrives("secretary-code", DESK), arrives("head-code", PHONE)
    secretary.sign_in("thu-ky")
    secretary.open(world.unit.get_absolute_url())
    secretary.press("Cấp mã")
    (code,) = secretary.texts(".code b")

    head.open("/")
    head.follow("Đăng nhập lần đầu bằng mã một lần")
    head.type(username="to-truong-1", code=code.lower(), password1="mat-khau-moi-2026", password2="mat-khau-moi-2026")
    head.press("Đặt mật khẩu và đăng nhập")
    assert head.texts(MESSAGE) == ["Đã đặt mật khẩu mới. Lần sau xin đăng nhập bằng mật khẩu này."]
    head.follow("Đăng xuất")
    head.press("Đăng xuất")

    head.sign_in("to-truong-1")
    assert len(head.texts(".errors li")) == 1
    head.sign_in("to-truong-1", "mat-khau-moi-2026")
    assert head.texts("h1") == ["Việc cần làm"]
