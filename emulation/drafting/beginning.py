"""What a new draft begins with: the office's own words, those of its last paper of the kind, and of the campaign; and a frame for its body."""

from collections.abc import Iterator
from datetime import date

from emulation.campaigns.models import Campaign, Citation
from emulation.drafting.models import Draft, Passage, PassageLevel, State
from emulation.drafting.writing import passage_of
from emulation.papers.document import Block, Level
from emulation.papers.kinds import PaperKind, symbol_of
from emulation.people.models import Role
from emulation.people.terms import sole_holder
from emulation.units.models import Unit

ISSUER_CODE, DRAFTER_CODE = "UBND", "VHXH"
KEPT = ("symbol", "letterhead", "issuer", "place", "decider", "recipients", "authority", "signer_name", "left_authority", "left_signer_name")
TO_ADDRESSEES = "Như trên\nLưu: VT, VHXH"
RECIPIENTS = {
    PaperKind.DECISION: "Như Điều 3\nLưu: VT, VHXH",
    PaperKind.MINUTES: "Lưu: VT, Hồ sơ",
    **dict.fromkeys((PaperKind.OFFICIAL_LETTER, PaperKind.PROPOSAL, PaperKind.INVITATION_LETTER), TO_ADDRESSEES),
}
FRAMES: dict[PaperKind, tuple[tuple[Level, str], ...]] = {
    PaperKind.PLAN: (
        (Level.SECTION, "MỤC ĐÍCH, YÊU CẦU"),
        (Level.SECTION, "NỘI DUNG"),
        (Level.SECTION, "GIẢI PHÁP THỰC HIỆN"),
        (Level.SECTION, "TỔ CHỨC THỰC HIỆN"),
    ),
    PaperKind.DECISION: (
        (Level.ARTICLE, "Tặng Giấy khen của Chủ tịch Ủy ban nhân dân cho … (có danh sách kèm theo)."),
        (Level.ARTICLE, "Mức tiền thưởng thực hiện theo quy định hiện hành."),
        (
            Level.ARTICLE,
            "Quyết định này có hiệu lực kể từ ngày ký. Các đơn vị có liên quan và tập thể, cá nhân có tên tại Điều 1 thi hành Quyết định này.",
        ),
    ),
    PaperKind.PROPOSAL: ((Level.TEXT, "Căn cứ kết quả …, Hội đồng Thi đua - Khen thưởng kính trình … xem xét, quyết định:"), (Level.CLAUSE, "…")),
    PaperKind.REPORT: (
        (Level.SECTION, "KẾT QUẢ THỰC HIỆN"),
        (Level.SECTION, "TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN"),
        (Level.SECTION, "PHƯƠNG HƯỚNG, NHIỆM VỤ"),
    ),
    PaperKind.MINUTES: (
        (Level.TEXT, "Thời gian bắt đầu: … giờ … phút ngày … tháng … năm …"),
        (Level.TEXT, "Địa điểm: …"),
        (Level.TEXT, "Thành phần tham dự: …"),
        (Level.TEXT, "Chủ trì (chủ tọa): …"),
        (Level.TEXT, "Thư ký (người ghi biên bản): …"),
        (Level.TEXT, "Nội dung: …"),
        (Level.TEXT, "Cuộc họp kết thúc vào … giờ … phút, ngày … tháng … năm …"),
    ),
    PaperKind.ANNOUNCEMENT: ((Level.TEXT, "Ủy ban nhân dân thông báo …, như sau:"), (Level.CLAUSE, "…")),
    PaperKind.INVITATION_LETTER: (
        (Level.TEXT, "Ủy ban nhân dân trân trọng kính mời … dự …"),
        (Level.CLAUSE, "Thời gian: …"),
        (Level.CLAUSE, "Địa điểm: …"),
        (Level.CLAUSE, "Chủ trì: …"),
        (Level.TEXT, "Rất mong đại biểu đến dự đúng giờ."),
    ),
    PaperKind.OFFICIAL_LETTER: ((Level.TEXT, "Thực hiện …, Ủy ban nhân dân đề nghị … như sau:"), (Level.CLAUSE, "…")),
}


def new_draft(unit: Unit, kind: PaperKind, today: date, campaign: Campaign | None = None) -> Draft:
    """An unsaved draft with what can be known: from the office's newest draft of the kind, else from the office itself."""
    last = Draft.objects.filter(unit=unit, kind=kind).exclude(state=State.DISCARDED).order_by("-made_at", "-pk").first()
    draft = Draft(unit=unit, kind=kind, campaign=campaign, year=today.year, month=today.month)
    for name, value in ({name: getattr(last, name) for name in KEPT} if last else _of_office(unit, kind)).items():
        setattr(draft, name, value)
    if campaign:
        draft.year = campaign.year
        draft.subject = campaign.plan_title[:1].upper() + campaign.plan_title[1:] if kind == PaperKind.PLAN else ""
        draft.bases = "\n".join(bases_of(campaign))
    return draft


def _of_office(unit: Unit, kind: PaperKind) -> dict[str, str]:
    issuer = unit.committee
    chair = sole_holder(Role.CHAIR, unit)
    is_minutes = kind == PaperKind.MINUTES
    return {
        "symbol": symbol_of(kind, ISSUER_CODE, DRAFTER_CODE),
        "letterhead": "\n".join(unit.committee_lines),
        "issuer": issuer,
        "place": unit.place,
        "decider": f"Chủ tịch {issuer}".upper() if kind == PaperKind.DECISION else "",
        "recipients": RECIPIENTS.get(kind, "Lưu: VT, VHXH"),
        "authority": "CHỦ TỌA" if is_minutes else "CHỦ TỊCH" if kind == PaperKind.DECISION else "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
        "signer_name": chair,
        "left_authority": "THƯ KÝ" if is_minutes else "",
        "left_signer_name": sole_holder(Role.SECRETARY, unit) if is_minutes else "",
    }


def bases_of(campaign: Campaign) -> Iterator[str]:
    """The documents that the campaign cites, as lines of "Căn cứ"."""
    for citation in campaign.citations.select_related("document"):
        yield f"{'Thực hiện' if citation.role == Citation.Role.PARENT_PLAN else 'Căn cứ'} {citation.document}"


def frame_of(draft: Draft) -> list[Passage]:
    """Unsaved passages to begin with: the usual sections of the kind, and in a campaign's plan its contents and targets."""
    frame = [passage_of(Block(level, text), draft) for level, text in FRAMES[PaperKind(draft.kind)]]
    if draft.campaign and draft.kind == PaperKind.PLAN:
        frame[2:2] = list(_of_campaign(draft, draft.campaign))
        frame.append(passage_of(Block(Level.TEXT, f"{draft.issuer} đề nghị các cơ quan, đơn vị triển khai thực hiện."), draft))
    return frame


def _of_campaign(draft: Draft, campaign: Campaign) -> Iterator[Passage]:
    for content in campaign.contents.all():
        yield passage_of(Block(Level.CLAUSE, content.heading, is_heading=True), draft)
        for line in filter(None, map(str.strip, content.text.splitlines())):
            yield passage_of(Block(Level.TEXT, line), draft)
    fields = list(dict.fromkeys(campaign.targets.values_list("field", flat=True)))
    if any(fields):
        yield passage_of(Block(Level.CLAUSE, "Chỉ tiêu thi đua", is_heading=True), draft)
    for field in filter(None, fields):
        yield Passage(draft=draft, level=PassageLevel.DASH, text=f"{field}:", target_field=field)
