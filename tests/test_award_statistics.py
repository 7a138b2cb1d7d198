"""Forms 0601, 0602 and 0603 for a reporting year from 1 December to 30 November."""

import io
from datetime import date

import pytest
from django.test import Client
from django.urls import resolve, reverse
from openpyxl import load_workbook

from awards.award_workflow import move_award
from awards.models import Attribute, Kind, Subject
from awards.statistics import HEAD_OF_AWARDS, ReportingYear, duration, forms, given, movements
from awards.statistics_paper import statistics_paper
from emulation.campaigns.models import LocalDrive
from emulation.jobs.models import Job
from emulation.jobs.running import run
from emulation.spreadsheets.writing import Table
from tests.awarding import make_nomination
from tests.deciding import issued, office_of, ready, sudden, unchecked
from tests.pdf import pdf_text, poppler
from tests.world import World, make_campaign, make_local_drive, make_user


@pytest.mark.parametrize(("on", "year"), [(date(2025, 11, 30), 2025), (date(2025, 12, 1), 2026), (date(2026, 11, 30), 2026)])
def test_the_reporting_year_begins_on_the_first_of_december(on: date, year: int) -> None:
    reporting = ReportingYear.of(on)
    assert (reporting.year, reporting.first <= on <= reporting.last) == (year, True)
    assert ReportingYear(2026).words == "từ 01/12/2025 đến 30/11/2026"


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "words"),
    [
        (date(2026, 1, 1), date(2026, 3, 31), "Dưới 1 năm"),
        (date(2026, 1, 15), date(2026, 12, 31), "Dưới 1 năm"),
        (date(2026, 1, 1), date(2026, 12, 31), "1 năm"),
        (date(2026, 3, 15), date(2027, 3, 14), "1 năm"),
        (date(2026, 1, 1), date(2027, 1, 15), "Trên 1 đến dưới 3 năm"),
        (date(2026, 1, 1), date(2028, 12, 30), "Trên 1 đến dưới 3 năm"),
        (date(2026, 1, 1), date(2028, 12, 31), "Từ 3 đến dưới 5 năm"),
        (date(2026, 1, 1), date(2030, 12, 31), "Từ 5 năm trở lên"),
    ],
)
def test_a_movement_lasts_as_long_as_the_circular_groups_it(starts_on: date, ends_on: date, words: str) -> None:
    assert duration(starts_on, ends_on) == words


def test_movements_are_counted_by_level_scope_duration_and_type(world: World) -> None:
    year = world.campaign.year
    LocalDrive.objects.all().delete()
    make_campaign(world.ward)  # a draft
    for who in (world.people["head"], None):
        make_local_drive(world.campaign, world.unit, who, starts_on=date(year, 3, 1), ends_on=date(year, 4, 30))
    thematic = make_campaign(world.ward, invited=[world.strange_unit], kind="thematic", starts_on=date(year - 1, 12, 1), ends_on=date(year, 5, 31))
    type(thematic).objects.filter(pk=thematic.pk).update(state="launched")
    make_local_drive(thematic, world.strange_unit, world.people["stranger"], starts_on=date(year, 3, 1), ends_on=date(year, 4, 30))
    counts = movements(world.ward, ReportingYear(year))
    assert dict(counts) == {
        ("Cấp xã", "Toàn địa bàn", "1 năm", "Thường xuyên"): 1,
        ("Cấp xã", "Toàn địa bàn", "Dưới 1 năm", "Chuyên đề"): 1,
        ("Cấp cơ sở", "Trong đơn vị", "Dưới 1 năm", "Thường xuyên"): 1,
        ("Cấp cơ sở", "Trong đơn vị", "Dưới 1 năm", "Chuyên đề"): 1,
    }
    assert movements(world.ward, ReportingYear(year - 1)).total() == 0
    form = next(iter(forms(world.ward, ReportingYear(year), [])))
    assert [list(row)[-1] for row in form.rows] == [1, 1, 1, 1, 4]


def forms_of(world: World, year: int) -> list[Table]:
    return list(forms(world.ward, ReportingYear(year), given(world.ward, ReportingYear(year))))


def test_awards_are_counted_by_subject_kind_and_who_they_are(world: World) -> None:
    head = world.people["head"]
    leader = ready(world, 1, attributes=[Attribute.LEADER])[0]
    worker = ready(world, 1, attributes=[Attribute.DIRECT_WORKER, Attribute.WOMAN])[0]
    firm = unchecked(make_nomination(world.unit, head, subject=Subject.COLLECTIVE, attributes=[Attribute.ENTERPRISE]), world)
    household = unchecked(make_nomination(world.unit, head, subject=Subject.HOUSEHOLD), world)
    title = unchecked(make_nomination(world.unit, head, honour="lao-dong-tien-tien"), world)
    office, on = office_of(world), date(2025, 12, 15)
    issued(office, leader, worker, firm, household, title, sudden(world), dated=on)
    issued(office, *ready(world, 1), number="40", dated=date(2025, 11, 30))
    revoked = issued(office, *ready(world, 1), number="42", dated=on).awards.get()
    move_award(revoked, "revoke", by=world.people["chair"], reason="Khai man.")
    _, titles, commendations = ([list(row) for row in form.rows] for form in forms_of(world, 2026))
    assert titles == [["Lao động tiên tiến", 1, 0, 0, 0, 1, 0, 0, 1, 0, 0], ["Tổng số", 1, 0, 0, 0, 1, 0, 0, 1, 0, 0]]
    assert commendations[0] == ["Giấy khen", 5, 1, 1, 1, 3, 1, 1, 4, 0, 1]
    assert HEAD_OF_AWARDS[-3:] == tuple(Kind.labels)
    _, _, before = (list(form.rows) for form in forms_of(world, 2025))
    assert before[-1][1] == 1


def test_the_page_and_the_workbook_show_one_office_and_year(world: World, client: Client) -> None:
    issued(office_of(world), *ready(world, 1), dated=date(2025, 12, 15))
    client.force_login(world.people["superior"])
    page = client.get(reverse("award-statistics"), {"co-quan": world.ward.pk, "nam": "2026"}).content.decode()
    assert "Thống kê năm 2026" in page
    assert "phường Bách Quang, từ 01/12/2025 đến 30/11/2026" in page
    book = load_workbook(io.BytesIO(client.get(reverse("award-statistics-xlsx"), {"co-quan": world.ward.pk, "nam": "2026"}).content))
    assert book.sheetnames == ["0601 Phong trào thi đua", "0602 Danh hiệu thi đua", "0603 Hình thức khen thưởng"]
    assert [cell.value for cell in book.worksheets[2][2]][:2] == ["Giấy khen", 1]
    for wrong in ("x", "1", "99999999"):
        assert client.get(reverse("award-statistics"), {"nam": wrong}).status_code == 200


@pytest.mark.django_db
def test_where_there_is_no_office_yet_there_are_no_statistics(client: Client) -> None:
    client.force_login(make_user(is_superuser=True))
    assert client.get(reverse("award-statistics")).status_code == 403


def printed(client: Client, **asked: str) -> bytes:
    """The paper that a press of the button brings."""
    answer = client.post(reverse("award-statistics-pdf", query=asked))
    job = Job.objects.get(pk=resolve(answer.headers["Location"]).kwargs["job_pk"])
    assert resolve(job.url.partition("?")[0]).url_name == "award-statistics"
    run(job.pk)
    return client.get(reverse("job-file", args=[job.pk])).getvalue()


@pytest.mark.django_db
def test_the_year_is_printed_with_its_forms_and_pictures(world: World, client: Client) -> None:
    issued(office_of(world), *ready(world, 1, attributes=[Attribute.DIRECT_WORKER]), dated=date(2026, 11, 25))
    client.force_login(world.people["secretary"])

    pdf = printed(client, **{"co-quan": str(world.ward.pk), "nam": "2026"})
    text = " ".join(pdf_text(pdf).split())
    for words in ("THỐNG KÊ THI ĐUA, KHEN THƯỞNG NĂM 2026", "Biểu 0601 Phong trào thi đua", "Biểu 0603 Hình thức khen thưởng", "1/1 (100%)", "NGƯỜI LẬP BIỂU"):
        assert text.count(words) >= 1, words
    last_page = poppler("pdftotext", pdf, "-", "-").strip("\f\n ").rpartition("\f")[2]
    assert last_page.count("Trong số lượt khen cá nhân") >= 1  # once the signature stood alone there, and no picture said what it drew
    paper = statistics_paper(world.ward, ReportingYear(2026))
    assert [table.heading for table in paper.tables if table.picture] == [table.picture.title for table in paper.tables if table.picture]
    assert [table.picture.title for table in paper.tables if table.picture] == [
        "Số khen thưởng theo năm báo cáo",
        "Khen thưởng năm 2026 theo loại hình",
        "Khen thưởng năm 2026 theo danh hiệu, hình thức",
        "Trong số lượt khen cá nhân",
    ]
    assert {sum(column.share for column in table.columns) <= 100 for table in paper.tables} == {True}


@pytest.mark.django_db
def test_nobody_prints_the_statistics_of_another_ward(world: World, client: Client) -> None:
    client.force_login(world.people["secretary"])
    job_pk = resolve(client.post(reverse("award-statistics-pdf"), {}).headers["Location"]).kwargs["job_pk"]
    Job.objects.filter(pk=job_pk).update(params={"unit": world.other_ward.pk, "year": 2026})
    run(job_pk)
    assert client.get(reverse("job-file", args=[job_pk])).status_code == 404
