"""Renaming, merging and splitting units: the tree, the terms, the invitations, and the pages on which it is done."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from emulation.campaigns.models import Invitation, SheetChoice
from emulation.history.models import Line
from emulation.people.models import Role, Term, User
from emulation.sheets.models import Sheet
from emulation.units.changes import Change, carriers, change_units, merge_units, rename_unit, retell, split_unit, unused_code
from emulation.units.kinds import Kind
from emulation.units.models import Succession, Unit
from emulation.workflow import MoveRefused
from registrations.beginning import begin
from registrations.models import LatePermit, Registration
from registrations.unit_changes import carry_out, preview
from registrations.workflow import move_registration
from tests.scans import add_late_permits
from tests.world import World, fill_in, make_campaign, make_term, make_unit

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
RENAME, MERGE, SPLIT = Succession.Kind.RENAME, Succession.Kind.MERGE, Succession.Kind.SPLIT


def today() -> date:
    return timezone.localdate()


def new(name: str, code: str = "", kind: Kind = Kind.TDP) -> Unit:
    """A unit to come."""
    return Unit(kind=kind, code=code or "tdp-77", name=name, short_name=name)


def told() -> list[tuple[str, str, str, bool]]:
    """(old, new, kind, whether it carries on) of every succession."""
    return [(str(one.predecessor), str(one.successor), one.kind, one.carries_on) for one in Succession.objects.order_by("pk")]


def test_a_renamed_unit_ends_and_its_sub_units_go_along(world: World) -> None:
    school = make_unit(world.unit, Kind.SCHOOL, "truong", short_name="Trường Bá Vân", letterhead="TDP BÁ VÂN 1\nTRƯỜNG BÁ VÂN", phone="0208 9")
    make_unit(world.unit, Kind.SCHOOL, "truong-cu", ends_on=date(2024, 1, 1))
    rename_unit(world.unit, new("TDP Bá Vân"), today(), "Nghị quyết số 5/NQ-HĐND", "Đổi theo ý dân")
    assert told() == [("TDP Bá Vân 1", "TDP Bá Vân", "rename", True), ("Trường Bá Vân", "Trường Bá Vân", "transfer", True)]
    renamed, moved = Unit.objects.get(short_name="TDP Bá Vân"), school.successors.get()
    world.unit.refresh_from_db()
    assert (world.unit.short_name, world.unit.code, world.unit.ends_on) == ("TDP Bá Vân 1", "tdp-01", today() - DAY)
    assert (renamed.starts_on, renamed.commune, Unit.objects.get_parent(renamed)) == (today(), world.ward, world.ward)
    assert (moved.code, moved.phone, moved.letterhead, Unit.objects.get_parent(moved)) == ("truong-2", "0208 9", "", renamed)
    assert {one.document for one in Succession.objects.all()} == {"Nghị quyết số 5/NQ-HĐND"}


def test_merged_units_become_a_new_one_or_one_that_exists(world: World) -> None:
    merge_units([world.unit, world.strange_unit], new("TDP Bá Vân"), today())
    third = Unit.objects.get(code="tdp-03")
    merge_units([third], Unit.objects.get(short_name="TDP Bá Vân"), today())
    assert told() == [(name, "TDP Bá Vân", "merge", True) for name in ("TDP Bá Vân 1", "TDP Bá Vân 2", "TDP Tân Sơn")]


def test_of_a_split_units_successors_the_first_carries_on(world: World) -> None:
    split_unit(world.unit, [new("TDP Trên", "tdp-81"), new("TDP Dưới", "tdp-82")], today())
    assert told() == [("TDP Bá Vân 1", "TDP Trên", "split", True), ("TDP Bá Vân 1", "TDP Dưới", "split", False)]
    above, below = Unit.objects.get(code="tdp-81"), Unit.objects.get(code="tdp-82")
    assert [former.carries_on for unit in (above, below) for former in unit.formers] == [True, False]
    world.unit.refresh_from_db()
    assert (carriers([world.unit]), carriers([above])) == ({above.pk}, set())


def test_communes_that_merge_bring_their_units_along(world: World) -> None:
    """Two groups of one code and one name: the second gets the next free code, and the preview says so of the name."""
    make_unit(world.other_ward, Kind.TDP, "tdp-01", short_name="TDP Bá Vân 1")
    change = Change(MERGE, [world.ward, world.other_ward], [new("phường Bách Quang mới", "bach-quang-2025", Kind.WARD)], today())
    outcome = preview(change, by=world.people["administrator"])
    assert (outcome.namesakes, Succession.objects.count()) == (["TDP Bá Vân 1"], 0)
    change = Change(MERGE, [world.ward, world.other_ward], [new("phường Bách Quang mới", "bach-quang-2025", Kind.WARD)], today())
    outcome = carry_out(change, by=world.people["administrator"])
    merged = Unit.objects.get(code="bach-quang-2025")
    assert sorted(merged.units.values_list("code", flat=True)) == ["mttq", "tdp-01", "tdp-02", "tdp-03", "tdp-04"]
    assert Unit.objects.get_parent(merged) == world.province
    moved = world.unit.successors.get()
    assert [term.unit for term in User.objects.get(username="to-truong-1").terms_in_force] == [moved]
    assert User.objects.get(username="thu-ky").terms_in_force == []  # the office is appointed anew
    assert [str(one.old.user) for one in outcome.carried if one.new] == ["Nguyễn Thị Hòa", "Lê Văn Khách", "Ngô Thị Hai"]


def test_a_commune_below_an_ended_district_is_followed_by_one_below_the_province(world: World) -> None:
    district = make_unit(world.province, Kind.DISTRICT, "song-cong-cu", ends_on=date(2025, 6, 30))
    ward = make_unit(district, Kind.WARD, "luong-son")
    rename_unit(ward, new("phường Mới", "moi", Kind.WARD), today())
    assert Unit.objects.get_parent(Unit.objects.get(code="moi")) == world.province


def test_a_split_communes_units_go_where_they_are_said_to_go(world: World) -> None:
    parts = [new("phường Trên", "tren", Kind.WARD), new("phường Dưới", "duoi", Kind.WARD)]
    split_unit(world.ward, parts, today(), homes={world.unit.pk: 1})
    assert [str(unit.successors.get().commune) for unit in (world.unit, world.strange_unit)] == ["phường Dưới", "phường Trên"]


def refused(change: Change) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refusal, transaction.atomic():
        change_units(change)
    return {field: list(sentences) for field, sentences in refusal.value.update_error_dict({}).items() for sentences in [ValidationError(sentences).messages]}


def test_what_cannot_be_is_refused_in_words(world: World) -> None:
    unit, other = world.unit, world.strange_unit
    assert refused(Change(RENAME, [unit], [new("TDP A")], today() + DAY)) == {"on": ["Ngày này chưa tới. Xin ghi thay đổi khi quyết định đã có hiệu lực."]}
    assert refused(Change(MERGE, [unit, other], [other], today())) == {"__all__": ["Không nhập vào TDP Bá Vân 2 được. Xin chọn đơn vị khác đang hoạt động."]}
    Unit.objects.filter(pk=unit.pk).update(starts_on=today())
    assert refused(Change(RENAME, [unit], [new("TDP A")], today())) == {"on": [f"TDP Bá Vân 1 thành lập ngày {today():%d/%m/%Y}. Xin chọn ngày sau đó."]}
    rename_unit(other, new("TDP B"), today())
    again = {"__all__": ["TDP Bá Vân 2 đã kết thúc nên không thay đổi được nữa. Xin tải lại trang đơn vị."]}
    assert refused(Change(RENAME, [other], [new("TDP C", "tdp-78")], today())) == again


def test_what_became_of_a_unit_that_ended_before_can_still_be_told(world: World) -> None:
    Unit.objects.filter(pk=world.unit.pk).update(ends_on=date(2025, 6, 30))
    merge_units([world.unit], world.strange_unit, date(2025, 7, 1))
    assert told() == [("TDP Bá Vân 1", "TDP Bá Vân 2", "merge", True)]


@pytest.mark.parametrize(
    "rows", [[("unit", "unit", True)], [("unit", "agency", True), ("unit", "agency", False)], [("unit", "agency", True), ("unit", "strange_unit", True)]]
)
def test_the_database_itself_refuses_successions_that_cannot_be(world: World, rows: list[tuple[str, str, bool]]) -> None:
    successions = [Succession(predecessor=getattr(world, old), successor=getattr(world, heir), on=today(), carries_on=carried) for old, heir, carried in rows]
    with pytest.raises(IntegrityError), transaction.atomic():
        Succession.objects.bulk_create(successions)


@pytest.mark.parametrize(("code", "free"), [("frei", "frei"), ("tdp-01", "tdp-04"), ("mttq", "mttq-2"), ("tdp-09", "tdp-09")])
def test_a_code_that_is_taken_goes_to_the_next_of_its_row(world: World, code: str, free: str) -> None:
    assert unused_code(world.ward, code) == free


def test_a_circle_in_old_data_does_no_harm(world: World) -> None:
    for old, heir in ((world.unit, world.strange_unit), (world.strange_unit, world.unit)):
        Succession.objects.create(predecessor=old, successor=heir, kind=RENAME, on=today())
    retell([world.unit.pk])
    world.unit.refresh_from_db()
    assert [former.pk for former in world.unit.formers] == [world.strange_unit.pk]
    Unit.objects.filter(pk=world.unit.pk).update(ends_on=today())
    assert carriers(Unit.objects.filter(pk=world.unit.pk)) == {world.unit.pk, world.strange_unit.pk}


def test_two_ways_to_a_former_unit_are_one_and_the_carrying_one_counts(world: World) -> None:
    """A unit is split, and both parts are merged again."""
    split_unit(world.unit, [new("TDP A", "tdp-81"), new("TDP B", "tdp-82")], today() - DAY)
    merge_units(Unit.objects.filter(code__in=["tdp-81", "tdp-82"]), new("TDP AB", "tdp-83"), today())
    merged = Unit.objects.get(code="tdp-83")
    assert {former.pk: former.carries_on for former in merged.formers}[world.unit.pk] is True


def test_heads_of_renamed_units_stay_and_of_merged_ones_the_chosen(world: World) -> None:
    third = Unit.objects.get(code="tdp-03")
    head, stranger = world.people["head"].terms.get(), world.people["stranger"].terms.get()
    carry_out(Change(RENAME, [third], [new("TDP Tân", "tdp-80")], today()), by=world.people["secretary"])
    carry_out(Change(MERGE, [world.unit, world.strange_unit], [new("TDP Bá Vân")], today()), by=world.people["secretary"], going_on={head.pk})
    for term in (head, stranger):
        term.refresh_from_db()
    assert (head.ends_on, stranger.ends_on) == (today() - DAY, today() - DAY)
    assert sorted(Term.objects.in_force().filter(role=Role.HEAD).values_list("user__username", "unit__code")) == [
        ("hai-noi", "tdp-80"),
        ("to-truong-1", "tdp-77"),
    ]
    assert Line.objects.of(third).count() == Line.objects.of(third.successors.get()).count() == 1


def test_a_head_of_both_merged_units_goes_on_once(world: World) -> None:
    both = [make_term(world.people["head"], world.strange_unit, Role.HEAD), world.people["head"].terms.earliest("pk")]
    change = Change(MERGE, [world.unit, world.strange_unit], [new("TDP Bá Vân")], today())
    carry_out(change, by=world.people["secretary"], going_on={term.pk for term in both})
    assert Term.objects.filter(user=world.people["head"], ends_on=None).count() == 1


def invited(world: World) -> set[str]:
    return {str(one.unit) for one in Invitation.objects.filter(campaign=world.campaign)}


def test_who_has_sent_nothing_is_replaced_in_open_campaigns_with_the_draft(world: World) -> None:
    """One unit has sent its registration, which stays under the old name; the other's draft and invitation go over."""
    draft = make_campaign(world.ward, invited=[world.strange_unit])
    outcome = carry_out(Change(MERGE, [world.unit, world.strange_unit], [new("TDP Bá Vân")], today()), by=world.people["secretary"])
    assert invited(world) == {"TDP Bá Vân 1", "TDP Bá Vân", "TDP Tân Sơn", "Ủy ban MTTQ phường Bách Quang"}
    assert {str(one.unit) for one in Registration.objects.all()} == {"TDP Bá Vân 1", "TDP Bá Vân"}
    assert [(one.campaign == draft, bool(one.invited), one.drafted) for one in outcome.replaced] == [
        (True, True, False),
        (False, False, False),
        (False, True, True),
    ]


def test_a_second_draft_stays_where_it_is_and_can_still_be_read(world: World) -> None:
    third = Unit.objects.get(code="tdp-03")
    begin(world.campaign, third, by=world.people["both"])
    carry_out(
        Change(MERGE, [world.strange_unit, third], [new("TDP Mới")], today()),
        by=world.people["secretary"],
        going_on={world.people["stranger"].terms.get().pk},
    )
    seen = Registration.objects.visible_to(User.objects.get(username="to-truong-2"))
    assert sorted(str(one.unit) for one in seen) == ["TDP Mới", "TDP Tân Sơn"]


def test_a_draft_that_was_left_behind_is_not_sent_under_the_old_name(world: World) -> None:
    third = Unit.objects.get(code="tdp-03")
    left = fill_in(begin(world.campaign, third, by=world.people["both"]))
    carry_out(
        Change(MERGE, [world.strange_unit, third], [new("TDP Mới")], today()),
        by=world.people["secretary"],
        going_on={term.pk for who in ("stranger", "both") for term in world.people[who].terms.filter(role=Role.HEAD)},
    )
    head = User.objects.get(username=world.people["both"].username)
    with pytest.raises(MoveRefused, match="đơn vị kế tục gửi đăng ký thay"):
        move_registration(left, "submit", by=head)
    client = Client()
    client.force_login(head)
    assert client.get(left.get_absolute_url()).status_code == 200


def test_leave_to_send_late_goes_over_too(world: World) -> None:
    add_late_permits(world.campaign, world.people["secretary"])
    invitation = Invitation.objects.get(campaign=world.campaign, unit=world.strange_unit)
    permit = invitation.late_permit
    carry_out(Change(RENAME, [world.strange_unit], [new("TDP Mới")], today()), by=world.people["secretary"])
    permit.refresh_from_db()
    assert str(permit.invitation.unit) == "TDP Mới"


@pytest.mark.parametrize("stays", [True, False], ids=["one that stays has leave", "one that stays has none"])
def test_of_two_units_with_leave_that_merge_one_keeps_it(world: World, stays: bool) -> None:
    third = Unit.objects.get(code="tdp-03")
    add_late_permits(world.campaign, world.people["secretary"])
    if not stays:
        LatePermit.objects.filter(invitation__unit=third).delete()
    carry_out(Change(MERGE, [world.strange_unit], [third], today()), by=world.people["secretary"])
    assert LatePermit.objects.filter(invitation__unit=third).count() == 1
    assert not LatePermit.objects.filter(invitation__unit=world.strange_unit).exists()


def test_a_closed_campaign_is_left_alone(world: World) -> None:
    type(world.campaign).objects.update(deadline=timezone.now() - DAY)
    carry_out(Change(RENAME, [world.strange_unit], [new("TDP Mới")], today()), by=world.people["secretary"])
    assert "TDP Bá Vân 2" in invited(world)


def test_a_kind_without_sheet_stops_the_change(world: World) -> None:
    Sheet.objects.update(kinds=["tdp", "mass-organisation"])
    SheetChoice.objects.exclude(kind__in=["tdp", "mass-organisation"]).delete()
    with pytest.raises(ValidationError) as refusal:
        carry_out(Change(RENAME, [world.strange_unit], [new("khu phố Mới", kind=Kind.KHU_PHO)], today()), by=world.people["secretary"])
    assert refusal.value.messages[0].endswith("chưa có mẫu đăng ký cho loại đơn vị “Khu phố”. Xin chọn loại khác.")
    assert world.strange_unit.successions.count() == 0
