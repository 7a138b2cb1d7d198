"""A sheet as one unit sees it: its items with the kind's own words and the campaign's names filled in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import shorten

from django.db.models import prefetch_related_objects

from emulation.campaigns.models import Campaign
from emulation.papers.content import DOTS
from emulation.sheets.models import Item, ItemType, Option, Sheet, numbered
from emulation.units.models import Unit
from emulation.vietnamese.dates import day

LONGEST_NAME = 100
IN_THE_YEAR = re.compile(r"trong năm(?=\s*(?:[.,;:)]|$))")


def words_of(campaign: Campaign, unit: Unit) -> dict[str, str]:
    """The value of each {name} that a sheet may use; dots where the campaign has no value yet."""
    return {
        "short": unit.words.short,
        "WORD": unit.words.word.upper(),
        "unit": unit.short_name[:1].upper() + unit.short_name[1:],
        "commune": unit.office.short_name,
        "year": str(campaign.year),
        "period": campaign.period,
        "PERIOD": campaign.period.upper(),
        "plan_number": campaign.plan_number or f"{DOTS}/KH-UBND",
        "plan_date": day(campaign.plan_date) if campaign.plan_date else DOTS,
        "plan_issuer": campaign.plan_issuer,
        "plan_title": campaign.plan_title,
    }


def fill(text: str, words: Mapping[str, str]) -> str:
    """The text with each known {name} replaced; anything else in braces stays as it is. "năm {year}" reads as the {period}, which may be of several years."""
    if "period" in words:
        text = text.replace("năm {year}", words["period"]).replace("NĂM {year}", words["PERIOD"])
    return re.sub(r"\{(\w+)\}", lambda found: words.get(found[1], found[0]), text)


def fill_help(text: str, words: Mapping[str, str]) -> str:
    """The help as `fill` fills it in. "trong năm" at the end of a clause speaks of the campaign's {period} too; "trong năm 2024", "trong năm học" stay."""
    return fill(IN_THE_YEAR.sub("trong {period}", text), words)


@dataclass(frozen=True)
class Question:
    """An item in the unit's own words, with its options and the subjects that it names.

    `section` is the heading that it stands under; `section_help` goes with the first question there.
    """

    item: Item
    text: str
    help: str
    subjects: tuple[str, ...]
    options: tuple[Option, ...]
    section: str = ""
    section_help: str = ""

    @property
    def label(self) -> str:
        return numbered(self.item.number, self.text)

    @property
    def short_label(self) -> str:
        """The label as a sentence may name it: without what it adds in brackets or after a colon, and not too long."""
        words = re.split(r"[(:]", self.text)[0].rstrip(" ;,.") or self.text
        return shorten(numbered(self.item.number, words), LONGEST_NAME, placeholder="…")


def questions(sheet: Sheet, words: Mapping[str, str]) -> list[Question]:
    """The sheet's items in order; two queries whatever its length, and none when they were fetched before."""
    prefetch_related_objects([sheet], "items__options")
    asked, section, section_help = [], "", ""
    for item in sheet.items.all():
        question = Question(
            item=item,
            text=fill(item.text, words),
            help=fill_help(item.help, words),
            subjects=tuple(fill(subject, words) for subject in item.subject_list),
            options=tuple(item.options.all()),
            section="" if item.heading else section,
            section_help=section_help,
        )
        asked.append(question)
        is_section = item.heading or item.type == ItemType.HEADING
        section = question.label if is_section else section
        section_help = question.help if item.type == ItemType.HEADING else ""
    return asked
