"""A Chromium journey through units and people: slips, handing over, renaming, merging, and the old registration under the new name."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from emulation.people.models import User
from emulation.units.models import Unit
from tests.browser import DESK, PHONE, Arrive, Visitor
from tests.pdf import pdf_text
from tests.world import World, make_campaign, make_unit

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MESSAGE = ".messages .note"


def print_slips(secretary: Visitor, ward: Unit) -> str:
    """The text of the slips of those ticked beforehand."""
    secretary.open(ward.get_absolute_url())
    secretary.follow("In phiếu cấp mã")
    with secretary.page.expect_download() as download:
        secretary.page.get_by_role("button", name="In phiếu", exact=True).click()
    return pdf_text(Path(download.value.path()).read_bytes())


def hand_over(secretary: Visitor, unit: Unit) -> None:
    secretary.open(unit.get_absolute_url())
    secretary.follow("Bàn giao")
    secretary.type(starts_on=f"{timezone.localdate():%d/%m/%Y}", full_name="Vũ Văn Mới", username="to-truong-moi")
    secretary.press("Lưu")
    assert secretary.texts(MESSAGE)[0].startswith("Đã bàn giao từ Nguyễn Thị Hòa cho Vũ Văn Mới.")


def rename(secretary: Visitor, unit: Unit, name: str) -> Unit:
    secretary.open(unit.get_absolute_url())
    secretary.follow("Đổi tên")
    secretary.type(short_name=name, on=f"{timezone.localdate():%d/%m/%Y}")
    secretary.press("Xem trước")
    secretary.press("Thực hiện")
    return Unit.objects.get(short_name=name)


def merge(secretary: Visitor, unit: Unit, other: Unit, name: str) -> None:
    secretary.open(unit.get_absolute_url())
    secretary.follow("Sáp nhập")
    secretary.pick("others", str(other.pk))
    secretary.type(short_name=name, on=f"{timezone.localdate():%d/%m/%Y}", document="Nghị quyết số 5/NQ-HĐND")
    secretary.press("Xem trước")
    assert len(secretary.texts("tbody tr")) == 2
    secretary.page.locator("[name='going_on']").first.check()
    secretary.press("Thực hiện")
    assert secretary.texts("h1")[0].endswith(name.removeprefix("TDP "))


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_the_units_of_a_ward_change_and_everything_is_found_again(arrives: Arrive, world: World, screen: tuple[int, int]) -> None:
    User.objects.filter(username="to-truong-1").update(last_login=timezone.now())
    secretary = arrives(f"units-{screen[0]}", screen)
    secretary.sign_in("thu-ky")
    text = print_slips(secretary, world.ward)
    assert ("to-truong-2" in text, "to-truong-1" in text) == (True, False)
    rename(secretary, Unit.objects.get(code="tdp-03"), "TDP Tân Hòa")
    hand_over(secretary, world.unit)
    world.unit.terms.filter(user__username="to-truong-moi").update(starts_on=timezone.localdate() - timedelta(days=1))
    world.unit.terms.exclude(user__username="to-truong-moi").update(ends_on=timezone.localdate() - timedelta(days=2))
    merge(secretary, world.unit, world.strange_unit, "TDP Bá Vân")
    secretary.follow("Đăng ký")
    secretary.search("bá vân")
    secretary.follow("TDP Bá Vân 1")
    assert world.registration.get_absolute_url() in secretary.page.url
    secretary.follow("Đơn vị")
    secretary.search("tdp ba van 1")
    secretary.follow("TDP Bá Vân")
    secretary.follow("Hồ sơ và lịch sử")
    assert "TDP Bá Vân 1" in " ".join(secretary.texts("td"))


@pytest.mark.once
@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_a_long_list_of_units_is_narrowed_and_what_was_ticked_stays(arrives: Arrive, world: World, screen: tuple[int, int]) -> None:
    for number in range(25):
        make_unit(world.ward, code=f"tdp-{number + 30}", short_name=f"TDP Đồi {number}")
    campaign = make_campaign(world.ward, invited=[world.unit], code="nhap")
    secretary = arrives(f"narrowed-{screen[0]}", screen)
    secretary.sign_in("thu-ky")
    secretary.open(reverse("campaign-units", args=[campaign.pk]))
    page, search = secretary.page, secretary.page.get_by_label("Tìm đơn vị trong danh sách")
    search.fill("doi 24")
    assert page.locator("#div_id_units .form-check:visible").all_inner_texts() == ["TDP Đồi 24"]
    page.get_by_label("TDP Đồi 24").check()
    assert secretary.texts("#div_id_units p[role=status]")[0].startswith("Đã chọn 2/")
    search.press("Enter")  # narrows, and sends nothing
    secretary.arrive()
    secretary.press("Lưu")
    assert set(campaign.invitations.values_list("unit__short_name", flat=True)) == {"TDP Bá Vân 1", "TDP Đồi 24"}
