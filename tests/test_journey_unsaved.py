"""Text that only kept itself, in a real Chromium: it is not left out of what is sent, and no button takes the page from under it."""

import pytest

from registrations.models import Registration
from tests.browser import PHONE, Arrive
from tests.test_journey_typed import SECOND, TYPED, settle, start, value, wait_until_kept, write
from tests.world import World, fill_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


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
