"""The demonstration's chapter of awards: entered by the verbs, every state to look at, and its papers kept."""

from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from awards.demonstration.loading import finish
from awards.minutes import MinutesKind, minutes_of
from awards.models import Award, Ballot, Decision, Meeting, Nomination, State
from emulation.history.models import Line
from emulation.issuing.models import OutgoingPaper
from emulation.notices.models import Notice
from emulation.people.models import User
from registrations.waiting import waiting_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


def last_year() -> int:
    return timezone.localdate().year - 1


def of_last_year() -> Decision:
    return Decision.objects.get(campaign__code=f"bach-quang-{last_year()}")


def states_of(code: str) -> set[str]:
    return set(Nomination.objects.filter(unit__commune__code=code).values_list("state", flat=True))


def test_nominations_came_with_evidence_by_leave_and_on_paper() -> None:
    assert Nomination.objects.exclude(evidence=None).count() >= 8
    assert Nomination.objects.get(name="Phan Văn Tuyên").exception_by == User.objects.get(username="bq-chutich")
    assert Nomination.objects.get(name="Hộ ông Lộc Văn Ngân").is_on_paper


def test_luong_son_has_come_to_its_nominations_and_the_district_decides_titles_of_2024() -> None:
    assert states_of("luong-son") == {State.SUBMITTED, State.RETURNED, State.APPRAISED, State.ROUTED}
    routed = Nomination.objects.filter(unit__commune__code="luong-son", state=State.ROUTED)
    assert {one.proposed.code for one in routed} == {"thon-to-dan-pho-van-hoa", "tap-the-lao-dong-tien-tien", "chien-si-thi-dua-co-so"}


def test_the_meeting_of_last_year_voted_in_secret_and_openly() -> None:
    meeting = Meeting.objects.get(campaign__code=f"bach-quang-{last_year()}")
    assert (meeting.state, meeting.size) == ("closed", 8)
    assert Counter(meeting.attendances.values_list("how", flat=True)) == {"present": 7, "written": 1}
    assert Counter(meeting.ballots.values_list("is_secret", "state")) == {(True, "closed"): 6, (False, "closed"): 7}
    rows = next(block.rows for block in minutes_of(meeting, MinutesKind.MEETING).blocks if block.rows)
    assert rows[6][1] == "Giấy khen: Tổ dân phố Khu Ga"  # what nominates itself is named once
    assert rows[2][1] == "Chiến sĩ thi đua cơ sở: Mạc Thị Hồng Nhung (Trường Tiểu học Bách Quang)"
    failed = Ballot.objects.get(has_passed=False)
    assert (failed.nomination.name, failed.agree, failed.disagree, failed.needed, failed.base) == ("Đàm Văn Quyết", 5, 3, 7, 8)
    by_hand = meeting.ballots.filter(recusals__member__full_name="Tạ Đình Vượng").values_list("nomination__name", flat=True)
    assert list(by_hand) == ["Mạc Thị Hồng Nhung"] * 2
    assert [ballot.nomination.unit.code for ballot in meeting.ballots.filter(recusals__member__user__username="bq-mttq")] == ["mttq"]


def test_a_member_who_signs_in_finds_a_ballot_that_waits_and_the_chair_a_decision() -> None:
    rows = [row.words for waiting in waiting_for(User.objects.get(username="bq-hoidong2")) for row in waiting.rows]
    assert rows == ["Giấy khen: Tăng Thị Bích Diệp"]
    assert Counter(Decision.objects.values_list("state", flat=True)) == {"submitted": 1, "signed": 2}  # last year's is issued after the commit


@pytest.mark.wide
def test_after_the_commit_the_decision_is_issued_with_its_certificates_once_and_as_of_its_day(tmp_path: Path) -> None:
    finish()
    assert states_of("bach-quang") == set(State)
    decision, awards = of_last_year(), Award.objects.exclude(book_number=None).order_by("book_number")
    assert (decision.state, decision.paper and decision.paper.number_line) == ("issued", "318/QĐ-UBND")
    assert [award.book_line for award in awards] == [f"{number:02}/{last_year()}" for number in range(1, 11)]
    assert [award.name for award in awards if award.prize == 0] == ["Mạc Thị Hồng Nhung"]
    assert list(awards.exclude(certificate__state="issued").values_list("name", "state", "certificate__state")) == [("Bế Thị Lam", "revoked", "revoked")]
    assert list(decision.awards.exclude(book_number__gt=0).values_list("name", "state")) == [("Khổng Minh Toàn", "refused")]
    assert Line.objects.of(decision).get(move="issue").at.year == last_year()
    assert Notice.objects.filter(key__contains="-ban-hanh-").exists()
    assert not Notice.objects.waiting(timezone.now()).filter(key__contains="-ban-hanh-").exists()
    before = list(OutgoingPaper.objects.order_by("pk").values())
    finish()
    assert list(OutgoingPaper.objects.order_by("pk").values()) == before
    call_command("export_papers", issuer="bach-quang", to=tmp_path)
    year, names = last_year(), {path.name for path in tmp_path.iterdir()}
    of_meeting = {f"bach-quang_bien-ban_{year}_{number}_bb-hdtdkt.pdf" for number in (11, 12)}
    assert names > of_meeting | {f"bach-quang_to-trinh_{year}_09_ttr-hdtdkt.pdf", f"bach-quang_quyet-dinh_{year}_318_qd-ubnd.pdf"}
    assert sum(name.startswith(f"bach-quang_giay-khen_{year}_") for name in names) == 10
