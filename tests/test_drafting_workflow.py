"""How a draft becomes a paper: the whole cube of state, move and role, what is refused, what approval freezes, who is told."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from emulation.campaigns.models import Target
from emulation.drafting.models import Draft, Passage, RecipientGroup, State
from emulation.drafting.workflow import MOVES, move_draft, moves_for
from emulation.drafting.writing import MOST_PASSAGES, add_passages, copy_draft, put_passages, save_head, save_passage
from emulation.history.models import Line
from emulation.issuing.approval import printed
from emulation.issuing.models import OutgoingPaper
from emulation.notices.models import Notice
from emulation.notices.outbox import deliver_waiting
from emulation.papers.document import Block, Level
from emulation.papers.kinds import PaperKind
from emulation.people.models import User
from emulation.workflow import MoveRefused
from registrations.home import papers_for
from tests.drafts import make_draft, make_group
from tests.outgoing import approved
from tests.pages import words_of
from tests.pdf import pdf_text
from tests.world import World, make_unit

pytestmark = pytest.mark.django_db
REASON = "Chủ tịch ký nháy ngày 05/01."
OPEN = {
    ("draft", "submit", "secretary"): "submitted",
    ("draft", "discard", "secretary"): "discarded",
    ("returned", "submit", "secretary"): "submitted",
    ("returned", "discard", "secretary"): "discarded",
    ("submitted", "approve", "chair"): "approved",
    ("submitted", "return", "chair"): "returned",
    ("submitted", "approve-on-paper", "secretary"): "approved",
    ("submitted", "take-back", "secretary"): "draft",
    ("discarded", "restore", "secretary"): "draft",
}


@pytest.fixture
def draft(world: World) -> Draft:
    return make_draft(world.ward, world.people["secretary"], campaign=world.campaign)


def put(draft: Draft, state: str) -> Draft:
    """The draft as it would be in that state."""
    paper = approved(draft.unit) if state == "approved" else None
    Draft.objects.filter(pk=draft.pk).update(state=state, paper=paper)
    return Draft.objects.get(pk=draft.pk)


def everything(draft: Draft) -> tuple[Any, ...]:
    return Draft.objects.filter(pk=draft.pk).values().get(), Line.objects.count(), Notice.objects.count(), OutgoingPaper.objects.count()


def outcome(draft: Draft, name: str, by: User | None) -> str | None:
    """The state that the move leads to, taken back again; None when it was refused, and then nothing may have changed."""
    before, start = everything(draft), transaction.savepoint()
    try:
        moved = move_draft(draft, name, by=by, reason=REASON)  # type: ignore[arg-type]  # nobody is one of those who are refused
    except (MoveRefused, PermissionDenied):
        assert everything(draft) == before
        return None
    line = Line.objects.of(moved)[0]
    assert (line.move, line.before, line.after, line.by, line.reason) == (name, draft.state, moved.state, by, REASON)
    reached = Draft.objects.get(pk=draft.pk).state
    transaction.savepoint_rollback(start)
    return reached


@pytest.mark.parametrize("state", State.values)
def test_a_draft_moves_only_where_and_for_whom_it_is_listed(world: World, draft: Draft, state: str) -> None:
    draft = put(draft, state)
    people: dict[str, User | None] = {**world.people, "clock": None}
    found = {(state, move, who): outcome(draft, move, people[who]) for move, who in product(MOVES, people)}
    assert {cell: reached for cell, reached in found.items() if reached} == {cell: reached for cell, reached in OPEN.items() if cell[0] == state}
    offered = {(state, move, who) for who, user in world.people.items() for move in moves_for(draft, user)}
    assert offered == {cell for cell in OPEN if cell[0] == state}


@pytest.mark.parametrize(("state", "name", "who"), [cell for cell in OPEN if MOVES[cell[1]].needs_reason])
def test_a_move_that_needs_a_reason_is_refused_without(world: World, draft: Draft, state: str, name: str, who: str) -> None:
    with pytest.raises(MoveRefused) as refusal:
        move_draft(put(draft, state), name, by=world.people[who], reason=" \u200b")
    assert (str(refusal.value), who) == (f"Xin ghi rõ lý do khi chọn “{MOVES[name].label}”.", {"return": "chair"}.get(name, "secretary"))


INCOMPLETE: list[tuple[PaperKind, dict[str, str], str]] = [
    (PaperKind.DECISION, {"decider": ""}, "Văn bản chưa có nội dung. Quyết định chưa ghi thẩm quyền ban hành."),
    (PaperKind.MINUTES, {"left_authority": ""}, "Văn bản chưa có nội dung. Biên bản chưa ghi chữ ký bên trái của thư ký."),
    (PaperKind.PLAN, {}, "Văn bản chưa có nội dung."),
    (PaperKind.PLAN, {"subject": ""}, "Văn bản chưa có trích yếu. Văn bản chưa có nội dung."),
]


@pytest.mark.parametrize(("kind", "fields", "sentence"), INCOMPLETE)
@pytest.mark.parametrize(
    ("state", "name", "who"), [("draft", "submit", "secretary"), ("submitted", "approve", "chair"), ("submitted", "approve-on-paper", "secretary")]
)
def test_what_lacks_something_goes_no_further(world: World, kind: PaperKind, fields: dict[str, str], sentence: str, state: str, name: str, who: str) -> None:
    draft = put(make_draft(world.ward, world.people["secretary"], kind, body="", **fields), state)
    with pytest.raises(MoveRefused) as refusal:
        move_draft(draft, name, by=world.people[who], reason=REASON)
    assert str(refusal.value) == sentence


def test_what_no_paper_can_print_is_not_approved(world: World, draft: Draft) -> None:
    Passage.objects.filter(draft=draft).update(text="Chúc mừng 😀")
    with pytest.raises(MoveRefused) as refusal:
        move_draft(put(draft, "submitted"), "approve", by=world.people["chair"])
    assert str(refusal.value) == "Có ký tự không in được trên văn bản: 😀 (U+1F600). Xin xóa hoặc thay bằng chữ thường."
    assert OutgoingPaper.objects.count() == 0


def test_approval_freezes_what_the_draft_says(world: World, draft: Draft) -> None:
    Target.objects.create(campaign=world.campaign, field="Kinh tế", name="Thu ngân sách", value=100, unit="%")
    put_passages(draft, [Passage(draft=draft, text="Chỉ tiêu:", target_field="Kinh tế")])
    Draft.objects.filter(pk=draft.pk).update(recipients="{số tổ dân phố} TDP\nLưu: VT")
    paper = move_draft(put(draft, "submitted"), "approve", by=world.people["chair"]).paper
    assert paper is not None
    assert (paper.state, paper.kind, paper.symbol, paper.subject, paper.recipients, paper.number, paper.approved_by) == (
        "approved",
        "ke-hoach",
        "KH-UBND",
        draft.title,
        "03 TDP\nLưu: VT",
        None,
        world.people["chair"],
    )
    before = pdf_text(printed(paper))
    make_unit(world.ward, code="tdp-09")
    Target.objects.update(value=50)
    Passage.objects.filter(draft=draft).update(text="Khác")
    after = pdf_text(printed(OutgoingPaper.objects.get(pk=paper.pk)))
    assert (after == before, "thu ngân sách đạt 100%" in after, "03 TDP" in after) == (True, True, True)
    client = Client()
    client.force_login(world.people["chair"])
    shown = words_of(client.get(draft.get_absolute_url()))
    assert ("03 TDP" in shown, "Khác" in shown, "Nội dung đã duyệt không đổi được nữa" in shown) == (True, False, True)


def test_an_approval_on_paper_says_so_in_the_history_and_tells_no_one_who_did_it(world: World, draft: Draft) -> None:
    moved = move_draft(put(draft, "submitted"), "approve-on-paper", by=world.people["secretary"], reason=REASON)
    line = Line.objects.of(moved)[0]
    assert (line.label, line.who, line.reason) == ("Ghi nhận đã duyệt trên giấy", str(world.people["secretary"]), REASON)
    assert Notice.objects.filter(url=draft.get_absolute_url()).count() == 0


def test_chair_and_secretary_are_told_by_notice_and_mail(world: World, draft: Draft) -> None:
    User.objects.filter(pk=world.people["chair"].pk).update(email="chutich@example.org")
    secretary, chair, now = world.people["secretary"], world.people["chair"], timezone.now()
    steps = [("submit", secretary), ("return", chair), ("submit", secretary), ("approve", chair)]
    Notice.objects.all().delete()
    for second, (name, by) in enumerate(steps):
        move_draft(draft, name, by=by, reason="Thiếu căn cứ.", at=now + timedelta(seconds=second))
    assert deliver_waiting() == 4
    asked = ("Văn bản chờ duyệt", f"{draft}.\n\nXin xem và duyệt, hoặc trả lại kèm lý do.")
    returned = ("Văn bản bị trả lại", f"{draft}.\n\nLý do: Thiếu căn cứ.")
    approved = ("Văn bản đã duyệt", f"{draft}.\n\nVăn bản chờ cấp số và ngày.")
    told = Notice.objects.filter(url=draft.get_absolute_url()).order_by("pk")
    expected = [("chu-tich", *asked), ("thu-ky", *returned), ("chu-tich", *asked), ("thu-ky", *approved)]
    assert [(one.user.username, one.subject, one.body) for one in told] == expected
    assert [message.to for message in mail.outbox] == [["chutich@example.org"], ["thuky@example.org"]] * 2
    body = str(mail.outbox[0].body)
    assert body.startswith("Kính gửi ông/bà Dương Thị Lưu,")
    assert f"{asked[1]}\n" in body
    assert draft.get_absolute_url() in body


def test_a_discarded_draft_comes_back_as_it_was(world: World, draft: Draft) -> None:
    secretary, passages = world.people["secretary"], draft.passages.count()
    moved = move_draft(move_draft(draft, "discard", by=secretary), "restore", by=secretary)
    assert (moved.state, moved.passages.count(), [line.move for line in Line.objects.of(moved)]) == ("draft", passages, ["restore", "discard", "begin"])


def test_a_copy_is_a_draft_whatever_became_of_the_first(world: World, draft: Draft) -> None:
    copy = copy_draft(put(draft, "approved"), by=world.people["secretary"])
    line = Line.objects.of(copy)[0]
    assert (copy.state, copy.paper, copy.campaign, copy.passages.count(), line.label) == (
        "draft",
        None,
        world.campaign,
        draft.passages.count(),
        f"Chép từ {draft}",
    )


def test_nothing_of_an_approved_or_submitted_draft_is_changed(draft: Draft) -> None:
    passage = draft.passages.first()
    assert passage is not None
    for state, word in (("submitted", "Chờ duyệt"), ("approved", "Đã duyệt"), ("discarded", "Đã bỏ")):
        kept = put(draft, state)
        for change in (lambda kept=kept: save_head(kept), lambda: save_passage(passage), lambda kept=kept: add_passages(kept, [Block(Level.TEXT, "x")])):
            with pytest.raises(MoveRefused) as refusal:
                change()
            sentence = f"Văn bản đang ở tình trạng “{word}” nên không sửa được. Muốn sửa thì xin rút lại hoặc chép thành văn bản mới."
            assert str(refusal.value) == sentence


def test_a_head_read_before_a_move_does_not_take_the_move_back(draft: Draft) -> None:
    """It once wrote the state too, as it had been read."""
    stale = Draft.objects.get(pk=draft.pk)
    put(draft, "returned")
    stale.subject = "Trích yếu mới"
    save_head(stale)
    kept = Draft.objects.get(pk=draft.pk)
    assert (kept.state, kept.subject, kept.search_key) == ("returned", "Trích yếu mới", stale.search_key)


def test_a_draft_has_at_most_so_many_passages(draft: Draft) -> None:
    there = draft.passages.count()
    put_passages(draft, [Passage(draft=draft, text="x") for _ in range(10)], instead=True)
    Passage.objects.bulk_create(Passage(draft=draft, text="x", position=20) for _ in range(MOST_PASSAGES - 11))
    save_passage(Passage(draft=draft, text="x"))
    sentence = f"Mỗi văn bản chỉ có tối đa {MOST_PASSAGES} đoạn. Xin chia bớt sang văn bản khác."
    for change in (
        lambda: save_passage(Passage(draft=draft, text="x")),
        lambda: put_passages(draft, [Passage(draft=draft, text="x")]),
        lambda: put_passages(draft, [Passage(draft=draft, text="x")] * (MOST_PASSAGES + 1), instead=True),
    ):
        with pytest.raises(MoveRefused) as refusal:
            change()
        assert (str(refusal.value), draft.passages.count(), there > 0) == (sentence, MOST_PASSAGES, True)


WRONG: dict[str, dict[str, Any]] = {
    "draft_approved_exactly_with_its_paper": {"state": "approved"},
    "draft_month_is_a_month": {"month": 13},
}
WRONG_PASSAGES: dict[str, dict[str, Any]] = {
    "passage_says_something": {"text": ""},
    "passage_has_cells_exactly_as_a_table": {"level": "table"},
    "passage_is_heading_only_where_one_may_be": {"level": "dash", "is_heading": True},
}


@pytest.mark.parametrize("name", [*WRONG, *WRONG_PASSAGES])
def test_the_database_refuses_what_contradicts_itself(draft: Draft, name: str) -> None:
    rows = Draft.objects.filter(pk=draft.pk) if name in WRONG else Passage.objects.filter(draft=draft)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        rows.update(**{**WRONG, **WRONG_PASSAGES}[name])


def test_a_paper_stands_only_behind_an_approved_draft_and_a_group_is_named_once(world: World, draft: Draft) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.filter(pk=draft.pk).update(paper=approved(world.ward))
    make_group(world.ward)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_group(world.ward)
    with pytest.raises(ValidationError, match="Đã có nhóm mang tên này"):
        RecipientGroup(unit=world.ward, name="Các tổ dân phố", lines="x").full_clean()
    assert str(make_group(world.other_ward)) == "Các tổ dân phố"


def test_home_shows_each_what_waits_for_them(world: World, draft: Draft) -> None:
    people = world.people
    asked, back, waits = put(draft, "submitted"), put(make_draft(world.ward, people["secretary"]), "returned"), approved(world.ward)
    make_draft(world.ward, people["secretary"])
    found = {who: [(row.url, row.verb) for row in papers_for(user).rows] for who, user in people.items()}
    assert {who: rows for who, rows in found.items() if rows} == {
        "chair": [(asked.get_absolute_url(), "Duyệt")],
        "secretary": [(back.get_absolute_url(), "Sửa lại"), (waits.get_absolute_url(), "Cấp số")],
    }


def test_who_sees_which_drafts(world: World, draft: Draft) -> None:
    root = User.objects.create_superuser("goc", full_name="Quản trị")
    seen = {who for who, user in {**world.people, "root": root}.items() if draft in Draft.objects.visible_to(user)}
    assert seen == {"secretary", "chair", "council", "administrator", "root"}
