"""Taking in what came back signed: files that were signed on the office's own machines, and scans of the paper."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from emulation.attachments.forms import UploadsField
from emulation.attachments.keeping import Upload, kept, take_out, told
from emulation.attachments.kinds import PDF
from emulation.history.models import write_line
from emulation.issuing.keeping import kept_bytes
from emulation.issuing.models import KEPT, CopyKind, OutgoingPaper, SignedCopy, State, values_of
from emulation.people.models import Role, User
from emulation.signatures.comparing import REASONS, Alteration, Comparison, Verdict, compare
from emulation.signatures.covering import Over
from emulation.signatures.office_keys import trusted_roots
from emulation.workflow import MoveRefused

SIGNED_HINT = "Tệp PDF vừa ký bằng phần mềm ký số của cơ quan. Người ký trước, người ký sau nối tiếp trên cùng một tệp."
COVERS_TEXT = "Hình của chữ ký số che lên chữ của văn bản ở trang {pages}. Xin ký lại trên bản để ký, đặt hình vào chỗ trống hoặc phần ký tên."
SCANS_HINT = "PDF, JPEG hoặc PNG; chọn được nhiều tệp. Nên quét màu, từ 200 dpi trở lên."

SIGNED_PDF = replace(PDF, check=lambda content: None)  # `compare` looks at it, and knows better than to ask that a broken file be saved again


def takes_copies(user: User, paper: OutgoingPaper) -> bool:
    """Whether somebody may bring signed copies of the paper: the secretary or the chair of its issuer, once it is issued."""
    return paper.state in KEPT and user.term_over(paper.unit, Role.SECRETARY, Role.CHAIR) is not None


def takes_signatures(user: User, paper: OutgoingPaper) -> bool:
    """Whether somebody may sign it now: what was replaced or revoked is signed no more, while a scan of it may still complete the file."""
    return paper.state == State.ISSUED and takes_copies(user, paper)


class SignedFileForm(forms.Form):
    """One file, which must be the issued bytes with signatures after them and nothing else; `found` are its signatures."""

    scans = UploadsField(label="Tệp đã ký số", kinds=[SIGNED_PDF], most=1, help_text=SIGNED_HINT)
    found: Comparison

    def __init__(self, *args: Any, paper: OutgoingPaper, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paper = paper

    def clean_scans(self) -> list[Upload]:
        uploads: list[Upload] = self.cleaned_data["scans"]
        self.found = compare(kept_bytes(self.paper.file), uploads[0].content, trusted_roots())
        if self.found.verdict is Verdict.IDENTICAL:
            raise ValidationError(" ".join(REASONS[Alteration.UNSIGNED]))
        if self.found.verdict is Verdict.ALTERED:
            raise ValidationError(self.found.reason)
        if pages := [str(page.number) for page in self.found.stamps if page.over is Over.TEXT]:
            raise ValidationError(COVERS_TEXT.format(pages=", ".join(pages)))
        return uploads


class ScansForm(forms.Form):
    """The files, and whether they take the place of those in use."""

    scans = UploadsField(label="Bản quét của văn bản đã ký, đóng dấu", help_text=SCANS_HINT)
    replace = forms.BooleanField(label="Thay các bản quét đang có", required=False)

    def __init__(self, *args: Any, paper: OutgoingPaper, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not paper.signed_copies.in_use().filter(kind=CopyKind.SCAN).exists():
            del self.fields["replace"]


def add_signed(paper: OutgoingPaper, upload: Upload, found: Comparison, *, by: User, at: datetime | None = None) -> SignedCopy:
    """Keep a file that `compare` found to be signed since. Raises MoveRefused when the same file is kept already, or the paper is in force no more."""
    at = at or timezone.now()
    with kept([upload], by=by, at=at) as (attachment,):
        locked = OutgoingPaper.objects.select_for_update().get(pk=paper.pk)
        if locked.state != State.ISSUED:
            raise MoveRefused(f"Văn bản hiện ở tình trạng “{locked.badge.word}” nên không nhận bản ký số nữa.")
        if locked.signed_copies.filter(attachment__sha256=attachment.sha256).exists():
            raise MoveRefused("Tệp này đã được tải lên rồi.")
        signatures = [values_of(report) for report in found.signatures]
        copy = SignedCopy.objects.create(paper=locked, kind=CopyKind.SIGNED, attachment=attachment, signatures=signatures)
        reason = "\n".join(f"{one.signer}: {one.badge.word}" for one in copy.shown_signatures)[:2000]
        write_line(locked, move="signed-copy", label="Nhận bản ký số", at=at, by=by, title=_title(by, locked), reason=reason)
    return copy


def add_scans(paper: OutgoingPaper, uploads: Iterable[Upload], *, by: User, replace: bool = False, at: datetime | None = None) -> list[SignedCopy]:
    """Put the scans beside those in use, or in their place, and write it down."""
    at = at or timezone.now()
    with kept(uploads, by=by, at=at) as attachments:
        locked = OutgoingPaper.objects.select_for_update().get(pk=paper.pk)
        removed = take_out(locked.signed_copies.in_use().filter(kind=CopyKind.SCAN), at) if replace else []
        copies = [SignedCopy.objects.create(paper=locked, kind=CopyKind.SCAN, attachment=attachment) for attachment in attachments]
        label = "Thay bản quét" if removed else "Thêm bản quét"
        write_line(locked, move="scan", label=label, at=at, by=by, title=_title(by, locked), reason=told(removed, attachments))
    return copies


def _title(by: User, paper: OutgoingPaper) -> str:
    return by.title_over(paper.unit, Role.SECRETARY, Role.CHAIR)
