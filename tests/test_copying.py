"""Next year's campaign from last year's: what is copied, what is left, and how days and words move on."""

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from emulation.campaigns.copying import copy_campaign, living, shift_day, shift_deadline, shift_years
from emulation.campaigns.deadlines import last_open_day, parse_deadline
from emulation.campaigns.models import Campaign, Citation, CitedDocument, Invitation, Movement, OfferedTitle, Target
from emulation.history.models import Line
from emulation.people.models import Role, User
from emulation.sheets.models import Sheet
from emulation.units.changes import retell
from emulation.units.kinds import Kind
from emulation.units.models import Succession, Unit
from emulation.workflow import MoveRefused
from tests.pages import messages, page, type_in
from tests.world import World, launch, make_campaign, make_local_drive, make_person, make_unit

COPIED = {"contents", "targets", "offered_titles", "citations", "movements", "invitations", "sheet_choices"}
# what units did in the old one stays there, and what was written and awarded for it
LEFT = {"registrations", "local_drives", "plan_scans", "drafts", "nominations", "nomination_imports", "meetings", "award_decisions", "postings"}
FIELDS: dict[str, Any] = {  # of the copy of `old`, all but its key
    "code": "thi-dua-2025",
    "title": "Phong trào thi đua yêu nước năm 2025",
    "slogan": "Đoàn kết",
    "kind": "special",
    "occasion": "75 năm (25/8/1949 - 25/8/2024)",
    "year": 2025,
    "period_words": "đến hết tháng 2/2025",
    "starts_on": date(2025, 1, 1),
    "ends_on": date(2025, 2, 28),
    "plan_number": "",
    "plan_date": None,
    "plan_issuer": "UBND phường Bách Quang",
    "plan_title": "tổ chức phong trào thi đua năm 2025",
    "deadline_words": "đến hết ngày 28/02/2025",
    "deadline": parse_deadline("đến hết ngày 28/02/2025"),
    "retrospective_reason": "",
    "addressees": "Ủy ban nhân dân phường",
    "contact_name": "Trần Thị Thư",
    "contact_phone": "0208 000 111",
    "comment_days": 7,
    "is_plan_public": False,
    "state": "draft",
    **dict.fromkeys(("suspension_basis", "suspension_reason", "suspended_from"), ""),
    "unchecked_parts": ["general", "targets"],
}


@pytest.fixture
def old(world: World) -> Campaign:
    """Of 2024 until its leap day, with something in every part."""
    campaign = make_campaign(
        world.ward,
        code="thi-dua-2024",
        title="Phong trào thi đua yêu nước năm 2024",
        slogan="Đoàn kết",
        comment_days=7,
        is_plan_public=True,
        kind="special",
        occasion="75 năm (25/8/1949 - 25/8/2024)",
        year=2024,
        period_words="đến hết tháng 2/2024",
        starts_on=date(2024, 1, 1),
        ends_on=date(2024, 2, 29),
        plan_date=date(2024, 1, 19),
        plan_issuer="UBND phường Bách Quang",
        plan_title="tổ chức phong trào thi đua năm 2024",
        words="xong trước ngày 29/02/2024",
        retrospective_reason="Nhập lại",
        addressees="Ủy ban nhân dân phường",
        invited=[world.unit, world.agency],
    )
    document = CitedDocument.objects.get(unit=world.ward)
    Citation.objects.create(campaign=campaign, document=document, role=Citation.Role.PARENT_PLAN, position=1)
    Movement.objects.create(campaign=campaign, name="Dân vận khéo", launcher="Chủ tịch UBND tỉnh", period_words="giai đoạn 2021–2025", document=document)
    Movement.objects.create(campaign=campaign, name="Vì người nghèo")
    whole = Target.objects.create(campaign=campaign, position=2, name="Thu ngân sách", value=45, unit="tỷ đồng", period="năm 2024")
    Target.objects.create(campaign=campaign, position=1, name="Thuế đất", value=3, unit="tỷ đồng", parent=whole)
    OfferedTitle.objects.create(campaign=campaign, name="Gia đình văn hóa", subject="household")
    launch(campaign, world.people["secretary"])
    return Campaign.objects.get(pk=campaign.pk)


def succeed(former: Unit, after: Unit, *, carries_on: bool = True) -> None:
    """The unit ended on 30/6/2025, and another came after it."""
    Unit.objects.filter(pk=former.pk).update(ends_on=date(2025, 6, 30))
    Succession.objects.create(predecessor=former, successor=after, kind=Succession.Kind.MERGE, on=date(2025, 7, 1), carries_on=carries_on)
    retell([former.pk])


def rows(campaign: Campaign, related: str) -> list[Any]:
    """The rows of a part as data, without keys of their own."""
    left_out = {"id", "campaign_id", "parent_id", "period"}
    return [{name: value for name, value in row.items() if name not in left_out} for row in getattr(campaign, related).values()]


def test_every_part_of_a_campaign_is_either_copied_or_left() -> None:
    assert {relation.related_name for relation in Campaign._meta.related_objects} == COPIED | LEFT


def test_every_field_of_the_copy_is_as_it_should_be(world: World, old: Campaign) -> None:
    new = copy_campaign(old, by=world.people["secretary"])
    own = ("id", "unit", "made_at", "search_key", "sort_key")
    values = {field.name: getattr(new, field.name) for field in Campaign._meta.concrete_fields if field.name not in own}
    assert values == FIELDS
    assert (new.unit, new.pk != old.pk, new.made_at > old.made_at) == (world.ward, True, True)


def test_every_part_of_the_copy_holds_the_same_rows(world: World, old: Campaign) -> None:
    world.unit.local_drives.add(make_local_drive(old, world.unit))
    new = copy_campaign(old, by=world.people["secretary"])
    for related in sorted(COPIED):
        assert (rows(new, related), len(rows(old, related)) > 0) == (rows(old, related), True), related
    assert {related: getattr(new, related).count() for related in LEFT} == dict.fromkeys(LEFT, 0)
    assert [(str(one), str(one.parent or "")) for one in new.targets.all()] == [
        ("Thuế đất: đạt 3 tỷ đồng", "Thu ngân sách: đạt 45 tỷ đồng năm 2025"),
        ("Thu ngân sách: đạt 45 tỷ đồng năm 2025", ""),
    ]
    assert {one.parent.campaign for one in new.targets.all() if one.parent} == {new}
    assert old.targets.count() == 2


def test_parts_whose_days_moved_on_are_to_be_checked_until_they_are_saved(client: Client, world: World, old: Campaign) -> None:
    """A copy used to say "Đã ghi" of everything, though its days are only guessed."""
    client.force_login(world.people["secretary"])
    new = copy_campaign(old, by=world.people["secretary"])

    def unchecked() -> list[str]:
        steps = page(client.get(new.get_absolute_url())).iterfind(".//ol[@class='steps']/li")
        return [str(step[0].text) for step in steps if "Cần xem lại ngày" in "".join(step[1].itertext())]

    assert unchecked() == ["1. Thông tin chung, kế hoạch, hạn đăng ký", "4. Chỉ tiêu"]
    type_in(client, reverse("campaign-part", args=[new.pk, "chi-tieu"]))
    assert unchecked() == ["1. Thông tin chung, kế hoạch, hạn đăng ký"]
    type_in(client, reverse("campaign-edit", args=[new.pk]))
    assert unchecked() == []
    old.targets.update(period="")
    assert copy_campaign(old, by=world.people["secretary"]).unchecked_parts == ["general"]


def test_the_copy_may_be_launched_once_gone_over_and_remembers_where_it_came_from(client: Client, world: World, old: Campaign) -> None:
    client.force_login(world.people["secretary"])
    answer = client.post(reverse("campaign-copy", args=[old.pk]), follow=True)
    new = Campaign.objects.latest("pk")
    assert answer.redirect_chain == [(new.get_absolute_url(), 302)]
    assert messages(answer) == ["Đã chép thành phong trào mới ở dạng đang soạn. Xin xem lại từng phần, nhất là tên, ngày và hạn đăng ký."]
    (line,) = Line.objects.of(new)
    assert (line.label, line.reason, line.who, line.title) == (
        "Soạn từ phong trào trước",
        "Phong trào thi đua yêu nước năm 2024",
        "Trần Thị Thư",
        "Thư ký Hội đồng phường Bách Quang",
    )
    again = copy_campaign(old, by=world.people["secretary"])
    assert (again.code, copy_campaign(new, by=world.people["secretary"]).code) == ("thi-dua-2025-2", "thi-dua-2026")


@pytest.mark.parametrize("state", ["draft", "launched", "registration-closed", "summed-up", "closed", "suspended"])
def test_a_campaign_is_copied_in_any_state_and_the_copy_is_a_draft(world: World, old: Campaign, state: str) -> None:
    why = {"suspension_basis": "Công văn", "suspension_reason": "Bão", "suspended_from": "launched"} if state == "suspended" else {}
    Campaign.objects.filter(pk=old.pk).update(state=state, **why)
    new = copy_campaign(Campaign.objects.get(pk=old.pk), by=world.people["secretary"])
    assert (new.state, new.suspension_basis, new.suspended_from) == ("draft", "", "")


def test_a_code_without_a_year_gets_one_and_stays_short_enough(world: World) -> None:
    secretary = world.people["secretary"]
    codes = [copy_campaign(make_campaign(world.ward, code=code, year=2030), by=secretary).code for code in ("dac-biet", "a" * 60)]
    assert codes == ["dac-biet-2031", f"{'a' * 52}-2031"]


def test_a_five_year_campaign_moves_on_by_five_years(world: World) -> None:
    old = make_campaign(
        world.ward,
        kind="five-year",
        code="giai-doan",
        title="Phong trào giai đoạn 2021–2025",
        period_words="giai đoạn 2021–2025",
        year=2021,
        starts_on=date(2021, 1, 1),
        ends_on=date(2025, 12, 31),
    )
    new = copy_campaign(old, by=world.people["secretary"])
    assert (new.title, new.period_words, new.starts_on, new.ends_on, new.year) == (
        "Phong trào giai đoạn 2026–2030",
        "giai đoạn 2026–2030",
        date(2026, 1, 1),
        date(2030, 12, 31),
        2026,
    )


def test_an_anniversary_keeps_its_name_since_that_counts_its_own_years(world: World) -> None:
    old = make_campaign(world.ward, kind="anniversary", code="ky-niem", title="75 năm (1949 - 2024)", plan_title="75 năm 2024", year=2024)
    new = copy_campaign(old, by=world.people["secretary"])
    assert (new.title, new.plan_title, new.year) == ("75 năm (1949 - 2024)", "75 năm 2024", 2025)


def test_nothing_is_copied_past_the_last_year(world: World) -> None:
    old = make_campaign(world.ward, code="cuoi", year=2100, starts_on=date(2100, 1, 1), ends_on=date(2100, 12, 31))
    with pytest.raises(MoveRefused, match=r"^Phong trào mới sẽ vượt quá năm 2100\.$"):
        copy_campaign(old, by=world.people["secretary"])


def test_units_that_have_ended_make_room_for_their_successors(world: World) -> None:
    year = timezone.localdate().year
    gone, vanished, later, split, half = [make_unit(world.ward) for _ in range(5)]
    succeed(gone, world.strange_unit)
    succeed(split, half)
    succeed(split, world.agency, carries_on=False)
    Unit.objects.filter(pk=vanished.pk).update(ends_on=date(2025, 6, 30))
    Unit.objects.filter(pk=later.pk).update(ends_on=date(year + 2, 1, 1))
    old = make_campaign(world.ward)
    Invitation.objects.bulk_create(Invitation(campaign=old, unit=unit) for unit in (world.unit, gone, vanished, later, split))
    new = copy_campaign(old, by=world.people["secretary"])
    assert {invitation.unit for invitation in new.invitations.select_related("unit")} == {world.unit, world.strange_unit, later, half, world.agency}


def test_the_successor_of_a_ward_goes_on_with_its_campaign(client: Client, world: World) -> None:
    former = make_unit(world.province, Kind.WARD, short_name="phường Lương Sơn")
    group, school = make_unit(former), make_unit(former, Kind.SCHOOL)
    succeed(group, world.unit)
    type(school).objects.filter(pk=school.pk).update(ends_on=date(2025, 6, 30))
    old = make_campaign(former, code="luong-son", invited=[group, school])
    for number, unit in (("1", former), ("2", former), ("2", world.ward)):
        CitedDocument.objects.create(unit=unit, name="Luật", number=number, title="Thi đua")
    for document in CitedDocument.objects.filter(unit=former):
        Citation.objects.create(campaign=old, document=document)
    succeed(former, world.ward)
    client.force_login(world.people["secretary"])
    client.post(reverse("campaign-copy", args=[old.pk]))
    new = Campaign.objects.latest("pk")
    assert (new.unit, [one.unit for one in new.invitations.all()]) == (world.ward, [world.unit])
    assert [(one.document.unit, one.document.number) for one in new.citations.order_by("document__number")] == [(world.ward, "1"), (world.ward, "2")]
    assert CitedDocument.objects.filter(unit=world.ward, number="2").count() == 1


def test_only_the_successors_secretary_goes_on_with_it(client: Client, world: World) -> None:
    former = make_unit(world.province, Kind.WARD)
    succeed(former, world.ward)
    old = make_campaign(former, code="luong-son")
    client.force_login(make_person(Role.SECRETARY, former))
    answer = client.post(reverse("campaign-copy", args=[old.pk]), follow=True)
    assert messages(answer) == ["Đơn vị phát động đã kết thúc hoạt động. Chỉ thư ký của đơn vị kế tục mới soạn tiếp được."]
    assert Campaign.objects.latest("pk") == old


def test_documents_without_number_are_told_apart_by_what_they_say(world: World) -> None:
    """Four resolutions of four party congresses once became one document, and the copy failed."""
    former = make_unit(world.province, Kind.WARD)
    old = make_campaign(former, code="dai-hoi")
    for level in ("toàn quốc", "tỉnh", "phường"):
        document = CitedDocument.objects.create(unit=former, name="Nghị quyết", title=f"Đại hội Đảng {level}")
        Citation.objects.create(campaign=old, document=document)
    succeed(former, world.ward)
    new = copy_campaign(old, by=User.objects.get(pk=world.people["secretary"].pk))
    assert [one.document.title for one in new.citations.order_by("document__pk")] == [f"Đại hội Đảng {level}" for level in ("toàn quốc", "tỉnh", "phường")]


def test_a_ring_of_successors_leads_nowhere(world: World) -> None:
    first, second = make_unit(world.ward), make_unit(world.ward)
    succeed(first, second)
    succeed(second, first)
    first.refresh_from_db()
    assert living(first, date(2026, 1, 1)) == []


def test_each_kind_gets_the_newest_version_of_its_sheet(world: World, old: Campaign) -> None:
    chosen = old.sheet_choices.get(kind="tdp").sheet
    newer = Sheet.objects.create(code=chosen.code, version=2, name="Mẫu 01 mới", kinds=["tdp"], digest="x")
    new = copy_campaign(old, by=world.people["secretary"])
    assert (new.sheet_choices.get(kind="tdp").sheet, old.sheet_choices.get(kind="tdp").sheet) == (newer, chosen)


@pytest.mark.parametrize(
    ("words", "years", "shifted"),
    [
        ("trước ngày 01/3/2024", 1, "trước ngày 01/3/2025"),
        ("xong trước ngày 29/02/2024", 1, "đến hết ngày 28/02/2025"),
        ("đến hết ngày 29 tháng 02 năm 2024", 1, "đến hết ngày 28/02/2025"),
        ("đến hết ngày 29/02/2024", 4, "đến hết ngày 29/02/2028"),
        ("đến hết tháng 02/2024", 1, "đến hết tháng 02/2025"),
        ("xong trước ngày 28 tháng 02 năm 2027", 1, "xong trước ngày 28 tháng 02 năm 2028"),
    ],
)
def test_the_words_of_a_deadline_move_on(words: str, years: int, shifted: str) -> None:
    deadline: datetime = parse_deadline(words)
    assert shift_deadline(words, last_open_day(deadline), years) == shifted
    parse_deadline(shifted)


def test_days_and_years_move_on() -> None:
    assert [shift_day(date(2024, 2, 29), years) for years in (1, 4)] == [date(2025, 2, 28), date(2028, 2, 29)]
    assert shift_years("75 năm (25/8/1949 - 25/8/2024), số 12024/KH", 1, 2024, 2024) == "75 năm (25/8/1949 - 25/8/2025), số 12024/KH"
