"""Background work of issuing: the register of a year, for the printer."""

from emulation.issuing.register import Register, issuers, register_html
from emulation.jobs.asking import start
from emulation.jobs.kinds import JobRefused, Params, Product, Progress, Work, job_kind
from emulation.jobs.models import Job
from emulation.papers.missing import job_pdf
from emulation.people.models import User
from emulation.units.models import Unit


def start_printing(register: Register, *, owner: User, url: str) -> Job:
    """Ask for the register as a paper; `url` is the path to go back to."""
    params = {"unit": register.unit.pk, "year": register.year, "symbol": register.symbol}
    return start("print-register", owner=owner, label=f"In {register.file_name}", params=params, url=url)


def _open_to(user: User, params: Params) -> bool:
    return params["unit"] in {unit.pk for unit in issuers(user)}


@job_kind("print-register", open_to=_open_to)
def print_register(params: Params) -> Work:
    """The register as a paper."""
    unit = Unit.objects.select_related("commune").filter(pk=params["unit"]).first()
    if unit is None:
        raise JobRefused("Cơ quan này không còn nữa.")
    register = Register(unit, params["year"], params["symbol"])
    yield Progress(0, 1)
    return Product(job_pdf(register_html(register)), f"{register.file_name}.pdf", "application/pdf")
