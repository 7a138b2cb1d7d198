"""Documents of every kind, small and invented, for tests of their layout."""

from dataclasses import replace
from datetime import date

from emulation.papers.document import Annex, Block, Certificate, Content, Document, Level, Signature
from emulation.papers.kinds import PaperKind

DAY = date(2027, 1, 5)
ARTICLES = (
    Block(Level.ARTICLE, "Tặng Giấy khen của Chủ tịch Ủy ban nhân dân phường cho 02 tập thể có thành tích xuất sắc (có danh sách kèm theo)."),
    Block(Level.ARTICLE, "Mức tiền thưởng thực hiện theo quy định hiện hành."),
    Block(Level.ARTICLE, "Chánh Văn phòng và các tập thể có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này"),
)
BODY = (
    Block(Level.TEXT, "Thực hiện Kế hoạch số 17/KH-UBND của Ủy ban nhân dân tỉnh, Ủy ban nhân dân phường ban hành Kế hoạch như sau:"),
    Block(Level.SECTION, "Mục đích, yêu cầu"),
    Block(Level.CLAUSE, "Mục đích", is_heading=True),
    Block(Level.DASH, "Huy động sức mạnh của cả hệ thống chính trị, trong đó:"),
    Block(Level.PLUS, "Cơ quan, đơn vị;"),
    Block(Level.PLUS, "Tổ dân phố."),
    Block(Level.DASH, "Nâng cao chất lượng công tác khen thưởng."),
    Block(Level.CLAUSE, "Yêu cầu phải đạt là thiết thực, hiệu quả, gắn với nhiệm vụ chính trị của từng cơ quan, đơn vị và tổ dân phố trên địa bàn."),
    Block(Level.SECTION, "Nội dung"),
    Block(Level.CLAUSE, "Nội dung và chỉ tiêu", is_heading=True),
    Block(Level.SUBCLAUSE, "Chỉ tiêu thi đua", is_heading=True),
    *(Block(Level.POINT, f"Chỉ tiêu thứ {word}.") for word in ("nhất", "hai", "ba", "tư", "năm")),
    Block(Level.NOTE, "(Có mẫu đăng ký thi đua kèm theo)"),
    Block(Level.TEXT, "Ủy ban nhân dân phường đề nghị các cơ quan, đơn vị, tổ dân phố triển khai thực hiện"),
)
LIST = Block(Level.TABLE, "Danh sách", columns=("STT", "Tên tập thể", "Đơn vị"), rows=(("1", "TDP Khu Ga", "Phường Bách Quang"), ("2", "TDP La Hạ", "")))

PLAN = Document(
    kind=PaperKind.PLAN,
    letterhead=("ỦY BAN NHÂN DÂN", "PHƯỜNG BÁCH QUANG"),
    issuer="Ủy ban nhân dân phường Bách Quang",
    symbol="KH-UBND",
    number="05",
    dated=DAY,
    place="Bách Quang",
    year=2027,
    subject="Tổ chức phong trào thi đua yêu nước\nvà công tác khen thưởng năm 2027",
    blocks=BODY,
    signature=Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Đặng Hoàng Long"),
    recipients=("Sở Nội vụ;", "08 TDP trên địa bàn", "Lưu: VT, VHXH."),
)
DECISION = replace(
    PLAN,
    kind=PaperKind.DECISION,
    symbol="QĐ-UBND",
    subject="Về việc tặng Giấy khen năm 2026",
    decider="Chủ tịch Ủy ban nhân dân phường Bách Quang",
    bases=("Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022", "Theo đề nghị của Hội đồng Thi đua - Khen thưởng phường"),
    blocks=ARTICLES,
    signature=Signature(("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Nguyễn Thị Lan"),
    annexes=(Annex("Danh sách tập thể được tặng Giấy khen", (LIST,)), Annex("Bảng tiền thưởng", (LIST, Block(Level.TEXT, "Hết.")), landscape=True)),
)
MEETING = (
    Block(Level.TEXT, "Thời gian bắt đầu: 08 giờ 00 phút ngày 20 tháng 12 năm 2026."),
    Block(Level.TEXT, "Địa điểm: Phòng họp Ủy ban nhân dân phường."),
    Block(Level.TEXT, "Thành phần tham dự: 09/09 thành viên Hội đồng; ông Đặng Hoàng Long chủ tọa, bà Lê Thị Thu Trang ghi biên bản."),
    Block(Level.SECTION, "Nội dung"),
    Block(Level.CLAUSE, "Thư ký báo cáo kết quả thẩm định hồ sơ của 02 tập thể và 03 cá nhân do các tổ dân phố, cơ quan, đơn vị đề nghị."),
    Block(Level.CLAUSE, "Hội đồng thảo luận và biểu quyết:"),
    Block(Level.DASH, "TDP Khu Ga: 09/09 phiếu đồng ý, đạt 100 %;"),
    Block(Level.DASH, "TDP La Hạ: 08/09 phiếu đồng ý, đạt 88,9 %."),
    Block(
        Level.TEXT, "Biên bản được lập thành 02 bản, đã đọc cho các thành viên cùng nghe và nhất trí thông qua. Hội nghị kết thúc vào 10 giờ 30 phút cùng ngày."
    ),
)
INVITED = (
    Block(Level.TEXT, "Ủy ban nhân dân phường Bách Quang trân trọng kính mời các đồng chí dự Hội nghị tổng kết phong trào thi đua năm 2026, cụ thể như sau:"),
    Block(Level.CLAUSE, "Thời gian: 08 giờ 00 phút, thứ Sáu ngày 15 tháng 01 năm 2027."),
    Block(Level.CLAUSE, "Địa điểm: Hội trường Ủy ban nhân dân phường."),
    Block(Level.CLAUSE, "Chủ trì: đồng chí Chủ tịch Ủy ban nhân dân phường."),
    Block(Level.TEXT, "Rất mong các đồng chí đến dự đúng giờ."),
)
GUESTS = ("Các thành viên Hội đồng Thi đua - Khen thưởng phường", "Trưởng các tổ dân phố trên địa bàn")
ASKED = (
    Block(Level.TEXT, "Thực hiện Kế hoạch số 05/KH-UBND ngày 05 tháng 01 năm 2027, đến nay còn 03 đơn vị chưa gửi đăng ký thi đua."),
    Block(Level.TEXT, "Ủy ban nhân dân phường đề nghị các đơn vị khẩn trương gửi bản đăng ký về Hội đồng trước ngày 28 tháng 02 năm 2027."),
)
LETTER = replace(
    PLAN,
    kind=PaperKind.OFFICIAL_LETTER,
    symbol="UBND-VHXH",
    subject="đôn đốc đăng ký thi đua năm 2027",
    addressees=("Các tổ dân phố trên địa bàn", "Các cơ quan, đơn vị, đoàn thể phường"),
    blocks=ASKED,
    recipients=("Như trên", "Lưu: VT, VHXH"),
)
MINUTES = replace(
    PLAN, kind=PaperKind.MINUTES, symbol="BB-HĐTĐKT", subject="Họp xét khen thưởng", blocks=MEETING, signature=Signature(("CHỦ TỌA",), "Đặng Hoàng Long"),
    left_signature=Signature(("THƯ KÝ",), "Lê Thị Thu Trang"), recipients=("Lưu: VT, Hồ sơ",),
)  # fmt: skip
DOCUMENTS = {
    "ke-hoach": PLAN,
    "quyet-dinh": DECISION,
    "to-trinh": replace(PLAN, kind=PaperKind.PROPOSAL, symbol="TTr-UBND", addressees=("Ủy ban nhân dân tỉnh Thái Nguyên",)),
    "bao-cao": replace(PLAN, kind=PaperKind.REPORT, symbol="BC-UBND", subject="Kết quả phong trào thi đua\nvà công tác khen thưởng năm 2026"),
    "bien-ban": MINUTES,
    "thong-bao": replace(PLAN, kind=PaperKind.ANNOUNCEMENT, symbol="TB-UBND"),
    "giay-moi": replace(
        PLAN, kind=PaperKind.INVITATION_LETTER, symbol="GM-UBND", subject="Dự Hội nghị tổng kết phong trào thi đua năm 2026", addressees=GUESTS, blocks=INVITED
    ),
    "cong-van": LETTER,
}
CERTIFICATE = Certificate(
    decider="Chủ tịch Ủy ban nhân dân phường Bách Quang",
    verb="Tặng",
    award="Giấy khen",
    recipient="Tổ dân phố Khu Ga",
    details=("Phường Bách Quang, tỉnh Thái Nguyên",),
    achievement="Đã có thành tích xuất sắc trong phong trào thi đua yêu nước năm 2026",
    place="Bách Quang",
    year=2027,
    signature=Signature(("CHỦ TỊCH",), "Đặng Hoàng Long"),
    decision_number="05/QĐ-UBND ngày 05/01/2027",
    book_number="12",
    dated=DAY,
)
CONTENTS: dict[str, Content] = {**DOCUMENTS, "giay-khen": CERTIFICATE}
