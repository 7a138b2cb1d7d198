"""The pages on which passages are written one by one, moved and deleted, and on which an office keeps its library and groups."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from emulation.campaigns.models import CitedDocument, Target
from emulation.drafting.models import Draft, Passage, RecipientGroup
from emulation.drafting.writing import delete_passage, move_passage, save_passage
from emulation.workflow import MoveRefused
from tests.drafts import make_draft, make_group
from tests.pages import errors, form_data, messages, shown, texts, type_in
from tests.world import World

pytestmark = pytest.mark.django_db
FOUR = "Một.\nHai.\nBa.\nBốn."
LOCKED = "Văn bản đang ở tình trạng “Chờ duyệt” nên không sửa được. Muốn sửa thì xin rút lại hoặc chép thành văn bản mới."
HTMX = {"HX-Request": "true"}


@pytest.fixture
def secretary(client: Client, world: World) -> Client:
    client.force_login(world.people["secretary"])
    return client


@pytest.fixture
def draft(world: World) -> Draft:
    return make_draft(world.ward, world.people["secretary"], body=FOUR)


def url(name: str, *keys: object) -> str:
    return reverse(f"draft-{name}", args=keys)


def said(draft: Draft) -> list[str]:
    return [str(passage) for passage in draft.passages.all()]


def passage(draft: Draft, text: str) -> Passage:
    return draft.passages.get(text=text)


def test_a_passage_is_added_at_the_end_or_behind_another(secretary: Client, draft: Draft) -> None:
    made = type_in(secretary, url("passage-add", draft.pk, "clause"), text="Năm.", is_heading="on", number="9.")
    new = passage(draft, "Năm.")
    assert made.url == f"{url('detail', draft.pk)}#doan-{new.pk}"
    assert (new.level, new.is_heading, new.number) == ("clause", True, "9.")
    behind = url("passage-add", draft.pk, "text") + f"?sau={passage(draft, 'Hai.').pk}"
    assert texts(secretary.get(behind), ".//main/p[@class='muted']") == ["Ngay sau: “Hai.”"]
    answer = secretary.post(behind, form_data(secretary.get(behind)) | {"text": "Hai rưỡi."}, follow=True)
    assert messages(answer) == ["Đã lưu đoạn “Hai rưỡi.”."]
    assert said(draft) == ["Một.", "Hai.", "Hai rưỡi.", "Ba.", "Bốn.", "Năm."]


def test_the_next_passage_is_written_behind_the_one_just_saved(secretary: Client, draft: Draft) -> None:
    page = url("passage-add", draft.pk, "dash") + f"?sau={passage(draft, 'Một.').pk}"
    for text in ("a", "b", "c"):
        page = secretary.post(page, form_data(secretary.get(page)) | {"text": text, "next": "1"}).url
    assert said(draft) == ["Một.", "a", "b", "c", "Hai.", "Ba.", "Bốn."]
    assert page == url("passage-add", draft.pk, "dash") + f"?sau={passage(draft, 'c').pk}"


def test_places_have_no_gaps_after_many_insertions(draft: Draft) -> None:
    first = passage(draft, "Một.")
    for number in range(20):
        save_passage(Passage(draft=draft, text=f"Chèn {number}"), after=first)
    assert list(draft.passages.values_list("position", flat=True)) == list(range(1, 25))
    assert said(draft) == ["Một.", *(f"Chèn {number}" for number in reversed(range(20))), "Hai.", "Ba.", "Bốn."]


def test_behind_what_is_gone_or_nowhere_means_at_the_end_and_an_unknown_level_is_not_found(secretary: Client, draft: Draft) -> None:
    for place, named in enumerate(("0", "x", str(10**30))):
        page = f"{url('passage-add', draft.pk, 'text')}?sau={named}"
        secretary.post(page, form_data(secretary.get(page)) | {"text": f"Cuối {place}"})
    gone = passage(draft, "Một.")
    Passage.objects.filter(pk=gone.pk).delete()
    save_passage(Passage(draft=draft, text="Sau"), after=gone)
    assert said(draft) == ["Hai.", "Ba.", "Bốn.", "Cuối 0", "Cuối 1", "Cuối 2", "Sau"]
    assert secretary.get(url("passage-add", draft.pk, "gi")).status_code == 404


def test_a_passage_is_edited_and_a_tick_that_its_level_has_no_use_for_is_taken_back(secretary: Client, draft: Draft) -> None:
    one = passage(draft, "Một.")
    type_in(secretary, url("passage-edit", one.pk), text="Mới.", level="dash", is_heading="on")
    one.refresh_from_db()
    assert (one.text, one.level, one.is_heading, one.position) == ("Mới.", "dash", False, 1)


def test_a_document_of_the_library_is_put_behind_the_text(world: World, secretary: Client, draft: Draft) -> None:
    plan = CitedDocument.objects.get(unit=world.ward)
    type_in(secretary, url("passage-edit", passage(draft, "Một.").pk), text="Thực hiện", cited=str(plan.pk))
    type_in(secretary, url("passage-add", draft.pk, "text"), cited=str(plan.pk))
    assert said(draft) == [f"Thực hiện {plan}", "Hai.", "Ba.", "Bốn.", str(plan)]


def test_targets_of_the_campaign_are_offered_by_field_and_a_passage_may_say_nothing_else(world: World, secretary: Client, draft: Draft) -> None:
    assert "target_field" not in form_data(secretary.get(url("passage-add", draft.pk, "dash")))
    Draft.objects.filter(pk=draft.pk).update(campaign=world.campaign)
    for field in ("Kinh tế", "", "Kinh tế", "Văn hóa"):
        Target.objects.create(campaign=world.campaign, field=field, name="Chỉ tiêu", value=1)
    page = url("passage-add", draft.pk, "dash")
    options = texts(secretary.get(page), ".//select[@name='target_field']/option")
    assert options == ["Không in chỉ tiêu", "Kinh tế", "Văn hóa"]
    secretary.post(page, form_data(secretary.get(page)) | {"target_field": "Văn hóa"})
    made = draft.passages.get(target_field="Văn hóa")
    Target.objects.all().delete()
    assert shown(secretary.get(url("passage-edit", made.pk)), "target_field") == "Văn hóa"


def test_a_table_is_pasted_from_excel_with_its_tabs(secretary: Client, draft: Draft) -> None:
    pasted = "\tTên\tĐơn vị\r\n1\tKhu Ga\t\r\n\tLa Hạ\tPhường\r\nx | y | z"
    type_in(secretary, url("passage-add", draft.pk, "table"), text="Danh sách", cells=pasted)
    table = passage(draft, "Danh sách")
    answer = secretary.get(url("detail", draft.pk))
    assert (table.level, table.cells) == ("table", "|  | Tên | Đơn vị |\n| 1 | Khu Ga |  |\n|  | La Hạ | Phường |\nx | y | z")
    assert texts(answer, f".//li[@id='doan-{table.pk}']//p") == ["Danh sách (bảng 3 dòng)"]


def test_an_annex_has_a_name_and_may_lie_on_its_side(secretary: Client, draft: Draft) -> None:
    type_in(secretary, url("passage-add", draft.pk, "annex"), text="Danh sách", is_landscape="on")
    annex = passage(draft, "Danh sách")
    assert (annex.level, annex.is_landscape) == ("annex", True)


WRONG: dict[str, tuple[str, dict[str, str], str]] = {
    "nothing": ("text", {"text": " "}, "Nội dung: Xin ghi nội dung của đoạn."),
    "no name of an annex": ("annex", {"text": ""}, "Tên phụ lục: Xin ghi nội dung của đoạn."),
    "no rows": ("table", {"text": "Danh sách", "cells": ""}, "Các dòng của bảng: "),
    "too wide": ("table", {"cells": "\t".join("a" * 13)}, "Các dòng của bảng: Bảng có 13 cột; mỗi trang chỉ in được tối đa 12 cột."),
    "a longer row": ("table", {"cells": "a\nb | c"}, "Các dòng của bảng: Dòng 2 có 2 ô, nhiều hơn 1 cột của dòng đầu."),
    "unprintable": ("text", {"text": "Chúc mừng 😀"}, "Nội dung: Có ký tự không in được trên văn bản: 😀 (U+1F600)."),
    "a long number": ("clause", {"text": "x", "number": "1" * 21}, "Số ghi riêng: Nội dung dài 21 ký tự, chỉ được tối đa 20."),
}


@pytest.mark.parametrize(("level", "typed", "sentence"), WRONG.values(), ids=WRONG)
def test_a_wrong_passage_is_refused_in_words_and_adds_nothing(secretary: Client, draft: Draft, level: str, typed: dict[str, str], sentence: str) -> None:
    answer = type_in(secretary, url("passage-add", draft.pk, level), **typed)
    assert [error.startswith(sentence) for error in errors(answer)] == [True]
    assert (shown(answer, "text"), draft.passages.count()) == (typed.get("text", ""), 4)


def test_a_passage_moves_by_a_plain_button_and_htmx_gets_the_outline_alone(secretary: Client, draft: Draft) -> None:
    two = passage(draft, "Hai.")
    page = url("passage-move", two.pk)
    assert secretary.post(page, {"direction": "up"}).url == f"{url('detail', draft.pk)}#doan-{two.pk}"
    assert said(draft) == ["Hai.", "Một.", "Ba.", "Bốn."]
    swapped = secretary.post(page, {"direction": "down"}, headers=HTMX)
    assert (said(draft), texts(swapped, ".//ol/li//p")) == (["Một.", "Hai.", "Ba.", "Bốn."],) * 2
    assert texts(swapped, "./p") == ["Đã chuyển đoạn “Hai.”."]
    secretary.post(url("passage-move", passage(draft, "Bốn.").pk), {"direction": "down"})
    secretary.post(url("passage-move", passage(draft, "Một.").pk), {"direction": "up"})
    assert said(draft) == ["Một.", "Hai.", "Ba.", "Bốn."]
    assert secretary.post(page, {"direction": "left"}).status_code == 404


def test_a_passage_that_is_gone_moves_nowhere(draft: Draft) -> None:
    gone = passage(draft, "Hai.")
    Passage.objects.filter(pk=gone.pk).delete()
    move_passage(gone, "up")
    assert said(draft) == ["Một.", "Ba.", "Bốn."]


def test_a_passage_is_deleted(secretary: Client, draft: Draft) -> None:
    answer = secretary.post(url("passage-delete", passage(draft, "Hai.").pk), follow=True)
    assert (messages(answer), said(draft)) == (["Đã xóa đoạn “Hai.”."], ["Một.", "Ba.", "Bốn."])


def test_no_passage_of_a_submitted_draft_is_changed(secretary: Client, draft: Draft) -> None:
    page = url("passage-edit", passage(draft, "Hai.").pk)
    data = form_data(secretary.get(page)) | {"text": "Khác."}
    Draft.objects.filter(pk=draft.pk).update(state="submitted")
    edited = secretary.post(page, data)
    assert (messages(edited), shown(edited, "text")) == ([LOCKED], "Khác.")
    for name in ("passage-move", "passage-delete"):
        answer = secretary.post(url(name, passage(draft, "Hai.").pk), {"direction": "up"}, follow=True)
        assert messages(answer) == [LOCKED]
    by_htmx = secretary.post(url("passage-move", passage(draft, "Hai.").pk), {"direction": "up"}, headers=HTMX)
    assert (by_htmx["HX-Refresh"], by_htmx.content, said(draft)) == ("true", b"", ["Một.", "Hai.", "Ba.", "Bốn."])


def sent(client: Client, page: str, **typed: str) -> tuple[Any, str]:
    """What the form would send, and where."""
    answer = client.get(page)
    action = next(text for text in answer.content.decode().split('"') if text.startswith("?van-ban=")).replace("&amp;", "&")
    return form_data(answer) | typed, page + action


@pytest.mark.parametrize("level", ["clause", "table", "annex"])
def test_what_was_typed_into_a_passage_that_somebody_deleted_stays_and_is_added_anew(secretary: Client, draft: Draft, level: str) -> None:
    """It once was answered with 404, and lost."""
    one = Passage(draft=draft, level=level, text="Cũ", cells="a | b" if level == "table" else "")
    save_passage(one)
    data, page = sent(secretary, url("passage-edit", one.pk), text="Mới")
    delete_passage(Passage.objects.get(pk=one.pk))
    answer = secretary.post(page, data)
    assert messages(answer) == ["Đoạn này vừa bị xóa ở nơi khác. Bấm “Lưu” thì nội dung đã ghi được thêm vào cuối văn bản."]
    assert (shown(answer, "text"), said(draft)) == ("Mới", ["Một.", "Hai.", "Ba.", "Bốn."])
    add = url("passage-add", draft.pk, level)
    assert f'action="{add}"' in answer.content.decode()
    secretary.post(add, form_data(answer))
    assert (said(draft)[-1], draft.passages.get(text="Mới").level) == ("Mới", level)


def test_a_passage_deleted_under_the_lock_is_not_written_again(draft: Draft) -> None:
    one = passage(draft, "Một.")
    Passage.objects.filter(pk=one.pk).delete()
    with pytest.raises(MoveRefused):
        save_passage(one)
    assert said(draft) == ["Hai.", "Ba.", "Bốn."]


def test_what_is_gone_is_not_found_without_a_draft_of_ones_own(world: World, secretary: Client, draft: Draft) -> None:
    foreign = make_draft(world.other_ward, world.people["other_secretary"])
    page, theirs = url("passage-edit", 10**6), foreign.passages.first()
    assert theirs is not None
    asked = ["", "?van-ban=x&kieu=text", f"?van-ban={foreign.pk}&kieu=text", f"?van-ban={draft.pk}&kieu=gi"]
    assert [secretary.post(page + query, {"text": "x"}).status_code for query in asked] == [404] * 4
    assert (secretary.get(page).status_code, secretary.post(url("passage-edit", theirs.pk), {"text": "x"}).status_code) == (404, 404)


def test_the_library_keeps_documents_and_groups_and_says_how_many_units_there_are(world: World, secretary: Client) -> None:
    library = url("document-list", world.ward.pk)
    empty = secretary.get(library)
    counts = "Số lượng hiện nay: {số tổ dân phố} = 03; {số Mặt trận Tổ quốc, đoàn thể} = 01."
    assert next(text for text in texts(empty, ".//section/p") if text.startswith("Số"))[:42] == counts[:42]
    assert "Chưa có nhóm nào. Nhóm giúp đưa nhanh nhiều nơi nhận vào văn bản." in texts(empty, ".//section/p")
    added = type_in(secretary, url("document-add", world.ward.pk), name="Luật", title="Thi đua, khen thưởng")
    law = CitedDocument.objects.get(name="Luật")
    assert (added.url, law.unit) == (library, world.ward)
    type_in(secretary, url("document-edit", law.pk), number="06/2022/QH15")
    type_in(secretary, url("group-add", world.ward.pk), name="Các TDP", lines=" {số tổ dân phố}  TDP \r\n\r\nSở Nội vụ")
    group = RecipientGroup.objects.get()
    assert (group.unit, group.lines) == (world.ward, "{số tổ dân phố} TDP\nSở Nội vụ")
    type_in(secretary, url("group-edit", group.pk), name="Nhóm TDP")
    shown_rows = texts(secretary.get(library), ".//ul[@class='rows']/li/p/a")
    assert shown_rows == ["Nhóm TDP", "Kế hoạch số 17/KH-UBND về tổ chức phong trào thi đua", "Luật số 06/2022/QH15 Thi đua, khen thưởng"]
    assert messages(secretary.post(url("group-delete", group.pk), follow=True)) == ["Đã xóa nhóm “Nhóm TDP”. Văn bản đã soạn không đổi."]


WRONG_GROUPS = {
    "an unknown count": ({"lines": "{số gì}"}, "Các dòng nơi nhận: “{số gì}” không phải là số lượng nào."),
    "a name once more": ({"name": "Các tổ dân phố"}, "Đã có nhóm mang tên này. Xin chọn tên khác."),
}


@pytest.mark.parametrize(("typed", "sentence"), WRONG_GROUPS.values(), ids=WRONG_GROUPS)
def test_a_wrong_group_is_refused_in_words(world: World, secretary: Client, typed: dict[str, str], sentence: str) -> None:
    make_group(world.ward)
    answer = type_in(secretary, url("group-add", world.ward.pk), **{"name": "Khác", "lines": "Sở Nội vụ", **typed})
    assert errors(answer) == [sentence]


def test_a_document_is_once_in_a_library(world: World, secretary: Client) -> None:
    answer = type_in(secretary, url("document-add", world.ward.pk), name="Kế hoạch", number="17/KH-UBND", title="Lại")
    assert (len(errors(answer)), shown(answer, "title"), CitedDocument.objects.filter(unit=world.ward).count()) == (1, "Lại", 1)
