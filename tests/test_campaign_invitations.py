"""Whom a campaign invites: by kind, by subtree, one by one; and which sheet each kind of them fills in."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from emulation.campaigns.invitations import invitable_units, invite, kinds_without_sheet, select_units
from emulation.campaigns.models import Campaign, SheetChoice
from emulation.campaigns.workflow import missing_for_launch
from emulation.notices.models import Notice
from emulation.people.models import Role
from emulation.sheets.models import Sheet
from emulation.units.kinds import Kind
from emulation.units.models import Unit
from emulation.workflow import MoveRefused
from tests.pages import errors, form_data, messages, page, texts
from tests.world import World, launch, make_campaign, make_person, make_unit, make_user


@pytest.fixture
def secretary(client: Client, world: World) -> Client:
    client.force_login(world.people["secretary"])
    return client


@pytest.fixture
def draft(world: World) -> Campaign:
    return make_campaign(world.ward, code="dang-soan")


def units_url(campaign: Campaign) -> str:
    return reverse("campaign-units", args=[campaign.pk])


def choose(browser: Client, campaign: Campaign, **chosen: Any) -> Any:
    return browser.post(units_url(campaign), {"units": [], **chosen, "submit": ""}, follow=True)


def invited(campaign: Campaign) -> set[str]:
    return {str(unit) for unit in Unit.objects.filter(invitations__campaign=campaign)}


GROUPS = {"TDP Bá Vân 1", "TDP Bá Vân 2", "TDP Tân Sơn"}


def test_only_units_below_that_exist_during_the_campaign_can_be_invited(world: World, draft: Campaign) -> None:
    inside = {"ends_on": draft.starts_on}, {"starts_on": draft.ends_on}
    outside = {"ends_on": date(draft.year - 1, 12, 31)}, {"starts_on": date(draft.year + 1, 1, 1)}
    can, cannot = ([make_unit(world.ward, **fields) for fields in cases] for cases in (inside, outside))
    found = set(invitable_units(draft))
    assert [found.issuperset(can), found.isdisjoint([*cannot, world.ward, world.other_ward])] == [True, True]


def test_the_choice_is_the_union_of_kinds_subtrees_and_single_units(world: World, draft: Campaign) -> None:
    school = make_unit(world.strange_unit, Kind.SCHOOL)
    chosen = select_units(draft, kinds=["mass-organisation"], subtrees=[world.strange_unit], picked=[world.unit, world.other_ward])
    assert chosen == {world.agency.pk, world.strange_unit.pk, school.pk, world.unit.pk}
    assert select_units(draft) == set()


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        ({"kinds": ["tdp"]}, GROUPS),
        ({"kinds": ["tdp", "mass-organisation"]}, {*GROUPS, "Ủy ban MTTQ phường Bách Quang"}),
        ({"units": ["TDP Bá Vân 1"]}, {"TDP Bá Vân 1"}),
        ({"subtrees": ["TDP Bá Vân 2"]}, {"TDP Bá Vân 2", "Trường Bá Vân"}),
        ({}, set()),
    ],
)
def test_the_page_invites_what_was_ticked(secretary: Client, world: World, draft: Campaign, chosen: dict[str, list[str]], names: set[str]) -> None:
    make_unit(world.strange_unit, Kind.SCHOOL, short_name="Trường Bá Vân")
    keys = {str(unit): unit.pk for unit in Unit.objects.all()}
    data = {name: [keys.get(value, value) for value in values] for name, values in chosen.items()}
    answer = choose(secretary, draft, **data)
    assert (invited(draft), messages(answer)) == (names, [f"Đã lưu: mời {len(names)} đơn vị."])
    assert answer.redirect_chain == [(reverse("campaign-sheets", args=[draft.pk]), 302)]


def test_the_page_counts_each_kind_and_offers_subtrees_where_there_are_some(secretary: Client, world: World, draft: Campaign) -> None:
    answer = secretary.get(units_url(draft))
    assert list(answer.context["form"].fields) == ["kinds", "units"]
    assert answer.context["form"].fields["kinds"].choices == [("tdp", "Tổ dân phố (3)"), ("mass-organisation", "Mặt trận Tổ quốc, đoàn thể (1)")]
    make_unit(world.unit, Kind.SCHOOL)
    fields = secretary.get(units_url(draft)).context["form"].fields
    assert [str(unit) for unit in fields["subtrees"].queryset] == ["TDP Bá Vân 1"]


def test_those_invited_before_are_ticked(secretary: Client, world: World, draft: Campaign) -> None:
    invite(draft, {world.unit.pk})
    ticked = [box.attrib["value"] for box in page(secretary.get(units_url(draft))).iterfind(".//input[@name='units']") if "checked" in box.attrib]
    assert ticked == [str(world.unit.pk)]


def test_a_forged_unit_is_refused(secretary: Client, world: World, draft: Campaign) -> None:
    stranger = make_unit(world.other_ward)
    answer = choose(secretary, draft, units=[stranger.pk])
    expected = "Hoặc chọn từng đơn vị: Lựa chọn này không có trong danh sách. Xin chọn lại."
    assert (errors(answer), invited(draft)) == ([expected], set())


def test_a_draft_may_take_an_invitation_back(world: World, draft: Campaign) -> None:
    invite(draft, {world.unit.pk, world.agency.pk})
    invite(draft, {world.agency.pk})
    assert invited(draft) == {"Ủy ban MTTQ phường Bách Quang"}


EVERYONE = {*GROUPS, "Ủy ban MTTQ phường Bách Quang"}


def test_after_the_launch_only_those_not_yet_invited_are_offered(secretary: Client, world: World) -> None:
    late = make_unit(world.ward, Kind.SCHOOL, short_name="Trường Mới")
    make_unit(late, Kind.MASS_ORGANISATION, short_name="Công đoàn Trường Mới")
    make_unit(world.unit, Kind.SCHOOL, short_name="Trường Bá Vân")
    answer = secretary.get(units_url(world.campaign))
    fields = answer.context["form"].fields
    assert {str(unit) for unit in fields["units"].queryset} == {"Trường Mới", "Công đoàn Trường Mới", "Trường Bá Vân"}
    assert fields["kinds"].choices == [("school", "Trường học (2)"), ("mass-organisation", "Mặt trận Tổ quốc, đoàn thể (1)")]
    assert [str(unit) for unit in fields["subtrees"].queryset] == ["Trường Mới"]
    assert [box for box in page(answer).iterfind(".//input[@name='units']") if "checked" in box.attrib] == []


def test_when_all_were_invited_the_page_says_so_and_offers_nothing(secretary: Client, world: World) -> None:
    answer = secretary.get(units_url(world.campaign))
    assert (list(answer.context["form"].fields), "Không còn đơn vị nào để mời." in answer.content.decode()) == ([], True)
    secretary.post(units_url(world.campaign))
    assert invited(world.campaign) == EVERYONE


@pytest.mark.parametrize(
    ("chosen", "added"),
    [
        ({"units": ["Trường Mới"]}, {"Trường Mới"}),
        ({"subtrees": ["Trường Mới"]}, {"Trường Mới", "Công đoàn Trường Mới"}),
        ({"kinds": ["mass-organisation"]}, {"Công đoàn Trường Mới"}),
        ({}, set()),
    ],
)
def test_after_the_launch_units_are_added_and_none_is_removed(secretary: Client, world: World, chosen: dict[str, list[str]], added: set[str]) -> None:
    late = make_unit(world.ward, Kind.SCHOOL, short_name="Trường Mới")
    make_unit(late, Kind.MASS_ORGANISATION, short_name="Công đoàn Trường Mới")
    keys = {str(unit): unit.pk for unit in Unit.objects.all()}
    answer = choose(secretary, world.campaign, **{name: [keys.get(value, value) for value in values] for name, values in chosen.items()})
    assert invited(world.campaign) == EVERYONE | added
    assert (messages(answer), answer.redirect_chain) == ([f"Đã lưu: mời {4 + len(added)} đơn vị."], [(world.campaign.get_absolute_url(), 302)])


def test_an_invitation_given_at_the_launch_is_never_taken_back(world: World) -> None:
    with pytest.raises(MoveRefused, match=r"^Phong trào đã phát động nên chỉ mời thêm đơn vị, không bỏ được đơn vị đã mời\.$"):
        invite(world.campaign, set())
    assert invited(world.campaign) == EVERYONE


def test_a_kind_without_sheet_is_refused_on_the_page_too(client: Client, world: World) -> None:
    department = make_unit(world.province, Kind.AGENCY)
    campaign = make_campaign(world.province, code="cap-tinh", invited=[department])
    secretary = make_person(Role.SECRETARY, world.province)
    launch(campaign, secretary)
    client.force_login(secretary)
    answer = choose(client, campaign, units=[world.ward.pk])
    assert (messages(answer), invited(campaign)) == (["Chưa có mẫu đăng ký nào cho loại đơn vị “Phường”."], {str(department)})


def test_a_unit_added_after_the_launch_is_told_at_once(secretary: Client, world: World) -> None:
    late = make_unit(world.ward, Kind.SCHOOL, short_name="Trường Mới")
    principal = make_person(Role.HEAD, late)
    everyone = set(world.campaign.invitations.values_list("unit", flat=True))
    told = Notice.objects.exclude(user=principal).count()
    invite(world.campaign, {*everyone, late.pk})
    assert [notice.subject for notice in Notice.objects.filter(user=principal)] == [f"Mời đăng ký: {world.campaign.title}"]
    assert Notice.objects.exclude(user=principal).count() == told


def test_a_unit_for_which_there_is_no_sheet_cannot_be_added_after_the_launch(world: World) -> None:
    department = make_unit(world.province, Kind.AGENCY)
    campaign = make_campaign(world.province, code="cap-tinh", invited=[department])
    launch(campaign, make_person(Role.SECRETARY, world.province))
    with pytest.raises(MoveRefused, match=r"^Chưa có mẫu đăng ký nào cho loại đơn vị “Phường”\.$"):
        invite(campaign, {department.pk, world.ward.pk})
    assert invited(campaign) == {str(department)}


def test_each_new_kind_gets_the_newest_sheet_made_for_it(world: World, draft: Campaign) -> None:
    newer = Sheet.objects.create(code="mau-01-to-dan-pho", version=2, name="Mẫu 01 mới", kinds=["tdp"], digest="x")
    invite(draft, {world.unit.pk, world.agency.pk})
    assert {choice.kind: str(choice.sheet) for choice in draft.sheet_choices.all()} == {
        "tdp": "Mẫu 01 mới (phiên bản 2)",
        "mass-organisation": "Mẫu 01 – Dùng cho các cơ quan, đơn vị, đoàn thể (phiên bản 1)",
    }
    assert str(draft.sheet_choices.get(kind="tdp")) == f"Tổ dân phố: {newer}"
    assert str(draft.invitations.get(unit=world.unit)) == f"TDP Bá Vân 1, {draft}"
    assert kinds_without_sheet(draft) == []


def test_a_sheet_once_chosen_is_not_replaced_by_a_newer(secretary: Client, world: World) -> None:
    Sheet.objects.create(code="mau-01-to-dan-pho", version=2, name="Mẫu 01 mới", kinds=["tdp"], digest="x")
    invite(world.campaign, set(world.campaign.invitations.values_list("unit", flat=True)))
    assert world.campaign.sheet_choices.get(kind="tdp").sheet.version == 1


def test_the_secretary_chooses_among_the_sheets_made_for_a_kind(secretary: Client, world: World, draft: Campaign) -> None:
    invite(draft, {world.unit.pk})
    older = draft.sheet_choices.get().sheet
    newer = Sheet.objects.create(code="mau-01-to-dan-pho", version=2, name="Mẫu 01 mới", kinds=["tdp"], digest="x")
    other = Sheet.objects.get(code="mau-01-co-quan")
    url = reverse("campaign-sheets", args=[draft.pk])
    assert texts(secretary.get(url), ".//select[@name='tdp']/option") == [str(older), str(newer)]
    forged = secretary.post(url, {"tdp": other.pk})
    assert errors(forged) == ["Tổ dân phố: Lựa chọn này không có trong danh sách. Xin chọn lại."]
    kept = form_data(secretary.get(url))
    assert kept["tdp"] == str(older.pk)  # the newer was once chosen unasked
    answer = secretary.post(url, kept | {"tdp": newer.pk}, follow=True)
    assert (messages(answer), SheetChoice.objects.get(campaign=draft, kind="tdp").sheet) == (["Đã lưu."], newer)


def test_an_old_campaign_entered_afterwards_tells_nobody(world: World) -> None:
    campaign = make_campaign(world.ward, words="trước ngày 29/02/2024", code="cu", retrospective_reason="Hồ sơ năm 2024", invited=[world.unit])
    told = Notice.objects.count()
    launch(campaign, world.people["secretary"])
    assert Notice.objects.count() == told


def test_what_stands_between_a_draft_and_its_launch_is_said_in_sentences(world: World) -> None:
    words = "trước ngày 29/02/2024"
    draft = make_campaign(world.ward, words=words, code="thieu")
    draft.contents.all().delete()
    assert missing_for_launch(draft, draft.made_at) == [
        "Chưa chọn đơn vị nào tham gia.",
        "Chưa ghi nội dung thi đua.",
        f"Hạn đăng ký “{words}” đã qua. Xin sửa hạn, hoặc ghi lý do nhập lại nếu đây là phong trào cũ.",
    ]


def test_a_kind_without_any_sheet_stands_against_the_launch(world: World) -> None:
    campaign = make_campaign(world.province, code="cap-tinh", invited=[world.ward])
    assert missing_for_launch(campaign, campaign.made_at) == ["Chưa chọn mẫu đăng ký cho loại đơn vị “Phường”."]


def test_a_superuser_without_an_office_sees_campaigns_and_keeps_none(world: World) -> None:
    superuser = make_user(is_superuser=True)
    assert (list(Campaign.objects.visible_to(superuser)), list(Campaign.objects.kept_by(superuser))) == ([world.campaign], [])


def test_units_to_tick_stand_by_kind(secretary: Client, world: World, draft: Campaign) -> None:
    answer = secretary.get(units_url(draft))
    groups = [str(label) for label, _ in answer.context["form"].fields["units"].choices]
    assert [text for text in texts(answer, ".//form//strong") if text in groups] == groups
    assert [group.partition(" (")[0] for group in groups] == [kind.label for kind in Kind if kind in {unit.kind for unit in invitable_units(draft)}]
