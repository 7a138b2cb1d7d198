"""What an uploaded file is and whether it is sound, found in its bytes: neither its name nor the browser is believed."""

import io
import struct
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from threading import Lock

import pikepdf
from PIL import Image, ImageFile

MOST_PAGES = 500
MOST_OBJECTS = 200_000  # a scan has a few for each page
MOST_PIXELS = 50_000_000  # A4 at 600 dots per inch has 35 million
LONGEST_SIDE = 20_000
STRICT = Lock()
ACTIVE_KEYS = ("/JS", "/JavaScript", "/XFA", "/EmbeddedFiles", "/EF", "/RichMediaContent")
ACTIVE_DEEDS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE"})  # the /S of an action, ISO 32000-1, 12.6.4


class BadFile(Exception):
    """A file that is not taken, in a Vietnamese sentence that says what to do instead."""


@dataclass(frozen=True)
class FileKind:
    """A kind of file that may be uploaded: how its bytes begin, and `check`, which raises BadFile when the rest is not sound.

    `is_it` tells it from other kinds that begin alike.
    """

    label: str
    extension: str
    content_type: str
    beginning: bytes
    check: Callable[[bytes], None]
    is_it: Callable[[bytes], bool] | None = None

    def fits(self, content: bytes) -> bool:
        return content.startswith(self.beginning) and (self.is_it is None or self.is_it(content))


def kind_of(content: bytes, allowed: Iterable[FileKind]) -> FileKind:
    """Which of the allowed kinds the bytes are. Raises BadFile when they are none of them, or damaged."""
    allowed = tuple(allowed)
    kind = next((kind for kind in allowed if kind.fits(content)), None)
    if kind is None:
        raise BadFile(f"không phải là tệp {words_of(allowed)}. Xin quét hoặc chụp lại, hoặc lưu thành PDF rồi chọn lại tệp.")
    kind.check(content)
    return kind


def words_of(kinds: Iterable[FileKind]) -> str:
    """ "PDF, JPEG hoặc PNG"."""
    *most, last = [kind.label for kind in kinds]
    return f"{', '.join(most)} hoặc {last}" if most else last


def check_pdf(content: bytes) -> None:
    """Raises BadFile unless it opens without a password, has pages, and has nothing in it that acts by itself."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise BadFile("có khóa bảo vệ. Xin bỏ khóa, hoặc in lại thành PDF, rồi chọn lại tệp.")
            if not 1 <= len(pdf.pages) <= MOST_PAGES or len(pdf.objects) > MOST_OBJECTS:
                raise BadFile(f"không có trang nào hoặc có quá nhiều nội dung (tối đa {MOST_PAGES} trang). Xin quét lại rồi chọn lại tệp.")
            if _acts(pdf):
                raise BadFile("có mã lệnh hoặc tệp khác gài bên trong nên không nhận. Xin in lại thành PDF (Print to PDF) rồi chọn lại tệp.")
    except pikepdf.PasswordError as error:
        raise BadFile("có đặt mật khẩu nên không mở được. Xin bỏ mật khẩu rồi chọn lại tệp.") from error
    except (pikepdf.PdfError, ValueError, TypeError) as error:  # the latter two where a damaged file has one thing in the place of another
        raise BadFile("bị hỏng nên không mở được. Xin quét hoặc lưu lại rồi chọn lại tệp.") from error


def _acts(pdf: pikepdf.Pdf) -> bool:
    """Whether any dictionary of the file, however deep, is a script, starts a program, sends data, or carries another file."""
    waiting: list[pikepdf.Object] = [one for one in pdf.objects if isinstance(one, pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream)]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting += [part for part in one if _is_inside(part)]
        else:
            if any(key in one for key in ACTIVE_KEYS) or str(one.get("/S", "")) in ACTIVE_DEEDS:
                return True
            waiting += [part for _, part in one.items() if _is_inside(part)]
    return False


def _is_inside(part: object) -> bool:
    """Whether it is a container without a number of its own: those with one are on the list anyway."""
    return isinstance(part, pikepdf.Array | pikepdf.Dictionary) and not part.is_indirect


@contextmanager
def _whole_pictures() -> Iterator[None]:
    """A picture that was cut off is an error here. WeasyPrint, once imported, lets Pillow pass it in the whole process."""
    with STRICT:
        lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def check_picture(content: bytes, *, form: str) -> None:
    """Raises BadFile unless the picture can be drawn, and is not so large that drawing it is an attack."""
    try:
        with _whole_pictures(), Image.open(io.BytesIO(content), formats=(form,)) as picture:
            if picture.width * picture.height > MOST_PIXELS or max(picture.size) > LONGEST_SIDE:
                raise BadFile(f"ảnh quá lớn (tối đa {MOST_PIXELS // 1_000_000} triệu điểm ảnh). Xin chụp hoặc quét ở độ phân giải thấp hơn.")
            picture.draft("L", (picture.width // 8 or 1, picture.height // 8 or 1))  # a JPEG is drawn small: the same check, an eighth of the memory
            picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadFile("ảnh quá lớn. Xin chụp hoặc quét ở độ phân giải thấp hơn.") from error
    except (OSError, SyntaxError, ValueError, EOFError, struct.error) as error:  # all that Pillow may say of damaged bytes
        raise BadFile("ảnh bị hỏng nên không mở được. Xin chụp hoặc quét lại rồi chọn lại tệp.") from error


PDF = FileKind("PDF", ".pdf", "application/pdf", b"%PDF-", check_pdf)
JPEG = FileKind("JPEG", ".jpg", "image/jpeg", b"\xff\xd8\xff", partial(check_picture, form="JPEG"))
PNG = FileKind("PNG", ".png", "image/png", b"\x89PNG\r\n\x1a\n", partial(check_picture, form="PNG"))
SCANS = (PDF, JPEG, PNG)
