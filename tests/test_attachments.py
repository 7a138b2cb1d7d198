"""Uploads are known by their content, kept unchanged and private, and leave nothing behind when they are refused."""

import hashlib
import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django import forms
from django.core.files.storage import default_storage
from django.utils.datastructures import MultiValueDict
from PIL import Image

from emulation.attachments import kinds
from emulation.attachments.downloads import attachment_response
from emulation.attachments.forms import AGAIN, UploadsField
from emulation.attachments.keeping import Upload, checked, clean_name, kept
from emulation.attachments.kinds import JPEG, PDF, PNG, SCANS, BadFile, kind_of, words_of
from emulation.attachments.models import Attachment
from tests.scans import pdf, picture, upload
from tests.world import make_user

SCRIPT = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
DOORS: dict[str, dict[str, Any]] = {
    "a script when it is opened": {"OpenAction": SCRIPT},
    "a script under a name": {"Names": pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["x", SCRIPT])))},
    "a program to start, deep in arrays": {"Deep": pikepdf.Array([pikepdf.Array([pikepdf.Dictionary(S=pikepdf.Name.Launch)])])},
    "a form that is sent": {"AA": pikepdf.Dictionary(WC=pikepdf.Dictionary(S=pikepdf.Name.SubmitForm))},
    "another file inside": {"Names": pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=pikepdf.Array([])))},
    "an XFA form": {"AcroForm": pikepdf.Dictionary(XFA=pikepdf.Array([]))},
}


def refusal(content: bytes, allowed: Any = SCANS) -> str:
    with pytest.raises(BadFile) as refused:
        kind_of(content, allowed)
    return str(refused.value)


def locked_pdf(user: str) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as made:
        made.save(buffer, encryption=pikepdf.Encryption(owner="chu", user=user))
    return buffer.getvalue()


@pytest.mark.parametrize(("content", "kind"), [(pdf(3), PDF), (picture("JPEG"), JPEG), (picture("PNG"), PNG)])
def test_each_kind_is_known_by_its_content(content: bytes, kind: Any) -> None:
    assert kind_of(content, SCANS) == kind


def test_a_picture_saved_as_pdf_by_a_scanner_is_taken() -> None:
    buffer = io.BytesIO()
    Image.new("L", (600, 800), 200).save(buffer, "PDF")
    assert kind_of(buffer.getvalue(), SCANS) == PDF


@pytest.mark.parametrize("content", [b"MZ\x90\x00 a program", b"<html><script>alert(1)</script>", b"PK\x03\x04 an archive", picture("GIF"), b"\x00"])
def test_what_is_none_of_the_allowed_kinds_is_refused_whatever_its_name(content: bytes) -> None:
    with pytest.raises(BadFile) as refused:
        checked(upload(content, "ban-quet.pdf"), SCANS)
    assert str(refused.value) == "không phải là tệp PDF, JPEG hoặc PNG. Xin quét hoặc chụp lại, hoặc lưu thành PDF rồi chọn lại tệp."


def test_kinds_are_a_parameter() -> None:
    assert refusal(picture("PNG"), [PDF]).startswith("không phải là tệp PDF.")
    assert words_of([PDF]) == "PDF"


@pytest.mark.parametrize("what", DOORS)
def test_a_pdf_that_acts_by_itself_is_refused(what: str) -> None:
    assert refusal(pdf(**DOORS[what])).startswith("có mã lệnh hoặc tệp khác gài bên trong")


def test_a_pdf_with_bare_numbers_among_its_objects_is_taken() -> None:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as made:
        made.Root.Number = made.make_indirect(5)
        made.save(buffer)
    assert kind_of(buffer.getvalue(), SCANS) == PDF


def test_a_pdf_whose_pages_only_jump_about_is_taken() -> None:
    jump = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=pikepdf.Array([0, pikepdf.Name.Fit]))
    assert kind_of(pdf(OpenAction=jump, Extra=pikepdf.Array([1, "x"])), SCANS) == PDF


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (locked_pdf("mo"), "có đặt mật khẩu nên không mở được."),
        (locked_pdf(""), "có khóa bảo vệ."),
        (pdf(0), "không có trang nào"),
        (b"%PDF-1.7\nnothing more", "bị hỏng nên không mở được."),
        (picture("PNG")[:60], "ảnh bị hỏng nên không mở được."),
        (picture("JPEG", (300, 300))[:500], "ảnh bị hỏng nên không mở được."),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "ảnh bị hỏng nên không mở được."),
    ],
)
def test_locked_empty_and_damaged_files_are_refused_with_what_to_do(content: bytes, sentence: str) -> None:
    assert refusal(content).startswith(sentence)
    assert "Xin " in refusal(content)


@pytest.mark.parametrize(("limit", "size"), [("MOST_PIXELS", 60 * 80 - 1), ("LONGEST_SIDE", 79)])
def test_a_picture_too_large_to_draw_is_refused(monkeypatch: pytest.MonkeyPatch, limit: str, size: int) -> None:
    monkeypatch.setattr(kinds, limit, size)
    assert refusal(picture()).startswith("ảnh quá lớn")


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)  # as if its head promised what no machine can hold
    assert refusal(picture()).startswith("ảnh quá lớn. Xin chụp")


def test_empty_and_heavy_files_are_refused(settings: Any) -> None:
    settings.ATTACHMENT_MOST_BYTES = 20_000
    for content, sentence in [(b"", "là tệp trống."), (b"x" * 20_001, "nặng 20 KB, chỉ nhận tối đa 20 KB.")]:
        with pytest.raises(BadFile) as refused:
            checked(upload(content), SCANS)
        assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("Bản kế hoạch.pdf", "Bản kế hoạch.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\an\\quét 1.PDF", "quét 1.pdf"),
        ("virus.pdf.exe", "virus.pdf.pdf"),
        ("a\u202egpj.exe", "agpj.pdf"),
        ('x"\r\nSet-Cookie: a.png', "x Set-Cookie a.pdf"),
        ("😀", "Tệp.pdf"),
        ("", "Tệp.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("Quyê\u0309n sô\u0309.png", "Quyển sổ.pdf"),
        ("x" * 300 + ".png", "x" * 100 + ".pdf"),
    ],
)
def test_names_are_cleaned_and_end_as_their_content_asks(given: str, clean: str) -> None:
    assert clean_name(given, PDF) == clean


class Sending(forms.Form):
    files = UploadsField(label="Tệp", most=2)
    more = UploadsField(required=False)


def sent(*files: Any) -> Sending:
    return Sending({}, MultiValueDict({"files": list(files)}))


def test_the_field_gives_every_upload_checked() -> None:
    form = sent(upload(), upload(pdf(), "ke hoach.bin"))
    assert form.is_valid()
    assert [(one.name, one.kind) for one in form.cleaned_data["files"]] == [("trang-1.png", PNG), ("ke hoach.pdf", PDF)]
    assert form.cleaned_data["more"] == []
    assert "multiple" in str(form["files"]) and 'accept="application/pdf,image/jpeg,image/png"' in str(form["files"])  # noqa: PT018


def test_the_field_names_each_bad_file_and_says_what_the_browser_forgets() -> None:
    assert sent().errors["files"] == ["Xin chọn ít nhất một tệp."]
    assert Sending({}).errors["files"] == ["Xin chọn ít nhất một tệp."]
    assert sent(*[upload()] * 3).errors["files"][0].startswith("Đã chọn 3 tệp, mỗi lần chỉ nhận tối đa 2 tệp.")
    assert sent(upload(b"", "a.png")).errors["files"] == ["Tệp “a.png” là tệp trống. Xin chọn lại tệp."]
    assert sent(upload(), upload(b"", "a.png")).errors["files"][-1] == AGAIN


@pytest.mark.django_db
def test_the_bytes_are_kept_as_they_came_under_a_name_nobody_can_guess() -> None:
    content, user = picture(), make_user()
    with kept([checked(upload(content, "Trang 1.jpeg"), SCANS)], by=user) as attachments:
        pass
    one = Attachment.objects.get()
    assert [one] == attachments
    assert (one.name, one.content_type, one.size, one.sha256) == ("Trang 1.png", "image/png", len(content), hashlib.sha256(content).hexdigest())
    assert (str(one), one.size_words, "Trang" in one.file.name) == ("Trang 1.png", "1 KB", False)
    with one.file.open() as file:
        assert file.read() == content


@pytest.mark.django_db
def test_when_its_owner_is_not_saved_nothing_is_left_of_a_file(tmp_path: Path) -> None:
    user = make_user()
    seen = []

    def fail() -> None:
        seen.extend(stored(tmp_path))
        raise RuntimeError

    with pytest.raises(RuntimeError), kept([Upload("a.png", PNG, picture()), Upload("b.png", PNG, picture())], by=user):
        fail()
    assert (len(seen), Attachment.objects.count(), stored(tmp_path)) == (2, 0, [])


def stored(tmp_path: Path) -> list[Path]:
    return [one for one in (tmp_path / "files").rglob("*") if one.is_file()]


@pytest.mark.django_db
def test_a_download_is_saved_and_never_shown_inside_the_site() -> None:
    with kept([Upload("a.png", PNG, picture())], by=make_user()) as (one,):
        pass
    response = attachment_response(one, "Kế hoạch số 13/KH-UBND")
    assert response.content == picture()
    assert dict(response.items()) == {
        "Content-Type": "image/png",
        "Content-Disposition": "attachment; filename*=utf-8''K%E1%BA%BF%20ho%E1%BA%A1ch%20s%E1%BB%91%2013-KH-UBND.png",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    assert default_storage.exists(one.file.name)
