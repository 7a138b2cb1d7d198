"""The lists that anybody reads: their files hold what their pages show and no more."""

from awards.award_lists import CERTIFICATE, HONOUR, HONOURS, NAME, SUBJECTS, UNIT
from awards.lists import POSTED_BY, TITLE, years_of
from awards.models import AwardState
from awards.nomination_lists import BY_CATALOGUE, honours_among
from awards.publishing.localities import UNDER_WAY_FIRST, with_province
from emulation.campaigns.lists import years_among
from emulation.campaigns.models import State
from emulation.issuing.models import KEPT
from emulation.issuing.models import State as PaperState
from emulation.listing import DAYS, Column, Filter, Listing
from emulation.people.unit_lists import kinds_among

LOCALITIES = Listing(
    "Trang công khai",
    (
        Column("Địa phương", lambda one: one.unit.short_name, "ten", ("sort_key",)),
        Column("Tỉnh, thành phố", lambda one: one.province.short_name if one.province else ""),
        Column("Hoạt động đến hết ngày", lambda one: one.unit.ends_on if one.unit.has_ended else None),
    ),
    filters=(Filter("loai", "Loại", "kind", kinds_among),),
    search="Tên xã, phường, tỉnh (có dấu hay không dấu)",
    lines=with_province,
    is_table=False,
)
CAMPAIGNS = Listing(
    "Phong trào thi đua",
    (
        Column("Phong trào", lambda one: one.title, "ten", ("sort_key",)),
        Column("Từ ngày", lambda one: one.starts_on, "tu", ("starts_on",), DAYS),
        Column("Đến hết ngày", lambda one: one.ends_on),
        Column("Hạn đăng ký", lambda one: one.last_open_day if one.state == State.LAUNCHED else None),
        Column("Tình trạng", lambda one: one.badge.word),
    ),
    filters=(
        Filter("tinh-trang", "Tình trạng", "state", [(state.value, state.label) for state in State if state != State.DRAFT]),
        Filter("nam", "Năm", "year", years_among),
    ),
    search="Tìm phong trào",
    order=UNDER_WAY_FIRST,
    order_words="Đang diễn ra trước",
    then=("-pk",),
    is_table=False,
)
REGISTERED = Listing(
    "Đơn vị đã đăng ký",
    (Column("Đơn vị", lambda one: one.short_name, "ten", ("sort_key",)), Column("Loại", lambda one: one.get_kind_display())),
    filters=(Filter("loai", "Loại đơn vị", "kind", kinds_among),),
    search="Tìm đơn vị",
    rows_a_page=100,
    is_table=False,
)
DECISIONS = Listing(
    "Quyết định khen thưởng",
    (
        Column("Quyết định", lambda one: one.paper.named, "ngay", ("paper__dated", "pk"), DAYS),
        Column("Trích yếu", str, "ten", ("sort_key",)),
        Column("Tình trạng", lambda one: one.paper.badge.word),
    ),
    filters=(
        Filter("nam", "Năm", "paper__dated__year", years_of("paper__dated")),
        Filter("tinh-trang", "Tình trạng", "paper__state", [(state.value, state.label) for state in PaperState if state in KEPT]),
    ),
    search="Tìm theo trích yếu, số",
    order=("-paper__dated",),
    order_words="Mới nhất trước",
    then=("-pk",),
    is_table=False,
)
AWARDED = Listing(
    "Danh sách khen thưởng",
    (
        NAME,
        UNIT,
        HONOUR,
        Column(CERTIFICATE, lambda one: one.certificate.shown_code if one.certificate and one.certificate.is_kept else ""),
        Column("Tình trạng", lambda one: one.badge.word if one.state == AwardState.REVOKED else "", shown=False),
    ),
    filters=(HONOURS, SUBJECTS),
    search="Tìm theo tên",
    order=("position",),
    order_words="Theo thứ tự trong quyết định",
    rows_a_page=100,
)
POSTINGS = Listing(
    "Danh sách đang lấy ý kiến",
    (
        TITLE,
        Column("Nơi công khai", lambda one: ", ".join(str(unit) for unit in (one.unit, one.unit.commune) if unit), *POSTED_BY),
        Column("Nhận ý kiến đến hết ngày", lambda one: one.closes_on, "han", ("closes_on",), DAYS),
    ),
    filters=(Filter("loai", "Nơi công khai là", "unit__kind", lambda rows: kinds_among(rows, "unit__kind")),),
    search="Tìm danh sách, nơi công khai",
    order=("-made_at",),
    order_words="Mới công khai trước",
    then=("-pk",),
    is_table=False,
)
POSTED = Listing(
    "Danh sách đề nghị khen thưởng",
    (
        Column("Họ tên, tên tập thể, chủ hộ", lambda one: one.name, "ten", ("sort_key",)),
        Column("Đơn vị", lambda one: one.unit_name),
        Column("Đề nghị", lambda one: str(one.honour), "de-nghi", ("honour__position", "honour", "sort_key"), BY_CATALOGUE),
        Column("TT", lambda one: one.position, shown=False),
    ),
    filters=(Filter("hinh-thuc", "Đề nghị", "honour", honours_among),),
    search="Tìm theo tên, đơn vị",
    order=("position",),
    order_words="Theo thứ tự đã công khai",
    rows_a_page=100,
)
