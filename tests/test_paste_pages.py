"""What is pasted from Word is looked at first, then put into the draft, with its head or its body alone; what cannot be is refused in words."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from emulation.drafting.models import Draft
from emulation.papers.kinds import PaperKind
from tests.drafts import make_draft
from tests.pages import errors, form_data, messages, shown, texts
from tests.world import World

pytestmark = pytest.mark.django_db
TEXT = """KẾ HOẠCH
Tổ chức phong trào
thi đua năm 2027
Căn cứ Luật Thi đua, khen thưởng;
I. MỤC ĐÍCH
1. Một.
Nơi nhận:
- Sở Nội vụ;
- Lưu: VT.
"""
HTML = "<p><b>II. BẢNG</b></p><table><tr><td>STT<td>Tên<tr><td><td>Khu Ga</table>"


@pytest.fixture
def secretary(client: Client, world: World) -> Client:
    client.force_login(world.people["secretary"])
    return client


@pytest.fixture
def draft(world: World) -> Draft:
    return make_draft(world.ward, world.people["secretary"], body="Cũ.", bases="Căn cứ cũ")


def page(draft: Draft) -> str:
    return reverse("draft-paste", args=[draft.pk])


def pasted(client: Client, draft: Draft, **data: str) -> Any:
    """What the page answers when this is looked at, or with save="1" put into the draft."""
    return client.post(page(draft), form_data(client.get(page(draft))) | data)


def said(draft: Draft) -> list[str]:
    return [str(passage) for passage in draft.passages.all()]


def test_what_was_pasted_is_shown_before_anything_is_changed(secretary: Client, draft: Draft) -> None:
    answer = pasted(secretary, draft, text=TEXT, html=HTML)
    assert texts(answer, ".//ol/li//p") == ["II. BẢNG", "(bảng 1 dòng)"]
    answer = pasted(secretary, draft, text=TEXT)
    assert texts(answer, ".//ol/li//p") == ["I. MỤC ĐÍCH", "1. Một."]
    assert texts(answer, ".//dl//dt") == ["Trích yếu", "Căn cứ", "Nơi nhận"]
    assert (shown(answer, "text"), said(draft)) == (TEXT, ["Cũ."])


def test_the_preview_names_all_that_cannot_be_printed_and_offers_no_button(secretary: Client, draft: Draft) -> None:
    data = form_data(secretary.get(page(draft)))
    text = "KẾ HOẠCH\nThi đua 😀\nI. MỤC ĐÍCH\nKhmer ខ"
    html = "<p>I. MỤC ĐÍCH</p><table><tr><td>STT<td>漢<tr><td>1<td>字</table>"
    pastes = (data | {"text": text}, {**data, "text": text, "takes_head": ""}, data | {"text": "x", "html": html}, data | {"text": TEXT})
    answers = [secretary.post(page(draft), said) for said in pastes]
    assert [texts(answer, ".//section//p[@class='note warning']") + texts(answer, ".//section//button[@name='save']") for answer in answers] == [
        ["Có ký tự không in được trên văn bản: 😀 (U+1F600), ខ (U+1781). Xin xóa hoặc thay bằng chữ thường."],
        ["Có ký tự không in được trên văn bản: ខ (U+1781). Xin xóa hoặc thay bằng chữ thường."],
        ["Có ký tự không in được trên văn bản: 漢 (U+6F22), 字 (U+5B57). Xin xóa hoặc thay bằng chữ thường."],
        ["Đưa vào văn bản"],
    ]


def test_it_goes_to_the_end_with_its_head(secretary: Client, draft: Draft) -> None:
    answer = pasted(secretary, draft, text=TEXT, save="1")
    assert answer.url == draft.get_absolute_url()
    assert messages(secretary.get(answer.url)) == ["Đã đưa 2 đoạn vào văn bản. Xin xem lại các đề mục và số thứ tự."]
    draft.refresh_from_db()
    assert (said(draft), draft.subject, draft.bases, draft.recipients) == (
        ["Cũ.", "MỤC ĐÍCH", "Một."],
        "Tổ chức phong trào\nthi đua năm 2027",
        "Căn cứ Luật Thi đua, khen thưởng",
        "Sở Nội vụ\nLưu: VT",
    )


def test_it_takes_the_place_of_all_without_its_head(secretary: Client, draft: Draft) -> None:
    data = form_data(secretary.get(page(draft)))
    del data["takes_head"]
    preview = secretary.post(page(draft), data | {"text": TEXT})
    assert texts(preview, ".//dl") == []
    secretary.post(page(draft), data | {"text": TEXT, "where": "instead", "save": "1"})
    draft.refresh_from_db()
    assert (said(draft), draft.bases) == (["MỤC ĐÍCH", "Một."], "Căn cứ cũ")


def test_a_head_that_says_less_changes_less(secretary: Client, draft: Draft) -> None:
    pasted(secretary, draft, text="Kính gửi: Sở Nội vụ\nMột.\nNơi nhận:\n- Lưu: VT.", save="1")
    draft.refresh_from_db()
    assert (draft.bases, draft.recipients, draft.addressees) == ("Căn cứ cũ", "Lưu: VT", "")


def test_a_letter_takes_its_addressees_and_keeps_bases_in_its_body(world: World, secretary: Client) -> None:
    letter = make_draft(world.ward, world.people["secretary"], PaperKind.OFFICIAL_LETTER, body="")
    text = "V/v đôn đốc\nKính gửi: Các tổ dân phố\nCăn cứ Kế hoạch;\nĐề nghị."
    assert texts(pasted(secretary, letter, text=text), ".//dl//dd") == ["đôn đốc", "Các tổ dân phố"]
    pasted(secretary, letter, text=text, save="1")
    letter.refresh_from_db()
    assert (letter.subject, letter.addressees, letter.bases, said(letter)) == ("đôn đốc", "Các tổ dân phố", "", ["Căn cứ Kế hoạch;", "Đề nghị."])


def test_a_table_keeps_its_empty_cells(secretary: Client, draft: Draft) -> None:
    pasted(secretary, draft, text="x", html=HTML, where="instead", save="1")
    assert [passage.cells for passage in draft.passages.all()] == ["", "STT | Tên\n|  | Khu Ga |"]


REFUSED = {
    "no paragraph": ({"text": "-----"}, "Không thấy đoạn nào trong phần đã dán. Xin chép lại từ Word rồi dán."),
    "unprintable": ({"text": "Chúc mừng 😀"}, "Có ký tự không in được trên văn bản: 😀 (U+1F600). Xin xóa hoặc thay bằng chữ thường."),
    "unprintable in its head": (
        {"text": "KẾ HOẠCH\nThi đua 😀\nI. MỤC ĐÍCH"},
        "Có ký tự không in được trên văn bản: 😀 (U+1F600). Xin xóa hoặc thay bằng chữ thường.",
    ),
    "too wide a table": (
        {"text": "x", "html": f"<table><tr>{'<td>a' * 13}</table>"},
        "Bảng có 13 cột; mỗi trang chỉ in được tối đa 12 cột.",
    ),
    "too many": ({"text": "A.\n" * 1501}, "Mỗi văn bản chỉ có tối đa 1500 đoạn. Xin chia bớt sang văn bản khác."),
}


@pytest.mark.parametrize(("data", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_kept_is_refused_and_stays_on_the_page(secretary: Client, draft: Draft, data: dict[str, str], sentence: str) -> None:
    answer = pasted(secretary, draft, **data, save="1")
    draft.refresh_from_db()
    assert (messages(answer), shown(answer, "text").strip(), shown(answer, "html"), said(draft), draft.subject) == (
        [sentence],
        data["text"].strip(),
        data.get("html", ""),
        ["Cũ."],
        "Tổ chức phong trào thi đua yêu nước",
    )


def test_nothing_pasted_is_said_at_its_field(secretary: Client, draft: Draft) -> None:
    assert errors(pasted(secretary, draft, text=" ")) == ["Nội dung dán từ Word: Xin ghi mục này."]


def test_nothing_is_pasted_into_what_was_approved(secretary: Client, draft: Draft) -> None:
    Draft.objects.filter(pk=draft.pk).update(state="submitted")
    refusal = "Văn bản đang ở tình trạng “Chờ duyệt” nên không sửa được. Muốn sửa thì xin rút lại hoặc chép thành văn bản mới."
    assert (messages(pasted(secretary, draft, text=TEXT, save="1")), said(draft)) == ([refusal], ["Cũ."])
