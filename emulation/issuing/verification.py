"""Whether a file is the paper that was issued."""

from dataclasses import dataclass
from enum import StrEnum

from emulation.issuing.keeping import digest_of
from emulation.issuing.providers import KeptPaper
from emulation.signatures.comparing import Comparison, compare
from emulation.signatures.comparing import Verdict as Comparing
from emulation.signatures.covering import Over
from emulation.signatures.office_keys import trusted_roots
from emulation.signatures.reports import SignatureState


class Finding(StrEnum):
    """`SIGNED` is what may be believed as it is; `DOUBTFUL` begins with the paper too, but shows or says something that asks for a second look."""

    SAME = "same"
    SIGNED = "signed"
    DOUBTFUL = "doubtful"
    ALTERED = "altered"


SENTENCES = {
    Finding.SAME: "Tệp này đúng từng byte là {called}.",
    Finding.SIGNED: "Tệp này là {called}, được ký số thêm sau đó.",
    Finding.DOUBTFUL: "Tệp này có {called} và phần ký số thêm sau đó, nhưng cần đối chiếu trước khi tin.",
    Finding.ALTERED: "Tệp này không phải là {called}, hoặc đã bị sửa.",
}
CSS = {Finding.SAME: "success", Finding.SIGNED: "success", Finding.DOUBTFUL: "warning", Finding.ALTERED: "error"}
KEPT_COPY = "Cơ quan đang giữ đúng tệp này trong các bản ký số."
UNTOUCHED = "Nội dung không đổi, trên trang giấy không có hình nào đóng thêm."
NOT_KNOWN = "Chưa xác định được người ký."
STAMPED = {
    Over.NOTHING: "Trang {page} có hình đóng thêm ở chỗ trống; hình ấy không thuộc văn bản gốc.",
    Over.SIGNING: "Trang {page} có hình đóng thêm che lên phần ký tên; xin xem bản gốc để đối chiếu.",
    Over.TEXT: "Trang {page} có hình đóng thêm che lên một phần văn bản; xin xem bản gốc để đối chiếu.",
}
WHERE = "Bản gốc không mở công khai trên trang này; xin đề nghị {issuer} cho xem."


@dataclass(frozen=True)
class Verdict:
    """What was found, in a sentence, and what there is to say of it, a sentence each."""

    finding: Finding
    sentence: str
    remarks: tuple[str, ...] = ()

    @property
    def css(self) -> str:
        """The class of the note that says it."""
        return CSS[self.finding]


def check(paper: KeptPaper, offered: bytes) -> Verdict:
    """Compare a file with the paper: by its digest, then by what was added to the bytes. A kept signed copy is looked at like any other."""
    digest = digest_of(offered)
    if digest == paper.sha256:
        return _verdict(paper, Finding.SAME)
    comparison = compare(paper.read(), offered, trusted_roots())
    if comparison.verdict is Comparing.ALTERED:
        return _verdict(paper, Finding.ALTERED, comparison.fault)
    kept = [KEPT_COPY] if digest in paper.signed else []
    if _is_believable(comparison):
        return _verdict(paper, Finding.SIGNED, *kept, *_remarks(comparison))
    return _verdict(paper, Finding.DOUBTFUL, *kept, *_remarks(comparison), WHERE.format(issuer=paper.issuer_name))


def _verdict(paper: KeptPaper, finding: Finding, *remarks: str) -> Verdict:
    return Verdict(finding, SENTENCES[finding].format(called=paper.called), remarks)


def _is_believable(comparison: Comparison) -> bool:
    """Whether every signer is known by the roots, and no stamp lies over anything that was issued."""
    known = all(one.state is SignatureState.TRUSTED for one in comparison.signatures)
    return known and all(page.over is Over.NOTHING for page in comparison.stamps)


def _remarks(comparison: Comparison) -> list[str]:
    """What lies over the pages, then who signed."""
    said = [STAMPED[page.over].format(page=page.number) for page in comparison.stamps] or [UNTOUCHED]
    if any(one.state is not SignatureState.TRUSTED for one in comparison.signatures):
        said.append(NOT_KNOWN)
    return said + [f"Chữ ký của {one.signer or 'người không rõ tên'}: {one.state_words}." for one in comparison.signatures]
