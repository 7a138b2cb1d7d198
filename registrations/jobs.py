"""Background work of registrations: all of a campaign in one file. Papers are fetched one by one, so that memory holds one and the result."""

import io
import zipfile

from emulation.campaigns.models import Campaign
from emulation.jobs.asking import start
from emulation.jobs.kinds import JobRefused, Params, Product, Progress, Work, job_kind
from emulation.jobs.models import Job
from emulation.papers.bulk import renderers
from emulation.papers.joining import Joiner
from emulation.papers.missing import LIST, Missing, job_pdf
from emulation.people.models import User
from emulation.units.models import Unit
from registrations.models import SENT, Registration
from registrations.papers import blank_paper, file_name, html_of, keep_pdf
from registrations.seeing import campaigns_seen_from_office
from registrations.summary import summarise
from registrations.summary_paper import summary_html

PDF, ZIP = "application/pdf", "application/zip"
LABELS = {
    "print-registrations": "In tất cả đăng ký",
    "zip-registrations": "Tải tất cả đăng ký",
    "print-blank-forms": "In mẫu trống của tất cả đơn vị",
    "print-summary": "In bảng tổng hợp",
}


def start_for(campaign: Campaign, kind: str, *, owner: User, url: str, **params: object) -> Job:
    """Ask for a job about a campaign; `url` is the path to go back to."""
    return start(kind, owner=owner, label=f"{LABELS[kind]}: {campaign.title}", params={"campaign": campaign.pk, **params}, url=url)


def sent_registrations(campaign: Campaign) -> list[int]:
    """The primary keys of what came in, in the order of the units."""
    return list(campaign.registrations.filter(state__in=SENT).order_by("unit__sort_key", "pk").values_list("pk", flat=True))


def _open_to(user: User, params: Params) -> bool:
    return campaigns_seen_from_office(user).filter(pk=params["campaign"]).exists()


def _campaign(params: Params) -> Campaign:
    found = Campaign.objects.filter(pk=params["campaign"]).select_related("unit").first()
    if found is None:
        raise JobRefused("Phong trào này không còn nữa.")
    return found


def _sent_in(campaign: Campaign) -> list[int]:
    pks = sent_registrations(campaign)
    if not pks:
        raise JobRefused("Chưa có đăng ký nào được gửi nên chưa có gì để in.")
    return pks


def _registration(pk: int) -> Registration:
    return Registration.objects.select_related("unit__commune").get(pk=pk)


def _latest(registration: Registration) -> bytes:
    """The kept file of its latest submission; rendered now if there is none yet."""
    return keep_pdf(registration.submissions.all()[0])


@job_kind("print-registrations", open_to=_open_to)
def print_registrations(params: Params) -> Work:
    """Everything that came in, as one file for the printer."""
    campaign, joiner = _campaign(params), Joiner()
    pks = _sent_in(campaign)
    missing = Missing("đăng ký", len(pks))
    for place, pk in enumerate(pks):
        yield Progress(place, len(pks))
        registration = _registration(pk)
        with missing.noting(registration.unit.name):
            joiner.add(_latest(registration))
    yield Progress(len(pks), len(pks))
    notice = missing.notice()
    pdf = joiner.finish(title=f"Đăng ký thi đua: {campaign.title}", author=campaign.unit.name)
    return Product(pdf, f"Đăng ký thi đua {campaign.year} - {campaign.unit}.pdf", PDF, notice)


@job_kind("zip-registrations", open_to=_open_to)
def zip_registrations(params: Params) -> Work:
    """Everything that came in, a file for each unit, named by its code."""
    campaign, buffer = _campaign(params), io.BytesIO()
    pks = _sent_in(campaign)
    missing = Missing("đăng ký", len(pks))
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, pk in enumerate(pks):
            yield Progress(place, len(pks))
            registration = _registration(pk)
            with missing.noting(registration.unit.name):
                archive.writestr(file_name(campaign, registration.unit), _latest(registration))
        if notice := missing.notice():
            archive.writestr(LIST, missing.listed)
    return Product(buffer.getvalue(), f"Đăng ký thi đua {campaign.year} - {campaign.unit}.zip", ZIP, notice)


@job_kind("print-blank-forms", open_to=_open_to)
def print_blank_forms(params: Params) -> Work:
    """The blank form of each invited unit, as one file for the printer."""
    campaign, joiner = _campaign(params), Joiner()
    sheets = {choice.kind: choice.sheet for choice in campaign.sheet_choices.select_related("sheet")}
    units = list(Unit.objects.filter(invitations__campaign=campaign, kind__in=sheets).select_related("commune").in_order())
    if not units:
        raise JobRefused("Chưa mời đơn vị nào nên chưa có mẫu để in.")
    forms = [html_of(blank_paper(campaign, unit, sheets[unit.kind])) for unit in units]
    missing = Missing("mẫu", len(forms))
    yield Progress(0, len(forms))
    with renderers() as pool:
        for part in pool.render(forms):
            if part.broken:
                missing.add(units[part.done - 1].name, part.broken)
            else:
                joiner.add(part.pdf)
            yield Progress(part.done, len(forms))
    notice = missing.notice()
    pdf = joiner.finish(title=f"Mẫu đăng ký thi đua: {campaign.title}", author=campaign.unit.name)
    return Product(pdf, f"Mẫu đăng ký thi đua {campaign.year} - {campaign.unit}.pdf", PDF, notice)


@job_kind("print-summary", open_to=_open_to)
def print_summary(params: Params) -> Work:
    """The summary for the council, as a paper."""
    campaign = _campaign(params)
    yield Progress(0, 1)
    summary = summarise(campaign, accepted_only=params["accepted_only"])
    return Product(job_pdf(summary_html(summary)), f"Tổng hợp đăng ký thi đua {campaign.year} - {campaign.unit}.pdf", PDF)
