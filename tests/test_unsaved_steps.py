"""What is typed into a step and not saved is no part of what is sent: the pages say so, and nothing is sent over it unseen."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from emulation.typed.models import Typed
from registrations.models import Registration
from tests.pages import form_data, messages, type_in, words_of
from tests.test_typed import post as keep
from tests.world import World, fill_in

pytestmark = pytest.mark.django_db
SECOND = "thue-quy-1-name"
NOTE = "Có nội dung đang gõ, chưa lưu vào bản đăng ký"
REFUSAL = "Chưa gửi: bước 1 có nội dung đang gõ, chưa lưu vào bản đăng ký."
SIGNED = {"signer_title": "Tổ trưởng", "signer_name": "Lê Văn Khách"}


@pytest.fixture
def head(client: Client, world: World) -> Client:
    client.force_login(world.people["stranger"])
    fill_in(world.strange_registration)
    return client


def step(world: World) -> str:
    return reverse("registration-step", args=[world.strange_registration.pk, "chi-tieu"])


def type_there(head: Client, world: World, **changed: str) -> None:
    """As the script of the page keeps it: the whole form, with what was changed."""
    data = {**form_data(head.get(step(world))), **changed}
    values = [[name, value, "", ""] for name, value in data.items() if not name.startswith(("csrf", "typed-"))]
    assert keep(head, {"user": world.people["stranger"].pk, "address": step(world), "writer": "w", "data": values}).status_code == 200


def send(head: Client, world: World, **data: str) -> Any:
    return head.post(reverse("registration-review", args=[world.strange_registration.pk]), {**SIGNED, **data}, follow=True)


def is_sent(world: World) -> bool:
    return Registration.objects.get(pk=world.strange_registration.pk).is_sent


def test_what_is_typed_and_not_saved_is_named_on_every_page_and_not_sent_over(head: Client, world: World) -> None:
    type_there(head, world, **{SECOND: "Chỉ tiêu thứ hai"})
    review = reverse("registration-review", args=[world.strange_registration.pk])
    for page in ("/", world.strange_registration.get_absolute_url(), review):
        assert "1. Các chỉ tiêu ! Chưa lưu" in " ".join(words_of(head.get(page)).split()), page
    assert NOTE in words_of(head.get(review))
    assert head.get("/").context["tasks"][0].next_step.number == 1

    refused = send(head, world)
    assert (messages(refused), is_sent(world)) == ([REFUSAL], False)
    type_in(head, step(world), thue__quy__1__name="Chỉ tiêu thứ hai", typed__writer="w")
    assert NOTE not in words_of(head.get(review))
    send(head, world)
    assert is_sent(world)
    assert [target.name for target in world.strange_registration.target_answers.all()][1] == "Chỉ tiêu thứ hai"


def test_who_wants_to_sends_without_it(head: Client, world: World) -> None:
    type_there(head, world, **{SECOND: "Chỉ tiêu thứ hai"})
    send(head, world, **{"without-unsaved": "1"})
    assert is_sent(world)
    assert Typed.objects.exists()


@pytest.mark.parametrize("changed", [{}, {"thue-quy-1-comparator": "reach"}])
def test_a_text_that_would_change_nothing_is_not_unsaved(head: Client, world: World, changed: dict[str, str]) -> None:
    type_there(head, world, **changed)
    assert Typed.objects.exists()
    assert NOTE not in words_of(head.get(reverse("registration-review", args=[world.strange_registration.pk])))


def test_what_another_person_types_is_his_own(head: Client, world: World) -> None:
    type_there(head, world, **{SECOND: "Chỉ tiêu thứ hai"})
    Typed.objects.update(user=world.people["secretary"])
    send(head, world)
    assert is_sent(world)
