"""From a head's nomination to the certificate: the council votes and the chair decides on phones, everybody else at the size that is tried."""

import pytest
from django.urls import reverse
from django.utils import timezone

from awards.models import Ballot, Decision, Meeting, Nomination
from emulation.jobs.models import Job
from emulation.jobs.running import run
from emulation.people.models import User
from tests.browser import DESK, PHONE, Arrive, Visitor
from tests.councils import make_council
from tests.pdf import pdf_text
from tests.scans import picture
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
NAME = "Nguyễn Thị Khánh Huyền"


def comes(arrives: Arrive, user: User, screen: tuple[int, int], name: str) -> Visitor:
    """Somebody signed in."""
    visitor = arrives(f"{name}-{screen[0]}", screen)
    visitor.sign_in(user.username)
    return visitor


def nominates(head: Visitor) -> None:
    """The head's part: written down, a picture put on it, sent."""
    head.open(reverse("nomination-list"))
    head.follow("Lập đề nghị")
    head.page.locator("[name=kind]").select_option("merit")
    head.page.locator("[name=subject]").select_option("individual")
    head.page.locator("[name=honour]").select_option(label="Giấy khen")
    year, details = str(timezone.localdate().year), "Trưởng ban công tác Mặt trận"
    head.type(name=NAME, details=details, birth_year="1975", year=year, achievement="Vận động nhân dân hiến 310 m² đất làm đường.")
    head.press("Lưu")
    head.page.set_input_files("[name=uploads]", {"name": "minh-chung.png", "mimeType": "image/png", "buffer": picture()})
    head.press("Tải lên")
    assert head.texts("#tep .download") == ["minh-chung.png"]
    head.press("Gửi đề nghị")


def appraises(secretary: Visitor) -> None:
    secretary.open(reverse("nomination-list"))
    secretary.follow(NAME)
    secretary.follow("Thẩm định")
    secretary.type(opinion="Đủ điều kiện, có minh chứng.")
    secretary.page.get_by_label("Hồ sơ đủ, đúng mẫu").check()
    secretary.press("Ghi nhận thẩm định")


def calls_the_council(secretary: Visitor) -> None:
    """The secretary's part of the meeting until the ballot is open."""
    secretary.open(reverse("meeting-list"))
    secretary.follow("Lập cuộc họp")
    secretary.type(title="Xét khen thưởng theo công trạng", held_on=f"{timezone.localdate():%Y-%m-%d}", held_time="08:00", place="Phòng họp tầng 2")
    secretary.press("Lưu")
    secretary.follow("Đưa đề nghị vào nội dung họp")
    secretary.page.locator("[name=nominations]").check()
    secretary.press("Lưu")
    secretary.follow("Điểm danh")
    for present in secretary.page.locator("[value=present]").all():
        present.check()
    secretary.press("Lưu")
    secretary.press("Bắt đầu họp")
    secretary.press("Mở tất cả các lượt bỏ phiếu")


def votes(member: Visitor, choice: str) -> None:
    """From the first page, as a member finds it; `choice` with its mark."""
    member.open("/")
    member.follow(f"Giấy khen: {NAME}")
    member.unfold(choice)
    member.press(f"Xác nhận: {choice[2:]}")
    assert "Đã bỏ phiếu." in " ".join(member.texts(".note.success"))


def draws_up(secretary: Visitor) -> None:
    secretary.open(reverse("decision-list"))
    secretary.follow("Lập quyết định")
    secretary.type(subject="Về việc tặng Giấy khen cho cá nhân có thành tích xuất sắc")
    secretary.press("Tiếp tục, chọn đề nghị")
    secretary.page.locator("[data-tick-all]").click()
    secretary.arrive()
    secretary.press("Đưa vào quyết định")
    secretary.press("Trình Chủ tịch")


def decides(chair: Visitor, decision: Decision) -> None:
    chair.open(decision.get_absolute_url())
    chair.follow("Xem xét, quyết định")
    chair.press("Duyệt tất cả 1 trường hợp đang chờ")
    chair.press("Ký quyết định")


def enters_the_number(secretary: Visitor, decision: Decision) -> None:
    """What the văn thư wrote into the book."""
    assert decision.paper is not None
    secretary.open(decision.paper.get_absolute_url())
    secretary.unfold("Cấp số")
    secretary.type(number="41", dated=f"{timezone.localdate():%Y-%m-%d}")
    secretary.page.locator("form[action$='/number/'] button").click()
    secretary.arrive()
    secretary.open(decision.get_absolute_url())
    assert "Đã ban hành" in " ".join(secretary.texts(".page-head"))


@pytest.mark.slow
def test_a_head_nominates_with_evidence_on_a_phone_and_the_secretary_appraises(world: World, arrives: Arrive) -> None:
    nominates(comes(arrives, world.people["head"], PHONE, "de-nghi"))
    appraises(comes(arrives, world.people["secretary"], PHONE, "tham-dinh"))
    nomination = Nomination.objects.get(name=NAME)
    assert (nomination.state, nomination.checklist, nomination.evidence.count()) == ("appraised", ["dossier"], 1)


@pytest.mark.slow
@SIZES
def test_from_nomination_to_certificate(world: World, arrives: Arrive, screen: tuple[int, int]) -> None:
    make_council(world)
    head, secretary = (comes(arrives, world.people[role], screen, f"giay-khen-{role}") for role in ("head", "secretary"))
    chair, member = (comes(arrives, world.people[role], PHONE, f"giay-khen-{screen[0]}-{role}") for role in ("chair", "council"))
    nominates(head)
    appraises(secretary)
    calls_the_council(secretary)
    for voter, choice in ((member, "✗ Không đồng ý"), (chair, "✓ Đồng ý"), (secretary, "✓ Đồng ý")):
        votes(voter, choice)
    secretary.open(Ballot.objects.get().get_absolute_url())
    secretary.press("Kiểm phiếu")
    assert secretary.texts(".figures dd") == ["2", "1", "0"]
    meeting = Meeting.objects.get()
    secretary.open(meeting.get_absolute_url())
    secretary.press("Kết thúc họp")
    chair.open(meeting.get_absolute_url())
    chair.press("Duyệt biên bản họp")

    head.open(Nomination.objects.get().get_absolute_url())
    assert "Đang xét" in " ".join(head.texts(".page-head"))  # nothing before the number
    draws_up(secretary)
    decides(chair, Decision.objects.get())
    enters_the_number(secretary, Decision.objects.get())
    head.open(Nomination.objects.get().get_absolute_url())
    assert "Đã khen thưởng" in " ".join(head.texts(".page-head"))

    secretary.follow("Giấy khen")
    secretary.press("Lập 1 giấy khen")
    run(Job.objects.get().pk)
    secretary.open(reverse("decision-certificates", args=[Decision.objects.get().pk]))
    address = secretary.page.get_by_role("link", name=f"PDF của {NAME}", exact=True).get_attribute("href")
    assert address is not None
    words = " ".join(pdf_text(secretary.page.request.get(address).body()).split())
    assert [said for said in ("GIẤY KHEN", NAME, "41/QĐ-UBND", f"01/{timezone.localdate().year}") if said not in words] == []
    secretary.open(reverse("decision-payments", args=[Decision.objects.get().pk]))
