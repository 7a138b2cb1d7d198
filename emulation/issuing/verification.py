"""Whether a file is the paper that was issued."""

from dataclasses import dataclass
from enum import StrEnum

from emulation.issuing.keeping import digest_of
from emulation.issuing.providers import KeptPaper
from emulation.signatures.comparing import Verdict as Comparing
from emulation.signatures.comparing import compare
from emulation.signatures.office_keys import trusted_roots


class Finding(StrEnum):
    SAME = "same"
    SIGNED = "signed"
    ALTERED = "altered"


SENTENCES = {
    Finding.SAME: "Tệp này đúng từng byte là văn bản đã ban hành.",
    Finding.SIGNED: "Tệp này là văn bản đã ban hành, được ký số thêm sau đó; nội dung không đổi.",
    Finding.ALTERED: "Tệp này không phải là văn bản đã ban hành, hoặc đã bị sửa.",
}
CSS = {Finding.SAME: "success", Finding.SIGNED: "success", Finding.ALTERED: "error"}


@dataclass(frozen=True)
class Verdict:
    """What was found, in a sentence, and why where that is known."""

    finding: Finding
    reason: str = ""

    @property
    def sentence(self) -> str:
        return " ".join(filter(None, (SENTENCES[self.finding], self.reason)))

    @property
    def css(self) -> str:
        """The class of the note that says it."""
        return CSS[self.finding]


def check(paper: KeptPaper, offered: bytes) -> Verdict:
    """Compare a file with the paper: by its digest and those of its signed copies, then by what was added to the bytes."""
    digest = digest_of(offered)
    if digest == paper.sha256:
        return Verdict(Finding.SAME)
    if digest in paper.signed:
        return Verdict(Finding.SIGNED)
    comparison = compare(paper.read(), offered, trusted_roots())
    if comparison.verdict is Comparing.SIGNED_SINCE:
        return Verdict(Finding.SIGNED, " ".join(f"Chữ ký của {one.signer or 'người không rõ tên'}: {one.state_words}." for one in comparison.signatures))
    return Verdict(Finding.ALTERED, comparison.fault)
