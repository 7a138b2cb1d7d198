"""Print the registrations of a campaign as PDF, one file a unit."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from emulation.campaigns.models import Campaign
from emulation.papers.broken import BrokenPaper
from emulation.papers.rendering import render_pdf
from emulation.units.models import Unit
from registrations.models import Registration
from registrations.papers import blank_paper, current_pdf, file_name, html_of


class Command(BaseCommand):
    help = "In đăng ký của một phong trào ra PDF, mỗi đơn vị một tệp mang mã đơn vị; hoặc in mẫu trống cho từng đơn vị được mời."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("campaign", metavar="PHONG_TRÀO", help="mã phong trào, như luong-son-2024")
        parser.add_argument("--unit", metavar="MÃ", help="chỉ in đơn vị mang mã này")
        parser.add_argument("--blank", action="store_true", help="in mẫu trống, có dòng chấm để viết tay")
        parser.add_argument("--to", metavar="THƯ_MỤC", required=True, type=Path, help="thư mục chứa các tệp")

    def handle(self, *args: Any, campaign: str, unit: str | None, blank: bool, to: Path, **options: Any) -> None:
        try:
            found = Campaign.objects.select_related("unit").get(code=campaign)
        except Campaign.DoesNotExist as error:
            raise CommandError(f"Không có phong trào nào mang mã “{campaign}”. Xin xem lại mã trên trang của phong trào.") from error
        to.mkdir(parents=True, exist_ok=True)
        written = 0
        broken = 0
        for name, make in _blank(found, unit) if blank else _filled_in(found, unit):
            try:
                (to / name).write_bytes(make())
                written += 1
            except BrokenPaper as reason:
                broken += 1
                self.stderr.write(f"{name}: {reason.sentence} ({reason})")
        if broken:
            raise CommandError(f"Đã in {written} tệp vào {to}; {broken} tệp không in được.")
        if not written:
            raise CommandError("Không có gì để in: không có đơn vị mang mã đó, hoặc chưa đơn vị nào bắt đầu đăng ký.")
        self.stdout.write(f"Đã in {written} tệp vào {to}")
        if not blank and unit is None and (waiting := _not_begun(found)):
            self.stderr.write(f"Chưa bắt đầu: {', '.join(waiting)}")


def _not_begun(campaign: Campaign) -> list[str]:
    begun = Registration.objects.filter(campaign=campaign)
    units = Unit.objects.filter(invitations__campaign=campaign).exclude(pk__in=begun.values("unit")).select_related("commune")
    return [file_name(campaign, unit).removesuffix(".pdf") for unit in units.in_order()]


def _blank(campaign: Campaign, code: str | None) -> Iterator[tuple[str, Callable[[], bytes]]]:
    sheets = {choice.kind: choice.sheet for choice in campaign.sheet_choices.select_related("sheet")}
    units = Unit.objects.filter(invitations__campaign=campaign).select_related("commune").in_order()
    for unit in units.filter(code=code) if code else units:
        yield file_name(campaign, unit), partial(render_pdf, html_of(blank_paper(campaign, unit, sheets[unit.kind])))


def _filled_in(campaign: Campaign, code: str | None) -> Iterator[tuple[str, Callable[[], bytes]]]:
    registrations = Registration.objects.filter(campaign=campaign).select_related("campaign", "unit__commune", "sheet").order_by("unit__sort_key")
    for registration in registrations.filter(unit__code=code) if code else registrations:
        yield file_name(campaign, registration.unit), partial(current_pdf, registration)
