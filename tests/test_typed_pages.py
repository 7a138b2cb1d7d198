"""Pages with long forms: nothing saved meanwhile is overwritten unseen, and nothing typed is lost when saving is refused."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from awards.models import Nomination
from emulation.drafting.models import Draft, Passage, PassageLevel
from emulation.drafting.workflow import move_draft
from emulation.typed.models import Typed
from registrations.models import Registration
from registrations.workflow import move_registration
from tests.awarding import make_nomination, sent
from tests.drafts import make_draft
from tests.pages import form_data, messages, page, shown, texts, type_in
from tests.test_typed import post as keep
from tests.world import World, fill_in

NAME = "thue-quy-0-name"


@pytest.fixture
def head(client: Client, world: World) -> Client:
    client.force_login(world.people["stranger"])
    return client


@pytest.fixture
def secretary(world: World) -> Client:
    client = Client()
    client.force_login(world.people["secretary"])
    return client


def step_url(world: World, step: str = "chi-tieu") -> str:
    return reverse("registration-step", args=[world.strange_registration.pk, step])


def names(world: World) -> list[str]:
    return [target.name for target in world.strange_registration.target_answers.all()]


def overtaken(response: Any) -> list[list[str]]:
    """(label, typed, saved) of each difference that the page shows."""
    rows = [texts_of for row in range(1, 9) if (texts_of := texts(response, f".//table/tbody/tr[{row}]/*"))]
    return rows if texts(response, ".//*[@role='alert']/p/b") else []


def test_what_was_saved_meanwhile_is_shown_beside_and_written_over_only_when_the_person_says_so(head: Client, world: World) -> None:
    data = form_data(head.get(step_url(world)))
    type_in(head, step_url(world), thue__quy__0__name="Của tab trước")
    answer = head.post(step_url(world), data | {NAME: "Của tab sau"})
    assert overtaken(answer) == [["Mục 1, dòng 1, Chỉ tiêu", "Của tab sau", "Của tab trước"]]
    assert (names(world), shown(answer, NAME)) == (["Của tab trước"], "Của tab sau")
    assert head.post(step_url(world), form_data(answer) | {"stay": "1"}).status_code == 302
    assert names(world) == ["Của tab sau"]


def test_who_takes_what_was_saved_gives_up_what_he_typed(head: Client, world: World) -> None:
    data = form_data(head.get(step_url(world)))
    type_in(head, step_url(world), thue__quy__0__name="Của tab trước")
    content = {"user": world.people["stranger"].pk, "address": step_url(world), "writer": "w", "data": [[NAME, "Của tab sau", "", ""]]}
    keep(head, content)
    answer = head.post(step_url(world), data | {NAME: "Của tab sau", "typed-writer": "w", "typed-take": "1"})
    assert (answer.url, Typed.objects.unsaved().count(), names(world)) == (step_url(world), 0, ["Của tab trước"])
    assert "Của tab sau" in Typed.objects.exclude(put_aside_at=None).get().whole  # what was given up can be taken back


def test_saving_the_same_once_more_is_no_conflict(head: Client, world: World) -> None:
    data = form_data(head.get(step_url(world))) | {NAME: "Thu quỹ", "thue-quy-0-value": "12,50"}
    head.post(step_url(world), data)
    assert head.post(step_url(world), data).status_code == 302


def test_a_page_without_the_token_saves_as_it_always_did(head: Client, world: World) -> None:
    type_in(head, step_url(world), thue__quy__0__name="Một")
    type_in(head, step_url(world), thue__quy__0__name="Hai", typed__base="")
    assert names(world) == ["Hai"]


def test_rows_for_which_the_page_has_no_room_are_among_the_differences(head: Client, world: World) -> None:
    data = form_data(head.get(step_url(world)))
    for _ in range(2):  # five rows, more than the three of a page that was opened before
        page = form_data(head.get(step_url(world)))
        more = {name: f"Dòng {name}" for name in page if name.startswith("thue-quy-") and name.endswith("-name") and not page[name]}
        head.post(step_url(world), page | more | {"stay": "1"})
    answer = head.post(step_url(world), data | {NAME: "Chỉ một"})
    rows = overtaken(answer)
    assert (rows[0][1:], rows[-1]) == (["Chỉ một", f"Dòng {NAME}"], ["Mục 1, dòng 6", "–", "Dòng thue-quy-5-name; reach"])


@pytest.mark.parametrize(
    ("step", "field", "mine", "theirs", "row"),
    [
        ("muc-phan-dau", "chi-bo-0-grade", "good", "excellent", ["Mục 3, dòng 1, Chi bộ", "Hoàn thành tốt nhiệm vụ", "Hoàn thành xuất sắc nhiệm vụ"]),
        ("danh-hieu", "lao-dong-tien-tien-0-names", "Tổ 1", "Tổ 2", ["Mục 2, dòng 1, Tên tập thể đăng ký, nếu cần ghi rõ", "Tổ 1", "Tổ 2"]),
    ],
)
def test_choices_are_shown_in_words(head: Client, world: World, step: str, field: str, mine: str, theirs: str, row: list[str]) -> None:
    data = form_data(head.get(step_url(world, step)))
    head.post(step_url(world, step), data | {field: theirs})
    assert row in overtaken(head.post(step_url(world, step), data | {field: mine}))


def test_a_tick_is_shown_as_yes_or_no(head: Client, world: World) -> None:
    data = form_data(head.get(step_url(world, "danh-hieu")))
    head.post(step_url(world, "danh-hieu"), data | {"lao-dong-tien-tien-0-registered": "on"})
    answer = head.post(step_url(world, "danh-hieu"), data | {"lao-dong-xuat-sac-0-registered": "on"})
    assert [row[1:] for row in overtaken(answer)] == [["Có", "Không"], ["Không", "Có"]]


def test_signers_are_not_overwritten_unseen_and_saving_ones_own_sends_nothing(head: Client, world: World) -> None:
    fill_in(world.strange_registration)
    url = reverse("registration-review", args=[world.strange_registration.pk])
    data = form_data(head.get(url))
    head.post(url, data | {"signer_name": "Người Trước", "save": "1"})
    answer = head.post(url, data | {"signer_name": "Người Sau"})
    assert overtaken(answer) == [["Họ và tên người ký", "Người Sau", "Người Trước"]]
    assert texts(answer, ".//button[@name='save']")[0] == "Lưu bản của tôi"
    head.post(url, form_data(answer) | {"save": "1"})
    registration = Registration.objects.get(pk=world.strange_registration.pk)
    assert (registration.signer_name, registration.state) == ("Người Sau", "draft")
    assert head.post(url, data | {"typed-take": "1"}).url == url


def test_a_text_that_is_saved_is_forgotten_and_a_straggler_from_the_same_page_brings_it_not_back(head: Client, world: World) -> None:
    content = {"user": world.people["stranger"].pk, "address": step_url(world), "data": [[NAME, "Thu quỹ", "", ""]]}
    for writer in ("before", "w", "elsewhere"):
        keep(head, content | {"writer": writer})
    stamp = Typed.objects.get(writer="before").stamp
    data = form_data(head.get(step_url(world)))
    head.post(step_url(world), data | {NAME: "Thu quỹ", "typed-writer": "w", "typed-versions": f"before {stamp}"})
    assert [typed.writer for typed in Typed.objects.all()] == ["elsewhere"]
    assert keep(head, content | {"writer": "w"}).json()["others"] == []
    assert [typed.writer for typed in Typed.objects.all()] == ["elsewhere"]
    embedded = head.get(step_url(world)).context["typed"].embedded
    assert ([row["writer"] for row in embedded["rows"]], embedded["settled"]) == (["elsewhere"], ["w", f"before {stamp}"])


def test_what_is_refused_because_it_was_sent_meanwhile_is_kept_apart(head: Client, world: World) -> None:
    data = form_data(head.get(step_url(world)))
    ticked = form_data(head.get(step_url(world, "danh-hieu")))
    move_registration(fill_in(world.strange_registration), "submit", by=world.people["stranger"])
    head.post(step_url(world), data | {NAME: "Gõ trong lúc gửi"})
    head.post(step_url(world, "danh-hieu"), ticked | {"lao-dong-tien-tien-0-registered": "on", "typed-writer": "w"})
    lines = {typed.writer: typed.lines for typed in Typed.objects.all()}
    assert lines["khong-script"][0] == ("Mục 1, dòng 1, Chỉ tiêu", "Gõ trong lúc gửi")
    assert [value for _, value in lines["w"]] == ["on"]


def test_a_title_that_the_page_once_gave_stays_when_the_server_keeps_what_was_refused(head: Client, world: World) -> None:
    keep(head, {"user": world.people["stranger"].pk, "address": step_url(world), "writer": "w", "title": "Bước 1", "data": []})
    data = form_data(head.get(step_url(world)))
    move_registration(fill_in(world.strange_registration), "submit", by=world.people["stranger"])
    head.post(step_url(world), data | {NAME: "Gõ", "typed-writer": "w"})
    assert [(typed.title, typed.lines[0][1]) for typed in Typed.objects.all()] == [("Bước 1", "Gõ")]


def test_a_nomination_saved_elsewhere_is_not_overwritten_and_one_sent_elsewhere_keeps_what_was_typed(head: Client, world: World) -> None:
    nomination = make_nomination(world.strange_unit, world.people["stranger"])
    url = reverse("nomination-edit", args=[nomination.pk])
    data = form_data(head.get(url))
    type_in(head, url, name="Tên trước")
    answer = head.post(url, data | {"name": "Tên sau"})
    assert [row[1:] for row in overtaken(answer)] == [["Tên sau", "Tên trước"]]
    assert head.post(url, data | {"typed-take": "1"}).url == url
    sent(Nomination.objects.get(pk=nomination.pk))
    late = head.post(url, data | {"name": "Tên sau cùng"}, follow=True)
    assert messages(late)[1] == "Những gì vừa gõ được giữ ở trang Nội dung gõ dở, trong mục tài khoản."
    assert "Tên sau cùng" in Typed.objects.get().whole


@pytest.mark.parametrize("page", ["draft-head", "draft-passage-edit"])
def test_drafts_are_not_overwritten_unseen_either(secretary: Client, world: World, page: str) -> None:
    draft = make_draft(world.ward, world.people["secretary"])
    passage = Passage.objects.create(draft=draft, level=PassageLevel.TEXT, text="Một.", position=99)
    url, field = (reverse(page, args=[draft.pk]), "subject") if page == "draft-head" else (reverse(page, args=[passage.pk]), "text")
    data = form_data(secretary.get(url))
    type_in(secretary, url, **{field: "Bản trước"})
    answer = secretary.post(url, data | {field: "Bản sau"})
    assert [row[1:] for row in overtaken(answer)] == [["Bản sau", "Bản trước"]]
    assert secretary.post(url, data | {"typed-take": "1"}).url == url
    assert secretary.post(url, form_data(answer)).status_code == 302
    move_draft(Draft.objects.get(pk=draft.pk), "submit", by=world.people["secretary"])
    secretary.post(url, data | {field: "Gõ sau khi trình"})
    assert "Gõ sau khi trình" in Typed.objects.get().whole


UNSAVED = ".//div[@class='keeping'][@data-unsaved]"


def test_a_page_says_that_what_was_typed_is_not_saved_only_after_it_was_refused(head: Client, world: World) -> None:
    review = reverse("registration-review", args=[world.strange_registration.pk])
    assert [len(page(answer).findall(UNSAVED)) for answer in (head.get(step_url(world)), head.get(review))] == [0, 0]
    assert len(page(type_in(head, step_url(world), **{"thue-quy-0-value": "mười"})).findall(UNSAVED)) == 1
    assert len(page(type_in(head, review, signer_name="Ấn 😀")).findall(UNSAVED)) == 1
    not_sent = type_in(head, review, signer_name="Vũ Thị Bình")
    assert (len(page(not_sent).findall(UNSAVED)), Registration.objects.get(pk=world.strange_registration.pk).signer_name) == (0, "Vũ Thị Bình")
