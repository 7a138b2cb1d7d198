"""A journey in a real Chromium through campaigns of every kind: a copy, a movement, a cluster, a drive of a unit's own, and a suspension."""

from typing import Any

import pytest

from emulation.campaigns.models import Campaign, Cluster, LocalDrive
from tests.browser import DESK, PHONE, Arrive, Visitor
from tests.world import World

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MESSAGE = ".messages .note"
SCREENS = [(DESK, PHONE), (PHONE, DESK)]  # of the secretary and of the head


def copy_and_add_a_movement(secretary: Visitor, world: World) -> None:
    secretary.open(world.campaign.get_absolute_url())
    secretary.unfold("Việc khác")
    secretary.press("Soạn phong trào mới từ phong trào này")
    assert secretary.texts("h1") == [f"Phong trào thi đua phường Bách Quang năm {world.campaign.year + 1}"]
    secretary.follow("6. Các phong trào trọng tâm")
    secretary.type(movements__0__name="Dân vận khéo", movements__0__launcher="Chủ tịch UBND tỉnh", movements__0__period_words="giai đoạn 2026–2030")
    secretary.press("Lưu")
    assert "“Dân vận khéo”, Chủ tịch UBND tỉnh phát động, giai đoạn 2026–2030" in secretary.texts("section li")


def form_a_cluster(secretary: Visitor, world: World) -> None:
    secretary.follow("Phong trào")
    secretary.follow("Các cụm thi đua")
    secretary.follow("Lập cụm thi đua")
    secretary.type(name="Cụm thi đua số 1", note="Họp mỗi quý một lần.")
    for unit in (world.unit, world.strange_unit):
        secretary.pick("units", str(unit.pk))
    secretary.page.locator("[name='lead']").select_option(label="TDP Bá Vân 1")
    secretary.press("Lưu")
    assert secretary.texts(MESSAGE) == ["Đã lưu Cụm thi đua số 1: 2 đơn vị."]


def launch_at_the_unit(head: Visitor, world: World) -> None:
    head.open(world.campaign.get_absolute_url())
    head.follow("Phát động tại đơn vị")
    head.follow("Soạn đợt thi đua của TDP Bá Vân 1")
    head.type(title="60 ngày đêm ngõ phố sạch đẹp", contents="Tổng vệ sinh hằng tuần.\nMỗi hộ trồng một chậu hoa.")
    head.press("Lưu")
    head.unfold("Phát động")
    head.press("Phát động")
    assert head.texts(MESSAGE) == ["Đã phát động. Tình trạng hiện nay: đã phát động."]
    head.open(world.campaign.get_absolute_url())
    head.follow("Đăng ký trong Cụm thi đua số 1")
    assert head.texts("tbody .state") == ["→ Đã gửi, chờ tiếp nhận", "● Đang làm"]


@pytest.mark.parametrize(("of_secretary", "of_head"), SCREENS, ids=["secretary at a desk, head on a phone", "secretary on a phone, head at a desk"])
def test_from_last_years_campaign_to_a_suspension(arrives: Arrive, world: World, of_secretary: Any, of_head: Any) -> None:
    secretary, head = arrives(f"kinds-secretary-{of_secretary[0]}", of_secretary), arrives(f"kinds-head-{of_head[0]}", of_head)
    secretary.sign_in("thu-ky")
    copy_and_add_a_movement(secretary, world)
    form_a_cluster(secretary, world)
    head.sign_in("to-truong-1")
    launch_at_the_unit(head, world)

    secretary.open(world.campaign.get_absolute_url())
    secretary.follow("Phát động tại đơn vị (1/4 đơn vị)")
    secretary.follow("60 ngày đêm ngõ phố sạch đẹp")
    secretary.open(world.campaign.get_absolute_url())
    secretary.unfold("Tạm dừng")
    secretary.type(basis="Công văn số 12/SNV-TĐKT", reason="Ảnh hưởng của bão số 3")
    secretary.press("Tạm dừng")
    for path in ("/", world.campaign.get_absolute_url(), LocalDrive.objects.get().get_absolute_url()):
        head.open(path)
        assert "Phong trào đang tạm dừng. Căn cứ: Công văn số 12/SNV-TĐKT. Ảnh hưởng của bão số 3" in head.texts(".note.warning")
    secretary.unfold("Tiếp tục")
    secretary.type(reason="Bão đã tan")
    secretary.press("Tiếp tục")
    assert secretary.texts(MESSAGE) == ["Đã tiếp tục. Tình trạng hiện nay: đang đăng ký."]
    assert (Campaign.objects.count(), Cluster.objects.count()) == (2, 1)
