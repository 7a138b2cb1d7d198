"""Papers from before learn what organ they speak for: from their content, and certificates, which do not say it, are the committee's."""

from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from emulation.issuing.models import OutgoingPaper
from emulation.papers.kinds import PaperKind
from tests.outgoing import approved
from tests.world import World

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
COUNCIL = "Hội đồng Thi đua - Khen thưởng phường Bách Quang"


@pytest.fixture
def _forward_again() -> Any:
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.usefixtures("_forward_again")
def test_a_full_database_goes_forward(world: World) -> None:
    approved(world.ward, issuer=COUNCIL)
    approved(world.ward, PaperKind.CERTIFICATE)
    MigrationExecutor(connection).migrate([("issuing", "0003_search_in_recipients")])
    executor = MigrationExecutor(connection)
    executor.migrate([("issuing", "0004_papers_name_their_issuer")])
    told = OutgoingPaper.objects.order_by("pk").values_list("issuer", flat=True)
    assert list(told) == [COUNCIL, "Ủy ban nhân dân phường Bách Quang"]
