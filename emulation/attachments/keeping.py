"""Taking an upload in: checked first, then put into private storage together with what its owner writes down."""

import hashlib
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from emulation.attachments.kinds import BadFile, FileKind, kind_of
from emulation.attachments.models import Attachment
from emulation.people.models import User
from emulation.vietnamese.numbers import show_size
from emulation.vietnamese.printable import mend, unprintable

LONGEST_NAME = 100  # characters before the ending


@dataclass(frozen=True)
class Upload:
    """An upload that has been checked: its clean name, its kind, its bytes."""

    name: str
    kind: FileKind
    content: bytes


def checked(file: UploadedFile, allowed: Iterable[FileKind]) -> Upload:
    """The upload, known by its content to be of an allowed kind. Raises BadFile with the end of a sentence that begins with its name."""
    if not file.size:
        raise BadFile("là tệp trống. Xin chọn lại tệp.")
    if file.size > settings.ATTACHMENT_MOST_BYTES:
        most = show_size(settings.ATTACHMENT_MOST_BYTES)
        raise BadFile(f"nặng {show_size(file.size)}, chỉ nhận tối đa {most}. Xin quét ở độ phân giải thấp hơn hoặc chia thành nhiều tệp.")
    content = file.read()
    kind = kind_of(content, allowed)
    return Upload(clean_name(file.name or "", kind), kind, content)


def clean_name(name: str, kind: FileKind) -> str:
    """A name that every system takes and every page can show, with the ending of the kind: "../Bản kế hoạch.PDF.exe" is "Bản kế hoạch.PDF.pdf"."""
    last = mend(name).replace("\\", "/").rpartition("/")[2]
    drawn = last.translate({ord(character): None for character in unprintable(last)})
    plain = " ".join(re.sub(r'[\n<>:"|?*%]', " ", drawn).split()).strip(". ")
    stem = PurePosixPath(plain).stem if PurePosixPath(plain).suffix else plain
    return f"{stem[:LONGEST_NAME].strip('. ') or 'Tệp'}{kind.extension}"


@contextmanager
def kept(uploads: Iterable[Upload], *, by: User, at: datetime | None = None) -> Iterator[list[Attachment]]:
    """Put the uploads into storage, then save them in one transaction with what the block does. When the block fails, nothing is left of them."""
    at = at or timezone.now()
    stored: list[str] = []
    try:
        attachments = [_stored(upload, by, at, stored) for upload in uploads]  # before the transaction: a disk may be slow
        with transaction.atomic():
            for attachment in attachments:
                attachment.save()
            yield attachments
    except BaseException:
        for name in stored:
            default_storage.delete(name)
        raise


def take_out(links: "QuerySet[Any]", at: datetime) -> list[str]:
    """Take these links out of use; the names of their files. Inside the transaction that puts others in their place."""
    names = [str(link) for link in links]
    links.update(removed_at=at)
    return names


def told(removed: Iterable[str], added: Iterable[Attachment]) -> str:
    """Which files went and which came, a line each, as a history keeps it."""
    return "\n".join([*(f"Bỏ: {name}" for name in removed), *(f"Thêm: {attachment}" for attachment in added)])[:2000]


def _stored(upload: Upload, by: User, at: datetime, stored: list[str]) -> Attachment:
    """The unsaved record of a file that is in storage now, under a name nobody can guess."""
    path = f"tep/{at:%Y/%m}/{secrets.token_hex(16)}{upload.kind.extension}"
    stored.append(default_storage.save(path, ContentFile(upload.content)))
    return Attachment(
        file=stored[-1],
        name=upload.name,
        content_type=upload.kind.content_type,
        size=len(upload.content),
        sha256=hashlib.sha256(upload.content).hexdigest(),
        uploaded_by=by,
        uploaded_at=at,
    )
