"""Background work of issuing: the register of a year, for the printer, and all papers of a list, fetched one by one: memory holds one and the result."""

import io
import zipfile

from emulation.issuing.approval import printed
from emulation.issuing.exporting import file_name
from emulation.issuing.finishing import blank, said
from emulation.issuing.kept import kept_paper
from emulation.issuing.models import OutgoingPaper
from emulation.issuing.models.paper import OutgoingPaperQuerySet
from emulation.issuing.register import Register, issuers, register_html
from emulation.jobs.asking import start
from emulation.jobs.kinds import JobRefused, Params, Product, Progress, Work, job_kind
from emulation.jobs.models import Job
from emulation.papers.downloads import DOCX
from emulation.papers.joining import Joiner
from emulation.papers.missing import LIST, Missing, job_pdf, whole_or_refused
from emulation.people.models import User
from emulation.units.models import Unit

MOST = 2000  # papers in one file
LABELS = {"print-papers": "In tất cả văn bản đi", "zip-papers": "Tải tất cả văn bản đi"}


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


def start_for_all(kind: str, papers: OutgoingPaperQuerySet, *, owner: User, url: str) -> Job:
    """Ask for all these papers, in their order, as one file. Raises JobRefused when there is none, or too many."""
    pks = list(papers.values_list("pk", flat=True)[: MOST + 1])
    if not pks:
        raise JobRefused("Danh sách không có văn bản nào nên chưa có gì để in.")
    if len(pks) > MOST:
        raise JobRefused(f"Danh sách có hơn {MOST:,} văn bản. Xin lọc bớt, chẳng hạn theo năm hoặc theo loại.".replace(",000", ".000"))
    return start(kind, owner=owner, label=f"{LABELS[kind]}: {len(pks)} văn bản", params={"papers": pks}, url=url)


def _sees_all(user: User, params: Params) -> bool:
    return OutgoingPaper.objects.visible_to(user).filter(pk__in=params["papers"]).count() == len(params["papers"])


def _paper(pk: int) -> OutgoingPaper:
    return OutgoingPaper.objects.select_related("unit__commune").get(pk=pk)


def _named(paper: OutgoingPaper) -> str:
    return f"{paper.named}, {' '.join(paper.subject.split())[:100]}"


@job_kind("print-papers", open_to=_sees_all)
def print_papers(params: Params) -> Work:
    """Papers one after another for the printer: what was issued as it was issued, the others with blanks for number and date."""
    pks, joiner = params["papers"], Joiner()
    missing, issuing = Missing("văn bản", len(pks)), set[str]()
    for place, pk in enumerate(pks):
        yield Progress(place, len(pks))
        paper = _paper(pk)
        with missing.noting(_named(paper)):
            joiner.add(printed(paper), _named(paper))
            issuing.add(paper.unit.name)
    yield Progress(len(pks), len(pks))
    notice = missing.notice()
    author = issuing.pop() if len(issuing) == 1 else ""  # of papers of several issuers nobody is the author
    title = f"{LABELS['print-papers']}: {len(pks)} văn bản"
    return Product(joiner.finish(title=title, author=author), "Văn bản đi.pdf", "application/pdf", notice)


def start_blank(paper: OutgoingPaper, *, owner: User) -> Job:
    """Ask for a paper with blanks for number and date that takes longer than a page may."""
    return start("print-blank", owner=owner, label=f"In bản chưa có số: {_named(paper)}", params={"papers": [paper.pk]}, url=paper.get_absolute_url())


@job_kind("print-blank", open_to=_sees_all)
def print_blank(params: Params) -> Work:
    """The one paper with blanks for number and date."""
    yield Progress(0, 1)
    paper = _paper(params["papers"][0])
    with whole_or_refused():
        return Product(blank(paper), f"{paper.file_title} (bản chưa có số).pdf", "application/pdf")


def start_word(paper: OutgoingPaper, *, owner: User) -> Job:
    """Ask for a Word copy that takes longer than a page may."""
    return start("word-paper", owner=owner, label=f"Bản Word của {_named(paper)}", params={"papers": [paper.pk]}, url=paper.get_absolute_url())


@job_kind("word-paper", open_to=_sees_all)
def word_paper(params: Params) -> Work:
    """The one paper as a Word file, with the number and date that it has by now."""
    from emulation.papers.word.copies import docx_of  # a worker that makes none does without its library

    yield Progress(0, 1)
    paper = _paper(params["papers"][0])
    return Product(docx_of(said(paper), code=paper.shown_code), f"{paper.file_title}.docx", DOCX)


@job_kind("zip-papers", open_to=_sees_all)
def zip_papers(params: Params) -> Work:
    """The same, each in a file of its own, byte for byte as it was issued."""
    pks, buffer = params["papers"], io.BytesIO()
    missing = Missing("văn bản", len(pks))
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, pk in enumerate(pks):
            yield Progress(place, len(pks))
            paper = _paper(pk)
            with missing.noting(_named(paper)):
                archive.writestr(file_name(kept_paper(paper)), printed(paper))
        if notice := missing.notice():
            archive.writestr(LIST, missing.listed)
    return Product(buffer.getvalue(), "Văn bản đi.zip", "application/zip", notice)
