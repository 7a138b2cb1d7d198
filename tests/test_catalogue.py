"""The catalogue as data: who decides what when, loaded from its file, and amended rows that no file overwrites."""

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.apps.registry import Apps
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from awards.apps import load_shipped
from awards.authority import decides_here, level_of
from awards.loading import CATALOGUE, load_catalogue
from awards.models import Authority, BaseSalary, Honour, Level, Rate
from awards.reading import CatalogueError
from emulation.history.models import Line
from emulation.units.kinds import ORGANISATIONS, RESIDENTIAL, Kind
from emulation.units.models import Unit

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)  # Nghị định 129/2025/NĐ-CP
LEVELS = {  # code: (who decided until 30/06/2025, who decides since)
    "lao-dong-tien-tien": (Level.COMMUNE, Level.COMMUNE),
    "chien-si-thi-dua-co-so": (Level.DISTRICT, Level.COMMUNE),
    "tap-the-lao-dong-tien-tien": (Level.DISTRICT, Level.COMMUNE),
    "thon-to-dan-pho-van-hoa": (Level.DISTRICT, Level.COMMUNE),
    "gia-dinh-van-hoa": (Level.COMMUNE, Level.COMMUNE),
    "tap-the-lao-dong-xuat-sac": (Level.PROVINCE, Level.PROVINCE),
    "xa-phuong-tieu-bieu": (None, Level.PROVINCE),
    "chien-si-thi-dua-cap-tinh": (Level.PROVINCE, Level.PROVINCE),
    "chien-si-thi-dua-toan-quoc": (Level.PRIME_MINISTER, Level.PRIME_MINISTER),
    "co-thi-dua-cap-tinh": (Level.PROVINCE, Level.PROVINCE),
    "co-thi-dua-chinh-phu": (Level.PRIME_MINISTER, Level.PRIME_MINISTER),
    "giay-khen": (Level.COMMUNE, Level.COMMUNE),
    "bang-khen-cap-tinh": (Level.PROVINCE, Level.PROVINCE),
    "bang-khen-thu-tuong": (Level.PRIME_MINISTER, Level.PRIME_MINISTER),
    "huan-chuong": (Level.PRESIDENT, Level.PRESIDENT),
}
TO_CONFIRM = {  # rows of the file that nobody has compared with the text
    ("lao-dong-tien-tien", date(2024, 1, 1)),
    ("gia-dinh-van-hoa", date(2024, 1, 1)),
    ("giay-khen", date(2024, 1, 1)),
    ("tap-the-lao-dong-xuat-sac", date(2024, 1, 1)),
    ("tap-the-lao-dong-xuat-sac", AFTER),
    ("xa-phuong-tieu-bieu", AFTER),
    ("chien-si-thi-dua-cap-tinh", date(2024, 1, 1)),
    ("co-thi-dua-cap-tinh", date(2024, 1, 1)),
    ("bang-khen-cap-tinh", date(2024, 1, 1)),
}


@pytest.mark.django_db
def test_who_decides_before_and_since_the_first_of_july_2025() -> None:
    assert {honour.code: (level_of(honour, BEFORE), level_of(honour, AFTER)) for honour in Honour.objects.all()} == LEVELS
    assert {(row.honour.code, row.starts_on) for row in Authority.objects.filter(is_confirmed=False).select_related("honour")} == TO_CONFIRM


@pytest.mark.django_db
def test_rows_of_one_honour_never_overlap_in_the_file() -> None:
    for rows in (list(Authority.objects.all()), list(Rate.objects.all())):
        assert [(row, other) for row in rows for other in rows if row.overlaps(other)] == []


@pytest.mark.django_db
def test_a_chair_decides_what_the_level_of_the_unit_decides_on_that_day() -> None:
    honour = Honour.objects.get(code="chien-si-thi-dua-co-so")
    units = {kind: Unit(kind=kind) for kind in (Kind.WARD, Kind.TOWNSHIP, Kind.DISTRICT, Kind.PROVINCE, Kind.TDP, Kind.AGENCY)}
    assert {kind for kind, unit in units.items() if decides_here(honour, unit, BEFORE)} == {Kind.DISTRICT}
    assert {kind for kind, unit in units.items() if decides_here(honour, unit, AFTER)} == {Kind.WARD, Kind.TOWNSHIP}
    flag = Honour.objects.get(code="co-thi-dua-chinh-phu")
    assert {kind for kind, unit in units.items() if decides_here(flag, unit, AFTER)} == set()
    assert {kind for kind, unit in units.items() if decides_here(honour, unit, date(2023, 12, 31))} == set()


@pytest.mark.django_db
def test_questions_about_honours() -> None:
    assert {honour.code for honour in Honour.objects.given_to("household")} == {
        "gia-dinh-van-hoa",
        "giay-khen",
        "bang-khen-cap-tinh",
        "bang-khen-thu-tuong",
        "huan-chuong",
    }
    assert {honour.code for honour in Honour.objects.decided_by(Level.DISTRICT, BEFORE)} == {
        code for code, levels in LEVELS.items() if levels[0] == Level.DISTRICT
    }
    assert {honour.code for honour in Honour.objects.decided_by(Level.COMMUNE, AFTER)} == {
        code for code, levels in LEVELS.items() if levels[1] == Level.COMMUNE
    }


@pytest.mark.django_db
def test_collectives_of_residents_have_a_title_of_their_own() -> None:
    suited = {code: {kind for kind in Kind if Honour.objects.get(code=code).suits(kind)} for code in ("thon-to-dan-pho-van-hoa", "tap-the-lao-dong-tien-tien")}
    assert suited == {"thon-to-dan-pho-van-hoa": RESIDENTIAL, "tap-the-lao-dong-tien-tien": ORGANISATIONS}
    assert all(Honour.objects.get(code="giay-khen").suits(kind) for kind in Kind)


@pytest.mark.django_db
def test_a_title_comes_with_a_paper_and_any_other_honour_is_one() -> None:
    codes = ("lao-dong-tien-tien", "giay-khen", "bang-khen-cap-tinh")
    assert [Honour.objects.get(code=code).certificate for code in codes] == ["giấy chứng nhận", "giấy khen", "bằng khen"]


@pytest.mark.django_db
def test_only_the_title_of_the_base_level_needs_more_than_a_simple_majority() -> None:
    special = Honour.objects.exclude(threshold=None, needs_initiative=False)
    assert [(honour.code, honour.threshold, honour.needs_initiative, honour.vote, honour.is_confirmed) for honour in special] == [
        ("chien-si-thi-dua-co-so", 80, True, "Từ 80% tổng số thành viên Hội đồng", False)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Honour, {"code": "x", "name": "X"}),
        (Honour, {"code": "x", "name": "X", "for_individuals": True, "threshold": 101}),
        (Authority, {"level": Level.COMMUNE, "starts_on": AFTER, "ends_on": BEFORE}),
        (Rate, {"subject": "individual", "coefficient": 1, "starts_on": AFTER, "ends_on": BEFORE}),
        (Rate, {"subject": "individual", "coefficient": 0, "starts_on": AFTER}),
        (BaseSalary, {"amount": 0, "starts_on": AFTER}),
        (BaseSalary, {"amount": 1, "starts_on": date(2024, 7, 1)}),
    ],
)
def test_the_database_refuses_what_can_never_be_true(model: type, fields: dict[str, object]) -> None:
    if model in (Authority, Rate):
        fields = {**fields, "honour": Honour.objects.earliest("pk")}
    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.create(**fields)  # type: ignore[attr-defined]


SMALL = """
salaries = [{ amount = 2_000_000, from = 2020-01-01, source = "NĐ cũ", confirmed = true }]
[[honours]]
code = "nguoi-tot-viec-tot"
name = "Người tốt, việc tốt"
category = "title"
for = ["individual"]
source = "Quyết định của tỉnh"
authorities = [{ level = "province", from = 2024-01-01, to = 2025-06-30, source = "Luật" }, { level = "commune", from = 2025-07-01, source = "Luật" }]
rates = [{ subject = "individual", coefficient = 0.2, object = "Khung", from = 2025-07-01, source = "NĐ" }]
"""


def small() -> Honour:
    return Honour.objects.get(code="nguoi-tot-viec-tot")


def rows() -> list[str]:
    return [str(row) for row in (*small().authorities.all(), *small().rates.all())]


@pytest.mark.django_db
def test_loading_the_same_again_changes_nothing() -> None:
    assert (load_catalogue().written, load_catalogue(SMALL).written) == (0, 5)
    before = list(Authority.objects.values()), list(Rate.objects.values()), list(BaseSalary.objects.values()), Line.objects.count()
    assert (load_catalogue(SMALL).written, load_catalogue().written) == (0, 0)
    assert (list(Authority.objects.values()), list(Rate.objects.values()), list(BaseSalary.objects.values()), Line.objects.count()) == before


@pytest.mark.django_db
def test_what_changes_in_the_file_changes_here_and_history_tells_it() -> None:
    load_catalogue(SMALL)
    changed = SMALL.replace("to = 2025-06-30", "to = 2025-03-31").replace('from = 2025-07-01, source = "Luật"', 'from = 2025-04-01, source = "Luật"')
    changed = changed.replace("Người tốt", "Gương người tốt").replace("2_000_000", "2_100_000")
    loaded = load_catalogue(changed)
    assert (loaded.written, loaded.kept) == (5, [])
    assert [row for row in rows()] == [
        "Chủ tịch UBND cấp tỉnh, từ 01/01/2024 đến hết 31/03/2025",
        "Chủ tịch UBND cấp xã, từ 01/04/2025",
        "Cá nhân: hệ số 0,2, khung, từ 01/07/2025",
    ]
    told = [line.reason.replace("\n", " | ") for line in Line.objects.of(small())]
    assert told == [
        "Trước: Chủ tịch UBND cấp tỉnh, từ 01/01/2024 đến hết 30/06/2025; căn cứ: Luật; cần xác nhận | "
        "Nay: Chủ tịch UBND cấp tỉnh, từ 01/01/2024 đến hết 31/03/2025; căn cứ: Luật; cần xác nhận",
        "Bỏ thẩm quyền: Chủ tịch UBND cấp xã, từ 01/07/2025; căn cứ: Luật; cần xác nhận",
        "Trước: Người tốt, việc tốt; phiếu: quá nửa; không xét sáng kiến; căn cứ: Quyết định của tỉnh; cần xác nhận | "
        "Nay: Gương người tốt, việc tốt; phiếu: quá nửa; không xét sáng kiến; căn cứ: Quyết định của tỉnh; cần xác nhận",
    ]
    assert [(line.label, line.by) for line in Line.objects.of_all(BaseSalary)] == [("Nạp lại danh mục từ tệp", None)]


@pytest.mark.django_db
def test_what_an_administrator_amended_stays_and_the_load_says_so() -> None:
    load_catalogue(SMALL)
    small().authorities.filter(level=Level.COMMUNE).update(level=Level.DISTRICT, is_amended=True)
    small().rates.update(coefficient=1, is_amended=True)
    Honour.objects.filter(code="nguoi-tot-viec-tot").update(name="Người tốt", is_amended=True)
    BaseSalary.objects.filter(starts_on=date(2020, 1, 1)).update(amount=3, is_amended=True)
    kept = rows()
    for text in (SMALL, SMALL.replace("rates = ", "#")):  # no longer in the file, it stays all the same
        loaded = load_catalogue(text)
        assert (loaded.written, rows()) == (0, kept)
    assert load_catalogue(SMALL).kept == [
        "Mức lương cơ sở “3 đồng, từ 01/01/2020”: đã sửa trên trang nên giữ nguyên.",
        "Người tốt: đã sửa trên trang nên giữ nguyên.",
        "Người tốt, thẩm quyền “Chủ tịch UBND cấp huyện, từ 01/07/2025”: đã sửa trên trang nên giữ nguyên.",
        "Người tốt, hệ số “Cá nhân: hệ số 1, khung, từ 01/07/2025”: đã sửa trên trang nên giữ nguyên.",
    ]


@pytest.mark.django_db
def test_what_an_administrator_added_keeps_the_place_that_a_later_file_wants() -> None:
    load_catalogue(SMALL)
    Rate.objects.create(honour=small(), subject="individual", coefficient=9, starts_on=date(2024, 1, 1), ends_on=BEFORE, source="Tỉnh", is_amended=True)
    BaseSalary.objects.create(amount=9, starts_on=date(2021, 1, 1), source="Tỉnh", is_amended=True)
    earlier = SMALL.replace(
        'rates = [{ subject = "individual", coefficient = 0.2, object = "Khung", from = 2025-07-01',
        'rates = [{ subject = "individual", coefficient = 0.2, from = 2025-01-01',
    )
    loaded = load_catalogue(earlier.replace("2020-01-01", "2021-01-01"))
    assert loaded.kept == [
        "Mức lương cơ sở 9 đồng, từ 01/01/2021: đã thêm trên trang nên giữ nguyên.",
        "Người tốt, việc tốt: không nạp hệ số “Cá nhân: hệ số 0,2, từ 01/01/2025” vì đã có “Cá nhân: hệ số 9, từ 01/01/2024 đến hết 30/06/2025”.",
    ]


@pytest.mark.django_db
def test_the_command_says_what_it_kept() -> None:
    Honour.objects.filter(code="giay-khen").update(name="Giấy khen của Chủ tịch", is_amended=True)
    said = StringIO()
    call_command("load_catalogue", stdout=said)
    assert said.getvalue().splitlines() == [
        "Giấy khen của Chủ tịch: đã sửa trên trang nên giữ nguyên.",
        "Đã ghi 0 dòng, giữ nguyên 1 dòng đã sửa trên trang.",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("salaries = ", "salaries ", "^Tệp danh mục không đúng định dạng TOML: "),
        ('category = "title"', 'category = "thuong"', "^“nguoi-tot-viec-tot”: Giá trị 'thuong' không phải"),
        ('code = "nguoi-tot-viec-tot"', "", "^“16”|^“1”: "),
        ("coefficient = 0.2", "coefficient = 101", "^“nguoi-tot-viec-tot”, hệ số: "),
        ("amount", "amont", "^Mức lương cơ sở: có phần không dùng được ở đây: “amont”\\.$"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(old: str, new: str, said: str) -> None:
    with pytest.raises(CatalogueError, match=said):
        load_catalogue(SMALL.replace(old, new))


@pytest.mark.django_db
def test_nothing_is_loaded_where_the_tables_were_just_taken_away(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        load_shipped(Apps())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_full_database_goes_forward_and_finds_the_catalogue_loaded() -> None:
    MigrationExecutor(connection).migrate([("awards", None)])
    call_command("migrate", verbosity=0)
    assert {honour.code for honour in Honour.objects.all()} == set(LEVELS)
    call_command("migrate", "awards", "zero", verbosity=0)  # nothing is loaded into tables that are gone
    call_command("migrate", verbosity=0)
    assert load_catalogue(CATALOGUE.read_text(encoding="utf-8")).written == 0
