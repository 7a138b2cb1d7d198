"""Finding registrations: the list and its search, what one striving for a title asks, and moves that do not exist."""

import pytest
from django.test import Client
from django.urls import reverse

from emulation.sheets.models import Option
from registrations.models import GradeAnswer, Registration, TextAnswer, TitleAnswer
from registrations.tasks import remind
from tests.pages import links, texts
from tests.world import World, make_user

ROWS = ".//main/div[@class='table-responsive']//tbody/tr/th"


@pytest.mark.parametrize(
    ("words", "found"),
    [("", ["TDP Bá Vân 1"]), ("ba van", ["TDP Bá Vân 1"]), ("Phong trào thi đua", ["TDP Bá Vân 1"]), ("Tân Sơn", [])],
)
def test_the_list_is_searched_by_unit_or_campaign_whatever_the_diacritics(client: Client, world: World, words: str, found: list[str]) -> None:
    client.force_login(world.people["secretary"])

    assert texts(client.get(reverse("registration-list"), {"tim": words}), ROWS) == found


def test_a_head_finds_the_campaign_first_and_everybody_else_the_unit(client: Client, world: World) -> None:
    for who, first in (("head", world.campaign.title), ("secretary", str(world.unit)), ("superior", str(world.unit))):
        client.force_login(world.people[who])
        assert texts(client.get(reverse("registration-list")), ROWS) == [first]


@pytest.mark.parametrize("words", ["2026 phong trao", "van 1 phong trao", "ba van 1"])
def test_each_word_is_found_wherever_it_stands(client: Client, world: World, words: str) -> None:
    client.force_login(world.people["secretary"])
    assert texts(client.get(reverse("registration-list"), {"tim": words}), ROWS) == [str(world.unit)]


def test_the_owner_of_the_installation_sees_what_was_sent_everywhere(world: World) -> None:
    owner = make_user("quantri", is_superuser=True)

    assert list(Registration.objects.visible_to(owner)) == [world.registration]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["TDP Bá Vân 1", "TDP Bá Vân 2", "TDP Tân Sơn", "Ủy ban MTTQ phường Bách Quang"]),
        ({"tim": "ba van"}, ["TDP Bá Vân 1", "TDP Bá Vân 2"]),
        ({"tim": "ba van", "loc": "chua"}, ["TDP Bá Vân 2"]),
        ({"loc": "cho"}, ["TDP Bá Vân 1"]),
        ({"tim": "khong co"}, []),
    ],
    ids=str,
)
def test_whatever_is_searched_for_the_counts_are_those_of_the_whole_campaign(client: Client, world: World, asked: dict[str, str], found: list[str]) -> None:
    client.force_login(world.people["secretary"])
    answer = client.get(reverse("campaign-registrations", args=[world.campaign.pk]), asked)

    assert texts(answer, ROWS) == found
    assert texts(answer, ".//nav[@class='chips']//a") == ["Tất cả (4)", "Chờ tiếp nhận (1)", "Đã tiếp nhận (0)", "Trả lại (0)", "Chưa gửi (3)"]


def test_the_secretary_prints_the_blank_form_of_each_unit_that_has_not_sent_its_own(client: Client, world: World) -> None:
    url = reverse("campaign-registrations", args=[world.campaign.pk])
    blanks = [
        (reverse(page, args=[world.campaign.invitations.get(unit__short_name=name).pk]), f"{label} của {name}")
        for name in ("TDP Bá Vân 2", "TDP Tân Sơn", "Ủy ban MTTQ phường Bách Quang")
        for page, label in (("registration-blank", "Mẫu trống"), ("registration-blank-word", "Mẫu trống (Word)"))
    ]
    client.force_login(world.people["secretary"])
    assert [link for link in links(client.get(url), ".//tbody//td") if link[1].startswith("Mẫu trống")] == blanks

    client.force_login(world.people["chair"])
    assert links(client.get(url), ".//tbody//td") == []


def test_a_move_that_is_not_in_the_table_is_not_found(client: Client, world: World) -> None:
    client.force_login(world.people["secretary"])

    assert client.post(reverse("registration-move", args=[world.registration.pk, "xoa"])).status_code == 404


def test_answers_name_themselves() -> None:
    grades = [GradeAnswer(subject="Chi bộ", option=Option(text="Hoàn thành tốt nhiệm vụ:")), GradeAnswer(subject="Chi bộ")]

    assert list(map(str, grades)) == ["Chi bộ: Hoàn thành tốt nhiệm vụ", "Chi bộ: chưa chọn"]
    assert str(TextAnswer(text="Trường có 20 lớp.")) == "Trường có 20 lớp."
    assert str(TitleAnswer(number=2, option=Option())) == "2 tập thể, cá nhân"


def test_the_clocks_reminder_may_run_at_any_hour(world: World) -> None:
    remind()
    remind()
