"""What in a draft looks unfinished or wrong, for whoever reads it before it is approved; nothing of it stops the paper."""

from emulation.drafting.models import Draft
from emulation.papers.document import Document, Level
from emulation.papers.kinds import PaperKind

UNFILLED = "…"
PLACES = 3  # more of a kind would hide the others


def doubts_of(draft: Draft, document: Document) -> list[str]:
    """Sentences about places left open, articles of a decision, who signs, and what goes into the archive."""
    doubts = [f"Còn chỗ chưa ghi: “{block.text[:80]}”" for block in document.blocks if f" {UNFILLED}" in f" {block.text}"][:PLACES]
    if draft.kind == PaperKind.DECISION and not any(block.level == Level.ARTICLE for block in document.blocks):
        doubts.append("Quyết định chưa có Điều nào.")
    if draft.kind == PaperKind.DECISION and document.decider.upper().startswith("CHỦ TỊCH") and document.signature.authority[0].startswith("TM."):
        doubts.append("Chủ tịch quyết định theo thẩm quyền riêng thì ký “CHỦ TỊCH”, không ghi “TM. ỦY BAN NHÂN DÂN”.")
    if draft.kind in (PaperKind.OFFICIAL_LETTER, PaperKind.INVITATION_LETTER) and not document.addressees:
        doubts.append("Chưa ghi nơi kính gửi.")
    if document.recipients and not document.recipients[-1].startswith("Lưu"):
        doubts.append("Dòng cuối của nơi nhận thường là “Lưu: VT, …”.")
    return doubts
