"""What is printed in one file keeps its tags: every page's text is read through the structure tree, also of papers with tables."""

import io
import re

import pikepdf
import pytest
from django.test import Client
from pikepdf import Dictionary, Name, Object

from emulation.campaigns.models import Campaign
from emulation.jobs.asking import start
from emulation.jobs.models import Job
from emulation.jobs.running import run
from emulation.papers.joining import join_pdfs
from emulation.papers.rendering import render_pdf
from emulation.people.models import Role
from registrations.jobs import start_for
from registrations.models import Submission
from registrations.workflow import move_registration
from tests.jobs import made_by_job
from tests.pdf import bookmarks, head_data, pdf_text, poppler, squeezed, structure_text
from tests.tagged import faults
from tests.world import World, launch, make_campaign, make_person, submitted

ROWS = "".join(f"<tr><th scope='row'>Đơn vị {place}</th><td>{place}</td></tr>" for place in range(45))  # just over the page
TABLE = f"<table><thead><tr><th scope='col'>Tên</th><th scope='col'>Số</th></tr></thead><tbody>{ROWS}</tbody></table>"
TABLE_PAPER = f"<html lang='vi'><head><title>Bảng</title></head><body>{TABLE}</body></html>"


def by_page(pdf: bytes) -> list[tuple[set[str], set[str]]]:
    """For each page the words on it, and those that its structure says."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        count = len(opened.pages)
    pages = []
    for number in range(1, count + 1):
        span = ("-f", str(number), "-l", str(number))
        said = re.findall(r'^ *"(.*)"$', poppler("pdfinfo", pdf, "-struct-text", *span, "-"), re.MULTILINE)
        pages.append((set(re.findall(r"\w{2,}", squeezed(poppler("pdftotext", pdf, *span, "-", "-")))), set(re.findall(r"\w{2,}", " ".join(said)))))
    return pages


def untold(pdf: bytes) -> list[set[str]]:
    """The words of each page that its structure does not say; page numbers are no words."""
    return [{word for word in shown - told if not word.isdecimal()} for shown, told in by_page(pdf)]


@pytest.mark.wide
def test_every_page_of_all_registrations_reads_through_its_structure(client: Client, world: World) -> None:
    submitted(world.campaign, world.agency, make_person(Role.HEAD, world.agency))
    Submission.objects.update(pdf="", sha256="")  # nothing was rendered yet
    client.force_login(world.people["secretary"])
    pdf = made_by_job(client, "campaign-pdf", world.campaign.pk)
    pages = untold(pdf)
    assert (len(pages) >= 2, [words for words in pages if words]) == (True, [])
    assert [name for name, *_ in bookmarks(pdf)] == [world.unit.name, world.agency.name]
    assert head_data(pdf) == {"dc:title": f"Đăng ký thi đua: {world.campaign.title}", "dc:creator": [world.ward.name]}
    assert faults(pdf) == []
    assert Submission.objects.filter(pdf="").exists() is False


def test_the_blank_forms_of_all_units_are_one_file(client: Client, world: World) -> None:
    client.force_login(world.people["council"])
    text = pdf_text(made_by_job(client, "campaign-blanks", world.campaign.pk))
    assert [name in text for name in ("TDP BÁ VÂN 1", "TDP BÁ VÂN 2", "TDP TÂN SƠN", "ỦY BAN MTTQ PHƯỜNG BÁCH QUANG")] == [True] * 4


@pytest.mark.wide
def test_every_page_of_blank_forms_reads_through_its_structure(client: Client, world: World) -> None:
    few = launch(make_campaign(world.ward, invited=[world.unit, world.agency]), world.people["secretary"])  # the reader is slow on many pages
    client.force_login(world.people["council"])
    pdf = made_by_job(client, "campaign-blanks", few.pk)
    pages = untold(pdf)
    assert (len(pages) >= 2, [words for words in pages if words]) == (True, [])
    assert [name for name, *_ in bookmarks(pdf)] == [world.unit.name, world.agency.name]


def test_joined_tables_keep_their_heads_apart() -> None:
    single = render_pdf(TABLE_PAPER)
    joined = join_pdfs([single, single])
    assert structure_text(joined) == " ".join([structure_text(single)] * 2)
    with pikepdf.open(io.BytesIO(joined)) as opened:
        names = [str(name) for name in list(opened.Root.StructTreeRoot.IDTree.Names)[::2]]
        asked = set(headers(opened.Root.StructTreeRoot))
    assert (len(names), names == sorted(set(names)), asked - set(names)) == (len(names), True, set())
    assert {name[:2] for name in names} == {"1-", "2-"}


def headers(element: Object) -> list[str]:
    """Every name of a head that some cell refers to."""
    if not isinstance(element, Dictionary):
        return []
    named = [str(name) for name in element.get(Name.A, Dictionary()).get(Name.Headers, [])]
    kids = element.get(Name.K, [])
    return named + [name for kid in (kids if isinstance(kids, pikepdf.Array) else [kids]) for name in headers(kid)]


def failed(job: Job) -> str:
    run(job.pk)
    return Job.objects.get(pk=job.pk).error


@pytest.mark.parametrize("kind", ["print-registrations", "zip-registrations"])
def test_what_was_returned_meanwhile_leaves_nothing_to_print(world: World, kind: str) -> None:
    job = start_for(world.campaign, kind, owner=world.people["chair"], url="/")
    move_registration(world.registration, "return", by=world.people["secretary"], reason="Thiếu.")
    assert failed(job) == "Chưa có đăng ký nào được gửi nên chưa có gì để in."


def test_a_campaign_that_invites_nobody_has_no_forms(world: World) -> None:
    job = start_for(make_campaign(world.ward), "print-blank-forms", owner=world.people["chair"], url="/")
    assert failed(job) == "Chưa mời đơn vị nào nên chưa có mẫu để in."


def test_a_campaign_that_is_gone_cannot_be_printed(world: World) -> None:
    assert Campaign.objects.filter(pk=0).exists() is False
    job = start("print-summary", owner=world.people["chair"], label="In", params={"campaign": 0, "accepted_only": False})
    assert failed(job) == "Phong trào này không còn nữa."
