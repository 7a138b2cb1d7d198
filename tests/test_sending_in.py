"""The last step: what is missing, who signs, sending it in, and what happens when it is too late or was sent from elsewhere."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from emulation.campaigns.models import Invitation
from emulation.campaigns.workflow import move_campaign
from emulation.people.models import Role
from emulation.sheets.loading import load_sheet
from emulation.units.kinds import Kind
from registrations.answers import answers_of
from registrations.beginning import begin
from registrations.models import Registration, State, TargetAnswer
from registrations.workflow import move_registration
from tests.pages import errors, form_data, links, messages, page, questions, shown, text, texts, type_in
from tests.world import World, fill_in, launch, make_campaign, make_person, make_unit

WARNING = ".//div[@class='note warning']"
ASK = "đồng chí Trần Thị Thư, điện thoại 0208 000 111"


@pytest.fixture
def draft(world: World) -> Registration:
    return world.strange_registration


@pytest.fixture
def head(client: Client, world: World) -> Client:
    """The browser of the head who writes the draft."""
    client.force_login(world.people["stranger"])
    return client


def review_url(registration: Registration) -> str:
    return reverse("registration-review", args=[registration.pk])


def step_url(registration: Registration, step: str) -> str:
    return reverse("registration-step", args=[registration.pk, step])


def test_the_review_lists_what_is_missing_with_a_link_to_each_question(head: Client, draft: Registration) -> None:
    led = links(head.get(review_url(draft)), f"{WARNING}//ul")
    assert [(url.partition("#")[0], words) for url, words in led] == [
        (step_url(draft, "chi-tieu"), "Chưa có chỉ tiêu nào. Xin ghi ít nhất một chỉ tiêu."),
        (step_url(draft, "muc-phan-dau"), "Chưa chọn mức phấn đấu của Chi bộ."),
        (step_url(draft, "muc-phan-dau"), "Chưa chọn mức phấn đấu của Tập thể TDP."),
        (step_url(draft, "muc-phan-dau"), "Chưa chọn mức phấn đấu của Ban công tác Mặt trận."),
    ]
    for url, _ in led:
        assert len(page(head.get(url)).findall(f".//fieldset[@id='{url.partition('#')[2]}']")) == 1


def test_an_added_subject_needs_a_grade_too(head: Client, draft: Registration) -> None:
    fill_in(draft)
    type_in(head, step_url(draft, "muc-phan-dau"), doan__the__1__subject="Chi hội Phụ nữ")

    assert texts(head.get(review_url(draft)), f"{WARNING}//li") == ["Chưa chọn mức phấn đấu của Chi hội Phụ nữ."]


def test_what_is_incomplete_is_not_sent_but_who_signs_is_kept(head: Client, draft: Registration) -> None:
    answer = type_in(head, review_url(draft), signer_name="Lê Văn Khách Mới")

    assert messages(answer) == [
        "Chưa có chỉ tiêu nào. Xin ghi ít nhất một chỉ tiêu. Chưa chọn mức phấn đấu của Chi bộ. "
        "Chưa chọn mức phấn đấu của Tập thể TDP. Chưa chọn mức phấn đấu của Ban công tác Mặt trận."
    ]
    draft.refresh_from_db()
    assert (draft.state, draft.signer_name) == (State.DRAFT, "Lê Văn Khách Mới")


def test_the_review_shows_the_answers_as_they_will_be_printed(head: Client, draft: Registration) -> None:
    fill_in(draft)

    shown_lines = texts(head.get(review_url(draft)), ".//section[@aria-label='Nội dung đăng ký']/*")
    assert shown_lines[:2] == [
        f"V/v đăng ký thi đua năm {draft.campaign.year}",
        "Kính gửi: Ủy ban nhân dân phường Bách Quang; Hội đồng thi đua khen thưởng phường Bách Quang.",
    ]
    assert shown_lines[4:11] == [
        f"TDP Bá Vân 2 đăng ký thi đua năm {draft.campaign.year} với các chỉ tiêu chủ yếu như sau:",
        "I. CÁC CHỈ TIÊU",
        "1. Các chỉ tiêu về thuế, quỹ:",
        "- Thu quỹ Đền ơn đáp nghĩa: đạt 100%.",
        "2. Các chỉ tiêu về xã hội (thực hiện chính sách dân số, gia đình văn hóa, TDP văn hóa, từ thiện, giảm nghèo, quản lý đất đai, "
        "xây dựng, môi trường, an ninh trật tự, quốc phòng,...):",
        "- Thu quỹ Đền ơn đáp nghĩa: đạt 100%.",
        "3. Chi bộ phấn đấu:",
    ]


NOTE = ".//div[@class='note info']"


def test_a_section_left_empty_is_named_on_the_review_and_may_still_be_sent(head: Client, draft: Registration) -> None:
    fill_in(draft)
    TargetAnswer.objects.filter(item__key="xa-hoi").delete()
    answer = head.get(review_url(draft))

    (url, words), *_ = led = links(answer, NOTE)
    assert (url.partition("#muc-")[0], words, len(led)) == (step_url(draft, "chi-tieu"), "Mục “2. Các chỉ tiêu về xã hội” chưa ghi chỉ tiêu nào.", 1)
    assert texts(answer, ".//ol[@class='steps']/li")[:2] == ["1. Các chỉ tiêu ● Đang làm", "2. Mức phấn đấu ✓ Đã xong"]
    assert (texts(answer, WARNING), texts(answer, f"{NOTE}/p")) == ([], ["Mục còn để trống (không bắt buộc):"])
    assert type_in(head, review_url(draft)).url == draft.get_absolute_url()


def test_of_a_registration_without_a_target_only_what_is_asked_for_is_said(head: Client, draft: Registration) -> None:
    assert texts(head.get(review_url(draft)), NOTE) == []


def test_sending_leads_to_the_receipt(head: Client, draft: Registration) -> None:
    fill_in(draft)
    sent = head.post(review_url(draft), form_data(head.get(review_url(draft))), follow=True)

    receipt = draft.submissions.get().receipt
    assert messages(sent) == [f"Đã gửi đăng ký. Mã biên nhận: {receipt}."]
    assert texts(sent, ".//section[@class='panel receipt']//dd/b") == [receipt]
    assert texts(sent, ".//main//div[@class='page-head']/span") == ["→ Đã gửi, chờ tiếp nhận"]


def test_the_head_and_his_title_stand_as_signer_until_somebody_else_is_typed(head: Client, draft: Registration) -> None:
    data = form_data(head.get(review_url(draft)))
    assert questions(head.get(review_url(draft))) == {"signer_title": "Người đứng đầu đơn vị", "signer_name": "Lê Văn Khách"}
    answer = head.post(review_url(draft), data | {"signer_title": "Tổ phó", "signer_name": "Vũ Thị Bình", "save": "1"}, follow=True)

    assert (messages(answer), shown(answer, "signer_title"), shown(answer, "signer_name")) == (["Đã lưu."], "Tổ phó", "Vũ Thị Bình")


def test_a_paper_needs_a_signer(head: Client, draft: Registration) -> None:
    fill_in(draft)
    answer = type_in(head, review_url(draft), signer_title="", signer_name="Ấn 😀")

    assert errors(answer) == [
        "Chức danh người ký: Xin ghi mục này.",
        "Họ và tên người ký: Có ký tự không in được trên văn bản: 😀 (U+1F600). Xin xóa hoặc thay bằng chữ thường.",
    ]
    assert shown(answer, "signer_name") == "Ấn 😀"
    assert Registration.objects.get(pk=draft.pk).state == State.DRAFT


def test_an_agency_may_give_the_paper_its_own_number(client: Client, world: World) -> None:
    chief = make_person(Role.HEAD, world.agency, full_name="Hà Thị Mặt Trận")
    registration = fill_in(begin(world.campaign, world.agency, by=chief))
    client.force_login(chief)
    answer = type_in(client, review_url(registration), own_number="05/MTTQ")

    registration.refresh_from_db()
    assert (answer.url, registration.own_number, registration.state) == (registration.get_absolute_url(), "05/MTTQ", State.SUBMITTED)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ["registration-step", "registration-review"])
def test_another_units_registration_is_not_found(head: Client, world: World, method: str, name: str) -> None:
    for pk in (world.registration.pk, 999_999):
        url = reverse(name, args=[pk, "chi-tieu"] if name == "registration-step" else [pk])
        assert getattr(head, method)(url).status_code == 404


def test_another_units_invitation_is_not_found(head: Client, world: World) -> None:
    for pk in (Invitation.objects.get(unit=world.unit).pk, 999_999):
        assert head.post(reverse("registration-begin", args=[pk])).status_code == 404
        assert head.get(reverse("registration-blank", args=[pk])).status_code == 404
    assert Registration.objects.filter(unit=world.unit).count() == 1


def test_beginning_leads_to_the_first_step_that_lacks_something(head: Client, world: World, draft: Registration) -> None:
    url = reverse("registration-begin", args=[Invitation.objects.get(unit=world.strange_unit).pk])
    assert head.post(url).url == step_url(draft, "chi-tieu")
    fill_in(draft)
    assert head.post(url).url == review_url(draft)
    move_registration(draft, "submit", by=world.people["stranger"])
    assert head.post(url).url == draft.get_absolute_url()


@pytest.mark.parametrize("step", ["chi-tieu", "muc-phan-dau", "danh-hieu"])
def test_what_was_sent_from_elsewhere_is_not_changed_and_what_was_typed_stays(head: Client, world: World, draft: Registration, step: str) -> None:
    data = form_data(head.get(step_url(draft, step)))
    field, typed = {
        "chi-tieu": ("thue-quy-0-name", "Chỉ tiêu gõ trong lúc gửi"),
        "muc-phan-dau": ("doan-the-1-subject", "Chi hội Phụ nữ"),
        "danh-hieu": ("lao-dong-xuat-sac-0-names", "Tổ 1"),
    }[step]
    move_registration(fill_in(draft), "submit", by=world.people["stranger"])
    answer = head.post(step_url(draft, step), data | {field: typed})

    assert messages(answer) == ["Đăng ký này không còn sửa được: tình trạng hiện nay là “Đã gửi, chờ tiếp nhận”."]
    assert shown(answer, field) == typed
    assert [target.name for targets in answers_of(draft).targets.values() for target in targets] == ["Thu quỹ Đền ơn đáp nghĩa"] * 2


def test_sending_it_a_second_time_from_an_old_page_is_refused(head: Client, world: World, draft: Registration) -> None:
    data = form_data(head.get(review_url(draft)))
    move_registration(fill_in(draft), "submit", by=world.people["stranger"])
    answer = head.post(review_url(draft), data | {"signer_name": "Người Ký Sau"})

    assert messages(answer) == ["Đăng ký này không còn sửa được: tình trạng hiện nay là “Đã gửi, chờ tiếp nhận”."]
    assert (shown(answer, "signer_name"), draft.submissions.count()) == ("Người Ký Sau", 1)


@pytest.mark.parametrize("url", [review_url, lambda registration: step_url(registration, "chi-tieu")], ids=["review", "step"])
def test_the_pages_of_a_sent_registration_lead_to_what_was_sent(head: Client, world: World, draft: Registration, url: object) -> None:
    move_registration(fill_in(draft), "submit", by=world.people["stranger"])

    assert head.get(url(draft)).url == draft.get_absolute_url()


def test_after_the_deadline_a_draft_is_still_saved_but_not_sent(head: Client, world: World, draft: Registration) -> None:
    fill_in(draft)
    closed = f"Đã hết hạn đăng ký ({world.campaign.deadline_words}). Nội dung đã ghi vẫn được giữ. Xin liên hệ {ASK}."
    with time_machine.travel(world.campaign.deadline + timedelta(seconds=1)):
        saved = type_in(head, step_url(draft, "chi-tieu"), thue__quy__1__name="Ghi thêm sau hạn")
        assert saved.url == step_url(draft, "muc-phan-dau")
        assert texts(head.get(step_url(draft, "chi-tieu")), f"{WARNING}/p") == [closed]
        answer = type_in(head, review_url(draft))

    assert messages(answer) == [closed]
    assert Registration.objects.get(pk=draft.pk).state == State.DRAFT
    assert draft.target_answers.filter(name="Ghi thêm sau hạn").count() == 1


def test_while_the_campaign_is_suspended_a_draft_is_still_saved_but_not_sent(head: Client, world: World, draft: Registration) -> None:
    fill_in(draft)
    move_campaign(world.campaign, "suspend", by=world.people["secretary"], reason="Bão lũ", basis="Công văn số 12/SNV-TĐKT")
    closed = f"Phong trào đang tạm dừng nên chưa gửi được. Nội dung đã ghi vẫn được giữ. Xin hỏi {ASK}."

    assert type_in(head, step_url(draft, "chi-tieu"), thue__quy__1__name="Ghi thêm").status_code == 302
    assert texts(head.get(review_url(draft)), f"{WARNING}/p") == ["Phong trào đang tạm dừng. Căn cứ: Công văn số 12/SNV-TĐKT.", "Bão lũ", closed]
    assert messages(type_in(head, review_url(draft))) == [closed]
    assert Registration.objects.get(pk=draft.pk).state == State.DRAFT


def test_after_the_deadline_nothing_is_begun(client: Client, world: World) -> None:
    client.force_login(world.people["both"])
    invitation = Invitation.objects.get(unit__code="tdp-03")
    with time_machine.travel(world.campaign.deadline):
        answer = client.post(reverse("registration-begin", args=[invitation.pk]), follow=True)

    assert answer.redirect_chain == [(world.campaign.get_absolute_url(), 302)]
    assert messages(answer) == [f"Đã hết hạn đăng ký ({world.campaign.deadline_words}). Nội dung đã ghi vẫn được giữ. Xin liên hệ {ASK}."]
    assert not Registration.objects.filter(unit=invitation.unit).exists()


OWN_SHEET = """
code = "mau-rieng"
version = 1
name = "Mẫu riêng"
kinds = ["school"]
numbered = false
subject = "đăng ký thi đua năm {year}"
bases = ["Căn cứ Luật thi đua, khen thưởng năm 2022."]
opening = "{unit} đăng ký như sau:"
authority = "TM. NHÀ TRƯỜNG"
[[items]]
key = "dac-diem"
type = "text"
number = "1"
text = "Đặc điểm tình hình của {unit}:"
dotted = 4
[[items]]
type = "note"
text = "Nêu ngắn gọn."
"""


def test_a_sheet_of_ones_own_may_ask_for_paragraphs(client: Client, world: World) -> None:
    """Another form is a TOML file, loaded as the shipped ones are: no code knows its questions."""
    load_sheet(OWN_SHEET)
    school = make_unit(world.ward, Kind.SCHOOL, "thcs", short_name="Trường THCS Bách Quang")
    chief = make_person(Role.HEAD, school)
    campaign = launch(make_campaign(world.ward, invited=[school]), world.people["secretary"])
    registration = begin(campaign, school, by=chief)
    client.force_login(chief)
    url = step_url(registration, "chi-tieu")

    assert texts(client.get(url), ".//legend") == ["1. Đặc điểm tình hình của Trường THCS Bách Quang:"]
    too_long = type_in(client, url, dac__diem__0__text="d" * 50_000)
    assert (errors(too_long), shown(too_long, "dac-diem-0-text")) == (
        ["Mục 1, dòng 1, Nội dung: Nội dung dài 50.000 ký tự, chỉ được tối đa 5.000. Xin rút gọn."],
        "d" * 50_000,
    )
    type_in(client, url, dac__diem__0__text="Trường có 20 lớp.\n\nĐội ngũ đủ.")
    assert shown(client.get(url), "dac-diem-0-text") == "Trường có 20 lớp.\n\nĐội ngũ đủ."
    assert texts(client.get(review_url(registration)), ".//section[@aria-label='Nội dung đăng ký']/*")[-5:] == [
        "Trường THCS Bách Quang đăng ký như sau:",
        "1. Đặc điểm tình hình của Trường THCS Bách Quang:",
        "Trường có 20 lớp.",
        "Đội ngũ đủ.",
        "Nêu ngắn gọn.",
    ]
    type_in(client, url, dac__diem__0__text="")
    assert list(registration.text_answers.all()) == []
    assert text(page(client.get(url)).find(".//ol[@class='steps']/li")) == "1. Các chỉ tiêu ○ Tùy chọn"
    assert texts(client.get(review_url(registration)), f"{NOTE}//li") == ["Mục “1. Đặc điểm tình hình của Trường THCS Bách Quang” chưa ghi nội dung."]
    assert type_in(client, review_url(registration)).url == registration.get_absolute_url()
