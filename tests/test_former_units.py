"""What was filed under an old name is found under both names, by those who may see it and by nobody else."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from emulation.campaigns.models import Campaign
from emulation.campaigns.workflow import move_campaign
from emulation.people.models import Role, User
from emulation.units.changes import Change, merge_units
from emulation.units.kinds import Kind
from emulation.units.models import Succession, Unit
from registrations.models import Registration
from registrations.reminders import remind_now
from registrations.unit_changes import carry_out
from registrations.workflow import move_registration
from tests.pages import texts, type_in
from tests.world import World, make_campaign, make_person, make_unit

pytestmark = pytest.mark.django_db


def change(world: World, kind: str, old: list[Unit], names: list[str], unit_kind: Kind = Kind.TDP) -> list[Unit]:
    """Make the change as of today, with nobody chosen to go on; the new units."""
    units = [Unit(kind=unit_kind, code=f"moi-{place}", name=name, short_name=name) for place, name in enumerate(names)]
    carry_out(Change(Succession.Kind(kind), old, units, timezone.localdate()), by=world.people["administrator"])
    return units


@pytest.fixture
def merged(world: World) -> Unit:
    """The ward and the other one have become one."""
    make_campaign(world.ward, code="dang-soan")
    return change(world, "merge", [world.ward, world.other_ward], ["phường Hợp Nhất"], Kind.WARD)[0]


# For each role at the new ward: what of the old wards' it sees and does. Columns: old unit's page, registration, launched campaign, draft, launching.
SIGHT = {
    Role.SECRETARY: (True, True, True, True, True),
    Role.CHAIR: (True, True, True, True, True),
    Role.COUNCIL: (True, True, True, True, False),
    Role.ADMINISTRATOR: (True, True, True, True, False),
    Role.SUPERIOR: (True, True, True, False, False),
}


def sight(user: User, world: World) -> tuple[bool, ...]:
    user = User.objects.get(pk=user.pk)
    draft = Campaign.objects.filter(code="dang-soan")
    return (
        Unit.objects.visible_to(user).filter(pk=world.unit.pk).exists(),
        Registration.objects.visible_to(user).filter(pk=world.registration.pk).exists(),
        Campaign.objects.visible_to(user).filter(pk=world.campaign.pk).exists(),
        Campaign.objects.visible_to(user).filter(pk__in=draft).exists(),
        user.term_over(world.campaign.unit, Role.SECRETARY, Role.CHAIR) is not None,
    )


@pytest.mark.parametrize(("role", "seen"), SIGHT.items())
def test_the_office_of_a_merged_ward_sees_what_the_old_wards_had(world: World, merged: Unit, role: Role, seen: tuple[bool, ...]) -> None:
    assert sight(make_person(role, merged), world) == seen


NOTHING = (False, False, False, False, False)


@pytest.mark.parametrize("who", ["secretary", "council", "chair", "administrator", "other_secretary", "other_chair"])
def test_those_of_the_old_offices_who_were_not_appointed_anew_see_nothing_any_more(world: World, merged: Unit, who: str) -> None:
    assert sight(world.people[who], world) == NOTHING


@pytest.mark.parametrize("role", [role for role in Role if role != Role.HEAD])
def test_a_third_ward_sees_nothing_of_the_old_wards(world: World, merged: Unit, role: Role) -> None:
    assert sight(make_person(role, make_unit(world.province, Kind.WARD)), world) == NOTHING


def test_the_office_of_a_merged_ward_goes_on_with_the_old_wards_campaign(world: World, merged: Unit) -> None:
    secretary = make_person(Role.SECRETARY, merged)
    assert move_registration(world.registration, "accept", by=secretary).state == "accepted"
    suspended = move_campaign(world.campaign, "suspend", by=secretary, reason="Sáp nhập", basis="Công văn số 1")
    assert suspended.is_suspended


@pytest.mark.parametrize(("place", "acts"), [(0, True), (1, False)])
def test_all_successors_of_a_split_ward_read_but_only_the_first_acts(world: World, place: int, acts: bool) -> None:
    make_campaign(world.ward, code="dang-soan")
    part = change(world, "split", [world.ward], ["phường Trên", "phường Dưới"], Kind.WARD)[place]
    assert sight(make_person(Role.SECRETARY, part), world) == (True, True, True, acts, acts)


@pytest.mark.parametrize(("place", "acts"), [(0, True), (1, False)])
def test_heads_of_a_split_units_parts_read_its_registration_but_only_the_first_acts(world: World, client: Client, place: int, acts: bool) -> None:
    head = make_person(Role.HEAD, change(world, "split", [world.unit], ["TDP Trên", "TDP Dưới"])[place])
    client.force_login(head)
    answer = client.get(world.registration.get_absolute_url())
    assert (answer.status_code, [button.name for button in answer.context["moves"]]) == (200, ["withdraw"] if acts else [])
    assert client.get(reverse("registration-pdf", args=[world.registration.pk])).status_code == 200
    assert list(Registration.objects.written_by(head)) == ([world.registration] if acts else [])


def test_what_came_back_is_finished_under_the_old_name_by_the_new_head(world: World) -> None:
    (renamed,) = change(world, "rename", [world.unit], ["TDP Mới"])
    returned = move_registration(world.registration, "return", by=world.people["secretary"], reason="Thiếu")
    head = User.objects.get(username="to-truong-1")
    assert head.notices.filter(subject__contains="trả lại").count() == 1
    assert remind_now(world.campaign, timezone.now()) >= 1
    assert head.notices.filter(key__startswith=f"remind:{world.campaign.pk}:{world.unit.pk}:").count() == 1
    assert move_registration(returned, "submit", by=head).unit == world.unit
    assert [term.unit for term in head.terms_in_force] == [renamed]


def test_a_stranger_sees_no_more_than_before(world: World) -> None:
    change(world, "rename", [world.unit], ["TDP Mới"])
    assert world.registration not in Registration.objects.visible_to(User.objects.get(username="to-truong-2"))


@pytest.mark.parametrize("words", ["Hop Nhat", "phường Bách Quang", "Bá Vân 1", "bac giang"])
def test_the_registration_is_found_under_both_names(client: Client, world: World, words: str) -> None:
    """The new ward's name finds the ward; the unit's old and new names find its registration."""
    change(world, "rename", [world.unit], ["TDP Hợp Nhất phường Bách Quang"])
    client.force_login(world.people["secretary"])
    found = [] if words == "bac giang" else [world.registration]
    assert list(client.get(reverse("registration-list"), {"tim": words}).context["page"])[: len(found) or None] == found
    lines = client.get(reverse("campaign-registrations", args=[world.campaign.pk]), {"tim": words}).context["lines"]
    assert (world.unit in [line.unit for line in lines]) == bool(found)


def test_campaigns_and_their_registrations_are_found_under_both_names_of_the_ward(client: Client, world: World) -> None:
    type(world.campaign).objects.update(title="Thi đua", search_key="thi dua")
    merge_units([world.ward], make_unit(world.province, Kind.WARD, short_name="phường Hòa Quang"), timezone.localdate())
    client.force_login(world.people["superior"])
    for words in ("hoa quang", "bach quang"):
        assert world.campaign in client.get(reverse("campaign-list"), {"tim": words}).context["page"]
        assert world.registration in client.get(reverse("registration-list"), {"tim": words}).context["page"]


def test_a_later_correction_of_the_new_name_is_searched_too(client: Client, world: World) -> None:
    (renamed,) = change(world, "rename", [world.unit], ["TDP Mới"])
    client.force_login(world.people["secretary"])
    type_in(client, reverse("unit-edit", args=[renamed.pk]), short_name="TDP Hồng Hà", name="Tổ dân phố Hồng Hà")
    assert list(Registration.objects.search("hong ha")) == [world.registration]
    assert sorted(map(str, Unit.objects.search("hong ha"))) == ["TDP Bá Vân 1", "TDP Hồng Hà"]


def test_a_name_corrected_in_the_administration_is_searched_too(client: Client, site: World) -> None:
    (renamed,) = change(site, "rename", [site.unit], ["TDP Mới"])
    client.force_login(site.people["root"])
    fields = {"kind": "tdp", "code": renamed.code, "name": "Tổ dân phố Hồng Hà", "short_name": "TDP Hồng Hà", "starts_on": f"{timezone.localdate():%d/%m/%Y}"}
    assert client.post(reverse("admin:units_unit_change", args=[renamed.pk]), fields).status_code == 302
    assert list(Registration.objects.search("hong ha")) == [site.registration]


def test_both_units_pages_lead_to_each_other_and_the_record_lists_both(client: Client, world: World) -> None:
    (renamed,) = change(world, "rename", [world.unit], ["TDP Mới"])
    client.force_login(world.people["secretary"])
    assert world.unit.get_absolute_url() in client.get(renamed.get_absolute_url()).content.decode()
    assert renamed.get_absolute_url() in client.get(world.unit.get_absolute_url()).content.decode()
    record = client.get(reverse("unit-record", args=[renamed.pk]))
    assert list(record.context["page"]) == [world.registration]
    assert texts(record, ".//ol[@class='history']//b") == ["Đổi tên"]


def test_a_successor_that_one_may_not_see_is_named_without_a_link(client: Client, world: World) -> None:
    part, other = change(world, "split", [world.ward], ["phường Trên", "phường Dưới"], Kind.WARD)
    client.force_login(make_person(Role.SECRETARY, part))
    shown = client.get(reverse("unit-record", args=[world.ward.pk])).content.decode()
    assert ("phường Dưới" in shown, reverse("unit-record", args=[part.pk]) in shown, reverse("unit-record", args=[other.pk]) in shown) == (True, True, False)
    assert other.get_absolute_url() not in client.get(world.ward.get_absolute_url()).content.decode()
