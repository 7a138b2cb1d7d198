"""Sheets are data: loaded from a file once, never changed afterwards, and refused with a reason when they are wrong."""

import pytest
from django.core.management import call_command

from emulation.sheets.loading import LIBRARY, SheetError, load_library, load_sheet
from emulation.sheets.models import Grade, Item, ItemType, Option, Sheet
from emulation.units.kinds import COMMUNES, ORGANISATIONS, RESIDENTIAL, Kind

pytestmark = pytest.mark.django_db

SHEET = """
code = "mau-02"
version = 1
name = "Mẫu 02 – Dành cho doanh nghiệp"
kinds = ["enterprise"]
numbered = false
subject = "đăng ký thi đua năm {year}"
bases = ["Căn cứ một;", "Căn cứ hai."]
opening = "{unit} đăng ký:"
authority = "GIÁM ĐỐC"

[[items]]
type = "note"
text = "Chỉ ghi phần thuộc đơn vị mình."

[[items]]
key = "noi-dung"
type = "text"
number = "1"
text = "Nội dung:"
dotted = 4

[[items]]
key = "danh-hieu"
type = "title"
text = "Danh hiệu:"
[[items.options]]
code = "tien-tien"
text = "Tập thể lao động tiên tiến"

[[items]]
key = "muc"
type = "pledge"
text = "Phấn đấu:"
subjects = ["Công ty", "Công đoàn"]
[[items.options]]
code = "excellent"
text = "Hoàn thành xuất sắc:"
[[items.options]]
code = "good"
text = "Hoàn thành tốt:"
"""


def test_a_third_sheet_loads_with_all_its_items_and_options() -> None:
    sheet = load_sheet(SHEET)
    assert (str(sheet), sheet.base_list) == ("Mẫu 02 – Dành cho doanh nghiệp (phiên bản 1)", ["Căn cứ một;", "Căn cứ hai."])
    assert [(item.position, item.type, item.key, str(item), item.subject_list) for item in sheet.items.all()] == [
        (1, ItemType.NOTE, "", "Chỉ ghi phần thuộc đơn vị mình.", []),
        (2, ItemType.TEXT, "noi-dung", "1. Nội dung:", []),
        (3, ItemType.TITLE, "danh-hieu", "Danh hiệu:", []),
        (4, ItemType.PLEDGE, "muc", "Phấn đấu:", ["Công ty", "Công đoàn"]),
    ]
    assert [(option.item.key, option.position, option.code, str(option)) for option in Option.objects.filter(item__sheet=sheet)] == [
        ("danh-hieu", 1, "tien-tien", "Tập thể lao động tiên tiến"),
        ("muc", 1, "excellent", "Hoàn thành xuất sắc:"),
        ("muc", 2, "good", "Hoàn thành tốt:"),
    ]


def test_loading_the_same_text_again_changes_nothing() -> None:
    first = load_sheet(SHEET)
    items = list(first.items.values_list("pk", flat=True))
    assert (load_sheet(SHEET), list(first.items.values_list("pk", flat=True))) == (first, items)


def test_a_loaded_version_never_changes_and_a_new_one_stands_beside_it() -> None:
    first = load_sheet(SHEET)
    changed = SHEET.replace("Nội dung:", "Nội dung thi đua:")
    with pytest.raises(SheetError, match=r"^mau-02 version 1 is loaded with other content: give the changed sheet a new version\.$"):
        load_sheet(changed)
    second = load_sheet(changed.replace("version = 1", "version = 2"))
    assert [str(sheet.items.get(key="noi-dung")) for sheet in (first, second)] == ["1. Nội dung:", "1. Nội dung thi đua:"]
    assert list(Sheet.objects.newest().filter(code="mau-02")) == [second]


GRADES = ", ".join(Grade.values)
WRONG = [
    ("version = 1", "version = ", "^This is not TOML: "),
    ("version = 1\n", "", "^The sheet lacks version.$"),
    ('opening = "{unit} đăng ký:"\nauthority = "GIÁM ĐỐC"', "", "^The sheet lacks authority, opening.$"),
    ("version = 1", "version = 1\nmau_sac = 1", "^The sheet has the unknown mau_sac.$"),
    ('["enterprise"]', '["enterprise", "cong-ty", "a"]', "^Unknown kinds of unit: a, cong-ty.$"),
    ('type = "note"', 'type = "table"', "^Item 1 has the unknown type 'table'.$"),
    ('type = "note"\n', "", "^Item 1 has the unknown type None.$"),
    ("dotted = 4", "lines = 4", "^Item 2 has the unknown lines.$"),
    ('code = "good"', 'code = "tot"', f"^Item 4: a pledge needs options whose codes are {GRADES}.$"),
    ('subjects = ["Công ty", "Công đoàn"]', "options = []\n[[items]]", f"^Item 4: a pledge needs options whose codes are {GRADES}.$"),
    ('code = "tien-tien"', 'code = "a"\ntext = "A"\n[[items.options]]\ncode = "b"', "^Item 3: a title needs exactly one option.$"),
]


@pytest.mark.parametrize(("old", "new", "reason"), WRONG, ids=[reason[1:40] for _, _, reason in WRONG])
def test_a_wrong_sheet_is_refused_with_its_reason_and_leaves_nothing_behind(old: str, new: str, reason: str) -> None:
    before = (Sheet.objects.count(), Item.objects.count(), Option.objects.count())
    assert SHEET.count(old) == 1
    with pytest.raises(SheetError, match=reason):
        load_sheet(SHEET.replace(old, new))
    assert (Sheet.objects.count(), Item.objects.count(), Option.objects.count()) == before


def test_the_shipped_sheets_are_loaded_after_migration_and_loading_them_again_changes_nothing() -> None:
    Sheet.objects.all().delete()
    call_command("migrate", verbosity=0)
    shipped = {sheet.code: sheet.pk for sheet in Sheet.objects.all()}
    assert set(shipped) == {path.stem for path in LIBRARY.glob("*.toml")} == {"mau-01-co-quan", "mau-01-to-dan-pho"}
    assert {sheet.code: sheet.pk for sheet in load_library()} == shipped


def test_every_kind_below_a_commune_has_a_shipped_sheet() -> None:
    load_library()
    assert {kind: [sheet.code for sheet in Sheet.objects.newest() if kind in sheet.kinds] for kind in Kind} == {
        **{kind: [] for kind in (*COMMUNES, Kind.PROVINCE, Kind.DISTRICT)},
        **{kind: ["mau-01-to-dan-pho"] for kind in RESIDENTIAL},
        **{kind: ["mau-01-co-quan"] for kind in ORGANISATIONS},
    }
