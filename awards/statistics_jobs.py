"""Background work of the statistics: a reporting year as a paper."""

from django.urls import reverse

from awards.statistics import ReportingYear
from awards.statistics_paper import statistics_html
from emulation.jobs.asking import start
from emulation.jobs.kinds import Params, Product, Progress, Work, job_kind
from emulation.jobs.models import Job
from emulation.listing import query_of
from emulation.papers.missing import job_pdf
from emulation.people.models import User
from emulation.units.models import Unit

KIND = "print-statistics"


def start_printing(unit: Unit, year: ReportingYear, *, owner: User) -> Job:
    url = f"{reverse('award-statistics')}?{query_of(**{'co-quan': str(unit.pk), 'nam': str(year.year)})}"
    label = f"In thống kê thi đua, khen thưởng năm {year.year}: {unit}"
    return start(KIND, owner=owner, label=label, params={"unit": unit.pk, "year": year.year}, url=url)


def _open_to(user: User, params: Params) -> bool:
    is_seen: bool = Unit.objects.visible_to(user).filter(pk=params["unit"]).exists()
    return is_seen


@job_kind(KIND, open_to=_open_to)
def print_statistics(params: Params) -> Work:
    """A unit is never deleted, so it is still there."""
    unit, year = Unit.objects.get(pk=params["unit"]), ReportingYear(params["year"])
    yield Progress(0, 1)
    return Product(job_pdf(statistics_html(unit, year)), f"Thống kê thi đua khen thưởng {year.year} - {unit}.pdf", "application/pdf")
