"""The end of a paper in a Word file: recipients at the left, the signature at the right, held together and below the last lines of the body."""

from docx.document import Document as WordFile
from docx.shared import Pt
from docx.table import _Cell as Cell

from emulation.papers.document import Signature
from emulation.papers.printed import Printed
from emulation.papers.word.lengths import MM
from emulation.papers.word.paragraphs import put, put_space
from emulation.papers.word.tables import frame, pad

WIDTHS = (0.45, 0.55)


def put_ending(word: WordFile, paper: Printed, signature: Signature, room: float) -> None:
    """On minutes the secretary signs at the left and the chair at the right, above the recipients."""
    put_space(word, 12)
    table = frame(word, 2 if paper.left_signature else 1, [share * room for share in WIDTHS])
    for row in table.rows:
        pad(row.cells[0], "right", 4 * MM)
    put_signer(table.rows[0].cells[1], signature)
    if paper.left_signature:
        put_signer(table.rows[0].cells[0], paper.left_signature)
    left = table.rows[-1].cells[0]
    word_for_them = put(left, "Nơi nhận", paper.recipients_word)
    if paper.left_signature:
        word_for_them.paragraph_format.space_before = Pt(12)
    for recipient in paper.recipients:
        put(left, "Danh sách nơi nhận", f"- {recipient}")


def put_signer(cell: Cell, signature: Signature) -> None:
    for line in signature.authority_lines:
        put(cell, "Thẩm quyền ký", line)
    put(cell, "Người ký", signature.name)
