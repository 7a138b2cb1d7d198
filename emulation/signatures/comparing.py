"""Tells whether an offered file is the issued paper, the paper signed since, or something else, and then what happened to it.

A signed copy is a chain of incremental updates of the very bytes that were issued, and each update brings nothing but signatures, how they
look, and what proves them later. Offices sign with tools of many makers, so a visible stamp is fine as long as it hides little of the page; what it lies
over is told with the verdict.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pikepdf
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, pdf_name
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel, StandardDiffPolicy
from pyhanko.sign.diff_analysis.constants import ACROFORM_EXEMPT_STRICT_COMPARISON, ROOT_EXEMPT_STRICT_COMPARISON
from pyhanko.sign.diff_analysis.form_rules_api import FormUpdatingRule
from pyhanko.sign.diff_analysis.policies import DEFAULT_DIFF_POLICY
from pyhanko.sign.diff_analysis.rules.file_structure_rules import CatalogModificationRule
from pyhanko.sign.diff_analysis.rules.form_field_rules import SigFieldCreationRule, SigFieldModificationRule

from emulation.attachments.kinds import BadFile, check_pdf
from emulation.signatures.covering import StampedPage, stamped_pages
from emulation.signatures.reading import open_pdf, signatures_of
from emulation.signatures.reports import Coverage, SignatureReport, SignatureState, UnreadablePdf

LARGEST_STAMP = 0.25  # of the page: a larger one could hide what was issued
TAIL = 64  # bytes
END = b"%%EOF"
# pyHanko's own rules, without the one by which other form fields may be filled in, since our papers have none; and with the flags of a form
# that has signatures and the catalogue's entry for a certifying one, since it asks about papers that were signed before and ours may not be.
ONLY_SIGNATURES = StandardDiffPolicy(
    global_rules=[CatalogModificationRule(ROOT_EXEMPT_STRICT_COMPARISON | {"/Perms"}), *DEFAULT_DIFF_POLICY.global_rules[1:]],
    form_rule=FormUpdatingRule([SigFieldCreationRule(), SigFieldModificationRule()], ACROFORM_EXEMPT_STRICT_COMPARISON | {"/SigFlags"}),
)


class Verdict(StrEnum):
    """What an offered file is to the original."""

    IDENTICAL = "identical"
    SIGNED_SINCE = "signed-since"
    ALTERED = "altered"


class Alteration(StrEnum):
    """How an altered file differs; its sentences are in `REASONS`."""

    TRUNCATED = "truncated"
    RESAVED = "re-saved"
    OTHER = "other"
    EDITED = "edited"
    ADDED_TO = "added-to"
    UNSIGNED = "unsigned"
    ACTIVE = "active"
    COVERED = "covered"
    BROKEN_SIGNATURE = "broken-signature"
    UNREADABLE = "unreadable"


REASONS = {  # what is wrong with the file, and what whoever signed it does about it
    Alteration.TRUNCATED: ("Tệp bị cắt cụt, thiếu phần cuối.", "Xin chép lại tệp từ máy đã ký rồi tải lên lại."),
    Alteration.RESAVED: (
        "Tệp đã được in lại hoặc lưu lại bằng phần mềm khác nên không còn đúng từng byte như bản gốc.",
        "Xin tải lại bản để ký và chỉ ký số trên bản đó, không in thành PDF và không nén tệp.",
    ),
    Alteration.OTHER: ("Tệp là một văn bản khác.", "Xin chọn đúng tệp đã tải về để ký từ trang này."),
    Alteration.EDITED: ("Nội dung của bản gốc bị sửa trong tệp này.", "Xin tải lại bản để ký và ký trên bản đó."),
    Alteration.ADDED_TO: (
        "Ngoài chữ ký số, tệp còn được thêm hoặc sửa nội dung.",
        "Xin tải lại bản để ký và chỉ ký số, không điền chữ, không ghi chú.",
    ),
    Alteration.UNSIGNED: ("Tệp không có chữ ký số nào mới.", "Xin ký số trên bản đã tải về, lưu tệp, rồi tải lên."),
    Alteration.ACTIVE: ("Tệp có mã lệnh, tệp khác gài bên trong hoặc bị khóa.", "Xin tải lại bản để ký và chỉ ký số trên bản đó."),
    Alteration.COVERED: ("Hình của chữ ký số che quá một phần tư trang giấy.", "Xin ký lại với hình chữ ký nhỏ hơn."),
    Alteration.BROKEN_SIGNATURE: ("Chữ ký số trong tệp không khớp với nội dung của tệp.", "Xin tải lại bản để ký rồi ký lại."),
    Alteration.UNREADABLE: ("Tệp bị hỏng hoặc không phải là PDF.", "Xin chép lại tệp từ máy đã ký rồi tải lên lại."),
}


@dataclass(frozen=True)
class Comparison:
    """The verdict; `alteration`, `fault` and `reason` say what is wrong with an altered file.

    `signatures` are all of a file that was signed since, oldest first, and `stamps` its pages that show one; of an identical or altered one, none.
    """

    verdict: Verdict
    alteration: Alteration | None = None
    signatures: tuple[SignatureReport, ...] = ()
    stamps: tuple[StampedPage, ...] = ()

    @property
    def fault(self) -> str:
        """What is wrong with the file, for whoever came by it."""
        return REASONS[self.alteration][0] if self.alteration else ""

    @property
    def reason(self) -> str:
        """What is wrong with the file and what to do about it, for whoever signed it."""
        return " ".join(REASONS[self.alteration]) if self.alteration else ""


class _Altered(Exception):
    def __init__(self, alteration: Alteration) -> None:
        super().__init__(alteration)
        self.alteration = alteration


def compare(original: bytes, offered: bytes, roots: Sequence[Any] = ()) -> Comparison:
    """What `offered` is to `original`, a PDF of ours; `roots` as for `read_signatures`. Raises nothing, whatever is offered."""
    if offered == original:
        return Comparison(Verdict.IDENTICAL)
    try:
        _check_continues(original, offered)
        reader = open_pdf(offered)
        _check_harmless(offered)
        signatures = _check_updates(original, offered, reader, roots)
        return Comparison(Verdict.SIGNED_SINCE, signatures=signatures, stamps=stamped_pages(original, offered))
    except _Altered as altered:
        alteration = altered.alteration
    except (UnreadablePdf, pikepdf.PdfError, ValueError, TypeError, AttributeError):  # the latter where an annotation makes no sense
        alteration = Alteration.UNREADABLE
    return Comparison(Verdict.ALTERED, Alteration.TRUNCATED if _is_cut(original, offered, alteration) else alteration)


def _is_cut(original: bytes, offered: bytes, alteration: Alteration) -> bool:
    """Whether what is wrong comes of the end of the last update that is missing, as after a download that broke off."""
    may_be = alteration in {Alteration.UNREADABLE, Alteration.BROKEN_SIGNATURE}
    return may_be and offered.startswith(original.rstrip()) and not offered.rstrip().endswith(END)


def _check_continues(original: bytes, offered: bytes) -> None:
    """The offered file must begin with the original; a tool may have taken white space from its end."""
    body = original.rstrip()
    if offered.startswith(body):
        return
    if body.startswith(offered):
        raise _Altered(Alteration.TRUNCATED)
    if offered[len(body) - TAIL : len(body)] == body[-TAIL:]:
        raise _Altered(Alteration.EDITED)  # the same length so far, other bytes in it
    raise _Altered(_how_rewritten(original, offered))


def _how_rewritten(original: bytes, offered: bytes) -> Alteration:
    """Of a file that does not begin as the original does: whether it is at least the same paper. No stream of it is unpacked."""
    try:
        with pikepdf.open(io.BytesIO(original)) as ours, pikepdf.open(io.BytesIO(offered)) as theirs:
            return Alteration.RESAVED if _same_paper(ours, theirs) else Alteration.OTHER
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError):
        return Alteration.UNREADABLE


def _same_paper(ours: pikepdf.Pdf, theirs: pikepdf.Pdf) -> bool:
    """By the permanent half of the file's identifier (ISO 32000-1, 14.4), which a tool keeps; or by title and pages, which a printer driver keeps."""
    first, second = ours.trailer.get("/ID"), theirs.trailer.get("/ID")
    if first is not None and second is not None and bytes(first[0]) == bytes(second[0]):
        return True
    title, other_title = (str(pdf.docinfo.get("/Title", "")) for pdf in (ours, theirs))
    return bool(title) and title == other_title and len(ours.pages) == len(theirs.pages)


def _check_harmless(offered: bytes) -> None:
    """Nothing in the whole file may act by itself, and no stamp may hide much of a page."""
    try:
        check_pdf(offered)
    except BadFile as refusal:
        raise _Altered(Alteration.ACTIVE) from refusal
    with pikepdf.open(io.BytesIO(offered)) as pdf:
        try:
            covered = any(_hides_much(page) for page in pdf.pages)
        except (pikepdf.PdfError, ValueError, TypeError, AttributeError) as error:
            raise _Altered(Alteration.UNREADABLE) from error
    if covered:
        raise _Altered(Alteration.COVERED)


def _hides_much(page: pikepdf.Page) -> bool:
    """Whether the annotations of a page together are larger than LARGEST_STAMP of it."""
    annotations: Any = page.obj.get("/Annots", [])
    whole = _area(page.mediabox)
    return sum(_area(one.Rect) for one in annotations if one.get("/Subtype") == "/Widget") > LARGEST_STAMP * whole


def _area(rectangle: Any) -> float:
    left, bottom, right, top = (float(number) for number in rectangle)
    return abs(right - left) * abs(top - bottom)


def _check_updates(original: bytes, offered: bytes, reader: PdfFileReader, roots: Sequence[Any]) -> tuple[SignatureReport, ...]:
    try:
        issued = _check_revisions(open_pdf(original), reader, has_more=bool(offered[len(original.rstrip()) :].strip()))
        signatures = signatures_of(reader, roots)
        changes = ONLY_SIGNATURES.review_file(reader, _with_form(reader.get_historical_resolver(issued - 1)))
    except _Altered:
        raise
    except Exception as error:  # a hostile file meets any line of a large library
        raise _Altered(Alteration.UNREADABLE) from error
    if not isinstance(changes, DiffResult) or changes.modification_level > ModificationLevel.FORM_FILLING:
        raise _Altered(Alteration.ADDED_TO)
    if any(one.state is SignatureState.BROKEN or one.coverage is Coverage.PART for one in signatures):
        raise _Altered(Alteration.BROKEN_SIGNATURE)
    if not any(one.revision >= issued for one in signatures):
        raise _Altered(Alteration.UNSIGNED)
    return signatures


def _with_form(revision: HistoricalResolver) -> HistoricalResolver:
    """The revision, with an empty form if it has none: to pyHanko a form that comes with the first signature is a change of its own."""
    revision.root.setdefault(pdf_name("/AcroForm"), DictionaryObject({pdf_name("/Fields"): ArrayObject()}))
    return revision


def _check_revisions(ours: PdfFileReader, theirs: PdfFileReader, *, has_more: bool) -> int:
    """How many revisions the original has: the offered file's history must begin with the very same, and go on.

    A hybrid file shows other things to other readers, so it is refused.
    """
    issued: int = ours.xrefs.total_revisions
    offered: int = theirs.xrefs.total_revisions
    if theirs.xrefs.hybrid_xrefs_present:
        raise _Altered(Alteration.ADDED_TO)
    starts = [theirs.xrefs.get_startxref_for_revision(number) for number in range(min(issued, offered))]
    if starts != [ours.xrefs.get_startxref_for_revision(number) for number in range(issued)]:
        raise _Altered(Alteration.ADDED_TO)
    if offered == issued:
        raise _Altered(Alteration.TRUNCATED if has_more else Alteration.UNSIGNED)
    return issued
