"""Background work of composing: the print of a draft that takes longer than a page may."""

from datetime import date

from emulation.drafting.composing import document_of
from emulation.drafting.models import Draft
from emulation.jobs.asking import start
from emulation.jobs.kinds import JobRefused, Params, Product, Progress, Work, job_kind
from emulation.jobs.models import Job
from emulation.papers.missing import whole_or_refused
from emulation.papers.printing import pdf_of
from emulation.people.models import User


def start_preview(draft: Draft, name: str, on: date, *, owner: User) -> Job:
    """Ask for the paper as it would be printed on that day."""
    params = {"draft": draft.pk, "day": on.isoformat(), "name": name}
    return start("preview-draft", owner=owner, label=f"Xem thử {str(draft)[:100]}", params=params, url=draft.get_absolute_url())


def _open_to(user: User, params: Params) -> bool:
    return Draft.objects.visible_to(user).filter(pk=params["draft"]).exists()


@job_kind("preview-draft", open_to=_open_to)
def preview_draft(params: Params) -> Work:
    """The draft as a paper."""
    draft = Draft.objects.select_related("unit__commune", "campaign", "paper").filter(pk=params["draft"]).first()
    if draft is None:
        raise JobRefused("Bản soạn này không còn nữa.")
    yield Progress(0, 1)
    with whole_or_refused():
        return Product(pdf_of(document_of(draft, date.fromisoformat(params["day"]))), f"{params['name']}.pdf", "application/pdf")
