"""The pages on which an office begins its papers and writes their heads: what is known is there, nothing typed is lost, what is wrong is said."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from emulation.campaigns.models import Citation, CitedDocument, Content, Target
from emulation.drafting.beginning import FRAMES
from emulation.drafting.models import COMPOSED, Draft, Passage
from emulation.history.models import Line
from emulation.papers.kinds import PaperKind
from emulation.people.models import Role
from tests.drafts import make_draft, make_group
from tests.pages import errors, form_data, links, messages, shown, texts, type_in, words_of
from tests.pdf import pdf_text
from tests.world import World, make_person

pytestmark = pytest.mark.django_db
TM, KT = "TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH", "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"


@pytest.fixture
def secretary(client: Client, world: World) -> Client:
    client.force_login(world.people["secretary"])
    return client


@pytest.fixture
def draft(world: World) -> Draft:
    return make_draft(world.ward, world.people["secretary"])


def url(name: str, *keys: object) -> str:
    return reverse(f"draft-{name}", args=keys)


def listed(client: Client, **query: str) -> list[str]:
    return texts(client.get(url("list"), {name.replace("_", "-"): value for name, value in query.items()}), ".//tbody/tr/th")


def test_the_list_is_searched_and_filtered_and_keeps_what_was_discarded_out_of_sight(world: World, secretary: Client) -> None:
    assert "Chưa có văn bản nào đang soạn." in words_of(secretary.get(url("list")))
    for kind, subject, state in (
        (PaperKind.PLAN, "Phát động thi đua", "draft"),
        (PaperKind.REPORT, "Kết quả quý I", "returned"),
        (PaperKind.PROPOSAL, "Đề nghị khen", "discarded"),
    ):
        made = make_draft(world.ward, world.people["secretary"], kind, subject=subject)
        Draft.objects.filter(pk=made.pk).update(state=state)
    report, plan, proposal = "Báo cáo: Kết quả quý I", "Kế hoạch: Phát động thi đua", "Tờ trình: Đề nghị khen"
    assert listed(secretary) == [report, plan]
    assert listed(secretary, tim="phat dong") == listed(secretary, tim="KẾ HOẠCH", tinh_trang="draft") == [plan]
    assert (listed(secretary, tinh_trang="discarded"), listed(secretary, tinh_trang="gì")) == ([proposal], [report, plan])
    assert "Không có văn bản nào như vậy." in words_of(secretary.get(url("list"), {"tim": "khác"}))


def test_somebody_with_two_offices_is_asked_for_which(world: World) -> None:
    browser = Client()
    browser.force_login(make_person(Role.SECRETARY, world.ward, world.other_ward))
    buttons = ["Soạn văn bản mới (phường Bách Quang)", "Soạn văn bản mới (phường Sông Công)"]
    assert texts(browser.get(url("list")), ".//a[@class='btn btn-primary']") == buttons


def test_every_kind_is_offered_and_no_other_can_be_begun(world: World, secretary: Client) -> None:
    found = links(secretary.get(url("kinds", world.ward.pk), {"phong-trao": "7"}), ".//ul[@class='rows']")
    assert found == [(f"{url('add', world.ward.pk, kind.value)}?phong-trao=7", kind.label) for kind in COMPOSED]
    assert [secretary.get(url("add", world.ward.pk, kind)).status_code for kind in ("giay-khen", "dang-ky", "gi")] == [404] * 3
    assert secretary.get(url("kinds", world.other_ward.pk)).status_code == 404


WITH_ADDRESSEES = {"cong-van", "to-trinh", "giay-moi", "bao-cao", "thong-bao"}


@pytest.mark.parametrize("kind", COMPOSED)
def test_each_kind_has_its_own_fields_and_begins_with_what_the_office_is(world: World, secretary: Client, kind: PaperKind) -> None:
    answer = secretary.get(url("add", world.ward.pk, kind.value))
    fields = form_data(answer)
    is_minutes = kind == PaperKind.MINUTES
    assert ("addressees" in fields, "decider" in fields) == (kind in WITH_ADDRESSEES, kind == PaperKind.DECISION)
    assert ("left_authority" in fields, "authority_form" in fields) == (is_minutes, not is_minutes)
    assert ("bases" in fields) == (kind not in ("bien-ban", "cong-van", "giay-moi"))
    authority = "CHỦ TỌA" if is_minutes else "CHỦ TỊCH" if kind == PaperKind.DECISION else "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"
    assert (fields["authority"], fields["signer_name"], fields["place"]) == (authority, "Dương Thị Lưu", "Bách Quang")
    made = secretary.post(url("add", world.ward.pk, kind.value), fields | {"subject": "Thử"}, follow=True)
    assert messages(made) == ["Đã lưu phần chung. Xin ghi nội dung, hoặc dán từ Word."]
    draft = Draft.objects.get()
    assert (draft.kind, draft.unit, draft.authority, [line.move for line in Line.objects.of(draft)]) == (kind, world.ward, authority, ["begin"])
    framed = secretary.post(url("frame", draft.pk), follow=True)
    assert messages(framed) == ["Đã lập khung. Xin ghi tiếp vào từng mục."]
    assert [(passage.level, passage.text) for passage in draft.passages.all()] == [(level.value, text) for level, text in FRAMES[kind]]


def test_a_second_paper_of_a_kind_begins_with_the_words_of_the_last_that_was_not_discarded(world: World, secretary: Client) -> None:
    kept = make_draft(world.ward, world.people["secretary"], symbol="KH-UBND-VX", signer_name="Lê Văn Phó", authority="KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH")
    last = make_draft(world.ward, world.people["secretary"], signer_name="Nhầm")
    Draft.objects.filter(pk=last.pk).update(state="discarded")
    answer = secretary.get(url("add", world.ward.pk, "ke-hoach"))
    assert {name: shown(answer, name) for name in ("symbol", "signer_name", "recipients", "authority_form", "subject")} == {
        "symbol": "KH-UBND-VX",
        "signer_name": "Lê Văn Phó",
        "recipients": kept.recipients,
        "authority_form": KT,
        "subject": "",
    }
    assert shown(secretary.get(url("add", world.ward.pk, "bao-cao")), "signer_name") == "Dương Thị Lưu"


def test_a_campaigns_plan_begins_with_its_title_bases_contents_and_targets(world: World, secretary: Client) -> None:
    campaign, parent = world.campaign, CitedDocument.objects.get(unit=world.ward)
    law = CitedDocument.objects.create(unit=world.ward, name="Luật", signed_on=date(2022, 6, 15), title="Thi đua, khen thưởng")
    for role, document in ((Citation.Role.LEGAL_BASIS, law), (Citation.Role.PARENT_PLAN, parent)):
        Citation.objects.create(campaign=campaign, document=document, role=role)
    Content.objects.create(campaign=campaign, heading="Văn hóa", text="Một.\n\n Hai. ", position=1)
    Target.objects.create(campaign=campaign, field="Kinh tế", name="Thu ngân sách", value=100, unit="%")
    Target.objects.create(campaign=campaign, name="Không lĩnh vực")
    page = f"{url('add', world.ward.pk, 'ke-hoach')}?phong-trao={campaign.pk}"
    answer = secretary.get(page)
    assert (shown(answer, "subject"), shown(answer, "bases"), shown(answer, "campaign")) == (
        f"Tổ chức phát động các phong trào thi đua yêu nước và công tác khen thưởng năm {campaign.year}",
        f"Căn cứ {law}\nThực hiện {parent}",
        str(campaign.pk),
    )
    draft = Draft.objects.get(pk=secretary.post(page, form_data(answer)).url.split("/")[-2])
    secretary.post(url("frame", draft.pk))
    assert texts(secretary.get(url("detail", draft.pk)), ".//div[@id='outline']//p") == [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "II. NỘI DUNG",
        "1. Kinh tế",
        "Hoàn thành vượt mức các chỉ tiêu.",
        "2. Văn hóa",
        "Một.",
        "Hai.",
        "3. Chỉ tiêu thi đua",
        "- Kinh tế: thu ngân sách đạt 100%. (có chỉ tiêu: Kinh tế)",
        "III. GIẢI PHÁP THỰC HIỆN",
        "IV. TỔ CHỨC THỰC HIỆN",
        "Ủy ban nhân dân phường Bách Quang đề nghị các cơ quan, đơn vị triển khai thực hiện.",
    ]
    report = secretary.get(f"{url('add', world.ward.pk, 'bao-cao')}?phong-trao={campaign.pk}")
    assert (shown(report, "subject"), shown(report, "bases") != "") == ("", True)


def test_a_campaign_without_fields_of_targets_frames_none_and_another_wards_is_not_taken(world: World, secretary: Client) -> None:
    draft = make_draft(world.ward, world.people["secretary"], campaign=world.campaign, body="")
    secretary.post(url("frame", draft.pk))
    assert draft.passages.filter(text="Chỉ tiêu thi đua").count() == 0
    for asked in ("0", "x", "²", str(10**30)):
        assert shown(secretary.get(url("add", world.ward.pk, "ke-hoach"), {"phong-trao": asked}), "campaign") == ""


def test_a_frame_is_only_for_what_is_empty(secretary: Client, draft: Draft) -> None:
    answer = secretary.post(url("frame", draft.pk), follow=True)
    assert messages(answer) == ["Văn bản đã có nội dung nên không lập khung nữa."]


def test_documents_of_the_library_and_groups_are_added_to_their_lines_once(world: World, secretary: Client, draft: Draft) -> None:
    group = make_group(world.ward, lines="{số tổ dân phố} TDP\nSở Nội vụ")
    plan = CitedDocument.objects.get(unit=world.ward)
    basis = CitedDocument.objects.create(unit=world.ward, name="Căn cứ", title="Luật Thi đua, khen thưởng")
    page = url("head", draft.pk)
    data = form_data(secretary.get(page)) | {"groups": str(group.pk), "bases": f"  Căn cứ   {plan}\r\n\r\n", "campaign": str(world.campaign.pk)}
    answer = secretary.post(page, {**data, "cited": [str(plan.pk), str(basis.pk)]}, follow=True)
    assert messages(answer) == ["Đã lưu phần chung."]
    draft.refresh_from_db()
    assert draft.bases.splitlines() == [f"Căn cứ {plan}", "Căn cứ Luật Thi đua, khen thưởng"]
    assert (draft.recipients.splitlines(), draft.campaign) == (["Sở Nội vụ", "{số tổ dân phố} TDP", "Lưu: VT"], world.campaign)
    Draft.objects.filter(pk=draft.pk).update(recipients="Sở Tài chính")
    secretary.post(page, form_data(secretary.get(page)) | {"groups": str(group.pk)})
    draft.refresh_from_db()
    assert draft.recipients.splitlines() == ["Sở Tài chính", "{số tổ dân phố} TDP", "Sở Nội vụ"]


AUTHORITIES = {
    "chosen": ({"authority_form": KT}, "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"),
    "typed, with another chosen": ({"authority_form": "", "authority": " Q. CHỦ TỊCH \r\n"}, "Q. CHỦ TỊCH"),
    "typed, and the choice left as it was": ({"authority": "Q. CHỦ TỊCH"}, "Q. CHỦ TỊCH"),
    "both": ({"authority_form": "CHỦ TỊCH", "authority": "Q. CHỦ TỊCH"}, "CHỦ TỊCH"),
}


@pytest.mark.parametrize(("typed", "authority"), AUTHORITIES.values(), ids=AUTHORITIES)
def test_the_authority_is_what_was_chosen_or_else_typed(secretary: Client, draft: Draft, typed: dict[str, str], authority: str) -> None:
    """What was typed below a choice that had not been touched was once lost."""
    page = url("head", draft.pk)
    secretary.post(page, form_data(secretary.get(page)) | typed)
    draft.refresh_from_db()
    assert draft.authority == authority


WRONG_HEADS: dict[str, tuple[dict[str, str], str]] = {
    "no subject": ({"subject": ""}, "Trích yếu: "),
    "an unknown count": ({"recipients": "{số gì} TDP"}, "Nơi nhận: “{số gì}” không phải là số lượng nào. Xin dùng một trong: {số xã}, "),
    "no authority": ({"authority_form": "", "authority": " "}, "Thẩm quyền ký: Xin chọn hoặc ghi thẩm quyền ký."),
    "a month that is none": ({"month": "13"}, "Tháng: "),
    "what cannot be printed": ({"place": "Bách Quang 😀"}, "Địa danh: Có ký tự không in được trên văn bản: 😀 (U+1F600)."),
    "another year": ({"year": "1999"}, "Năm: "),
}


@pytest.mark.parametrize(("typed", "sentence"), WRONG_HEADS.values(), ids=WRONG_HEADS)
def test_a_wrong_head_is_refused_in_words_and_kept_as_typed(secretary: Client, draft: Draft, typed: dict[str, str], sentence: str) -> None:
    before = Draft.objects.filter(pk=draft.pk).values().get()
    page = url("head", draft.pk)
    answer = secretary.post(page, form_data(secretary.get(page)) | typed)
    assert [error.startswith(sentence) for error in errors(answer)] == [True]
    assert {name: shown(answer, name) for name in typed} == typed
    assert Draft.objects.filter(pk=draft.pk).values().get() == before


def test_a_head_is_not_saved_once_the_draft_was_submitted_and_stays_on_the_page(secretary: Client, draft: Draft) -> None:
    Draft.objects.filter(pk=draft.pk).update(state="submitted")
    answer = type_in(secretary, url("head", draft.pk), subject="Mới")
    refusal = "Văn bản đang ở tình trạng “Chờ duyệt” nên không sửa được. Muốn sửa thì xin rút lại hoặc chép thành văn bản mới."
    assert (messages(answer), shown(answer, "subject")) == ([refusal], "Mới")


def test_the_preview_is_the_paper_without_number_and_date_and_a_broken_one_is_explained(secretary: Client, draft: Draft) -> None:
    answer = secretary.get(url("preview", draft.pk) + "?tai")
    assert answer["Content-Disposition"].startswith("attachment")
    assert pdf_text(answer.content).count("Tổ chức phong trào thi đua yêu nước") == 1
    Passage.objects.filter(draft=draft).update(text="Chúc mừng 😀")
    broken = secretary.get(url("preview", draft.pk), follow=True)
    assert [message.startswith(f"Không in được {draft}. ") for message in messages(broken)] == [True]


def test_a_copy_is_made_by_a_button_and_leads_to_its_head(secretary: Client, draft: Draft) -> None:
    answer = secretary.post(url("copy", draft.pk), follow=True)
    assert messages(answer) == ["Đã chép thành văn bản mới. Xin xem lại trích yếu, năm, tháng và các căn cứ."]
    assert (texts(answer, ".//h1"), Draft.objects.count()) == (["Phần chung của văn bản"], 2)


def moved(client: Client, draft: Draft, name: str, **data: str) -> Any:
    return client.post(url("move", draft.pk, name), data, follow=True)


def test_a_draft_is_moved_by_buttons_and_a_refusal_keeps_the_reason(world: World, secretary: Client, draft: Draft) -> None:
    assert messages(moved(secretary, draft, "submit")) == ["Trình duyệt: xong. Tình trạng hiện nay: chờ duyệt."]
    again = moved(secretary, draft, "submit")
    assert messages(again) == ["Không thể “Trình duyệt”: tình trạng hiện nay là “Chờ duyệt”. Xin tải lại trang."]
    chair = Client()
    chair.force_login(world.people["chair"])
    refused = moved(chair, draft, "return", reason=" ")
    assert messages(refused) == ["Xin ghi rõ lý do khi chọn “Trả lại”."]
    assert [moved(chair, draft, name).status_code for name in ("take-back", "nothing")] == [403, 404]
    assert messages(moved(chair, draft, "return", reason="Thiếu căn cứ.")) == ["Trả lại: xong. Tình trạng hiện nay: trả lại."]
    gone = moved(secretary, draft, "discard")
    assert (texts(gone, ".//h1"), messages(gone)) == (["Văn bản đang soạn"], ["Bỏ văn bản này: xong. Tình trạng hiện nay: đã bỏ."])


def test_an_approved_draft_leads_to_its_paper(world: World, secretary: Client, draft: Draft) -> None:
    moved(secretary, draft, "submit")
    moved(secretary, draft, "approve-on-paper", reason="Chủ tịch ký nháy.")
    draft.refresh_from_db()
    paper = draft.paper
    assert paper is not None
    answer = secretary.get(url("detail", draft.pk))
    assert texts(answer, ".//p[@class='note success']") == ["Đã duyệt thành Kế hoạch (chưa có số). Số, ngày và bản phát hành ở trang đó."]
    assert (texts(answer, ".//div[@class='tools']"), timezone.localdate(paper.approved_at)) == ([], timezone.localdate())
