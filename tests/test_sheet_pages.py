"""The pages on which an office makes its sheets: what is wrong is said in words, nothing typed is lost, and what is ready is not touched."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from emulation.people.models import Role
from emulation.sheets.drafts import copy_sheet, finish
from emulation.sheets.models import Grade, Sheet
from emulation.sheets.writing import content_of, data_of
from tests.pages import errors, form_data, links, messages, shown, texts, type_in, words_of
from tests.test_sheets import SHEET
from tests.world import World, make_campaign, make_person

READY = "Mẫu đã hoàn thành nên không sửa được nữa. Xin sao chép thành phiên bản mới rồi sửa."


@pytest.fixture
def secretary(world: World) -> Client:
    browser = Client()
    browser.force_login(world.people["secretary"])
    return browser


@pytest.fixture
def shipped(world: World) -> Sheet:
    return Sheet.objects.get(code="mau-01-to-dan-pho")


@pytest.fixture
def draft(world: World, shipped: Sheet) -> Sheet:
    return copy_sheet(shipped, world.ward, by=world.people["secretary"])


@pytest.fixture
def ready(world: World, draft: Sheet) -> Sheet:
    return finish(draft, by=world.people["secretary"])


def url(name: str, *keys: object) -> str:
    return reverse(f"sheet-{name}", args=keys)


def item_url(sheet: Sheet, key: str, page: str = "item-edit") -> str:
    return url(page, sheet.items.get(key=key).pk)


def test_the_list_shows_own_and_shipped_sheets_with_versions_states_and_campaigns(world: World, secretary: Client, draft: Sheet, shipped: Sheet) -> None:
    answer = secretary.get(url("list"))
    own, *_ = texts(answer, ".//tbody/tr")
    assert own.startswith(f"{draft.name}Phiên bản 1 · phường Bách Quang")
    assert own.endswith("Chưa dùng○ Đang soạn")
    assert (world.campaign.get_absolute_url(), world.campaign.title) in links(answer, ".//tbody")
    assert texts(answer, ".//span[@class='state ok']") == ["✓ Có sẵn", "✓ Có sẵn"]


def test_a_copy_is_made_by_a_button_and_leads_to_its_editing(world: World, secretary: Client, shipped: Sheet) -> None:
    answer = secretary.post(url("copy", shipped.pk, world.ward.pk), follow=True)
    copy = world.ward.sheets.get()
    assert messages(answer) == [f"Đã sao chép thành {copy}, đang soạn. Xin sửa rồi bấm “Hoàn thành”."]
    assert texts(answer, ".//h1") == [f"Soạn {copy.name}"]


def test_only_offices_have_sheets(world: World, shipped: Sheet) -> None:
    browser = Client()
    browser.force_login(make_person(Role.ADMINISTRATOR, world.unit))
    assert [browser.get(url(page, world.unit.pk)).status_code for page in ("add", "import")] == [404, 404]
    assert browser.post(url("copy", shipped.pk, world.unit.pk)).status_code == 404
    assert texts(browser.get(url("list")), ".//a[@class='btn btn-primary']") == []


def test_somebody_with_two_offices_is_asked_for_which(world: World, shipped: Sheet) -> None:
    browser = Client()
    browser.force_login(make_person(Role.SECRETARY, world.ward, world.other_ward))
    buttons = ["Soạn mẫu mới (phường Bách Quang)", "Soạn mẫu mới (phường Sông Công)"]
    assert texts(browser.get(url("list")), ".//a[@class='btn btn-primary']") == buttons
    copies = ["Sao chép để sửa (phường Bách Quang)", "Sao chép để sửa (phường Sông Công)"]
    assert [text for text in texts(browser.get(url("detail", shipped.pk)), ".//main//button") if text.startswith("Sao")] == copies


def test_the_installations_administrator_looks_at_a_shipped_sheet_with_a_unit_made_up(site: World, shipped: Sheet) -> None:
    browser = Client()
    browser.force_login(site.people["root"])
    assert "Đơn vị làm ví dụ: TDP …." in texts(browser.get(url("detail", shipped.pk)), ".//main/p")
    assert browser.get(url("pdf", shipped.pk) + "?loai=thon&tai")["Content-Disposition"].startswith("attachment")


def test_the_preview_speaks_of_the_kind_that_is_chosen(world: World, secretary: Client, shipped: Sheet) -> None:
    assert "Đơn vị làm ví dụ: TDP Bá Vân 1." in texts(secretary.get(url("detail", shipped.pk)), ".//main/p")
    answer = secretary.get(url("detail", shipped.pk) + "?loai=thon")
    assert "Đơn vị làm ví dụ: thôn …." in texts(answer, ".//main/p")
    assert "4. Tập thể thôn phấn đấu:" in texts(answer, ".//legend")


WRONG_HEADS = {
    "an unknown name": ({"subject": "đăng ký năm {nam}"}, "Trích yếu sau “V/v”: Không có chữ thay thế {nam}. Chỉ dùng được {unit}, "),
    "a name where nothing is filled in": ({"name": "Mẫu {year}"}, "Tên mẫu: Ở đây không dùng được chữ thay thế {year}. Xin ghi rõ chữ cần in."),
    "neither subject nor title": ({"subject": ""}, "Trích yếu sau “V/v”: Xin ghi trích yếu, hoặc ghi tên phiếu."),
    "too long": ({"title": "p" * 201}, "Tên phiếu: Nội dung dài 201 ký tự, chỉ được tối đa 200. Xin rút gọn."),
}


@pytest.mark.parametrize(("typed", "sentence"), WRONG_HEADS.values(), ids=WRONG_HEADS)
def test_a_wrong_head_is_refused_in_words_and_kept_as_typed(secretary: Client, draft: Sheet, typed: dict[str, str], sentence: str) -> None:
    before = data_of(draft)
    answer = type_in(secretary, url("head", draft.pk), **typed)
    assert len(errors(answer)) == 1
    assert errors(answer)[0].startswith(sentence)
    assert {name: shown(answer, name) for name in typed} == typed
    assert data_of(Sheet.objects.get(pk=draft.pk)) == before


def test_a_title_alone_is_enough_and_the_wards_sheet_is_not_for_wards(secretary: Client, draft: Sheet) -> None:
    answer = secretary.get(url("head", draft.pk))
    assert "Phường" not in texts(answer, ".//label")
    assert type_in(secretary, url("head", draft.pk), title="PHIẾU ĐĂNG KÝ", subject="", kinds="tdp").url == url("edit", draft.pk)
    draft.refresh_from_db()
    assert (draft.title, draft.subject, draft.kinds) == ("PHIẾU ĐĂNG KÝ", "", ["tdp"])


def test_items_and_options_are_changed_and_keep_their_keys(secretary: Client, draft: Sheet) -> None:
    saved = type_in(secretary, item_url(draft, "chi-bo"), text="Chi bộ {short} phấn đấu:", options__0__text="Xuất sắc:", options__2__text="")
    item = draft.items.get(key="chi-bo")
    assert saved.url == f"{url('edit', draft.pk)}#muc-{item.pk}"
    assert (item.text, [(one.code, one.text) for one in item.options.all()]) == (
        "Chi bộ {short} phấn đấu:",
        [("excellent", "Xuất sắc:"), ("good", "Hoàn thành tốt nhiệm vụ:")],
    )
    again = secretary.get(item_url(draft, "chi-bo"))
    assert shown(again, "options-2-text") == ""


def test_titles_are_put_in_order_by_number_and_more_rows_are_had_by_saving(secretary: Client, draft: Sheet) -> None:
    page = item_url(draft, "lao-dong-xuat-sac")
    data = form_data(secretary.get(page)) | {"stay": "1", "options-1-text": "Cờ thi đua:", "options-1-ORDER": "1", "options-0-ORDER": "2"}
    assert secretary.post(page, data).url == page
    options = draft.items.get(key="lao-dong-xuat-sac").options.all()
    assert [(one.code, one.text) for one in options] == [("co-thi-dua", "Cờ thi đua:"), ("tap-the-lao-dong-xuat-sac", "Tập thể Lao động xuất sắc")]
    assert shown(secretary.get(page), "options-TOTAL_FORMS") == "5"


def test_rows_that_come_without_their_number_are_refused(secretary: Client, draft: Sheet) -> None:
    answer = secretary.post(item_url(draft, "lao-dong-xuat-sac"), {"text": "Tập thể"})
    assert "Trang gửi lên không đủ. Xin tải lại trang rồi ghi lại." in words_of(answer)
    assert "TOTAL_FORMS" not in words_of(answer)


def test_grades_are_added_ordered_and_taken_away_as_titles_are_and_get_their_codes_from_their_words(secretary: Client, draft: Sheet) -> None:
    page = item_url(draft, "chi-bo")
    first = secretary.get(page)
    assert texts(first, ".//fieldset/legend") == [f"Mức {number}" for number in range(1, 7)]
    assert "Lưu và thêm dòng" in texts(first, ".//form[@class='form']//button")
    added = {"options-3-text": "Không hoàn thành nhiệm vụ:", "options-4-text": "Xuất sắc toàn diện:", "options-4-ORDER": "0"}
    assert secretary.post(page, form_data(first) | added | {"stay": "1"}).url == page
    assert shown(secretary.get(page), "options-TOTAL_FORMS") == "8"
    type_in(secretary, page, options__2__text="")
    assert [(one.position, one.code, one.text) for one in draft.items.get(key="chi-bo").options.all()] == [
        (1, "xuat-sac-toan-dien", "Xuất sắc toàn diện:"),
        (2, "excellent", "Hoàn thành xuất sắc nhiệm vụ:"),
        (3, "completed", "Hoàn thành nhiệm vụ:"),
        (4, "khong-hoan-thanh-nhiem-vu", "Không hoàn thành nhiệm vụ:"),
    ]


def test_a_new_pledge_begins_with_the_laws_grades_and_their_codes_follow_what_is_made_of_them(secretary: Client, draft: Sheet) -> None:
    page = url("item-add", draft.pk, "pledge")
    first = secretary.get(page)
    assert [shown(first, f"options-{row}-text") for row in range(4)] == [*(f"{grade.label}:" for grade in Grade), ""]
    words = {"options-1-text": "Khá:", "options-3-text": "Hoàn thành tốt nhiệm vụ", "options-4-text": "Khá"}
    secretary.post(page, form_data(first) | words | {"text": "Các chi hội:", "more_subjects": "on"})
    assert [one.code for one in draft.items.get(key="cac-chi-hoi").options.all()] == ["excellent", "kha", "completed", "good", "kha-2"]


def test_a_pledge_has_at_most_eight_grades(secretary: Client, draft: Sheet) -> None:
    page = item_url(draft, "chi-bo")
    rows = {"options-TOTAL_FORMS": "9"} | {f"options-{row}-{name}": value for row in range(3, 9) for name, value in (("text", f"Mức {row}"), ("number", ""))}
    answer = secretary.post(page, form_data(secretary.get(page)) | rows)
    assert errors(answer) == ["Mỗi mục chỉ ghi được tối đa 8 dòng. Xin bớt dòng rồi lưu lại."]
    assert shown(answer, "options-8-text") == "Mức 8"


WRONG_ITEMS = {
    "no text": ("chi-bo", {"text": ""}, "Chữ in trên mẫu: "),
    "nobody pledges": ("chi-bo", {"subjects": " "}, "Ai phấn đấu: Xin ghi ai phấn đấu, hoặc cho đơn vị ghi thêm."),
    "lines that are no number": ("thue-quy", {"dotted": "ba"}, "Số dòng trống để ghi tay: Xin ghi số từ 0 đến 40."),
    "no grade": ("chi-bo", {f"options-{row}-text": "" for row in range(3)}, "Xin ghi ít nhất một mức."),
    "no title": ("lao-dong-xuat-sac", {"options-0-text": ""}, "Xin ghi ít nhất một danh hiệu."),
    "a name in an option": ("chi-bo", {"options-0-text": "Năm {year}"}, "Mức, in trên mẫu: Ở đây không dùng được chữ thay thế {year}."),
}


@pytest.mark.parametrize(("key", "typed", "sentence"), WRONG_ITEMS.values(), ids=WRONG_ITEMS)
def test_a_wrong_item_is_refused_in_words_and_changes_nothing(secretary: Client, draft: Sheet, key: str, typed: dict[str, str], sentence: str) -> None:
    before = data_of(draft)
    page = item_url(draft, key)
    answer = secretary.post(page, form_data(secretary.get(page)) | typed)
    assert [error.startswith(sentence) for error in errors(answer)] == [True]
    assert data_of(Sheet.objects.get(pk=draft.pk)) == before


def test_an_item_of_no_known_type_and_a_move_nowhere_are_not_found(secretary: Client, draft: Sheet) -> None:
    assert secretary.get(url("item-add", draft.pk, "bang")).status_code == 404
    assert secretary.post(item_url(draft, "chi-bo", "item-move"), {"direction": "left"}).status_code == 404


def order(sheet: Sheet) -> list[str]:
    return [item.key for item in sheet.items.order_by("position") if item.key]


def test_an_item_moves_by_a_plain_button_and_htmx_gets_the_list_alone(secretary: Client, draft: Sheet) -> None:
    before = order(draft)
    plain = secretary.post(item_url(draft, "xa-hoi", "item-move"), {"direction": "up"})
    assert plain.url == f"{url('edit', draft.pk)}#muc-{draft.items.get(key='xa-hoi').pk}"
    assert order(draft) == [before[1], before[0], *before[2:]]
    swapped = secretary.post(item_url(draft, "xa-hoi", "item-move"), {"direction": "down"}, headers={"HX-Request": "true"})
    assert order(draft) == before
    assert swapped.content.decode().lstrip().startswith('<div id="items">')
    assert len(texts(swapped, ".//ol/li")) == draft.items.count()


def test_an_item_is_deleted_with_its_options(secretary: Client, draft: Sheet) -> None:
    name = str(draft.items.get(key="chi-bo"))
    answer = secretary.post(item_url(draft, "chi-bo", "item-delete"), follow=True)
    assert messages(answer) == [f"Đã xóa mục “{name}”."]
    assert "chi-bo" not in order(draft)


def test_no_page_changes_a_sheet_that_is_ready(secretary: Client, ready: Sheet) -> None:
    before = data_of(ready)
    assert secretary.get(url("edit", ready.pk)).url == ready.get_absolute_url()
    head = form_data(secretary.get(url("head", ready.pk))) | {"kinds": "tdp"}
    item = form_data(secretary.get(item_url(ready, "chi-bo")))
    for page, data in (
        (url("head", ready.pk), head),
        (item_url(ready, "chi-bo"), item),
        (item_url(ready, "chi-bo", "item-move"), {"direction": "up"}),
        (item_url(ready, "chi-bo", "item-delete"), {}),
        (url("finish", ready.pk), {}),
    ):
        answer = secretary.post(page, data)
        shown_at = answer if answer.status_code == 200 else secretary.get(url("detail", ready.pk))
        assert messages(shown_at) == [READY]
    by_htmx = secretary.post(item_url(ready, "chi-bo", "item-move"), {"direction": "up"}, headers={"HX-Request": "true"})
    assert (by_htmx["HX-Refresh"], by_htmx.content) == ("true", b"")
    assert data_of(Sheet.objects.get(pk=ready.pk)) == before


def test_shipped_sheets_are_changed_by_nobody(site: World, shipped: Sheet) -> None:
    browser = Client()
    browser.force_login(site.people["root"])
    assert [browser.get(url(page, shipped.pk)).status_code for page in ("edit", "head")] == [404, 404]
    assert [browser.post(url(page, shipped.pk)).status_code for page in ("finish", "delete")] == [404, 404]


def test_an_unused_sheet_is_deleted_and_one_in_use_is_not(world: World, secretary: Client, ready: Sheet) -> None:
    campaign = make_campaign(world.ward, invited=[world.unit])
    assert campaign.sheet_choices.get().sheet == ready
    refused = secretary.post(url("delete", ready.pk), follow=True)
    assert messages(refused) == ["Mẫu này đã có phong trào dùng nên không xóa được."]
    assert (campaign.get_absolute_url(), campaign.title) in links(refused, ".//ul[@class='rows']")
    campaign.delete()
    assert messages(secretary.post(url("delete", ready.pk), follow=True)) == [f"Đã xóa {ready}."]


def test_a_sheet_is_exported_as_a_file_and_imported_again_as_the_same(world: World, secretary: Client, shipped: Sheet) -> None:
    file = secretary.get(url("export", shipped.pk))
    assert (file["Content-Type"], file["Content-Disposition"]) == ("application/toml", 'attachment; filename="mau-01-to-dan-pho-1.toml"')
    upload = SimpleUploadedFile("mau.toml", b"\xef\xbb\xbf" + file.content)
    answer = secretary.post(url("import", world.ward.pk), {"file": upload}, follow=True)
    own = world.ward.sheets.get()
    assert messages(answer) == [f"Đã nhập: {own}."]
    assert content_of(data_of(own)) == content_of(data_of(shipped))


WRONG_FILES = {
    "nothing": (None, "Tệp mẫu (.toml): Xin chọn tệp."),
    "an empty one": (b"", "Tệp mẫu (.toml): Tệp này trống."),
    "another encoding": ("tên".encode("utf-16"), "Tệp mẫu (.toml): Tệp không ghi bằng bảng mã UTF-8. Xin lưu lại bằng UTF-8 rồi nhập."),
    "too large": (b"#" * 200_001, "Tệp mẫu (.toml): Tệp lớn quá 200 kB, không phải là một mẫu đăng ký."),
    "no sheet": (
        b'ten = "mau"',
        "Tệp mẫu (.toml): Mẫu thiếu “authority”, “bases”, “code”, “items”, “kinds”, “name”, “numbered”, “opening”, “subject”, “version”.",
    ),
    "a wrong item": (SHEET.replace("dotted = 4", "dotted = 41").encode(), "Tệp mẫu (.toml): Mục 2, Số dòng trống để ghi tay: Xin ghi số từ 0 đến 40."),
}


@pytest.mark.parametrize(("content", "sentence"), WRONG_FILES.values(), ids=WRONG_FILES)
def test_a_wrong_file_is_refused_in_words_that_name_the_place(world: World, secretary: Client, content: bytes | None, sentence: str) -> None:
    data = {} if content is None else {"file": SimpleUploadedFile("mau.toml", content)}
    answer = secretary.post(url("import", world.ward.pk), {"x": "1"} | data)
    assert errors(answer) == [sentence]
    assert not world.ward.sheets.exists()


def test_the_page_of_a_campaigns_sheets_leads_to_making_ones_own(world: World, secretary: Client) -> None:
    campaign = make_campaign(world.ward, invited=[world.unit])
    assert (url("list"), "Soạn mẫu riêng") in links(secretary.get(reverse("campaign-sheets", args=[campaign.pk])), ".//main")
