"""The paper of a registration, from the real records: the form's wording in its order, and the unit's own words and answers."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from emulation.campaigns.models import Invitation
from emulation.papers.rendering import render_pdf
from emulation.people.models import Role
from emulation.units.kinds import Kind
from registrations.answers import Answer, questions_of, replace_answers
from registrations.beginning import begin
from registrations.models import GradeAnswer, Registration, TargetAnswer, TitleAnswer
from registrations.papers import blank_paper, html_of, paper_of
from registrations.sheets import Question
from tests.paperwork import first_out_of_order, form_lines
from tests.pdf import pdf_text
from tests.world import World, launch, make_campaign, make_person, make_unit

FORMS = ("mau-01-to-dan-pho", "mau-01-co-quan")


def registration_on(world: World, form: str) -> Registration:
    """A draft on one of the two forms."""
    if form == "mau-01-to-dan-pho":
        return world.strange_registration
    return begin(world.campaign, world.agency, by=make_person(Role.HEAD, world.agency, full_name="Hà Thị Mặt Trận"))


def answered(registration: Registration) -> Registration:
    """Every item answered: a target in each list, every pledge a grade, each title registered."""
    replace_answers(registration, {question.item: answers(registration, question, place) for place, question in enumerate(questions_of(registration))})
    return Registration.objects.get(pk=registration.pk)


def answers(registration: Registration, question: Question, place: int) -> list[Answer]:
    item = question.item
    if item.type == "targets":
        return [TargetAnswer(registration=registration, item=item, position=1, name="Thu quỹ Đền ơn đáp nghĩa", value=1250, unit="nghìn đồng")]
    if item.type == "pledge":
        grade = question.options[1 + place % 2]
        return [GradeAnswer(registration=registration, item=item, position=1, subject=subject, option=grade) for subject in question.subjects]
    return [TitleAnswer(registration=registration, option=option, names="Tổ 1, Tổ 2") for option in question.options]


@pytest.mark.parametrize("form", FORMS)
def test_the_filled_paper_carries_every_line_of_its_form_in_order(world: World, form: str) -> None:
    paper = paper_of(answered(registration_on(world, form)), dated=date(2026, 1, 5))
    text = pdf_text(render_pdf(html_of(paper)))

    assert first_out_of_order(form_lines(form, paper, world.campaign), text) is None


@pytest.mark.parametrize("form", FORMS)
def test_the_blank_paper_carries_every_line_of_its_form_in_order(world: World, client: Client, form: str) -> None:
    unit = world.strange_unit if form == "mau-01-to-dan-pho" else world.agency
    client.force_login(world.people["secretary"])
    answer = client.get(reverse("registration-blank", args=[Invitation.objects.get(unit=unit).pk]))
    paper = blank_paper(world.campaign, unit, world.campaign.sheet_choices.get(kind=unit.kind).sheet)

    assert first_out_of_order(form_lines(form, paper, world.campaign), pdf_text(answer.content)) is None
    assert paper.dated is None
    assert {line.dotted > 0 for line in paper.lines if line.level == "option"} == {True}


def lines_of(registration: Registration) -> list[str]:
    return [f"{line.text} {line.value}".strip() for line in paper_of(registration).lines]


def test_what_the_unit_answered_stands_after_the_line_that_asks_for_it(world: World) -> None:
    lines = lines_of(answered(world.strange_registration))

    assert [line for line in lines if len(line) < 100] == [
        "I. CÁC CHỈ TIÊU",
        "1. Các chỉ tiêu về thuế, quỹ:",
        "- Thu quỹ Đền ơn đáp nghĩa: đạt 1.250 nghìn đồng.",
        "- Thu quỹ Đền ơn đáp nghĩa: đạt 1.250 nghìn đồng.",
        "3. Chi bộ phấn đấu:",
        "Hoàn thành xuất sắc nhiệm vụ:",
        "Hoàn thành tốt nhiệm vụ:",
        "Hoàn thành nhiệm vụ: X",
        "4. Tập thể TDP phấn đấu:",
        "Hoàn thành xuất sắc nhiệm vụ:",
        "Hoàn thành tốt nhiệm vụ: X",
        "Hoàn thành nhiệm vụ:",
        "5. Ban công tác Mặt trận và các hội, đoàn thể của TDP:",
        "Hoàn thành xuất sắc nhiệm vụ:",
        "Hoàn thành tốt nhiệm vụ:",
        "Hoàn thành nhiệm vụ: Ban công tác Mặt trận",
        f"II. ĐĂNG KÝ CÁC DANH HIỆU THI ĐUA NĂM {world.campaign.year}",
        '1. Tập thể "Lao động xuất sắc": Tổ 1, Tổ 2',
        '2. Tập thể "Lao động tiên tiến": Tổ 1, Tổ 2',
    ]


def test_the_agencys_one_collective_ticks_its_grade(world: World) -> None:
    assert lines_of(answered(registration_on(world, "mau-01-co-quan")))[-3:] == [
        '1. Tập thể "Hoàn thành xuất sắc":',
        '2. Tập thể "Hoàn thành tốt nhiệm vụ":',
        '3. Tập thể "Hoàn thành nhiệm vụ": X',
    ]


def test_those_who_pledge_the_same_grade_stand_on_one_line(world: World) -> None:
    draft = world.strange_registration
    item = next(question.item for question in questions_of(draft) if question.item.more_subjects)
    offered = {option.code: option for option in item.options.all()}
    pledged = {"Ban công tác Mặt trận": "good", "Chi hội Phụ nữ": "excellent", "Chi hội Nông dân": "good"}
    replace_answers(
        draft,
        {
            item: [
                GradeAnswer(registration=draft, item=item, position=place, subject=subject, option=offered[grade])
                for place, (subject, grade) in enumerate(pledged.items(), start=1)
            ]
        },
    )

    lines = lines_of(draft)
    after = lines.index("5. Ban công tác Mặt trận và các hội, đoàn thể của TDP:") + 1
    assert lines[after : after + 3] == [
        "Hoàn thành xuất sắc nhiệm vụ: Chi hội Phụ nữ",
        "Hoàn thành tốt nhiệm vụ: Ban công tác Mặt trận; Chi hội Nông dân",
        "Hoàn thành nhiệm vụ:",
    ]


KINDS = {
    Kind.TDP: ("TM. TỔ DÂN PHỐ", "4. Tập thể TDP phấn đấu:", "5. Ban công tác Mặt trận và các hội, đoàn thể của TDP:"),
    Kind.THON: ("TM. THÔN", "4. Tập thể thôn phấn đấu:", "5. Ban công tác Mặt trận và các hội, đoàn thể của thôn:"),
    Kind.KHOM: ("TM. KHÓM", "4. Tập thể khóm phấn đấu:", "5. Ban công tác Mặt trận và các hội, đoàn thể của khóm:"),
    Kind.AP: ("TM. ẤP", "4. Tập thể ấp phấn đấu:", "5. Ban công tác Mặt trận và các hội, đoàn thể của ấp:"),
    Kind.BAN: ("TM. BẢN", "4. Tập thể bản phấn đấu:", "5. Ban công tác Mặt trận và các hội, đoàn thể của bản:"),
    Kind.KHU_PHO: ("TM. KHU PHỐ", "4. Tập thể khu phố phấn đấu:", "5. Ban công tác Mặt trận và các hội, đoàn thể của khu phố:"),
}


@pytest.mark.parametrize(("kind", "words"), KINDS.items(), ids=KINDS)
def test_the_paper_speaks_of_each_kind_of_unit_by_its_own_word(world: World, kind: Kind, words: tuple[str, str, str]) -> None:
    unit = make_unit(world.ward, kind, "noi-ay")
    head = make_person(Role.HEAD, unit)
    paper = paper_of(begin(launch(make_campaign(world.ward, invited=[unit]), world.people["secretary"]), unit, by=head))

    numbered = [line.text for line in paper.lines if line.text.startswith(("4.", "5."))]
    assert (paper.authority, *numbered) == words


def test_only_the_agencys_paper_has_a_number_and_leaves_dots_for_one_not_yet_given(world: World) -> None:
    agency = registration_on(world, "mau-01-co-quan")

    assert paper_of(world.strange_registration).number_line == ""
    assert paper_of(agency).number_line.rstrip(".") == "Số: "
    replace_answers(agency, {}, own_number="05/MTTQ")
    agency.refresh_from_db()
    assert paper_of(agency).number_line == "Số: 05/MTTQ"


def test_the_addressees_end_as_a_list_ends(world: World) -> None:
    world.campaign.addressees = " - Ủy ban nhân dân phường;\n\nHội đồng thi đua."
    sheet = world.strange_registration.sheet

    assert blank_paper(world.campaign, world.unit, sheet).addressees == ("Ủy ban nhân dân phường;", "Hội đồng thi đua.")


def test_a_plan_without_number_and_date_yet_leaves_dots_for_them(world: World) -> None:
    world.campaign.plan_number, world.campaign.plan_date = "", None

    assert blank_paper(world.campaign, world.unit, world.strange_registration.sheet).bases[1] == (
        f"Thực hiện Kế hoạch số ......../KH-UBND ngày ........ của UBND phường Bách Quang về việc {world.campaign.plan_title}."
    )
