"""The summary in the words of the form that units filled in: a ward's own grades, names of items filled in, several names, targets kept apart."""

import io
from typing import Any

import pytest
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from emulation.people.models import Role
from emulation.sheets.models import Item, Option, Sheet
from registrations.models import Registration, TitleAnswer
from registrations.summary import summarise
from registrations.summary_grades import bare_word, short_word
from registrations.summary_paper import summary_paper
from registrations.summary_tables import summary_xlsx
from registrations.sums import KEPT_APART
from registrations.workflow import move_registration
from tests.pages import texts
from tests.world import World, fill_in

KEY, TEXT = "chi-bo", "Chi bộ phấn đấu"


@pytest.fixture
def ward_form(world: World) -> World:
    """The form calls the grades of the party cell otherwise and offers two of them; TDP 1 pledges the first, TDP 2 the second."""
    options = world.registration.sheet.items.get(key=KEY).options
    options.filter(code="excellent").update(text="Vững mạnh xuất sắc:")
    options.filter(code="good").update(text="Vững mạnh:")
    options.filter(code="completed").delete()
    fill_in(world.strange_registration)
    world.strange_registration.grade_answers.filter(item__key=KEY).update(option=options.get(code="good"))
    head = world.strange_registration.unit.terms.get(role=Role.HEAD).user
    move_registration(Registration.objects.get(pk=world.strange_registration.pk), "submit", by=head)
    return world


def counted(world: World) -> list[list[tuple[str, int]]]:
    """The numbers of the party cell, one list for each group and subject."""
    return [row.worded for group in summarise(world.campaign).grades if group.text == TEXT for row in group.grades]


def page(client: Client, world: World) -> Any:
    client.force_login(world.people["chair"])
    return client.get(reverse("campaign-summary", args=[world.campaign.pk]))


def sheet_rows(client: Client, world: World, name: str) -> list[tuple[Any, ...]]:
    client.force_login(world.people["secretary"])
    book = load_workbook(io.BytesIO(client.get(reverse("campaign-summary-xlsx", args=[world.campaign.pk])).content))
    return list(book[name].iter_rows(values_only=True))


@pytest.mark.parametrize(
    ("text", "word", "short"),
    [
        ("Hoàn thành xuất sắc nhiệm vụ:", "Hoàn thành xuất sắc nhiệm vụ", "Xuất sắc"),
        ("Hoàn thành tốt nhiệm vụ", "Hoàn thành tốt nhiệm vụ", "Tốt"),
        ("Hoàn thành nhiệm vụ;", "Hoàn thành nhiệm vụ", "Hoàn thành"),
        ('Tập thể "Hoàn thành xuất sắc":', "Hoàn thành xuất sắc", "Xuất sắc"),
        ("Tập thể “Tiên tiến”.", "Tiên tiến", "Tiên tiến"),
        ("Vững mạnh xuất sắc :", "Vững mạnh xuất sắc", "Vững mạnh xuất sắc"),
        ("Tập thể khá", "Tập thể khá", "Tập thể khá"),
    ],
)
def test_a_grade_is_called_as_the_form_calls_it(text: str, word: str, short: str) -> None:
    assert (bare_word(text), short_word(word)) == (word, short)


def test_each_group_counts_the_grades_that_its_form_offers_in_its_own_words(ward_form: World) -> None:
    words = {group.text: group.grade_words for group in summarise(ward_form.campaign).grades}
    assert (words[TEXT], words["Tập thể TDP phấn đấu"]) == (("Vững mạnh xuất sắc", "Vững mạnh"), ("Xuất sắc", "Tốt", "Hoàn thành"))
    assert counted(ward_form) == [[("Vững mạnh xuất sắc", 1), ("Vững mạnh", 1)]]


def regrade(world: World, *grades: tuple[str, str]) -> dict[str, Option]:
    """The party cell's grades are now these (code, text), in this order; the legal ones that stay keep their answers."""
    item = world.registration.sheet.items.get(key=KEY)
    for place, (code, _) in enumerate(grades, start=1):
        Option.objects.filter(item=item, code=code).update(position=place + 50)
    for place, (code, text) in enumerate(grades, start=1):
        Option.objects.update_or_create(item=item, code=code, defaults={"position": place, "text": text})
    return {option.code: option for option in item.options.all()}


FIVE = (("excellent", "Xuất sắc:"), ("good", "Tốt:"), ("kha", "Khá:"), ("trung-binh", "Trung bình:"), ("yeu", "Yếu:"))


@pytest.mark.parametrize(
    ("grades", "pledged", "counts"),
    [
        (FIVE, "kha", [("Xuất sắc", 1), ("Tốt", 0), ("Khá", 1), ("Trung bình", 0), ("Yếu", 0)]),
        (FIVE, "yeu", [("Xuất sắc", 1), ("Tốt", 0), ("Khá", 0), ("Trung bình", 0), ("Yếu", 1)]),
        (tuple(reversed(FIVE)), "trung-binh", [("Yếu", 0), ("Trung bình", 1), ("Khá", 0), ("Tốt", 0), ("Xuất sắc", 1)]),
        (
            (
                ("excellent", "Hoàn thành xuất sắc nhiệm vụ:"),
                ("good", "Hoàn thành tốt nhiệm vụ:"),
                ("completed", "Hoàn thành nhiệm vụ:"),
                ("khong-hoan-thanh", "Không hoàn thành nhiệm vụ:"),
            ),
            "khong-hoan-thanh",
            [("Xuất sắc", 1), ("Tốt", 0), ("Hoàn thành", 0), ("Không hoàn thành nhiệm vụ", 1)],
        ),
    ],
    ids=["five", "the last of five", "worst first", "four of the law"],
)
def test_any_number_of_grades_is_counted_in_the_forms_words_and_order(
    ward_form: World, grades: tuple[tuple[str, str], ...], pledged: str, counts: list[tuple[str, int]]
) -> None:
    offered = regrade(ward_form, *grades)
    ward_form.strange_registration.grade_answers.filter(item__key=KEY).update(option=offered[pledged])
    assert counted(ward_form) == [counts]


def test_forms_that_offer_the_same_grades_in_another_order_are_added_together(ward_form: World) -> None:
    old, new = ward_form.strange_registration.sheet, Sheet.objects.create(name="Mẫu khác", code="mau-khac", version=1, authority="TM.")
    item = old.items.get(key=KEY)
    copy = Item.objects.create(sheet=new, position=1, type=item.type, key=item.key, text=item.text)
    for place, option in enumerate(reversed(item.options.all()), start=1):
        again = Option.objects.create(item=copy, position=place, code=option.code, text=option.text)
        ward_form.strange_registration.grade_answers.filter(option=option).update(item=copy, option=again)
    Registration.objects.filter(pk=ward_form.strange_registration.pk).update(sheet=new)
    assert counted(ward_form) == [[("Vững mạnh xuất sắc", 1), ("Vững mạnh", 1)]]


def test_a_grade_that_somebody_pledges_cannot_be_taken_away(ward_form: World) -> None:
    with pytest.raises(ProtectedError):
        Option.objects.get(item__sheet=ward_form.registration.sheet, item__key=KEY, code="good").delete()


def test_forms_that_ask_the_same_in_other_words_are_not_added_together(ward_form: World) -> None:
    old = ward_form.strange_registration.sheet
    new = Sheet.objects.create(name="Mẫu khác", code="mau-khac", version=1, authority=old.authority)
    for item in old.items.all():
        copy = Item.objects.create(sheet=new, position=item.position, type=item.type, key=item.key, text=item.text)
        ward_form.strange_registration.target_answers.filter(item=item).update(item=copy)
        for option in item.options.all():
            text = {"Vững mạnh:": "Khá:"}.get(option.text, option.text)
            again = Option.objects.create(item=copy, position=option.position, code=option.code, text=text)
            ward_form.strange_registration.grade_answers.filter(option=option).update(item=copy, option=again)
    Registration.objects.filter(pk=ward_form.strange_registration.pk).update(sheet=new)
    assert counted(ward_form) == [[("Vững mạnh xuất sắc", 1), ("Vững mạnh", 0)], [("Vững mạnh xuất sắc", 0), ("Khá", 1)]]
    assert [group.units for group in summarise(ward_form.campaign).grades if group.text == "Tập thể TDP phấn đấu"] == [2]


def test_the_page_shows_the_words_of_the_form(client: Client, ward_form: World) -> None:
    answer = page(client, ward_form)
    assert texts(answer, f".//table[caption='{TEXT}']/thead//th") == ["Đối tượng", "Vững mạnh xuất sắc", "Vững mạnh"]
    assert texts(answer, ".//table[caption='Tập thể TDP phấn đấu']/thead//th") == ["Đối tượng", "Xuất sắc", "Tốt", "Hoàn thành"]
    lines = texts(answer, ".//dl[@class='facts']//li")
    assert ("Chi bộ: Vững mạnh xuất sắc" in lines, "Chi bộ: Vững mạnh" in lines) == (True, True)


def test_the_workbook_has_one_row_for_each_subject_and_grade(client: Client, ward_form: World) -> None:
    rows = sheet_rows(client, ward_form, "Mức phấn đấu")
    assert rows[0] == ("Mục", "Loại đơn vị", "Đối tượng", "Mức", "Số đơn vị")
    assert [row[1:] for row in rows if row[0] == TEXT] == [
        ("Tổ dân phố", "Chi bộ", "Vững mạnh xuất sắc", 1),
        ("Tổ dân phố", "Chi bộ", "Vững mạnh", 1),
    ]
    assert [row[3:] for row in rows if row[0] == "Tập thể TDP phấn đấu"] == [("Xuất sắc", 2), ("Tốt", 0), ("Hoàn thành", 0)]


def test_the_details_of_the_workbook_use_the_words_of_the_form_and_fill_in_its_names(client: Client, ward_form: World) -> None:
    option = ward_form.registration.sheet.items.get(key="lao-dong-xuat-sac").options.get()
    Item.objects.filter(pk=option.item_id).update(text="DANH HIỆU CỦA {short}, {WORD} {unit}, {commune} NĂM {year}")
    TitleAnswer.objects.create(registration=ward_form.registration, option=option, names="Nguyễn Văn An\n\n Trần  Thị Bình ")
    rows = sheet_rows(client, ward_form, "Chi tiết")
    assert [row[6] for row in rows if row[5] == "Chi bộ"] == ["Vững mạnh xuất sắc", "Vững mạnh"]
    title = next(row for row in rows if row[3] == "Danh hiệu")
    assert title[4].endswith(f"DANH HIỆU CỦA TDP, TỔ DÂN PHỐ TDP Bá Vân 1, phường Bách Quang NĂM {ward_form.campaign.year}")
    assert (title[7], title[9]) == (2, "Nguyễn Văn An; Trần Thị Bình")
    assert [cell for row in rows for cell in row if "{" in str(cell)] == []


def test_the_workbook_costs_the_same_number_of_queries_however_many_units_there_are(ward_form: World, django_assert_num_queries: Any) -> None:
    summary = summarise(ward_form.campaign)
    assert len(summary.lines) == 2
    with django_assert_num_queries(1):
        summary_xlsx(summary)


def test_the_paper_says_the_grades_in_the_words_of_the_form(ward_form: World) -> None:
    tables = {table.heading.partition(".")[0]: table for table in summary_paper(summarise(ward_form.campaign)).tables}
    rows = {row[2]: row[1:] for row in tables["II"].rows}
    assert rows[TEXT] == ("Chi bộ", TEXT, "Vững mạnh xuất sắc: 1; Vững mạnh: 1", "2")
    assert rows["Tập thể TDP phấn đấu"][2:] == ("Xuất sắc: 2", "2")
    assert ["Chi bộ: Vững mạnh" in row[2].split("\n\n") for row in tables["VI"].rows] == [False, True]


def test_screen_and_paper_say_that_targets_of_other_items_are_not_added(client: Client, ward_form: World) -> None:
    assert KEPT_APART in texts(page(client, ward_form), ".//main/p[@class='muted']")
    assert KEPT_APART in summary_paper(summarise(ward_form.campaign)).notes
    for registration in (ward_form.registration, ward_form.strange_registration):
        registration.target_answers.all().delete()
    assert KEPT_APART not in texts(page(client, ward_form), ".//main/p[@class='muted']")
    assert KEPT_APART not in summary_paper(summarise(ward_form.campaign)).notes
