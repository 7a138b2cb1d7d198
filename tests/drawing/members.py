"""Pictures of what members of the council and its chair do on a phone."""

from tests.drawing.artist import DESIGN, Artist, Studio


def draw(studio: Studio) -> None:
    with studio.artist("bq-hoidong1") as member:
        votes(member)
    with studio.artist("bq-chutich") as chair:
        decides(chair)


def votes(member: Artist) -> None:
    member.draw("phieu-cho", ".task")
    member.darken()
    member.draw("task-dark", ".task", place=DESIGN)
    member.lighten()
    member.goes("Giấy khen: ")
    member.unfold("✓ Đồng ý")
    member.draw("bo-phieu", ".vote")
    member.open("/khen-thuong/hoi-dong/hop/")
    member.page.locator(".rows a").first.click()
    member.arrive()
    member.draw("noi-dung-hop", ".page-head", ".facts", "main > ol, .agenda, .sheet-items")


def decides(chair: Artist) -> None:
    chair.draw("viec-cho-chu-tich", "h1", ".task:has-text('Văn bản chờ xử lý')")
    home = chair.page.url
    chair.goes("Công văn: ")
    chair.unfold("Trả lại")
    chair.draw("duyet-van-ban", ".moves")
    chair.draw("moves", ".moves", place=DESIGN)
    chair.open(home)
    chair.goes("Về việc tặng Giấy khen cho tập thể")
    chair.draw("xem-xet", "h1", ".table-cards")
    chair.page.locator("tbody th a").first.click()
    chair.arrive()
    chair.draw("buttons", ".moves", place=DESIGN)
