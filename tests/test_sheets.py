"""Sheets are data: loaded from a file once, never changed afterwards, and refused with a reason when they are wrong."""

import pytest
from django.core.management import call_command

from emulation.sheets.loading import LIBRARY, SheetError, load_library, load_sheet
from emulation.sheets.models import Item, ItemType, Option, Sheet
from emulation.units.kinds import COMMUNES, ORGANISATIONS, RESIDENTIAL, Kind
from registrations.sheets import Question

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
    with pytest.raises(SheetError, match=r"^Mẫu “mau-02” phiên bản 1 đã có với nội dung khác\. Xin ghi số phiên bản mới cho mẫu đã sửa\.$"):
        load_sheet(changed)
    second = load_sheet(changed.replace("version = 1", "version = 2"))
    assert [str(sheet.items.get(key="noi-dung")) for sheet in (first, second)] == ["1. Nội dung:", "1. Nội dung thi đua:"]
    assert list(Sheet.objects.newest().filter(code="mau-02")) == [second]


TYPES = "heading, note, text, targets, pledge, title"
WRONG = [
    ("version = 1", "version = ", "^Tệp không đúng định dạng TOML: "),
    ("version = 1\n", "", "^Mẫu thiếu “version”.$"),
    ('opening = "{unit} đăng ký:"\nauthority = "GIÁM ĐỐC"', "", "^Mẫu thiếu “authority”, “opening”.$"),
    ("version = 1", "version = 1\nmau_sac = 1", "^Mẫu có phần không dùng được ở đây: “mau_sac”.$"),
    ("version = 1", "version = 0", "^“version” phải là số từ 1 đến 9999.$"),
    ("version = 1", "version = true", "^Mẫu: “version” phải là một số nguyên.$"),
    ("version = 1", f"version = {'9' * 5000}", "^Tệp không đúng định dạng TOML: "),
    ("version = 1", f"version = {'[' * 5000}", "^Tệp không đúng định dạng TOML: "),
    ('code = "mau-02"', 'code = "mẫu 2"', "^Mẫu: “code” chỉ gồm chữ không dấu, chữ số và dấu gạch nối.$"),
    ('code = "mau-02"', f'code = "{"m" * 61}"', "^Mẫu: “code” dài quá 60 ký tự.$"),
    ('["enterprise"]', '["enterprise", "cong-ty"]', "^Phần chung, Dành cho loại đơn vị: Không có loại đơn vị “cong-ty” cho mẫu này.$"),
    ('["enterprise"]', "[]", "^Phần chung, Dành cho loại đơn vị: Xin chọn ít nhất một loại đơn vị.$"),
    ('["enterprise"]', "[1]", "^Mẫu: “kinds” phải là một danh sách chữ.$"),
    ("năm {year}", "năm {nam}", "^Phần chung, Trích yếu sau “V/v”: Không có chữ thay thế {nam}. Chỉ dùng được {unit}, "),
    ('subject = "đăng ký thi đua năm {year}"', 'subject = ""', "^Phần chung, Trích yếu sau “V/v”: Xin ghi trích yếu, hoặc ghi tên phiếu.$"),
    ('authority = "GIÁM ĐỐC"', 'authority = ["GIÁM ĐỐC"]', "^Mẫu: “authority” phải là một đoạn chữ trong ngoặc kép.$"),
    ('type = "note"', 'type = "table"', f"^Mục 1: “type” phải là một trong: {TYPES}.$"),
    ('type = "note"\n', "", f"^Mục 1: “type” phải là một trong: {TYPES}.$"),
    ("dotted = 4", "lines = 4", "^Mục 2 có phần không dùng được ở đây: “lines”.$"),
    ("dotted = 4", "dotted = 400", "^Mục 2, Số dòng trống để ghi tay: Xin ghi số từ 0 đến 40.$"),
    ("dotted = 4", 'dotted = "4"', "^Mục 2: “dotted” phải là một số nguyên.$"),
    ('key = "muc"', 'key = "noi-dung"', "^Có hai mục cùng một “key”.$"),
    ('text = "Nội dung:"', 'text = "Nội dung 😀:"', "^Mục 2, Chữ in trên mẫu: Có ký tự không in được trên văn bản: 😀"),
    ('text = "Hoàn thành tốt:"', 'text = "A"\n' + '[[items.options]]\ncode = "good"\ntext = "B"\n' * 2, "^Mục 4: Có hai lựa chọn cùng một mã.$"),
    ('text = "Hoàn thành tốt:"', 'text = "A"\n' + '[[items.options]]\ncode = "good"\ntext = "B"\n' * 7, "^Mục 4: Mỗi mục chỉ ghi được tối đa 8 dòng."),
    ('code = "good"', 'code = "excellent"', "^Mục 4: Có hai lựa chọn cùng một mã.$"),
    ('subjects = ["Công ty", "Công đoàn"]', "", "^Mục 4, Ai phấn đấu: Xin ghi ai phấn đấu, hoặc cho đơn vị ghi thêm.$"),
    ('"Công đoàn"]', '"công ty"]', "^Mục 4, Ai phấn đấu: Có tập thể ghi hai lần. Mỗi tập thể chỉ ghi một dòng.$"),
    ('"Công đoàn"]', f'"{"d" * 101}"]', "^Mục 4, Ai phấn đấu: “dddddddddddddddddddddddddddddddddddddddd…” dài quá 100 ký tự. Xin rút gọn.$"),
    ('"Công đoàn"]', '"{unit}"]', "^Mục 4, Ai phấn đấu: Ở đây không dùng được chữ thay thế {unit}. Xin ghi rõ chữ cần in.$"),
    ('text = "Tập thể lao động tiên tiến"', "", "^Mục 3, lựa chọn 1 thiếu “text”.$"),
    ('text = "Tập thể lao động tiên tiến"', 'text = ""', "^Mục 3: Xin ghi ít nhất một danh hiệu.$"),
    ('text = "Tập thể lao động tiên tiến"', 'text = "Năm {year}"', "^Mục 3, lựa chọn 1, Danh hiệu, in trên mẫu: Ở đây không dùng được chữ thay thế {year}."),
]


GRADES = [  # what is written of the code and the text of the second grade, and the codes that follow
    ('code = "good"', 'code = "good"', "good"),
    ('code = "good"', 'code = "tot"', "tot"),
    ('code = "good"\n', "", "hoan-thanh-tot"),
    ('code = "good"\ntext = "Hoàn thành tốt:"', 'text = "Hoàn thành tốt nhiệm vụ:"', "good"),
    ('code = "good"\ntext = "Hoàn thành tốt:"', 'text = "Hoàn thành xuất sắc nhiệm vụ"', "hoan-thanh-xuat-sac-nhiem-vu"),  # the law's code is taken
]


@pytest.mark.parametrize(("old", "new", "code"), GRADES)
def test_a_grade_keeps_the_code_of_its_file_or_gets_one_from_its_text(old: str, new: str, code: str) -> None:
    assert SHEET.count(old) == 1
    sheet = load_sheet(SHEET.replace(old, new))
    assert sheet.items.get(type=ItemType.PLEDGE).options.all()[1].code == code


@pytest.mark.parametrize(("old", "new", "reason"), WRONG, ids=[f"{new[:30]!r}" for _, new, _ in WRONG])
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


@pytest.mark.parametrize(
    ("number", "words", "named"),
    [
        ("2", "Các chỉ tiêu về xã hội (từ thiện, môi trường, an ninh trật tự,...):", "2. Các chỉ tiêu về xã hội"),
        ("1:", "Về kinh tế: thuế, quỹ", "1: Về kinh tế"),
        ("", "(Ghi rõ)", "(Ghi rõ)"),
        ("", "Chỉ tiêu " * 20, f"{'Chỉ tiêu ' * 10}Chỉ tiêu…"),
    ],
    ids=["brackets", "colon", "nothing before the brackets", "long"],
)
def test_a_sentence_names_a_section_by_the_beginning_of_its_heading(number: str, words: str, named: str) -> None:
    assert Question(Item(number=number, text=words), words, "", (), ()).short_label == named
