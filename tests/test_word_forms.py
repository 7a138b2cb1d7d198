"""Word copies of registrations, read with python-docx: what they share with documents, and the dotted lines, tables and marks of their own."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from docx.document import Document as WordFile
from docx.oxml.ns import qn

from emulation.papers.content import Line, Paper
from emulation.papers.word.copies import docx_of
from registrations.models import Registration
from registrations.papers import current_word
from tests.pdf import MM
from tests.registration_papers import AGENCY, BLANK_VILLAGE, FORMS, TABLED, VILLAGE
from tests.test_word import cells, headings, kept, page
from tests.word import opened, paragraph_of, paragraphs, word_line, word_lines, word_of
from tests.world import World


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_page_the_head_and_the_end_are_those_of_documents(form: Paper) -> None:
    word = word_of(form)
    assert page(word, 0) == (210, 297, 20, 20, 20, 30)
    assert word_line(word, "CỘNG HÒA").style == "Quốc hiệu"
    assert word_line(word, "Nơi nhận:").size == 12
    assert word_line(word, form.authority.upper()).style == "Thẩm quyền ký"
    assert docx_of(form) == docx_of(form)


def test_what_a_file_says_of_itself() -> None:
    properties = word_of(AGENCY).core_properties
    assert (properties.title, properties.author, properties.subject, properties.keywords) == (AGENCY.title, AGENCY.author, "", "")


def test_questions_are_headings_and_answers_are_paragraphs() -> None:
    word = word_of(VILLAGE)
    assert headings(word)[:2] == [("Heading 1", "I. CÁC CHỈ TIÊU"), ("Heading 2", "1. Các chỉ tiêu về thuế, quỹ:")]
    assert [line.style for line in word_lines(word) if line.text.startswith(("- Thu đạt", "Hoàn thành", "TDP Tân Sơn đăng ký"))] == ["Body Text"] * 11
    assert paragraph_of(word, "1. Tập thể").text == '1. Tập thể "Lao động xuất sắc": Tổ dân phố Tân Sơn'


def styles(word: WordFile) -> list[str]:
    return [paragraph.style.name for paragraph in paragraphs(word)]


def test_a_blank_form_has_dotted_lines_to_type_or_to_write_on() -> None:
    word = word_of(BLANK_VILLAGE)
    names = styles(word)
    assert (names.count("Dòng chấm"), names.count("Dòng điền")) == (8, 11)
    first, second = [paragraph.paragraph_format.space_before for paragraph in paragraphs(word) if paragraph.style.name == "Dòng chấm"][:2]
    assert (first.pt, second) == (6, None)
    edges = word.styles["Dòng chấm"].element.pPr.find(qn("w:pBdr"))
    assert [(edge.tag, edge.get(qn("w:val"))) for edge in edges] == [(qn("w:bottom"), "dotted"), (qn("w:between"), "dotted")]
    (tab,) = word.styles["Dòng điền"].paragraph_format.tab_stops
    assert (tab.position.pt, tab.leader) == (pytest.approx(160 * MM, abs=0.1), 1)
    assert paragraph_of(word, "1. Tập thể").text == '1. Tập thể "Lao động xuất sắc": \t'


def test_options_stay_with_their_question_and_the_last_with_the_signature() -> None:
    word = word_of(replace(TABLED, lines=(Line("option", "A:"), Line("option", "B:"), Line("answer", "Một\nHai"), Line("answer", "Ba"))))
    assert [kept(word, text) for text in ("TDP Tân Sơn đăng ký", "A:", "B:", "Một", "Ba")] == [True, True, False, False, True]
    assert paragraph_of(word, "Một").text == "Một\nHai"
    assert not kept(word_of(replace(VILLAGE, opening="", lines=(Line("answer", "Một."), Line("answer", "Ba.")))), "Một")


def test_tables_have_targets_as_rows_and_grades_crossed() -> None:
    word = word_of(TABLED)
    assert cells(word, 1) == [
        ["TT", "Chỉ tiêu", "Mức đăng ký", "Đơn vị tính", "Ghi chú"],
        ["1", "Thu quỹ Đền ơn đáp nghĩa", "1.250", "nghìn đồng", ""],
        ["2", "Số hộ đạt danh hiệu gia đình văn hóa", "trên 95", "%", "cả năm"],
    ]
    assert [row[1:] for row in cells(word, 2)[1:]] == [["Chi bộ", "X", "", ""], ["Ban công tác Mặt trận", "", "X", ""]]
    assert [cell.paragraphs[0].alignment for cell in word.tables[2].rows[1].cells] == [1, None, 1, 1, 1]
    widths = [column.width.mm for column in word.tables[1].columns]
    assert (sum(widths), widths[1]) == (pytest.approx(160, abs=0.1), pytest.approx(0.38 * 160, abs=0.1))


def test_a_form_with_a_name_two_signers_and_an_origin() -> None:
    word = word_of(TABLED)
    assert ("Title", "PHIẾU ĐĂNG KÝ") in headings(word)
    assert cells(word, 0)[-1][0] == ""  # neither number nor "V/v"
    assert paragraph_of(word, "Kính gửi:").text == "Kính gửi: Ủy ban nhân dân phường Lương Sơn;"
    assert cells(word, 3)[0] == ["NGƯỜI LẬP PHIẾU THƯ KÝ Trần Văn Bình", "TM. TỔ DÂN PHỐ TỔ TRƯỞNG Nguyễn Thị Ngọc Ánh"]
    origin = word_line(word, "Bản này do Lê Thị Thu")
    assert (origin.size, origin.italic) == (11, True)
    assert "Nguồn gốc bản nhập" not in styles(word_of(VILLAGE))


def heads(word: WordFile) -> list[str]:
    """What stands above the first page and above the others."""
    section = word.sections[0]
    return ["".join(paragraph.text for paragraph in header.paragraphs) for header in (section.first_page_header, section.header)]


def test_a_draft_says_so_above_each_page() -> None:
    assert heads(word_of(TABLED)) == ["BẢN NHÁP, CHƯA GỬI", "BẢN NHÁP, CHƯA GỬI\t2"]
    assert word_of(VILLAGE).sections[0].first_page_header.is_linked_to_previous


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def text_of(content: bytes) -> str:
    return "\n".join(line.text for line in word_lines(opened(content)))


@pytest.mark.django_db
def test_a_unit_gets_its_draft_and_its_blank_form_for_word(world: World, client: Client) -> None:
    draft, invitation = world.strange_registration, world.campaign.invitations.get(unit=world.strange_unit)
    client.force_login(world.people["stranger"])
    urls = {reverse("registration-word", args=[draft.pk]): draft.get_absolute_url(), reverse("registration-blank-word", args=[invitation.pk]): reverse("home")}
    assert {url: f'href="{url}"' in client.get(shown_on).content.decode() for url, shown_on in urls.items()} == dict.fromkeys(urls, True)
    for url in urls:
        response = client.get(url)
        assert (response["Content-Type"], response["Content-Disposition"].endswith(".docx")) == (DOCX, True)
        assert world.strange_unit.letterhead_lines[-1].upper() in text_of(response.content)
        blank = "blank" in url or "mau-trong" in url
        assert heads(opened(response.content))[0] == ("" if blank else "BẢN NHÁP, CHƯA GỬI")
        assert ("Dòng chấm" in styles(opened(response.content))) is blank


@pytest.mark.django_db
def test_what_was_sent_has_its_day_and_is_no_draft(world: World, client: Client) -> None:
    client.force_login(world.people["secretary"])
    sent = Registration.objects.get(pk=world.registration.pk)
    page_of_it = client.get(sent.get_absolute_url()).content.decode()
    assert f'href="{reverse("registration-word", args=[sent.pk])}">Bản Word để sửa</a>' in page_of_it
    word = opened(current_word(sent))
    assert word.sections[0].first_page_header.is_linked_to_previous
    assert "......" not in word_line(word, "Bách Quang, ngày").text
