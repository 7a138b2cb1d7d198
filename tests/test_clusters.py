"""Emulation clusters: the secretary forms them, a unit is in one at a time, and the unit that leads sees how far the others have come."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from emulation.campaigns.clusters import clusterable_units, end_cluster, form_cluster
from emulation.campaigns.models import Cluster, ClusterMember
from emulation.history.models import Line
from emulation.people.models import Role, User
from emulation.units.changes import Change
from emulation.units.kinds import Kind
from emulation.units.models import Succession, Unit
from emulation.workflow import MoveRefused
from registrations.unit_changes import carry_out
from tests.pages import errors, form_data, links, messages, texts
from tests.world import World, make_campaign, make_cluster, make_person, make_unit, make_user


@pytest.fixture
def secretary(client: Client, world: World) -> Client:
    client.force_login(world.people["secretary"])
    return client


def send(browser: Client, url: str, **typed: Any) -> Any:
    return browser.post(url, form_data(browser.get(url)) | typed, follow=True)


def members(cluster: Cluster) -> dict[str, str]:
    return {str(member.unit): member.post for member in cluster.members.select_related("unit")}


def test_the_secretary_forms_a_cluster_changes_it_and_ends_it(secretary: Client, world: World) -> None:
    third = Unit.objects.get(code="tdp-03")
    add = reverse("campaign-cluster-add", args=[world.ward.pk])
    typed = {"name": "Cụm số 1", "starts_on": "01/01/2026", "note": "Họp mỗi quý một lần."}
    answer = send(secretary, add, **typed, units=[world.unit.pk, world.agency.pk], lead=world.unit.pk, deputy=world.agency.pk)
    cluster = Cluster.objects.get()
    assert (messages(answer), answer.redirect_chain) == (["Đã lưu Cụm số 1: 2 đơn vị."], [(cluster.get_absolute_url(), 302)])
    assert (cluster.unit, members(cluster)) == (world.ward, {"TDP Bá Vân 1": "lead", "Ủy ban MTTQ phường Bách Quang": "deputy"})
    assert texts(answer, ".//ul[@class='rows']/li/p")[:2] == ["TDP Bá Vân 1 – cụm trưởng", "Ủy ban MTTQ phường Bách Quang – cụm phó"]

    edit = reverse("campaign-cluster-edit", args=[cluster.pk])
    form = secretary.get(edit).context["form"]
    assert (set(form.initial["units"]), form.initial["lead"], form.initial["deputy"]) == ({world.unit.pk, world.agency.pk}, world.unit.pk, world.agency.pk)
    send(secretary, edit, units=[world.agency.pk, third.pk], lead=world.agency.pk, deputy=third.pk)
    assert members(cluster) == {"Ủy ban MTTQ phường Bách Quang": "lead", "TDP Tân Sơn": "deputy"}
    send(secretary, edit, units=[third.pk], lead="", deputy="")
    assert members(cluster) == {"TDP Tân Sơn": "member"}

    end = reverse("campaign-cluster-end", args=[cluster.pk])
    assert errors(send(secretary, end, ends_on="31/12/2025")) == ["Ngày cuối cùng hoạt động phải sau ngày bắt đầu."]
    assert messages(send(secretary, end, ends_on="30/06/2026")) == ["Cụm số 1 hoạt động đến hết ngày 30/06/2026."]
    assert messages(send(secretary, end, ends_on="30/07/2026")) == ["Cụm thi đua đã kết thúc rồi."]
    assert messages(send(secretary, edit, units=[third.pk])) == ["Cụm thi đua đã kết thúc nên không sửa được nữa."]
    assert [line.label for line in Line.objects.of(cluster)] == ["Kết thúc cụm thi đua", "Sửa cụm thi đua", "Sửa cụm thi đua", "Lập cụm thi đua"]
    assert texts(secretary.get(reverse("campaign-clusters")), ".//tbody/tr/td[@data-label='Đến hết ngày']") == ["30/06/2026"]


TAKEN = "TDP Bá Vân 1 đang ở Cụm cũ. Mỗi đơn vị chỉ ở một cụm thi đua."
WRONG: list[tuple[dict[str, Any], list[str]]] = [
    ({"units": []}, ["Các đơn vị trong cụm: Xin chọn ít nhất một đơn vị."]),
    ({"units": ["unit", "agency"]}, [f"Các đơn vị trong cụm: {TAKEN}"]),
    ({"units": ["agency"], "lead": "strange_unit"}, ["Cụm trưởng: Đơn vị này chưa được chọn vào cụm."]),
    ({"units": ["agency"], "lead": "agency", "deputy": "agency"}, ["Cụm phó: Cụm phó phải là đơn vị khác cụm trưởng."]),
    ({"units": ["agency"], "name": "Cụm cũ"}, ["Tên cụm thi đua: Đã có cụm thi đua mang tên này."]),
    ({"units": ["agency"], "starts_on": "đầu năm"}, ["Hoạt động từ ngày: Xin ghi ngày như 05/01/2027."]),
]


@pytest.mark.parametrize(("typed", "wrong"), WRONG)
def test_what_is_wrong_with_a_cluster_is_said(secretary: Client, world: World, typed: dict[str, Any], wrong: list[str]) -> None:
    make_cluster(world.ward, world.unit, by=world.people["secretary"], name="Cụm cũ")
    keys = {name: str(getattr(world, name).pk) for name in ("unit", "agency", "strange_unit")}
    sent = {name: [keys[one] for one in value] if name == "units" else keys.get(value, value) for name, value in typed.items()}
    answer = send(secretary, reverse("campaign-cluster-add", args=[world.ward.pk]), **{"name": "Cụm mới", **sent})
    assert (errors(answer), Cluster.objects.count()) == (wrong, 1)


def test_a_unit_is_free_for_another_cluster_once_its_own_has_ended(world: World) -> None:
    by, today = world.people["secretary"], timezone.localdate()
    old = make_cluster(world.ward, world.unit, by=by, name="Cụm cũ")
    refused = pytest.raises(MoveRefused, match=r"^TDP Bá Vân 1 đang ở Cụm cũ\. Mỗi đơn vị chỉ ở một cụm thi đua\.$")
    with refused:
        make_cluster(world.ward, world.unit, by=by)
    end_cluster(old, ends_on=today, by=by)
    with pytest.raises(MoveRefused):
        make_cluster(world.ward, world.unit, by=by, starts_on=today)
    make_cluster(world.ward, world.unit, by=by, starts_on=today + timedelta(days=1))


def test_the_database_holds_a_unit_in_one_cluster_with_one_lead_and_one_deputy(world: World) -> None:
    first = make_cluster(world.ward, world.unit, by=world.people["secretary"])
    second = make_cluster(world.ward, world.agency, by=world.people["secretary"])
    assert str(first.members.get()) == f"TDP Bá Vân 1, {first}"
    for cluster, unit, post in ((second, world.unit, "member"), (first, world.strange_unit, "lead")):
        with pytest.raises(IntegrityError), transaction.atomic():
            ClusterMember.objects.create(cluster=cluster, unit=unit, owner=world.ward, post=post)
    with pytest.raises(IntegrityError), transaction.atomic():
        Cluster.objects.filter(pk=first.pk).update(ends_on=date(2019, 1, 1))


def test_two_at_once_put_a_unit_into_one_cluster_only(secretary: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form was right when it was checked, and is not any more when it is saved."""
    url = reverse("campaign-cluster-add", args=[world.ward.pk])
    data = form_data(secretary.get(url)) | {"name": "Cụm mới", "units": [world.unit.pk]}
    make_cluster(world.ward, world.unit, by=world.people["secretary"], name="Cụm cũ")
    monkeypatch.setattr("emulation.campaigns.cluster_forms.taken_elsewhere", lambda cluster, units: [])
    answer = secretary.post(url, data)
    assert (messages(answer), form_data(answer)["name"], Cluster.objects.count()) == ([TAKEN], "Cụm mới", 1)


def test_a_district_clusters_its_communes_and_a_commune_its_units(world: World) -> None:
    district = make_unit(world.province, Kind.DISTRICT)
    commune, agency = make_unit(district, Kind.WARD), make_unit(district, Kind.AGENCY)
    group, gone = make_unit(commune), make_unit(commune, ends_on=date(2020, 1, 1))
    school = make_unit(group, Kind.SCHOOL)
    assert set(clusterable_units(district)) == {commune, agency}
    assert set(clusterable_units(commune)) == {group, school}
    assert gone.has_ended


SEES = [("head", ["Cụm số 1"]), ("stranger", []), ("council", ["Cụm số 1"]), ("superior", ["Cụm số 1"]), ("other_secretary", [])]


@pytest.mark.parametrize(("who", "sees"), SEES)
def test_the_office_and_the_members_see_a_cluster(client: Client, world: World, who: str, sees: list[str]) -> None:
    make_cluster(world.ward, world.agency, world.unit, by=world.people["secretary"], name="Cụm số 1")
    client.force_login(world.people[who])
    assert texts(client.get(reverse("campaign-clusters")), ".//tbody/tr/th") == sees


def test_a_member_reads_who_is_in_the_cluster_and_only_the_lead_how_far_they_are(client: Client, world: World) -> None:
    cluster = make_cluster(world.ward, world.unit, world.strange_unit, by=world.people["secretary"], name="Cụm số 1")
    standing = reverse("campaign-cluster-standing", args=[world.campaign.pk, cluster.pk])
    client.force_login(world.people["stranger"])
    member = client.get(cluster.get_absolute_url())
    assert (texts(member, ".//h2"), client.get(standing).status_code) == (["Các đơn vị trong cụm (2)"], 404)
    client.force_login(world.people["head"])
    lead = client.get(cluster.get_absolute_url())
    assert texts(lead, ".//h2") == ["Các đơn vị trong cụm (2)", "Theo dõi đăng ký của các đơn vị trong cụm", "Lịch sử"]
    assert ("Đăng ký trong Cụm số 1", standing) in [(text, url) for url, text in links(client.get(world.campaign.get_absolute_url()), ".//main")]
    answer = client.get(standing)
    assert texts(answer, ".//tbody/tr") == ["TDP Bá Vân 1→ Đã gửi, chờ tiếp nhận", "TDP Bá Vân 2● Đang làm"]
    assert texts(answer, ".//div[@class='count-bar']") == ["1/2 đơn vị trong cụm đã đăng ký"]
    assert links(answer, ".//tbody") == []  # names and states, no contents
    end_cluster(cluster, ends_on=timezone.localdate(), by=world.people["secretary"])
    assert client.get(standing).status_code == 404


def test_the_overview_of_a_campaign_is_filtered_by_cluster(secretary: Client, world: World) -> None:
    cluster = make_cluster(world.ward, world.unit, world.agency, by=world.people["secretary"], name="Cụm số 1")
    make_cluster(world.other_ward, make_unit(world.other_ward), by=world.people["other_secretary"])
    url = reverse("campaign-registrations", args=[world.campaign.pk])
    assert texts(secretary.get(url), ".//select[@name='cum']/option") == ["Tất cả", "Cụm số 1"]
    answer = secretary.get(url, {"cum": cluster.pk})
    assert texts(answer, ".//main/div[@class='table-responsive']//tbody/tr/th") == ["TDP Bá Vân 1", "Ủy ban MTTQ phường Bách Quang"]
    assert len(texts(secretary.get(url, {"cum": "x"}), ".//main/div[@class='table-responsive']//tbody/tr/th")) == 4
    assert texts(secretary.get(world.unit.get_absolute_url()), ".//dl/div/dd")[-1] == "Cụm số 1 (cụm trưởng)"


def test_a_campaign_invites_whole_clusters(secretary: Client, world: World) -> None:
    cluster = make_cluster(world.ward, world.unit, world.agency, by=world.people["secretary"], name="Cụm số 1")
    draft = make_campaign(world.ward, code="theo-cum")
    secretary.post(reverse("campaign-units", args=[draft.pk]), {"units": [world.strange_unit.pk], "clusters": [cluster.pk]})
    assert {one.unit for one in draft.invitations.select_related("unit")} == {world.unit, world.agency, world.strange_unit}


def test_a_cluster_that_ended_before_a_campaign_is_not_in_it(world: World) -> None:
    cluster = make_cluster(world.ward, world.unit, by=world.people["secretary"])
    assert list(Cluster.objects.in_campaign(world.campaign)) == [cluster]
    end_cluster(cluster, ends_on=date(world.campaign.year - 1, 12, 31), by=world.people["secretary"])
    assert list(Cluster.objects.in_campaign(world.campaign)) == []


def test_a_superuser_sees_every_cluster(world: World) -> None:
    cluster = make_cluster(world.ward, world.unit, by=world.people["secretary"])
    root = make_user(is_superuser=True)
    assert [list(seen) for seen in (Cluster.objects.visible_to(root), Cluster.objects.watched_by(root))] == [[cluster], [cluster]]


def test_a_secretary_of_two_communes_forms_clusters_in_either(client: Client, world: World) -> None:
    client.force_login(make_person(Role.SECRETARY, world.ward, world.other_ward))
    assert texts(client.get(reverse("campaign-clusters")), ".//div[@class='page-head']/a") == [
        "Lập cụm thi đua (phường Bách Quang)",
        "Lập cụm thi đua (phường Sông Công)",
    ]


RENAME, MERGE, SPLIT = Succession.Kind.RENAME, Succession.Kind.MERGE, Succession.Kind.SPLIT


def new(name: str, code: str = "tdp-77", kind: Kind = Kind.TDP) -> Unit:
    return Unit(kind=kind, code=code, name=name, short_name=name)


def succeed(world: World, kind: Succession.Kind, old: list[Unit], heirs: list[Unit], **more: Any) -> list[tuple[str, str]]:
    """The clusters that the change touched, and what became of them."""
    change = Change(kind, old, heirs, timezone.localdate(), homes=more.pop("homes", {}))
    return [(str(one.cluster), one.told) for one in carry_out(change, by=world.people["administrator"], **more).regrouped]


def test_a_renamed_unit_goes_on_leading_its_cluster(client: Client, world: World) -> None:
    cluster = make_cluster(world.ward, world.unit, world.agency, by=world.people["secretary"], name="Cụm số 1")
    ended = make_cluster(world.ward, world.strange_unit, by=world.people["secretary"], name="Cụm cũ")
    end_cluster(ended, ends_on=timezone.localdate(), by=world.people["secretary"])
    told = succeed(world, RENAME, [world.unit], [new("TDP Bá Vân")])
    assert told == [("Cụm số 1", "TDP Bá Vân 1 → TDP Bá Vân")]
    assert succeed(world, RENAME, [world.strange_unit], [new("TDP Khác", "tdp-78")]) == []
    assert (members(cluster), members(ended)) == ({"TDP Bá Vân": "lead", "Ủy ban MTTQ phường Bách Quang": "member"}, {"TDP Bá Vân 2": "lead"})
    line = Line.objects.of(cluster)[0]
    assert (line.label, line.reason) == ("Chuyển theo đơn vị kế tục", "TDP Bá Vân 1 → TDP Bá Vân")
    client.force_login(world.people["head"])
    standing = client.get(reverse("campaign-cluster-standing", args=[world.campaign.pk, cluster.pk]))
    assert texts(standing, ".//tbody/tr/th") == ["TDP Bá Vân 1", "Ủy ban MTTQ phường Bách Quang"]  # what was sent counts under its old name
    assert texts(client.get(cluster.get_absolute_url()), ".//h2")[-1] == "Lịch sử"
    assert list(Cluster.objects.led_by(User.objects.get(username="to-truong-1"))) == [cluster]
    client.force_login(world.people["stranger"])
    assert texts(client.get(reverse("campaign-clusters")), ".//tbody/tr/th/a") == ["Cụm cũ"]
    client.force_login(world.people["secretary"])
    assert texts(client.get(Unit.objects.get(short_name="TDP Bá Vân").get_absolute_url()), ".//dl/div/dd")[-1] == "Cụm số 1 (cụm trưởng)"


def test_of_merged_units_in_clusters_of_one_office_the_lead_stays(world: World) -> None:
    third = Unit.objects.get(code="tdp-03")
    first = make_cluster(world.ward, world.agency, world.unit, by=world.people["secretary"], name="Cụm số 1")
    second = make_cluster(world.ward, world.strange_unit, third, by=world.people["secretary"], name="Cụm số 2")
    told = succeed(world, MERGE, [world.unit, world.strange_unit], [new("TDP Bá Vân")])
    assert told == [("Cụm số 1", "TDP Bá Vân 1 ra khỏi cụm"), ("Cụm số 2", "TDP Bá Vân 2 → TDP Bá Vân")]
    assert (members(first), members(second)) == ({"Ủy ban MTTQ phường Bách Quang": "lead"}, {"TDP Bá Vân": "lead", "TDP Tân Sơn": "member"})


def test_a_unit_merged_into_a_member_leaves_its_place(world: World) -> None:
    cluster = make_cluster(world.ward, world.unit, world.strange_unit, by=world.people["secretary"], name="Cụm số 1")
    told = succeed(world, MERGE, [world.unit], [world.strange_unit])
    assert (told, members(cluster)) == ([("Cụm số 1", "TDP Bá Vân 1 ra khỏi cụm, xin chọn lại cụm trưởng")], {"TDP Bá Vân 2": "member"})


def test_the_clusters_of_merged_communes_are_kept_by_the_new_office(client: Client, world: World) -> None:
    """Both had a cluster of one name; a province's cluster of communes follows too, and the campaign that goes on is still filtered by cluster."""
    group = make_unit(world.other_ward)
    ours = make_cluster(world.ward, world.unit, world.agency, by=world.people["secretary"], name="Cụm số 1")
    theirs = make_cluster(world.other_ward, group, by=world.people["other_secretary"], name="Cụm số 1")
    above = make_cluster(world.province, world.ward, world.other_ward, by=world.people["administrator"], name="Cụm các phường")
    merged = new("phường Mới", "moi", Kind.WARD)
    told = succeed(world, MERGE, [world.ward, world.other_ward], [merged], going_on={term.pk for term in world.people["secretary"].terms.all()})
    agency = "Ủy ban MTTQ phường Bách Quang"
    assert told == [
        ("Cụm số 1", "cơ quan lập cụm: phường Bách Quang → phường Mới; 2 đơn vị giữ nguyên tên"),
        ("Cụm số 1 (phường Sông Công)", "cơ quan lập cụm: phường Sông Công → phường Mới; tên mới: Cụm số 1 (phường Sông Công); 1 đơn vị giữ nguyên tên"),
        ("Cụm các phường", "phường Bách Quang → phường Mới; phường Sông Công ra khỏi cụm"),
    ]
    ours.refresh_from_db()
    assert (ours.unit, {one.owner for one in ours.members.all()}, {one.unit.commune for one in ours.members.all()}) == (merged, {merged}, {merged})
    assert (members(ours), members(above)) == ({"TDP Bá Vân 1": "lead", agency: "member"}, {"phường Mới": "lead"})
    client.force_login(world.people["secretary"])
    assert set(Cluster.objects.kept_by(User.objects.get(username="thu-ky"))) == {ours, theirs}
    send(client, reverse("campaign-cluster-end", args=[theirs.pk]), ends_on=f"{timezone.localdate():%d/%m/%Y}")
    theirs.refresh_from_db()
    assert theirs.ends_on == timezone.localdate()
    assert list(Cluster.objects.in_campaign(type(world.campaign).objects.get(pk=world.campaign.pk))) == [ours]


def test_a_unit_that_goes_to_another_part_of_a_split_commune_leaves_the_cluster(world: World) -> None:
    cluster = make_cluster(world.ward, world.unit, world.strange_unit, by=world.people["secretary"], name="Cụm số 1")
    parts = [new("phường Trên", "tren", Kind.WARD), new("phường Dưới", "duoi", Kind.WARD)]
    succeed(world, SPLIT, [world.ward], parts, homes={world.strange_unit.pk: 1})
    assert members(cluster) == {"TDP Bá Vân 1": "lead"}


def test_the_preview_of_a_change_says_what_becomes_of_clusters(secretary: Client, world: World) -> None:
    url = reverse("unit-change", args=[world.unit.pk, "doi-ten"])
    typed = {"short_name": "TDP Bá Vân", "on": f"{timezone.localdate():%d/%m/%Y}"}
    assert "Không có cụm thi đua nào phải đổi." in texts(send(secretary, url, **typed), ".//main//section/p")
    for name, unit in (("Cụm số 1", world.unit), ("Cụm số 2", world.agency)):
        make_cluster(world.ward, unit, by=world.people["secretary"], name=name)
    assert "Cụm thi đua: Cụm số 1 (TDP Bá Vân 1 → TDP Bá Vân)." in texts(send(secretary, url, **typed), ".//main//section/p")


def test_a_cluster_that_went_over_meanwhile_is_not_pulled_back(world: World) -> None:
    cluster = make_cluster(world.ward, world.unit, by=world.people["secretary"])
    succeed(world, RENAME, [world.ward], [new("phường Mới", "moi", Kind.WARD)])
    with pytest.raises(MoveRefused):
        form_cluster(cluster, units=[world.unit], lead=None, deputy=None, by=world.people["secretary"])
