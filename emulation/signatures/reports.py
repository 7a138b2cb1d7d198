"""What is said of signatures. The libraries that make and read them hold 25 MiB: only the modules that do so import them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CertificateOutOfDate(Exception):
    """The office's certificate is not valid now, in a Vietnamese sentence that says what to do."""


class UnreadablePdf(Exception):
    """The bytes cannot be read as a PDF with signatures; a Vietnamese sentence that says what to do."""

    def __init__(self) -> None:
        super().__init__("Tệp bị hỏng hoặc không phải là PDF nên không đọc được chữ ký số. Xin tải lại tệp từ máy đã ký rồi chọn lại.")


class SignatureState(StrEnum):
    """What a signature is worth; the worst that is true of it."""

    TRUSTED = "trusted"
    UNKNOWN = "unknown"
    OUT_OF_DATE = "out-of-date"
    BROKEN = "broken"


class Coverage(StrEnum):
    """How much of the file a signature covers: all of it, all that there was when it was made, or not even that."""

    FILE = "file"
    REVISION = "revision"
    PART = "part"


STATE_WORDS = {
    SignatureState.TRUSTED: "Hợp lệ",
    SignatureState.UNKNOWN: "Chưa xác minh được nơi cấp chứng thư số",
    SignatureState.OUT_OF_DATE: "Chứng thư số không có hiệu lực lúc ký",
    SignatureState.BROKEN: "Không hợp lệ: chữ ký không khớp với nội dung",
}
COVERAGE_WORDS = {
    Coverage.FILE: "toàn bộ tệp",
    Coverage.REVISION: "toàn bộ nội dung lúc ký; sau đó tệp còn được ghi thêm",
    Coverage.PART: "một phần của tệp",
}


@dataclass(frozen=True)
class SignatureReport:
    """One signature. Names are those of the certificates, "" where it has none; `signed_at` is aware, and only claimed unless `is_timestamped`.

    `revision` counts the updates of the file from 0: it is the one that brought the signature.
    """

    signer: str
    organisation: str
    issuer: str
    signed_at: datetime | None
    is_timestamped: bool
    valid_from: datetime | None
    valid_until: datetime | None
    state: SignatureState
    coverage: Coverage
    revision: int

    @property
    def state_words(self) -> str:
        return STATE_WORDS[self.state]

    @property
    def coverage_words(self) -> str:
        return COVERAGE_WORDS[self.coverage]
