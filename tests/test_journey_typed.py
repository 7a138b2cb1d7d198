"""What is typed is never lost, in a real Chromium: through a reload, a log-out, a dropped network, a second tab, a second device, a deadline."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from emulation.campaigns.models import Campaign
from emulation.typed.models import Typed
from registrations.models import Registration, State
from registrations.workflow import move_registration
from tests.browser import DESK, PHONE, Arrive, Visitor
from tests.drafts import make_draft
from tests.world import World, fill_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]
FIRST, SECOND = "thue-quy-0-name", "thue-quy-1-name"
STATUS = ".keeping [role=status]"
NOTE = ".messages .note"
RECOVERED = ".typed-note p"
CHOICE = ".typed-choice"
REFUSED = "Bản đang gõ đã giữ lúc"
TYPED = {"thue__quy__0__name": "Thu quỹ Đền ơn đáp nghĩa"}


def step(world: World) -> str:
    return f"/dang-ky/{world.strange_registration.pk}/buoc/chi-tieu/"


def value(visitor: Visitor, name: str = FIRST) -> str:
    return visitor.page.locator(f"[name='{name}']").input_value()


def wait_until_kept(visitor: Visitor, said: str = "Đã lưu lúc") -> None:
    visitor.page.locator(STATUS, has_text=said).wait_for()


def write(visitor: Visitor, text: str, name: str = FIRST) -> None:
    """Type it, and wait until the server has it."""
    visitor.page.locator(STATUS).evaluate("status => { status.textContent = ''; }")
    visitor.page.locator(f"[name='{name}']").fill(text)
    visitor.page.locator(STATUS, has_text="bản").or_(visitor.page.locator(STATUS, has_text="Đã lưu lúc")).first.wait_for()


def settle(visitor: Visitor) -> None:
    """What a dropped network writes to the console is expected."""
    visitor.complaints.clear()


def start(visitor: Visitor, world: World, username: str = "to-truong-2") -> Visitor:
    visitor.sign_in(username)
    visitor.open(step(world))
    return visitor


def leave_without_network(head: Visitor, name: str, text: str) -> None:
    """Type while there is no network, and close the tab; then it is back."""
    head.page.context.set_offline(True)
    head.page.locator(f"[name='{name}']").fill(text)
    head.page.locator(STATUS, has_text="Mất mạng").wait_for()
    tab = head.page.context.new_page()
    head.page.close()
    head.page = tab
    settle(head)
    tab.context.set_offline(False)


def test_what_is_typed_keeps_itself_through_a_reload(arrives: Arrive, world: World) -> None:
    head = start(arrives("typed-quick", PHONE), world)
    head.type(**TYPED)
    wait_until_kept(head)
    head.open(step(world))
    assert value(head) == "Thu quỹ Đền ơn đáp nghĩa"
    assert len(head.texts(RECOVERED)) == 1
    head.press("Lưu và sang bước sau")
    assert world.strange_registration.target_answers.get().name == "Thu quỹ Đền ơn đáp nghĩa"
    assert not Typed.objects.exists()
    head.open(step(world))
    assert (head.texts(RECOVERED), head.page.locator(CHOICE).count()) == ([], 0)


@pytest.mark.slow
def test_what_was_refused_is_said_to_be_kept_and_not_to_be_saved(arrives: Arrive, world: World) -> None:
    """It once read as if the registration had it: "Đã lưu lúc …" under a page that said why nothing was saved."""
    head = start(arrives("typed-not-saved", PHONE), world)
    head.type(**TYPED, thue__quy__0__value="mười")
    head.press("Lưu và sang bước sau")
    for _ in range(2):
        wait_until_kept(head, REFUSED)
        assert re.fullmatch(r"Bản đang gõ đã giữ lúc \d\d:\d\d, chưa lưu chính thức\.", head.texts(STATUS)[0])
        head.page.locator(STATUS).evaluate("status => { status.textContent = ''; }")
        head.type(thue__quy__0__value="mười hai")
    assert not world.strange_registration.target_answers.exists()
    head.type(thue__quy__0__value="12")
    head.press("Lưu và sang bước sau")
    head.open(step(world))
    head.type(thue__quy__0__value="13")
    wait_until_kept(head)


@pytest.mark.slow
def test_leaving_at_once_logging_out_and_coming_back_on_another_device_loses_nothing(arrives: Arrive, world: World) -> None:
    head = start(arrives("typed-leaving", DESK), world)
    head.type(**TYPED)
    head.follow("Về đăng ký của đơn vị")  # within the second
    head.follow("Đăng xuất")
    head.press("Đăng xuất")
    phone = start(arrives("typed-back", PHONE), world)
    assert value(phone) == "Thu quỹ Đền ơn đáp nghĩa"
    assert phone.texts(RECOVERED)[0].startswith("Đã lấy lại nội dung đang soạn dở (máy tính, lưu lúc ")
    phone.page.get_by_role("button", name="Bỏ, lấy bản đã lưu").click()
    phone.page.locator(RECOVERED).wait_for(state="detached")
    phone.arrive()
    assert (value(phone), Typed.objects.unsaved().count()) == ("", 0)
    assert Typed.objects.get().lines[0][1] == "Thu quỹ Đền ơn đáp nghĩa"  # put aside, to be taken back


@pytest.mark.slow
def test_wrong_numbers_and_what_came_after_a_session_ended_are_kept_too(arrives: Arrive, world: World) -> None:
    head = start(arrives("typed-session", DESK), world)
    write(head, "mười hai", "thue-quy-0-value")
    head.page.context.clear_cookies(name="sessionid")
    head.type(**TYPED)
    head.page.locator(STATUS, has_text="Phiên đăng nhập đã hết").wait_for()
    settle(head)
    head.sign_in("to-truong-1")  # another person at the same machine sees nothing of it
    head.open("/dang-go/ban-giu/")
    assert head.texts("h1 ~ section") == []
    head.follow("Đăng xuất")
    head.press("Đăng xuất")
    start(head, world)
    assert (value(head), value(head, "thue-quy-0-value")) == ("Thu quỹ Đền ơn đáp nghĩa", "mười hai")


@pytest.mark.slow
def test_without_a_network_it_stays_in_the_browser_and_goes_up_when_it_is_back(arrives: Arrive, world: World) -> None:
    head = start(arrives("typed-offline", PHONE), world)
    head.page.context.set_offline(True)
    head.type(**TYPED)
    head.page.locator(STATUS, has_text="Mất mạng, đã giữ trên máy này lúc").wait_for()
    assert not Typed.objects.exists()
    settle(head)
    head.page.context.set_offline(False)
    wait_until_kept(head)
    assert Typed.objects.get().lines[0][1] == "Thu quỹ Đền ơn đáp nghĩa"
    assert head.page.evaluate("Object.keys(localStorage)") == []


@pytest.mark.slow
def test_a_page_closed_without_a_network_is_offered_again(arrives: Arrive, world: World) -> None:
    head = start(arrives("typed-closed", PHONE), world)
    leave_without_network(head, FIRST, "Thu quỹ Đền ơn đáp nghĩa")
    head.open(step(world))
    assert value(head) == "Thu quỹ Đền ơn đáp nghĩa"
    wait_until_kept(head)
    assert Typed.objects.get().lines[0][1] == "Thu quỹ Đền ơn đáp nghĩa"


@pytest.mark.slow
@pytest.mark.parametrize("chosen", [0, 1], ids=["mine", "theirs"])
def test_two_devices_keep_both_texts_until_the_person_chooses(arrives: Arrive, world: World, chosen: int) -> None:
    desk, phone = start(arrives("typed-desk", DESK), world), start(arrives("typed-phone", PHONE), world)
    write(phone, "Gõ trên điện thoại")
    write(desk, "Gõ trên máy tính")
    desk.page.locator(CHOICE).wait_for()
    desk.arrive()
    assert desk.texts(f"{CHOICE} dd") == ["Gõ trên máy tính", "Gõ trên điện thoại"]
    assert (Typed.objects.count(), value(desk)) == (2, "Gõ trên máy tính")
    texts = ["Gõ trên máy tính", "Gõ trên điện thoại"]
    desk.page.get_by_role("button", name="Dùng bản này").nth(chosen).click()
    desk.page.locator(CHOICE).wait_for(state="detached")
    wait_until_kept(desk, ["Đã giữ bản trên trang này.", "Đã lưu lúc"][chosen])
    assert value(desk) == texts[chosen]
    desk.press("Lưu và sang bước sau")
    assert not Typed.objects.unsaved().exists()
    assert world.strange_registration.target_answers.get().name == texts[chosen]
    assert [typed.lines[0][1] for typed in Typed.objects.all()] == [texts[1 - chosen]]  # nothing is lost by a wrong choice
    desk.open("/dang-go/ban-giu/?tinh-trang=da-bo")
    desk.page.get_by_role("button", name="Lấy lại để làm tiếp").click()
    desk.page.locator(CHOICE).wait_for()
    assert desk.texts(f"{CHOICE} dd") == [texts[chosen], texts[1 - chosen]]


@pytest.mark.slow
@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "plain"])
@pytest.mark.parametrize(("button", "kept"), [("Lưu bản của tôi", "Của tab sau"), ("Lấy bản đã lưu", "Của tab trước")])
def test_what_another_tab_saved_is_not_overwritten_unseen(arrives: Arrive, world: World, javascript: bool, button: str, kept: str) -> None:
    first = start(arrives("typed-tab", DESK, javascript=javascript), world)
    second = Visitor(first.page.context.new_page(), "typed-tab-two")
    second.open(step(world))
    first.type(thue__quy__0__name="Của tab trước")
    first.press("Lưu và thêm dòng")
    second.type(thue__quy__0__name="Của tab sau")
    second.press("Lưu và thêm dòng")
    assert second.texts(".overtaken td") == ["Của tab sau", "Của tab trước"]
    assert world.strange_registration.target_answers.get().name == "Của tab trước"
    assert value(second) == "Của tab sau"
    second.press(button)
    assert (value(second), world.strange_registration.target_answers.get().name) == (kept, kept)
    assert second.page.locator(".overtaken").count() == 0


@pytest.mark.slow
def test_the_deadline_passes_while_one_types_and_the_secretary_lets_it_in(arrives: Arrive, world: World) -> None:
    fill_in(world.strange_registration)
    head, secretary = arrives("typed-late", PHONE), arrives("typed-late-secretary", DESK)
    head.sign_in("to-truong-2")
    head.open(f"/dang-ky/{world.strange_registration.pk}/xem-lai/")
    head.type(signer_name="Lê Văn Khách Mới")
    Campaign.objects.filter(pk=world.campaign.pk).update(deadline=timezone.now() - timedelta(minutes=1))
    head.press("Gửi đăng ký")
    assert head.texts(NOTE)[0].startswith("Đã hết hạn đăng ký")
    assert value(head, "signer_name") == "Lê Văn Khách Mới"
    assert Typed.objects.filter(data__0__1="Người đứng đầu đơn vị").exists()
    assert "Thu quỹ Đền ơn đáp nghĩa" in (head.page.get_by_role("button", name="Chép toàn bộ nội dung").get_attribute("data-copy") or "")
    head.type(reason="Mất điện chiều nay.")
    head.press("Gửi thư ký, xin nộp muộn")
    assert head.texts(".standing") == ["● Bản nháp, chưa gửi"]

    secretary.sign_in("thu-ky")
    secretary.follow(f"TDP Bá Vân 2: {world.campaign.title}")
    secretary.unfold("Xem nội dung đơn vị đã ghi")
    assert "Lê Văn Khách Mới" in secretary.page.locator("details .prose").inner_text()
    secretary.type(last_day=f"{timezone.localdate() + timedelta(days=2):%d/%m/%Y}")
    secretary.page.locator("#id_reason").fill("Mất điện.")
    secretary.press("Cho gửi muộn")

    head.open(f"/dang-ky/{world.strange_registration.pk}/xem-lai/")
    head.press("Gửi đăng ký")
    registration = Registration.objects.get(pk=world.strange_registration.pk)
    submission = registration.submissions.get()
    assert (registration.state, registration.signer_name) == (State.SUBMITTED, "Lê Văn Khách Mới")
    assert head.texts(".standing") == [f"✓ Đã gửi lúc {timezone.localtime(submission.submitted_at):%H:%M, %d/%m/%Y} · mã {submission.receipt}"]
    assert head.download("Tải bản đã gửi (PDF)").startswith(b"%PDF")
    assert not Typed.objects.exists()


@pytest.mark.slow
def test_a_nomination_and_a_draft_keep_themselves_too(arrives: Arrive, world: World) -> None:
    head, secretary = arrives("typed-nomination", PHONE), arrives("typed-draft", DESK)
    head.sign_in("to-truong-1")
    head.open("/khen-thuong/de-nghi/them/")
    write(head, "Nguyễn Văn An", "name")
    head.page.reload()
    assert value(head, "name") == "Nguyễn Văn An"
    other = Visitor(head.page.context.new_page(), "typed-nomination-two")
    other.open(head.page.url)
    assert other.texts(f"{CHOICE} h2") == ["Có nội dung đang soạn dở"]
    assert value(other, "name") == ""

    draft = make_draft(world.ward, world.people["secretary"])
    secretary.sign_in("thu-ky")
    secretary.open(f"/van-ban/soan/{draft.pk}/phan-chung/")
    write(secretary, "Trích yếu đang gõ", "subject")
    secretary.open("/dang-go/ban-giu/")
    assert secretary.texts("h2") == ["Phần chung của văn bản"]
    secretary.follow("Mở trang để làm tiếp")
    assert value(secretary, "subject") == "Trích yếu đang gõ"


@pytest.mark.slow
def test_a_note_that_comes_back_is_not_folded_away(arrives: Arrive, world: World) -> None:
    move_registration(world.registration, "accept", by=world.people["secretary"])
    first = world.registration.target_answers.order_by("item__position", "position")[0]
    results, remark = f"/dang-ky/{world.registration.pk}/ket-qua/", f"chi-tieu-{first.pk}-remark"
    head = arrives("typed-note", PHONE)
    head.sign_in("to-truong-1")
    head.open(results)
    head.page.get_by_text("Ghi chú", exact=True).first.click()
    write(head, "Do bão.", remark)
    head.open(results)
    head.page.locator(RECOVERED).wait_for()
    assert (value(head, remark), head.page.locator(f"[name='{remark}']").is_visible()) == ("Do bão.", True)


@pytest.mark.slow
def test_one_tab_that_is_refused_and_corrected_makes_no_choice_of_itself(arrives: Arrive, world: World) -> None:
    """What was typed a moment before saving has not reached the server yet; what was kept before it is older, and not another's."""
    head = start(arrives("typed-refused", PHONE), world)
    write(head, "Thu quỹ")
    for wrong in ("mười", "mười hai"):
        head.page.locator("[name='thue-quy-0-value']").fill(wrong)
        head.press("Lưu và sang bước sau")
        wait_until_kept(head, REFUSED)
        assert (head.texts(f"{CHOICE} h2"), value(head), value(head, "thue-quy-0-value")) == ([], "Thu quỹ", wrong)
    head.page.locator("[name='thue-quy-0-value']").fill("12")
    head.press("Lưu và sang bước sau")
    head.open(step(world))
    assert (head.texts(f"{CHOICE} h2"), head.texts(RECOVERED), value(head, "thue-quy-0-value")) == ([], [], "12")
    assert not Typed.objects.exists()
