"""What is paid by a decision, and what its papers say."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from awards.decision_papers import authority_of, decision_document, list_of, submission_document
from awards.decision_workflow import awards_of
from awards.models import BaseSalary, Honour, Kind, Meeting, Rate, Subject
from awards.paying import price, total_of
from emulation.campaigns.models import CitedDocument
from emulation.history.models import Line
from emulation.notices.models import Notice
from emulation.people.models import Role, User
from tests.awarding import accept, honour, make_nomination
from tests.deciding import drawn_up, numbered, office_of, ready, signed, sudden, unchecked
from tests.world import World, make_person, make_term

TODAY = date(2026, 11, 20)


def test_of_several_titles_of_one_person_in_one_year_only_the_highest_is_paid(world: World) -> None:
    person = {"name": "Nguyễn Văn Một", "birth_year": 1980}
    codes = ("lao-dong-tien-tien", "chien-si-thi-dua-co-so", "giay-khen")
    nominations = [unchecked(make_nomination(world.unit, world.people["head"], honour=code, **person), world) for code in codes]
    other = unchecked(make_nomination(world.unit, world.people["head"], honour=codes[0], name="Nguyễn Văn Một", birth_year=1990), world)
    awards = awards_of(drawn_up(office_of(world), *nominations, other))
    price(awards, TODAY)
    paid = {(award.honour.code, award.nomination.birth_year): award.prize_words for award in awards}
    assert paid == {
        ("lao-dong-tien-tien", 1980): "Không chi riêng",
        ("chien-si-thi-dua-co-so", 1980): "2.530.000 đồng",
        ("giay-khen", 1980): "760.000 đồng",
        ("lao-dong-tien-tien", 1990): "760.000 đồng",
    }
    assert total_of(awards) == 4_050_000


def test_what_has_no_basis_is_left_open_and_said_on_the_paper(world: World) -> None:
    Rate.objects.filter(honour=honour()).delete()
    decision = drawn_up(office_of(world), *ready(world, 1))
    awards = awards_of(decision)
    assert (awards[0].prize, awards[0].prize_words, total_of(awards)) == (None, "Chưa có căn cứ", None)
    annex = list_of(decision, awards)
    assert annex.blocks[0].rows[0][-1] == "(-)"
    assert [block.text for block in annex.blocks[1:]] == ["(-): chưa có căn cứ để xác định mức tiền thưởng."]
    document = decision_document(decision, awards, world.people["chair"], TODAY)
    assert document.blocks[1].text.startswith("Mức tiền thưởng ghi trong danh sách; trường hợp chưa có căn cứ thì chưa ghi mức.")
    assert any("chưa ghi mức" in block.text for block in submission_document(decision, awards, world.people["secretary"], TODAY).blocks)


def test_a_collective_that_is_a_unit_is_one_recipient_whatever_it_is_called(world: World) -> None:
    said = {"subject": Subject.COLLECTIVE, "nominee_unit": world.unit, "name": "Tổ dân phố Bá Vân 1"}
    awards = awards_of(drawn_up(office_of(world), unchecked(make_nomination(world.unit, world.people["head"], **said), world)))
    price(awards, TODAY)
    assert awards[0].prize == 1_520_000
    assert list_of(awards[0].decision, awards).blocks[0].rows[0] == ("1", "Tổ dân phố Bá Vân 1", "", "Giấy khen", "1.520.000")


def test_the_prize_is_that_of_the_decisions_date_and_a_difference_from_the_print_is_told(world: World) -> None:
    decision = signed(office_of(world), *ready(world, 1))
    BaseSalary.objects.create(amount=3_000_000, starts_on=date(2020, 1, 1), source="Cũ", is_confirmed=True)
    before = decision.awards.get().prize
    decision = numbered(decision, world.people["secretary"], dated=date(2025, 12, 1))
    award = decision.awards.get()
    assert (before, award.prize) == (760_000, 710_000)
    assert "khác mức in" in Line.objects.of(decision).get(move="price").reason
    assert Notice.objects.filter(user=world.people["secretary"], key__contains="tien-thuong").count() == 1


def test_the_decision_says_by_what_for_how_many_and_what_for(world: World) -> None:
    CitedDocument.objects.create(unit=world.ward, name="Nghị định", number="129/2025/NĐ-CP", issuer="Chính phủ", title="về phân định thẩm quyền")
    accept(world.registration, world.people["secretary"])
    decision = drawn_up(office_of(world), *ready(world, 2, kind=Kind.MOVEMENT, campaign=world.campaign), campaign=world.campaign)
    meeting = Meeting.objects.create(
        unit=world.ward, title="Xét khen thưởng", held_at=datetime(2026, 11, 1, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")), place="UBND"
    )
    decision.meeting = meeting
    document = decision_document(decision, awards_of(decision), world.people["chair"], TODAY)
    assert document.bases[:2] == (
        "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
        "Căn cứ Nghị định số 129/2025/NĐ-CP của Chính phủ về phân định thẩm quyền",
    )
    assert "Căn cứ Nghị định số 152/2025/NĐ-CP" in document.bases
    assert document.bases[-3:-1] == (
        f"Căn cứ {world.campaign.plan_named} của UBND phường Bách Quang {world.campaign.plan_title}",
        "Căn cứ kết quả họp Hội đồng Thi đua - Khen thưởng phường Bách Quang: xét khen thưởng",
    )
    assert document.blocks[0].text.startswith("Tặng Giấy khen cho 02 cá nhân đã có thành tích xuất sắc trong phong trào thi đua")
    assert document.blocks[1].text.startswith("Tổng số tiền thưởng là 1.520.000 đồng")
    assert (document.decider, document.signature.authority) == ("CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG BÁCH QUANG", ("CHỦ TỊCH",))


def test_titles_and_sudden_merit_are_worded_as_they_are(world: World) -> None:
    title = unchecked(make_nomination(world.unit, world.people["head"], honour="lao-dong-tien-tien"), world)
    of_titles = drawn_up(office_of(world), title)
    document = decision_document(of_titles, awards_of(of_titles), world.people["chair"], TODAY)
    assert document.blocks[0].text.startswith("Tặng danh hiệu “Lao động tiên tiến” cho 01 cá nhân đã có thành tích xuất sắc trong thực hiện nhiệm vụ")
    of_deeds = drawn_up(office_of(world), sudden(world))
    assert "đã lập thành tích đột xuất" in decision_document(of_deeds, awards_of(of_deeds), world.people["chair"], TODAY).blocks[0].text


def test_a_list_with_posts_lies_on_its_side(world: World) -> None:
    narrow = drawn_up(office_of(world), *ready(world, 1))
    wide = drawn_up(office_of(world), *ready(world, 1, details="Bí thư Chi bộ"))
    assert (list_of(narrow, awards_of(narrow)).landscape, list_of(wide, awards_of(wide)).landscape) == (False, True)
    assert len(list_of(wide, awards_of(wide)).blocks[0].columns) == 6


def test_a_vice_chair_signs_in_the_chairs_place(world: World) -> None:
    vice: User = make_person(Role.CHAIR)
    term = make_term(vice, world.ward, Role.CHAIR, title="Phó Chủ tịch UBND phường")
    assert (authority_of(term), authority_of(None)) == (("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), ("CHỦ TỊCH",))


def test_honours_and_decisions_name_themselves(world: World) -> None:
    decision = drawn_up(office_of(world), *ready(world, 1, name="Nguyễn Văn Thành"))
    award = decision.awards.get()
    assert (str(award), str(decision), award.book_line) == ("Nguyễn Văn Thành: Giấy khen", "Về việc khen thưởng thành tích năm 2026", "")
    assert Honour.objects.get(code="giay-khen").pk == award.honour_id
