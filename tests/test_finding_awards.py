"""Awards are found by name without diacritics, by unit with those before and after it; and one recipient's are shown together."""

from datetime import date

from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from awards.award_lists import GOLDEN_BOOK
from awards.finding import others_of
from awards.models import Award
from emulation.listing import Listed
from emulation.units.changes import rename_unit
from emulation.units.kinds import Kind
from emulation.units.models import Unit
from tests.awarding import make_nomination
from tests.deciding import issued, office_of, ready, unchecked
from tests.pages import exported
from tests.world import World


def found(query: str) -> list[str]:
    return [award.name for award in Listed(GOLDEN_BOOK, Award.objects.granted(), QueryDict(query)).rows]


def test_names_are_found_without_diacritics_and_by_what_was_given(world: World) -> None:
    (one,) = ready(world, 1, name="Nguyễn Thị Đặng Hòa")
    other = unchecked(make_nomination(world.strange_unit, world.people["stranger"], name="Lê Văn Tám", honour="lao-dong-tien-tien"), world)
    issued(office_of(world), one, other)
    both, year = ["Nguyễn Thị Đặng Hòa", "Lê Văn Tám"], Award.objects.earliest("pk").book_year
    assert sorted(found("")) == sorted(both)
    assert found("tim=dang+hoa") == found("tim=Hòa+nguyen") == both[:1]
    assert found("don-vi=ba+van+2") == both[1:]
    assert found(f"hinh-thuc={one.honour_id}&nam={year}") == both[:1]
    assert sorted(found("nam=x&hinh-thuc=12345678901&doi-tuong=x")) == sorted(both)
    assert found("doi-tuong=household") == []
    asked = Listed(GOLDEN_BOOK, Award.objects.granted(), QueryDict(f"tim= An &don-vi=x&nam={year}&doi-tuong=household"))
    assert asked.query == f"tim=An&don-vi=x&nam={year}&doi-tuong=household"


def renamed(unit: Unit) -> Unit:
    new = Unit(kind=Kind.TDP, code="tdp-moi", name="Tổ dân phố Hòa Bình", short_name="TDP Hòa Bình")
    rename_unit(unit, new, date(2026, 7, 1))
    return Unit.objects.get(code="tdp-moi")


def test_a_unit_that_was_renamed_is_found_under_both_names(world: World) -> None:
    issued(office_of(world), *ready(world, 1, name="Nguyễn Văn Trước"))
    renamed(world.unit)
    assert found("don-vi=Hoa+Binh") == found("don-vi=Ba+Van+1") == ["Nguyễn Văn Trước"]


def test_one_persons_awards_are_shown_together_across_a_change_of_units(world: World) -> None:
    said = {"name": "Nguyễn Văn Thành"}
    first = issued(office_of(world), *ready(world, 1, **said)).awards.get()
    namesake = unchecked(make_nomination(world.strange_unit, world.people["stranger"], **said), world)
    issued(office_of(world), namesake, number="42")
    second = unchecked(make_nomination(world.unit, world.people["head"], honour="lao-dong-tien-tien", **said), world)
    new = renamed(world.unit)
    type(second).objects.filter(pk=second.pk).update(unit=new)
    second.refresh_from_db()
    later = issued(office_of(world), second, number="43").awards.get()
    assert others_of(first, Award.objects.granted()) == [later]
    assert others_of(later, Award.objects.granted()) == [first]


def test_a_units_own_awards_are_shown_together_whatever_it_is_called(world: World) -> None:
    said = {"subject": "collective", "nominee_unit": world.unit}
    nominations = [unchecked(make_nomination(world.unit, world.people["head"], name=name, **said), world) for name in ("TDP Bá Vân 1", "Tổ dân phố Bá Vân 1")]
    one, two = (issued(office_of(world), nomination, number=str(number)).awards.get() for number, nomination in enumerate(nominations, start=41))
    assert others_of(one, Award.objects.granted()) == [two]


def test_the_list_goes_out_as_a_workbook_and_shows_heads_their_own(world: World, client: Client) -> None:
    (one,) = ready(world, 1, name="Nguyễn Thị Hoa")
    other = unchecked(make_nomination(world.strange_unit, world.people["stranger"], name="Lê Văn Tám"), world)
    issued(office_of(world), one, other)
    client.force_login(world.people["head"])
    page = client.get(reverse("award-list"), {"tim": "hoa"}).content.decode()
    assert ("Nguyễn Thị Hoa" in page, "Lê Văn Tám" in page) == (True, False)
    assert "Không có khen thưởng nào như vậy" in client.get(reverse("award-list"), {"tim": "tam"}).content.decode()
    assert [row[0] for row in exported(client.get(reverse("award-list"), {"xuat": "xlsx"}))[1:]] == ["Nguyễn Thị Hoa"]
    client.force_login(world.people["other_secretary"])
    assert "Chưa có khen thưởng nào" in client.get(reverse("award-list")).content.decode()
