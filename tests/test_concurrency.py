"""Eight people press at once: one wins, the others are told so, and nothing is done twice. The same on PostgreSQL and on SQLite."""

import os
import sqlite3
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction

from awards.amending import amend_row
from awards.models import Authority, Honour, Level
from emulation.campaigns.models import Campaign
from emulation.campaigns.workflow import move_campaign
from emulation.history.models import Line
from emulation.notices.models import Notice, notify
from emulation.notices.outbox import deliver
from emulation.people.codes import hand_out_code, use_code
from emulation.people.models import User
from emulation.workflow import MoveRefused
from registrations.beginning import begin
from registrations.models import Registration, Submission
from registrations.papers import keep_pdf
from registrations.workflow import move_registration
from tests.world import World, build_world, fill_in, make_campaign

pytestmark = pytest.mark.django_db(transaction=True)
EIGHT = 8


@pytest.fixture
def world(transactional_db: None) -> World:
    """Committed, so that every thread sees it."""
    return build_world()


def at_once(press: Callable[[int], Any], people: int = EIGHT) -> list[Any]:
    """What `press` gave each of so many threads that began together; "refused" where the move was refused. Other errors come out."""
    gate, given, broken = Barrier(people), [], []

    def one(number: int) -> None:
        try:
            gate.wait(timeout=30)
            given.append(press(number))
        except MoveRefused:
            given.append("refused")
        except Exception as error:
            broken.append(error)
        finally:
            connection.close()

    threads = [Thread(target=one, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if broken:
        raise broken[0]
    return given


def fresh(registration: Registration) -> Registration:
    return Registration.objects.get(pk=registration.pk)


def test_one_of_eight_wins_to_accept_or_to_return(world: World) -> None:
    secretary = world.people["secretary"]
    Registration.objects.filter(pk=world.registration.pk).update(state="submitted")

    def press(number: int) -> str:
        return move_registration(fresh(world.registration), ["accept", "return"][number % 2], by=secretary, reason="Thiếu số liệu.").state

    before = Line.objects.of(world.registration).count()
    given = Counter(at_once(press))
    final = fresh(world.registration)
    lines = list(Line.objects.of(world.registration))[: -before or None]
    # Returning what was just accepted is a move of the table too, so it may win after an acceptance, but once.
    assert given.pop("refused") == EIGHT - len(lines)
    assert [(line.before, line.after) for line in reversed(lines)] in (
        [("submitted", "returned")],
        [("submitted", "accepted"), ("accepted", "returned")],
    )
    assert (given, final.state) == (Counter(line.after for line in lines), "returned")


@pytest.mark.parametrize(("move", "reached"), [("accept", "accepted"), ("return", "returned")])
def test_one_of_eight_wins_when_all_press_the_same(world: World, move: str, reached: str) -> None:
    before, told = Line.objects.count(), Notice.objects.filter(user=world.people["head"]).count()
    given = at_once(lambda _: move_registration(fresh(world.registration), move, by=world.people["secretary"], reason="Thiếu số liệu.").state)
    assert Counter(given) == {reached: 1, "refused": EIGHT - 1}
    assert (Line.objects.count(), Notice.objects.filter(user=world.people["head"]).count()) == (before + 1, told + 1)


def test_eight_sendings_at_once_make_one_submission_with_one_receipt_and_one_file(world: World) -> None:
    registration = fill_in(world.strange_registration)
    given = at_once(lambda _: move_registration(fresh(registration), "submit", by=world.people["stranger"]).state)
    assert Counter(given) == {"submitted": 1, "refused": EIGHT - 1}
    submission = Submission.objects.get(registration=registration)
    assert (submission.ordinal, len(submission.receipt), Line.objects.of(registration).count()) == (1, 8, 1)


def test_eight_readers_at_once_render_one_file_that_is_kept(world: World, tmp_path: Path) -> None:
    Submission.objects.update(pdf="", sha256="")
    pk = Submission.objects.get(registration=world.registration).pk
    for file in (tmp_path / "files").rglob("*.pdf"):
        file.unlink()
    given = at_once(lambda _: keep_pdf(Submission.objects.get(pk=pk)), people=4)
    kept = list((tmp_path / "files").rglob("*.pdf"))
    assert {*given} == {kept[0].read_bytes()}
    assert [file.relative_to(tmp_path / "files").as_posix() for file in kept] == [Submission.objects.get(pk=pk).pdf.name]


def test_eight_beginnings_at_once_make_one_registration(world: World) -> None:
    head = world.people["both"]
    unit = head.terms.get(role="head").unit
    given = at_once(lambda _: begin(Campaign.objects.get(pk=world.campaign.pk), unit, by=head).pk)
    assert given == [Registration.objects.get(campaign=world.campaign, unit=unit).pk] * EIGHT


def test_eight_launches_at_once_launch_once_and_tell_each_head_once(world: World) -> None:
    draft = make_campaign(world.ward, invited=[world.unit])
    given = at_once(lambda number: move_campaign(draft, "launch", by=world.people[["secretary", "chair"][number % 2]]).state)
    assert Counter(given) == {"launched": 1, "refused": EIGHT - 1}
    assert (Line.objects.of(draft).count(), Notice.objects.filter(key=f"launch:{draft.pk}").count()) == (1, 1)


def test_eight_writings_of_one_occasion_make_one_notice(world: World) -> None:
    head = world.people["head"]

    def press(_: int) -> None:
        with transaction.atomic():
            notify([head], key="remind:1:7", subject="Nhắc đăng ký", body="Còn 7 ngày.")

    at_once(press)
    assert Notice.objects.filter(user=head, key="remind:1:7").count() == 1


def test_eight_workers_at_once_send_one_mail(world: World) -> None:
    notify([world.people["head"]], key="remind:1:7", subject="Nhắc đăng ký", body="Còn 7 ngày.")
    pk = Notice.objects.get(key="remind:1:7").pk
    given = at_once(lambda _: deliver(pk))
    assert Counter(given) == {True: 1, False: EIGHT - 1}
    assert [(message.to, message.subject) for message in mail.outbox] == [(["to1@example.org"], "Nhắc đăng ký")]
    notice = Notice.objects.get(pk=pk)
    assert (notice.tries, notice.sent_at is None) == (1, False)


def test_one_of_eight_uses_a_one_time_code(world: World) -> None:
    head = world.people["head"]
    code = hand_out_code(head, by=world.people["secretary"])
    given = at_once(lambda number: use_code(head.username, code, f"mat-khau-so-{number}") and number)
    winners = [number for number in given if number is not None]
    assert len(winners) == 1
    assert User.objects.get(pk=head.pk).check_password(f"mat-khau-so-{winners[0]}") is True


def test_eight_wrong_codes_at_once_count_as_five_tries(world: World) -> None:
    head = world.people["head"]
    code = hand_out_code(head, by=world.people["secretary"])
    assert at_once(lambda _: use_code(head.username, "AAAA-AAAA", "mat-khau-moi")) == [None] * EIGHT
    assert head.one_time_codes.get().tries == 5
    assert use_code(head.username, code, "mat-khau-moi") is None


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about SQLite")
def test_sqlite_database_is_a_file_of_this_worker_with_one_writer_at_a_time() -> None:
    with connection.cursor() as cursor:
        path = Path(cursor.execute("PRAGMA database_list").fetchone()[2])
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert path.is_file()
    assert path.name == "_".join(filter(None, ["test.sqlite3", os.environ.get("PYTEST_XDIST_WORKER")]))
    other = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        with transaction.atomic(), pytest.raises(sqlite3.OperationalError, match=r"^database is locked$"):
            other.execute("BEGIN IMMEDIATE")  # refused although the block has written nothing yet: it took the lock as it began
        other.execute("BEGIN IMMEDIATE")
    finally:
        other.close()


def test_one_of_eight_rows_of_authority_that_overlap_comes_in(world: World) -> None:
    honour = Honour.objects.create(code="moi", name="Mới", for_individuals=True)

    def press(number: int) -> str:
        row = Authority(honour=honour, level=Level.COMMUNE, starts_on=date(2026, 1, 1 + number), source="Nghị định")
        amend_row(row, by=world.people["administrator"], reason="Mới.")
        return "added"

    assert Counter(at_once(press)) == {"added": 1, "refused": 7}
    assert (honour.authorities.count(), Line.objects.of(honour).count()) == (1, 1)
