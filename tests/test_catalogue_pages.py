"""The pages of the catalogue: what every office reads there, and who amends it, with a line of history."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from awards.amending import amend_row, amend_salary
from awards.loading import load_catalogue
from awards.models import Authority, BaseSalary, Honour, Level, Rate
from awards.prizes import prize_of
from emulation.history.models import Line
from emulation.people.models import Role
from emulation.units.kinds import Kind
from emulation.workflow import MoveRefused
from tests.pages import exported, links, page
from tests.test_access import signed_in
from tests.world import World, make_person, make_term, make_unit, make_user


def text(client: Client, url: str, **query: str) -> str:
    """The page as one line of words."""
    return " ".join(client.get(url, query).content.decode().split())


def row(page: str, code: str) -> str:
    """The row of an honour on the page of the catalogue."""
    return next(part for part in page.split("<tr>") if Honour.objects.get(code=code).get_absolute_url() in part)


@pytest.fixture
def keeper(world: World) -> Client:
    """An administrator of the province."""
    return signed_in(make_person(Role.ADMINISTRATOR, world.province, full_name="Trần Thị Tỉnh"))


def test_the_catalogue_shows_who_decides_and_what_is_paid_on_the_day_asked_for(world: World) -> None:
    client = signed_in(world.people["secretary"])
    today = text(client, reverse("catalogue"), ngay="01/09/2026")
    assert "mức lương cơ sở: <b>2.530.000 đồng</b> (Nghị định 161/2026/NĐ-CP)" in today
    shown = row(today, "chien-si-thi-dua-co-so")
    assert "<b>Chủ tịch UBND cấp xã</b>" in shown
    assert "Từ 01/01/2024 đến hết 30/06/2025: Chủ tịch UBND cấp huyện" in shown
    assert ("2.530.000 đồng" in shown, "làm tròn lên" in shown, "Cần xác nhận" in shown) == (True, False, False)
    assert "= 0,45 × 2.530.000, làm tròn lên" in row(today, "giay-khen")
    assert "Cần xác nhận" in row(today, "giay-khen")
    earlier = text(client, reverse("catalogue"), ngay="30/06/2025")
    assert "mức lương cơ sở: <b>2.340.000 đồng</b>" in earlier
    assert "<b>Chủ tịch UBND cấp huyện</b>" in row(earlier, "chien-si-thi-dua-co-so")
    assert "Chưa có căn cứ" in row(earlier, "chien-si-thi-dua-co-so")


def test_where_nothing_is_known_the_page_says_so_and_computes_nothing(world: World) -> None:
    client = signed_in(world.people["secretary"])
    assert 'Hộ gia đình: <span class="state">○ Chưa có căn cứ</span>' in row(text(client, reverse("catalogue"), ngay="01/09/2026"), "gia-dinh-van-hoa")
    long_ago = text(client, reverse("catalogue"), ngay="01/01/2020")
    assert 'mức lương cơ sở: <span class="state">○ Chưa có căn cứ</span>' in long_ago
    assert " đồng</b>" not in long_ago


def test_a_day_that_is_none_is_told_and_today_is_shown(world: World) -> None:
    page = text(signed_in(world.people["secretary"]), reverse("catalogue"), ngay="31/02/2026")
    assert "Trang đang tính theo hôm nay." in page
    assert 'value="31/02/2026"' in page


def test_the_page_of_an_honour_shows_its_conditions_and_rows(world: World) -> None:
    client = signed_in(world.people["council"])
    page = text(client, Honour.objects.get(code="chien-si-thi-dua-co-so").get_absolute_url())
    assert "<dd>Từ 80% tổng số thành viên Hội đồng</dd>" in page
    assert "Sáng kiến, đề tài" in page
    page = text(client, Honour.objects.get(code="thon-to-dan-pho-van-hoa").get_absolute_url())
    assert "<dd>Tổ dân phố; Thôn; Bản; Ấp; Khóm; Khu phố</dd>" in page
    assert "Sửa" not in page
    empty = Honour.objects.create(code="moi", name="Mới", for_households=True)
    page = text(client, empty.get_absolute_url())
    assert ("Chưa có căn cứ về người quyết định." in page, "Chưa có căn cứ về hệ số" in page, "1,5 lần" in page) == (True, True, True)


def test_the_catalogue_is_found_among_the_parts_of_awards(world: World) -> None:
    page = text(signed_in(world.people["chair"]), reverse("nomination-list"))
    assert f'href="{reverse("catalogue")}">Danh mục</a>' in page


def test_those_who_stand_above_the_communes_amend(world: World) -> None:
    honour = Honour.objects.get(code="giay-khen")
    district = make_unit(world.province, Kind.DISTRICT)
    agency = make_unit(world.province, Kind.AGENCY)
    people: dict[str, Any] = {
        "root": make_user(is_superuser=True),
        "province": make_person(Role.ADMINISTRATOR, world.province),
        "district": make_person(Role.ADMINISTRATOR, district),
        "province's agency": make_person(Role.ADMINISTRATOR, agency),
        "ward": world.people["administrator"],
        "secretary of the province": make_person(Role.SECRETARY, world.province),
    }
    make_term(people["ward"], world.province, Role.SUPERIOR)
    answers = {who: signed_in(user).get(reverse("honour-edit", args=[honour.pk])).status_code for who, user in people.items()}
    assert {who for who, status in answers.items() if status == 200} == {"root", "province", "district"}
    assert {who for who, user in people.items() if "Sửa điều kiện xét" in text(signed_in(user), honour.get_absolute_url())} == {"root", "province", "district"}


def test_an_authority_is_ended_and_another_added_and_history_shows_both(keeper: Client) -> None:
    honour = Honour.objects.get(code="giay-khen")
    now = honour.authorities.get(ends_on=None)
    posted = {"level": "commune", "starts_on": "01/07/2025", "ends_on": "28/02/2027", "source": now.source, "is_confirmed": "on", "reason": "Nghị định mới."}
    assert keeper.post(reverse("honour-authority-edit", args=[now.pk]), posted)["Location"] == honour.get_absolute_url()
    added = {"level": "province", "starts_on": "01/03/2027", "source": "Nghị định mới", "reason": "Chuyển lên tỉnh."}
    keeper.post(reverse("honour-authority-add", args=[honour.pk]), added)
    assert [str(one) for one in honour.authorities.filter(is_amended=True)] == [
        "Chủ tịch UBND cấp xã, từ 01/07/2025 đến hết 28/02/2027",
        "Chủ tịch UBND cấp tỉnh, từ 01/03/2027",
    ]
    lines = Line.objects.of(honour)
    assert [(line.label, line.title, line.reason) for line in lines] == [
        (
            "Thêm thẩm quyền",
            "Quản trị tỉnh Thái Nguyên",
            "Lý do: Chuyển lên tỉnh.\nNay: Chủ tịch UBND cấp tỉnh, từ 01/03/2027; căn cứ: Nghị định mới; cần xác nhận",
        ),
        (
            "Sửa thẩm quyền",
            "Quản trị tỉnh Thái Nguyên",
            "Lý do: Nghị định mới.\nTrước: Chủ tịch UBND cấp xã, từ 01/07/2025; căn cứ: Nghị định 129/2025/NĐ-CP, Điều 59; đã đối chiếu\n"
            "Nay: Chủ tịch UBND cấp xã, từ 01/07/2025 đến hết 28/02/2027; căn cứ: Nghị định 129/2025/NĐ-CP, Điều 59; đã đối chiếu",
        ),
    ]
    assert "Chuyển lên tỉnh." in text(keeper, honour.get_absolute_url())
    assert load_catalogue().kept == ["Giấy khen, thẩm quyền “Chủ tịch UBND cấp xã, từ 01/07/2025 đến hết 28/02/2027”: đã sửa trên trang nên giữ nguyên."]


def test_a_row_that_overlaps_another_is_refused_with_what_to_do(keeper: Client) -> None:
    honour = Honour.objects.get(code="giay-khen")
    url = reverse("honour-rate-add", args=[honour.pk])
    posted = {"subject": "collective", "coefficient": "0,8", "starts_on": "01/03/2027", "source": "NĐ", "reason": "Mới."}
    page = keeper.post(url, posted).content.decode()
    assert "Trùng thời gian với dòng đã có: Tập thể: hệ số 0,6, từ 01/07/2025. Xin ghi ngày kết thúc của dòng đó trước, hoặc chọn ngày khác." in page
    assert honour.rates.count() == 2
    keeper.post(url, posted | {"subject": "household"})  # about others, so no overlap
    assert str(honour.rates.get(subject="household")) == "Hộ gia đình: hệ số 0,8, từ 01/03/2027"


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "overlaps"),
    [
        (date(2025, 6, 30), date(2025, 6, 30), False),
        (date(2025, 6, 30), date(2025, 7, 1), True),
        (date(2025, 7, 10), date(2025, 7, 20), True),
        (date(2025, 7, 31), None, True),
        (date(2025, 8, 1), None, False),
        (date(2020, 1, 1), None, True),
    ],
)
def test_two_rows_overlap_when_a_day_is_in_both(world: World, starts_on: date, ends_on: date | None, overlaps: bool) -> None:
    honour = Honour.objects.create(code="moi", name="Mới", for_individuals=True)
    Authority.objects.create(honour=honour, level=Level.COMMUNE, starts_on=date(2025, 7, 1), ends_on=date(2025, 7, 31), source="NĐ")
    new = Authority(honour=honour, level=Level.PROVINCE, starts_on=starts_on, ends_on=ends_on, source="NĐ")
    try:
        amend_row(new, by=world.people["administrator"], reason="Thử.")
    except MoveRefused:
        assert overlaps
    else:
        assert not overlaps


def test_a_rate_is_corrected_and_only_for_whom_the_honour_is(keeper: Client) -> None:
    rate = Rate.objects.get(honour__code="giay-khen", subject="individual")
    url = reverse("honour-rate-edit", args=[rate.pk])
    assert 'value="0,3"' in text(keeper, url)
    posted = {"subject": "individual", "coefficient": "0,35", "starts_on": "01/07/2025", "source": "NĐ", "is_confirmed": "on", "reason": "Đã đọc."}
    keeper.post(url, posted)
    rate.refresh_from_db()
    assert (rate.coefficient, rate.is_confirmed, rate.is_amended) == (Decimal("0.35"), True, True)
    title = Rate.objects.get(honour__code="lao-dong-tien-tien")
    page = keeper.post(reverse("honour-rate-edit", args=[title.pk]), posted | {"subject": "household"})
    assert page.status_code == 200
    assert page.context["form"].errors.keys() == {"subject"}


def test_conditions_of_the_vote_are_amended_with_a_reason(keeper: Client) -> None:
    honour = Honour.objects.get(code="chien-si-thi-dua-cap-tinh")
    url = reverse("honour-edit", args=[honour.pk])
    posted = {"name": honour.name, "threshold": "90", "source": "NĐ", "is_confirmed": "on"}
    assert keeper.post(url, posted).context["form"].errors.keys() == {"reason"}
    keeper.post(url, posted | {"reason": "Theo quy chế."})
    honour.refresh_from_db()
    assert (honour.threshold, honour.vote, honour.is_amended) == (90, "Từ 90% tổng số thành viên Hội đồng", True)
    assert Line.objects.of(honour).get().label == "Sửa điều kiện xét"


def test_a_new_base_salary_counts_from_its_day(keeper: Client, world: World) -> None:
    posted = {"amount": "2.700.000", "starts_on": "01/07/2027", "source": "Nghị định", "reason": "Tăng lương."}
    assert keeper.post(reverse("catalogue-salary-add"), posted)["Location"] == reverse("catalogue-salaries")
    new = BaseSalary.objects.get(starts_on=date(2027, 7, 1))
    assert (new.amount, new.is_amended) == (2_700_000, True)
    assert "1.620.000 đồng" in row(text(keeper, reverse("catalogue"), ngay="01/07/2027"), "giay-khen")
    keeper.post(reverse("catalogue-salary-edit", args=[new.pk]), posted | {"amount": "2.800.000", "reason": "Ghi nhầm."})
    page = text(signed_in(world.people["secretary"]), reverse("catalogue-salaries"))
    assert "2.800.000 đồng" in page
    assert "Lý do: Ghi nhầm.<br>Trước: 2.700.000 đồng, từ 01/07/2027; căn cứ: Nghị định; cần xác nhận<br>Nay: 2.800.000 đồng" in page
    again = keeper.post(reverse("catalogue-salary-add"), posted)
    assert again.context["form"].errors == {"starts_on": ["Đã có mức lương cơ sở từ ngày này. Xin sửa mức đó."]}


def test_two_who_add_a_base_salary_of_one_day_at_once_are_told_so(world: World) -> None:
    """Both forms were clean; the verb looks again under its lock."""
    with pytest.raises(MoveRefused, match=r"^Đã có mức lương cơ sở từ ngày này\. Xin sửa mức đó\.$"):
        amend_salary(BaseSalary(amount=1, starts_on=date(2026, 7, 1), source="NĐ"), by=world.people["administrator"], reason="Thử.")


def test_a_page_without_base_salaries_says_so(world: World) -> None:
    BaseSalary.objects.all().delete()
    assert "Chưa có mức lương cơ sở nào." in text(signed_in(world.people["chair"]), reverse("catalogue-salaries"))


def names(client: Client, **query: str) -> list[str]:
    """Of the file, which are those of the page."""
    seen, file = (client.get(reverse("catalogue"), query | more) for more in ({}, {"xuat": "xlsx"}))
    found = [line[0] for line in exported(file)[1:]]
    assert sorted(found) == sorted(row.honour.name for _, rows in seen.context["categories"] for row in rows)
    return found


def test_the_catalogue_is_searched_filtered_sorted_and_exported_so(world: World) -> None:
    client = signed_in(world.people["council"])
    assert names(client) == [honour.name for honour in Honour.objects.all()]
    assert names(client, xep="ten")[0] == min(Honour.objects.all(), key=lambda one: one.sort_key).name
    assert names(client, tim="GIAY khen") == ["Giấy khen"]
    assert set(names(client, loai="title")) == {honour.name for honour in Honour.objects.filter(category="title")}
    assert set(names(client, **{"danh-cho": "household"})) == {honour.name for honour in Honour.objects.filter(for_households=True)}
    assert "Chiến sĩ thi đua cơ sở" in names(client, ngay="01/09/2026", cap="commune")
    assert "Chiến sĩ thi đua cơ sở" not in names(client, ngay="30/06/2025", cap="commune")
    assert "Không có danh hiệu, hình thức nào như vậy." in text(client, reverse("catalogue"), tim="khong co")


def test_the_file_of_the_catalogue_is_of_its_day_and_says_what_to_confirm(world: World) -> None:
    Authority.objects.filter(honour__code="giay-khen").update(is_confirmed=False)
    answer = signed_in(world.people["council"]).get(reverse("catalogue"), {"ngay": "01/09/2026", "tim": "giay khen", "xuat": "xlsx"})
    head, line = exported(answer)
    told = dict(zip(head, line, strict=True))
    honour = Honour.objects.get(code="giay-khen")
    assert (told["Người quyết định"], told["Loại"], told["Dành cho"]) == ("Chủ tịch UBND cấp xã", "Hình thức khen thưởng", honour.for_whom)
    assert told["Tiền thưởng cá nhân (đồng)"] == prize_of(honour, "individual", date(2026, 9, 1)).amount
    assert told["Cần xác nhận"] == "Người quyết định; tiền thưởng cá nhân; tiền thưởng hộ gia đình"
    assert "01-09-2026" in answer["Content-Disposition"]
    Honour.objects.create(code="moi", name="Mới mẻ", for_households=True, retired_on=date(2027, 1, 1))
    (line,) = exported(signed_in(world.people["council"]).get(reverse("catalogue"), {"tim": "moi me", "xuat": "xlsx"}))[1:]
    assert line[3:] == ("Chưa có căn cứ", None, None, None, "Chưa có căn cứ", None, datetime(2027, 1, 1))


def test_the_day_and_what_is_asked_of_the_list_stay_with_one_another(world: World) -> None:
    client = signed_in(world.people["council"])
    answer = client.get(reverse("catalogue"), {"ngay": "30/06/2025", "loai": "title", "tim": "khong co"})
    hidden = {(one.attrib["name"], one.attrib["value"]) for one in page(answer).findall(".//main//form//input[@type='hidden']")}
    assert hidden == {("ngay", "30/06/2025"), ("loai", "title"), ("tim", "khong co")}
    assert links(answer, ".//div[@class='empty']") == [("?ngay=30%2F06%2F2025", "Xem tất cả")]
    assert client.get(reverse("catalogue")).context["list"].file_query == "xuat=xlsx"
