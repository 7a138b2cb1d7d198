"""Text that only kept itself, in a real Chromium: it is not left out of what is sent, and no button takes the page from under it."""

import pytest

from emulation.typed.models import Typed
from registrations.models import Registration
from tests.browser import PHONE, Arrive
from tests.test_journey_typed import CHOICE, RECOVERED, SECOND, TYPED, leave_without_network, settle, start, step, value, wait_until_kept, write
from tests.world import World, fill_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.once]


def test_what_only_kept_itself_is_not_left_out_of_what_is_sent(arrives: Arrive, world: World) -> None:
    """It once was: "Đã lưu", a step link and "Gửi đăng ký" sent the registration without it."""
    fill_in(world.strange_registration)
    head = start(arrives("typed-then-sent", PHONE), world)
    write(head, "Chỉ tiêu thứ hai", SECOND)
    head.follow("4. Xem lại và gửi")
    head.follow("Mở bước 1 để lưu")
    assert value(head, SECOND) == "Chỉ tiêu thứ hai"
    head.press("Lưu và sang bước sau")
    head.follow("4. Xem lại và gửi")
    head.press("Gửi đăng ký")
    assert [target.name for target in Registration.objects.get(pk=world.strange_registration.pk).target_answers.all()][1] == "Chỉ tiêu thứ hai"
    assert Registration.objects.get(pk=world.strange_registration.pk).is_sent


def test_a_form_pressed_without_network_stays_where_it_is(arrives: Arrive, world: World) -> None:
    head = start(arrives("typed-pressed-offline", PHONE), world)
    head.type(**TYPED)
    wait_until_kept(head)
    head.page.context.set_offline(True)
    head.page.get_by_role("button", name="Lưu và sang bước sau").click()
    wait_until_kept(head, "Mất mạng nên chưa gửi được.")
    assert value(head) == TYPED["thue__quy__0__name"]
    head.page.context.set_offline(False)
    wait_until_kept(head)
    settle(head)
    head.press("Lưu và sang bước sau")
    assert world.strange_registration.target_answers.get().name == TYPED["thue__quy__0__name"]


def test_one_tab_that_comes_and_goes_with_the_network_is_no_conflict_with_itself(arrives: Arrive, world: World) -> None:
    """Typed, reloaded, typed on without a network, closed: the copy in the browser grew out of the one on the server."""
    head = start(arrives("typed-grown", PHONE), world)
    write(head, "Chỉ tiêu thứ nhất")
    head.page.reload()
    head.page.locator(RECOVERED).first.wait_for()
    leave_without_network(head, SECOND, "Chỉ tiêu thứ hai")
    head.open(step(world))
    assert (value(head), value(head, SECOND)) == ("Chỉ tiêu thứ nhất", "Chỉ tiêu thứ hai")
    wait_until_kept(head)
    assert (head.page.locator(CHOICE).count(), Typed.objects.count()) == (0, 1)


def test_what_is_in_this_browser_alone_is_named_on_every_page_and_before_sending(arrives: Arrive, world: World) -> None:
    fill_in(world.strange_registration)
    head = start(arrives("typed-here-alone", PHONE), world)
    leave_without_network(head, SECOND, "Chỉ tiêu thứ hai")
    head.page.wait_for_timeout(5000)  # so young a text another tab may just be sending
    head.open("/")
    assert head.texts(".messages a") == ["Bước 1/4: Các chỉ tiêu"]
    assert "nội dung gõ lúc mất mạng" in " ".join(head.texts(".messages .note"))
    head.page.goto(f"/dang-ky/{world.strange_registration.pk}/xem-lai/")
    head.page.get_by_role("link", name="Mở bước 1 để lưu").wait_for()  # the page was read anew once the text had reached the server
    head.follow("Mở bước 1 để lưu")
    assert value(head, SECOND) == "Chỉ tiêu thứ hai"


def test_a_form_pressed_while_the_device_believes_to_be_online_stays_too(arrives: Arrive, world: World) -> None:
    head = start(arrives("typed-pressed-cut", PHONE), world)
    head.page.route("**/*", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    head.type(**TYPED)
    wait_until_kept(head, "Mất mạng, đã giữ trên máy này lúc")
    head.page.get_by_role("button", name="Lưu và sang bước sau").click()
    head.page.wait_for_timeout(500)
    assert value(head) == TYPED["thue__quy__0__name"]
    settle(head)
    head.page.unroute("**/*")
    head.page.get_by_role("button", name="Lưu và sang bước sau").click()
    head.page.wait_for_url("**/muc-phan-dau/")
    assert world.strange_registration.target_answers.get().name == TYPED["thue__quy__0__name"]
