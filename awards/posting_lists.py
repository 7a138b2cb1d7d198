"""The posted list with what came of it (danh sách kèm kết quả lấy ý kiến), as a paper lying on its side and as a worksheet; it names no sender."""

from collections.abc import Iterable, Iterator

from django.template.loader import render_to_string
from django.utils import timezone

from awards.models import Comment, PostedRow, Posting
from emulation.jobs.asking import start
from emulation.jobs.kinds import JobRefused, Params, Product, Progress, Work, job_kind
from emulation.jobs.models import Job
from emulation.papers.content import Column, PrintedTable, TablePaper
from emulation.papers.joining import Joiner
from emulation.papers.missing import job_pdf
from emulation.people.models import Role, User
from emulation.people.terms import sole_holder
from emulation.spreadsheets.writing import Table
from emulation.vietnamese.dates import day

TITLE = "Danh sách kèm kết quả lấy ý kiến"
PDF = "application/pdf"
NONE = "Không có ý kiến"
A_PART = 500  # rows, of which one paper could bear some thousand: see docs/decisions/0020
COLUMNS = (
    Column("TT", 4, "narrow"),
    Column("Họ tên, tên tập thể, chủ hộ", 22),
    Column("Đơn vị", 16),
    Column("Danh hiệu, hình thức", 18),
    Column("Ý kiến và kết quả xem xét", 40),
)
OF_ALL = (Column("TT", 4, "narrow"), Column("Ngày nhận", 12, "whole"), Column("Ý kiến về cả danh sách", 44), Column("Kết quả xem xét", 40))
HEAD = ("TT", "Họ tên, tên tập thể, chủ hộ", "Đơn vị", "Danh hiệu, hình thức", "Số ý kiến", "Nội dung ý kiến", "Kết quả xem xét")


def rows_of(posting: Posting) -> Iterable[PostedRow]:
    """All rows of the list, each with its comments; two queries."""
    return posting.rows.select_related("honour").prefetch_related("comments").order_by("position")


def of_whole_list(posting: Posting) -> list[Comment]:
    """The comments that are about no single row."""
    return list(posting.comments.filter(row=None))


def posting_table(posting: Posting) -> Table:
    return Table("Kết quả lấy ý kiến", HEAD, _worksheet(posting))


def _worksheet(posting: Posting) -> Iterator[tuple[str | int | None, ...]]:
    for row in rows_of(posting):
        made = list(row.comments.all())
        said, found = "\n".join(one.text for one in made), "\n".join(one.answer for one in made if one.answer)
        yield row.position, row.name, row.unit_name, str(row.honour), len(made), said, found
    for one in of_whole_list(posting):
        yield None, "Về cả danh sách", None, None, 1, one.text, one.answer


def posting_papers(posting: Posting) -> list[TablePaper]:
    """The list in parts that can be laid out, each signed: by the chair of the commune, or by the head of the group that posted it."""
    rows = [(str(row.position), row.name, row.unit_name, str(row.honour), _found(row)) for row in rows_of(posting)]
    general = tuple((str(place), day(one.received_on), one.text, one.answer or one.badge.word) for place, one in enumerate(of_whole_list(posting), start=1))
    parts = [tuple(rows[start : start + A_PART]) for start in range(0, len(rows), A_PART)]
    papers = []
    for place, part in enumerate(parts, start=1):
        which = f"Phần {place}/{len(parts)}" if len(parts) > 1 else ""
        more = [PrintedTable("Ý kiến khác", OF_ALL, general)] if general and place == len(parts) else []
        papers.append(_paper(posting, which, (PrintedTable("", COLUMNS, part, dense=True), *more)))
    return papers


def _paper(posting: Posting, which: str, tables: tuple[PrintedTable, ...]) -> TablePaper:
    unit, today = posting.unit, timezone.localdate()
    authority, role = ("TM. Ủy ban nhân dân", Role.CHAIR) if unit.has_office else (unit.words.head, Role.HEAD)
    period = f"Công khai từ ngày {day(posting.opens_on)} đến hết ngày {day(posting.closes_on)}"
    return TablePaper(
        title=f"{TITLE} - {unit}",
        author=unit.name,
        letterhead=unit.committee_lines if unit.has_office else (f"UBND {unit.office}", unit.name),
        number=None,
        place=unit.place,
        dated=today,
        year=today.year,
        heading=TITLE,
        notes=tuple(filter(None, (posting.title, period, which))),
        tables=tables,
        made_by=sole_holder(Role.SECRETARY, unit) if unit.has_office else "",
        authority=authority,
        signer_title="Chủ tịch" if unit.has_office else "",
        signer_name=sole_holder(role, unit),
    )


def _found(row: PostedRow) -> str:
    return "\n\n".join(f"{one.text}\nKết quả: {one.answer or one.badge.word.lower()}" for one in row.comments.all()) or NONE


def start_list(posting: Posting, *, owner: User) -> Job:
    """Ask for the paper; a commune's list may be thousands of rows."""
    label = f"In danh sách kèm kết quả lấy ý kiến: {posting}"
    return start("print-posting", owner=owner, label=label, params={"posting": posting.pk}, url=posting.get_absolute_url())


def _open_to(user: User, params: Params) -> bool:
    return Posting.objects.visible_to(user).filter(pk=params["posting"]).exists()


@job_kind("print-posting", open_to=_open_to)
def print_posting(params: Params) -> Work:
    posting = Posting.objects.select_related("unit__commune").filter(pk=params["posting"]).first()
    if posting is None:
        raise JobRefused("Danh sách này không còn nữa.")
    papers, joiner = posting_papers(posting), Joiner()
    for place, paper in enumerate(papers):
        yield Progress(place, len(papers))
        joiner.add(job_pdf(render_to_string("papers/table.html", {"paper": paper})))
    pdf = joiner.finish(title=f"{TITLE}: {posting}", author=posting.unit.name)
    return Product(pdf, f"{TITLE} - {posting.unit} {posting.closes_on:%d-%m-%Y}.pdf", PDF)
