"""Importing units and people: what is said of each faulty row, all of it at once."""

from datetime import date

import pytest

from emulation.spreadsheets.plans import FAULTY
from tests.test_importing import faults, plan
from tests.world import World, make_unit

HEAD_RUNS = "Đơn vị đang có người đứng đầu là Nguyễn Thị Hòa. Xin kết thúc nhiệm vụ đó trên trang của đơn vị trước, rồi nhập."
KINDS = (
    "“Tổ dân phố”, “Thôn”, “Bản”, “Ấp”, “Khóm”, “Khu phố”, “Cơ quan, đơn vị”, "
    "“Trường học”, “Trạm y tế”, “Mặt trận Tổ quốc, đoàn thể”, “Doanh nghiệp, hợp tác xã”"
)
WHOSE = (
    "“to-truong-1” là tên đăng nhập của Nguyễn Thị Hòa. "
    "Nếu người khác nhận nhiệm vụ, xin để trống tên đăng nhập; nếu chỉ sửa họ tên, xin sửa trên trang của đơn vị."
)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (";Tổ lạ;A", [f"Loại đơn vị: Không có loại “Tổ lạ”. Xin ghi một trong: {KINDS}."]),
        (";Thôn;", ["Tên ngắn: Xin ghi tên của đơn vị."]),
        (";Phường;Phường Mới", ["Loại đơn vị: Loại đơn vị này không thể trực thuộc phường Bách Quang."]),
        ("t-9;Thôn;A\nT-9;Thôn;B", ["Mã đơn vị: Mã “t-9” đã có ở dòng 2."]),
        ("tdp-01;TDP;TDP Bá Vân 1\ntdp-01;TDP;B", ["Mã đơn vị: Mã “tdp-01” đã có ở dòng 2."]),
        ("Thôn 9;Thôn;A", ["Mã đơn vị: Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, như tdp-01."]),
        (";Thôn;A\n;Thôn;a", ["Tên ngắn: Tên này đã ghi ở dòng 2."]),
        (";TDP;tdp bá vân 1", ["Tên ngắn: “TDP Bá Vân 1” đã có, mã tdp-01."]),
        ("tdp-01;Thôn;TDP Bá Vân 1", ["Loại đơn vị: “TDP Bá Vân 1” đang là “Tổ dân phố”. Nhập từ tệp không đổi loại đơn vị; xin sửa trên trang của đơn vị."]),
        (f"tdp-01;TDP;{'dài ' * 30}", ["Tên ngắn: Nội dung dài 119 ký tự, chỉ được tối đa 100. Xin rút gọn."]),
        (";Thôn;A 😀", ["Tên ngắn: Có ký tự không in được trên văn bản: 😀 (U+1F600). Xin xóa hoặc thay bằng chữ thường."]),
        (";Trường;A;tdp-77", ["Thuộc đơn vị (mã): Không có đơn vị nào mang mã “tdp-77” trong phường Bách Quang và trong tệp."]),
        ("tdp-01;TDP;TDP Bá Vân 1;mttq", ["Thuộc đơn vị (mã): “TDP Bá Vân 1” đang thuộc phường Bách Quang. Nhập từ tệp không chuyển đơn vị sang nơi khác."]),
        ("a;Trường;A;b\nb;Trường;B;a", ["Thuộc đơn vị (mã): Các đơn vị trong tệp thuộc lẫn nhau thành vòng."]),
        ("tdp-cu;TDP;TDP Cũ", ["Mã đơn vị: Đơn vị mang mã này, “TDP Cũ”, đã thôi hoạt động từ 30/06/2020. Xin dùng mã khác."]),
        (";Trường;A;tdp-cu", ["Thuộc đơn vị (mã): “TDP Cũ” đã thôi hoạt động."]),
        (";Thôn;A;;;Trưởng thôn", ["Người đứng đầu: Xin ghi họ và tên người đứng đầu, hoặc để trống cả các ô về người đứng đầu."]),
        (";Thôn;A;;;;nguoi-moi", ["Người đứng đầu: Xin ghi họ và tên của người có tài khoản mới."]),
        (";Thôn;A;;Lê Bé;;chu-tich-khac", ["Tên đăng nhập: Tên đăng nhập này đã có người dùng. Xin chọn tên khác hoặc để trống."]),
        (";Thôn;A;;Lê Bé;;lê bé!", ["Tên đăng nhập: Điền tên đăng nhập hợp lệ. Giá trị này chỉ có thể chứa các chữ cái, số, và các ký tự @/./+/-/_"]),
        (";Thôn;A;;Lê Bé;;to-truong-1", [f"Tên đăng nhập: {WHOSE}"]),
        ("tdp-01;TDP;TDP Bá Vân 1;;Lê Bé", [f"Người đứng đầu: {HEAD_RUNS}"]),
        (";Thôn;A;;Lê Bé;;;abc", ["Điện thoại người đứng đầu: “abc” không phải là số điện thoại. Xin ghi như 0912 345 678."]),
        (";Thôn;A;;Lê Bé;;;;a@b", ["Thư điện tử: Nhập địa chỉ email."]),
        (";Thôn;A;;Lê Bé;;;;;31/02/2026", ["Từ ngày: Xin ghi ngày như 05/01/2027."]),
        (";Thôn;A;;Lê Bé;;be;0912345678\n;Thôn;B;;Lê Bé;;be;0912345679", ["Điện thoại người đứng đầu: Tài khoản “be” đã ghi ở dòng 2 với “0912345678”."]),
        ("tdp-02;TDP;TDP Bá Vân 2;;Lê Văn Khách;;;;;01/01/2021",
         ["Từ ngày: Lê Văn Khách đang giữ nhiệm vụ này từ 01/01/2020. Nhập từ tệp không đổi ngày bắt đầu."]),
        (";Thôn;A;;Dương Thị Lưu;;chu-tich;0912345678", ["Người đứng đầu: Thông tin của Dương Thị Lưu do người quản trị sửa, không nhập từ tệp được."]),
    ],
)  # fmt: skip
def test_each_faulty_row_of_units_says_its_fault(world: World, lines: str, said: list[str]) -> None:
    make_unit(world.ward, code="tdp-cu", short_name="TDP Cũ", ends_on=date(2020, 6, 30))
    planned = plan("don-vi", lines, world)
    assert faults(planned)[: len(said)] == said
    assert {entry.fate for entry in planned.entries if entry.faults} == {FAULTY}
    assert not planned.is_clean


ROLES = "“Người đứng đầu đơn vị”, “Thư ký Hội đồng”, “Thành viên Hội đồng”, “Chủ tịch”, “Cơ quan cấp trên (chỉ xem)”, “Quản trị”"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("tdp-77;Người đứng đầu;Lê Bé", ["Đơn vị (mã): Không có đơn vị nào mang mã “tdp-77” trong phường Bách Quang."]),
        ("tdp-cu;Người đứng đầu;Lê Bé", ["Đơn vị (mã): “TDP Cũ” đã thôi hoạt động."]),
        (";Giám sát;", ["Họ và tên: Xin ghi họ và tên.", f"Vai trò: Không có vai trò “Giám sát”. Xin ghi một trong: {ROLES}."]),
        (";Quản trị;Lê Bé", ["Vai trò: Ông/bà không được giao vai trò “Quản trị” tại phường Bách Quang."]),
        ("tdp-01;Thư ký;Lê Bé", ["Vai trò: Ông/bà không được giao vai trò “Thư ký Hội đồng” tại TDP Bá Vân 1."]),
        (";Thành viên;Lê Bé;;be\n;Thành viên;Lê Bé;;be", ["Họ và tên: Vai trò này ở đơn vị này đã ghi ở dòng 2."]),
        (";Thành viên;Lê Bé;;;;;01/01/2026;31/12/2025", ["Đến hết ngày: Ngày kết thúc phải sau ngày bắt đầu và chưa qua."]),
        (";Thành viên;Lê Bé;;;;;01/01/2019;31/12/2020", ["Đến hết ngày: Ngày kết thúc phải sau ngày bắt đầu và chưa qua."]),
    ],
)
def test_each_faulty_row_of_terms_says_its_fault(world: World, lines: str, said: list[str]) -> None:
    make_unit(world.ward, code="tdp-cu", short_name="TDP Cũ", ends_on=date(2020, 6, 30))
    assert faults(plan("nhiem-vu", lines, world)) == said


WRONG_DAY = "Xin ghi ngày như 05/01/2027."
WRONG_PERSON = [
    "Điện thoại người đứng đầu: “abc” không phải là số điện thoại. Xin ghi như 0912 345 678.",
    "Thư điện tử: Nhập địa chỉ email.",
    f"Từ ngày: {WRONG_DAY}",
]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            "tdp-77;Tổ lạ;;tdp-88;Lê Bé;;be;abc;a@b;31/02/2026",
            ["Tên ngắn: Xin ghi tên của đơn vị.", f"Loại đơn vị: Không có loại “Tổ lạ”. Xin ghi một trong: {KINDS}.",
             "Thuộc đơn vị (mã): Không có đơn vị nào mang mã “tdp-88” trong phường Bách Quang và trong tệp.", *WRONG_PERSON],
        ),
        ("tdp-01;Tổ lạ;TDP Bá Vân 1;;;;;abc",
         [f"Loại đơn vị: Không có loại “Tổ lạ”. Xin ghi một trong: {KINDS}.",
          "Người đứng đầu: Xin ghi họ và tên người đứng đầu, hoặc để trống cả các ô về người đứng đầu.", WRONG_PERSON[0]]),
        ("tdp-01;TDP;TDP Bá Vân 1;;Lê Bé;;to-truong-1;abc;a@b;31/02/2026", [f"Tên đăng nhập: {WHOSE}", *WRONG_PERSON, f"Người đứng đầu: {HEAD_RUNS}"]),
        ("a;Tổ lạ;A\n;Trường;B;a;Lê Bé;;;abc", [f"Loại đơn vị: Không có loại “Tổ lạ”. Xin ghi một trong: {KINDS}.", WRONG_PERSON[0]]),
        (";Phường;A;tdp-cu",
         ["Thuộc đơn vị (mã): “TDP Cũ” đã thôi hoạt động.", "Loại đơn vị: Loại đơn vị này không thể trực thuộc TDP Cũ."]),
        ("a;Trường;A;b\nb;Trường;B;a\nc;Trường;C;b", ["Thuộc đơn vị (mã): Các đơn vị trong tệp thuộc lẫn nhau thành vòng."] * 2),
        (";Thôn;A;;Lê Bé;;be\n;Thôn;B;;Trần Cả;;be", ["Tên đăng nhập: “be” đã dùng cho Lê Bé ở dòng 2. Xin ghi tên khác hoặc để trống."]),
        (";Tổ lạ;A;;Lê Bé;;be;0912345678\n;Thôn;B;;Lê Bé;;be;0912345679",
         [f"Loại đơn vị: Không có loại “Tổ lạ”. Xin ghi một trong: {KINDS}.",
          "Điện thoại người đứng đầu: Tài khoản “be” đã ghi ở dòng 2 với “0912345678”."]),
        (";Thôn;A;;Nguyễn Thị Hòa;;to-truong-1\n;Thôn;B;;Lê Bé;;to-truong-1", [f"Tên đăng nhập: {WHOSE.replace('Hòa.', 'Hòa, ghi ở dòng 2.')}"]),
        (";Tổ lạ;A;;Lê Bé;;;abc", [f"Loại đơn vị: Không có loại “Tổ lạ”. Xin ghi một trong: {KINDS}.", WRONG_PERSON[0]]),
    ],
)  # fmt: skip
def test_a_faulty_row_of_units_says_all_its_faults_at_once(world: World, lines: str, said: list[str]) -> None:
    make_unit(world.ward, code="tdp-cu", short_name="TDP Cũ", ends_on=date(2020, 6, 30))
    assert faults(plan("don-vi", lines, world)) == said


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("tdp-77;Giám sát;Lê Bé;;be;abc;a@b;31/02/2026;30/02/2026",
         ["Đơn vị (mã): Không có đơn vị nào mang mã “tdp-77” trong phường Bách Quang.", f"Vai trò: Không có vai trò “Giám sát”. Xin ghi một trong: {ROLES}.",
          "Điện thoại: “abc” không phải là số điện thoại. Xin ghi như 0912 345 678.", "Thư điện tử: Nhập địa chỉ email.",
          f"Từ ngày: {WRONG_DAY}", f"Đến hết ngày: {WRONG_DAY}"]),
        ("tdp-77;Thành viên;Lê Bé;;;;;01/01/2026;31/12/2025",
         ["Đơn vị (mã): Không có đơn vị nào mang mã “tdp-77” trong phường Bách Quang.", "Đến hết ngày: Ngày kết thúc phải sau ngày bắt đầu và chưa qua."]),
        ("tdp-01;Người đứng đầu;Lê Bé;;chu-tich-khac;;;;01/01/2020",
         ["Tên đăng nhập: Tên đăng nhập này đã có người dùng. Xin chọn tên khác hoặc để trống.",
          "Đến hết ngày: Ngày kết thúc phải sau ngày bắt đầu và chưa qua.", f"Họ và tên: {HEAD_RUNS}"]),
        ("tdp-01;Thư ký;Lê Bé;;chu-tich-khac",
         ["Tên đăng nhập: Tên đăng nhập này đã có người dùng. Xin chọn tên khác hoặc để trống.",
          "Vai trò: Ông/bà không được giao vai trò “Thư ký Hội đồng” tại TDP Bá Vân 1."]),
        ("tdp-77;Người đứng đầu;Lê Bé;;be\n;Thành viên;Trần Cả;;be",
         ["Đơn vị (mã): Không có đơn vị nào mang mã “tdp-77” trong phường Bách Quang.",
          "Tên đăng nhập: “be” đã dùng cho Lê Bé ở dòng 2. Xin ghi tên khác hoặc để trống."]),
    ],
)  # fmt: skip
def test_a_faulty_row_of_terms_says_all_its_faults_at_once(world: World, lines: str, said: list[str]) -> None:
    assert faults(plan("nhiem-vu", lines, world)) == said
