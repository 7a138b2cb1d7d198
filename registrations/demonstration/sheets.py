"""A sheet of the ward's own, as its secretary is making it: the shipped one copied, with a table of targets, people's titles and a second signature."""

from emulation.people.models import Role, User
from emulation.sheets.drafts import changing_draft, copy_sheet, save_item
from emulation.sheets.models import Item, ItemType, Option, Sheet, Subject

SHIPPED = "mau-01-to-dan-pho"
SECRETARY = "bq-thuky"


def load_own_sheet() -> Sheet:
    """The draft, which no campaign uses."""
    secretary = User.objects.get(username=SECRETARY)
    (unit,) = secretary.units_as(Role.SECRETARY)
    sheet = copy_sheet(Sheet.objects.newest().get(code=SHIPPED), unit, by=secretary)
    with changing_draft(sheet):
        sheet.name = "Mẫu 01 của phường – Tổ dân phố, có bảng chỉ tiêu"
        sheet.second_authority = "XÁC NHẬN CỦA CHI BỘ"
        sheet.save()
        sheet.items.filter(key="xa-hoi").update(as_table=True, dotted=6)
    people = Item(sheet=sheet, type=ItemType.TITLE, number="3", text="Danh hiệu của cá nhân:", help="Ghi họ và tên, mỗi dòng một người.")
    titles = {"nguoi-tot-viec-tot": "Gương người tốt, việc tốt:", "giay-khen": "Giấy khen của Chủ tịch UBND phường:"}
    options = [Option(position=place, code=code, text=text, subject=Subject.INDIVIDUAL) for place, (code, text) in enumerate(titles.items(), start=1)]
    save_item(people, options)
    return sheet
