"""Printing all registrations of a campaign: the command, its files, and their names where a campaign spans several communes."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from emulation.campaigns.models import Campaign
from emulation.people.models import Role
from emulation.units.kinds import Kind
from registrations.beginning import begin
from registrations.papers import keep_pdf
from tests.jobs import made_by_job
from tests.world import World, launch, make_campaign, make_person, make_unit, submitted


def print_registrations(folder: Path, *arguments: str) -> tuple[list[str], str]:
    """Run the command; the files that then stand in the folder, and what it says on stderr."""
    said = io.StringIO()
    call_command("print_registrations", *arguments, "--to", str(folder), stdout=io.StringIO(), stderr=said)
    return sorted(path.name for path in folder.iterdir()), said.getvalue().strip()


PRINTED = {
    "all that was begun": ((), ["tdp-01.pdf", "tdp-02.pdf"], "Chưa bắt đầu: tdp-03, mttq"),
    "one unit": (("--unit", "tdp-01"), ["tdp-01.pdf"], ""),
    "all blank forms": (("--blank",), ["mttq.pdf", "tdp-01.pdf", "tdp-02.pdf", "tdp-03.pdf"], ""),
    "one blank form": (("--blank", "--unit", "tdp-03"), ["tdp-03.pdf"], ""),
}


@pytest.mark.parametrize(("arguments", "files", "said"), PRINTED.values(), ids=PRINTED)
def test_the_command_writes_a_file_for_each_unit(world: World, tmp_path: Path, arguments: tuple[str, ...], files: list[str], said: str) -> None:
    assert print_registrations(tmp_path / "in", "bach-quang-nay", *arguments) == (files, said)
    assert {path.read_bytes()[:5] for path in (tmp_path / "in").iterdir()} == {b"%PDF-"}


def test_the_command_names_nobody_when_every_unit_has_begun(world: World, tmp_path: Path) -> None:
    begin(world.campaign, world.agency, by=make_person(Role.HEAD, world.agency))
    begin(world.campaign, world.people["both"].terms.get(role=Role.HEAD).unit, by=world.people["both"])

    assert print_registrations(tmp_path / "all", "bach-quang-nay") == (["mttq.pdf", "tdp-01.pdf", "tdp-02.pdf", "tdp-03.pdf"], "")


def test_the_command_prints_of_what_was_sent_the_kept_file(world: World, tmp_path: Path) -> None:
    print_registrations(tmp_path, "bach-quang-nay", "--unit", "tdp-01")

    assert (tmp_path / "tdp-01.pdf").read_bytes() == keep_pdf(world.registration.submissions.get())


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("khong-co",), "Không có phong trào nào mang mã “khong-co”. Xin xem lại mã trên trang của phong trào."),
        (("bach-quang-nay", "--unit", "khong-co"), "Không có gì để in: không có đơn vị mang mã đó, hoặc chưa đơn vị nào bắt đầu đăng ký."),
        (("bach-quang-nay", "--blank", "--unit", "khong-co"), "Không có gì để in: không có đơn vị mang mã đó, hoặc chưa đơn vị nào bắt đầu đăng ký."),
    ],
)
def test_the_command_says_what_it_cannot_find(world: World, tmp_path: Path, arguments: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError) as refusal:
        print_registrations(tmp_path, *arguments)
    assert str(refusal.value) == sentence


@pytest.fixture
def wide(world: World) -> Campaign:
    """The province's campaign: a unit of the same code in two wards, and an office of the province itself."""
    office = make_unit(world.province, Kind.AGENCY, "so-noi-vu", short_name="Sở Nội vụ")
    twin = make_unit(world.other_ward, Kind.TDP, "tdp-01", short_name="TDP Sông Công 1")
    secretary = make_person(Role.SECRETARY, world.province, username="thu-ky-tinh")
    return launch(make_campaign(world.province, invited=[world.unit, twin, office], code="ca-tinh"), secretary)


def test_where_a_campaign_spans_communes_each_file_begins_with_its_communes_code(world: World, wide: Campaign, tmp_path: Path) -> None:
    begin(wide, world.unit, by=world.people["head"])

    assert print_registrations(tmp_path / "blank", "ca-tinh", "--blank")[0] == ["bach-quang-tdp-01.pdf", "so-noi-vu.pdf", "song-cong-tdp-01.pdf"]
    assert print_registrations(tmp_path / "begun", "ca-tinh") == (["bach-quang-tdp-01.pdf"], "Chưa bắt đầu: so-noi-vu, song-cong-tdp-01")


def test_the_zip_of_such_a_campaign_names_its_files_alike(client: Client, world: World, wide: Campaign) -> None:
    twin = wide.invitations.get(unit__commune=world.other_ward).unit
    for unit in (world.unit, twin):
        submitted(wide, unit, make_person(Role.HEAD, unit))
    client.force_login(wide.unit.terms.get(role=Role.SECRETARY).user)

    with zipfile.ZipFile(io.BytesIO(made_by_job(client, "campaign-zip", wide.pk))) as archive:
        assert archive.namelist() == ["bach-quang-tdp-01.pdf", "song-cong-tdp-01.pdf"]
