"""A unit launches its own drive inside a campaign: by its head, within the campaign's days, while that runs."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from emulation.campaigns.local_drives import Progress, move_local_drive, progress
from emulation.campaigns.models import Campaign, Invitation, LocalDrive
from emulation.campaigns.workflow import move_campaign
from emulation.history.models import Line
from emulation.notices.models import Notice
from emulation.people.models import Role
from emulation.units.changes import Change
from emulation.units.kinds import Kind
from emulation.units.models import Succession, Unit
from emulation.vietnamese.dates import day
from emulation.workflow import MoveRefused
from registrations.unit_changes import carry_out
from tests.pages import errors, form_data, links, messages, page, texts, type_in
from tests.world import World, launch, make_campaign, make_local_drive, make_person, make_unit

ASK = "đồng chí Trần Thị Thư, điện thoại 0208 000 111"
SUSPENDED = f"Phong trào đang tạm dừng nên chưa phát động tại đơn vị được. Xin hỏi {ASK}."
OVER = "Phong trào không còn chạy nên không phát động tại đơn vị được nữa."


def signed_in(client: Client, world: World, who: str) -> Client:
    client.force_login(world.people[who])
    return client


def add_url(world: World) -> str:
    return reverse("campaign-local-drive-add", args=[world.campaign.invitations.get(unit=world.unit).pk])


def list_url(campaign: Campaign) -> str:
    return reverse("campaign-local-drives", args=[campaign.pk])


def press(browser: Client, drive: LocalDrive, move: str) -> Any:
    return browser.post(reverse("campaign-local-drive-move", args=[drive.pk, move]), follow=True)


def put(campaign: Campaign, state: str) -> Campaign:
    why = "Bão" if state == "suspended" else ""
    Campaign.objects.filter(pk=campaign.pk).update(state=state, suspension_basis=why, suspension_reason=why, suspended_from="launched" if why else "")
    return Campaign.objects.get(pk=campaign.pk)


def test_a_head_prepares_and_launches_a_drive_of_the_units_own(client: Client, world: World) -> None:
    head = signed_in(client, world, "head")
    assert ("Soạn đợt thi đua của TDP Bá Vân 1", add_url(world)) in [(text, url) for url, text in links(head.get(list_url(world.campaign)), ".//main")]
    typed = {"title": "60 ngày đêm sạch ngõ", "contents": "Tổng vệ sinh\n\nTrồng hoa", "plan_number": "01/KH-TDP", "plan_date": f"02/02/{world.campaign.year}"}
    answer = type_in(head, add_url(world), **typed)
    drive = LocalDrive.objects.get()
    assert (answer.status_code, answer.url) == (302, drive.get_absolute_url())
    shown = head.get(drive.get_absolute_url())
    assert (messages(shown), texts(shown, ".//section[@class='panel prose']//li")) == (
        ["Đã lưu ở dạng đang soạn. Bấm “Phát động” khi đã xong."],
        ["Tổng vệ sinh", "Trồng hoa"],
    )
    assert texts(shown, ".//dl[@class='facts']/div/dd") == [
        "Tổ dân phố Bá Vân 1",
        f"từ {day(world.campaign.starts_on)} đến hết {day(world.campaign.ends_on)}",
        f"số 01/KH-TDP ngày 02/02/{world.campaign.year}",
    ]
    type_in(head, reverse("campaign-local-drive-edit", args=[drive.pk]), title="90 ngày đêm", plan_number="", plan_date="")
    assert messages(press(head, drive, "launch")) == [
        "Đã lưu ở dạng đang soạn. Bấm “Phát động” khi đã xong.",
        "Đã phát động. Tình trạng hiện nay: đã phát động.",
    ]
    assert messages(press(head, drive, "end")) == ["Đã kết thúc đợt thi đua. Tình trạng hiện nay: đã kết thúc."]
    drive.refresh_from_db()
    assert (drive.title, str(drive), drive.state, drive.launched_at is not None) == ("90 ngày đêm", "90 ngày đêm", "ended", True)
    assert [line.label for line in Line.objects.of(drive)] == ["Kết thúc đợt thi đua", "Phát động"]
    assert [notice.subject for notice in Notice.objects.filter(user=world.people["secretary"], key=f"local-drive:{drive.pk}")] == [
        "TDP Bá Vân 1 đã phát động tại đơn vị"
    ]


@pytest.mark.parametrize(
    ("who", "sees", "counted"),
    [
        ("head", ["Đợt của 1, nháp", "Đợt của 1"], []),
        ("stranger", ["Đợt của 2, nháp"], []),
        ("secretary", ["Đợt của 1"], ["1/4 đơn vị đã phát động"]),
        ("council", ["Đợt của 1"], ["1/4 đơn vị đã phát động"]),
        ("superior", ["Đợt của 1"], ["1/4 đơn vị đã phát động"]),
    ],
)
def test_heads_see_their_own_and_the_office_what_was_launched_and_how_many(client: Client, world: World, who: str, sees: list[str], counted: list[str]) -> None:
    make_local_drive(world.campaign, world.unit, world.people["head"], title="Đợt của 1")
    make_local_drive(world.campaign, world.unit, title="Đợt của 1, nháp", starts_on=world.campaign.starts_on + timedelta(days=9))
    make_local_drive(world.campaign, world.strange_unit, title="Đợt của 2, nháp")
    answer = signed_in(client, world, who).get(list_url(world.campaign))
    assert (texts(answer, ".//tbody/tr/th"), texts(answer, ".//div[@class='count-bar']")) == (sees, counted)


def test_a_unit_counts_once_however_many_drives_it_launches(world: World) -> None:
    for _ in range(2):
        make_local_drive(world.campaign, world.unit, world.people["head"])
    make_local_drive(world.campaign, world.strange_unit)
    assert progress(world.campaign) == Progress(1, 4)


def test_a_drive_launched_under_a_former_name_counts_for_the_unit_that_carries_on(world: World) -> None:
    make_local_drive(world.campaign, world.strange_unit, world.people["stranger"])
    renamed = Unit(kind=Kind.TDP, code="tdp-81", short_name="TDP Đồi Chè", name="Tổ dân phố Đồi Chè")
    carry_out(Change(Succession.Kind.RENAME, [world.strange_unit], [renamed], timezone.localdate()), by=world.people["administrator"])
    assert set(world.campaign.invitations.values_list("unit__short_name", flat=True)) >= {"TDP Đồi Chè"}
    assert progress(world.campaign) == Progress(1, 4)
    Invitation.objects.create(campaign=world.campaign, unit=world.strange_unit)  # as where it had sent its registration before
    assert progress(world.campaign) == Progress(1, 5)


WRONG: list[tuple[dict[str, str], list[str]]] = [
    ({"title": ""}, ["Tên đợt thi đua: Xin ghi mục này."]),
    ({"contents": ""}, ["Nội dung thi đua: Xin ghi mục này."]),
    ({"starts_on": "31/12/1999"}, ["Từ ngày: Ngày phải nằm trong thời gian của phong trào, {span}."]),
    ({"ends_on": "01/01/2099"}, ["Đến hết ngày: Ngày phải nằm trong thời gian của phong trào, {span}."]),
    ({"starts_on": "02/02/{year}", "ends_on": "01/02/{year}"}, ["Ngày kết thúc phải sau ngày bắt đầu."]),
]


@pytest.mark.parametrize(("typed", "wrong"), WRONG)
def test_its_days_lie_within_those_of_the_campaign(client: Client, world: World, typed: dict[str, str], wrong: list[str]) -> None:
    words = {"year": world.campaign.year, "span": f"từ {day(world.campaign.starts_on)} đến hết {day(world.campaign.ends_on)}"}
    typed = {"title": "Đợt", "contents": "Một"} | {name: value.format(**words) for name, value in typed.items()}
    answer = type_in(signed_in(client, world, "head"), add_url(world), **typed)
    kept = form_data(answer)
    assert (errors(answer), {name: kept[name] for name in typed}) == ([one.format(**words) for one in wrong], typed)


@pytest.mark.parametrize(("state", "why"), [("suspended", SUSPENDED), ("summed-up", OVER), ("closed", OVER), ("registration-closed", ""), ("launched", "")])
def test_a_drive_is_prepared_and_launched_only_while_the_campaign_runs(client: Client, world: World, state: str, why: str) -> None:
    drive = make_local_drive(world.campaign, world.unit)
    head, edit = signed_in(client, world, "head"), reverse("campaign-local-drive-edit", args=[drive.pk])
    typed = form_data(head.get(edit))
    put(world.campaign, state)
    notes = [texts(head.get(url), ".//main/p[@class='note warning']") for url in (edit, add_url(world))]
    forms = [page(head.get(url)).find(".//main//form") is not None for url in (edit, add_url(world))]
    assert (notes, forms) == ([[why]] * 2 if why else [[], []], [not why] * 2)  # nobody types for nothing
    edited, added = (head.post(url, typed | {"title": title}) for url, title in ((edit, "Khác"), (add_url(world), "Mới")))
    moved = press(head, drive, "launch")
    drive.refresh_from_db()
    if why:
        assert [messages(edited), messages(added), messages(moved)] == [[why]] * 3
        assert (drive.state, drive.title != "Khác", LocalDrive.objects.count(), shown_moves(head, drive)) == ("draft", True, 1, [])
        assert (form_data(edited)["title"], form_data(added)["title"]) == ("Khác", "Mới")
    else:
        assert (drive.state, drive.title, LocalDrive.objects.count(), shown_moves(head, drive)) == ("launched", "Khác", 2, ["Kết thúc đợt thi đua"])


def shown_moves(browser: Client, drive: LocalDrive) -> list[str]:
    return [move.label for move in browser.get(drive.get_absolute_url()).context["moves"]]


def test_a_suspended_campaign_holds_its_drives_and_one_that_is_over_lets_them_end(client: Client, world: World) -> None:
    drive = make_local_drive(world.campaign, world.unit, world.people["head"])
    head = signed_in(client, world, "head")
    put(world.campaign, "suspended")
    assert (shown_moves(head, drive), messages(press(head, drive, "end"))) == ([], [SUSPENDED])
    put(world.campaign, "closed")
    assert messages(press(head, drive, "end")) == ["Đã kết thúc đợt thi đua. Tình trạng hiện nay: đã kết thúc."]
    assert texts(head.get(list_url(world.campaign)), ".//main/p[@class='muted']") == [world.campaign.title, OVER]


def test_what_was_launched_is_not_edited_any_more(client: Client, world: World) -> None:
    drive = make_local_drive(world.campaign, world.unit, world.people["head"])
    answer = type_in(signed_in(client, world, "head"), reverse("campaign-local-drive-edit", args=[drive.pk]), title="Khác")
    assert messages(answer) == ["Đợt thi đua đã phát động nên không sửa được nữa."]
    drive.refresh_from_db()
    assert drive.title != "Khác"


def test_a_unit_that_is_not_invited_launches_nothing(world: World) -> None:
    late = make_unit(world.ward)
    drive = make_local_drive(world.campaign, late)
    with pytest.raises(MoveRefused, match=r"^Đơn vị không được mời tham gia phong trào này\.$"):
        move_local_drive(drive, "launch", by=make_person(Role.HEAD, late))


def test_a_move_that_is_none_is_not_found_and_the_office_makes_none(client: Client, world: World) -> None:
    drive = make_local_drive(world.campaign, world.unit, world.people["head"])
    assert press(signed_in(client, world, "head"), drive, "explode").status_code == 404
    late_head = make_person(Role.HEAD, make_unit(world.ward))
    late_head.terms.create(unit=world.ward, role=Role.COUNCIL, title="Ủy viên", starts_on=date(2020, 1, 1))
    client.force_login(late_head)
    assert press(client, drive, "end").status_code == 403


def test_a_superuser_sees_what_was_launched_and_no_draft(world: World) -> None:
    launched = make_local_drive(world.campaign, world.unit, world.people["head"])
    make_local_drive(world.campaign, world.unit)
    root = make_person(Role.ADMINISTRATOR, is_superuser=True)
    assert list(LocalDrive.objects.visible_to(root)) == [launched]


@pytest.mark.parametrize("fields", [{"state": "launched"}, {"starts_on": date(2100, 1, 1)}])
def test_the_database_holds_what_must_be_true(world: World, fields: dict[str, Any]) -> None:
    drive = make_local_drive(world.campaign, world.unit)
    with pytest.raises(IntegrityError), transaction.atomic():
        LocalDrive.objects.filter(pk=drive.pk).update(**fields)


def test_a_drive_of_another_campaign_is_not_in_the_list(client: Client, world: World) -> None:
    other = launch(make_campaign(world.ward, invited=[world.unit]), world.people["secretary"])
    make_local_drive(other, world.unit)
    assert texts(signed_in(client, world, "head").get(list_url(world.campaign)), ".//div[@class='empty']/p") == [
        "Chưa có đợt thi đua nào được phát động tại đơn vị."
    ]
    assert move_campaign(other, "suspend", by=world.people["secretary"], basis="Công văn", reason="Bão").is_suspended


CHANGES: dict[str, tuple[Succession.Kind, list[str], Kind]] = {
    "renamed": (Succession.Kind.RENAME, ["unit"], Kind.TDP),
    "merged in the ward": (Succession.Kind.MERGE, ["unit", "third"], Kind.TDP),
    "communes merged": (Succession.Kind.MERGE, ["ward", "other_ward"], Kind.WARD),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_head_who_goes_on_keeps_the_drive_of_the_old_unit(client: Client, world: World, change: str) -> None:
    """He finds it in the list, opens and ends it; a draft he edits and launches, and he begins another for the new unit where that is invited."""
    drive = make_local_drive(world.campaign, world.unit, world.people["head"], title="Đợt cũ")
    fresh = launch(make_campaign(world.ward, invited=[world.unit]), world.people["secretary"])
    draft = make_local_drive(fresh, world.unit)
    kind, ending, becomes = CHANGES[change]
    third = Unit.objects.get(code="tdp-03")
    old = [third if name == "third" else getattr(world, name) for name in ending]
    heir = Unit(kind=becomes, code="moi-77", name="Đơn vị mới", short_name="Đơn vị mới")
    carry_out(Change(kind, old, [heir], timezone.localdate()), by=world.people["administrator"], going_on={world.people["head"].terms.get().pk})
    head = signed_in(client, world, "head")
    assert texts(head.get(list_url(world.campaign)), ".//tbody/tr/th") == ["Đợt cũ"]
    assert shown_moves(head, drive) == ["Kết thúc đợt thi đua"]
    assert messages(press(head, drive, "end")) == ["Đã kết thúc đợt thi đua. Tình trạng hiện nay: đã kết thúc."]
    invitation = fresh.invitations.get(unit=world.unit.successors.get())
    add = reverse("campaign-local-drive-add", args=[invitation.pk])
    assert add in [url for url, _ in links(head.get(list_url(fresh)), ".//main")]
    type_in(head, add, title="Đợt mới", contents="Một")
    begun = LocalDrive.objects.get(title="Đợt mới")
    assert (begun.unit, messages(press(head, begun, "launch"))[-1]) == (invitation.unit, "Đã phát động. Tình trạng hiện nay: đã phát động.")
    assert type_in(head, reverse("campaign-local-drive-edit", args=[draft.pk]), title="Nháp cũ").status_code == 302
    assert messages(press(head, draft, "launch"))[-1] == "Đã phát động. Tình trạng hiện nay: đã phát động."
