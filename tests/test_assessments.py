"""A group assesses its households or itself: scales, points, posting, what is left out, nominations, minutes, and the day before which it is due."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from awards.assessing import add_row, give_points, keep_meeting, late_words, open_assessment, remove_row, strike
from awards.assessment_minutes import AGREED, assessment_minutes
from awards.assessment_workflow import MOVES, move_assessment, moves_for, send_proposed
from awards.comments import answer_comment
from awards.discarding import discard
from awards.eligibility import was_posted
from awards.models import Assessed, Assessment, AssessmentState, Nomination, Posting
from awards.posting_workflow import move_posting
from emulation.history.models import Line
from emulation.papers.document import Level
from emulation.people.models import User
from emulation.workflow import MoveRefused
from tests.assessing import GROUP, HOUSEHOLDS, POOR, fresh, make_assessment, over, posted_assessment, scored
from tests.awarding import accept, honour
from tests.postings import closed, commented
from tests.test_workflow import CLOCK, WHO
from tests.world import World

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


@pytest.fixture
def head(world: World) -> User:
    return world.people["head"]


@pytest.fixture
def draft(world: World, head: User) -> Assessment:
    return make_assessment(world.unit, head, "Trần Văn An", "Lê Thị Bình", "Phạm Văn Cam")


def names(rows: Any) -> list[str]:
    return list(rows.order_by("sort_key").values_list("name", flat=True))


def test_a_unit_assesses_for_a_title_once_a_year(draft: Assessment, head: User, world: World) -> None:
    with pytest.raises(MoveRefused, match="đã mở bình xét"):
        open_assessment(world.unit, draft.honour, YEAR, by=head)
    with pytest.raises(PermissionDenied):
        open_assessment(world.strange_unit, draft.honour, YEAR, by=head)


def test_the_group_itself_is_the_only_row_of_its_own_title(world: World, head: User) -> None:
    assessment = make_assessment(world.unit, head, code=GROUP)
    assert (names(assessment.rows), assessment.subject, str(assessment)) == (
        ["Tổ dân phố Bá Vân 1"],
        "collective",
        f"Bình xét Thôn, tổ dân phố văn hóa năm {YEAR}",
    )
    with pytest.raises(MoveRefused, match="không bỏ ra được"):
        remove_row(assessment.rows.get(), by=head)


def test_a_household_is_listed_once_and_another_of_its_name_by_its_address(draft: Assessment, head: User) -> None:
    with pytest.raises(MoveRefused, match="đã có trong danh sách"):
        add_row(draft, "trần văn an", "", by=head)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessed.objects.create(assessment=draft, name="Trần Văn An", key=draft.rows.earliest("pk").key)
    assert str(add_row(draft, "Trần Văn An", "Số 9", by=head)) == "Trần Văn An"
    remove_row(draft.rows.get(details="Số 9"), by=head)
    assert names(draft.rows) == ["Trần Văn An", "Lê Thị Bình", "Phạm Văn Cam"]


def test_points_add_up_and_are_measured_by_the_threshold(draft: Assessment, head: User) -> None:
    assert [row.result for row in draft.rows.all()] == ["Chưa chấm"] * 3
    scored(draft, head, Bình=POOR, Cam=[30, 30, 20])
    assert {row.name: (row.total, row.result) for row in draft.rows.all()} == {
        "Trần Văn An": (90, "Đạt"),
        "Lê Thị Bình": (30, "Không đạt"),
        "Phạm Văn Cam": (80, "Đạt"),
    }
    assert give_points(draft, {}, by=head) == 0
    assert Assessed.objects.counted([draft.pk]) == {draft.pk: (3, 2)}


def test_posting_shows_those_who_reached_and_freezes_the_assessment(draft: Assessment, head: User) -> None:
    scored(draft, head, Bình=POOR)
    posted = move_assessment(draft, "post", by=head)
    assert posted.posting is not None
    assert list(posted.posting.rows.order_by("position").values_list("name", flat=True)) == ["Trần Văn An", "Phạm Văn Cam"]
    assert (posted.posting.closes_on - posted.posting.opens_on).days == 10
    for change in (lambda: add_row(posted, "Hộ Mới", "", by=head), lambda: give_points(posted, {}, by=head), lambda: keep_meeting(posted, by=head)):
        with pytest.raises(MoveRefused, match="không sửa được"):
            change()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda one: Assessment.objects.filter(pk=one.pk).update(place=""), "Chưa ghi đủ về cuộc họp"),
        (lambda one: Assessment.objects.filter(pk=one.pk).update(present=0), "Chưa ghi đủ về cuộc họp"),
        (lambda one: one.rows.filter(name="Lê Thị Bình").update(total=None, has_reached=None), "Còn 1 trường hợp chưa chấm điểm"),
        (lambda one: one.rows.update(total=1, has_reached=False), "Không có trường hợp nào đạt"),
    ],
)
def test_nothing_incomplete_is_posted(draft: Assessment, head: User, spoil: Any, said: str) -> None:
    scored(draft, head)
    spoil(draft)
    with pytest.raises(MoveRefused, match=said):
        move_assessment(draft, "post", by=head)


def test_a_groups_own_title_is_posted_by_the_office(world: World, head: User) -> None:
    assessment = scored(make_assessment(world.unit, head, code=GROUP), head, [20, 20, 20, 20, 10])
    with pytest.raises(MoveRefused, match="do xã, phường công khai"):
        move_assessment(assessment, "post", by=head)
    accept(world.registration, world.people["secretary"])
    proposed = move_assessment(assessment, "propose", by=head)
    nomination = proposed.rows.get().nomination
    assert nomination is not None
    assert (nomination.subject, nomination.nominee_unit, nomination.state, nomination.honour.code) == ("collective", world.unit, "draft", GROUP)
    assert [one.pk for one in send_proposed(proposed, by=head).sent] == [nomination.pk]


def test_reopening_cancels_the_posting_and_takes_everybody_back_in(draft: Assessment, head: User) -> None:
    posted = posted_assessment(draft, head)
    strike(posted.rows.earliest("pk"), "Có vi phạm.", by=head)
    again = move_assessment(posted, "reopen", by=head, reason="Chấm nhầm.")
    assert (again.state, again.posting, Posting.objects.get().state) == ("draft", None, "cancelled")
    assert list(again.rows.values_list("struck_reason", "posted_row")) == [("", None)] * 3
    second = move_assessment(again, "post", by=head)
    assert second.posting is not None
    move_posting(second.posting, "cancel", by=head, reason="Sai.")
    assert move_assessment(fresh(second), "reopen", by=head, reason="Đã hủy.").state == "draft"


def test_who_was_spoken_against_is_left_out_with_the_reason(draft: Assessment, head: User) -> None:
    row = draft.rows.get(name="Lê Thị Bình")
    with pytest.raises(MoveRefused, match="Chỉ đưa ra được"):
        strike(row, "Sớm quá.", by=head)
    posted = posted_assessment(draft, head)
    row = posted.rows.get(name="Lê Thị Bình")
    strike(row, "Có người vi phạm hành chính.", by=head)
    assert (row.result, names(posted.rows.proposed())) == ("Đưa ra sau khi lấy ý kiến", ["Trần Văn An", "Phạm Văn Cam"])
    with pytest.raises(MoveRefused, match="Chỉ đưa ra được"):
        strike(row, "Lần nữa.", by=head)


def test_nominations_are_made_of_those_who_reached_once_comments_are_over_and_answered(draft: Assessment, head: User, world: World) -> None:
    accept(world.registration, world.people["secretary"])
    scored(draft, head, Cam=POOR)
    posted = move_assessment(draft, "post", by=head)
    with pytest.raises(MoveRefused, match="đang lấy ý kiến"):
        move_assessment(posted, "propose", by=head)
    assert posted.posting is not None
    comment = commented(posted.posting)
    posted = over(posted)
    with pytest.raises(MoveRefused, match="Còn 1 ý kiến"):
        move_assessment(posted, "propose", by=head)
    answer_comment(comment, "Đã xác minh.", by=head)
    strike(posted.rows.get(name="Lê Thị Bình"), "Có vi phạm.", by=head)
    proposed = move_assessment(posted, "propose", by=head)
    outcome = send_proposed(proposed, by=head)
    nomination = Nomination.objects.get(honour__code=HOUSEHOLDS)
    assert ([one.pk for one in outcome.sent], outcome.refused) == ([nomination.pk], [])
    assert (nomination.name, nomination.subject, nomination.kind, nomination.state, nomination.signed_by) == (
        "Trần Văn An",
        "household",
        "merit",
        "submitted",
        head,
    )
    assert nomination.achievement == f"Đạt 90/100 điểm theo kết quả bình xét tại cuộc họp ngày {timezone.localdate():%d/%m/%Y}."
    assert posted.posting is not None
    assert [row.nomination for row in posted.posting.rows.order_by("position")] == [nomination, None]
    Nomination.objects.filter(pk=nomination.pk).update(appraised_by=world.people["secretary"], appraised_honour=nomination.honour)
    finding = was_posted(Nomination.objects.get(pk=nomination.pk))
    assert finding is not None
    assert finding.level == "pass"


def test_a_draft_made_of_it_may_be_thrown_away(draft: Assessment, head: User) -> None:
    proposed = move_assessment(over(posted_assessment(draft, head)), "propose", by=head)
    assert discard(Nomination.objects.filter(assessed__assessment=proposed), by=head) == 3
    assert list(proposed.rows.values_list("nomination", flat=True)) == [None] * 3


def test_nothing_is_proposed_of_a_cancelled_list(draft: Assessment, head: User) -> None:
    posted = posted_assessment(draft, head)
    assert posted.posting is not None
    move_posting(posted.posting, "cancel", by=head, reason="Sai.")
    with pytest.raises(MoveRefused, match="chưa công khai, hoặc đã hủy"):
        move_assessment(posted, "propose", by=head)


@pytest.mark.parametrize(
    ("state", "today", "said"),
    [
        ("draft", date(2026, 11, 13), ""),
        ("draft", date(2026, 11, 14), "Sớm nhất ngày 25/11/2026 mới gửi đề nghị được"),
        ("draft", date(2026, 11, 25), "Đã quá hạn"),
        ("posted", date(2026, 11, 14), "Sớm nhất ngày 26/11/2026"),
        ("posted", date(2026, 12, 1), "Đã quá hạn"),
        ("proposed", date(2026, 12, 1), ""),
        ("group", date(2026, 11, 24), ""),
        ("group", date(2026, 11, 25), "Đã quá hạn"),
    ],
)
def test_what_comes_too_late_is_warned_of(state: str, today: date, said: str) -> None:
    posting = Posting(opens_on=date(2026, 11, 15), closes_on=date(2026, 11, 25))
    title = honour(GROUP if state == "group" else HOUSEHOLDS)
    assessment = Assessment(year=2026, honour=title, state="draft" if state == "group" else state, posting=posting if state == "posted" else None)
    assert (late_words(assessment, today)[: len(said)], bool(late_words(assessment, today))) == (said, bool(said))


def test_minutes_say_what_the_meeting_found_and_not_what_comments_changed(draft: Assessment, head: User) -> None:
    posted = posted_assessment(draft, head)
    strike(posted.rows.get(name="Lê Thị Bình"), "Có vi phạm.", by=head)
    Assessment.objects.filter(pk=posted.pk).update(notes="Mọi người nhất trí.\n\nKhông có ý kiến khác.")
    document = assessment_minutes(fresh(posted))
    table = next(block for block in document.blocks if block.level == Level.TABLE)
    assert table.columns == ("TT", "Tên", "Địa chỉ", "Điểm 1", "Điểm 2", "Điểm 3", "Tổng", "Kết quả")
    assert table.rows[1] == ("2", "Lê Thị Bình", "", "30", "30", "30", "90", "Đạt")
    assert (document.letterhead, document.signature.name) == (("UBND phường Bách Quang", "Tổ dân phố Bá Vân 1"), "Nguyễn Thị Hòa")
    assert "Bình xét 3 trường hợp, đạt 3." in [block.text for block in document.blocks]
    assert document.blocks[-1].text == AGREED
    Assessment.objects.filter(pk=posted.pk).update(held_at=None)
    assert AGREED not in [block.text for block in assessment_minutes(fresh(posted)).blocks]


def test_minutes_leave_dots_for_what_is_not_written_yet(world: World, head: User) -> None:
    assessment = open_assessment(world.unit, honour(HOUSEHOLDS), YEAR, by=head)
    texts = [block.text for block in assessment_minutes(assessment).blocks]
    assert texts[:2] == ["Thời gian: ….", "Địa điểm: …."]
    assert Level.TABLE not in [block.level for block in assessment_minutes(assessment).blocks]
    add_row(assessment, "Trần Văn An", "", by=head)
    assert [block.rows for block in assessment_minutes(assessment).blocks if block.rows] == [(("1", "Trần Văn An", "", "", "", "", "", "Chưa chấm"),)]
    assert AGREED not in [block.text for block in assessment_minutes(assessment).blocks]


OPEN = {("draft", "post"): "posted", ("posted", "reopen"): "draft", ("posted", "propose"): "proposed", ("own draft", "propose"): "proposed"}


def put(assessment: Assessment, head: User, state: str) -> Assessment:
    if state == "draft":
        scored(assessment, head)
    elif state != "own draft":
        posted_assessment(assessment, head)
        assert fresh(assessment).posting is not None
        closed(fresh(assessment).posting)  # type: ignore[arg-type]
        Assessment.objects.filter(pk=assessment.pk).update(state=state)
    return fresh(assessment)


def outcome(assessment: Assessment, move: str, by: User | None) -> str | None:
    lines, start = Line.objects.count(), transaction.savepoint()
    try:
        moved = move_assessment(assessment, move, by=by, reason="Theo ý kiến.")
    except (MoveRefused, PermissionDenied):
        assert Line.objects.count() == lines
        return None
    transaction.savepoint_rollback(start)
    return str(moved.state)


@pytest.mark.parametrize("state", [*AssessmentState.values, "own draft"])
def test_an_assessment_moves_only_where_and_for_whom_it_is_listed(world: World, draft: Assessment, head: User, state: str) -> None:
    if state == "own draft":
        draft = scored(make_assessment(world.unit, head, code=GROUP), head, [20, 20, 20, 20, 10])
    assessment = put(draft, head, state)
    people: dict[str, User | None] = {**world.people, CLOCK: None}
    for move in MOVES:
        target = OPEN.get((state, move))
        found = {who: target_ for who in WHO if (target_ := outcome(assessment, move, people[who]))}
        assert found == ({"head": target} if target else {}), move
    shown = {who: set(moves_for(assessment, world.people[who])) for who in WHO if who != CLOCK}
    allowed = {move for source, move in OPEN if source == state}
    assert shown == {who: allowed if who == "head" else set() for who in shown}


def test_taking_back_needs_a_reason() -> None:
    assert {name for name, move in MOVES.items() if move.needs_reason} == {"reopen"}
