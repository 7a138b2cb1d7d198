"""The list of campaigns and the page of one: what each person sees there, and which buttons."""

from datetime import date
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from emulation.campaigns.invitations import invite
from emulation.campaigns.models import Campaign, Citation, CitedDocument, Comparator, Content, Invitation, OfferedTitle, State, Target, target_sentence
from emulation.campaigns.workflow import move_campaign
from emulation.history.models import Line, write_line
from emulation.people.models import Role
from emulation.units.models import Unit
from tests.pages import links, messages, page, texts
from tests.world import World, deadline_in, make_campaign, make_person, make_term, make_unit

LIST = "/phong-trao/"
BASIS = "Công văn số 12/SNV-TĐKT"


def titles(browser: Client, query: str = "") -> list[str]:
    return texts(browser.get(LIST + query), ".//tbody/tr/th")


def seen_by(client: Client, world: World, who: str) -> Client:
    client.force_login(world.people[who])
    return client


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("secretary", ["Bản nháp", "launched"]),
        ("chair", ["Bản nháp", "launched"]),
        ("council", ["Bản nháp", "launched"]),
        ("administrator", ["Bản nháp", "launched"]),
        ("head", ["launched"]),
        ("superior", ["launched"]),
        ("other_secretary", []),
        ("both", ["launched"]),
    ],
)
def test_the_list_shows_drafts_to_their_office_only(client: Client, world: World, who: str, sees: list[str]) -> None:
    make_campaign(world.ward, title="Bản nháp")
    expected = [title.replace("launched", world.campaign.title) for title in sees]
    assert titles(seen_by(client, world, who)) == expected


def test_the_list_can_be_searched_by_title_slogan_and_code(client: Client, world: World) -> None:
    make_campaign(world.ward, title="Xây dựng nông thôn mới", slogan="Chung sức", code="ntm-1")
    secretary = seen_by(client, world, "secretary")
    assert [titles(secretary, f"?tim={words}") for words in ("nong+thon", "CHUNG", "ntm-1")] == [["Xây dựng nông thôn mới"]] * 3
    empty = secretary.get(f"{LIST}?tim=xyz")
    assert texts(empty, ".//div[@class='empty']/p") == ["Không có dòng nào như vậy.", "Xem tất cả"]


def test_a_long_list_has_pages_that_keep_the_search(client: Client, world: World) -> None:
    for number in range(16):
        make_campaign(world.ward, title=f"Đợt {number}")
    secretary = seen_by(client, world, "secretary")
    first = secretary.get(f"{LIST}?tim=đợt")
    assert links(first, ".//nav[@class='pages']") == [("?tim=%C4%91%E1%BB%A3t&trang=2", "Trang sau →")]
    assert [len(titles(secretary, f"?tim=đợt&trang={number}")) for number in (1, 2, 99, "x")] == [15, 1, 1, 15]


@pytest.mark.parametrize(("who", "offered"), [("secretary", ["Mở phong trào mới"]), ("chair", []), ("head", []), ("both", ["Mở phong trào mới"])])
def test_only_a_secretary_is_offered_a_new_campaign(client: Client, world: World, who: str, offered: list[str]) -> None:
    assert [text for _, text in links(seen_by(client, world, who).get(LIST), ".//main/div[@class='actions']")] == [*offered, "Các cụm thi đua"]


def test_a_secretary_of_two_communes_is_asked_which(client: Client, world: World) -> None:
    client.force_login(make_person(Role.SECRETARY, world.ward, world.other_ward))
    *offered, _ = links(client.get(LIST), ".//main/div[@class='actions']")
    assert offered == [(f"/phong-trao/mo/{unit.pk}/", f"Mở phong trào mới ({unit})") for unit in (world.ward, world.other_ward)]


OVERVIEW, SUMMARY = "Tình hình đăng ký (4 đơn vị)", "Bảng tổng hợp"
LOCAL, HEADS = "Phát động tại đơn vị (0/4 đơn vị)", ["In mẫu trống", "Mẫu trống (Word)", "Phát động tại đơn vị"]
PAPERS, COPY = "Soạn văn bản của phong trào", "Soạn phong trào mới từ phong trào này"
FOLDED = ["Ghi số kế hoạch, người nhận", "Mời thêm đơn vị", PAPERS]
MAY = {  # who: (links, buttons of moves, buttons of registration, whether the history is shown)
    "head": (HEADS, [], ["Đăng ký của TDP Bá Vân 1"], False),
    "both": (HEADS, [], ["Đăng ký của TDP Tân Sơn"], False),
    "secretary": ([OVERVIEW, SUMMARY, LOCAL, *FOLDED], ["Gia hạn đăng ký", "Tạm dừng"], [], True),
    "chair": ([OVERVIEW, SUMMARY, LOCAL], ["Gia hạn đăng ký", "Tạm dừng"], [], True),
    "council": ([OVERVIEW, SUMMARY, LOCAL], [], [], True),
    "administrator": ([OVERVIEW, SUMMARY, LOCAL], [], [], True),
    "superior": ([OVERVIEW, SUMMARY, LOCAL], [], [], True),
}


@pytest.mark.parametrize("who", MAY)
def test_each_sees_the_buttons_of_his_own_work(client: Client, world: World, who: str) -> None:
    answer = seen_by(client, world, who).get(world.campaign.get_absolute_url())
    moves = [button.label for button in answer.context["moves"]]
    own = texts(answer, ".//main/div[@class='actions']/form/button")
    history = "Lịch sử" in texts(answer, ".//section/h2")
    assert ([text for _, text in links(answer, ".//main/div[@class='actions']")], moves, own, history) == MAY[who]
    assert "Soạn phong trào" not in texts(answer, ".//h2")
    assert texts(answer, ".//main//details/div/form/button") == ([COPY] if who == "secretary" else [])


PRIMARY = ".//main/div[@class='actions']//*[@class='btn btn-primary']"


@pytest.mark.parametrize(("who", "first"), [("head", "Đăng ký của TDP Bá Vân 1"), ("secretary", OVERVIEW), ("chair", OVERVIEW), ("council", OVERVIEW)])
def test_one_button_leads_on_from_each_state(client: Client, world: World, who: str, first: str) -> None:
    browser = seen_by(client, world, who)
    for state in set(State) - {State.DRAFT, State.SUSPENDED}:
        Campaign.objects.filter(pk=world.campaign.pk).update(state=state)
        is_over = state in (State.SUMMED_UP, State.CLOSED)
        assert texts(browser.get(world.campaign.get_absolute_url()), PRIMARY) == [SUMMARY if is_over and who != "head" else first]


def test_who_registers_a_unit_and_belongs_to_the_office_is_led_to_his_registration(client: Client, world: World) -> None:
    make_term(world.people["head"], world.ward, Role.COUNCIL)
    browser = seen_by(client, world, "head")
    for state in (State.LAUNCHED, State.CLOSED):
        Campaign.objects.filter(pk=world.campaign.pk).update(state=state)
        answer = browser.get(world.campaign.get_absolute_url())
        assert texts(answer, PRIMARY) == ["Đăng ký của TDP Bá Vân 1"]
        assert {OVERVIEW, SUMMARY} < set(texts(answer, ".//main/div[@class='actions']/a"))


def test_seldom_work_is_folded_up_in_one_group(client: Client, world: World) -> None:
    answer = seen_by(client, world, "secretary").get(world.campaign.get_absolute_url())
    assert texts(answer, ".//main/div[@class='actions']/*")[:3] == [OVERVIEW, SUMMARY, LOCAL]
    assert texts(answer, ".//main/div[@class='actions']/details/summary") == ["Việc khác"]


@pytest.mark.parametrize(("who", "moves", "prepares"), [("secretary", ["Phát động"], True), ("chair", ["Phát động"], False), ("council", [], False)])
def test_a_draft_is_prepared_by_the_secretary(client: Client, world: World, who: str, moves: list[str], prepares: bool) -> None:
    draft = make_campaign(world.ward, invited=[world.unit])
    answer = seen_by(client, world, who).get(draft.get_absolute_url())
    assert [button.label for button in answer.context["moves"]] == moves
    offered = [text for _, text in links(answer, ".//main/div[@class='actions']")]
    assert texts(answer, ".//main//form/button[@class='btn btn-primary']") == moves
    assert ("Soạn phong trào" in texts(answer, ".//h2"), offered) == (prepares, [PAPERS] if prepares else [])


@pytest.mark.parametrize("who", ["secretary", "chair"])
def test_the_launch_is_offered_once_nothing_is_missing(client: Client, world: World, who: str) -> None:
    draft = make_campaign(world.ward)
    browser, missing = seen_by(client, world, who), "Chưa chọn đơn vị nào tham gia."
    before = browser.get(draft.get_absolute_url())
    assert ([button.label for button in before.context["moves"]], before.context["missing"]) == ([], [missing])
    forced = browser.post(reverse("campaign-move", args=[draft.pk, "launch"]))
    assert (messages(forced), Campaign.objects.get(pk=draft.pk).state) == ([missing], State.DRAFT)
    invite(draft, {world.unit.pk})
    after = browser.get(draft.get_absolute_url())
    assert (texts(after, ".//div[@class='moves']/details/summary"), after.context["missing"]) == (["Phát động"], [])
    assert press(browser, draft, "launch") == ["Đã phát động. Tình trạng hiện nay: đang đăng ký."]


@pytest.mark.parametrize("who", ["head", "superior", "other_secretary"])
def test_a_draft_does_not_exist_for_others(client: Client, world: World, who: str) -> None:
    draft = make_campaign(world.ward, invited=[world.unit])
    assert seen_by(client, world, who).get(draft.get_absolute_url()).status_code == 404


def press(browser: Client, campaign: Campaign, move: str, **typed: str) -> list[str]:
    return messages(browser.post(reverse("campaign-move", args=[campaign.pk, move]), typed, follow=True))


def test_a_campaign_is_suspended_with_basis_and_reason_which_everyone_reads(client: Client, world: World) -> None:
    secretary = seen_by(client, world, "secretary")
    assert press(secretary, world.campaign, "suspend", basis=BASIS, reason="Bão số 3\nlũ lụt") == ["Đã tạm dừng. Tình trạng hiện nay: tạm dừng."]
    answer = seen_by(client, world, "head").get(world.campaign.get_absolute_url())
    assert texts(answer, ".//div[@class='note warning']/p") == [f"Phong trào đang tạm dừng. Căn cứ: {BASIS}.", "Bão số 3lũ lụt"]
    assert press(seen_by(client, world, "chair"), world.campaign, "resume", reason="Hết lũ") == ["Đã tiếp tục. Tình trạng hiện nay: đang đăng ký."]
    resumed = Campaign.objects.get(pk=world.campaign.pk)
    assert (resumed.suspension_basis, resumed.suspension_reason, resumed.is_suspended) == ("", "", False)


REFUSED: list[tuple[str, dict[str, str], str]] = [
    ("suspend", {"reason": "Bão"}, "Chưa tạm dừng được, xin xem chỗ báo lỗi."),
    ("suspend", {"basis": BASIS}, "Xin ghi rõ lý do khi chọn “Tạm dừng”."),
    ("extend", {"deadline_words": "mai", "reason": "Mưa"}, "Chưa gia hạn đăng ký được, xin xem chỗ báo lỗi."),
    ("extend", {"deadline_words": deadline_in(9), "reason": "Mưa"}, "Hạn mới phải sau hạn cũ và chưa qua."),
    ("close", {}, "Không thể “Kết thúc phong trào”: tình trạng hiện nay là “Đang đăng ký”. Xin tải lại trang."),
]


@pytest.mark.parametrize(("move", "typed", "said"), REFUSED)
def test_a_move_that_cannot_be_made_says_why(client: Client, world: World, move: str, typed: dict[str, str], said: str) -> None:
    assert press(seen_by(client, world, "secretary"), world.campaign, move, **typed) == [said]
    assert Campaign.objects.get(pk=world.campaign.pk).state == State.LAUNCHED


def test_what_was_typed_for_a_refused_move_stays_and_its_form_stays_open(client: Client, world: World) -> None:
    url = reverse("campaign-move", args=[world.campaign.pk, "extend"])
    answer = seen_by(client, world, "secretary").post(url, {"deadline_words": "mai", "reason": "Mưa lũ kéo dài"})
    assert texts(answer, ".//details[@open]/summary") == ["Gia hạn đăng ký"]
    assert texts(answer, ".//details[@open]//textarea[@name='reason']") == ["Mưa lũ kéo dài"]
    assert [field.get("value") for field in page(answer).iterfind(".//details[@open]//input[@name='deadline_words']")] == ["mai"]
    said = "Chưa rõ hạn là trước ngày hay đến hết ngày nào."
    assert [error.partition(" Xin ghi")[0] for error in texts(answer, ".//details[@open]//*[@class='invalid-feedback']")] == [said]


def test_the_deadline_is_extended_in_the_words_of_a_document(client: Client, world: World) -> None:
    words = deadline_in(30)
    assert press(seen_by(client, world, "chair"), world.campaign, "extend", deadline_words=words, reason="Công văn 5") == [
        "Đã gia hạn đăng ký. Tình trạng hiện nay: đang đăng ký."
    ]
    assert Campaign.objects.get(pk=world.campaign.pk).deadline_words == words


def test_a_move_that_is_none_is_not_found(client: Client, world: World) -> None:
    assert seen_by(client, world, "secretary").post(reverse("campaign-move", args=[world.campaign.pk, "explode"])).status_code == 404


def test_the_page_shows_all_that_the_plan_says(client: Client, world: World) -> None:
    campaign = world.campaign
    document = CitedDocument.objects.create(unit=world.ward, name="Luật", title="Thi đua, khen thưởng")
    Citation.objects.create(campaign=campaign, document=document)
    Content.objects.create(campaign=campaign, position=9, scope="audience", heading="Thanh niên", text="Xung kích.")
    growth = {"comparator": "at-least", "value": 12500, "unit": "triệu đồng", "base": "năm trước"}
    whole = Target.objects.create(campaign=campaign, field="Kinh tế", name="Thu ngân sách:", **growth)
    Target.objects.create(campaign=campaign, name="Giữ vững an ninh", parent=whole, period="quý I")
    OfferedTitle.objects.create(campaign=campaign, name="Gia đình văn hóa", subject="household")
    Campaign.objects.filter(pk=campaign.pk).update(slogan="Đoàn kết", retrospective_reason="Hồ sơ cũ")
    answer = seen_by(client, world, "head").get(campaign.get_absolute_url())
    shown = {text: [" ".join("".join(item.itertext()).split()) for item in section.iter("li")] for section, text in sections(answer)}
    assert {heading: items for heading, items in shown.items() if items} == {
        "Chỉ tiêu": ["Kinh tế: Thu ngân sách: từ 12.500 triệu đồng trở lên so với năm trước", "trong đó: Giữ vững an ninh quý I"],
        "Danh hiệu thi đua": ["Gia đình văn hóa (hộ gia đình)"],
        "Kế hoạch cấp trên và căn cứ": ["Luật Thi đua, khen thưởng (căn cứ pháp lý)"],
    }
    assert texts(answer, ".//section/details/summary") == ["Kinh tế (theo lĩnh vực)", "Thanh niên (theo đối tượng)"]
    assert texts(answer, ".//p[@class='lead']") == ["“Đoàn kết”"]


def sections(answer: Any) -> list[tuple[Any, str]]:
    return [(section, section.findtext("h2") or "") for section in page(answer).iter("section")]


@pytest.mark.parametrize(
    ("comparator", "sentence"),
    [
        (Comparator.REACH, "Thu: đạt 65%"),
        (Comparator.ABOVE, "Thu: trên 65%"),
        (Comparator.AT_LEAST, "Thu: từ 65% trở lên"),
        (Comparator.BELOW, "Thu: dưới 65%"),
        (Comparator.AT_MOST, "Thu: không quá 65%"),
        (Comparator.RAISE, "Thu: tăng 65%"),
        (Comparator.REDUCE, "Thu: giảm 65%"),
    ],
)
def test_a_target_reads_as_a_sentence(comparator: Comparator, sentence: str) -> None:
    target = Target(name="Thu;", comparator=comparator, value=65, unit="%")
    assert (str(target), target_sentence("Giữ vững an ninh.", comparator, None, "")) == (sentence, "Giữ vững an ninh.")


@pytest.mark.parametrize(("kind", "level"), [("province", "Cấp tỉnh"), ("district", "Cấp huyện"), ("ward", "Cấp xã"), ("school", "Cấp cơ sở")])
def test_the_level_of_a_campaign_follows_from_its_unit(kind: str, level: str) -> None:
    assert Campaign(unit=Unit(kind=kind)).level == level


def test_a_plan_without_number_or_date_says_so() -> None:
    assert [Campaign(plan_number=number, plan_date=dated).plan_named for number in ("", "13/KH-UBND") for dated in (None, date(2026, 1, 19))] == [
        "Kế hoạch (chưa ghi số)",
        "Kế hoạch (chưa ghi số) ngày 19/01/2026",
        "Kế hoạch số 13/KH-UBND",
        "Kế hoạch số 13/KH-UBND ngày 19/01/2026",
    ]


def test_registrations_are_taken_while_launched_and_before_the_deadline(world: World) -> None:
    now, deadline = timezone.now(), world.campaign.deadline
    assert [world.campaign.takes_registrations(at) for at in (now, deadline)] == [True, False]
    assert [list(Campaign.objects.taking_registrations(at)) for at in (now, deadline)] == [[world.campaign], []]
    assert [list(Campaign.objects.past_deadline(at)) for at in (now, deadline)] == [[], [world.campaign]]


@pytest.mark.parametrize(
    ("who", "campaigns"),
    [("secretary", 2), ("chair", 2), ("council", 2), ("administrator", 2), ("superior", 1), ("head", 1), ("stranger", 0), ("other_secretary", 0)],
)
def test_invitations_are_seen_by_the_invited_once_launched_and_by_the_office_before(world: World, who: str, campaigns: int) -> None:
    invitations = [Invitation.objects.get(campaign=campaign, unit=world.unit) for campaign in (world.campaign, make_campaign(world.ward, invited=[world.unit]))]
    seen = Invitation.objects.visible_to(world.people[who]).filter(unit=world.unit).order_by("pk")
    assert list(seen) == invitations[:campaigns]


def test_history_names_who_did_what_and_the_clock_where_nobody_did(world: World) -> None:
    campaign = move_campaign(world.campaign, "close-registration", by=None, at=world.campaign.deadline)
    closed, launched = Line.objects.of(campaign)
    assert [(line.who, line.title, line.before, line.after) for line in (closed, launched)] == [
        ("Hệ thống", "", "launched", "registration-closed"),
        ("Trần Thị Thư", "Thư ký Hội đồng phường Bách Quang", "draft", "launched"),
    ]
    assert [str(line).partition(", ")[0] for line in (closed, launched)] == ["Khóa đăng ký", "Phát động"]
    assert list(Line.objects.of(make_unit(world.ward))) == []
    line = write_line(campaign, move="note", label="Ghi chú", at=campaign.deadline, by=None)
    assert (line.subject, line.subject_type) == (campaign, ContentType.objects.get_for_model(Campaign))
