"""Background work of composing: the print and the Word copy of a draft that take longer than a page may."""

from datetime import date

from emulation.drafting.composing import document_of
from emulation.drafting.models import Draft
from emulation.jobs.asking import start
from emulation.jobs.kinds import JobRefused, Params, Product, Progress, Work, job_kind
from emulation.jobs.models import Job
from emulation.papers.downloads import DOCX
from emulation.papers.missing import whole_or_refused
from emulation.papers.printing import pdf_of
from emulation.people.models import User


def start_preview(draft: Draft, name: str, on: date, *, owner: User) -> Job:
    """Ask for the paper as it would be printed on that day."""
    return _start("preview-draft", "Xem thử", draft, name, on, owner)


def start_word(draft: Draft, name: str, on: date, *, owner: User) -> Job:
    """Ask for the same as a Word file."""
    return _start("word-draft", "Bản Word của", draft, name, on, owner)


def _start(kind: str, what: str, draft: Draft, name: str, on: date, owner: User) -> Job:
    params = {"draft": draft.pk, "day": on.isoformat(), "name": name}
    return start(kind, owner=owner, label=f"{what} {str(draft)[:100]}", params=params, url=draft.get_absolute_url())


def _open_to(user: User, params: Params) -> bool:
    return Draft.objects.visible_to(user).filter(pk=params["draft"]).exists()


def _draft(params: Params) -> Draft:
    draft = Draft.objects.select_related("unit__commune", "campaign", "paper").filter(pk=params["draft"]).first()
    if draft is None:
        raise JobRefused("Bản soạn này không còn nữa.")
    return draft


@job_kind("preview-draft", open_to=_open_to)
def preview_draft(params: Params) -> Work:
    """The draft as a paper."""
    draft = _draft(params)
    yield Progress(0, 1)
    with whole_or_refused():
        return Product(pdf_of(document_of(draft, date.fromisoformat(params["day"]))), f"{params['name']}.pdf", "application/pdf")


@job_kind("word-draft", open_to=_open_to)
def word_draft(params: Params) -> Work:
    """The draft as a Word file."""
    from emulation.papers.word.copies import docx_of  # a worker that makes none does without its library

    draft = _draft(params)
    yield Progress(0, 1)
    return Product(docx_of(document_of(draft, date.fromisoformat(params["day"]))), f"{params['name']}.docx", DOCX)
