"""A ward makes its own sheets: copied, imported, changed while they are drafts, finished once; what is ready never changes."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from emulation.campaigns.forms import SheetChoiceForm
from emulation.campaigns.invitations import choose_sheets
from emulation.history.models import Line
from emulation.people.models import Role, User
from emulation.sheets.drafts import copy_sheet, delete_item, delete_sheet, finish, import_sheet, missing_for_finish, move_item, new_sheet, save_item
from emulation.sheets.forms import free_code
from emulation.sheets.loading import LIBRARY, load_library, load_sheet
from emulation.sheets.models import Item, ItemType, Option, Sheet, numbered
from emulation.sheets.reading import MOST_ITEMS, SheetError, read_sheet
from emulation.sheets.wording import NAMES, only_known_names
from emulation.sheets.writing import content_of, data_of, file_of, toml_of
from emulation.units.kinds import Kind
from emulation.units.models import Unit
from emulation.workflow import MoveRefused
from registrations.beginning import begin
from registrations.sheets import words_of
from tests.test_sheets import SHEET
from tests.world import World, launch, make_campaign, make_person, make_unit

NASTY = 'Dấu "nháy", \\ gạch chéo \\n, {ngoặc nhọn lạ, \'đơn\', """ba""" # thăng = [mục]'


@pytest.fixture
def secretary(world: World) -> User:
    return world.people["secretary"]


@pytest.fixture
def shipped(world: World) -> Sheet:
    return Sheet.objects.get(code="mau-01-to-dan-pho")


@pytest.fixture
def draft(world: World, shipped: Sheet, secretary: User) -> Sheet:
    """The ward's own copy of a shipped sheet, not finished yet."""
    return copy_sheet(shipped, world.ward, by=secretary)


def test_a_copy_is_a_draft_of_the_unit_with_the_same_content_under_a_code_of_its_own(world: World, shipped: Sheet, draft: Sheet) -> None:
    assert (draft.unit, draft.code, draft.version, draft.is_ready) == (world.ward, "bach-quang-mau-01-to-dan-pho", 1, False)
    assert content_of(data_of(draft)) == content_of(data_of(shipped))
    line = Line.objects.of(draft).get()
    assert (line.label, line.title) == (f"Sao chép từ {shipped}", "Thư ký Hội đồng phường Bách Quang")


def test_a_copy_of_ones_own_is_its_next_version_and_of_anothers_a_sheet_of_another_code(world: World, shipped: Sheet, draft: Sheet, secretary: User) -> None:
    assert [(one.code, one.version) for one in (copy_sheet(draft, world.ward, by=secretary), copy_sheet(draft, world.ward, by=secretary))] == [
        (draft.code, 2),
        (draft.code, 3),
    ]
    assert copy_sheet(shipped, world.ward, by=secretary).code == f"{draft.code}-2"
    finish(draft, by=secretary)
    assert copy_sheet(draft, world.other_ward, by=world.people["other_secretary"]).code == "song-cong-mau-01-to-dan-pho"


def test_a_new_sheet_is_named_by_its_unit_and_has_no_items(world: World, secretary: User) -> None:
    sheet = new_sheet(Sheet(unit=world.ward, name="Phiếu đăng ký của trường học", kinds=["school"], authority="HIỆU TRƯỞNG"), by=secretary)
    assert (sheet.code, sheet.is_ready, sheet.items.count()) == ("bach-quang-phieu-dang-ky-cua-truong-hoc", False, 0)


def test_a_code_too_long_is_cut(world: World, shipped: Sheet, secretary: User) -> None:
    shipped.code = "m" * 60
    assert len(copy_sheet(shipped, world.ward, by=secretary).code) == 56


def test_a_ready_sheet_is_changed_by_no_verb(draft: Sheet, secretary: User) -> None:
    ready = finish(draft, by=secretary)
    item = ready.items.first()
    assert item is not None
    before = data_of(Sheet.objects.get(pk=ready.pk))
    for change in (
        lambda: save_item(item, None),
        lambda: save_item(Item(sheet=ready, type=ItemType.NOTE, text="Thêm"), None),
        lambda: delete_item(item),
        lambda: move_item(item, "down"),
        lambda: finish(ready, by=secretary),
    ):
        with pytest.raises(MoveRefused, match=r"^Mẫu đã hoàn thành nên không sửa được nữa\. Xin sao chép thành phiên bản mới rồi sửa\.$"):
            change()
    assert data_of(Sheet.objects.get(pk=ready.pk)) == before


def texts(sheet: Sheet) -> list[str]:
    return [item.text[:12] for item in sheet.items.order_by("position")]


def test_an_item_changes_places_with_its_neighbour_and_stays_at_the_ends(draft: Sheet) -> None:
    first, second, *rest = draft.items.all()
    before = texts(draft)
    move_item(first, "up")
    assert texts(draft) == before
    move_item(first, "down")
    assert texts(draft) == [before[1], before[0], *before[2:]]
    move_item(first, "up")
    assert texts(draft) == before
    move_item(rest[-1], "down")
    assert texts(draft) == before
    delete_item(second)
    move_item(first, "down")
    assert texts(draft) == [before[2], before[0], *before[3:]]
    move_item(second, "down")  # it is gone: somebody else deleted it meanwhile
    assert texts(draft) == [before[2], before[0], *before[3:]]


def test_a_new_item_goes_to_the_end_with_a_key_of_its_own(draft: Sheet) -> None:
    for _ in range(2):
        save_item(Item(sheet=draft, type=ItemType.TEXT, text="Đặc điểm tình hình:"), None)
    save_item(Item(sheet=draft, type=ItemType.TEXT, text="…"), None)
    save_item(Item(sheet=draft, type=ItemType.NOTE, text="Hết."), None)
    assert [(item.key, str(item)) for item in draft.items.all()][-4:] == [
        ("dac-diem-tinh-hinh", "Đặc điểm tình hình:"),
        ("dac-diem-tinh-hinh-2", "Đặc điểm tình hình:"),
        ("muc", "…"),
        ("", "Hết."),
    ]


def test_a_sheet_has_at_most_a_hundred_items(draft: Sheet) -> None:
    Item.objects.bulk_create(Item(sheet=draft, position=50 + place, type=ItemType.NOTE, text="Ghi chú") for place in range(MOST_ITEMS - draft.items.count()))
    with pytest.raises(MoveRefused, match=r"^Mỗi mẫu chỉ có tối đa 100 mục\.$"):
        save_item(Item(sheet=draft, type=ItemType.NOTE, text="Thêm"), None)
    with pytest.raises(SheetError, match=r"^Mẫu có quá 100 mục\.$"):
        read_sheet(toml_of(data_of(Sheet.objects.get(pk=draft.pk))) + '\n[[items]]\ntype = "note"\ntext = "Thêm"\n')


def test_a_sheet_that_asks_nothing_cannot_be_finished(world: World, secretary: User) -> None:
    sheet = new_sheet(Sheet(unit=world.ward, name="Mẫu", authority="TM."), by=secretary)
    save_item(Item(sheet=sheet, type=ItemType.HEADING, number="I", text="ĐỀ MỤC"), None)
    assert missing_for_finish(sheet) == [
        "Mẫu chưa có mục nào để đơn vị trả lời. Xin thêm chỉ tiêu, mức phấn đấu, danh hiệu hoặc đoạn văn.",
        "Chưa chọn mẫu dành cho loại đơn vị nào.",
    ]
    with pytest.raises(MoveRefused, match=r"^Mẫu chưa có mục nào"):
        finish(sheet, by=secretary)


def test_a_sheet_that_a_campaign_has_chosen_is_not_deleted_and_any_other_of_ones_own_is(world: World, draft: Sheet, secretary: User) -> None:
    copy = finish(copy_sheet(draft, world.ward, by=secretary), by=secretary)
    ready = finish(draft, by=secretary)
    make_campaign(world.ward, invited=[world.unit]).sheet_choices.update(sheet=ready)
    with pytest.raises(MoveRefused, match=r"^Mẫu này đã có phong trào dùng nên không xóa được\.$"):
        delete_sheet(ready, by=secretary)
    delete_sheet(copy, by=secretary)
    assert list(world.ward.sheets.all()) == [ready]


def test_only_a_sheet_with_an_owner_is_unfinished(world: World, shipped: Sheet) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Sheet.objects.filter(pk=shipped.pk).update(is_ready=False)


@pytest.fixture
def nasty(draft: Sheet) -> Sheet:
    """A draft whose every text is hard to write down."""
    Sheet.objects.filter(pk=draft.pk).update(
        name=NASTY, title=NASTY, subject=NASTY, opening=f"{NASTY}\nHai dòng", bases=f"{NASTY}\n{NASTY}", second_authority=NASTY, numbered=True
    )
    draft.items.update(text=f"{NASTY}\n{NASTY}", help=NASTY)
    draft.items.filter(type=ItemType.TARGETS).update(as_table=True, dotted=40, number="1a)")
    Option.objects.filter(item__sheet=draft, item__type=ItemType.TITLE).update(subject="household", text=NASTY, number="a")
    return Sheet.objects.get(pk=draft.pk)


def test_exported_and_imported_again_a_sheet_is_the_same(world: World, nasty: Sheet, secretary: User) -> None:
    toml = toml_of(data_of(nasty))
    delete_sheet(nasty, by=secretary)
    back = import_sheet(toml, world.ward, by=secretary)
    assert data_of(Sheet.objects.get(pk=back.pk)) == data_of(nasty)
    assert (back.is_ready, toml_of(data_of(back))) == (False, toml)


def test_an_import_that_says_what_is_there_gives_that_and_a_changed_one_the_next_version(world: World, nasty: Sheet, secretary: User) -> None:
    toml = toml_of(data_of(nasty))
    assert import_sheet(toml, world.ward, by=secretary) == nasty
    changed = import_sheet(toml.replace("Hai dòng", "Ba dòng"), world.ward, by=secretary)
    assert (changed.code, changed.version) == (nasty.code, 2)
    abroad = import_sheet(toml, world.other_ward, by=world.people["other_secretary"])
    assert (abroad.code, abroad.version, abroad.unit) == (f"song-cong-{nasty.code}", 1, world.other_ward)


def test_the_code_of_a_sheet_does_not_grow_from_hand_to_hand(world: World, nasty: Sheet, secretary: User) -> None:
    """Each import used to put one more office before the code."""
    abroad = import_sheet(file_of(nasty), world.other_ward, by=world.people["other_secretary"])
    assert (nasty.code.removeprefix("bach-quang-"), abroad.code.removeprefix("song-cong-")) == (abroad.code.removeprefix("song-cong-"),) * 2
    back = import_sheet(file_of(abroad).replace("Hai dòng", "Ba dòng"), world.ward, by=secretary)
    assert (back.unit, back.code, back.version) == (world.ward, nasty.code, 2)
    assert 'office = "' not in file_of(Sheet.objects.get(code="mau-01-co-quan"))


@pytest.mark.parametrize("path", sorted(LIBRARY.glob("*.toml")), ids=lambda path: path.stem)
def test_what_a_shipped_sheet_is_exported_as_loads_as_that_very_sheet(world: World, path: Any) -> None:
    sheet = Sheet.objects.get(code=path.stem)
    assert load_sheet(toml_of(data_of(sheet))) == sheet


def test_a_file_for_everybody_never_takes_a_sheet_of_a_ward(draft: Sheet) -> None:
    with pytest.raises(SheetError, match=r"^Mẫu “bach-quang-mau-01-to-dan-pho” phiên bản 1 đã có với nội dung khác\."):
        load_sheet(toml_of(data_of(draft)))


def test_items_of_a_file_without_keys_get_them(world: World, secretary: User) -> None:
    sheet = import_sheet(SHEET.replace('key = "noi-dung"\n', "").replace('code = "tien-tien"\n', ""), world.ward, by=secretary)
    assert [item.key for item in sheet.items.all()] == ["", "noi-dung", "danh-hieu", "muc"]
    assert sheet.items.get(key="danh-hieu").options.get().code == "tap-the-lao-dong-tien-tien"


def names(sheets: Any) -> set[str]:
    return {sheet.code for sheet in sheets}


def test_who_sees_and_keeps_which_sheets(world: World, draft: Sheet, secretary: User) -> None:
    of_province = copy_sheet(draft, world.province, by=make_person(Role.SECRETARY, world.province))
    both = {"mau-01-co-quan", "mau-01-to-dan-pho"}
    seen = {who: names(Sheet.objects.visible_to(user)) for who, user in world.people.items()}
    assert seen == {
        **dict.fromkeys(seen, frozenset()),
        **dict.fromkeys(("secretary", "administrator"), both | {draft.code}),
        **dict.fromkeys(("other_secretary", "both"), both),
    }
    finish(of_province, by=secretary)
    assert names(Sheet.objects.visible_to(world.people["other_secretary"])) == both | {of_province.code}
    kept = {who: names(Sheet.objects.kept_by(user)) for who, user in world.people.items()}
    assert kept == {**dict.fromkeys(kept, frozenset()), **dict.fromkeys(("secretary", "administrator"), frozenset({draft.code}))}


def made(unit: Unit, kind: Kind) -> str:
    """The sheet that a new campaign of the unit gives to a kind by itself."""
    invited = make_unit(unit, kind)
    return make_campaign(unit, invited=[invited]).sheet_choices.get().sheet.code


def test_a_campaign_takes_the_nearest_offices_ready_sheet_before_the_shipped_one(world: World, shipped: Sheet, draft: Sheet, secretary: User) -> None:
    above = finish(copy_sheet(shipped, world.province, by=secretary), by=secretary)
    assert (made(world.ward, Kind.TDP), made(world.ward, Kind.SCHOOL)) == (above.code, "mau-01-co-quan")
    finish(draft, by=secretary)
    assert (made(world.ward, Kind.TDP), made(world.other_ward, Kind.TDP)) == (draft.code, above.code)


def offered(world: World) -> list[str]:
    campaign = make_campaign(world.ward, invited=[world.unit])
    return [label for _, label in SheetChoiceForm(campaign=campaign).fields["tdp"].choices]


def test_a_campaign_is_offered_what_is_ready_and_its_own_or_everybodys(world: World, shipped: Sheet, draft: Sheet, secretary: User) -> None:
    finish(copy_sheet(shipped, world.other_ward, by=secretary), by=secretary)
    assert offered(world) == [str(shipped)]
    finish(draft, by=secretary)
    assert offered(world) == [str(draft), str(shipped)]
    newer = finish(copy_sheet(draft, world.ward, by=secretary), by=secretary)
    assert offered(world) == [str(newer), str(shipped)]


def test_a_campaign_cannot_choose_a_draft_nor_another_wards_sheet(world: World, shipped: Sheet, draft: Sheet, secretary: User) -> None:
    foreign = finish(copy_sheet(shipped, world.other_ward, by=secretary), by=secretary)
    campaign = make_campaign(world.ward, invited=[world.unit])
    for sheet in (draft, foreign):
        with pytest.raises(MoveRefused, match=r"^Có mẫu chưa hoàn thành hoặc đã bị xóa\. Xin chọn lại mẫu\.$"):
            choose_sheets(campaign, {"tdp": sheet.pk})
    assert campaign.sheet_choices.get().sheet == shipped


def test_a_registration_keeps_the_version_that_it_began_with(world: World, draft: Sheet, secretary: User) -> None:
    first = finish(draft, by=secretary)
    campaign = launch(make_campaign(world.ward, invited=[world.unit, world.strange_unit]), secretary)
    registration = begin(campaign, world.unit, by=world.people["head"])
    finish(copy_sheet(first, world.ward, by=secretary), by=secretary)
    assert {registration.sheet, begin(campaign, world.strange_unit, by=world.people["stranger"]).sheet} == {first}


def test_loading_the_library_again_leaves_the_wards_sheets_alone(draft: Sheet) -> None:
    before = data_of(draft)
    load_library()
    assert data_of(Sheet.objects.get(pk=draft.pk)) == before


@pytest.mark.parametrize("name", ["{khong-co}", "{ unit }", "{}", "{a b}"])
def test_whatever_stands_in_braces_must_be_a_name(name: str) -> None:
    with pytest.raises(ValidationError, match="Không có chữ thay thế"):
        only_known_names(f"Đơn vị {name} đăng ký")


def test_every_name_that_wording_may_use_is_filled_in_and_no_other(world: World) -> None:
    assert set(words_of(world.campaign, world.unit)) == set(NAMES)


@pytest.mark.parametrize(("number", "said"), [("", "Chỉ tiêu"), ("I", "I. Chỉ tiêu"), ("a)", "a) Chỉ tiêu"), ("Phần thứ nhất:", "Phần thứ nhất: Chỉ tiêu")])
def test_a_number_is_free_text_before_its_item(number: str, said: str) -> None:
    assert numbered(number, "Chỉ tiêu") == said


def test_a_code_is_made_from_the_words_and_told_apart_from_those_taken() -> None:
    assert [free_code("Thu quỹ:", taken) for taken in (set(), {"thu-quy"}, {"thu-quy", "thu-quy-2"})] == ["thu-quy", "thu-quy-2", "thu-quy-3"]
