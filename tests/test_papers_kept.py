"""Issued bytes: where they are kept, how they are handed out, and how they are exported."""

import hashlib
import subprocess
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from moto import mock_aws

from emulation.issuing.approval import printed
from emulation.issuing.keeping import keep, kept_bytes, papers_storage
from emulation.issuing.models import OutgoingPaper
from emulation.issuing.serving import asked_part
from emulation.issuing.workflow import move_paper
from emulation.papers.kinds import PaperKind
from tests.outgoing import approved, issued
from tests.pages import messages
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(world: World) -> OutgoingPaper:
    return issued(world.ward, world.people["secretary"])


@pytest.fixture
def chair(client: Client, world: World) -> Client:
    client.force_login(world.people["chair"])
    return client


def fetched(chair: Client, paper: OutgoingPaper, **headers: str) -> Any:
    return chair.get(reverse("paper-file", args=[paper.pk]), headers=headers)


def test_the_bytes_are_kept_under_their_digest_and_once(paper: OutgoingPaper) -> None:
    digest = hashlib.sha256(printed(paper)).hexdigest()
    assert (paper.sha256, paper.file) == (digest, f"van-ban/{digest[:2]}/{digest}.pdf")
    assert keep(printed(paper)) == paper.file


def test_a_paper_is_handed_out_whole_with_its_digest_as_etag(chair: Client, paper: OutgoingPaper) -> None:
    response = fetched(chair, paper)
    assert (response.status_code, response.content == printed(paper), response["ETag"], response["Accept-Ranges"]) == (200, True, f'"{paper.sha256}"', "bytes")
    assert (response["Cache-Control"], response["Content-Type"], response["X-Content-Type-Options"]) == ("private, no-cache", "application/pdf", "nosniff")
    assert "attachment" in chair.get(f"{reverse('paper-file', args=[paper.pk])}?tai")["Content-Disposition"]


@pytest.mark.parametrize("held", ['"{}"', 'W/"{}"', '"x", "{}"', "*"])
def test_who_has_it_gets_nothing_again(chair: Client, paper: OutgoingPaper, held: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emulation.issuing.serving.papers_storage", None)
    response = fetched(chair, paper, if_none_match=held.format(paper.sha256))
    assert (response.status_code, response.content, response["ETag"]) == (304, b"", f'"{paper.sha256}"')


SIZE = 1000
PARTS = [
    ("bytes=0-99", (0, 99)),
    ("bytes=900-", (900, 999)),
    ("bytes=900-5000", (900, 999)),
    ("bytes=-100", (900, 999)),
    ("bytes=-5000", (0, 999)),
    ("bytes=999-999", (999, 999)),
    ("bytes=1000-", (1000, 999)),
    ("bytes=-0", (1000, 999)),
    ("bytes=5-2", None),
    ("bytes=0-1,5-6", None),
    ("bytes=-", None),
    ("lines=0-1", None),
    ("", None),
]


@pytest.mark.parametrize(("header", "part"), PARTS)
def test_a_part_is_asked_for_in_these_ways(header: str, part: tuple[int, int] | None) -> None:
    assert asked_part(header, SIZE) == part


def test_a_part_is_handed_out_and_one_beyond_the_end_refused(chair: Client, paper: OutgoingPaper) -> None:
    whole = printed(paper)
    part = fetched(chair, paper, range="bytes=10-19")
    assert (part.status_code, part.content, part["Content-Range"], part["Content-Length"]) == (206, whole[10:20], f"bytes 10-19/{len(whole)}", "10")
    beyond = fetched(chair, paper, range=f"bytes={len(whole)}-")
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(whole)}")
    assert fetched(chair, paper, range="bytes=0-9", if_range='"other"').status_code == 200
    assert fetched(chair, paper, range="bytes=0-9", if_range=f'"{paper.sha256}"').status_code == 206


def test_handing_it_out_asks_the_database_four_times_and_reads_no_content(chair: Client, paper: OutgoingPaper) -> None:
    fetched(chair, paper)
    with CaptureQueriesContext(connection) as captured:
        fetched(chair, paper)
    asked = [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert (len(asked) <= 4, any('"content"' in sql for sql in asked)) == (True, False)


def test_a_paper_that_cannot_be_printed_says_why_and_blocks_nothing(chair: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from emulation.papers.broken import BrokenPaper

    def fail(*args: Any, **kwargs: Any) -> bytes:
        raise BrokenPaper("no font")

    waiting = approved(world.ward)
    monkeypatch.setattr("emulation.issuing.finishing.pdf_of", fail)
    for name in ("paper-file", "paper-blank"):
        response = chair.get(reverse(name, args=[waiting.pk]), follow=True)
        assert any("Không in được Kế hoạch" in message for message in messages(response))


def test_s3_keeps_the_same_bytes_under_the_same_name(settings: Any, world: World, client: Client) -> None:
    from emulation.settings import papers_storage as made_of

    with mock_aws():
        boto3.client("s3", region_name="us-east-1").create_bucket(Bucket="van-ban")
        settings.STORAGES = settings.STORAGES | {"papers": made_of("s3://van-ban/kho?region=us-east-1")}
        paper = issued(world.ward, world.people["secretary"])
        assert (papers_storage().exists(paper.file), hashlib.sha256(kept_bytes(paper.file)).hexdigest()) == (True, paper.sha256)
        client.force_login(world.people["chair"])
        whole = fetched(client, paper)
        assert (whole.content == kept_bytes(paper.file), fetched(client, paper, range="bytes=5-9").content) == (True, whole.content[5:10])
        found = boto3.client("s3", region_name="us-east-1").list_objects_v2(Bucket="van-ban")["Contents"]
        assert [one["Key"] for one in found] == [f"kho/{paper.file}"]


def exported(folder: Path, *options: str) -> list[str]:
    call_command("export_papers", "--to", str(folder), *options, stdout=StringIO())
    return sorted(path.name for path in folder.iterdir())


def test_everything_is_exported_with_its_digests_and_twice_alike(world: World, tmp_path: Path) -> None:
    secretary = world.people["secretary"]
    first, waiting = issued(world.ward, secretary, "5"), approved(world.ward, PaperKind.DECISION)
    issued(world.other_ward, world.people["other_secretary"], "07a"[:2], date(2025, 1, 5), kind=PaperKind.PROPOSAL)
    move_paper(approved(world.ward), "withdraw", by=secretary, reason="Thôi.")
    receipt, unit = world.registration.submissions.get().receipt.lower(), world.unit
    names = exported(tmp_path / "a")
    mine = {f"{world.ward.code}_ke-hoach_2026_05_kh-ubnd.pdf", f"{world.ward.code}_quyet-dinh_2026_{waiting.code.lower()}_qd-ubnd.pdf"}
    others = {f"{world.other_ward.code}_to-trinh_2025_07_ttr-ubnd.pdf"}
    assert {name for name in names if "dang-ky" not in name} == {*mine, *others, "SHA256SUMS", "manifest.csv"}
    assert f"{world.ward.code}_{unit.code}_dang-ky_{world.campaign.year}_{receipt}.pdf" in names
    assert (tmp_path / "a" / f"{world.ward.code}_ke-hoach_2026_05_kh-ubnd.pdf").read_bytes() == printed(first)
    assert exported(tmp_path / "b") == names
    assert all((tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes() for name in names)
    assert subprocess.run(["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"], cwd=tmp_path / "a").returncode == 0
    assert "05/KH-UBND" in (tmp_path / "a" / "manifest.csv").read_text(encoding="utf-8-sig")


def test_an_export_may_be_of_one_kind_and_issuer(world: World, tmp_path: Path) -> None:
    issued(world.ward, world.people["secretary"])
    issued(world.ward, world.people["secretary"], kind=PaperKind.DECISION)
    issued(world.other_ward, world.people["other_secretary"])
    lists = {"SHA256SUMS", "manifest.csv"}
    assert set(exported(tmp_path / "a", "--kind", "ke-hoach", "--issuer", world.ward.code)) == {f"{world.ward.code}_ke-hoach_2026_05_kh-ubnd.pdf"} | lists
    assert {name.split("_")[0] for name in exported(tmp_path / "b", "--kind", "dang-ky", "--issuer", world.ward.code)} - lists == {world.ward.code}
    assert set(exported(tmp_path / "c", "--kind", "dang-ky", "--issuer", "khong-co")) == lists


def test_one_that_fails_is_named_and_the_others_are_exported(world: World, tmp_path: Path) -> None:
    good, bad = issued(world.ward, world.people["secretary"]), approved(world.ward)
    OutgoingPaper.objects.filter(pk=bad.pk).update(content={"version": 0})
    errors = StringIO()
    with pytest.raises(CommandError, match="Còn 1 văn bản"):
        call_command("export_papers", "--to", str(tmp_path), "--kind", "ke-hoach", stdout=StringIO(), stderr=errors)
    assert (bad.code in errors.getvalue(), good.sha256 in (tmp_path / "SHA256SUMS").read_text()) == (True, True)


def test_the_command_finishes_what_waits(world: World) -> None:
    move_paper(approved(world.ward), "number", by=world.people["secretary"], number="05", dated=date(2026, 1, 5), order_is_right=False)
    said = StringIO()
    call_command("finish_papers", stdout=said)
    assert ("1 văn bản; còn 0" in said.getvalue(), OutgoingPaper.objects.get().state) == (True, "issued")
