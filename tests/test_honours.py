"""Honours that administrators add to the catalogue, and those that go out of use."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.amending import add_honour
from awards.importing import plan_list, rows_of
from awards.loading import load_catalogue
from awards.models import Honour
from awards.nomination_forms import AppraisalForm, NominationForm
from emulation.history.models import Line
from emulation.people.models import Role, User
from emulation.vietnamese.dates import day
from emulation.workflow import MoveRefused
from tests.awarding import make_nomination, sent, uploaded
from tests.pages import links, words_of
from tests.test_access import signed_in
from tests.world import World, make_person

NEW = {"name": "Gia đình hiếu học “xuất sắc”", "category": "title", "for_households": "on", "source": "Quy chế", "reason": "Phong trào mới."}
TODAY = timezone.localdate


@pytest.fixture
def keeper(world: World) -> User:
    """An administrator of the province."""
    return make_person(Role.ADMINISTRATOR, world.province, full_name="Trần Thị Tỉnh")


@pytest.fixture
def browser(keeper: User) -> Client:
    return signed_in(keeper)


def test_an_honour_is_added_behind_all_others_with_a_line_of_history(browser: Client, world: World) -> None:
    last = max(Honour.objects.values_list("position", flat=True))
    assert (reverse("honour-add"), "Thêm danh hiệu, hình thức") in links(browser.get(reverse("catalogue")), ".//main")
    assert browser.post(reverse("honour-add"), NEW)["Location"] == reverse("catalogue")
    honour = Honour.objects.get(name=NEW["name"])
    assert (honour.code, honour.position, honour.is_amended, honour.for_whom) == ("gia-dinh-hieu-hoc-xuat-sac", last + 1, True, "Hộ gia đình")
    line = Line.objects.of(honour).get()
    assert (line.label, line.reason.splitlines()[0]) == ("Thêm danh hiệu, hình thức", "Lý do: Phong trào mới.")
    assert load_catalogue().written == 0  # the file leaves it alone
    page = words_of(signed_in(world.people["secretary"]).get(honour.get_absolute_url()))
    assert "Chưa có căn cứ về người quyết định." in page


def test_an_honour_is_for_somebody_and_its_name_is_new(browser: Client, keeper: User) -> None:
    nobody = browser.post(reverse("honour-add"), {name: value for name, value in NEW.items() if name != "for_households"})
    assert nobody.context["form"].non_field_errors() == ["Xin ghi rõ danh hiệu dành cho ai."]
    there = browser.post(reverse("honour-add"), NEW | {"name": "giấy KHEN"})
    assert there.context["form"].non_field_errors() == ["Danh mục đã có danh hiệu, hình thức tên này. Xin sửa mục đó, hoặc ghi tên khác."]
    Honour.objects.all().delete()
    add_honour(first := Honour(name="Đầu tiên", for_individuals=True), by=keeper, reason="Mới.")
    assert (first.code, first.position) == ("dau-tien", 1)


def retire(browser: Client, honour: Honour, days: int) -> Honour:
    """From so many days after today."""
    typed = {"retired_on": day(TODAY() + timedelta(days=days)), "reason": "Bỏ theo Luật."}
    assert browser.post(reverse("honour-retire", args=[honour.pk]), typed)["Location"] == honour.get_absolute_url()
    return Honour.objects.get(pk=honour.pk)


@pytest.mark.parametrize(("days", "is_retired"), [(-1, True), (0, True), (1, False)])
def test_from_its_day_on_nobody_is_nominated_for_what_went_out_of_use(world: World, browser: Client, days: int, is_retired: bool) -> None:
    head, giay_khen = world.people["head"], Honour.objects.get(code="giay-khen")
    draft, waiting = make_nomination(world.unit, head), sent(make_nomination(world.unit, head))
    kept = uploaded(world.unit, head)
    honour = retire(browser, giay_khen, days)
    assert honour.is_retired(TODAY()) is is_retired
    offered = [
        honour in NominationForm(user=head, on_paper=False).fields["honour"].queryset,  # type: ignore[attr-defined]
        honour in AppraisalForm(nomination=waiting).fields["honour"].queryset,  # type: ignore[attr-defined]
        plan_list(rows_of(kept), kept).is_clean,
    ]
    assert offered == [not is_retired] * 3
    if is_retired:
        with pytest.raises(MoveRefused, match="“Giấy khen” đã thôi dùng theo danh mục"):
            sent(draft)
    else:
        assert sent(draft).state == "submitted"


def test_pages_and_history_say_from_when_and_it_may_come_back(world: World, browser: Client) -> None:
    honour = retire(browser, Honour.objects.get(code="giay-khen"), 0)
    when = day(TODAY())
    secretary = signed_in(world.people["secretary"])
    assert f"Thôi dùng từ {when}" in words_of(secretary.get(reverse("catalogue")))
    assert f"Thôi dùng từ {when}: từ ngày này không đề nghị được nữa" in words_of(secretary.get(honour.get_absolute_url()))
    line = Line.objects.of(honour).get()
    assert (line.label, line.reason.splitlines()[-1].endswith(f"; thôi dùng từ {when}")) == ("Sửa thời hạn dùng", True)
    browser.post(reverse("honour-retire", args=[honour.pk]), {"retired_on": "", "reason": "Nhầm."})
    assert Honour.objects.get(pk=honour.pk).retired_on is None
    assert "Thôi dùng từ" not in words_of(browser.get(reverse("catalogue")))
