"""The pictures on pages and papers: each with its title, its description, and a table of the numbers that the database gives."""

import io
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from awards.award_workflow import move_award
from awards.models import Attribute
from awards.statistics import ReportingYear, counts_by_year, given
from emulation.papers.rendering import render_pdf
from registrations import pictures
from registrations.summary import summarise
from registrations.summary_paper import summary_html
from registrations.workflow import move_registration
from tests.awarding import accept, make_nomination, sent
from tests.deciding import issued, office_of, ready
from tests.pages import page, text, texts
from tests.pdf import pdf_text, poppler, structure_text
from tests.tagged import children, elements, faults
from tests.world import World, make_unit

FIGURES = ".//main//figure[@class='picture']"


def figures(response: Any) -> list[Element]:
    """Every picture of a page, each an image with title and description of its own, without style."""
    found = page(response).findall(FIGURES)
    ids = [one.attrib["id"] for figure in found for one in figure.iter() if "id" in one.attrib]
    drawings = [figure.find("svg") for figure in found]
    assert [one is not None and one.attrib["role"] for one in drawings] == ["img"] * len(found)
    assert [name for one in drawings if one is not None for name in one.attrib["aria-labelledby"].split()] == ids == list(dict.fromkeys(ids))
    assert [one for figure in found for one in figure.iter() if "style" in one.attrib or one.tag in ("style", "script")] == []
    return found


def said(figure: Element) -> tuple[str, str]:
    """Title and description."""
    titles, descriptions = figure.findall("svg/title"), figure.findall("svg/desc")
    assert [text(one) for one in figure.findall("figcaption")] == [text(one) for one in titles]
    return text(titles[0]), text(descriptions[0])


def table(figure: Element) -> list[list[str]]:
    return [[text(cell) for cell in row] for row in figure.findall("details/table/tbody/tr")]


def test_the_office_sees_how_far_registration_is(client: Client, world: World) -> None:
    move_registration(world.registration, "return", by=world.people["secretary"], reason="Thiếu.")
    client.force_login(world.people["secretary"])
    answer = client.get(reverse("campaign-registrations", args=[world.campaign.pk]), {"loc": "tra-lai"})
    bar, grid = figures(answer)
    assert said(bar) == ("Đã đăng ký 0/4 đơn vị", "Đã tiếp nhận: 0; Chờ tiếp nhận: 0; Trả lại: 1; Chưa gửi: 3.")
    assert table(bar) == [["Đã tiếp nhận", "0"], ["Chờ tiếp nhận", "0"], ["Trả lại", "1"], ["Chưa gửi", "3"]]
    assert texts(answer, ".//nav[@class='chips']//a")[1:] == ["Chờ tiếp nhận (0)", "Đã tiếp nhận (0)", "Trả lại (1)", "Chưa gửi (3)"]
    assert said(grid) == ("Tình trạng của từng đơn vị", "Trả lại: 1; Chưa gửi: 3.")
    assert (len(table(grid)), [row for row in table(grid) if row[1] == "Trả lại"]) == (4, [["TDP Bá Vân 1", "Trả lại"]])


def test_too_many_units_to_tell_apart_have_no_squares(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    move_registration(world.registration, "accept", by=world.people["secretary"])
    monkeypatch.setattr(pictures, "MOST_SQUARES", 4)
    shown = pictures.grid_of(world.campaign)
    assert shown is not None
    assert shown.description == "Đã tiếp nhận: 1; Chưa gửi: 3."
    world.campaign.invitations.create(unit=make_unit(world.ward))
    assert pictures.grid_of(world.campaign) is None
    world.campaign.invitations.all().delete()
    assert pictures.grid_of(world.campaign) is None


def test_the_summary_draws_the_total_that_it_counts(client: Client, world: World) -> None:
    client.force_login(world.people["secretary"])
    (bar,) = figures(client.get(reverse("campaign-summary", args=[world.campaign.pk])))
    total = summarise(world.campaign).total
    assert (total.invited, total.sent, total.accepted, total.returned) == (4, 1, 0, 0)
    assert said(bar)[0] == "Đã đăng ký 1/4 đơn vị"
    assert table(bar) == [["Đã tiếp nhận", "0"], ["Chờ tiếp nhận", "1"], ["Trả lại", "0"], ["Chưa gửi", "3"]]


def test_the_paper_has_the_picture_with_its_words_in_its_own_font(world: World) -> None:
    pdf = render_pdf(summary_html(summarise(world.campaign)))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        told = [str(one.Alt) for kid in children(opened.Root.StructTreeRoot) for one in elements(kid) if one.S == "/Figure"]
    assert told == ["Đã đăng ký 1/4 đơn vị. Đã tiếp nhận: 0; Chờ tiếp nhận: 1; Trả lại: 0; Chưa gửi: 3."]
    assert faults(pdf) == []
    fonts = [line.split() for line in poppler("pdffonts", pdf, "-").splitlines()[2:]]
    assert {font[0].partition("+")[2].startswith("Thi-Dua-Serif") and font[-5] for font in fonts} == {"yes"}
    drawn_and_listed, heard = (read(pdf).count("Chờ tiếp nhận") for read in (pdf_text, structure_text))
    assert (drawn_and_listed, heard) == (2, 1)  # who listens is read the words of the picture in place of what is written in it


@pytest.fixture
def proposed(world: World) -> World:
    accept(world.registration, world.people["secretary"])
    for attributes in ([Attribute.DIRECT_WORKER, Attribute.WOMAN], [Attribute.DIRECT_WORKER], [Attribute.LEADER]):
        sent(make_nomination(world.unit, world.people["head"], campaign=world.campaign, attributes=attributes))
    return world


def test_the_structure_draws_what_its_tables_say(client: Client, proposed: World) -> None:
    client.force_login(proposed.people["secretary"])
    answer = client.get(reverse("nomination-structure", args=[proposed.campaign.pk]))
    honours, groups = figures(answer)
    assert said(honours) == ("Số đề nghị theo danh hiệu, hình thức", "Giấy khen: 3.")
    assert said(groups)[0] == "Người trực tiếp lao động và các nhóm khác"
    rows = [row for row in page(answer).iterfind(".//div[@class='table-responsive']/table/tbody/tr")]
    beside = [" ".join(text(cell) for cell in row).rsplit(" ", 2) for row in rows]
    for words in said(groups)[1].rstrip(".").split("; "):
        label, _, value = words.partition(": ")
        assert [label, *value.rstrip(")").split(" (")] in beside
    assert "Người trực tiếp lao động, sản xuất, công tác: 2/3 (67%)" in said(groups)[1]


def test_where_nothing_is_proposed_nothing_is_drawn(client: Client, world: World) -> None:
    client.force_login(world.people["secretary"])
    assert figures(client.get(reverse("nomination-structure", args=[world.campaign.pk]))) == []


def test_the_statistics_draw_years_kinds_and_honours(client: Client, world: World) -> None:
    office = office_of(world)
    issued(office, *ready(world, 2), dated=date(2025, 12, 1))
    issued(office, *ready(world, 1), number="40", dated=date(2025, 11, 30))
    issued(office, *ready(world, 1), number="41", dated=date(2020, 11, 30))
    move_award(issued(office, *ready(world, 1), number="42", dated=date(2025, 12, 2)).awards.get(), "revoke", by=world.people["chair"], reason="Khai man.")
    for year, number in ((2026, 2), (2025, 1), (2024, 0)):
        counted = sum(one.number for one in counts_by_year(world.ward, ReportingYear(year)) if one.year == year)
        assert counted == len(given(world.ward, ReportingYear(year))) == number
    client.force_login(world.people["secretary"])
    years, kinds, honours, _persons = figures(client.get(reverse("award-statistics"), {"co-quan": world.ward.pk, "nam": "2026"}))
    assert table(years) == [["2021", "0"], ["2022", "0"], ["2023", "0"], ["2024", "0"], ["2025", "1"], ["2026", "2"]]
    assert [row[1] for row in table(kinds)] == ["2", "0", "0"]
    assert (said(honours), table(honours)) == (("Khen thưởng năm 2026 theo danh hiệu, hình thức", "Giấy khen: 2."), [["Giấy khen", "2"]])
    assert len(figures(client.get(reverse("award-statistics"), {"co-quan": world.ward.pk, "nam": "2024"}))) == 2
