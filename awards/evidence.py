"""The files that go with a nomination: put on it and taken out while it is written."""

from collections.abc import Iterable
from datetime import datetime

from django import forms
from django.db import transaction
from django.utils import timezone

from awards.models import Evidence, Nomination
from awards.nominating import locked_for_writing, writer_of
from emulation.attachments.forms import UploadsField
from emulation.attachments.keeping import Upload, kept, take_out, told
from emulation.attachments.office_files import EVIDENCE
from emulation.history.models import write_line
from emulation.people.models import User
from emulation.workflow import MoveRefused

MOST_FILES = 30
HINT = "PDF, JPEG, PNG, Word (.docx) hoặc Excel (.xlsx); chọn được nhiều tệp. Tệp giữ nguyên như khi tải lên, ảnh còn cả nơi chụp nếu máy ảnh có ghi."


class EvidenceForm(forms.Form):
    """What kind of files, and the files."""

    kind = forms.ChoiceField(label="Loại tệp", choices=Evidence.Kind.choices)
    uploads = UploadsField(label="Tệp", kinds=EVIDENCE, help_text=HINT)

    def __init__(self, *args: object, nomination: Nomination, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they come
        if not nomination.is_on_paper:
            kinds = [(value, label) for value, label in Evidence.Kind.choices if value != Evidence.Kind.PAPER]
            self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


def add_evidence(nomination: Nomination, kind: str, uploads: Iterable[Upload], *, by: User, at: datetime | None = None) -> list[Evidence]:
    """Put the files on the nomination and write it down. Raises MoveRefused when it was sent, or has too many files."""
    at, term = at or timezone.now(), writer_of(nomination, by)
    with kept(uploads, by=by, at=at) as attachments:
        locked = locked_for_writing(nomination)
        if locked.evidence.in_use().count() + len(attachments) > MOST_FILES:
            raise MoveRefused(f"Mỗi đề nghị có tối đa {MOST_FILES} tệp. Xin gộp các trang thành một tệp PDF hoặc bỏ bớt tệp.")
        added = [Evidence.objects.create(nomination=locked, kind=kind, attachment=attachment) for attachment in attachments]
        label = f"Đính kèm: {Evidence.Kind(kind).label.lower()}"[:100]
        write_line(locked, move="evidence", label=label, at=at, by=by, title=str(term), reason=told([], attachments))
    return added


@transaction.atomic
def remove_evidence(evidence: Evidence, *, by: User, at: datetime | None = None) -> None:
    """Take a file out. Raises MoveRefused when the nomination was sent."""
    at, nomination = at or timezone.now(), evidence.nomination
    term = writer_of(nomination, by)
    locked = locked_for_writing(nomination)
    if names := take_out(locked.evidence.in_use().filter(pk=evidence.pk), at):
        write_line(locked, move="evidence", label="Bỏ tệp đính kèm", at=at, by=by, title=str(term), reason=told(names, []))
