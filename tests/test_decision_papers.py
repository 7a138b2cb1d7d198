"""What is paid by a decision, and what its papers say."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from awards.award_workflow import move_award
from awards.citations import cite
from awards.decision_papers import authority_of, decision_document, list_of, submission_document
from awards.decision_workflow import awards_of
from awards.models import BaseSalary, Honour, Kind, Meeting, Rate, Subject
from awards.paying import price, sum_known, total_of
from emulation.campaigns.models import CitedDocument
from emulation.history.models import Line
from emulation.issuing.models import OutgoingPaper
from emulation.notices.models import Notice
from emulation.papers.wording import annexed_to
from emulation.people.models import Role, User
from tests.awarding import accept, honour, make_nomination
from tests.deciding import drawn_up, issued, numbered, office_of, ready, signed, sudden, unchecked
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


def test_when_the_higher_title_is_revoked_the_lower_one_is_paid(world: World) -> None:
    codes = ("lao-dong-tien-tien", "chien-si-thi-dua-co-so")
    nominations = [unchecked(make_nomination(world.unit, world.people["head"], honour=code, name="Nguyễn Văn Một"), world) for code in codes]
    decision = issued(office_of(world), *nominations, *ready(world, 1))
    lower, higher, other = decision.awards.order_by("nomination_id")
    assert (lower.prize, bool(higher.prize), decision.awards.filter(prize=None).count()) == (0, True, 0)
    move_award(higher, "revoke", by=world.people["chair"], reason="Khai man.")
    lower.refresh_from_db()
    assert lower.prize_words == "760.000 đồng"
    assert Line.objects.of(decision).get(move="price").reason == f"{lower}: 760.000 đồng. Tính lại vì đã hủy bỏ Chiến sĩ thi đua cơ sở."
    assert sum_known(decision.awards.paid().values_list("prize", flat=True)) == 760_000 + (other.prize or 0)


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
    said = {"number": "129/2025/NĐ-CP", "signed_on": date(2025, 6, 11), "issuer": "Chính phủ", "title": "về phân định thẩm quyền"}
    decree = CitedDocument.objects.create(unit=world.ward, name="Nghị định", **said)
    world.campaign.citations.create(document=decree, position=8)
    law = CitedDocument.objects.create(unit=world.ward, name="Luật", number="06/2022/QH15", issuer="Quốc hội", title="Thi đua, khen thưởng")
    world.campaign.citations.create(document=law, position=9)
    accept(world.registration, world.people["secretary"])
    decision = drawn_up(office_of(world), *ready(world, 2, kind=Kind.MOVEMENT, campaign=world.campaign), campaign=world.campaign)
    meeting = Meeting.objects.create(
        unit=world.ward, title="Xét khen thưởng", held_at=datetime(2026, 11, 1, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")), place="UBND"
    )
    decision.meeting = meeting
    document = decision_document(decision, awards_of(decision), world.people["chair"], TODAY)
    assert document.bases[:2] == (
        "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
        "Căn cứ Nghị định số 129/2025/NĐ-CP ngày 11 tháng 6 năm 2025 của Chính phủ về phân định thẩm quyền",
    )
    assert sum("129/2025" in base for base in document.bases) == 1  # the campaign cites it too
    assert "Căn cứ Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ" in document.bases  # its title is nobody's word yet
    assert sum(base.startswith("Căn cứ Luật") for base in document.bases) == 1  # the campaign cites it in other words
    assert document.bases[-3:-1] == (
        f"Căn cứ {world.campaign.plan_named} của UBND phường Bách Quang {world.campaign.plan_title}",
        "Căn cứ kết quả họp Hội đồng Thi đua - Khen thưởng phường Bách Quang: xét khen thưởng",
    )
    meeting.minutes = OutgoingPaper(kind="bien-ban", number=7, symbol="BB-HĐTĐKT", dated=date(2026, 11, 2), state="issued")
    numbered_minutes = "Căn cứ Biên bản số 07/BB-HĐTĐKT ngày 02/11/2026 của Hội đồng Thi đua - Khen thưởng phường Bách Quang: xét khen thưởng"
    assert decision_document(decision, awards_of(decision), world.people["chair"], TODAY).bases[-2] == numbered_minutes
    assert document.blocks[0].text.startswith("Tặng Giấy khen cho 02 cá nhân đã có thành tích xuất sắc trong phong trào thi đua")
    assert document.blocks[1].text.startswith("Tổng số tiền thưởng là 1.520.000 đồng")
    assert annexed_to(document).endswith("của Chủ tịch Ủy ban nhân dân phường Bách Quang)")
    assert (document.decider, document.signature.authority) == ("Chủ tịch Ủy ban nhân dân phường Bách Quang", ("CHỦ TỊCH",))


def test_titles_and_sudden_merit_are_worded_as_they_are(world: World) -> None:
    title = unchecked(make_nomination(world.unit, world.people["head"], honour="lao-dong-tien-tien"), world)
    of_titles = drawn_up(office_of(world), title)
    document = decision_document(of_titles, awards_of(of_titles), world.people["chair"], TODAY)
    assert document.blocks[0].text.startswith("Tặng danh hiệu “Lao động tiên tiến” cho 01 cá nhân đã có thành tích xuất sắc trong thực hiện nhiệm vụ")
    of_deeds = drawn_up(office_of(world), sudden(world))
    assert "đã lập thành tích đột xuất" in decision_document(of_deeds, awards_of(of_deeds), world.people["chair"], TODAY).blocks[0].text


def test_cultural_titles_rest_on_their_decree_and_the_submission_only_proposes(world: World) -> None:
    said = {"honour": "gia-dinh-van-hoa", "subject": Subject.HOUSEHOLD}
    decision = drawn_up(office_of(world), unchecked(make_nomination(world.unit, world.people["head"], **said), world))
    awards = awards_of(decision)
    document = decision_document(decision, awards, world.people["chair"], TODAY)
    assert "Căn cứ Nghị định số 86/2023/NĐ-CP của Chính phủ" in document.bases
    proposal = submission_document(decision, awards, world.people["secretary"], TODAY)
    titles = [one.annexes[0].title for one in (document, proposal)]
    assert titles == ["Danh sách hộ gia đình được khen thưởng", "Danh sách hộ gia đình đề nghị khen thưởng"]
    assert cite("Quyết định", "86/2025/QĐ-UBND") == "Quyết định số 86/2025/QĐ-UBND"


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
