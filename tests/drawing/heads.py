"""Pictures of what the head of a unit does on a phone."""

from playwright.sync_api import expect

from tests.drawing.artist import DESIGN, Artist, Studio


def draw(studio: Studio) -> None:
    with studio.artist() as newcomer:
        signs_in(newcomer)
    with studio.artist("bq-tdp01") as head, studio.artist("bq-tdp01") as elsewhere:
        begins(head)
        types(head)
        is_overtaken(head, elsewhere)
        finishes(head)
    with studio.artist("bq-tdp04") as returned:
        sees_why(returned)
    with studio.artist("bq-tdp02") as head:
        nominates(head)
        assesses(head)


def signs_in(newcomer: Artist) -> None:
    newcomer.open("/dang-nhap/")
    newcomer.draw("dang-nhap", ".auth form", ".auth .links")
    newcomer.follow("Đăng nhập lần đầu bằng mã một lần")
    newcomer.draw("ma-mot-lan", ".auth h1", ".auth .panel")


def begins(head: Artist) -> None:
    head.draw_screen("home-phone")
    head.draw("the-phong-trao", ".task")
    head.draw("due", ".due", place=DESIGN)
    head.press("Bắt đầu đăng ký")
    head.draw("buoc-chi-tieu", "h1", ".due", ".question")
    head.type(thue__quy__0__name="Thu quỹ Đền ơn đáp nghĩa", thue__quy__0__value="12,5,0", thue__quy__0__unit="triệu đồng")
    head.press("Lưu và sang bước sau")
    head.draw("cho-phai-sua", ".errors")


def types(head: Artist) -> None:
    """The form keeps what is typed, and says so."""
    head.type(thue__quy__0__value="12,5")
    head.press("Lưu và sang bước sau")
    head.goes("1. Các chỉ tiêu")
    head.type(xa__hoi__0__name="Giữ vững an ninh trật tự")
    expect(head.page.locator(".keeping .saved")).to_contain_text("Đã lưu lúc")
    head.draw("tu-luu", ".keeping .saved")


def is_overtaken(head: Artist, elsewhere: Artist) -> None:
    """The same step was saved on another machine meanwhile."""
    elsewhere.open(head.page.url)
    elsewhere.type(xa__hoi__0__name="Không có tệ nạn xã hội")
    elsewhere.press("Lưu và thêm dòng")
    head.press("Lưu và thêm dòng")
    head.draw("hai-ban", ".overtaken")
    head.press("Lưu bản của tôi")


def finishes(head: Artist) -> None:
    head.follow("Về đăng ký của đơn vị")
    head.draw("cac-buoc", ".steps")
    head.draw("standing", ".standing", place=DESIGN)
    head.goes("2. Mức phấn đấu")
    for name in ("chi-bo-0-grade", "tap-the-0-grade", "doan-the-0-grade"):
        head.pick(name, "excellent")
    head.press("Lưu và sang bước sau")
    head.page.locator("[name='lao-dong-tien-tien-0-registered']").check()
    head.press("Lưu và sang bước sau")
    head.draw("gui-dang-ky", ".form-section", ".actions button")
    head.press("Gửi đăng ký")
    head.draw("messages", ".messages", place=DESIGN)
    head.draw("standing-sent", ".standing", place=DESIGN)
    head.draw("bien-nhan", ".standing", ".receipt")
    head.open("/thong-bao/")
    head.draw("thong-bao", "h1", ".rows")


def sees_why(head: Artist) -> None:
    head.draw("tra-lai", ".task .note.warning")


def nominates(head: Artist) -> None:
    head.open("/khen-thuong/de-nghi/")
    head.draw("parts", ".parts", place=DESIGN)
    head.draw("empty", ".empty", place=DESIGN)
    head.follow("Lập đề nghị")
    head.page.locator("[name=kind]").select_option("merit")
    head.page.locator("[name=subject]").select_option("individual")
    head.page.locator("[name=honour]").select_option(label="Giấy khen")
    head.type(name="Nguyễn Thị Khánh Huyền", details="Trưởng ban công tác Mặt trận", birth_year="1975")
    head.type(achievement="Vận động nhân dân hiến 310 m² đất làm đường.")
    head.draw("fields", "#div_id_name", "#div_id_details", "#div_id_birth_year", place=DESIGN)
    head.press("Lưu")
    head.draw("actions", ".actions:has(.btn-outline-danger)", place=DESIGN)
    head.draw("dieu-kien-xet", ".standing", "section:has(> h2:text-is('Điều kiện xét'))")
    head.open("/khen-thuong/de-nghi/")
    head.draw("note-info", ".note.info", place=DESIGN)


def assesses(head: Artist) -> None:
    head.open("/khen-thuong/binh-xet/")
    head.goes("Mở bình xét của")
    head.page.locator("[name=honour]").select_option(label="Gia đình văn hóa")
    head.press("Lưu")
    head.follow("Thêm hộ")
    for name, address in (("Nguyễn Văn Sự", "Số nhà 5"), ("Trần Thị Ngân", "Số nhà 8")):
        head.type(name=name, details=address)
        head.press("Lưu")
    head.goes("Bình xét Gia đình văn hóa")
    head.draw("binh-xet", ".actions", ".table-responsive")
