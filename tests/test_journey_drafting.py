"""A paper's whole way in a real Chromium: begun, pasted from Word, submitted, approved by the chair and issued; and written by hand without scripts."""

import pytest

from emulation.drafting.models import Draft
from emulation.issuing.approval import printed
from tests.browser import DESK, PHONE, Arrive, Visitor
from tests.drafts import make_draft
from tests.pdf import pdf_text
from tests.world import World

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
NOTE = ".messages .note"
WORD = """<html><head><style><!-- p {color:red} --></style></head><body><!--StartFragment-->
<p class=MsoNormal><b>KẾ HOẠCH<o:p></o:p></b></p><p class=MsoNormal><b>Tổ chức phong trào thi đua yêu nước năm 2027</b></p>
<p class=MsoNormal><i>Căn cứ Luật Thi đua, khen thưởng;</i></p>
<p class=MsoNormal><b>I. MỤC ĐÍCH</b></p>
<p class=MsoListParagraph><![if !supportLists]><b><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span></b><![endif]><b>Yêu cầu chung</b></p>
<p class=MsoNormal>Thi đua thiết thực, hiệu quả.</p>
<table class=MsoTableGrid><tr><td><p>STT</p></td><td><p>Đơn vị</p></td></tr><tr><td><p>1</p></td><td><p>TDP Khu Ga</p></td></tr></table>
<p class=MsoNormal>Đề nghị các đơn vị thực hiện./.</p>
<!--EndFragment--></body></html>"""
PASTE = """(area, html) => {
  const copied = new DataTransfer();
  copied.setData("text/html", html);
  copied.setData("text/plain", "KẾ HOẠCH");
  area.focus();
  const paste = new ClipboardEvent("paste", {clipboardData: copied, bubbles: true, cancelable: true});
  if (area.dispatchEvent(paste)) {
    area.setRangeText("KẾ HOẠCH", 0, area.value.length, "end");
    area.dispatchEvent(new InputEvent("input", {inputType: "insertFromPaste", bubbles: true}));
  }
}"""
OUTLINE = ".outline .words p"


def begin(secretary: Visitor) -> Draft:
    """A plan with its head, from the list of papers."""
    secretary.sign_in("thu-ky")
    secretary.open("/van-ban/soan/")
    secretary.follow("Soạn văn bản mới")
    secretary.follow("Kế hoạch")
    secretary.press("Lưu")
    assert secretary.texts(NOTE) == ["Đã lưu phần chung. Xin ghi nội dung, hoặc dán từ Word."]
    return Draft.objects.get()


def paste(secretary: Visitor) -> None:
    """What Word puts into the clipboard, looked at and put into the plan."""
    secretary.follow("Dán từ Word")
    area, kept = secretary.page.locator("#id_text"), secretary.page.locator("#id_html")
    area.evaluate(PASTE, WORD)
    assert "StartFragment" not in kept.input_value()
    assert kept.input_value().strip().startswith("<p class=MsoNormal><b>KẾ HOẠCH")
    area.type("x")  # what is typed into it is no more what Word said
    assert kept.input_value() == ""
    area.fill("")
    area.evaluate(PASTE, WORD)
    secretary.press("Xem trước")
    assert secretary.texts(OUTLINE) == [
        "I. MỤC ĐÍCH",
        "1. Yêu cầu chung",
        "Thi đua thiết thực, hiệu quả.",
        "(bảng 1 dòng)",
        "Đề nghị các đơn vị thực hiện.",
    ]
    assert secretary.page.locator(".outline li.bold").count() == 1
    secretary.press("Đưa vào văn bản")
    assert secretary.texts(NOTE) == ["Đã đưa 5 đoạn vào văn bản. Xin xem lại các đề mục và số thứ tự."]
    assert secretary.texts("h1") == ["Kế hoạch: Tổ chức phong trào thi đua yêu nước năm 2027"]


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_a_plan_pasted_from_word_is_approved_and_issued(arrives: Arrive, world: World, screen: tuple[int, int]) -> None:
    secretary, chair = arrives(f"draft-secretary-{screen[0]}", screen), arrives(f"draft-chair-{screen[0]}", screen)
    draft = begin(secretary)
    paste(secretary)
    secretary.press("Trình duyệt")
    assert secretary.texts(NOTE) == ["Đã trình duyệt."]

    chair.sign_in("chu-tich")
    assert chair.texts(".task h2")[0] == "Văn bản chờ xử lý"
    chair.follow("Kế hoạch: Tổ chức phong trào thi đua yêu nước năm 2027")
    assert chair.page.get_by_role("link", name="Dán từ Word").count() == 0
    chair.press("Duyệt văn bản")
    assert chair.texts(NOTE) == ["Đã duyệt văn bản."]

    secretary.open("/")
    secretary.follow("Kế hoạch: Tổ chức phong trào thi đua yêu nước năm 2027")
    secretary.unfold("Cấp số")
    secretary.type(number="7", dated="05/01/2026")
    secretary.press("Cấp số")
    assert secretary.texts("h1") == ["Kế hoạch số 07/KH-UBND ngày 05/01/2026"]
    draft.refresh_from_db()
    assert draft.paper is not None
    file = secretary.download("Tải về")
    said = pdf_text(file)
    assert file == printed(draft.paper)
    for words in ("07/KH-UBND", "ngày 05 tháng 01 năm 2026", "1. Yêu cầu chung", "TDP Khu Ga", "Đề nghị các đơn vị thực hiện./."):
        assert said.count(words) == 1, words


def write(secretary: Visitor, draft: Draft, *texts: str) -> None:
    """Passages of the draft, one behind the other."""
    secretary.open(draft.get_absolute_url())
    secretary.follow("Khoản 1, 2, 3")
    for text in texts:
        secretary.type(text=text)
        secretary.press("Lưu và ghi đoạn tiếp theo")
    secretary.open(draft.get_absolute_url())


@pytest.mark.once
@pytest.mark.parametrize(("screen", "javascript"), [(PHONE, False), (DESK, True)], ids=["phone, plain", "desk, htmx"])
def test_passages_are_written_and_moved_with_and_without_scripts(arrives: Arrive, world: World, screen: tuple[int, int], javascript: bool) -> None:
    draft = make_draft(world.ward, world.people["secretary"], body="")
    secretary = arrives(f"draft-writing-{screen[0]}", screen, javascript=javascript)
    secretary.sign_in("thu-ky")
    write(secretary, draft, "Một.", "Hai.", "Ba.")
    assert secretary.texts(OUTLINE) == ["1. Một.", "2. Hai.", "3. Ba."]
    secretary.press("↓ Chuyển đoạn 1 xuống")
    secretary.page.get_by_text("1. Hai.").wait_for()
    assert secretary.texts(OUTLINE) == ["1. Hai.", "2. Một.", "3. Ba."]
    secretary.follow("+ Thêm đoạn sau đoạn 1")
    secretary.type(text="Hai rưỡi.")
    secretary.press("Lưu")
    assert secretary.texts(OUTLINE) == ["1. Hai.", "2. Hai rưỡi.", "3. Một.", "4. Ba."]
