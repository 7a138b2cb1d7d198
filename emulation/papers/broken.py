"""A paper that cannot be made: why, for the log in English, and for its owner in a Vietnamese sentence that says what to do."""

SHORTEN = "Xin rút ngắn, hoặc tách thành nhiều văn bản, rồi in lại."
UNKNOWN = "Có chỗ không in được. Xin xem lại nội dung; nếu vẫn lỗi, xin báo người quản trị."
FORBIDDEN = "Có chỗ đòi đọc một tệp mà văn bản không được đọc. Xin báo người quản trị."
TOO_LONG = f"Nội dung quá dài để in một lần. {SHORTEN}"
TOO_SLOW = f"Nội dung quá dài hoặc quá phức tạp nên in mãi chưa xong và đã dừng lại. {SHORTEN}"
TOO_LARGE = f"Nội dung cần nhiều bộ nhớ hơn mức cho phép nên việc in đã dừng lại. {SHORTEN}"
BUSY = "Máy đang in một văn bản dài khác. Xin thử lại sau ít phút."


class BrokenPaper(Exception):
    """It asks for a file it may not read or that is not there, or for a character our font lacks, or it goes beyond the limits of one render.

    `str` is the reason for the log, `sentence` what people read.
    """

    def __init__(self, reason: str, sentence: str = UNKNOWN) -> None:
        super().__init__(reason, sentence)  # both: so it passes through a pipe
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.args[0])
