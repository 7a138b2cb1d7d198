"""The paper of a registration: what it says, filled in or blank, and the file that is kept of each submission."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from django.core.files.base import ContentFile
from django.template.loader import render_to_string
from django.utils import timezone

from emulation.campaigns.models import Campaign
from emulation.papers.content import Line, Paper
from emulation.papers.rendering import render_pdf
from emulation.sheets.models import Item, ItemType, Option, Sheet
from emulation.units.models import Unit
from emulation.vietnamese.dates import clock
from registrations.answers import Answers, answers_of
from registrations.models import Registration, Submission
from registrations.pledges import pledge_lines
from registrations.sheets import Question, fill, questions, words_of
from registrations.tables import target_table


def blank_paper(campaign: Campaign, unit: Unit, sheet: Sheet) -> Paper:
    """The sheet with dotted lines, for a unit that fills it in with a pen."""
    words = words_of(campaign, unit)
    subject = fill(sheet.subject, words)
    return Paper(
        title=" ".join(part for part in (unit.short_name, fill(sheet.title, words), subject) if part),
        author=unit.name,
        letterhead=unit.letterhead_lines,
        number="" if sheet.numbered else None,
        place=unit.place,
        dated=None,
        year=campaign.last_open_day.year,  # a hand dates it when it is sent in, which may be the December before
        subject=subject,
        addressees=_punctuated(campaign.addressees.splitlines()),
        bases=tuple(fill(base, words) for base in sheet.base_list),
        opening=fill(sheet.opening, words),
        lines=tuple(line for question in questions(sheet, words) for line in _lines(question, None)),
        recipients=("Như kính gửi;",),
        authority=fill(sheet.authority, words),
        signer_title="",
        signer_name="",
        type_name=fill(sheet.title, words),
        second_authority=fill(sheet.second_authority, words),
    )


def paper_of(registration: Registration, *, dated: date | None = None) -> Paper:
    """The paper as the unit has filled it in so far; undated until it is submitted."""
    campaign, unit, sheet = registration.campaign, registration.unit, registration.sheet
    answers = answers_of(registration)
    lines = tuple(line for question in questions(sheet, words_of(campaign, unit)) for line in _lines(question, answers))
    return replace(
        blank_paper(campaign, unit, sheet),
        number=registration.own_number if sheet.numbered else None,
        dated=dated,
        lines=lines,
        signer_title=registration.signer_title,
        signer_name=registration.signer_name,
        second_signer_title=registration.second_signer_title,
        second_signer_name=registration.second_signer_name,
        draft=registration.is_editable,
        origin=_origin(registration),
    )


def _origin(registration: Registration) -> str:
    """Who typed in what came on paper, and when it came; "" for what the unit filled in itself."""
    if registration.received_on_paper_at is None:
        return ""
    return f"Bản này do {registration.entered_by} nhập từ bản giấy có chữ ký, nhận lúc {clock(registration.received_on_paper_at)}."


def _punctuated(lines: Iterable[str]) -> tuple[str, ...]:
    """The lines of a list as a paper ends them: each with ";", the last with "."."""
    *most, last = [line.strip(" ;.-") for line in lines if line.strip(" ;.-")] or [""]
    return (*(f"{line};" for line in most), *([f"{last}."] if last else []))


def html_of(paper: Paper) -> str:
    return render_to_string("papers/registration.html", {"paper": paper})


def _lines(question: Question, answers: Answers | None) -> Iterator[Line]:
    """The lines of one item; without answers, dotted ones to write on."""
    item = question.item
    if item.type == ItemType.NOTE:
        yield Line("note", question.text)
    elif item.type == ItemType.TITLE and len(question.options) == 1:
        yield _title_line(question.label, question.options[0], answers, item)
    else:
        dotted = item.dotted if answers is None and not item.as_table else 0
        yield Line("heading" if item.heading or item.type == ItemType.HEADING else "item", question.label, dotted=dotted)
        yield from _answer_lines(question, answers)


def _answer_lines(question: Question, answers: Answers | None) -> Iterator[Line]:
    item = question.item
    if item.type == ItemType.PLEDGE:
        yield from pledge_lines(question, answers)
    elif item.type == ItemType.TITLE:
        yield from (_title_line(option.label, option, answers, item) for option in question.options)
    elif item.type == ItemType.TARGETS and item.as_table:
        yield target_table(question, answers)
    elif answers and item.type == ItemType.TARGETS:
        yield from (Line("answer", f"- {target}") for target in _punctuated(map(str, answers.targets[item.pk])))
    elif answers and item.type == ItemType.TEXT:
        yield from (Line("answer", line) for line in answers.texts.get(item.pk, "").splitlines() if line.strip())


def _title_line(label: str, option: Option, answers: Answers | None, item: Item) -> Line:
    titles = [title for title in answers.titles[item.pk] if title.option_id == option.pk] if answers else []
    return Line("option", label, value="; ".join(map(str, titles)), dotted=1 if answers is None else 0)


def file_name(campaign: Campaign, unit: Unit) -> str:
    """The name of a unit's file among those of a campaign: its code, after that of its commune where the campaign spans several."""
    return f"{unit.code}.pdf" if unit.commune_id in (None, campaign.unit_id) else f"{unit.office.code}-{unit.code}.pdf"


def keep_pdf(submission: Submission) -> bytes:
    """The kept file of a submission, rendered now if that was not done yet. Whoever renders second keeps the first one's file."""
    if not submission.pdf:
        pdf = render_pdf(submission.html)
        name = f"dang-ky/{submission.submitted_at:%Y}/{submission.receipt}.pdf"
        saved = submission.pdf.storage.save(name, ContentFile(pdf))
        won = Submission.objects.filter(pk=submission.pk, pdf="").update(pdf=saved, sha256=hashlib.sha256(pdf).hexdigest())
        if not won:
            submission.pdf.storage.delete(saved)
        submission.refresh_from_db()
    with submission.pdf.open() as file:
        kept: bytes = file.read()
    return kept


def current_word(registration: Registration) -> bytes:
    """What a registration says now, as a Word file: of what was sent with the day on which it came."""
    from emulation.papers.word.copies import docx_of  # a worker that makes none does without its library

    sent_at = None if registration.is_editable else registration.submitted_at
    return docx_of(paper_of(registration, dated=sent_at and timezone.localdate(sent_at)))


def current_pdf(registration: Registration) -> bytes:
    """What stands for a registration now: the kept file of the latest submission, or a draft's paper as it is at the moment."""
    latest = None if registration.is_editable else registration.submissions.first()
    return keep_pdf(latest) if latest else render_pdf(html_of(paper_of(registration)))
