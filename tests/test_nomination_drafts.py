"""Drafts of nominations: saved however little they say, and asked for what they lack when they are sent."""

from typing import Any

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from awards.eligibility import findings_of, is_nominated_once
from awards.findings import blocks
from awards.models import Kind, Nomination
from awards.nominating import save_nomination
from awards.workflow import move_nomination
from tests.awarding import make_nomination, sent
from tests.test_nomination_pages import YEAR, signed_in, text, typed
from tests.world import World

NOTHING = dict.fromkeys(("honour", "name", "year", "details", "birth_year", "achievement"), "") | {"kind": "movement", "attributes": []}
LACKS = (
    "Chưa chọn phong trào: khen theo phong trào phải ghi phong trào nào.",
    "Chưa chọn danh hiệu, hình thức khen thưởng.",
    "Chưa ghi tên tập thể, cá nhân hoặc chủ hộ.",
    "Chưa ghi tóm tắt thành tích.",
)


def test_a_draft_is_saved_without_anything_and_what_it_lacks_is_asked_when_it_is_sent(world: World) -> None:
    head = signed_in(world.people["head"])
    answer = head.post(reverse("nomination-add"), typed(unit=world.unit.pk, **NOTHING), follow=True)
    nomination = Nomination.objects.get()
    assert (nomination.name, nomination.honour, nomination.campaign, nomination.year) == ("", None, None, YEAR)
    edit = reverse("nomination-edit", args=[nomination.pk])
    for page in (answer, head.get(edit), head.post(reverse("nomination-move", args=[nomination.pk, "submit"]))):
        assert [words in text(page) for words in LACKS] == [True] * 4
        assert [f'href="{edit}#id_{field}"' in page.content.decode() for field in ("campaign", "honour", "name", "achievement")] == [True] * 4
    assert "Chưa ghi tên" in text(head.get(reverse("nomination-list")))
    assert "chưa chọn danh hiệu, hình thức" in text(head.get(reverse("search"), {"tim": world.unit.short_name}))
    assert "Chưa ghi tên: Chưa chọn phong trào" in text(head.post(reverse("nomination-send-all"), follow=True))
    head.post(edit, typed())
    assert Nomination.objects.get().name == "Lê Thị Mới"
    assert "Đã bỏ bản đang soạn: Lê Thị Mới." in text(head.post(reverse("nomination-discard", args=[nomination.pk]), follow=True))


def test_what_is_left_empty_is_taken_from_what_is_known(world: World) -> None:
    """The year from the campaign, or today's; a paper came today."""
    head, secretary = signed_in(world.people["head"]), signed_in(world.people["secretary"])
    head.post(reverse("nomination-add"), typed(unit=world.unit.pk, kind="movement", campaign=world.campaign.pk, year=""))
    secretary.post(reverse("nomination-add-paper"), typed(unit=world.unit.pk, year="", received_on=""))
    paper, electronic = Nomination.objects.order_by("-pk")
    assert (electronic.year, paper.year, timezone.localdate(paper.sent_at())) == (world.campaign.year, YEAR, timezone.localdate())


@pytest.mark.parametrize(
    "lacking",
    [{"honour": None}, {"name": ""}, {"kind": Kind.MOVEMENT, "campaign": None}, {"kind": Kind.SUDDEN, "happened_on": None}],
)
def test_a_draft_may_lack_what_nothing_sent_does(world: World, lacking: dict[str, Any]) -> None:
    Nomination.objects.filter(pk=make_nomination(world.unit, world.people["head"]).pk).update(**lacking)
    complete = sent(make_nomination(world.unit, world.people["head"]))
    with pytest.raises(IntegrityError, match="nomination_sent_complete"):
        Nomination.objects.filter(pk=complete.pk).update(**lacking)


CAMPAIGN = "Chưa chọn phong trào: khen theo phong trào phải ghi phong trào nào."


@pytest.mark.parametrize(
    ("fields", "words", "others"),
    [
        ({}, [], True),
        ({"honour": None}, ["Chưa chọn danh hiệu, hình thức khen thưởng."], False),
        ({"name": ""}, ["Chưa ghi tên tập thể, cá nhân hoặc chủ hộ."], False),
        ({"kind": Kind.MOVEMENT}, [CAMPAIGN], False),
        ({"kind": Kind.SUDDEN}, ["Chưa ghi ngày lập thành tích đột xuất."], False),
        ({"achievement": " "}, ["Chưa ghi tóm tắt thành tích. Xin bổ sung trước khi gửi."], True),
        ({"kind": Kind.MOVEMENT, "name": ""}, [CAMPAIGN, "Chưa ghi tên tập thể, cá nhân hoặc chủ hộ."], False),
    ],
)
def test_what_a_draft_lacks_is_said_and_the_checks_wait_for_something_to_judge(world: World, fields: dict[str, Any], words: list[str], others: bool) -> None:
    findings = findings_of(make_nomination(world.unit, world.people["head"], **fields))
    lacking = [one for one in findings if one.field]
    assert ([one.words for one in lacking], blocks(lacking, sending=True), len(findings) > len(lacking)) == (words, lacking, others)
    assert {one.badge.word for one in lacking} <= {"Cần bổ sung"}


def test_an_unfinished_nomination_that_came_back_stands_in_no_others_way(world: World) -> None:
    head, name = world.people["head"], "Nguyễn Văn A"
    returned = move_nomination(sent(make_nomination(world.unit, head, name=name)), "return", by=world.people["secretary"], reason="Thiếu.")
    other = make_nomination(world.unit, head, name=name)
    assert is_nominated_once(other).level == "block"
    returned.honour = None
    save_nomination(returned, by=head)
    assert is_nominated_once(other).level == "pass"
