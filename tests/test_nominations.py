"""Nominations: written, sent, appraised, returned, held and excepted; and that one case needs different people."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.utils import timezone

from awards.discarding import discard
from awards.evidence import MOST_FILES, remove_evidence
from awards.flags import grant_exception, hold, release
from awards.models import Nomination, State
from awards.nominating import save_nomination
from awards.sending import send_many
from awards.workflow import move_nomination
from emulation.attachments.models import Attachment
from emulation.history.models import Line
from emulation.notices.models import Notice
from emulation.people.models import Role, Term, User
from emulation.units.models import Unit
from emulation.workflow import MoveRefused
from registrations.workflow import move_registration
from tests.awarding import accept, appraised, attach, honour, make_nomination, sent
from tests.world import World, make_person, make_term


def refusal(name: str, nomination: Nomination, by: User, **details: object) -> str:
    """The sentence by which the move is refused; nothing may have changed."""
    before = Nomination.objects.filter(pk=nomination.pk).values().get()
    with pytest.raises(MoveRefused) as refused:
        move_nomination(nomination, name, by=by, **{"reason": "Vì thế.", "honour": nomination.honour, **details})  # type: ignore[arg-type]
    assert Nomination.objects.filter(pk=nomination.pk).values().get() == before
    return str(refused.value)


def told(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("-pk").values_list("subject", flat=True))


def test_a_nomination_goes_from_the_units_head_to_the_secretary(world: World) -> None:
    accept(world.registration, world.people["secretary"])
    nomination = make_nomination(world.unit, world.people["head"])
    assert (nomination.state, nomination.signed_by, nomination.entered_by) == (State.DRAFT, None, None)
    nomination = sent(nomination)
    assert (nomination.state, nomination.signed_by) == (State.SUBMITTED, world.people["head"])
    assert told(world.people["secretary"])[0] == "TDP Bá Vân 1 gửi đề nghị khen thưởng"
    nomination = appraised(nomination, world.people["secretary"], checklist=["tax"], honour=honour("lao-dong-tien-tien"))
    assert (nomination.state, nomination.appraised_by, nomination.opinion, nomination.checklist) == (
        State.APPRAISED, world.people["secretary"], "Đủ điều kiện.", ["tax"],
    )  # fmt: skip
    assert nomination.proposed == honour("lao-dong-tien-tien")
    assert [line.label for line in Line.objects.of(nomination)] == ["Thẩm định", "Gửi đề nghị", "Lập đề nghị"]


@pytest.mark.parametrize("name", ["return", "reopen"])
def test_what_goes_back_is_appraised_by_nobody_any_more(world: World, name: str) -> None:
    nomination = appraised(make_nomination(world.unit, world.people["head"]), world.people["secretary"])
    nomination = move_nomination(nomination, name, by=world.people["secretary"], reason="Thiếu biên bản.")
    assert (nomination.appraised_by, nomination.appraised_honour) == (None, None)


def test_the_unit_is_told_why_it_came_back_and_sends_it_again(world: World) -> None:
    nomination = move_nomination(sent(make_nomination(world.unit, world.people["head"])), "return", by=world.people["secretary"], reason="Thiếu biên bản.")
    notice = Notice.objects.filter(user=world.people["head"]).latest("pk")
    assert (notice.subject, notice.body) == (
        "Đề nghị khen thưởng của TDP Bá Vân 1 được trả lại", f"{nomination}.\nLý do: Thiếu biên bản.\nXin sửa và gửi lại.",
    )  # fmt: skip
    assert sent(nomination).state == State.SUBMITTED


def test_withdrawing_tells_the_secretary(world: World) -> None:
    nomination = move_nomination(sent(make_nomination(world.unit, world.people["head"])), "withdraw", by=world.people["head"])
    assert nomination.state == State.WITHDRAWN
    assert told(world.people["secretary"])[0] == "TDP Bá Vân 1 rút đề nghị khen thưởng"


def on_paper(world: World, unit: Unit | None = None) -> Nomination:
    return make_nomination(unit or world.unit, world.people["secretary"], received_on_paper_at=timezone.now())


def test_on_paper_the_head_of_the_unit_has_signed(world: World) -> None:
    nomination = on_paper(world)
    assert nomination.entered_by == world.people["secretary"]
    nomination = sent(nomination)
    assert (nomination.signed_by, nomination.entered_by) == (world.people["head"], world.people["secretary"])
    assert told(world.people["head"])[0] == "Đã ghi nhận đề nghị bản giấy của TDP Bá Vân 1"
    returned = move_nomination(nomination, "return", by=world.people["secretary"], reason="Nhập sai.")
    assert Notice.objects.filter(user=world.people["head"]).latest("pk").body.endswith("Thư ký sẽ nhập lại từ bản giấy.")
    assert refusal("submit", returned, world.people["head"]) == "Đề nghị này do thư ký nhập từ bản giấy. Cần sửa xin báo thư ký."


def test_paper_and_what_is_electronic_are_not_mixed(world: World) -> None:
    assert refusal("record-paper", make_nomination(world.unit, world.people["head"]), world.people["secretary"]) == "Đề nghị này không nhập từ bản giấy."
    assert refusal("withdraw", sent(on_paper(world)), world.people["head"]) == "Đề nghị này nhập từ bản giấy. Muốn rút, xin đề nghị thư ký trả lại."
    nobody = on_paper(world, world.agency)
    assert refusal("record-paper", nobody, world.people["secretary"]).startswith(f"{world.agency} chưa có người đứng đầu")


def test_what_says_nothing_of_an_achievement_is_not_sent(world: World) -> None:
    nomination = make_nomination(world.unit, world.people["head"], achievement=" \n")
    assert refusal("submit", nomination, world.people["head"]) == "Chưa ghi tóm tắt thành tích. Xin bổ sung trước khi gửi."


def test_who_signed_does_not_appraise_or_decide_and_who_appraised_does_not_decide(world: World) -> None:
    """One person may be head here, secretary and chair there; for one case they are three people."""
    all_in_one = make_person(Role.HEAD, world.agency)
    for role in (Role.SECRETARY, Role.CHAIR):
        make_term(all_in_one, world.ward, role)
    nomination = sent(make_nomination(world.agency, all_in_one))
    assert refusal("appraise", nomination, all_in_one) == "Người đã ký đề nghị không thẩm định chính đề nghị đó. Xin để thư ký khác thẩm định."
    nomination = appraised(nomination, world.people["secretary"])
    signed = f"Người đã ký đề nghị không quyết định chính đề nghị đó: {nomination.name}."
    assert [refusal(name, nomination, all_in_one) for name in ("approve", "refuse")] == [signed, signed]
    other = appraised(make_nomination(world.unit, world.people["head"]), all_in_one)
    judged = f"Người đã thẩm định không quyết định đề nghị đó: {other.name}."
    assert [refusal(name, other, all_in_one) for name in ("approve", "refuse")] == [judged, judged]
    assert move_nomination(other, "approve", by=world.people["chair"]).state == State.APPROVED


def test_who_signed_grants_no_exception_and_who_granted_it_does_not_appraise(world: World) -> None:
    both = make_person(Role.CHAIR, world.ward)
    make_term(both, world.ward, Role.SECRETARY)
    make_term(both, world.agency, Role.HEAD)
    own = sent(make_nomination(world.agency, both, campaign=world.campaign, exception_plea="Đơn vị mới."))
    with pytest.raises(MoveRefused, match="Người đã ký đề nghị không quyết định"):
        grant_exception(own, by=both, reason="Được.")
    excepted = sent(make_nomination(world.unit, world.people["head"], campaign=world.campaign, exception_plea="Đơn vị mới."))
    excepted = grant_exception(excepted, by=both, reason="Được.")
    assert refusal("appraise", excepted, both) == "Người đã cho phép ngoại lệ không thẩm định đề nghị đó. Xin để thư ký khác thẩm định."


def test_only_the_chairs_leave_lets_a_unit_that_did_not_register_go_on(world: World) -> None:
    fields = {"campaign": world.campaign, "name": "Lê Thị Mới"}
    move_registration(world.registration, "withdraw", by=world.people["head"])
    assert "không có đăng ký được tiếp nhận" in refusal("submit", make_nomination(world.unit, world.people["head"], **fields), world.people["head"])
    nomination = sent(make_nomination(world.unit, world.people["head"], exception_plea="Đơn vị mới thành lập.", **fields))
    assert "chờ Chủ tịch cho phép: Đơn vị mới thành lập." in refusal("appraise", nomination, world.people["secretary"])
    nomination = grant_exception(nomination, by=world.people["chair"], reason="Thành lập sau hạn đăng ký.")
    assert (nomination.exception_by, nomination.exception_reason) == (world.people["chair"], "Thành lập sau hạn đăng ký.")
    assert told(world.people["secretary"])[0] == "Chủ tịch cho phép ngoại lệ: Lê Thị Mới"
    line = Line.objects.of(nomination)[0]
    assert (line.label, line.by, line.reason) == ("Cho phép ngoại lệ", world.people["chair"], "Thành lập sau hạn đăng ký.")
    assert appraised(nomination, world.people["secretary"]).state == State.APPRAISED


def test_whoever_is_held_goes_no_further_until_released(world: World) -> None:
    secretary = world.people["secretary"]
    nomination = hold(sent(make_nomination(world.unit, world.people["head"])), by=secretary, reason="Có đơn thư đang xác minh.")
    assert refusal("appraise", nomination, secretary) == "Chưa xét: Có đơn thư đang xác minh."
    nomination = release(nomination, by=secretary, reason="Đơn không đúng.")
    assert Line.objects.of(nomination)[0].reason == "Đơn không đúng.\nTrước: Có đơn thư đang xác minh."
    with pytest.raises(MoveRefused, match="không bị tạm dừng xét"):
        release(nomination, by=secretary, reason="Lần nữa.")
    nomination = hold(appraised(nomination, secretary), by=secretary, reason="Có đơn mới.")
    assert refusal("approve", nomination, world.people["chair"]) == f"{nomination.name} chưa được xét: Có đơn mới."


def test_a_title_of_the_commune_is_not_routed_and_one_of_the_province_not_while_held(world: World) -> None:
    secretary = world.people["secretary"]
    here = appraised(make_nomination(world.unit, world.people["head"]), secretary)
    assert refusal("route", here, secretary) == "“Giấy khen” thuộc thẩm quyền của Chủ tịch UBND phường Bách Quang nên không trình cấp trên."
    above = appraised(make_nomination(world.unit, world.people["head"], honour="bang-khen-cap-tinh"), secretary)
    held = hold(above, by=secretary, reason="Có đơn.")
    assert refusal("route", held, secretary) == "Chưa xét: Có đơn."
    routed = move_nomination(release(held, by=secretary, reason="Xong."), "route", by=secretary)
    assert (routed.state, told(world.people["head"])[0]) == (State.ROUTED, f"Đã trình cấp trên: {above.name}")


def test_only_the_head_writes_electronically_and_only_the_secretary_on_paper(world: World) -> None:
    for who in ("secretary", "stranger", "chair", "other_secretary"):
        with pytest.raises(PermissionDenied):
            make_nomination(world.unit, world.people[who])
    for who in ("head", "chair", "other_secretary"):
        with pytest.raises(PermissionDenied):
            make_nomination(world.unit, world.people[who], received_on_paper_at=timezone.now())


def test_what_was_changed_is_saved_while_it_is_a_draft_and_refused_once_it_is_sent(world: World) -> None:
    nomination = make_nomination(world.unit, world.people["head"])
    nomination.name = "Đặng Văn Ánh"
    save_nomination(nomination, by=world.people["head"])
    assert list(Nomination.objects.search("dang van anh")) == [nomination]
    stale = Nomination.objects.get(pk=nomination.pk)
    sent(nomination)
    stale.name = "Tên khác"
    with pytest.raises(MoveRefused, match="Đề nghị không sửa được nữa: tình trạng hiện nay là “Đã gửi, chờ thẩm định”"):
        save_nomination(stale, by=world.people["head"])
    assert Nomination.objects.get(pk=nomination.pk).name == "Đặng Văn Ánh"


def test_saving_an_old_copy_does_not_take_back_what_happened_meanwhile(world: World) -> None:
    """The state of a stale page is never written."""
    stale = make_nomination(world.unit, world.people["head"])
    move_nomination(sent(Nomination.objects.get(pk=stale.pk)), "return", by=world.people["secretary"], reason="Thiếu.")
    save_nomination(stale, by=world.people["head"])
    assert Nomination.objects.get(pk=stale.pk).state == State.RETURNED


def test_many_are_sent_at_once_each_with_its_own_refusal_and_one_notice(world: World) -> None:
    head, secretary = world.people["head"], world.people["secretary"]
    drafts = [make_nomination(world.unit, head), make_nomination(world.unit, head), make_nomination(world.unit, head, achievement="")]
    before = len(told(secretary))
    outcome = send_many(drafts, by=head)
    assert ([one.pk for one in outcome.sent], outcome.refused) == (
        [drafts[0].pk, drafts[1].pk], [(drafts[2], "Chưa ghi tóm tắt thành tích. Xin bổ sung trước khi gửi.")],
    )  # fmt: skip
    assert told(secretary)[: len(told(secretary)) - before] == ["TDP Bá Vân 1 gửi 2 đề nghị khen thưởng"]
    one = send_many([make_nomination(world.unit, head)], by=head).sent[0]
    assert Notice.objects.filter(user=secretary).latest("pk").url == one.get_absolute_url()
    paper = send_many([on_paper(world)], by=secretary)
    assert [one.state for one in paper.sent] == [State.SUBMITTED]


def test_a_unit_that_ended_yesterday_is_nobodys_to_nominate_for(world: World) -> None:
    Term.objects.filter(user=world.people["head"]).update(ends_on=date(2024, 1, 1))
    with pytest.raises(PermissionDenied):
        make_nomination(world.unit, User.objects.get(pk=world.people["head"].pk))


def test_files_are_put_on_a_draft_and_stay_once_it_is_sent(world: World) -> None:
    head = world.people["head"]
    nomination = make_nomination(world.unit, head)
    first, second = attach(nomination, head), attach(nomination, head, "minutes")
    assert str(first) == "minh-chung.png"
    remove_evidence(first, by=head)
    remove_evidence(first, by=head)  # pressed twice
    assert list(nomination.evidence.in_use()) == [second]
    labels = [line.label for line in Line.objects.of(nomination)]
    assert labels == ["Bỏ tệp đính kèm", "Đính kèm: biên bản bình xét tại đơn vị", "Đính kèm: minh chứng thành tích", "Lập đề nghị"]
    for _ in range(MOST_FILES - 1):
        attach(nomination, head)
    with pytest.raises(MoveRefused, match="tối đa 30 tệp"):
        attach(nomination, head)
    sent(nomination)
    with pytest.raises(MoveRefused, match="không sửa được nữa"):
        attach(nomination, head)
    with pytest.raises(MoveRefused, match="không sửa được nữa"):
        remove_evidence(second, by=head)
    with pytest.raises(PermissionDenied):
        attach(nomination, world.people["stranger"])


def test_when_it_was_sent_is_when_the_paper_came(world: World) -> None:
    electronic, paper = sent(make_nomination(world.unit, world.people["head"])), sent(on_paper(world))
    assert (electronic.sent_at(), paper.sent_at()) == (electronic.submitted_at, paper.received_on_paper_at)


@pytest.mark.parametrize(("who", "kept"), [("secretary", 1), ("head", 0), ("chair", 0), ("other_secretary", 0)])
def test_the_secretary_keeps_what_was_sent(world: World, who: str, kept: int) -> None:
    make_nomination(world.unit, world.people["head"])
    sent(make_nomination(world.unit, world.people["head"]))
    assert Nomination.objects.kept_by(world.people[who]).count() == kept


def test_a_draft_is_thrown_away_with_its_files_and_nothing_that_was_sent(world: World, django_capture_on_commit_callbacks: Any) -> None:
    head = world.people["head"]
    draft, submitted, returned = (make_nomination(world.unit, head) for _ in range(3))
    file = attach(draft, head).attachment
    sent(submitted)
    move_nomination(sent(returned), "return", by=world.people["secretary"], reason="Thiếu.")
    stranger = world.people["stranger"]
    assert [discard(Nomination.objects.all(), by=who) for who in (stranger, world.people["secretary"])] == [0, 0]
    with django_capture_on_commit_callbacks(execute=True):
        assert discard(Nomination.objects.all(), by=head) == 1
    assert set(Nomination.objects.all()) == {submitted, returned}
    assert (Attachment.objects.count(), default_storage.exists(file.file.name)) == (0, False)
