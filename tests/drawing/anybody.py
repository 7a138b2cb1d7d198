"""Pictures of what anybody sees without signing in."""

from tests.drawing.artist import Artist, Studio


def draw(studio: Studio) -> None:
    with studio.artist() as citizen:
        looks(citizen)
        comments(citizen)


def looks(citizen: Artist) -> None:
    citizen.open("/cong-khai/bach-quang/")
    citizen.draw("trang-cong-khai", "h1", ".actions", "main > ul")
    citizen.page.locator("a[href*='/cong-khai/quyet-dinh/']").first.click()
    citizen.arrive()
    citizen.page.locator("main a[href*='/xac-minh/']").last.click()
    citizen.arrive()
    citizen.draw("xac-minh", ".page-head", ".panel")


def comments(citizen: Artist) -> None:
    citizen.open("/lay-y-kien/")
    citizen.page.locator(".rows a").first.click()
    citizen.arrive()
    citizen.draw("gui-y-kien", "#y-kien")
