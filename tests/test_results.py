"""What became of the targets: who reports it, until when, what contradicts itself, and where it is drawn."""

import io
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from emulation.campaigns.models import Campaign
from emulation.history.models import Line
from emulation.typed.models import Typed
from emulation.vietnamese.numbers import show_number
from emulation.workflow import MoveRefused
from registrations.demonstration.results import invented_results
from registrations.models import Registration, TargetAnswer
from registrations.pictures import results_of
from registrations.results import CLOSED, Result, contradiction, doubt, report
from registrations.summary import summarise
from registrations.summary_paper import summary_paper
from registrations.workflow import move_registration
from tests.pages import messages, page, texts
from tests.world import World

pytestmark = pytest.mark.django_db
ROWS = ".//section[@id='ket-qua']//tbody/tr"


@pytest.fixture
def accepted(world: World) -> Registration:
    """Accepted, with its targets: a number to be reached, a task, and a number to go down."""
    registration = world.registration
    item = registration.target_answers.all()[0].item
    registration.target_answers.all().delete()
    rows = [("Hộ nghèo", "at-most", Decimal(3), "hộ"), ("Giữ gìn an ninh", "reach", None, ""), ("Thu quỹ", "at-least", Decimal(95), "%")]
    for position, (name, comparator, value, unit) in enumerate(rows, start=1):
        TargetAnswer.objects.create(registration=registration, item=item, position=position, name=name, comparator=comparator, value=value, unit=unit)
    return move_registration(registration, "accept", by=world.people["secretary"])


def targets(registration: Registration) -> list[TargetAnswer]:
    return list(registration.target_answers.order_by("position"))


def typed(registration: Registration, *rows: tuple[str, str, str]) -> dict[str, str]:
    """What the browser sends of (outcome, number, remark) for each target in order."""
    sent = {"save": "1"}
    for target, row in zip(targets(registration), rows, strict=True):
        sent |= {f"chi-tieu-{target.pk}-{name}": value for name, value in zip(("outcome", "achieved", "remark"), row, strict=True)}
    return sent


def page_of(registration: Registration) -> str:
    return reverse("registration-results", args=[registration.pk])


ALL = (("exceeded", "2", ""), ("reached", "", "Không có vụ việc."), ("missed", "90,5", "Do bão."))


@pytest.mark.parametrize("who", ["head", "secretary"])
def test_head_and_secretary_report_and_everybody_sees_it(client: Client, world: World, accepted: Registration, who: str) -> None:
    client.force_login(world.people[who])
    assert texts(client.get(accepted.get_absolute_url()), ".//section[@id='ket-qua']/p") == ["Đơn vị chưa báo cáo."]
    assert texts(client.get(page_of(accepted)), ".//fieldset[@class='form-section result']/legend") == [
        "1. Hộ nghèo: không quá 3 hộ",
        "2. Giữ gìn an ninh",
        "3. Thu quỹ: từ 95% trở lên",
    ]

    answer = client.post(page_of(accepted), typed(accepted, *ALL), follow=True)
    assert messages(answer) == ["Đã lưu kết quả thực hiện chỉ tiêu."]
    client.force_login(world.people["chair"])
    shown = client.get(accepted.get_absolute_url())
    assert texts(shown, ROWS) == [
        "Hộ nghèo: không quá 3 hộ2 hộ▲ Vượt",
        "Giữ gìn an ninhKhông có vụ việc.✓ Đạt",
        "Thu quỹ: từ 95% trở lên90,5%Do bão.× Chưa đạt",
    ]
    assert texts(shown, ".//section[@id='ket-qua']//a") == []
    line = Line.objects.of(accepted).filter(move="report-results").get()
    assert (line.label, line.by) == ("Báo cáo kết quả 3/3 chỉ tiêu", world.people[who])


def test_some_are_reported_now_and_others_later_and_saving_the_same_writes_no_line(client: Client, world: World, accepted: Registration) -> None:
    client.force_login(world.people["head"])
    for _ in range(2):
        client.post(page_of(accepted), typed(accepted, ALL[0], ("", "", ""), ("", "", "")))
    client.post(page_of(accepted), typed(accepted, ALL[0], ALL[1], ("", "", "")))

    assert [one.outcome for one in targets(accepted)] == ["exceeded", "reached", ""]
    assert [line.label for line in Line.objects.of(accepted).filter(move="report-results")] == ["Báo cáo kết quả 2/3 chỉ tiêu", "Báo cáo kết quả 1/3 chỉ tiêu"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("", "2", ""), "Chỉ tiêu 1, Kết quả: Xin chọn kết quả: vượt, đạt hay chưa đạt."),
        (("", "", "Do bão."), "Chỉ tiêu 1, Kết quả: Xin chọn kết quả: vượt, đạt hay chưa đạt."),
        (("reached", "4", ""), "Chỉ tiêu 1, Số thực hiện (hộ): Số thực hiện chưa đạt chỉ tiêu đăng ký. Xin xem lại số thực hiện hoặc kết quả đã chọn."),
        (("missed", "3", ""), "Chỉ tiêu 1, Số thực hiện (hộ): Số thực hiện đã đạt chỉ tiêu đăng ký. Xin xem lại số thực hiện hoặc kết quả đã chọn."),
        (("reached", "hai", ""), None),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(client: Client, world: World, accepted: Registration, row: Any, said: str | None) -> None:
    client.force_login(world.people["head"])
    answer = client.post(page_of(accepted), typed(accepted, row, ("", "", ""), ("reached", "96", "Giữ lại.")))

    errors = texts(answer, ".//div[@class='errors']//li")
    assert len(errors) == 1
    assert said is None or errors == [said]
    assert row[2] in [element.attrib.get("value", "") for element in _inputs(answer, "remark")]
    assert [one.outcome for one in targets(accepted)] == ["", "", ""]


def _inputs(answer: Any, name: str) -> list[Any]:
    return [element for element in page(answer).iter("input") if element.attrib.get("name", "").endswith(name)]


@pytest.mark.parametrize(
    ("comparator", "value", "met", "missed"),
    [
        ("above", "3", "4", "3"),
        ("at-least", "3", "3", "2"),
        ("below", "3", "2", "3"),
        ("at-most", "3", "3", "4"),
        ("raise", "3", "3", "2"),
        ("reduce", "3", "3", "2"),
    ],
)
def test_a_number_says_whether_the_target_was_met(comparator: str, value: str, met: str, missed: str) -> None:
    target = TargetAnswer(name="Chỉ tiêu", comparator=comparator, value=Decimal(value))
    said = {
        outcome: [bool(contradiction(target, Result(outcome, Decimal(number)))) for number in (met, missed)] for outcome in ("exceeded", "reached", "missed")
    }
    assert said == {"exceeded": [False, True], "reached": [False, True], "missed": [True, False]}


@pytest.mark.parametrize("outcome", ["exceeded", "reached", "missed"])
def test_of_a_number_to_reach_only_the_unit_knows(outcome: str) -> None:
    target = TargetAnswer(name="Số vụ vi phạm", comparator="reach", value=Decimal(0))
    assert contradiction(target, Result(outcome, Decimal(2))) == ""


@pytest.mark.parametrize(
    ("comparator", "value", "odd"),
    [
        ("reach", 5, {"exceeded": [4, 5], "reached": [4], "missed": [5, 6]}),
        ("reach", 0, {"exceeded": [0, 1], "reached": [1], "missed": [0]}),
        ("at-least", 5, {"exceeded": [5], "reached": [], "missed": []}),
    ],
)
def test_what_is_hardly_so_is_asked_about(comparator: str, value: int, odd: dict[str, list[int]]) -> None:
    target = TargetAnswer(name="Chỉ tiêu", comparator=comparator, value=Decimal(value))
    numbers = range(max(value - 1, 0), value + 2)
    assert {outcome: [number for number in numbers if doubt(target, Result(outcome, Decimal(number)))] for outcome in odd} == odd


@pytest.mark.parametrize(("value", "result"), [(None, Result("reached")), (Decimal(5), Result("reached")), (Decimal(5), Result("", Decimal(4)))])
def test_nothing_is_asked_about_where_there_are_no_two_numbers_or_no_outcome(value: Decimal | None, result: Result) -> None:
    assert doubt(TargetAnswer(name="Chỉ tiêu", comparator="reach", value=value), result) == ""


def test_what_is_hardly_so_is_saved_and_asked_about_on_the_same_page(client: Client, world: World, accepted: Registration) -> None:
    TargetAnswer.objects.filter(registration=accepted, name="Thu quỹ").update(comparator="reach", value=100)
    client.force_login(world.people["head"])
    rows = [ALL[0], ALL[1], ("reached", "40", "Ghi chú.")]

    answer = client.post(page_of(accepted), typed(accepted, *rows), follow=True)
    asked = "Số thực hiện 40% ít hơn số đăng ký 100% mà kết quả ghi “Đạt”. Xin xem lại cả hai; nếu đúng như vậy thì để nguyên."
    assert (answer.redirect_chain[-1][0], messages(answer)) == (page_of(accepted), ["Đã lưu kết quả thực hiện chỉ tiêu."])
    assert texts(answer, ".//div[@class='note warning']//li") == [f"Chỉ tiêu 3: {asked}"]
    assert [one.outcome for one in targets(accepted)] == ["exceeded", "reached", "reached"]

    answer = client.post(page_of(accepted), typed(accepted, ALL[0], ALL[1], ("reached", "100", "")), follow=True)
    assert answer.redirect_chain[-1][0] == accepted.get_absolute_url()
    assert texts(client.get(page_of(accepted)), ".//div[@class='note warning']") == []


def test_a_note_is_folded_away_while_it_is_empty(client: Client, world: World, accepted: Registration) -> None:
    client.force_login(world.people["head"])
    long, posted = "x" * 501, [("reached", "2", ""), ("reached", "", "Có ghi."), ("reached", "96", "x" * 501)]
    answer = client.post(page_of(accepted), typed(accepted, *posted))

    assert ["open" in one.attrib for one in page(answer).iterfind(".//details[@class='f-remark']")] == [False, True, True]
    assert long in [element.attrib.get("value", "") for element in _inputs(answer, "remark")]


def test_nothing_is_reported_before_it_is_accepted_nor_after_the_campaign_is_closed(client: Client, world: World, accepted: Registration) -> None:
    Campaign.objects.filter(pk=world.campaign.pk).update(state="closed")
    sent = typed(accepted, *ALL)
    client.force_login(world.people["head"])

    closed = client.get(page_of(accepted), follow=True)
    assert messages(closed) == [CLOSED]
    assert texts(closed, ".//section[@id='ket-qua']/p") == ["Đơn vị chưa báo cáo.", "Phong trào đã kết thúc nên không ghi thêm, không sửa kết quả được nữa."]
    answer = client.post(page_of(accepted), sent)
    assert (messages(answer), answer.status_code) == ([CLOSED], 200)
    assert Typed.objects.get(user=world.people["head"]).address == page_of(accepted)  # what was typed is kept
    assert [one.outcome for one in targets(accepted)] == ["", "", ""]


def test_who_takes_what_is_saved_gets_it_back(client: Client, world: World, accepted: Registration) -> None:
    client.force_login(world.people["head"])
    answer = client.post(page_of(accepted), typed(accepted, *ALL) | {"typed-take": "1"})
    assert (answer.status_code, answer["Location"], [one.outcome for one in targets(accepted)]) == (302, page_of(accepted), ["", "", ""])


def test_a_target_of_another_registration_is_refused(world: World, accepted: Registration) -> None:
    with pytest.raises(MoveRefused):
        report(accepted, {0: Result("reached")}, by=world.people["head"])


def test_what_was_reported_on_is_not_returned_any_more(world: World, accepted: Registration) -> None:
    report(accepted, {targets(accepted)[0].pk: Result("reached", Decimal(3))}, by=world.people["head"])
    with pytest.raises(MoveRefused, match="đã báo cáo kết quả"):
        move_registration(accepted, "return", by=world.people["secretary"], reason="Sai.")


def test_a_result_without_outcome_cannot_be_stored(accepted: Registration) -> None:
    with transaction.atomic(), pytest.raises(IntegrityError):
        TargetAnswer.objects.filter(registration=accepted).update(achieved=1)


def test_targets_are_drawn_against_results(client: Client, world: World, accepted: Registration) -> None:
    assert results_of(summarise(world.campaign)) == []
    first, task, last = targets(accepted)
    report(accepted, {first.pk: Result("exceeded", Decimal(2)), task.pk: Result("reached"), last.pk: Result("missed", Decimal(90))}, by=world.people["head"])
    other = world.strange_registration
    Registration.objects.filter(pk=other.pk).update(state="submitted", submitted_at=accepted.submitted_at)
    TargetAnswer.objects.create(registration=other, item=first.item, position=60, name="Giữ gìn an ninh")

    whole, each = results_of(summarise(world.campaign))
    total = show_number(Decimal(TargetAnswer.objects.filter(registration__state__in=["submitted", "accepted"]).count()))
    assert (whole.title, whole.rows[:3]) == (f"Kết quả: đạt và vượt 2/{total} chỉ tiêu", (("Vượt", "1"), ("Đạt", "1"), ("Chưa đạt", "1")))
    assert each.rows == (("Giữ gìn an ninh", "1/2 (50%)"),)
    client.force_login(world.people["chair"])
    assert whole.title in texts(client.get(reverse("campaign-summary", args=[world.campaign.pk])), ".//figure//figcaption")
    drawn = [table.heading for table in summary_paper(summarise(world.campaign)).tables if table.picture]
    assert drawn[1:] == ["IV.2. Kết quả thực hiện chỉ tiêu", each.title]
    book = load_workbook(io.BytesIO(client.get(reverse("campaign-summary-xlsx", args=[world.campaign.pk])).content))
    details = [row for row in book["Chi tiết"].iter_rows(values_only=True) if row[0] == str(world.unit) and row[3] == "Chỉ tiêu"]
    assert [row[10:] for row in details] == [(2, "Vượt"), (None, "Đạt"), (90, "Chưa đạt")]


def test_one_units_targets_alone_are_drawn_as_one_bar(world: World, accepted: Registration) -> None:
    TargetAnswer.objects.exclude(registration=accepted).delete()
    report(accepted, {targets(accepted)[1].pk: Result("reached")}, by=world.people["head"])
    assert len(results_of(summarise(world.campaign))) == 1


def test_what_the_demonstration_reports_contradicts_nothing(world: World, accepted: Registration) -> None:
    item = targets(accepted)[0].item
    for position, (comparator, unit) in enumerate(
        [("above", "%"), ("below", "vụ"), ("raise", "hộ"), ("reduce", "hộ"), ("reach", "%"), ("at-least", "%")] * 5, start=10
    ):
        value = Decimal(100 if unit == "%" else 5)
        TargetAnswer.objects.create(registration=accepted, item=item, position=position, name="Chỉ tiêu", comparator=comparator, value=value, unit=unit)
    results = invented_results(accepted)
    assert {odd(target, results[target.pk]) for target in targets(accepted) for odd in (contradiction, doubt)} == {""}
    assert {result.outcome for result in results.values()} == {"exceeded", "reached", "missed"}
