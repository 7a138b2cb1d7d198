"""What the forms in `tests/forms/` say once the data of a real registration stands in their places, and whether a printed paper says so."""

from pathlib import Path

from emulation.campaigns.models import Campaign
from emulation.papers.content import Paper
from tests.pdf import squeezed

FORMS = Path(__file__).parent / "forms"


def form_lines(form: str, paper: Paper, campaign: Campaign) -> list[str]:
    """The lines of the form's text file with this paper's data in the places of `{…}`."""
    issuer = paper.letterhead[-1]
    _, _, day_and_year = paper.place_line.partition(", ")
    values = {
        "TDP {đơn vị} đăng ký": f"{issuer} đăng ký",
        "TDP {đơn vị}": issuer.upper(),
        "{tên cơ quan, đơn vị} đăng ký": f"{issuer} đăng ký",
        "{tên cơ quan, đơn vị}": issuer.upper(),
        "Số: {số}": paper.number_line,
        "{địa danh}": paper.place,
        "ngày {dd} tháng {mm} năm {yyyy}": day_and_year,
        "{năm}": str(campaign.year),
        "{xã/phường}": campaign.unit.short_name,
        "{số kế hoạch}": campaign.plan_number,
        "{ngày kế hoạch}": f"{campaign.plan_date:%d/%m/%Y}",
        "{trích yếu kế hoạch}": campaign.plan_title,
    }
    text = (FORMS / f"{form}.txt").read_text(encoding="utf-8")
    for place, value in values.items():
        text = text.replace(place, value)
    assert "{" not in text
    return text.splitlines()


def first_out_of_order(lines: list[str], text: str) -> str | None:
    """The first of the lines that does not follow its predecessors in the text."""
    position = 0
    for line in lines:
        position = text.find(squeezed(line), position)
        if position < 0:
            return line
        position += len(squeezed(line))
    return None
