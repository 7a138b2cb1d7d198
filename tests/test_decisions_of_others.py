"""Who sees a decision of one commune and acts for another neither draws it up nor decides it; an office that carries on for another does."""

import pytest
from django.test import Client
from django.urls import reverse

from awards.decision_forms import DecisionForm
from awards.models import Decision, Kind
from emulation.people.models import Role
from emulation.units.kinds import Kind as UnitKind
from tests.awarding import accept
from tests.deciding import Office, issued, office_of, ready, submitted
from tests.test_former_units import change
from tests.world import World, make_person, make_term


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "page"), [(Role.CHAIR, "decision-deciding"), (Role.SECRETARY, "decision-candidates")])
def test_a_member_of_this_council_who_holds_the_role_elsewhere_is_turned_away(world: World, client: Client, role: Role, page: str) -> None:
    decision = submitted(office_of(world), *ready(world, 1))
    guest = make_person(Role.COUNCIL, world.ward)
    make_term(guest, world.other_ward, role)
    client.force_login(guest)
    assert client.get(decision.get_absolute_url()).status_code == 200
    assert client.get(reverse(page, args=[decision.pk])).status_code == 403


@pytest.mark.django_db
def test_the_ward_that_carries_on_decides_what_was_nominated_in_a_former_wards_campaign(world: World, client: Client) -> None:
    accept(world.registration, world.people["secretary"])
    nomination = ready(world, 1, kind=Kind.MOVEMENT, campaign=world.campaign)[0]
    merged = change(world, "merge", [world.ward, world.other_ward], ["phường Hợp Nhất"], UnitKind.WARD)[0]
    secretary, chair = make_person(Role.SECRETARY, merged), make_person(Role.CHAIR, merged)
    assert DecisionForm(user=secretary).fields["campaign"].queryset.get() == world.campaign  # type: ignore[attr-defined]
    client.force_login(secretary)
    page = client.post(reverse("decision-add"), {"unit": merged.pk, "campaign": world.campaign.pk, "subject": "Về việc khen thưởng"}, follow=True)
    assert [one for one, _ in page.context["voted"]] == [nomination]
    Decision.objects.get().delete()
    decision = issued(Office(merged, secretary, chair), nomination, campaign=world.campaign)
    assert list(decision.awards.values_list("state", "nomination__state")) == [("granted", "awarded")]


@pytest.mark.django_db
def test_the_part_of_a_split_ward_that_does_not_carry_on_is_offered_no_campaign_of_it(world: World) -> None:
    part = change(world, "split", [world.ward], ["phường Trên", "phường Dưới"], UnitKind.WARD)[1]
    form = DecisionForm({"unit": part.pk, "campaign": world.campaign.pk, "subject": "Về việc khen thưởng"}, user=make_person(Role.SECRETARY, part))
    assert not form.fields["campaign"].queryset.exists()  # type: ignore[attr-defined]
    assert list(form.errors) == ["campaign"]
