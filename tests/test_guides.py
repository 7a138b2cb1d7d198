"""The guides: every page leads to the part about it, every part is there, and what they call a button is what it is called."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from emulation.guide.parts import FOR_ALL, PARTS, READERS, part_for
from emulation.guide.rendering import FOLDER, address, render
from emulation.guide.shelf import SLUGS, guide
from emulation.people.models import Role, User
from tests.every_page import OF_ACCOUNTS
from tests.test_access import ROWS, WHO, name_of, signed_in
from tests.world import World, make_person

BASE = Path(settings.BASE_DIR)
TEXTS = {slug: (FOLDER / f"{slug}.md").read_text(encoding="utf-8") for slug in SLUGS}
WITHOUT = {"guide-list", "guide"}  # the guides themselves lead to the list of them


def anchors(slug: str) -> set[str]:
    return {heading.anchor for heading in guide(slug).headings}


@pytest.mark.wide
def test_every_page_leads_whoever_may_open_it_to_a_part(site: World) -> None:
    opened = [(name_of(page), who) for method, page, *cells in ROWS if method == "GET" for who, cell in zip(WHO, cells, strict=True) if cell == "200"]
    of_accounts = [(page, who) for _, page, who in OF_ACCOUNTS]
    without = {page for page, who in [*opened, *of_accounts] if part_for(page, site.people.get(who)) == reverse("guide-list")}
    assert without == WITHOUT


def test_every_part_of_the_table_is_a_heading_of_its_guide() -> None:
    assert {slug: set(parts) - anchors(slug) for slug, parts in PARTS.items()} == {slug: set() for slug in SLUGS}


def test_every_guide_is_in_the_table_and_has_its_readers() -> None:
    assert (tuple(sorted(PARTS)), {*READERS, *FOR_ALL}) == (tuple(sorted(SLUGS)), set(SLUGS))
    assert sorted(role for roles in READERS.values() for role in roles) == sorted(Role)


@pytest.mark.parametrize(
    ("page", "who", "part"),
    [
        ("home", "head", "don-vi#mot-nam-cua-don-vi"),
        ("home", "secretary", "thu-ky#viec-cho-thu-ky"),
        ("home", "superior", "cap-tren-quan-tri#cap-tren-xem-duoc-gi"),
        ("registration-step", "head", "don-vi#dang-ky-thi-dua"),
        ("registration-step", "secretary", "thu-ky#nhap-dang-ky-tu-ban-giay"),
        ("campaign-detail", "council", "hoi-dong#xem-phong-trao-dang-ky"),
        ("campaign-part", "secretary", "thu-ky#mo-phong-trao-moi"),
        ("decision-deciding", "chair", "chu-tich#xem-xet-ky-quyet-dinh"),
        ("ballot-vote", "chair", "chu-tich#hop-hoi-dong"),
        ("unit-slips", "administrator", "cap-tren-quan-tri#don-vi-va-tai-khoan"),
        ("unit-change", "root", "cap-tren-quan-tri#don-vi-va-tai-khoan"),
        ("scale-edit", "head", "thu-ky#binh-xet-va-thang-diem"),  # of another's guide, where one's own says nothing
        ("notice-list", "head", "chung#thong-bao"),
        ("account_login", "anon", "chung#dang-nhap"),
        ("public-posting", "anon", "cong-khai#gui-y-kien-ve-danh-sach"),
        ("public-posting-list", "secretary", "cong-khai#gui-y-kien-ve-danh-sach"),
        ("", "head", ""),
    ],
)
def test_a_page_leads_each_role_to_its_own_guide(site: World, page: str, who: str, part: str) -> None:
    slug, _, anchor = part.partition("#")
    assert part_for(page, site.people.get(who)) == (address(slug, anchor) if part else reverse("guide-list"))


def test_who_has_two_roles_finds_what_is_most_about_the_page(world: World) -> None:
    both: User = world.people["both"]  # head and secretary
    assert part_for("campaign-registrations", both) == address("thu-ky", "theo-doi-dang-ky-va-nhac")
    assert part_for("registration-review", both) == address("don-vi", "xem-lai-va-gui")


def test_every_part_is_in_the_contents_and_reached_by_its_id(client: Client, db: None) -> None:
    for slug in SLUGS:
        page = client.get(reverse("guide", args=[slug])).content.decode()
        contents, text = page.split('<div class="guide">')
        parts = re.findall(r'<h2 id="([\w-]+)">', text)
        assert re.findall(r'<li><a href="#([\w-]+)">', contents) == parts
        assert len(parts) == len(set(parts)) == text.count("<h2") == len(re.findall("^#{2,} ", TEXTS[slug], re.MULTILINE))


def test_links_of_the_guides_lead_to_parts() -> None:
    links = [(slug, *link) for slug in SLUGS for link in re.findall(r"(?<!!)\[[^\]]+\]\(([\w-]+)\.md#([\w-]+)\)", TEXTS[slug])]
    assert [link for link in links if link[2] not in anchors(link[1])] == []
    assert len(links) == sum(text.count("](") - text.count("](pictures/") for text in TEXTS.values())


def test_bold_words_of_the_guides_are_words_of_the_interface() -> None:
    """ "…" stands for what differs, such as the number of a step."""
    folders = [(BASE / "templates", "*.html"), (BASE / "static", "*.js"), *((BASE / top, "*.py") for top in ("emulation", "registrations", "awards"))]
    interface = " ".join(word for folder, kind in folders for path in sorted(folder.rglob(kind)) for word in path.read_text(encoding="utf-8").split())
    bold = {(slug, words) for slug, text in TEXTS.items() for words in re.findall(r"\*\*(.+?)\*\*", text)}
    assert {(slug, words) for slug, words in bold for part in words.split("…") if part.strip(" :") not in interface} == set()


def test_every_picture_says_what_it_shows_and_leaves_its_room() -> None:
    pictures = [picture for slug in SLUGS for picture in re.findall("<img [^>]+>", guide(slug).html)]
    assert pictures
    assert [
        one
        for one in pictures
        if not re.fullmatch(r'<img src="/static/tro-giup/[\w-]+\.webp" alt="[^"]+" width="\d+" height="\d+" loading="lazy" class="shot" />', one)
    ] == []


def test_a_guide_lets_no_markup_and_no_script_through() -> None:
    html = render("# Tên\n\nMột câu.\n\n## Phần <b>một</b>\n\n<script>alert(1)</script>\n\n[bấm](javascript:alert(1)) và [ngoài](https://example.org/)").html
    assert html == (
        '<h2 id="phan-bmotb">Phần &lt;b&gt;một&lt;/b&gt;</h2>\n<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n'
        '<p>[bấm](javascript:alert(1)) và <a href="https://example.org/">ngoài</a></p>\n'
    )


def test_the_list_shows_every_guide_to_everybody(client: Client, db: None) -> None:
    page = client.get(reverse("guide-list")).content.decode()
    assert [slug for slug in SLUGS if reverse("guide", args=[slug]) not in page] == []


def test_there_is_no_other_guide(client: Client, db: None) -> None:
    assert client.get(reverse("guide", args=["khac"])).status_code == 404


def test_the_link_on_a_page_is_that_of_the_person(world: World) -> None:
    chair = make_person(Role.CHAIR, world.ward, username="chu-tich-2", full_name="Lý Thị Chủ")
    for user, part in ((world.people["head"], "don-vi/#xem-phong-trao"), (chair, "chu-tich/#theo-doi-phong-trao")):
        page = signed_in(user).get(reverse("campaign-list")).content.decode()
        assert set(re.findall(r'href="/tro-giup/([^"]+)"', page)) == {part}


def test_a_page_without_a_name_leads_to_all_guides(client: Client, db: None) -> None:
    page = client.get("/khong-co-trang-nay/").content.decode()
    assert set(re.findall(r'href="(/tro-giup/[^"]*)"', page)) == {"/tro-giup/"}
