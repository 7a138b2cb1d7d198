"""A decision from the secretary's list to the certificates, and the chair on a phone in between; phone and desktop."""

import pytest
from django.urls import reverse
from django.utils import timezone

from awards.models import Award, Decision
from emulation.issuing.finishing import issue
from emulation.jobs.models import Job
from emulation.jobs.running import run
from tests.browser import PHONE, Arrive, Visitor
from tests.deciding import office_of, ready, submitted
from tests.world import World

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
DESKTOP = (1366, 900)


def draws_up(secretary: Visitor) -> Decision:
    """The secretary's part: a decision of all that can be decided, submitted."""
    secretary.open(reverse("decision-list"))
    secretary.follow("Lập quyết định")
    secretary.type(subject="Về việc tặng Giấy khen cho cá nhân có thành tích xuất sắc năm 2026")
    secretary.press("Tiếp tục, chọn đề nghị")
    secretary.page.locator("[data-tick-all]").click()
    secretary.arrive()
    secretary.press("Đưa vào quyết định")
    secretary.press("Trình Chủ tịch")
    return Decision.objects.get()


@pytest.mark.parametrize("screen", [PHONE, DESKTOP])
def test_the_secretary_draws_up_what_the_chair_decides_and_certificates_follow(world: World, arrives: Arrive, screen: tuple[int, int]) -> None:
    names = ["Nguyễn Thị Hòa", "Trần Văn Bình", "Lê Thị Khánh Huyền"]
    for name in names:
        ready(world, 1, name=name, details="Trưởng ban công tác Mặt trận")
    secretary = arrives(f"thu-ky-{screen[0]}", screen)
    secretary.sign_in(world.people["secretary"].username)
    decision = draws_up(secretary)

    chair = arrives(f"chu-tich-{screen[0]}", screen)
    chair.sign_in(world.people["chair"].username)
    chair.open(decision.get_absolute_url())
    chair.follow("Xem xét, quyết định")
    chair.follow("Trần Văn Bình")
    chair.unfold("Không duyệt")
    chair.type(reason="Thành tích này đã được khen thưởng trong tháng 5.")
    chair.page.locator("form[action$='/refuse/'] button").click()
    chair.arrive()
    chair.press("Duyệt tất cả 2 trường hợp đang chờ")
    chair.press("Ký quyết định")
    assert "chờ số" in " ".join(chair.texts(".page-head"))

    decision.refresh_from_db()
    assert decision.paper is not None
    issue(decision.paper, "number", by=world.people["secretary"], number="41", dated=timezone.localdate(), order_is_right=True)
    secretary.open(decision.get_absolute_url())
    secretary.follow("Giấy khen")
    secretary.press("Lập 2 giấy khen")
    run(Job.objects.get().pk)
    secretary.open(reverse("decision-certificates", args=[decision.pk]))
    secretary.open(reverse("decision-payments", args=[decision.pk]))
    secretary.open(reverse("award-list"))
    secretary.search("khanh huyen")
    assert secretary.texts("tbody th") == ["Lê Thị Khánh Huyền"]
    secretary.follow("Lê Thị Khánh Huyền")
    secretary.open(reverse("award-statistics"))

    award = Award.objects.get(name="Lê Thị Khánh Huyền")
    chair.open(award.get_absolute_url())
    chair.unfold("Hủy bỏ, thu hồi")
    chair.type(reason="Khai man thành tích.")
    chair.page.locator("form[action$='/revoke/'] button").click()
    chair.arrive()
    assert "Khai man thành tích." in " ".join(chair.texts(".note.warning"))


@pytest.mark.once
def test_the_chair_marks_the_ticked_ones_on_a_phone(world: World, arrives: Arrive) -> None:
    decision = submitted(office_of(world), *ready(world, 2))
    chair = arrives("danh-dau", PHONE)
    chair.sign_in(world.people["chair"].username)
    chair.open(reverse("decision-deciding", args=[decision.pk]))
    chair.page.locator("[name='truong-hop']").first.check()
    chair.unfold("Không duyệt hoặc trả lại")
    chair.type(reason="Cần xác minh thêm.")
    chair.press("Trả lại thư ký")
    assert "Trả lại: 1 trường hợp." in " ".join(chair.texts(".messages .note"))
