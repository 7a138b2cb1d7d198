"""The summary for the council: numbers, grades, titles, targets and who is missing; on screen, as Excel and as a paper."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from emulation.campaigns.models import Campaign
from emulation.people.models import Role, User
from emulation.sheets.models import Item, Sheet
from emulation.units.kinds import Kind
from registrations.answers import replace_answers
from registrations.beginning import begin
from registrations.models import GradeAnswer, Registration, TargetAnswer, TitleAnswer
from registrations.summary import Summary, summarise
from registrations.summary_paper import summary_paper
from registrations.views.summary import MOST_MISSING
from registrations.workflow import move_registration
from tests.jobs import made_by_job
from tests.pages import links, texts
from tests.pdf import pdf_text, poppler, structure_text
from tests.world import World, fill_in, launch, make_campaign, make_person, make_unit


def answer(registration: Registration, **given: Any) -> Registration:
    """The registration filled in, with these targets and titles besides, sent in."""
    fill_in(registration)
    item = registration.sheet.items.get(key=given.get("key", "thue-quy"))
    targets = [
        TargetAnswer(registration=registration, item=item, position=place, name=name, value=value, unit=unit, comparator=comparator)
        for place, (name, value, unit, comparator) in enumerate(given.get("targets", []), start=1)
    ]
    replaced: dict[Item, list[Any]] = {item: targets} if targets else {}
    for key, names, number in given.get("titles", []):
        title = registration.sheet.items.get(key=key)
        replaced[title] = [TitleAnswer(registration=registration, option=title.options.get(), names=names, number=number)]
    for key, grades in given.get("grades", {}).items():
        pledge = registration.sheet.items.get(key=key)
        offered = {option.code: option for option in pledge.options.all()}
        replaced[pledge] = [
            GradeAnswer(registration=registration, item=pledge, position=place, subject=subject, option=offered[grade])
            for place, (subject, grade) in enumerate(grades.items(), start=1)
        ]
    replace_answers(registration, replaced)
    head = User.objects.holding(Role.HEAD, registration.unit).get()
    return move_registration(Registration.objects.get(pk=registration.pk), "submit", by=head)


@pytest.fixture
def drive(world: World) -> World:
    """TDP 2 and the agency add what can be added to TDP 1's; TDP Tân Sơn has sent nothing."""
    make_person(Role.HEAD, world.agency, full_name="Lý Thị Mặt Trận", phone="0900 000 001")
    head = User.objects.holding(Role.HEAD, world.agency).get()
    reduced = [("Giảm hộ nghèo", 2, "hộ", "reduce"), ("Thu quỹ Đền ơn đáp nghĩa", 90, "%", "reach"), ("Giữ an ninh", None, "", "reach")]
    associations = {"doan-the": {"Ban công tác Mặt trận": "good", "Chi hội Phụ nữ": "completed"}}
    titles = [("lao-dong-xuat-sac", "Chi hội A\nChi hội B", None), ("lao-dong-tien-tien", "", None)]
    answer(world.strange_registration, targets=reduced, titles=titles, grades=associations)
    of_agency = [("Vận động quỹ", 20, "triệu đồng", "at-least"), ("Vận động quỹ", "5.5", "triệu đồng", "reach")]
    answer(begin(world.campaign, world.agency, by=head), key="chi-tieu", targets=of_agency)
    move_registration(world.registration, "accept", by=world.people["secretary"])
    return world


def summary_of(world: World, **options: Any) -> Summary:
    return summarise(world.campaign, **options)


def test_numbers_are_counted_by_kind_of_unit(drive: World) -> None:
    summary = summary_of(drive)
    numbers = [(one.label, one.invited, one.sent, one.accepted, one.returned, one.missing) for one in [*summary.kinds, summary.total]]
    assert numbers == [("Tổ dân phố", 3, 2, 1, 0, 1), ("Mặt trận Tổ quốc, đoàn thể", 1, 1, 0, 0, 0), ("Tất cả", 4, 3, 1, 0, 1)]


def test_grades_are_counted_by_item_and_subject(drive: World) -> None:
    counted = {(group.text, row.subject): row.numbers for group in summary_of(drive).grades for row in group.grades}
    year = drive.campaign.year
    assert counted == {
        (f"ĐĂNG KÝ CÁC DANH HIỆU THI ĐUA NĂM {year}", "Tập thể"): (1, 0, 0),
        ("Chi bộ phấn đấu", "Chi bộ"): (2, 0, 0),
        ("Tập thể TDP phấn đấu", "Tập thể TDP"): (2, 0, 0),
        ("Ban công tác Mặt trận và các hội, đoàn thể của TDP", "Ban công tác Mặt trận"): (1, 1, 0),
        ("Ban công tác Mặt trận và các hội, đoàn thể của TDP", "Chi hội Phụ nữ"): (0, 0, 1),
    }


def test_titles_are_counted_with_who_registers(drive: World) -> None:
    titles = [(one.title, one.units, one.number, one.who) for one in summary_of(drive).titles]
    assert titles == [
        ("Tập thể Lao động tiên tiến", 1, 1, ["TDP Bá Vân 2"]),
        ("Tập thể Lao động xuất sắc", 1, 2, ["TDP Bá Vân 2 (Chi hội A; Chi hội B)"]),
    ]


@pytest.mark.parametrize(
    ("names", "number", "who"),
    [("", 3, "TDP Bá Vân 1 (3)"), ("Tập thể TDP Bá Vân 1", None, "Tập thể TDP Bá Vân 1"), ("Chi hội A", 2, "TDP Bá Vân 1 (Chi hội A; 2)")],
)
def test_a_title_names_who_strives_for_it(world: World, names: str, number: int | None, who: str) -> None:
    option = world.registration.sheet.items.get(key="lao-dong-xuat-sac").options.get()
    TitleAnswer.objects.create(registration=world.registration, option=option, names=names, number=number)
    assert summary_of(world).titles[0].who == [who]


def test_targets_are_added_up_by_item(drive: World) -> None:
    counted = {(group.text.partition(" (")[0], row.name): (row.units, row.words) for group in summary_of(drive).targets for row in group.targets}
    assert counted == {
        ("CÁC CHỈ TIÊU", "Vận động quỹ"): (1, "25,5 triệu đồng"),
        ("Các chỉ tiêu về thuế, quỹ", "Thu quỹ Đền ơn đáp nghĩa"): (2, "từ 90% đến 100%, bình quân 95%"),
        ("Các chỉ tiêu về thuế, quỹ", "Giảm hộ nghèo"): (1, "giảm 2 hộ"),
        ("Các chỉ tiêu về thuế, quỹ", "Giữ an ninh"): (1, "không ghi số"),
        ("Các chỉ tiêu về xã hội", "Thu quỹ Đền ơn đáp nghĩa"): (2, "100%"),
    }


def test_the_missing_are_named_with_whom_to_call(drive: World) -> None:
    User.objects.filter(pk=drive.people["both"].pk).update(phone="0900 000 009")
    missing = [(str(one.unit), one.badge.word, [(head.full_name, head.phone) for head in one.heads]) for one in summary_of(drive).missing]
    assert missing == [("TDP Tân Sơn", "Chưa làm", [("Ngô Thị Hai", "0900 000 009")])]


def test_what_was_returned_or_withdrawn_or_is_a_draft_counts_as_missing_and_says_nothing(drive: World) -> None:
    move_registration(drive.strange_registration, "return", by=drive.people["secretary"], reason="Thiếu.")
    move_registration(Registration.objects.get(unit=drive.agency), "withdraw", by=User.objects.holding(Role.HEAD, drive.agency).get())
    begin(drive.campaign, drive.people["both"].terms.get(role=Role.HEAD).unit, by=drive.people["both"])
    summary = summary_of(drive)
    assert [(str(one.unit), one.badge.word) for one in summary.missing] == [
        ("TDP Bá Vân 2", "Trả lại để sửa"),
        ("TDP Tân Sơn", "Đang làm"),
        ("Ủy ban MTTQ phường Bách Quang", "Đã rút"),
    ]
    assert (summary.total.returned, summary.titles, [str(line.unit) for line in summary.lines]) == (1, [], ["TDP Bá Vân 1"])


def test_only_what_was_accepted_counts_when_asked_for(drive: World) -> None:
    summary = summary_of(drive, accepted_only=True)
    assert ([str(line.unit) for line in summary.lines], summary.titles, len(summary.missing)) == (["TDP Bá Vân 1"], [], 1)
    assert [row.words for group in summary.targets for row in group.targets] == ["100%", "100%"]


def test_versions_of_a_sheet_that_ask_the_same_count_as_one(drive: World) -> None:
    old = drive.strange_registration.sheet
    new = Sheet.objects.create(**{name: getattr(old, name) for name in ("name", "kinds", "subject", "bases", "opening", "authority")}, code=old.code, version=2)
    for item in old.items.filter(type="targets"):
        copy = Item.objects.create(sheet=new, position=item.position, type=item.type, key=item.key, text=item.text)
        drive.strange_registration.target_answers.filter(item=item).update(item=copy)
    Registration.objects.filter(pk=drive.strange_registration.pk).update(sheet=new)
    assert {row.name: row.units for group in summary_of(drive).targets for row in group.targets}["Thu quỹ Đền ơn đáp nghĩa"] == 2


def test_the_words_of_several_kinds_stand_side_by_side(drive: World) -> None:
    hamlet = make_unit(drive.ward, Kind.THON, "thon-1", short_name="thôn Một")
    drive.campaign.invitations.create(unit=hamlet)
    drive.campaign.sheet_choices.get_or_create(kind=Kind.THON, defaults={"sheet": drive.registration.sheet})
    answer(begin(drive.campaign, hamlet, by=make_person(Role.HEAD, hamlet)))
    assert "Tập thể TDP/thôn phấn đấu" in [group.text for group in summary_of(drive).grades]


def test_it_costs_the_same_number_of_queries_however_many_units_there_are(drive: World, django_assert_num_queries: Any) -> None:
    campaign = Campaign.objects.select_related("unit").get(pk=drive.campaign.pk)
    with django_assert_num_queries(7):
        summarise(campaign)


def opened(client: Client, world: World, **asked: str) -> Any:
    client.force_login(world.people["chair"])
    return client.get(reverse("campaign-summary", args=[world.campaign.pk]), asked)


def test_the_page_shows_sums_units_and_the_missing(client: Client, drive: World) -> None:
    page = opened(client, drive)
    assert texts(page, ".//main//h2") == ["Tình hình đăng ký", "Mức phấn đấu", "Danh hiệu", "Chỉ tiêu", "Từng đơn vị", "Chưa đăng ký"]
    assert texts(page, ".//details/summary/b") == ["TDP Bá Vân 1", "TDP Bá Vân 2", "Ủy ban MTTQ phường Bách Quang"]
    assert texts(page, ".//nav[@class='chips']//a") == ["Mọi đăng ký đã gửi (3)", "Chỉ đăng ký đã tiếp nhận (1)"]
    accepted = opened(client, drive, chi="tiep-nhan")
    assert texts(accepted, ".//details/summary/b") == ["TDP Bá Vân 1"]
    assert links(accepted, ".//div[@class='actions']") == [(reverse("campaign-summary-xlsx", args=[drive.campaign.pk]) + "?chi=tiep-nhan", "Tải Excel")]


def test_an_empty_campaign_says_so(client: Client, world: World) -> None:
    empty = ".//main//div[@class='empty']"
    world.campaign = make_campaign(world.ward)
    assert texts(opened(client, world), empty) == ["Phong trào chưa mời đơn vị nào nên chưa có gì để tổng hợp."]
    world.campaign = launch(make_campaign(world.ward, invited=[world.unit]), world.people["secretary"])
    assert texts(opened(client, world), empty) == ["Chưa có đơn vị nào gửi đăng ký."]
    assert texts(opened(client, world, chi="tiep-nhan"), empty) == ["Chưa có đăng ký nào được tiếp nhận."]
    paper = summary_paper(summary_of(world))
    assert [table.heading for table in paper.tables if not table.rows] == [
        "II. Mức phấn đấu hoàn thành nhiệm vụ", "III. Danh hiệu thi đua", "IV. Chỉ tiêu", "VI. Đăng ký của từng đơn vị"
    ]  # fmt: skip


def test_a_long_list_of_missing_units_ends_with_where_the_rest_is(client: Client, world: World) -> None:
    for _ in range(MOST_MISSING):
        world.campaign.invitations.create(unit=make_unit(world.ward))
    assert texts(opened(client, world), ".//main/p")[-1] == "Và 3 đơn vị nữa, xem đủ trong tệp Excel."


def test_when_nobody_is_missing_it_says_so(client: Client, world: World) -> None:
    world.campaign = launch(make_campaign(world.ward, invited=[world.unit]), world.people["secretary"])
    answer(begin(world.campaign, world.unit, by=world.people["head"]))
    assert texts(opened(client, world), ".//main/p")[-1] == "Tất cả các đơn vị được mời đã đăng ký."


def test_the_workbook_holds_numbers_as_numbers(client: Client, drive: World) -> None:
    client.force_login(drive.people["secretary"])
    book = load_workbook(io.BytesIO(client.get(reverse("campaign-summary-xlsx", args=[drive.campaign.pk])).content))
    assert book.sheetnames == ["Tổng quan", "Mức phấn đấu", "Danh hiệu", "Chỉ tiêu", "Chi tiết", "Chưa đăng ký"]
    rows = {name: list(book[name].iter_rows(values_only=True)) for name in book.sheetnames}
    assert rows["Tổng quan"][3] == ("Tất cả", 4, 3, 1, 1, 0)
    assert [row[2:] for row in rows["Mức phấn đấu"] if row[2] == "Chi bộ"] == [("Chi bộ", "Xuất sắc", 2), ("Chi bộ", "Tốt", 0), ("Chi bộ", "Hoàn thành", 0)]
    assert rows["Danh hiệu"][2] == ("Tập thể Lao động xuất sắc", 1, 2, "TDP Bá Vân 2 (Chi hội A; Chi hội B)")
    assert [row[2:] for row in rows["Chỉ tiêu"] if row[0] == "Các chỉ tiêu về thuế, quỹ"] == [
        ("Thu quỹ Đền ơn đáp nghĩa", None, "%", 2, None, 90, 100, 95),
        ("Giảm hộ nghèo", "giảm", "hộ", 1, 2, None, None, None),
        ("Giữ an ninh", None, None, 1, None, None, None, None),
    ]
    details = [row for row in rows["Chi tiết"] if row[0] == "TDP Bá Vân 2" and row[3] == "Chỉ tiêu"]
    assert details[0][5:] == ("Giảm hộ nghèo", "giảm", 2, "hộ", None, None, None)
    assert rows["Chưa đăng ký"][1:] == [("TDP Tân Sơn", "Tổ dân phố", "Chưa làm", "Ngô Thị Hai", None)]


def test_the_paper_is_laid_out_tagged_and_complete(client: Client, drive: World) -> None:
    client.force_login(drive.people["secretary"])
    pdf = made_by_job(client, "campaign-summary-pdf", drive.campaign.pk, chi="tiep-nhan")
    text = pdf_text(pdf)
    for words in (
        f"BẢNG TỔNG HỢP ĐĂNG KÝ THI ĐUA NĂM {drive.campaign.year}",
        "PHƯỜNG BÁCH QUANG",
        "NGƯỜI LẬP BIỂU",
        "Trần Thị Thư",
        "Dương Thị Lưu",
        "TDP Tân Sơn",
    ):
        assert words in text
    assert "Chỉ gồm các đăng ký đã được tiếp nhận." in text
    said = structure_text(pdf)
    assert [word for word in text.replace("-", " ").split() if word not in said and not word.isdecimal()] == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        box = [float(side) for side in opened.pages[0].mediabox]
        assert (box[2] > box[3], str(opened.Root.StructTreeRoot.IDTree.Names[0])[:1].isdecimal()) == (True, True)
    structure = poppler("pdfinfo", pdf, "-struct", "-")
    assert ("/Scope /Column" in structure, "/Scope /Row" in structure) == (True, True)


def test_the_paper_leaves_room_for_a_hand_where_it_is_not_clear_who_signs(drive: World) -> None:
    make_person(Role.CHAIR, drive.ward)
    drive.people["secretary"].terms.update(ends_on=date(2020, 1, 2))
    drive.ward.letterhead = "Đảng ủy\nHội đồng"
    drive.ward.save()
    paper = summary_paper(summarise(type(drive.campaign).objects.get(pk=drive.campaign.pk)))
    assert (paper.made_by, paper.signer_name, paper.letterhead, paper.tables[0].rows[-1][1]) == ("", "", ("Đảng ủy", "Hội đồng"), "4")


def test_a_sum_is_exact(drive: World) -> None:
    assert {row.total for group in summary_of(drive).targets for row in group.targets if row.name == "Vận động quỹ"} == {Decimal("25.5")}
