"""Eligibility: what each check finds, and on which rule."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from awards import eligibility
from awards.eligibility import CHECKS, findings_of
from awards.findings import Finding, Level, blocks
from awards.flags import hold
from awards.models import Authority, Evidence, Kind, Nomination, Subject
from awards.workflow import move_nomination
from emulation.issuing.models import OutgoingPaper
from emulation.workflow import MoveRefused
from tests.awarding import accept, appraised, attach, honour, make_nomination, sent
from tests.deciding import issued, office_of, ready
from tests.world import World, make_campaign, make_unit

YEAR = timezone.localdate().year
NONE = "Đơn vị không có đăng ký được tiếp nhận trong"
PLEAD = "Nếu có lý do chính đáng, xin ghi vào ô “Xin Chủ tịch cho ngoại lệ”."
A, B = "Nguyễn Văn A", "Nguyễn Văn B"


def found(check: str, nomination: Nomination) -> tuple[str, str] | None:
    """The level and the words of one check."""
    finding = getattr(eligibility, check)(Nomination.objects.get(pk=nomination.pk))
    assert finding is None or finding.source
    return (finding.level, finding.words) if finding else None


def draft(world: World, **fields: Any) -> Nomination:
    return make_nomination(world.unit, world.people["head"], **fields)


def test_adding_a_check_is_adding_one_function(world: World) -> None:
    def is_friday(nomination: Nomination) -> Finding:
        return Finding(Level.WARN, f"{nomination.name}: không phải thứ Sáu.", "Nội quy")

    nomination = draft(world, name=A)
    before = findings_of(nomination)
    try:
        assert eligibility.check(is_friday) is is_friday
        assert findings_of(nomination) == [*before, Finding(Level.WARN, f"{A}: không phải thứ Sáu.", "Nội quy")]
    finally:
        CHECKS.remove(is_friday)


@pytest.mark.parametrize(
    ("level", "may_be_sent", "stands_against_sending", "stands_against_appraisal"),
    [(Level.PASS, False, False, False), (Level.WARN, False, False, False), (Level.BLOCK, False, True, True), (Level.BLOCK, True, False, True)],
)
def test_what_blocks(level: Level, may_be_sent: bool, stands_against_sending: bool, stands_against_appraisal: bool) -> None:
    findings = [Finding(level, "Vì thế.", "Luật", may_be_sent)]
    assert (bool(blocks(findings, sending=True)), bool(blocks(findings))) == (stands_against_sending, stands_against_appraisal)


@pytest.mark.parametrize(
    ("fields", "level"),
    [
        ({"campaign": True}, "block"),
        ({"campaign": True, "kind": Kind.MOVEMENT}, "block"),
        ({"campaign": True, "exception_plea": "Đơn vị mới."}, "block"),
        ({"honour": "lao-dong-tien-tien"}, "block"),
        ({}, "warn"),  # by merit, beside every campaign
        ({"kind": Kind.SUDDEN, "happened_on": date(YEAR, 1, 5), "honour": "lao-dong-tien-tien"}, None),
    ],
)
def test_who_did_not_register_is_not_considered(world: World, fields: dict[str, Any], level: str | None) -> None:
    """The registration of the unit is sent, but not accepted."""
    if "campaign" in fields:
        fields = {**fields, "campaign": world.campaign}
    nomination = draft(world, **fields)
    before, may_be_sent = found("is_registered", nomination), bool(nomination.exception_plea)
    assert (before and before[0]) == level
    if level == "block":
        assert [one.may_be_sent for one in findings_of(nomination) if one.level == Level.BLOCK] == [may_be_sent]
    accept(world.registration, world.people["secretary"])
    expected = ("pass", "Đơn vị có đăng ký thi đua đã được tiếp nhận.")
    assert found("is_registered", nomination) == (expected if level else None)


@pytest.mark.parametrize("state", ["draft", "submitted"])
@pytest.mark.parametrize("fields", [{"campaign": True}, {"honour": "lao-dong-tien-tien"}])
def test_a_registration_that_waits_is_to_be_accepted_first_and_asks_for_no_exception(world: World, fields: dict[str, Any], state: str) -> None:
    nomination = draft(world, **({"campaign": world.campaign} if "campaign" in fields else fields))
    Nomination.objects.filter(pk=nomination.pk).update(state=state, submitted_at=timezone.now(), signed_by=world.people["head"])
    assert found("is_registered", nomination) == (
        "block",
        "Đơn vị đã gửi đăng ký thi đua, đang chờ thư ký tiếp nhận. Tiếp nhận xong mới gửi, thẩm định được đề nghị.",
    )


def test_what_is_sent_already_is_given_back_for_its_plea(world: World) -> None:
    nomination = sent(draft(world, honour="lao-dong-tien-tien", year=YEAR - 1, exception_plea="Mới thành lập."))
    Nomination.objects.filter(pk=nomination.pk).update(exception_plea="")
    words = f"{NONE} phong trào nào của năm {YEAR - 1}. Xin trả lại để đơn vị xin Chủ tịch cho ngoại lệ, hoặc đề xuất hình thức khác."
    assert found("is_registered", nomination) == ("block", words)


def test_registration_of_another_campaign_or_year_does_not_count(world: World) -> None:
    accept(world.registration, world.people["secretary"])
    nominations = [draft(world, honour="lao-dong-tien-tien", year=YEAR - 1), draft(world, campaign=make_campaign(world.ward, invited=[world.unit]))]
    assert [found("is_registered", one) for one in nominations] == [
        ("block", f"{NONE} {place}. {PLEAD}")
        for place in (
            f"phong trào nào của năm {YEAR - 1}",
            f"“{nominations[1].campaign}”",
        )
    ]


@pytest.mark.parametrize(
    ("code", "subject", "finding"),
    [
        ("giay-khen", Subject.INDIVIDUAL, ("pass", "“Giấy khen” thuộc thẩm quyền của Chủ tịch UBND phường Bách Quang.")),
        (
            "bang-khen-cap-tinh", Subject.INDIVIDUAL,
            ("warn", "“Bằng khen cấp tỉnh” do Chủ tịch UBND cấp tỉnh quyết định: xét xong, hồ sơ được trình cấp trên."),
        ),
        ("huan-chuong", Subject.INDIVIDUAL, ("warn", "“Huân chương” do Chủ tịch nước quyết định: xét xong, hồ sơ được trình cấp trên.")),
    ],
)  # fmt: skip
def test_what_the_commune_does_not_give_is_routed_and_not_refused(world: World, code: str, subject: str, finding: tuple[str, str]) -> None:
    assert found("is_decided_here", draft(world, honour=code, subject=subject)) == finding


def test_where_nobody_is_known_to_decide_it_says_so(world: World) -> None:
    Authority.objects.filter(honour=honour()).delete()
    today = f"{timezone.localdate():%d/%m/%Y}"
    assert found("is_decided_here", draft(world)) == ("warn", f"Danh mục chưa ghi ai quyết định “Giấy khen” vào ngày {today}. Xin kiểm tra thẩm quyền.")


@pytest.mark.parametrize(
    ("code", "subject", "names_unit", "level"),
    [
        ("tap-the-lao-dong-xuat-sac", Subject.COLLECTIVE, True, "warn"),  # a TDP that registers what is for offices
        ("tap-the-lao-dong-tien-tien", Subject.COLLECTIVE, True, "warn"),
        ("thon-to-dan-pho-van-hoa", Subject.COLLECTIVE, True, None),
        ("giay-khen", Subject.COLLECTIVE, True, None),
        ("tap-the-lao-dong-xuat-sac", Subject.COLLECTIVE, False, None),
        ("gia-dinh-van-hoa", Subject.INDIVIDUAL, False, "block"),
        ("lao-dong-tien-tien", Subject.HOUSEHOLD, False, "block"),
    ],
)
def test_the_kind_of_unit_and_of_nominee_is_held_against_the_title(world: World, code: str, subject: str, names_unit: bool, level: str | None) -> None:
    finding = found("is_for_such_a_subject", draft(world, honour=code, subject=subject, nominee_unit=world.unit if names_unit else None))
    assert (finding and finding[0]) == level


SUDDEN = {"kind": Kind.SUDDEN, "happened_on": date(YEAR, 1, 5)}


@pytest.mark.parametrize(
    ("first", "second", "level"),
    [
        ({"name": A}, {"name": A}, "block"),
        ({"name": A}, {"name": "NGUYEN VAN A"}, "block"),
        ({"name": A}, {"name": A, "honour": "bang-khen-cap-tinh"}, "block"),  # one achievement, two commendations
        ({"name": A, "birth_year": 1970}, {"name": A, "birth_year": 1970}, "block"),
        ({"name": A, "birth_year": 1970}, {"name": A, "birth_year": 1971}, "pass"),
        ({"name": A, "details": "Số 1"}, {"name": A, "details": "Số 2"}, "warn"),
        ({"name": A, "details": "Số 1"}, {"name": A, "details": "số  1"}, "block"),
        ({"name": A}, {"name": B}, "pass"),
        ({"name": A}, {"name": A, "subject": Subject.HOUSEHOLD}, "warn"),
        ({"name": A}, {"name": f"Ông {A}"}, "block"),
        ({"name": f"Hộ bà {A}", "subject": Subject.HOUSEHOLD}, {"name": A, "subject": Subject.HOUSEHOLD}, "block"),
        ({"name": f"Hộ bà {A}", "subject": Subject.HOUSEHOLD}, {"name": A}, "warn"),
        ({"name": A}, {"name": "Văn A"}, "pass"),
        ({"name": A}, {"name": A, "year": YEAR - 1}, "pass"),
        ({"name": A}, {"name": A, **SUDDEN}, "warn"),
        ({"name": A, **SUDDEN}, {"name": A, **SUDDEN}, "block"),
        ({"name": A, **SUDDEN}, {"name": A, **SUDDEN, "happened_on": date(YEAR, 1, 6)}, "pass"),
        ({"name": A, "honour": "lao-dong-tien-tien"}, {"name": A, "honour": "lao-dong-tien-tien"}, "block"),
        ({"name": A, "honour": "lao-dong-tien-tien"}, {"name": A, "honour": "chien-si-thi-dua-toan-quoc"}, "warn"),  # only the higher is paid
        ({"name": A, "honour": "lao-dong-tien-tien"}, {"name": A, "honour": "giay-khen"}, "warn"),
    ],
)
def test_the_same_achievement_is_not_nominated_twice(world: World, first: dict[str, Any], second: dict[str, Any], level: str) -> None:
    accept(world.registration, world.people["secretary"])
    sent(draft(world, **first))
    finding = found("is_nominated_once", draft(world, **second))
    assert finding is not None
    assert finding[0] == level


def test_the_same_collective_is_known_by_its_unit(world: World) -> None:
    of = {"subject": Subject.COLLECTIVE, "nominee_unit": world.unit}
    sent(draft(world, name="Tổ dân phố Bá Vân 1", **of))
    assert found("is_nominated_once", draft(world, name="TDP Bá Vân 1", **of)) == (
        "block", "Tổ dân phố Bá Vân 1 đã có đề nghị cùng thành tích này: Giấy khen (TDP Bá Vân 1).",
    )  # fmt: skip


@pytest.mark.parametrize(("state", "level"), [("draft", "pass"), ("withdrawn", "pass"), ("refused", "warn"), ("failed", "warn"), ("awarded", "block")])
def test_what_came_to_nothing_stands_against_nobody(world: World, state: str, level: str) -> None:
    before = appraised(draft(world, name=A), world.people["secretary"])
    Nomination.objects.filter(pk=before.pk).update(state=state)
    finding = found("is_nominated_once", draft(world, name=A))
    assert finding is not None
    assert (finding[0], "đã được khen" in finding[1]) == (level, state == "awarded")


def test_a_namesake_of_another_unit_is_looked_into_and_one_of_another_ward_is_not(world: World) -> None:
    sent(make_nomination(world.strange_unit, world.people["stranger"], name=A))
    assert found("is_nominated_once", draft(world, name=A)) == (
        "warn", f"Có đề nghị khác trùng họ tên: {A}, TDP Bá Vân 2: Giấy khen. Xin kiểm tra có phải cùng một người.",
    )  # fmt: skip
    Nomination.objects.filter(unit=world.strange_unit).update(unit=make_unit(world.other_ward))
    assert found("is_nominated_once", draft(world, name=A)) == ("pass", "Chưa có đề nghị nào khác cho cùng thành tích.")


def test_chien_si_thi_dua_needs_its_proof(world: World) -> None:
    nomination = draft(world, honour="chien-si-thi-dua-co-so")
    assert found("has_proof_of_initiative", draft(world)) is None
    attach(nomination, world.people["head"])
    missing = ("block", "Chưa đính kèm chứng nhận sáng kiến, đề tài hoặc mức hoàn thành xuất sắc nhiệm vụ.")
    assert found("has_proof_of_initiative", nomination) == missing
    proof = attach(nomination, world.people["head"], Evidence.Kind.INITIATIVE)
    assert found("has_proof_of_initiative", nomination) == ("pass", "Có chứng nhận sáng kiến, đề tài hoặc hoàn thành xuất sắc.")
    Evidence.objects.filter(pk=proof.pk).update(removed_at=timezone.now())
    assert found("has_proof_of_initiative", nomination) == missing


def test_a_nomination_that_is_not_saved_yet_has_no_files(world: World) -> None:
    nomination = Nomination(unit=world.unit, honour=honour("chien-si-thi-dua-co-so"), subject="individual", name=A, year=YEAR, kind="merit")
    finding = eligibility.has_proof_of_initiative(nomination)
    assert finding is not None
    assert finding.level == Level.BLOCK


def test_what_came_on_paper_should_have_its_scan(world: World) -> None:
    nomination = make_nomination(world.unit, world.people["secretary"], received_on_paper_at=timezone.now())
    assert found("has_its_paper", draft(world)) is None
    assert found("has_its_paper", nomination) == ("warn", "Nhập từ bản giấy nhưng chưa đính kèm bản quét có chữ ký.")
    attach(nomination, world.people["secretary"], Evidence.Kind.PAPER)
    assert found("has_its_paper", nomination) is None


@pytest.mark.parametrize(
    ("members", "advanced", "finding"),
    [
        (None, 3, None),
        (4, 3, ("pass", f"3/4 người (75%) được đề nghị Lao động tiên tiến năm {YEAR}, đạt mức từ 70%.")),
        (10, 7, ("pass", f"7/10 người (70%) được đề nghị Lao động tiên tiến năm {YEAR}, đạt mức từ 70%.")),
        (10, 6, ("warn", f"6/10 người (60%) được đề nghị Lao động tiên tiến năm {YEAR}, cần từ 70%.")),
        (3, 0, ("warn", f"0/3 người (0%) được đề nghị Lao động tiên tiến năm {YEAR}, cần từ 70%.")),
    ],
)
def test_seventy_percent_of_a_collective_are_lao_dong_tien_tien(world: World, members: int | None, advanced: int, finding: tuple[str, str] | None) -> None:
    for number in range(advanced):
        draft(world, name=f"Người {number}", honour="lao-dong-tien-tien")
    nomination = draft(world, honour="tap-the-lao-dong-xuat-sac", subject=Subject.COLLECTIVE, members=members)
    assert found("has_enough_advanced_members", nomination) == finding
    assert found("has_enough_advanced_members", draft(world, subject=Subject.COLLECTIVE, members=10)) is None


def test_whoever_is_held_is_not_considered_now(world: World) -> None:
    nomination = sent(draft(world))
    assert found("not_held", nomination) is None
    hold(nomination, by=world.people["secretary"], reason="Đang bị xem xét kỷ luật: Thông báo số 5.")
    assert found("not_held", nomination) == ("block", "Chưa xét: Đang bị xem xét kỷ luật: Thông báo số 5.")


def test_checks_are_made_again_at_appraisal_with_what_is_proposed(world: World) -> None:
    """The secretary proposes a higher title, for which the proof is missing."""
    accept(world.registration, world.people["secretary"])
    nomination = sent(draft(world))
    with pytest.raises(MoveRefused, match="Chưa đính kèm chứng nhận sáng kiến"):
        move_nomination(nomination, "appraise", by=world.people["secretary"], honour=honour("chien-si-thi-dua-co-so"))
    assert Nomination.objects.get(pk=nomination.pk).appraised_honour is None


def test_a_closed_case_is_held_against_the_rules_of_its_day(world: World) -> None:
    """In June 2025 the district gave what the commune gives since July."""
    nomination = draft(world, honour="chien-si-thi-dua-co-so", year=2025)
    then = timezone.make_aware(datetime(2025, 6, 10, 9))
    people = {"signed_by": world.people["head"], "appraised_by": world.people["secretary"], "appraised_honour": nomination.honour}
    levels = []
    for state in ("submitted", "routed"):
        Nomination.objects.filter(pk=nomination.pk).update(state=state, submitted_at=then, **people)
        finding = found("is_decided_here", nomination)
        levels.append(finding and finding[0])
    assert levels == ["pass", "warn"]


def test_an_awarded_case_is_held_against_the_rules_of_the_decisions_day(world: World) -> None:
    on = timezone.localdate() - timedelta(days=3)
    office = office_of(world)
    decision = issued(office, *ready(world, 1))
    OutgoingPaper.objects.filter(pk=decision.paper_id).update(dated=on)
    assert eligibility.judged_on(decision.awards.get().nomination) == on
