"""Eight people issue at once, and some are killed in the middle: no number is missing and none is there twice, on both engines."""

import hashlib
import os
import signal
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from emulation.history.models import Line
from emulation.issuing.approval import printed
from emulation.issuing.finishing import finish, issue, sweep
from emulation.issuing.models import OutgoingPaper
from emulation.issuing.workflow import move_paper
from tests.outgoing import approved, issued, own_series
from tests.test_concurrency import EIGHT, at_once
from tests.test_worker import START, Site, file_site
from tests.world import World, build_world

__all__ = ["file_site"]  # fixture
pytestmark = pytest.mark.django_db(transaction=True)
NINE = date(2026, 1, 9)


@pytest.fixture
def world(transactional_db: None) -> World:
    return build_world()


def take(paper: OutgoingPaper, world: World) -> OutgoingPaper:
    return issue(paper, "take-number", by=world.people["secretary"])


def test_eight_papers_at_once_take_eight_numbers_in_a_row(world: World) -> None:
    own_series(world.ward, opening=14, year=timezone.localdate().year)
    papers = [approved(world.ward) for _ in range(EIGHT)]
    done = at_once(lambda number: take(papers[number], world))
    assert sorted(paper.number for paper in done) == list(range(14, 14 + EIGHT))
    assert {paper.state for paper in done} == {"issued"}
    assert all(hashlib.sha256(printed(paper)).hexdigest() == paper.sha256 for paper in done)


def test_one_paper_pressed_eight_times_takes_one_number(world: World) -> None:
    own_series(world.ward)
    paper = approved(world.ward)
    given = at_once(lambda _: move_paper(paper, "take-number", by=world.people["secretary"]))
    assert (given.count("refused"), take(approved(world.ward), world).number) == (EIGHT - 1, 2)


def test_the_same_number_typed_for_eight_papers_goes_to_one(world: World) -> None:
    papers = [approved(world.ward) for _ in range(EIGHT)]
    details = {"number": "05", "dated": NINE, "order_is_right": False}
    given = at_once(lambda number: move_paper(papers[number], "number", by=world.people["secretary"], **details).number_line)
    assert Counter(given) == {"05/KH-UBND": 1, "refused": EIGHT - 1}


def test_eight_who_finish_one_paper_finish_it_once(world: World) -> None:
    paper = move_paper(approved(world.ward), "number", by=world.people["secretary"], number="05", dated=NINE, order_is_right=False)
    digests = at_once(lambda _: finish(paper).sha256)
    assert (len(set(digests)), Line.objects.of(paper).filter(move="finish").count()) == (1, 1)
    assert hashlib.sha256(printed(OutgoingPaper.objects.get())).hexdigest() == digests[0]


def test_a_paper_is_revoked_or_replaced_but_not_both(world: World) -> None:
    old, secretary = issued(world.ward, world.people["secretary"], "04", NINE), world.people["secretary"]
    new = move_paper(approved(world.ward, replaces=old), "number", by=secretary, number="05", dated=NINE, order_is_right=False)
    at_once(lambda number: finish(new).state if number % 2 else move_paper(old, "revoke", by=secretary, reason="Sai.").state)
    sweep()
    old.refresh_from_db()
    assert (old.state in ("revoked", "replaced"), OutgoingPaper.objects.get(pk=new.pk).state) == (True, "issued")
    assert Line.objects.of(old).filter(move__in=["revoke", "be-replaced"]).count() == 1


DIE = "lambda *args, **kwargs: os.kill(os.getpid(), signal.SIGKILL)"
DEATHS = {  # where the process dies: what it is told, and whether it had reserved its number by then
    "before the number is committed": (f"numbers.next_number = {DIE}", False),
    "before rendering": (f"finishing.pdf_of = {DIE}", True),
    "between writing and naming the file": (f"keeping.os.replace = {DIE}", True),
    "after the file, before it is called issued": (f"finishing.digest_of = {DIE}", True),
}


@pytest.mark.slow
@pytest.mark.parametrize("where", DEATHS)
def test_a_kill_in_the_middle_leaves_no_gap_and_the_sweeper_finishes(world: World, file_site: Site, where: str) -> None:
    own_series(world.ward, year=timezone.localdate().year)
    paper = approved(world.ward)
    patch, has_number = DEATHS[where]
    code = (
        "import os, signal, django; django.setup()\n"
        "from emulation.issuing import finishing, keeping, numbers\n"
        "from emulation.issuing import workflow\n"
        f"{patch}\n"
        "from emulation.issuing.models import OutgoingPaper\n"
        "from emulation.people.models import User\n"
        f"finishing.issue(OutgoingPaper.objects.get(pk={paper.pk}), 'take-number', by=User.objects.get(pk={world.people['secretary'].pk}))"
    )
    environment = {**file_site.environment, "DJANGO_SETTINGS_MODULE": "emulation.settings"}
    killed = subprocess.run([sys.executable, "-c", code], env=environment, cwd=os.getcwd(), timeout=START)
    left = OutgoingPaper.objects.get(pk=paper.pk)
    assert (killed.returncode, left.state, left.file) == (-signal.SIGKILL, "issuing" if has_number else "approved", "")

    assert sweep() == int(has_number)
    following = take(approved(world.ward), world)
    assert [one.number for one in OutgoingPaper.objects.order_by("pk")] == ([1, 2] if has_number else [None, 1])
    assert hashlib.sha256(printed(following)).hexdigest() == following.sha256
    if has_number:
        done = OutgoingPaper.objects.get(pk=paper.pk)
        assert (done.state, hashlib.sha256(printed(done)).hexdigest()) == ("issued", done.sha256)


def test_a_folder_holds_a_file_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.files.base import ContentFile

    from emulation.issuing.keeping import WholeFiles

    folder = WholeFiles(location=str(tmp_path))
    monkeypatch.setattr("emulation.issuing.keeping.os.replace", lambda *names: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        folder.save("a/b.pdf", ContentFile(b"half"))
    assert (folder.exists("a/b.pdf"), [path.suffix for path in (tmp_path / "a").iterdir()]) == (False, [".part"])
    monkeypatch.undo()
    assert [folder.save("a/b.pdf", ContentFile(b"whole")) for _ in range(2)] == ["a/b.pdf"] * 2
    assert (tmp_path / "a/b.pdf").read_bytes() == b"whole"
