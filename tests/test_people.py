"""Accounts and terms of office: which are in force, whom they let one see, and what must always be true of them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory
from django.utils import timezone

from emulation.people.access import EVERYONE, holds, roles
from emulation.people.context import surroundings
from emulation.people.models import OneTimeCode, Role, Term, User
from emulation.people.terms import AT_OFFICE, AT_UNIT, GRANTED_BY_SECRETARY, administers, grantable_roles
from emulation.units.models import Unit
from emulation.vietnamese.dates import clock
from tests.pages import page, texts
from tests.world import World, make_person, make_term, make_unit, make_user

pytestmark = pytest.mark.django_db

TODAY, DAY = timezone.localdate(), timedelta(days=1)


@pytest.fixture
def ward() -> Unit:
    return make_unit(None, "ward", short_name="phường Bách Quang")


@pytest.mark.parametrize(
    ("first", "last", "in_force"),  # in days from today
    [(0, None, True), (-1, 0, True), (0, 0, True), (1, None, False), (-2, -1, False)],
)
def test_a_term_is_in_force_from_its_first_day_to_its_last(ward: Unit, first: int, last: int | None, in_force: bool) -> None:
    user, today = make_user(), timezone.localdate()
    starts_on, ends_on = today + first * DAY, None if last is None else today + last * DAY
    term = make_term(user, ward, Role.SECRETARY, starts_on=starts_on, ends_on=ends_on)
    expected = [term] if in_force else []
    assert (list(Term.objects.in_force()), user.terms_in_force, user.terms_as(Role.SECRETARY)) == (expected, expected, expected)
    assert list(User.objects.holding(Role.SECRETARY, ward)) == ([user] if in_force else [])
    assert list(User.objects.holding(Role.SECRETARY, ward, on=starts_on)) == [user]


def test_one_person_may_hold_several_terms_each_over_its_own_subtree(ward: Unit) -> None:
    group, other = make_unit(ward), make_unit(None, "ward")
    user = make_user()
    head, secretary = make_term(user, group, Role.HEAD), make_term(user, other, Role.SECRETARY)
    assert user.terms_in_force == [head, secretary]
    assert (user.units_as(Role.HEAD), user.units_in_view, user.units_in_keeping) == ([group], [other], [other])
    cases = [(group, Role.HEAD, head), (ward, Role.HEAD, None), (make_unit(other), Role.SECRETARY, secretary), (group, Role.SECRETARY, None)]
    assert [user.term_over(unit, role) for unit, role, _ in cases] == [term for _, _, term in cases]


def test_only_active_people_at_the_very_unit_hold_a_role_there(ward: Unit) -> None:
    group = make_unit(ward)
    head = make_person(Role.HEAD, group)
    make_person(Role.HEAD, group, is_active=False)
    make_person(Role.HEAD, make_unit(ward))
    make_person(Role.SECRETARY, group)
    assert list(User.objects.holding(Role.HEAD, group)) == [head]


def test_people_and_terms_are_seen_by_those_who_look_after_them(world: World) -> None:
    superuser = make_user(is_superuser=True)
    make_term(superuser, world.ward, Role.ADMINISTRATOR)
    of_ward = {"head", "stranger", "secretary", "council", "chair", "administrator", "both"}
    seen = {name: {key for key, user in world.people.items() if user in User.objects.visible_to(by)} for name, by in world.people.items()}
    assert seen == {
        **{name: set() for name in world.people},
        **{name: of_ward for name in ("secretary", "administrator")},
        **{name: {"other_secretary", "other_chair", "both"} for name in ("other_secretary", "both")},
    }
    assert set(User.objects.visible_to(superuser)) == {superuser, *world.people.values()}
    assert superuser not in User.objects.visible_to(world.people["secretary"])
    assert set(Term.objects.visible_to(superuser)) == set(Term.objects.all())
    assert {term.user.username for term in Term.objects.visible_to(world.people["other_secretary"])} == {"thu-ky-khac", "chu-tich-khac", "hai-noi"}


def test_a_term_cannot_end_before_it_starts(ward: Unit) -> None:
    user = make_user()
    with pytest.raises(IntegrityError, match="term_ends_after_it_starts"), transaction.atomic():
        make_term(user, ward, Role.HEAD, starts_on=TODAY, ends_on=TODAY - DAY)


def test_nobody_holds_the_same_role_at_the_same_unit_twice(ward: Unit) -> None:
    user = make_user()
    make_term(user, ward, Role.HEAD)
    make_term(user, ward, Role.COUNCIL)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_term(user, ward, Role.HEAD)


def test_an_ended_term_may_be_followed_by_another_of_the_same_role(ward: Unit) -> None:
    user = make_user()
    make_term(user, ward, Role.HEAD, ends_on=TODAY - DAY)
    term = make_term(user, ward, Role.HEAD, "Chủ tịch", starts_on=TODAY)
    assert (user.terms_in_force, str(term)) == ([term], "Chủ tịch phường Bách Quang")


def test_people_are_listed_by_their_given_names() -> None:
    names = ["Nguyễn Văn Ánh", "Trần Thị Ân", "Lê Bình", "Phạm Thị Đào", "Vũ Dũng", "Đức"]
    for name in reversed(names):
        make_user(full_name=name)
    assert [str(user) for user in User.objects.order_by("sort_key")] == ["Nguyễn Văn Ánh", "Trần Thị Ân", "Lê Bình", "Vũ Dũng", "Phạm Thị Đào", "Đức"]


def test_user_names_are_kept_in_lower_case_and_cannot_be_taken_twice() -> None:
    assert make_user("ToTruong").username == "totruong"
    with pytest.raises(ValidationError) as refusal:
        User(username="totruong", full_name="Một Người", password="!").full_clean()
    assert refusal.value.message_dict == {"username": ["Tên đăng nhập này đã có người dùng. Xin chọn tên khác."]}


def test_a_code_names_its_owner_and_when_it_was_made() -> None:
    user = make_user(full_name="Lê Văn Khách")
    code = OneTimeCode(user=user, made_by=user)
    assert str(code) == f"Lê Văn Khách, {clock(code.made_at)}"


OF_OFFICE = [Role.SECRETARY, Role.CHAIR, Role.COUNCIL, Role.SUPERIOR, Role.ADMINISTRATOR]
OF_UNIT = [Role.HEAD, Role.ADMINISTRATOR]
GRANTS = [  # where, and who may grant what there; all others nothing
    ("unit", {"secretary": [Role.HEAD], "administrator": OF_UNIT}, OF_UNIT),
    ("agency", {"secretary": [Role.HEAD], "administrator": OF_UNIT}, OF_UNIT),
    ("ward", {"secretary": [Role.SECRETARY, Role.CHAIR, Role.COUNCIL], "administrator": OF_OFFICE}, OF_OFFICE),
    ("other_ward", {name: [Role.SECRETARY, Role.CHAIR, Role.COUNCIL] for name in ("other_secretary", "both")}, OF_OFFICE),
    ("province", {}, OF_OFFICE),
]


@pytest.mark.parametrize(("where", "granted", "by_superuser"), GRANTS)
def test_an_office_has_other_roles_to_grant_than_a_unit_below(world: World, where: str, granted: dict[str, list[Role]], by_superuser: list[Role]) -> None:
    unit, superuser = getattr(world, where), make_user(is_superuser=True)
    seen = {name: grantable_roles(user, unit) for name, user in world.people.items()}
    assert seen == {**{name: [] for name in world.people}, **granted}
    assert (grantable_roles(superuser, unit), administers(superuser, unit)) == (by_superuser, True)


def test_every_role_is_granted_somewhere_and_a_secretary_makes_no_administrator() -> None:
    assert (AT_OFFICE, AT_UNIT, {*AT_OFFICE, *AT_UNIT}) == (tuple(OF_OFFICE), tuple(OF_UNIT), set(Role))
    assert set(Role) - set(GRANTED_BY_SECRETARY) == {Role.ADMINISTRATOR, Role.SUPERIOR}


def test_a_superuser_holds_the_role_of_administrator_and_no_other(world: World) -> None:
    superuser = make_user(is_superuser=True)
    assert [role for role in Role if holds(superuser, role)] == [Role.ADMINISTRATOR]
    assert [holds(make_user(), *EVERYONE), holds(world.people["head"], Role.HEAD)] == [False, True]


def test_a_page_turns_away_who_holds_none_of_its_roles(world: World) -> None:
    guarded = roles(Role.CHAIR)(lambda request: request.user)
    request = RequestFactory().get("/")
    request.user = world.people["chair"]
    assert guarded(request) == world.people["chair"]
    request.user = world.people["head"]
    with pytest.raises(PermissionDenied):
        guarded(request)


HEAD_TABS = ["Việc cần làm", "Phong trào", "Đăng ký", "Khen thưởng"]
OFFICE_TABS = [*HEAD_TABS, "Hội đồng", "Văn bản", "Mẫu đăng ký", "Đơn vị"]


@pytest.mark.parametrize(
    ("who", "tabs", "title"),
    [
        ("head", HEAD_TABS, "Người đứng đầu đơn vị TDP Bá Vân 1"),
        ("secretary", OFFICE_TABS, "Thư ký Hội đồng phường Bách Quang"),
        ("superior", [tab for tab in OFFICE_TABS if tab != "Mẫu đăng ký"], "Cơ quan cấp trên (chỉ xem) tỉnh Thái Nguyên"),
        ("both", OFFICE_TABS, "Người đứng đầu đơn vị TDP Tân Sơn; Thư ký Hội đồng phường Sông Công"),
    ],
)
def test_every_page_says_who_one_is_and_offers_the_tabs_one_may_use(client: Client, world: World, who: str, tabs: list[str], title: str) -> None:
    client.force_login(world.people[who])
    answer = client.get("/phong-trao/")
    assert texts(answer, ".//nav[@aria-label='Chính']/a") == tabs
    assert texts(answer, ".//nav[@aria-label='Chính']/a[@aria-current='page']") == ["Phong trào"]
    assert texts(answer, ".//span[@class='me-title']") == [title]


def test_every_page_says_whose_office_it_is_and_how_to_reach_it(client: Client, world: World) -> None:
    client.force_login(world.people["head"])
    foot = page(client.get("/")).find(".//footer//p")
    assert foot is not None
    assert "".join(foot.itertext()) == "UBND phường Bách QuangĐiện thoại: 0208 000 111"


def test_a_superuser_without_office_is_named_as_such_and_led_to_the_administration(client: Client, world: World) -> None:
    client.force_login(make_user(is_superuser=True, is_staff=True))
    answer = client.get("/")
    assert texts(answer, ".//span[@class='me-title']") == ["Quản trị hệ thống"]
    assert texts(answer, ".//nav[@aria-label='Chính']/a") == [*OFFICE_TABS, "Quản trị"]


def test_a_stranger_gets_no_surroundings_and_an_unresolved_address_no_current_tab(world: World) -> None:
    request = RequestFactory().get("/khong-co/")
    assert surroundings(request) == {}
    request.user = AnonymousUser()
    assert surroundings(request) == {}
    request.user = make_person(Role.HEAD, make_unit(world.other_ward), full_name="Ngô Văn Ngoài")
    request.resolver_match = None
    seen = surroundings(request)
    assert (seen["office"], seen["contact"], [tab.current for tab in seen["tabs"]]) == ("UBND phường Sông Công", "", [False] * len(HEAD_TABS))
