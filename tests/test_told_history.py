"""A page tells the newest thirty lines of a history, says when there are more, and tells all to whoever asks."""

import pytest
from django.test import Client
from django.utils import timezone

from emulation.history.models import Line, write_line
from tests.pages import words_of
from tests.world import World

pytestmark = pytest.mark.django_db
ALL = "Xem toàn bộ lịch sử"


def told(client: Client, world: World, **query: str) -> str:
    return words_of(client.get(world.campaign.get_absolute_url(), query)).partition("Lịch sử")[2]


def test_a_long_history_says_that_there_is_more_and_tells_all_who_asks(client: Client, world: World) -> None:
    client.force_login(world.people["secretary"])
    already = Line.objects.of(world.campaign).count()
    for number in range(already + 1, 31):
        write_line(world.campaign, move="note", label=f"Việc thứ {number}.", at=timezone.now(), by=None)
    assert "Việc thứ 30." in told(client, world)
    assert ALL not in told(client, world)

    write_line(world.campaign, move="note", label="Việc thứ 31.", at=timezone.now(), by=None)
    newest, whole = told(client, world), told(client, world, **{"lich-su": "het"})
    assert ("Việc thứ 31." in newest, ALL in newest) == (True, True)
    assert ("Việc thứ 31." in whole, ALL in whole) == (True, False)
    assert len(whole) > len(newest)
