"""Whole documents pasted from Word, of each make: head, bases, addressees, body and recipients come apart as the office wrote them."""

import pytest

from emulation.drafting.whole import Whole, read_pasted
from emulation.papers.document import Block, Level
from emulation.papers.kinds import PaperKind

LETTERHEAD = """<table><tr><td><p>ỦY BAN NHÂN DÂN</p><p><b>PHƯỜNG BÁCH QUANG</b></p><p>Số: /KH-UBND</p>
<td><p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b></p><p>Độc lập - Tự do - Hạnh phúc</p><p><i>Bách Quang, ngày tháng năm 2027</i></p></table>"""
END = """<table><tr><td><p><b><i>Nơi nhận:</i></b><br>- Sở Nội vụ;<br>- {số tổ dân phố} TDP;<br>- Lưu: VT, VHXH.</p>
<td><p><b>TM. ỦY BAN NHÂN DÂN</b></p><p><b>CHỦ TỊCH</b></p></table>"""
RECIPIENTS = ("Sở Nội vụ", "{số tổ dân phố} TDP", "Lưu: VT, VHXH")

PLAN = f"""{LETTERHEAD}<p><b>KẾ HOẠCH</b></p><p><b>Tổ chức phong trào thi đua yêu nước</b></p><p><b>năm 2027</b></p><p>_______</p>
<p><i>Căn cứ Luật Thi đua, khen thưởng;</i></p><p><i>Thực hiện Kế hoạch số 17/KH-UBND;</i></p>
<p>Thực hiện Nghị quyết, phường ban hành Kế hoạch như sau:</p><p><b>I. MỤC ĐÍCH</b></p><p>Nơi nhận hồ sơ: Bộ phận Một cửa.</p>
<p>Đề nghị các đơn vị thực hiện./.</p>{END}<p>Đặng Hoàng Long</p>"""


def test_a_plan_from_word_comes_without_letterhead_and_signature() -> None:
    assert read_pasted("KẾ HOẠCH", PLAN) == Whole(
        subject="Tổ chức phong trào thi đua yêu nước\nnăm 2027",
        bases=("Căn cứ Luật Thi đua, khen thưởng", "Thực hiện Kế hoạch số 17/KH-UBND"),
        blocks=(
            Block(Level.TEXT, "Thực hiện Nghị quyết, phường ban hành Kế hoạch như sau:"),
            Block(Level.SECTION, "MỤC ĐÍCH"),
            Block(Level.TEXT, "Nơi nhận hồ sơ: Bộ phận Một cửa."),
            Block(Level.TEXT, "Đề nghị các đơn vị thực hiện."),
        ),
        recipients=RECIPIENTS,
    )


@pytest.mark.parametrize(
    ("last", "counts"),
    [
        ("<p><i>Thực hiện Kế hoạch số 17/KH-UBND.</i></p>", True),
        ("<p>Thực hiện Kế hoạch số 17/KH-UBND, phường ban hành Kế hoạch.</p>", False),
        ("<p><i>Thực hiện Kế hoạch số 17/KH-UBND, phường ban hành Kế hoạch:</i></p>", False),
    ],
    ids=["italic", "upright", "with a colon"],
)
def test_the_last_of_the_bases_ends_in_a_full_stop_as_the_decree_has_it(last: str, counts: bool) -> None:
    whole = read_pasted("", f"<p>KẾ HOẠCH</p><p><i>Căn cứ Luật Thi đua, khen thưởng;</i></p>{last}<p>I. MỤC ĐÍCH</p>")
    assert (len(whole.bases), len(whole.blocks)) == ((2, 1) if counts else (1, 2))


DECISION = """ỦY BAN NHÂN DÂN
PHƯỜNG BÁCH QUANG
QUYẾT ĐỊNH
Về việc tặng Giấy khen
CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG BÁCH QUANG
Căn cứ Luật Tổ chức chính quyền địa phương
ngày 16 tháng 6 năm 2025;
Xét đề nghị của Trưởng phòng Văn hóa - Xã hội.
QUYẾT ĐỊNH:
Điều 1. Tặng Giấy khen cho:
1. Tập thể: TDP Khu Ga.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.
Nơi nhận:
- Như Điều 2;
- Lưu: VT.\tCHỦ TỊCH
"""


def test_a_decision_loses_who_decides_and_keeps_all_that_stands_before_it_as_bases() -> None:
    assert read_pasted(DECISION.replace("\tCHỦ TỊCH", "\tKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"), kind=PaperKind.DECISION) == Whole(
        subject="Về việc tặng Giấy khen",
        bases=("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025", "Xét đề nghị của Trưởng phòng Văn hóa - Xã hội"),
        blocks=(
            Block(Level.ARTICLE, "Tặng Giấy khen cho:"),
            Block(Level.CLAUSE, "Tập thể: TDP Khu Ga."),
            Block(Level.ARTICLE, "Quyết định này có hiệu lực kể từ ngày ký."),
        ),
        recipients=("Như Điều 2", "Lưu: VT"),
    )


def test_what_was_copied_from_the_bases_on_is_not_cut_at_the_enacting_word() -> None:
    whole = read_pasted("- Căn cứ Luật Thi đua, khen thưởng,\nQUYẾT ĐỊNH:\nĐiều 1. Tặng Giấy khen.")
    assert (whole.subject, whole.bases, whole.blocks) == ("", ("Căn cứ Luật Thi đua, khen thưởng",), (Block(Level.ARTICLE, "Tặng Giấy khen."),))


LETTER = """<table><tr><td>ỦY BAN NHÂN DÂN<br>PHƯỜNG BÁCH QUANG<p>Số: /UBND-VHXH</p><p>V/v đôn đốc đăng ký</p><p>thi đua năm 2027</p>
<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</table><p>Kính gửi:</p><p>- Các tổ dân phố;</p><p>- Các cơ quan, đơn vị.</p>
<p>Căn cứ Kế hoạch số 05/KH-UBND;</p><p>Đề nghị các đơn vị gửi đăng ký.</p><table><tr><td>Nơi nhận:<p>- Như trên;<p>- Lưu: VT.<td>CHỦ TỊCH</table>"""


def test_an_official_letter_has_its_subject_in_the_letterhead_and_no_bases() -> None:
    assert read_pasted("", LETTER, PaperKind.OFFICIAL_LETTER) == Whole(
        subject="đôn đốc đăng ký thi đua năm 2027",
        bases=(),
        blocks=(Block(Level.TEXT, "Căn cứ Kế hoạch số 05/KH-UBND;"), Block(Level.TEXT, "Đề nghị các đơn vị gửi đăng ký.")),
        recipients=("Như trên", "Lưu: VT"),
        addressees=("Các tổ dân phố", "Các cơ quan, đơn vị"),
    )


def test_a_proposal_is_addressed_below_its_subject() -> None:
    whole = read_pasted("TỜ TRÌNH\nĐề nghị tặng thưởng\nKính gửi: Ủy ban nhân dân tỉnh.\nHội đồng kính trình như sau:")
    assert (whole.subject, whole.addressees) == ("Đề nghị tặng thưởng", ("Ủy ban nhân dân tỉnh",))
    assert whole.blocks == (Block(Level.TEXT, "Hội đồng kính trình như sau:"),)


def test_a_letter_without_subject_has_none() -> None:
    whole = read_pasted("PHƯỜNG BÁCH QUANG\nKính gửi: Các tổ dân phố\nĐề nghị.")
    assert (whole.subject, whole.addressees, whole.blocks) == ("", ("Các tổ dân phố",), (Block(Level.TEXT, "Đề nghị."),))


MINUTES = """BIÊN BẢN
Họp xét khen thưởng
Thời gian bắt đầu: 08 giờ 00 phút ngày 20/12/2026
Địa điểm: Hội trường
Cuộc họp kết thúc vào 10 giờ./.
THƯ KÝ
Trần Thị Thư
CHỦ TỌA
Dương Thị Lưu
Nơi nhận:
- Lưu: VT, Hồ sơ.
"""


def test_minutes_keep_time_and_place_in_the_body_and_end_before_who_signs() -> None:
    assert read_pasted(MINUTES, kind=PaperKind.MINUTES) == Whole(
        subject="Họp xét khen thưởng",
        bases=(),
        blocks=(
            Block(Level.TEXT, "Thời gian bắt đầu: 08 giờ 00 phút ngày 20/12/2026"),
            Block(Level.TEXT, "Địa điểm: Hội trường"),
            Block(Level.TEXT, "Cuộc họp kết thúc vào 10 giờ."),
        ),
        recipients=("Lưu: VT, Hồ sơ",),
    )


SUBJECTS = {
    "bold alone": "<p><b>BÁO CÁO</b><p><b>Kết quả thi đua</b><p>Năm qua phường đã làm tốt",
    "up to a section": "<p>BÁO CÁO<p>Kết quả thi đua<p>I. KẾT QUẢ<p>Tốt.",
    "up to a table": "<p>BÁO CÁO.<p>Kết quả thi đua<table><tr><td>a<td>b</table>",
    "up to a rule": "<p>BÁO CÁO<p>Kết quả thi đua<p>-----<p>Năm qua tốt",
}


@pytest.mark.parametrize("html", SUBJECTS.values(), ids=SUBJECTS)
def test_the_subject_ends_where_the_body_begins(html: str) -> None:
    assert read_pasted("", html).subject == "Kết quả thi đua"


def test_nothing_below_the_name_of_the_type_is_no_subject() -> None:
    assert read_pasted("KẾ HOẠCH") == Whole("", (), (), ())
    assert read_pasted("") == Whole("", (), (), ())


def test_a_list_within_a_plan_is_not_taken_for_its_head() -> None:
    assert [block.text for block in read_pasted("I. MỤC ĐÍCH\nDANH SÁCH\nHết").blocks] == ["MỤC ĐÍCH", "DANH SÁCH", "Hết"]


def test_a_table_with_the_signature_ends_the_document_and_one_of_members_does_not() -> None:
    members = "<table><tr><td>STT<td>Chức vụ<tr><td>1<td>CHỦ TỊCH<tr><td>2<td>PHÓ CHỦ TỊCH<tr><td>3<td>THƯ KÝ</table>"
    whole = read_pasted("", f"{members}<p>Hết.</p><table><tr><td><td><p>KT. CHỦ TỊCH<p>PHÓ CHỦ TỊCH</table><p>Nguyễn Thị Lan")
    assert [block.level for block in whole.blocks] == [Level.TABLE, Level.TEXT]


def test_recipients_without_dashes_are_none_and_end_the_body() -> None:
    assert read_pasted("Một.\nNơi nhận: TM. ỦY BAN NHÂN DÂN\nHai.") == Whole("", (), (Block(Level.TEXT, "Một."),), ())


@pytest.mark.parametrize(("behind", "goes_on"), [("", False), ("Phụ lục\n" + "Danh sách\n" * 8, True)])
def test_what_stands_behind_the_signature_is_left_out_and_said_so(behind: str, goes_on: bool) -> None:
    whole = read_pasted(
        f"KẾ HOẠCH\nThi đua\nI. NỘI DUNG\n1. Làm tốt.\nNơi nhận:\n- Sở Nội vụ;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Chủ\n{behind}"
    )
    assert (whole.recipients, len(whole.blocks), whole.goes_on) == (("Sở Nội vụ", "Lưu: VT"), 2, goes_on)
