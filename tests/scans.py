"""Scans for tests: real files of each kind, and records that own them."""

import hashlib
import io
from datetime import timedelta
from itertools import count

import pikepdf
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from emulation.attachments.models import Attachment
from emulation.campaigns.models import Campaign, PlanScan
from emulation.issuing.models import CopyKind, Mark, MarkKind, OutgoingPaper, SignedCopy
from emulation.people.models import User
from emulation.units.models import Unit
from registrations.models import LatePermit, PaperScan, Registration

numbers = count(1)
SIGNATURE = {  # as a signed copy keeps one
    "signer": "Lê Văn Chủ",
    "organisation": "UBND phường Bách Quang",
    "issuer": "Cơ quan chứng thực",
    "signed_at": "2026-01-05T08:00:00+07:00",
    "is_timestamped": False,
    "state": "trusted",
    "coverage": "file",
}


def picture(form: str = "PNG", size: tuple[int, int] = (60, 80)) -> bytes:
    """A picture of grey paper, as a scanner would make it."""
    buffer = io.BytesIO()
    Image.new("L", size, 230).save(buffer, form)
    return buffer.getvalue()


def pdf(pages: int = 1, **catalogue: object) -> bytes:
    """A PDF of blank pages, with these entries in its catalogue."""
    buffer = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page(page_size=(595, 842))
        for key, value in catalogue.items():
            made.Root[f"/{key}"] = value
        made.save(buffer)
    return buffer.getvalue()


def upload(content: bytes | None = None, name: str = "trang-1.png") -> SimpleUploadedFile:
    """What a browser sends for a chosen file; a small PNG unless given."""
    return SimpleUploadedFile(name, picture() if content is None else content, content_type="application/octet-stream")


def attachment(by: User) -> Attachment:
    """A small PNG in storage."""
    content = picture()
    path = default_storage.save(f"tep/{next(numbers)}.png", ContentFile(content))
    digest = hashlib.sha256(content).hexdigest()
    return Attachment.objects.create(file=path, name="trang-1.png", content_type="image/png", size=len(content), sha256=digest, uploaded_by=by)


def add_plan_scan(campaign: Campaign, by: User) -> PlanScan:
    return PlanScan.objects.create(campaign=campaign, attachment=attachment(by))


def add_paper_scan(registration: Registration, by: User) -> PaperScan:
    return PaperScan.objects.create(registration=registration, attachment=attachment(by))


def add_scans(registration: Registration, by: User) -> None:
    """One of the plan, and one that stays from a time when the registration was on paper."""
    add_plan_scan(registration.campaign, by)
    add_paper_scan(registration, by)


def add_late_permits(campaign: Campaign, by: User) -> None:
    """Leave for every invited unit that has none."""
    now = timezone.now()
    LatePermit.objects.bulk_create(
        LatePermit(invitation=one, until=campaign.deadline + timedelta(days=2), reason="Tổ trưởng ốm.", granted_by=by, granted_at=now)
        for one in campaign.invitations.filter(late_permit=None)
    )


def add_copies(paper: OutgoingPaper, by: User) -> None:
    """What came back signed of an issued paper: a signed file and a scan."""
    SignedCopy.objects.create(paper=paper, kind=CopyKind.SIGNED, attachment=attachment(by), signatures=[SIGNATURE])
    SignedCopy.objects.create(paper=paper, kind=CopyKind.SCAN, attachment=attachment(by))


def add_mark(unit: Unit, by: User) -> Mark:
    """The image of a signature, of somebody new each time."""
    return Mark.objects.create(unit=unit, kind=MarkKind.SIGNATURE, signatory=f"Lê Văn Chủ {next(numbers)}", attachment=attachment(by))
