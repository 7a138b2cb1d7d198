"""Who sees a decision of one commune and acts for another neither draws it up nor decides it."""

import pytest
from django.test import Client
from django.urls import reverse

from emulation.people.models import Role
from tests.deciding import office_of, ready, submitted
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
