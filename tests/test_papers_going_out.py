"""What becomes of a paper from its approval to its end: table-driven, like its moves."""

import hashlib
import io
from datetime import date, timedelta
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from emulation.history.models import Line
from emulation.issuing.approval import approve, printed
from emulation.issuing.finishing import blank, finish, issue, sweep
from emulation.issuing.models import OutgoingPaper, Series, State
from emulation.issuing.providers import find_kept
from emulation.issuing.workflow import ISSUING_MOVES, MOVES, move_paper, moves_for
from emulation.papers.document import Block, Level
from emulation.papers.kinds import PaperKind
from emulation.workflow import MoveRefused
from tests.outgoing import approved, issued, make_document, own_series
from tests.pdf import pdf_text
from tests.world import World

pytestmark = pytest.mark.django_db
DETAILS: dict[str, dict[str, Any]] = {
    "number": {"number": "05", "dated": date(2026, 1, 5), "order_is_right": False},
    "take-number": {},
    "insert": {"number": "05a", "dated": date(2026, 1, 5), "order_is_right": False},
    "issue": {"dated": date(2026, 1, 5)},
    "finish": {"file": "van-ban/x.pdf", "sha256": "0" * 64, "size": 1},
    "be-replaced": {},
    "replace": {"number": "", "year": 2026},
    "correct": {"number": "", "year": 2026},
    "withdraw": {},
    "revoke": {},
}
IN_STATE = """
state      number take-number insert issue finish be-replaced replace correct withdraw revoke
approved   yes    no          yes    no    no     no          yes     no      yes      no
issuing    no     no          no     no    yes    no          no      no      no       no
issued     no     no          no     no    no     yes         no      no      no       yes
replaced   no     no          no     no    no     no          no      no      no       no
revoked    no     no          no     no    no     no          no      no      no       no
withdrawn  no     no          no     no    no     no          no      no      no       no
"""
HEAD, *ROWS = [line.split() for line in IN_STATE.strip().splitlines()]


def in_state(world: World, state: str) -> OutgoingPaper:
    secretary = world.people["secretary"]
    if state in ("approved", "withdrawn", "issuing"):
        paper = approved(world.ward)
        if state == "issuing":
            return move_paper(paper, "number", by=secretary, **DETAILS["number"])
        return move_paper(paper, "withdraw", by=secretary, reason="Nhầm.") if state == "withdrawn" else paper
    paper = issued(world.ward, secretary, "04", date(2026, 1, 4))
    if state == "replaced":
        issued(world.ward, secretary, "05", replaces=paper)
        return OutgoingPaper.objects.get(pk=paper.pk)
    return move_paper(paper, "revoke", by=secretary, reason="Sai.") if state == "revoked" else paper


def test_every_move_and_state_is_in_the_table() -> None:
    assert (HEAD[1:], [row[0] for row in ROWS]) == (list(MOVES), State.values)


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_paper_makes_the_moves_of_its_state_and_no_others(world: World, row: list[str]) -> None:
    done = {}
    for name in MOVES:
        paper = in_state(world, row[0])
        by = None if MOVES[name].clockwork else world.people["secretary"]
        try:
            move_paper(paper, name, by=by, reason="Vì vậy.", **DETAILS[name])
            done[name] = "yes"
        except MoveRefused:
            done[name] = "no"
        OutgoingPaper.objects.filter(replaces__isnull=False).delete()
        OutgoingPaper.objects.all().delete()
    assert done == dict(zip(HEAD[1:], row[1:], strict=True))


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("secretary", {"number", "insert", "replace", "withdraw"}),
        ("chair", {"replace", "withdraw"}),
        ("council", set()),
        ("superior", set()),
        ("other_chair", set()),
    ],
)
def test_moves_are_offered_to_those_who_may_make_them(world: World, who: str, offered: set[str]) -> None:
    paper = approved(world.ward)
    assert set(moves_for(paper, world.people[who])) == offered
    for name in set(MOVES) - offered - {"issue", "take-number", "correct"}:
        with pytest.raises((PermissionDenied, MoveRefused)):
            move_paper(paper, name, by=world.people[who], reason="Vì vậy.", **DETAILS[name])


def test_the_system_alone_finishes_and_replaces(world: World) -> None:
    with pytest.raises(PermissionDenied):
        move_paper(in_state(world, "issuing"), "finish", by=world.people["secretary"], **DETAILS["finish"])
    assert {"number", "take-number", "insert", "issue"} == ISSUING_MOVES


@pytest.mark.parametrize("kind", [kind for kind in PaperKind if kind not in (PaperKind.REGISTRATION, PaperKind.LIST)])
def test_each_kind_is_printed_blank_and_issued_once_and_for_all(world: World, kind: PaperKind) -> None:
    paper = approved(world.ward, kind)
    before = printed(paper)
    done = issued(world.ward, world.people["secretary"], kind=kind)
    assert (done.state, done.is_kept, done.sha256, done.size) == ("issued", True, hashlib.sha256(printed(done)).hexdigest(), len(printed(done)))
    assert ("05" in (done.number_line or "05"), before[:5], printed(done) == printed(done)) == (True, b"%PDF-", True)
    with pikepdf.open(io.BytesIO(printed(done))) as pdf:
        assert done.shown_code in str(pdf.docinfo["/Keywords"])


def test_what_was_issued_is_never_rendered_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = issued(world.ward, world.people["secretary"])
    monkeypatch.setattr("emulation.issuing.finishing.pdf_of", None)
    assert hashlib.sha256(printed(paper)).hexdigest() == paper.sha256


def test_number_and_date_stand_on_what_is_issued_and_not_on_the_blank(world: World) -> None:
    paper = issued(world.ward, world.people["secretary"], "7", date(2026, 2, 3))
    whole, empty = pdf_text(printed(paper)), pdf_text(blank(paper))
    assert ("07/KH-UBND" in whole, "ngày 03 tháng 02 năm 2026" in whole) == (True, True)
    assert ("07/KH-UBND" in empty, "03 tháng 02" in empty) == (False, False)


def test_approval_freezes_the_content_without_number_and_date_and_writes_it_down(world: World) -> None:
    paper = approved(world.ward, by=world.people["chair"], number="99", dated=date(2026, 1, 1))
    assert (paper.content["number"], paper.content["dated"], paper.number, paper.dated, paper.signer) == ("", None, None, None, "Lê Văn Chủ")
    assert [(line.move, line.who, line.title != "") for line in Line.objects.of(paper)] == [("approve", str(world.people["chair"]), True)]
    assert (paper.series and paper.series.manner, str(paper)) == ("given", "Kế hoạch (chưa có số)")


def test_what_no_paper_can_print_is_refused_by_name(world: World) -> None:
    document = make_document(blocks=(Block(Level.TEXT, "Chúc mừng 😀"),))
    with pytest.raises(ValidationError, match="😀"):
        approve(document, unit=world.ward, kind=PaperKind.PLAN, subject="Thử", by=None)
    assert OutgoingPaper.objects.count() == 0


def test_a_paper_replaces_one_that_is_in_force_once_it_is_issued_itself(world: World) -> None:
    old, secretary = issued(world.ward, world.people["secretary"], "04"), world.people["secretary"]
    new = approved(world.ward)
    move_paper(new, "replace", by=secretary, number="04/KH-UBND", year=2026)
    assert OutgoingPaper.objects.get(pk=old.pk).state == "issued"
    issue(OutgoingPaper.objects.get(pk=new.pk), "number", by=secretary, **DETAILS["number"])
    old.refresh_from_db()
    assert (old.state, Line.objects.of(old)[0].who, [one.named for one in old.replacements.all()]) == (
        "replaced",
        "Hệ thống",
        ["Kế hoạch số 05/KH-UBND ngày 05/01/2026"],
    )


LINKS = [
    (PaperKind.PLAN, "replace", "08", "Không có văn bản số 08/KH-UBND năm 2026"),
    (PaperKind.DECISION, "replace", "04/KH-UBND", "cùng loại"),
    (PaperKind.PLAN, "correct", "04", "Đính chính bằng công văn"),
    (PaperKind.OFFICIAL_LETTER, "correct", "04", "Không có văn bản số 04/UBND-VX"),
]


@pytest.mark.parametrize(("kind", "move", "number", "why"), LINKS)
def test_links_that_cannot_be_are_refused_in_words(world: World, kind: PaperKind, move: str, number: str, why: str) -> None:
    issued(world.ward, world.people["secretary"], "04")
    with pytest.raises(MoveRefused, match=why):
        move_paper(approved(world.ward, kind), move, by=world.people["secretary"], number=number, year=2026)


def test_a_letter_corrects_a_paper_and_either_link_can_be_taken_away(world: World) -> None:
    old, secretary = issued(world.ward, world.people["secretary"], "04"), world.people["secretary"]
    letter = move_paper(approved(world.ward, PaperKind.OFFICIAL_LETTER), "correct", by=secretary, number="4/kh-ubnd", year=2026)
    assert letter.corrects == old
    assert move_paper(letter, "correct", by=secretary, number="", year=2026).corrects is None


def test_one_paper_is_replaced_by_one_only_and_only_while_it_is_in_force(world: World) -> None:
    old, secretary = issued(world.ward, world.people["secretary"], "04"), world.people["secretary"]
    first = approved(world.ward, replaces=old)
    with pytest.raises(MoveRefused, match="đã có văn bản khác thay thế"):
        move_paper(approved(world.ward), "replace", by=secretary, number="04", year=2026)
    move_paper(old, "revoke", by=secretary, reason="Sai.")
    with pytest.raises(MoveRefused, match="Xin bỏ liên kết trước"):
        issue(first, "number", by=secretary, **DETAILS["number"])
    move_paper(first, "withdraw", by=secretary, reason="Không cần.")
    with pytest.raises(MoveRefused, match="còn hiệu lực"):
        move_paper(approved(world.ward), "replace", by=secretary, number="04", year=2026)


def test_a_paper_that_was_revoked_while_its_replacement_was_rendered_stays_revoked(world: World) -> None:
    old, secretary = issued(world.ward, world.people["secretary"], "04"), world.people["secretary"]
    new = move_paper(approved(world.ward, replaces=old), "number", by=secretary, **DETAILS["number"])
    move_paper(old, "revoke", by=secretary, reason="Sai.")
    assert (finish(new).state, OutgoingPaper.objects.get(pk=old.pk).state) == ("issued", "revoked")


def test_who_asks_for_a_replaced_paper_learns_that_its_successor_fell_too(world: World) -> None:
    old, secretary = issued(world.ward, world.people["secretary"], "04"), world.people["secretary"]
    new = issue(approved(world.ward, replaces=old), "number", by=secretary, **DETAILS["number"])
    named = "Được thay thế bằng Kế hoạch số 05/KH-UBND ngày 05/01/2026"
    assert [kept.remark for kept in [find_kept(old.code)] if kept] == [f"{named}."]
    move_paper(new, "revoke", by=secretary, reason="Sai.")
    assert [kept.remark for kept in [find_kept(old.code)] if kept] == [f"{named}, nay đã thu hồi."]


@pytest.mark.parametrize(
    "fields",
    [
        {"number": 5},
        {"dated": date(2026, 1, 1)},
        {"state": "issued"},
        {"state": "issuing"},
        {"state": "withdrawn"},
        {"suffix": "a"},
        {"sha256": "0" * 64},
        {"symbol": ""},
        {"end_reason": "Vì vậy."},
    ],
)
def test_the_database_refuses_what_contradicts_itself(world: World, fields: dict[str, Any]) -> None:
    paper = approved(world.ward)
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingPaper.objects.filter(pk=paper.pk).update(**fields)


def test_a_number_is_there_once_in_issuer_symbol_and_year(world: World) -> None:
    issued(world.ward, world.people["secretary"])
    issued(world.ward, world.people["secretary"], dated=date(2025, 1, 5))
    issued(world.ward, world.people["secretary"], kind=PaperKind.DECISION)
    issued(world.other_ward, world.people["other_secretary"])
    again = issued(world.ward, world.people["secretary"], "06")
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingPaper.objects.filter(pk=again.pk).update(number=5)


def test_the_sweeper_finishes_what_a_stop_left_and_goes_on_after_a_failure(world: World, monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    left = [move_paper(approved(world.ward), "number", by=world.people["secretary"], **DETAILS["number"] | {"number": number}) for number in ("05", "06")]
    OutgoingPaper.objects.filter(pk=left[0].pk).update(content={"version": 0})
    assert (sweep(), f"Paper {left[0].pk}" in caplog.text) == (1, True)
    assert list(OutgoingPaper.objects.order_by("pk").values_list("state", flat=True)) == ["issuing", "issued"]


def test_whoever_comes_second_finds_it_finished(world: World) -> None:
    paper = in_state(world, "issuing")
    assert (finish(paper).sha256, finish(paper).state) == (finish(paper).sha256, "issued")
    assert Line.objects.of(paper).filter(move="finish").count() == 1


def test_reading_an_unfinished_paper_finishes_it(world: World) -> None:
    paper = in_state(world, "issuing")
    assert (printed(paper)[:5], OutgoingPaper.objects.get(pk=paper.pk).state) == (b"%PDF-", "issued")


def test_who_sees_which_papers(world: World) -> None:
    waits, done = approved(world.ward), issued(world.ward, world.people["secretary"])
    seen = {who: set(OutgoingPaper.objects.visible_to(user)) for who, user in world.people.items()}
    both, none = {waits, done}, set()
    expected = dict.fromkeys(("secretary", "chair", "council", "administrator"), both) | {"superior": {done}, "head": none, "other_secretary": none}
    assert {who: seen[who] for who in expected} == expected


def test_series_of_a_symbol_is_opened_by_its_first_paper(world: World) -> None:
    at = timezone.now() - timedelta(days=800)
    approved(world.ward, at=at)
    approved(world.ward)
    assert [(one.symbol, one.manner, one.opening_year) for one in Series.objects.all()] == [("KH-UBND", "given", timezone.localdate(at).year)]
    assert own_series(world.ward).is_own
