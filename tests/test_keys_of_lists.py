"""The keys that lists are ordered by, of rows that were there before their columns."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db.migrations.operations import AddField

from emulation.campaigns.models import Campaign
from tests.world import World

pytestmark = pytest.mark.django_db
MIGRATIONS = [
    "awards.migrations.0012_keys_of_lists",
    "awards.migrations.0015_keys_of_honours_and_members",
    "awards.migrations.0016_search_in_comments",
    "emulation.campaigns.migrations.0014_keys_of_lists",
    "emulation.issuing.migrations.0003_search_in_recipients",
    "emulation.notices.migrations.0002_search_in_notices",
    "emulation.sheets.migrations.0004_keys_of_sheets",
]


@pytest.mark.parametrize("migration", MIGRATIONS)
def test_a_migration_fills_in_the_keys_that_the_models_write(site: World, migration: str):
    module = import_module(migration)
    added = [(apps.get_model(migration.split(".")[-3], one.model_name), one.name) for one in module.Migration.operations if isinstance(one, AddField)]
    before = [list(model.objects.order_by("pk").values_list("pk", name)) for model, name in added]
    for model, name in added:
        model.objects.update(**{name: ""})
    module.fill_in(apps, None)
    assert all(before)
    assert [list(model.objects.order_by("pk").values_list("pk", name)) for model, name in added] == before


def test_a_migration_lets_campaigns_be_found_by_their_plans_number(world: World):
    before = world.campaign.search_key
    Campaign.objects.update(search_key="")
    import_module("emulation.campaigns.migrations.0015_number_in_key").fill_in(apps, None)
    world.campaign.refresh_from_db()
    assert (world.campaign.search_key, before.startswith("13/kh-ubnd ")) == (before, True)
