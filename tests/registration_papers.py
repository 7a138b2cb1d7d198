"""The two forms Mẫu 01 as content, blank and filled, for tests of the paper layout. Wording: tests/forms/."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from django.template.loader import render_to_string

from emulation.papers.content import Line, Paper
from emulation.papers.rendering import render_pdf

WARD = "phường Lương Sơn"
GRADES = ("Hoàn thành xuất sắc nhiệm vụ:", "Hoàn thành tốt nhiệm vụ:", "Hoàn thành nhiệm vụ:")
SOCIAL = (
    "2. Các chỉ tiêu về xã hội (thực hiện chính sách dân số, gia đình văn hóa, TDP văn hóa, từ thiện, giảm nghèo, "
    "quản lý đất đai, xây dựng, môi trường, an ninh trật tự, quốc phòng,...):"
)
BASES = (
    "Căn cứ vào Luật thi đua, khen thưởng năm 2022 và các văn bản hướng dẫn Luật thi đua, khen thưởng;",
    f"Thực hiện Kế hoạch số 13/KH-UBND ngày 19/01/2024 của UBND {WARD} về việc tổ chức phát động các phong trào thi đua yêu nước "
    "và công tác khen thưởng năm 2024.",
)
TARGETS = (
    "- Thu đạt 100 % các loại thuế, quỹ theo chỉ tiêu được giao, hoàn thành trước ngày 30/10/2024; vận động 100 % hộ gia đình "
    "đóng góp quỹ Đền ơn đáp nghĩa, quỹ Vì người nghèo, quỹ Phòng, chống thiên tai đúng thời hạn.",
    '- Phấn đấu 96 % trở lên số hộ đạt danh hiệu "Gia đình văn hóa"; giữ vững danh hiệu TDP văn hóa; không có người sinh con thứ ba.',
    "- Giảm 02 hộ nghèo, 03 hộ cận nghèo; giúp đỡ 05 hộ có hoàn cảnh khó khăn phát triển sản xuất, mỗi hộ từ 5.000.000 ₫ trở lên.",
    "- Không để xảy ra lấn chiếm đất công, xây dựng trái phép; 100 % hộ phân loại rác tại nguồn, mỗi tháng tổng vệ sinh ≥ 02 lần.",
    "- 100 % thanh niên trong độ tuổi khám tuyển nghĩa vụ quân sự; không có tụ điểm phức tạp về an ninh trật tự.",
)


def grades(chosen: str, dotted: int) -> list[Line]:
    """The three options below a question, the first one answered with `chosen`, the others left empty."""
    return [Line("option", text, value=chosen if place == 0 else "", dotted=dotted) for place, text in enumerate(GRADES)]


def village_lines(targets: tuple[str, ...], chosen: str, dotted: int) -> tuple[Line, ...]:
    """The body of the TDP form; `dotted` full lines below each question and dots beside each option where nothing is filled in."""
    answers = [Line("answer", text) for text in targets]
    beside = min(dotted, 1)
    return (
        Line("heading", "I. CÁC CHỈ TIÊU"),
        Line("item", "1. Các chỉ tiêu về thuế, quỹ:", dotted=dotted),
        *answers[:1],
        Line("item", SOCIAL, dotted=dotted),
        *answers[1:],
        Line("item", "3. Chi bộ phấn đấu:"),
        *grades(chosen, beside),
        Line("item", "4. Tập thể TDP phấn đấu:"),
        *grades(chosen, beside),
        Line("item", "5. Ban công tác Mặt trận và các hội, đoàn thể của TDP:"),
        *grades(chosen, beside),
        Line("heading", "II. ĐĂNG KÝ CÁC DANH HIỆU THI ĐUA NĂM 2024"),
        Line("option", '1. Tập thể "Lao động xuất sắc":', value=chosen, dotted=beside),
        Line("option", '2. Tập thể "Lao động tiên tiến":', dotted=beside),
    )


def agency_lines(targets: tuple[str, ...], chosen: str, dotted: int) -> tuple[Line, ...]:
    """The body of the form for agencies; `dotted` as above."""
    beside = min(dotted, 1)
    return (
        Line("heading", "I. CÁC CHỈ TIÊU", dotted=3 * dotted),
        *(Line("answer", text) for text in targets),
        Line("heading", "II. ĐĂNG KÝ CÁC DANH HIỆU THI ĐUA NĂM 2024"),
        Line("option", '1. Tập thể "Hoàn thành xuất sắc":', value=chosen, dotted=beside),
        Line("option", '2. Tập thể "Hoàn thành tốt nhiệm vụ":', dotted=beside),
        Line("option", '3. Tập thể "Hoàn thành nhiệm vụ":', dotted=beside),
    )


VILLAGE = Paper(
    title="Đăng ký thi đua năm 2024 – TDP Tân Sơn",
    author="TDP Tân Sơn",
    letterhead=("TDP Tân Sơn",),
    number=None,
    place="Lương Sơn",
    dated=date(2024, 1, 5),
    year=2024,
    subject="đăng ký thi đua năm 2024",
    addressees=(f"Ủy ban nhân dân {WARD};", f"Hội đồng thi đua khen thưởng {WARD}."),
    bases=BASES,
    opening="TDP Tân Sơn đăng ký thi đua năm 2024 với các chỉ tiêu chủ yếu như sau:",
    lines=village_lines(TARGETS, "Tổ dân phố Tân Sơn", 0),
    recipients=("Như kính gửi;", "Lưu: TDP."),
    authority="TM. Tổ dân phố",
    signer_title="Tổ trưởng",
    signer_name="Nguyễn Thị Ngọc Ánh",
)
BLANK_VILLAGE = replace(VILLAGE, dated=None, lines=village_lines((), "", 4), recipients=("Như kính gửi;",), signer_title="", signer_name="")
AGENCY = replace(
    VILLAGE,
    title="Đăng ký thi đua năm 2024 – Trường Tiểu học Lương Sơn",
    author="Trường Tiểu học Lương Sơn",
    letterhead=("UBND thành phố Sông Công", "Trường Tiểu học Lương Sơn"),
    number="05/CV-THLS",
    dated=date(2024, 3, 12),
    opening="Trường Tiểu học Lương Sơn đăng ký thi đua năm 2024 với các chỉ tiêu chủ yếu như sau:",
    lines=agency_lines(TARGETS * 2, "Trường Tiểu học Lương Sơn", 0),
    recipients=("Như kính gửi;", "Lưu: VT."),
    authority="TM. Cơ quan/đơn vị",
    signer_title="Hiệu trưởng",
)
BLANK_AGENCY = replace(AGENCY, number="", dated=None, lines=agency_lines((), "", 4), recipients=("Như kính gửi;",), signer_title="", signer_name="")
PAPERS = {"village": VILLAGE, "blank village": BLANK_VILLAGE, "agency": AGENCY, "blank agency": BLANK_AGENCY}
TARGET_TABLE = Line(
    "table",
    "1. Chỉ tiêu:",
    columns=("TT", "Chỉ tiêu", "Mức đăng ký", "Đơn vị tính", "Ghi chú"),
    rows=(("1", "Thu quỹ Đền ơn đáp nghĩa", "1.250", "nghìn đồng", ""), ("2", "Số hộ đạt danh hiệu gia đình văn hóa", "trên 95", "%", "cả năm")),
)
GRADE_TABLE = Line(
    "table",
    "2. Các tập thể phấn đấu:",
    columns=("TT", "Tập thể", *(grade.rstrip(":") for grade in GRADES)),
    rows=(("1", "Chi bộ", "X", "", ""), ("2", "Ban công tác Mặt trận", "", "X", "")),
)
TABLED = replace(
    VILLAGE,
    type_name="PHIẾU ĐĂNG KÝ",
    subject="Thi đua năm 2024",
    addressees=VILLAGE.addressees[:1],
    lines=(
        Line("heading", "I. CÁC CHỈ TIÊU"),
        Line("item", "1. Chỉ tiêu:"),
        TARGET_TABLE,
        Line("item", "2. Các tập thể phấn đấu:"),
        GRADE_TABLE,
        Line("note", "Ghi chú: đánh dấu X vào một ô của mỗi hàng."),
        Line("option", "- Hội Phụ nữ:"),
        *grades("X", 0),
    ),
    second_authority="Người lập phiếu",
    second_signer_title="Thư ký",
    second_signer_name="Trần Văn Bình",
    draft=True,
    origin="Bản này do Lê Thị Thu nhập từ bản giấy có chữ ký, nhận lúc 08:05, 05/01/2024.",
)
BLANK_TABLED = replace(
    TABLED,
    dated=None,
    lines=tuple(
        replace(line, rows=tuple((row[0], "", "", "", "") for row in line.rows))
        if line.level == "table"
        else replace(line, value="", dotted=int(line.level == "option"))
        for line in TABLED.lines
    ),
    draft=False,
    origin="",
)
FORMS = PAPERS | {"tabled": TABLED, "blank tabled": BLANK_TABLED}
SHORT = replace(VILLAGE, lines=village_lines(TARGETS[:1], "TDP Tân Sơn", 0))


@lru_cache
def printed(paper: Paper) -> bytes:
    """The paper as PDF, once for all tests that look at it."""
    return render_pdf(render_to_string("papers/registration.html", {"paper": paper}))
