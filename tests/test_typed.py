"""What is typed and not saved yet: kept version by version, one's own alone, within bounds, and forgotten in time."""

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from emulation.typed.keeping import MOST_LETTERS, MOST_TEXTS, MOST_VALUES, drop, keep
from emulation.typed.models import LIFE, Typed
from emulation.typed.tasks import forget_old_texts
from tests.pages import texts, words_of
from tests.world import World

PAGE = "/dang-ky/12/buoc/chi-tieu/"
PHONE = "Mozilla/5.0 (Linux; Android 14) Mobile Safari"


@pytest.fixture
def head(client: Client, world: World) -> Client:
    client.force_login(world.people["head"])
    return client


def said(text: str, name: str = "name") -> list[str]:
    return [name, text, "Chỉ tiêu", ""]


def sent(world: World, text: str = "Thu quỹ", **given: Any) -> dict[str, Any]:
    """What the script of a page sends."""
    user = world.people["head"].pk
    return {"user": user, "address": PAGE, "writer": "a", "base": "b", "title": "Bước 1", "data": [said(text)], "instead_of": [], **given}


def post(client: Client, content: Any, name: str = "typed-keep", **headers: Any) -> Any:
    return client.post(reverse(name), content if isinstance(content, str) else json.dumps(content), content_type="application/json", **headers)


def held() -> list[tuple[str, str]]:
    return [(typed.writer, typed.data[0][1]) for typed in Typed.objects.order_by("writer")]


def test_each_version_takes_the_place_of_the_one_before(head: Client, world: World) -> None:
    at = timezone.localtime().replace(hour=14, minute=5, second=0, microsecond=0)
    head.force_login(world.people["head"])
    with time_machine.travel(at, tick=False):
        post(head, sent(world, "Thu"))
        answer = post(head, sent(world, "Thu quỹ"))
    assert answer.json() == {"saved_at": "14:05", "stamp": Typed.objects.get().stamp, "others": []}
    assert "no-store" in answer["Cache-Control"]
    typed = Typed.objects.get()
    assert (held(), typed.user, typed.title, typed.base, typed.device) == ([("a", "Thu quỹ")], world.people["head"], "Bước 1", "b", "máy tính")
    assert str(typed) == f"Bước 1, {at:%H:%M, %d/%m/%Y}"


def test_another_page_that_says_something_else_is_told_of_and_one_that_says_the_same_is_not(head: Client, world: World) -> None:
    post(head, sent(world, "Trên điện thoại", writer="p"), headers={"User-Agent": PHONE})
    post(head, sent(world, "Trên máy", writer="q"))
    (other, third) = post(head, sent(world, "Trên máy\r\n", writer="r")).json()["others"]
    assert [(one["writer"], one["device"]) for one in (other, third)] == [("q", "máy tính"), ("p", "điện thoại")]
    assert [one["writer"] for one in post(head, sent(world, "Trên máy", writer="r")).json()["others"]] == ["p"]
    rows = head.get(reverse("typed-keep"), {"cho": PAGE}).json()["rows"]
    assert [(row["writer"], row["data"][0][1]) for row in rows] == [("r", "Trên máy"), ("q", "Trên máy"), ("p", "Trên điện thoại")]


def test_how_many_rows_a_page_has_and_what_is_empty_make_no_difference(head: Client, world: World) -> None:
    post(head, sent(world, data=[said("Một"), said("", "more"), said("3", "x-TOTAL_FORMS")], writer="p"))
    assert post(head, sent(world, data=[said("Một"), said("4", "x-TOTAL_FORMS")])).json()["others"] == []


def test_a_text_taken_over_goes_but_not_what_was_typed_there_afterwards(head: Client, world: World) -> None:
    post(head, sent(world, "Một", writer="p"))
    stamp = Typed.objects.get().stamp
    post(head, sent(world, "Một rưỡi", writer="p"))
    post(head, sent(world, "Hai", instead_of=[["p", stamp]]))
    assert held() == [("a", "Hai"), ("p", "Một rưỡi")]
    post(head, sent(world, "Hai", instead_of=[["p", Typed.objects.get(writer="p").stamp], ["nobody", stamp]]))
    assert held() == [("a", "Hai")]


def test_versions_that_were_not_chosen_are_put_aside_and_so_is_what_a_page_holds(head: Client, world: World) -> None:
    for writer in "apq":
        post(head, sent(world, writer, writer=writer))
    stamp = Typed.objects.get(writer="p").stamp
    assert post(head, {"address": PAGE, "versions": [["p", stamp], ["q", stamp]], "aside": True}, "typed-drop").json() == {}
    assert (len(held()), waiting(world)) == (3, ["q", "a"])
    post(head, {"address": PAGE, "writer": "a", "versions": [], "aside": True}, "typed-drop")
    assert (len(held()), waiting(world)) == (3, ["q"])
    assert post(head, sent(world, "q", writer="q")).json()["others"] == []  # what was put aside is offered to nobody
    post(head, sent(world, "Bản kia", writer="r", aside=True))
    assert (len(held()), waiting(world)) == (4, ["q"])


def test_versions_that_say_nothing_of_their_own_are_dropped(head: Client, world: World) -> None:
    post(head, sent(world, writer="p"))
    post(head, {"address": PAGE, "versions": [["p", Typed.objects.get().stamp]]}, "typed-drop")
    assert held() == []


def test_what_was_put_aside_is_taken_back_or_removed_for_good(head: Client, world: World) -> None:
    post(head, sent(world))
    typed = Typed.objects.get()
    assert head.post(reverse("typed-restore", args=[typed.pk])).url == reverse("typed-list")  # it waits already
    assert "lấy lại được ở mục “Đã bỏ”" in words_of(head.post(reverse("typed-remove", args=[typed.pk]), follow=True))
    assert (waiting(world), texts(head.get(reverse("typed-list")), ".//main//section")) == ([], [])
    aside = head.get(reverse("typed-list"), {"tinh-trang": "da-bo"})
    assert (texts(aside, ".//main//h2"), "; bỏ lúc " in words_of(aside)) == (["Bước 1"], True)
    assert head.post(reverse("typed-restore", args=[typed.pk])).url == PAGE
    assert (waiting(world), Typed.objects.get().put_aside_at) == ([f"lay-lai-{typed.pk}"], None)  # not the writer of a page that may be settled
    for _ in range(3):  # aside, for good, and not there any more
        head.post(reverse("typed-remove", args=[typed.pk]))
    assert held() == []


def waiting(world: World) -> list[str]:
    """Who wrote what waits to be saved, the newest first."""
    return [typed.writer for typed in Typed.objects.visible_to(world.people["head"]).unsaved()]


def test_nobody_reads_drops_or_writes_what_is_another_persons(head: Client, world: World) -> None:
    post(head, sent(world))
    typed = Typed.objects.get()
    stranger = Client()
    stranger.force_login(world.people["stranger"])
    assert stranger.get(reverse("typed-keep"), {"cho": PAGE}).json() == {"rows": []}
    post(stranger, {"address": PAGE, "versions": [["a", typed.stamp]]}, "typed-drop")
    stranger.post(reverse("typed-remove", args=[typed.pk]))
    assert post(stranger, sent(world)).status_code == 409  # a page of the head, after somebody else signed in on the same machine
    assert [typed.user for typed in Typed.objects.all()] == [world.people["head"]]
    assert texts(stranger.get(reverse("typed-list")), ".//main//h2") == []


WRONG = {
    "no JSON": "x",
    "no object": [1],
    "no data": {"data": None},
    "data of another shape": {"data": [["a", "b"]]},
    "data that is no text": {"data": [["a", 1, "", ""]]},
    "no writer": {"writer": ""},
    "a writer that is no text": {"writer": 3},
    "an address elsewhere": {"address": "//example.org/"},
    "an address that is no path": {"address": "javascript:alert(1)"},
    "an address too long": {"address": "/" + "x" * 300},
    "versions of another shape": {"instead_of": [["a"]]},
    "versions that are no list": {"instead_of": "a"},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_no_page_of_ours_sends_is_not_kept(head: Client, world: World, wrong: Any) -> None:
    content = sent(world) | wrong if isinstance(wrong, dict) else wrong
    assert (post(head, content).status_code, Typed.objects.count()) == (400, 0)


@pytest.mark.parametrize("content", ["[", {"versions": 1}, {"versions": [], "address": 1}])
def test_what_no_page_of_ours_puts_aside_is_refused(head: Client, content: Any) -> None:
    assert post(head, content, "typed-drop").status_code == 400


def test_what_no_database_keeps_is_taken_out(head: Client, world: World) -> None:
    post(head, sent(world, "Thu\x00 quỹ \ud83d", title="\x00Bước"))
    assert (held(), Typed.objects.get().title) == ([("a", "Thu quỹ ")], "Bước")


@pytest.mark.parametrize("data", [[said("x")] * (MOST_VALUES + 1), [said("x" * MOST_LETTERS)]], ids=["values", "letters"])
def test_too_much_is_refused_so_that_the_page_keeps_it_in_the_browser(head: Client, world: World, data: Any) -> None:
    assert (post(head, sent(world, data=data)).status_code, Typed.objects.count()) == (413, 0)


def test_of_more_texts_than_anybody_needs_the_oldest_go(world: World) -> None:
    now = timezone.now()
    for place in range(MOST_TEXTS + 2):
        typed = Typed(address=f"/{place}/", writer="a", device="máy tính", data=[said("x")])
        keep(world.people["head"], typed, at=now + timedelta(seconds=place))
    assert (Typed.objects.count(), Typed.objects.filter(address__in=["/0/", "/1/"]).exists()) == (MOST_TEXTS, False)


def test_what_nobody_comes_back_for_is_forgotten_after_thirty_days(world: World) -> None:
    now = timezone.now()
    for writer, age in (("old", LIFE + timedelta(minutes=1)), ("young", LIFE - timedelta(minutes=1))):
        keep(world.people["head"], Typed(address=PAGE, writer=writer, device="máy tính", data=[said(writer)]), at=now - age)
    forget_old_texts()
    assert held() == [("young", "young")]


def test_the_list_shows_all_that_is_not_saved_to_copy_to_go_on_or_to_remove(head: Client, world: World) -> None:
    data = [said("Thu quỹ"), ["grade", "good", "", "Hoàn thành tốt"], said("4", "x-TOTAL_FORMS"), said("", "more")]
    keep(world.people["head"], Typed(address=PAGE, writer="a", device="máy tính", data=data), at=timezone.now() - timedelta(days=2))
    page = head.get(reverse("typed-list"))
    typed = Typed.objects.get()
    assert texts(page, ".//main//h2") == [PAGE]
    assert (texts(page, ".//main//dt"), texts(page, ".//main//dd")) == (["Chỉ tiêu", "grade"], ["Thu quỹ", "Hoàn thành tốt"])
    assert typed.whole == "Chỉ tiêu: Thu quỹ\ngrade: Hoàn thành tốt"
    assert typed.seen_now()["saved_at"] == f"{timezone.localtime(typed.saved_at):%H:%M, %d/%m/%Y}"
    head.post(reverse("typed-remove", args=[typed.pk]))
    assert texts(head.get(reverse("typed-list")), ".//main//section") == []


def test_dropping_nothing_drops_nothing(head: Client, world: World) -> None:
    post(head, sent(world))
    drop(world.people["head"], PAGE, [])
    assert held() == [("a", "Thu quỹ")]
