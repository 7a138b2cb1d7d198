"""Dates of a plan that are probably slips of the pen. They are shown to the secretary and stand in nobody's way."""

from datetime import date

from emulation.campaigns.models import Campaign, Citation
from emulation.campaigns.periods import covers
from emulation.vietnamese.dates import day

FIRST_MONTH_OF_NEXT_YEARS_PLANS = 10  # plans for a year are made from October of the year before


def doubtful_dates(campaign: Campaign) -> list[str]:
    """Sentences on dates that do not fit together; asks nothing of the database when the citations were fetched with their documents."""
    return [*_about_the_plan(campaign), *(doubt for citation in campaign.citations.all() if (doubt := _about(citation, campaign)))]


def _about_the_plan(campaign: Campaign) -> list[str]:
    issued, doubts = campaign.plan_date, []
    if issued and issued > campaign.last_open_day:
        doubts.append(f"Kế hoạch đề ngày {day(issued)}, sau ngày cuối cùng nhận đăng ký ({day(campaign.last_open_day)}).")
    if issued and issued > campaign.ends_on:
        doubts.append(f"Kế hoạch đề ngày {day(issued)}, sau khi phong trào kết thúc ({day(campaign.ends_on)}).")
    if campaign.last_open_day > campaign.ends_on:
        doubts.append(f"Hạn đăng ký ({day(campaign.last_open_day)}) sau khi phong trào kết thúc ({day(campaign.ends_on)}).")
    if not campaign.starts_on.year <= campaign.year <= campaign.ends_on.year:
        doubts.append(f"Năm {campaign.year} không nằm trong thời gian của phong trào ({day(campaign.starts_on)} – {day(campaign.ends_on)}).")
    return doubts


def _about(citation: Citation, campaign: Campaign) -> str:
    """A cited document from after the plan; or a plan of the level above from long before, unless its title names the years that it is for."""
    document, signed = citation.document, citation.document.signed_on
    if signed is None:
        return ""
    named = f"{document.name} {document.number}".strip()
    if campaign.plan_date and signed > campaign.plan_date:
        return f"{named} đề ngày {day(signed)}, sau kế hoạch này ({day(campaign.plan_date)})."
    first = campaign.starts_on.year
    too_old = signed < date(first - 1, FIRST_MONTH_OF_NEXT_YEARS_PLANS, 1) and not covers(document.title, first)
    if citation.role == Citation.Role.PARENT_PLAN and too_old:
        return f"{named} đề ngày {day(signed)}, từ trước năm {first} nhiều tháng. Xin xem lại năm."
    return ""
