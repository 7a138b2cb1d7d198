"""Uploading the signed scan of a plan, and replacing it."""

from collections.abc import Iterable
from datetime import datetime

from django import forms
from django.utils import timezone

from emulation.attachments.forms import UploadsField
from emulation.attachments.keeping import Upload, kept, take_out, told
from emulation.campaigns.models import Campaign, PlanScan
from emulation.campaigns.preparation import CORRECTABLE
from emulation.history.models import write_line
from emulation.people.models import Role, User
from emulation.workflow import MoveRefused

HINT = "PDF, JPEG hoặc PNG; chọn được nhiều tệp. Tệp được giữ nguyên như khi tải lên, ảnh còn cả thông tin nơi chụp nếu máy ảnh có ghi."


class PlanScanForm(forms.Form):
    """The files, and whether they take the place of those in use."""

    scans = UploadsField(label="Bản kế hoạch đã ký, đóng dấu", help_text=HINT)
    replace = forms.BooleanField(label="Thay các tệp đang có", required=False)

    def __init__(self, *args: object, replaceable: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they come
        if not replaceable:
            del self.fields["replace"]


def add_plan_scans(campaign: Campaign, uploads: Iterable[Upload], *, by: User, replace: bool = False, at: datetime | None = None) -> list[PlanScan]:
    """Put the files beside those in use, or in their place, and write it down. Raises MoveRefused for a campaign that is closed."""
    at = at or timezone.now()
    with kept(uploads, by=by, at=at) as attachments:
        locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
        if locked.state not in CORRECTABLE:
            raise MoveRefused("Phong trào đã kết thúc nên không thay được bản kế hoạch nữa.")
        removed = take_out(locked.plan_scans.in_use(), at) if replace else []
        scans = [PlanScan.objects.create(campaign=locked, attachment=attachment) for attachment in attachments]
        label = "Thay bản kế hoạch đã ký" if removed else "Đăng bản kế hoạch đã ký"
        write_line(locked, move="plan-scan", label=label, at=at, by=by, title=by.title_over(locked.unit, Role.SECRETARY), reason=told(removed, attachments))
    return scans
