"""Pictures of what the secretary does at a desk."""

from django.utils import timezone

from tests.browser import PHONE
from tests.drawing.artist import DESIGN, DESK, Artist, Studio

LIST = "Loại,Tên,Người đứng đầu\ntdp,TDP Ga Mới,Lê Thị Hạnh\nxóm,TDP Đồi Chè,Trần Văn Lâm\n"


def draw(studio: Studio) -> None:
    with studio.artist("bq-thuky", DESK) as secretary:
        is_told(secretary)
        prepares(secretary)
        follows(secretary)
        appraises(secretary)
        calls(secretary)
        decides(secretary)
        writes(secretary)
        imports(secretary)
        reads(secretary)
    with studio.artist("bq-thuky", PHONE) as secretary:
        looks_on_the_phone(secretary)


def is_told(secretary: Artist) -> None:
    secretary.draw("the-cua-thu-ky", ".task:has(.figures)")
    secretary.draw("count-bar", ".count-bar", place=DESIGN)
    secretary.draw("figures", ".figures", place=DESIGN)


def prepares(secretary: Artist) -> None:
    secretary.open("/phong-trao/")
    secretary.draw("state", "tbody tr:first-child .state", "tbody tr:last-child .state", place=DESIGN)
    secretary.goes(f"Phong trào thi đua yêu nước phường Bách Quang năm {timezone.localdate().year - 1}")
    secretary.unfold("Việc khác")
    secretary.press("Soạn phong trào mới từ phong trào này")
    secretary.draw("soan-phong-trao", ".task")
    secretary.draw("back", ".back-link a", place=DESIGN)


def follows(secretary: Artist) -> None:
    secretary.open("/")
    secretary.page.get_by_role("link", name="Xem tình hình đăng ký").nth(1).click()
    secretary.arrive()
    secretary.draw("bieu-do-dang-ky", ".pictures")
    secretary.draw("tinh-hinh-dang-ky", ".chips", ".filters", ".table-responsive", most=760)
    secretary.draw("filters", ".filters", place=DESIGN)
    secretary.draw_screen("overview-desktop")
    secretary.darken()
    secretary.draw("picture-dark", ".picture", place=DESIGN)
    secretary.lighten()
    secretary.draw("picture", ".picture", place=DESIGN)
    secretary.page.locator("tr:has(.state.now) th a").first.click()
    secretary.arrive()
    secretary.unfold("Trả lại để sửa")
    secretary.draw("tiep-nhan", ".moves")
    secretary.draw("facts", ".facts", place=DESIGN)
    secretary.open("/phong-trao/")
    secretary.goes("Phong trào thi đua yêu nước phường Lương Sơn năm 2024")
    secretary.draw("history", ".history", place=DESIGN)
    secretary.draw("page-head", ".page-head", place=DESIGN)
    secretary.goes("Bảng tổng hợp")
    secretary.draw("bang-tong-hop", "h1", ".table-responsive")
    secretary.page.locator("#tung-don-vi ~ .unit-pledges summary").first.click()
    secretary.draw("unit-pledges", "#tung-don-vi ~ .unit-pledges", place=DESIGN)


def appraises(secretary: Artist) -> None:
    secretary.open("/khen-thuong/de-nghi/?tinh-trang=submitted")
    secretary.page.locator("tbody th a").first.click()
    secretary.arrive()
    secretary.follow("Thẩm định")
    secretary.draw("tham-dinh", "h1", "form.form", most=900)
    secretary.open("/khen-thuong/lay-y-kien/")
    secretary.goes("Công khai danh sách của")
    secretary.page.locator(".rows a").first.click()
    secretary.arrive()
    secretary.draw("form-section", "form.form", place=DESIGN)
    secretary.press("Công khai")
    secretary.draw("lay-y-kien", ".page-head", ".panel")


def calls(secretary: Artist) -> None:
    secretary.open("/khen-thuong/hoi-dong/hop/")
    secretary.page.locator(".rows a").first.click()
    secretary.arrive()
    secretary.draw("cuoc-hop", ".page-head", "a:text-is('Ghi diễn biến')")
    secretary.page.locator("ol a").first.click()
    secretary.arrive()
    secretary.draw("luot-bo-phieu", ".page-head", "section:has(> h2:text-is('Tiến độ'))")


def decides(secretary: Artist) -> None:
    secretary.open("/khen-thuong/quyet-dinh/")
    secretary.goes("Về việc tặng Giấy khen cho tập thể")
    secretary.draw("quyet-dinh", ".page-head", ".table-responsive")
    secretary.open("/van-ban/?tinh-trang=approved")
    secretary.goes("Quyết định: ")
    secretary.unfold("Cấp số")
    secretary.draw("cap-so", ".page-head", ".move[open]")
    secretary.open("/khen-thuong/quyet-dinh/")
    secretary.goes("Về việc tặng danh hiệu thi đua", "Giấy khen")
    secretary.draw("giay-khen", "h1", ".panel")
    secretary.open("/khen-thuong/thong-ke/")
    secretary.draw("thong-ke", ".pictures")


def writes(secretary: Artist) -> None:
    secretary.open("/van-ban/soan/")
    secretary.goes("Giấy mời: ")
    secretary.press("Chép thành văn bản mới")
    secretary.press("Lưu")
    secretary.draw("van-ban-dang-soan", ".page-head", ".facts", most=900)


def imports(secretary: Artist) -> None:
    secretary.open("/don-vi/")
    secretary.draw("pagination", ".pages", place=DESIGN)
    secretary.follow("Nhập từ tệp")
    secretary.page.set_input_files("input[type=file]", {"name": "don-vi.csv", "mimeType": "text/csv", "buffer": LIST.encode()})
    secretary.press("Tải lên và xem trước")
    secretary.draw("xem-truoc-tep", "h1", ".table-responsive")
    secretary.draw("note-error", ".note.error", place=DESIGN)


def reads(secretary: Artist) -> None:
    secretary.open("/tro-giup/cap-tren-quan-tri/")  # it has no pictures, which may not be there yet
    secretary.draw("contents", ".contents", place=DESIGN)


def looks_on_the_phone(secretary: Artist) -> None:
    secretary.open("/")
    secretary.page.get_by_role("link", name="Xem tình hình đăng ký").nth(1).click()
    secretary.arrive()
    secretary.draw("table-cards", "tbody > tr", "tbody > tr + tr", place=DESIGN)
    secretary.darken()
    secretary.draw("table-cards-dark", "tbody > tr", "tbody > tr + tr", place=DESIGN)
