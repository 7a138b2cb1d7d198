"""The list of nominations: filtered, searched, sorted, sent at once, and taken away as far as one may know."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from awards.models import Nomination, State
from awards.views import nominations as views
from emulation.people.models import User
from emulation.units.models import Unit
from tests.awarding import accept, appraised, honour, make_nomination, sent
from tests.pages import exported
from tests.test_nomination_pages import YEAR, signed_in, text
from tests.world import World, make_campaign


@pytest.mark.parametrize(
    ("who", "state", "found"),
    [("head", "appraised", 0), ("head", "failed", 0), ("head", "pending", 1), ("head", "submitted", 0), ("secretary", "appraised", 1),
     ("secretary", "pending", 0), ("root", "appraised", 1), ("root", "pending", 0)],
)  # fmt: skip
def test_no_filter_tells_a_unit_what_it_may_not_know(world: World, who: str, state: str, found: int) -> None:
    appraised(make_nomination(world.unit, world.people["head"]), world.people["secretary"])
    user = User.objects.create_superuser("goc", "x", full_name="Cao Gốc") if who == "root" else world.people[who]
    page = signed_in(user).get(reverse("nomination-list"), {"tinh-trang": state})
    assert len(page.context["rows"]) == found


def test_the_list_is_filtered_searched_without_diacritics_and_sorted(world: World) -> None:
    head = world.people["head"]
    campaign = make_campaign(world.ward, invited=[world.unit])
    an, binh, collective = (
        sent(make_nomination(world.unit, head, name="Đặng Văn Ánh")),
        sent(make_nomination(world.unit, head, name="Lê Thị Bình", honour="bang-khen-cap-tinh", campaign=campaign, exception_plea="Mới.")),
        make_nomination(world.unit, head, name="Chi hội Phụ nữ", subject="collective"),
    )
    other = sent(make_nomination(world.strange_unit, world.people["stranger"], name="Người khác"))

    def listed(who: str, **query: Any) -> list[Nomination]:
        return [one for one, _, _, _ in signed_in(world.people[who]).get(reverse("nomination-list"), query).context["rows"]]

    assert listed("head", xep="ten") == [an, binh, collective]
    assert listed("head", xep="-ten") == [collective, binh, an]
    assert listed("secretary", xep="don-vi") == [an, binh, other]
    assert listed("secretary", xep="-danh-hieu")[0] == binh
    assert listed("head", tim="dang van anh") == listed("head", tim="anh dang") == [an]
    assert set(listed("secretary", tim="ba van 2")) == {other}
    assert listed("head", cho="collective") == [collective]
    assert listed("head", **{"danh-hieu": honour("bang-khen-cap-tinh").pk}) == [binh]
    assert listed("head", **{"phong-trao": campaign.pk}) == [binh]
    assert listed("head", **{"tinh-trang": "draft"}) == [collective]
    nonsense = {"phong-trao": "x" * 9, "danh-hieu": "²", "tinh-trang": "?", "cho": "?", "xep": "?"}
    assert listed("head", **nonsense) == [collective, binh, an]


def test_the_list_goes_out_to_excel_as_filtered_and_as_far_as_one_may_know(world: World) -> None:
    accept(world.registration, world.people["secretary"])
    fields = {"name": "=Lê Thị Mới", "attributes": ["woman", "direct-worker"], "birth_year": 1980, "details": "Số 5"}
    appraised(make_nomination(world.unit, world.people["head"], **fields), world.people["secretary"], honour=honour("lao-dong-tien-tien"))
    make_nomination(world.unit, world.people["head"])
    rows = {}
    for who, state in (("head", "pending"), ("secretary", "appraised")):
        file = signed_in(world.people[who]).get(reverse("nomination-list"), {"tinh-trang": state, "xuat": "xlsx"})
        rows[who] = [list(row) for row in exported(file)[1:]]
    row = [
        "=Lê Thị Mới", "Cá nhân", "Giấy khen", 1980, "Số 5", "Nữ; Người trực tiếp lao động, sản xuất, công tác",
        "Vận động nhân dân hiến đất làm đường.", "TDP Bá Vân 1", "Theo công trạng", None, YEAR,
    ]  # fmt: skip
    assert rows == {"head": [[*row, None, "Đang xét"]], "secretary": [[*row, "Lao động tiên tiến", "Đã thẩm định"]]}


def test_drafts_are_sent_at_once_as_filtered(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    head = signed_in(world.people["head"])
    for number in range(14):
        make_nomination(world.unit, world.people["head"], achievement="" if number < 12 else "Hiến đất.")
    make_nomination(world.unit, world.people["head"], name="Tên riêng")
    make_nomination(world.strange_unit, world.people["stranger"])
    assert "Đã gửi 1 đề nghị." in text(head.post(reverse("nomination-send-all"), {"tim": "ten rieng"}, follow=True))
    page = text(head.post(reverse("nomination-send-all"), follow=True))
    assert "Đã gửi 2 đề nghị." in page
    assert page.count("Chưa ghi tóm tắt thành tích.") == 10
    assert "Còn 2 đề nghị khác chưa gửi được." in page
    assert Nomination.objects.filter(state=State.DRAFT).count() == 13
    assert not re.search(r"Đã gửi \d", text(head.post(reverse("nomination-send-all"), follow=True)))
    monkeypatch.setattr(views, "MOST_AT_ONCE", 3)
    assert "mỗi lần tối đa 3" in text(head.get(reverse("nomination-list")))


def test_an_empty_list_says_so(world: World) -> None:
    head = signed_in(world.people["head"])
    assert "Chưa có đề nghị khen thưởng nào." in text(head.get(reverse("nomination-list")))
    assert "Không có đề nghị nào như vậy." in text(head.get(reverse("nomination-list"), {"tim": "ai"}))


@pytest.mark.parametrize("ended", [False, True])
def test_the_head_of_a_unit_that_has_ended_begins_nothing_new(world: World, ended: bool) -> None:
    if ended:
        Unit.objects.filter(pk=world.unit.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    client = signed_in(world.people["head"])
    for address, words in ((reverse("nomination-list"), "Lập đề nghị</a>"), (reverse("assessment-list"), "Mở bình xét của")):
        assert (words in client.get(address).content.decode()) is not ended


def test_no_choice_of_a_form_is_a_row_of_dashes(world: World) -> None:
    nomination = sent(make_nomination(world.unit, world.people["head"]))
    secretary, root = signed_in(world.people["secretary"]), signed_in(User.objects.create_superuser("goc", "x", full_name="Cao Gốc"))
    addresses = {
        secretary: [reverse(name) for name in ("nomination-add-paper", "nomination-import-paper")] + [reverse("nomination-appraise", args=[nomination.pk])],
        root: [reverse("honour-add"), reverse("honour-authority-add", args=[nomination.honour_id])],
    }
    for client, pages in addresses.items():
        assert [page for page in pages if "-----" in client.get(page).content.decode()] == []
